"""Which files are too long to be read at once."""

import pytest

from local import length
from local.length import Long

FULL = "line\n" * length.LONGEST


@pytest.mark.parametrize(
    "path", ["app.py", "tests/unit/test_app.py", "infra/a.yaml", "docs/a.md", ".chalice/config.json"]
)
def test_file_above_the_limit_is_found(path: str) -> None:
    assert length.too_long([(path, FULL)]) == []
    assert length.too_long([(path, FULL + "line\n")]) == [Long(path, 401)]


def test_longest_is_named_first() -> None:
    assert [it.path for it in length.too_long([("a.py", FULL * 2), ("b.py", FULL * 3)])] == ["b.py", "a.py"]


def test_lock_is_no_text_to_read() -> None:
    assert length.too_long([("requirements.txt", FULL * 2)]) == []


@pytest.mark.parametrize("pattern", length.EXEMPT)
def test_data_and_what_is_generated_do_not_count(pattern: str) -> None:
    assert length.too_long([(pattern.replace("*", "any"), FULL * 2)]) == []


def test_neighbour_of_what_is_generated_counts() -> None:
    path = "clients/python/sojourn_client/client.py"

    assert length.too_long([(path, FULL * 2)]) == [Long(path, 800)]
