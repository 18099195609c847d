"""The index that lies in files beside the documents, over a bucket that is as S3 is."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pytest
from moto import mock_aws

from chalicelib.domain.policy_documents.passages import passages_of
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.domain.policy_documents.section import Section
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters, storage
from chalicelib.gateways.embeddings.protocol import Matrix
from chalicelib.gateways.policy_index.local import LocalIndex, vectors_key
from chalicelib.gateways.storage import StoredFile
from tests.support.files import BUCKET, make_bucket
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index import contract
from tests.unit.gateways.policy_index.contract import HANDBOOK, MEALS_AND_LAUNDRY, NEWER, found

_PAIR = (WordEmbedder(64, "words-1"), WordEmbedder(48, "words-2"))


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    aws.client.cache_clear()
    monkeypatch.setattr(parameters, "documents_bucket", lambda: BUCKET)
    with mock_aws():
        yield make_bucket()
    aws.client.cache_clear()


class TestLocalIndex(contract.Contract):
    _numbers = count()

    def make_index(self) -> LocalIndex:
        number = next(self._numbers)  # another name: what earlier ones left in the bucket is not theirs
        return LocalIndex([*_PAIR, WordEmbedder(8, f"words-of-{number}")])


def test_another_process_finds_what_one_has_added() -> None:
    LocalIndex(_PAIR).add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    assert found(LocalIndex(_PAIR), "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)


def test_similarity_is_how_near_the_models_find_the_passage_on_average() -> None:
    index = LocalIndex(_PAIR)
    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    for passage in passages_of(MEALS_AND_LAUNDRY):
        (same, *others) = index.search(passage.embedded_text, [HANDBOOK], 10).passages
        assert (same.position, same.start) == (passage.section.position, passage.start)
        assert same.similarity == pytest.approx(1.0, abs=1e-3)
        assert all(each.similarity is not None and -1 <= each.similarity < 1 for each in others)


def test_section_that_the_question_names_by_its_number_comes_first() -> None:
    sections = [
        Section(position=place, number=f"4.{place}", heading="", level=1, text=f"Meals are paid by rule {place}.")
        for place in range(8)
    ]
    index = LocalIndex(_PAIR)
    index.add_document(HANDBOOK, sections)

    assert found(index, "what does 4.6 say of meals that are paid by rule 3", HANDBOOK)[0][2] == 6


def test_vectors_of_other_models_are_none_until_the_document_is_added_again() -> None:
    LocalIndex(_PAIR).add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    changed = LocalIndex([_PAIR[0], WordEmbedder(48, "words-3")])

    assert not changed.has_document(HANDBOOK)
    assert found(changed, "laundry", HANDBOOK) == []

    changed.add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    assert changed.has_document(HANDBOOK)
    assert found(changed, "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)


@pytest.mark.parametrize("cut", [slice(0), slice(40), slice(-1), slice(1, None)])
def test_damaged_file_is_as_none(bucket: Any, cut: slice) -> None:
    LocalIndex(_PAIR).add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    key = vectors_key(HANDBOOK.document_id, HANDBOOK.version)
    body = bucket.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    bucket.put_object(Bucket=BUCKET, Key=key, Body=body[cut])

    assert not LocalIndex(_PAIR).has_document(HANDBOOK)


def test_vectors_are_read_once_and_dropped_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    LocalIndex(_PAIR).add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    LocalIndex(_PAIR).add_document(NEWER, MEALS_AND_LAUNDRY)
    read: list[str] = []
    honest = storage.read

    def note_and_read(key: str, *, at_most: int) -> StoredFile | None:
        read.append(key)
        return honest(key, at_most=at_most)

    monkeypatch.setattr(storage, "read", note_and_read)

    roomy, narrow = LocalIndex(_PAIR), LocalIndex(_PAIR, most_in_memory=1)
    for index in (roomy, narrow):
        for document in (HANDBOOK, NEWER, NEWER, HANDBOOK):
            assert found(index, "laundry", document)

    assert len(read) == 2 + 3


def test_storage_that_cannot_be_asked_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(key: str, *, at_most: int) -> None:
        raise Unavailable("The document store could not be read.")

    monkeypatch.setattr(storage, "read", fail)

    with pytest.raises(Unavailable):
        LocalIndex(_PAIR).search("laundry", [DocumentVersion(document_id="travel-policy", version=1, title="T")], 5)


def test_questions_are_embedded_by_whom_they_are_to_be() -> None:
    class Translating(WordEmbedder):
        def embed(self, texts: Sequence[str]) -> Matrix:
            return super().embed([text.replace("Wäsche", "laundry") for text in texts])

    passages = WordEmbedder(64, "words-1")
    index = LocalIndex([passages], questions=[Translating(64, "words-1")])
    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    assert found(index, "Wäsche", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)
    assert index.name == "words-1"
