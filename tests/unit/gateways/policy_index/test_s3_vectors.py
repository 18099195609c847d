"""The index in S3 Vectors, over HTTP by the real client: the contract, and what is peculiar to the service."""

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import count
from typing import cast

import pytest

from chalicelib import settings
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.domain.policy_documents.section import Section
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws
from chalicelib.gateways.embeddings.bedrock import BedrockEmbedder
from chalicelib.gateways.policy_index import s3_vectors as module
from chalicelib.gateways.policy_index.nearest import Embedders
from chalicelib.gateways.policy_index.s3_vectors import LONGEST_NAME, S3VectorsIndex, name_index
from infra.policy_index_rights import grant
from tests.support.bedrock_embeddings import bedrock_embeddings
from tests.support.s3_vectors_index import BUCKET, index_of, sections
from tests.support.s3_vectors_stand_in import LARGEST_REQUEST, STATUSES, S3Vectors, fail, s3_vectors
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index import contract
from tests.unit.gateways.policy_index.contract import HANDBOOK


def kept(vectors: S3Vectors, name: str = "words-1") -> list[str]:
    return sorted(vectors.store.buckets[BUCKET][name].vectors)


def after(document: DocumentVersion) -> DocumentVersion:
    """The next version of a document."""
    return DocumentVersion(document_id=document.document_id, version=document.version + 1, title=document.title)


@pytest.mark.usefixtures("vectors")
class TestS3VectorsIndex(contract.Contract):
    _numbers = count()

    def make_index(self) -> S3VectorsIndex:
        return index_of(WordEmbedder(64, f"words-of-{next(self._numbers)}"))


def test_the_index_is_made_with_the_first_document_as_the_model_wants_it(
    index: S3VectorsIndex, vectors: S3Vectors
) -> None:
    index.add_document(HANDBOOK, sections("Breakfast."))
    index.add_document(after(HANDBOOK), sections("Breakfast."))

    assert vectors.asked.count("CreateIndex") == 1
    made = vectors.store.buckets[BUCKET]["words-1"]
    assert (made.dimension, made.metric, made.hidden) == (64, "cosine", frozenset({"start", "end", "heading", "count"}))


