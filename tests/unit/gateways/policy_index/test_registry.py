"""Which index a function has."""

from collections.abc import Iterator

import pytest

from chalicelib.gateways.policy_index import registry
from tests.support.word_vectors import WordEmbedder


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    registry.current.cache_clear()
    yield
    registry.current.cache_clear()


def test_without_models_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_embedders", lambda: ())

    assert registry.current() is None


def test_models_of_the_layer_make_one_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_embedders", lambda: (WordEmbedder(8, "one"), WordEmbedder(8, "other")))

    index = registry.current()

    assert index is not None
    assert index.name == "one+other"
    assert registry.current() is index
