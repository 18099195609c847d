"""Indexing a version once it is parsed: twice, late, interrupted anywhere, and after it was deleted."""

from typing import Any

import pytest

from chalicelib.domain.policy_documents.document import PolicyDocumentStatus
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.errors import Unavailable
from chalicelib.gateways import storage
from chalicelib.gateways.policy_index.local import LocalIndex, vectors_key
from chalicelib.services.policy_documents.deletion import delete_document
from chalicelib.services.policy_search.indexing import index_version
from chalicelib.services.policy_search.ranking import BY_WORDS
from tests.support.connection import Crash, Cut
from tests.support.word_vectors import WordEmbedder
from tests.unit.services.policy_documents.policy_world import MANAGER, PolicyWorld, sweep
from tests.unit.services.policy_search.search_samples import PAIR, TEXTS, parsed_document


def test_version_is_indexed_with_its_vectors_beside_it(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)

    index_version(document.document_id, 1, LocalIndex(PAIR))

    found = world.version(document)
    assert (found.status, found.ranking) == (PolicyDocumentStatus.INDEXED, "words-1+words-2")
    assert vectors_key(document.document_id, 1) in world.kept()


def test_without_an_index_the_version_is_found_by_words(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)

    index_version(document.document_id, 1, None)

    found = world.version(document)
    assert (found.status, found.ranking) == (PolicyDocumentStatus.INDEXED, BY_WORDS)
    assert world.kept() == []


def test_message_that_comes_again_embeds_and_writes_nothing(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, LocalIndex(PAIR))
    before = world.stored(document)
    monkeypatch.setattr(WordEmbedder, "embed", lambda *_: pytest.fail("embedded again"))

    index_version(document.document_id, 1, LocalIndex(PAIR))

    assert world.stored(document) == before


def test_version_of_other_models_is_indexed_once_more(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)
    for index in (None, LocalIndex(PAIR[:1]), LocalIndex(PAIR)):
        index_version(document.document_id, 1, index)

    assert world.version(document).ranking == "words-1+words-2"
    assert LocalIndex(PAIR).has_document(_named(document.document_id))


def test_what_is_not_parsed_not_there_or_deleted_is_let_be(world: PolicyWorld) -> None:
    pending, deleted = world.create(), parsed_document(world, *TEXTS)
    delete_document(MANAGER, deleted.document_id, expected=None)

    for document_id, version in (
        (pending.document_id, 1),
        (pending.document_id, 2),
        (deleted.document_id, 1),
        ("pdc_01JQZXB2M4C6N8P0R2T4999999", 1),
    ):
        index_version(document_id, version, LocalIndex(PAIR))

    assert world.kept() == []
    assert world.version(pending).status is PolicyDocumentStatus.PENDING


def test_version_that_was_deleted_is_taken_out_of_an_index_that_lies_elsewhere(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)
    removed: list[tuple[str, int]] = []

    class Elsewhere(LocalIndex):
        def remove_document(self, document_id: str, version: int) -> None:
            removed.append((document_id, version))

    index_version(document.document_id, 1, Elsewhere(PAIR))
    delete_document(MANAGER, document.document_id, expected=None)
    world.clock.turn(days=2)
    world.take("policy-index")
    sweep(world)

    (message,) = world.take("policy-index")
    index_version(message["documentId"], message["version"], Elsewhere(PAIR))
    assert removed == [(document.document_id, 1)]


def test_version_that_is_deleted_while_it_is_embedded_leaves_no_vectors(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)

    class Slow(WordEmbedder):
        def embed(self, texts: Any) -> Any:
            delete_document(MANAGER, document.document_id, expected=None)
            return super().embed(texts)

    index_version(document.document_id, 1, LocalIndex([Slow(8, "slow")]))

    assert world.kept() == []


def test_crash_at_any_call_is_mended_by_the_message_that_comes_again(world: PolicyWorld) -> None:
    index = LocalIndex(PAIR)
    cut = 0
    while True:
        document = parsed_document(world, *TEXTS)
        crashed = _crash_at(world, cut, document.document_id, index)
        if not crashed:
            break

        assert world.version(document).ranking is None or LocalIndex(PAIR).has_document(_named(document.document_id))
        index_version(document.document_id, 1, index)

        assert world.version(document).ranking == index.name
        assert LocalIndex(PAIR).has_document(_named(document.document_id))
        cut += 1
    assert cut >= 8  # before and after each of: read, read sections, write vectors, write the row


def test_store_that_cannot_be_written_leaves_the_version_parsed(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = parsed_document(world, *TEXTS)

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("The document store could not be written.")

    monkeypatch.setattr(storage, "write", fail)

    with pytest.raises(Unavailable):
        index_version(document.document_id, 1, LocalIndex(PAIR))
    assert world.version(document).status is PolicyDocumentStatus.PARSED


def _named(document_id: str) -> DocumentVersion:
    return DocumentVersion(document_id=document_id, version=1, title="Travel handbook")


def _crash_at(world: PolicyWorld, cut: int, document_id: str, index: LocalIndex) -> bool:
    """Index a version, and die before or after one of its calls; whether there were as many."""
    first = len(world.wire.calls)
    kind = (Cut.BEFORE, Cut.AFTER)[cut % 2]
    world.wire.scissors = lambda call: kind if call.number == first + cut // 2 else None
    try:
        index_version(document_id, 1, index)
    except Crash:
        return True
    finally:
        world.wire.scissors = lambda _call: None
    return False