def test_an_index_that_another_document_has_just_made_is_taken(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    index.add_document(HANDBOOK, sections("Breakfast."))
    vectors.asked.clear()
    vectors.replies.extend([None, fail("NotFoundException")])  # the writing came before it, the making after it

    index.add_document(after(HANDBOOK), sections("Breakfast."))

    assert vectors.asked == ["GetVectors", "PutVectors", "CreateIndex", "PutVectors"]
    assert len(kept(vectors)) == 2


def test_models_have_indexes_of_their_own(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    other = index_of(WordEmbedder(32, "words-2"))

    for each in (index, other):
        each.add_document(HANDBOOK, sections("Breakfast."))

    assert index.name != other.name
    assert {name: made.dimension for name, made in vectors.store.buckets[BUCKET].items()} == {
        "words-1": 64,
        "words-2": 32,
    }


def written(vectors: S3Vectors) -> list[int]:
    """How many vectors each call wrote."""
    return [len(body["vectors"]) for body in vectors.bodies if "vectors" in body]


def rules(count: int) -> list[Section]:
    return sections(*(f"Rule {number}" for number in range(count)))


def test_no_more_is_written_or_removed_at_once_than_the_service_takes(
    index: S3VectorsIndex, vectors: S3Vectors
) -> None:
    index.add_document(HANDBOOK, rules(502))
    assert written(vectors)[-3:] == [1, 500, 1]

    vectors.bodies.clear()
    index.remove_document(HANDBOOK.document_id, 1)
    assert [len(body["keys"]) for body in vectors.bodies] == [1, 500, 1, 1]
    assert kept(vectors) == []


def test_vectors_of_many_numbers_are_written_in_smaller_calls(
    index: S3VectorsIndex, vectors: S3Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_NUMBERS", 64 * 7 + 1)

    index.add_document(HANDBOOK, rules(16))

    assert written(vectors)[-3:] == [1, 7, 7, 1][-3:]


def test_a_call_of_the_widest_vectors_is_no_larger_than_the_service_takes() -> None:
    longest_number = len(json.dumps(-1.1754943508222875e-38) + ", ")

    assert module.MOST_NUMBERS * longest_number < LARGEST_REQUEST


@pytest.fixture(name="small_calls")
def calls_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WRITTEN", 4)


def survive(vectors: S3Vectors, calls: int, work: Callable[[], None]) -> bool:
    """Do something that dies after so many calls; whether it did."""
    vectors.replies.extend([*[None] * calls, fail("AccessDeniedException")])
    try:
        work()
    except Unavailable:
        return True
    finally:
        vectors.replies.clear()
    return False


@pytest.mark.usefixtures("small_calls")
@pytest.mark.parametrize("before", [0, 3, 11])
def test_after_a_crash_at_any_call_adding_again_leaves_what_is_added(
    index: S3VectorsIndex, vectors: S3Vectors, before: int
) -> None:
    for calls in count():
        vectors.forget_vectors()
        index.add_document(HANDBOOK, rules(before))

        crashed = survive(vectors, calls, lambda: index.add_document(HANDBOOK, rules(9)))
        index.add_document(HANDBOOK, rules(6))

        assert kept(vectors) == sorted(f"{HANDBOOK.document_id}#1/{number}" for number in range(6)), calls
        if not crashed:
            break
    assert calls >= 4


@pytest.mark.usefixtures("small_calls")
def test_after_a_crash_at_any_call_removing_again_leaves_nothing(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    for calls in count():
        index.add_document(HANDBOOK, rules(10))

        crashed = survive(vectors, calls, lambda: index.remove_document(HANDBOOK.document_id, 1))
        index.remove_document(HANDBOOK.document_id, 1)

        assert kept(vectors) == [], calls
        if not crashed:
            break
    assert calls == 5


def test_a_search_is_filtered_by_versions_and_asks_for_a_hundred(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    index.add_document(HANDBOOK, sections("Breakfast."))
    vectors.bodies.clear()

    index.search("breakfast", [HANDBOOK, after(HANDBOOK)], 5)

    (asked,) = vectors.bodies
    first, second = f"{HANDBOOK.document_id}#1", f"{HANDBOOK.document_id}#2"
    assert asked["filter"] == {"documentVersion": {"$in": [first, second]}}
    assert (asked["topK"], asked["returnDistance"], asked["returnMetadata"]) == (100, True, True)


def test_very_many_documents_are_asked_about_in_turn(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    versions = [HANDBOOK]
    while len(versions) < 205:
        versions.append(after(versions[-1]))
    index.add_document(versions[204], sections("Breakfast."))
    index.add_document(versions[3], sections("Breakfast in hotels."))
    vectors.asked.clear()

    found = index.search("breakfast", versions, 5).passages

    assert [each.version for each in found] == [205, 4]
    assert vectors.asked == ["QueryVectors"] * 3


def test_a_search_before_any_document_finds_nothing(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    assert index.search("breakfast", [HANDBOOK], 5).passages == ()
    assert vectors.asked == ["QueryVectors"]


def test_without_a_bucket_documents_are_not_lost_in_silence(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    vectors.store.buckets.clear()

    with pytest.raises(Unavailable, match=BUCKET):
        index.add_document(HANDBOOK, sections("Breakfast."))


def test_a_throttled_call_is_tried_again_more_often_where_nobody_waits(
    index: S3VectorsIndex, vectors: S3Vectors
) -> None:
    vectors.replies.extend([fail("TooManyRequestsException")] * 5)
    index.add_document(HANDBOOK, sections("Breakfast."))

    vectors.replies.append(fail("TooManyRequestsException"))
    assert len(index.search("breakfast", [HANDBOOK], 5).passages) == 1
    vectors.replies.extend([fail("TooManyRequestsException")] * 2)
    with pytest.raises(Unavailable, match="TooManyRequestsException"):
        index.search("breakfast", [HANDBOOK], 5)


CALLS: dict[str, Callable[[S3VectorsIndex], object]] = {
    "add": lambda index: index.add_document(HANDBOOK, sections("Breakfast.")),
    "remove": lambda index: index.remove_document(HANDBOOK.document_id, 1),
    "search": lambda index: index.search("breakfast", [HANDBOOK], 5),
}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        *(("search", code) for code in STATUSES if code != "NotFoundException"),
        ("add", "AccessDeniedException"),
        ("remove", "ServiceQuotaExceededException"),
    ],
)
def test_errors_of_the_service_come_out_as_unavailable_with_their_code_in_the_log(
    index: S3VectorsIndex, vectors: S3Vectors, code: str, call: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vectors.replies.extend([fail(code)] * 7)

    with pytest.raises(Unavailable):
        CALLS[call](index)

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["reason"] for line in lines if line["message"] == "The policy index does not answer"] == [code]


def test_nobody_there_is_unavailable(index: S3VectorsIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_vectors() as gone:
        there = settings.load({"AWS_ENDPOINT_URL": gone.url})
    monkeypatch.setattr(settings, "current", lambda: there)
    aws.client.cache_clear()

    with pytest.raises(Unavailable, match="EndpointConnectionError"):
        index.search("breakfast", [HANDBOOK], 5)

    aws.client.cache_clear()


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("amazon.titan-embed-text-v2-0-1024", "amazon.titan-embed-text-v2-0-1024"),
        ("USE+MiniLM", "use-minilm-"),
        ("a" * 80, "a" * 54 + "-"),
        ("!", "model-"),
        ("ab", "ab-"),
    ],
)
def test_the_name_of_a_model_becomes_one_that_the_service_takes(model: str, name: str) -> None:
    assert name_index(model).startswith(name)
    assert 3 <= len(name_index(model)) <= LONGEST_NAME


def test_names_that_look_alike_do_not_share_an_index() -> None:
    models = ["a b", "a-b", "A-b", "a_b", "-a-b", "a-b-"]

    assert len({name_index(model) for model in models}) == len(models)


def test_a_model_of_bedrock_embeds_passages_and_questions_differently(
    vectors: S3Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = "cohere.embed-multilingual-v3"
    embedders = Embedders(BedrockEmbedder(model, "eu-west-2"), BedrockEmbedder(model, "eu-west-2", "question"))
    index = S3VectorsIndex(embedders, BUCKET)
    with bedrock_embeddings() as bedrock:
        there, here = settings.load({"AWS_ENDPOINT_URL": bedrock.url}), settings.current()
        monkeypatch.setattr(settings, "current", lambda: there)
        embedders.passages.embed(["warm"])  # from now on there is a client that asks there
        embedders.questions.embed(["warm"])
        monkeypatch.setattr(settings, "current", lambda: here)
        bedrock.asked.clear()

        index.add_document(HANDBOOK, sections("Breakfast is paid.", "Taxis are not."))
        found = index.search("is breakfast paid", [HANDBOOK], 1).passages

    assert [each.position for each in found] == [0]
    assert [asked.body["input_type"] for asked in bedrock.asked] == ["search_document", "search_query"]
    assert vectors.store.buckets[BUCKET]["cohere.embed-multilingual-v3-1024"].dimension == 1024


@pytest.mark.parametrize(("verb", "calls"), [("search", ["search"]), ("write", ["add", "remove"])])
def test_each_call_needs_no_right_that_is_not_granted_and_each_right_is_needed(
    vectors: S3Vectors, verb: str, calls: list[str]
) -> None:
    index = index_of(WordEmbedder())
    if verb == "search":
        index.add_document(HANDBOOK, sections("Breakfast."))
        vectors.store.needed.clear()

    for call in calls:
        CALLS[call](index)

    (statement,) = grant("s3_vectors", verb, "dev", in_network=False)
    actions, (resource,) = cast("list[str]", statement["Action"]), cast("list[str]", statement["Resource"])
    assert {action for action, _ in vectors.store.needed} == set(actions)
    assert all(fnmatchcase(arn, resource) for _, arn in vectors.store.needed)


# --- the stand-in itself ----------------------------------------------------------------------------------------------
