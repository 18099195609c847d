"""Embedders of Bedrock, asked over HTTP by the real client: vectors of length 1 come out, or Unavailable with a reason
in the log."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways.embeddings.bedrock import FAMILIES, BedrockEmbedder, Purpose, find_family
from chalicelib.model_names import EMBEDDERS
from tests.support.bedrock_embeddings import BedrockEmbeddings, bedrock_embeddings, count_tokens
from tests.support.converse import STATUSES, Reply, fail, send
from tests.support.signed_requests import clients_led_to

TITAN, COHERE_3, COHERE_4 = "amazon.titan-embed-text-v2:0", "cohere.embed-multilingual-v3", "eu.cohere.embed-v4:0"
MODELS = (TITAN, COHERE_3, COHERE_4)
TEXTS = ["Breakfast is paid.", "", "Dinner is not paid.", " \n"]


@pytest.fixture(name="service", scope="module")
def a_service() -> Iterator[BedrockEmbeddings]:
    """Where the real client is led to, which is made once; it waits for nobody before it tries again."""
    with bedrock_embeddings() as made, clients_led_to(made.url):
        yield made


@pytest.fixture(name="bedrock")
def a_fresh_bedrock(service: BedrockEmbeddings) -> BedrockEmbeddings:
    """The service, of which nobody has asked anything yet."""
    service.asked.clear()
    service.replies.clear()
    return service


def embedder(model_id: str, purpose: Purpose = "passages", price: float | None = None) -> BedrockEmbedder:
    return BedrockEmbedder(model_id, "eu-central-1", purpose, price)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize("model_id", MODELS)
def test_every_text_has_a_row_of_length_one_in_its_place_and_an_empty_one_zeros(
    bedrock: BedrockEmbeddings, model_id: str
) -> None:
    matrix = embedder(model_id).embed(TEXTS)

    lengths = [math.hypot(*matrix.row(index)) for index in range(matrix.height)]
    assert lengths == pytest.approx([1, 0, 1, 0], abs=1e-6)
    assert matrix.dimensions == embedder(model_id).dimensions
    assert matrix.row(0) != matrix.row(2)


@pytest.mark.parametrize("model_id", MODELS)
def test_rows_do_not_depend_on_what_they_are_embedded_with(bedrock: BedrockEmbeddings, model_id: str) -> None:
    count = find_family(model_id).texts_a_call + 4
    texts = [f"Paragraph {number} says what is paid." for number in range(count)]

    together = embedder(model_id).embed(texts)

    assert together.height == count
    alone = embedder(model_id).embed([texts[-2]])
    assert list(together.row(count - 2)) == pytest.approx(list(alone.row(0)), abs=1e-6)


def test_cohere_takes_as_many_texts_a_call_as_it_may_and_titan_one(bedrock: BedrockEmbeddings) -> None:
    texts = [f"Paragraph {number}." for number in range(193)]

    embedder(COHERE_3).embed(texts)
    assert sorted(len(asked.texts) for asked in bedrock.asked) == [1, 96, 96]

    bedrock.asked.clear()
    embedder(TITAN).embed(texts[:9])
    assert [len(asked.texts) for asked in bedrock.asked] == [1] * 9


def test_each_model_is_asked_in_its_own_words(bedrock: BedrockEmbeddings) -> None:
    for model_id in MODELS:
        embedder(model_id).embed(["Breakfast is paid."])
        embedder(model_id, "question").embed(["Is breakfast paid?"])

    assert [asked.model_id for asked in bedrock.asked] == [TITAN, TITAN, COHERE_3, COHERE_3, COHERE_4, COHERE_4]
    assert bedrock.asked[0].body == {"inputText": "Breakfast is paid.", "dimensions": 1024, "normalize": True}
    kinds = [asked.body.get("input_type") for asked in bedrock.asked]
    assert kinds == [None, None, "search_document", "search_query", "search_document", "search_query"]
    assert bedrock.asked[4].body["output_dimension"] == 1536


@pytest.mark.parametrize("model_id", MODELS)
@pytest.mark.parametrize("letter", ["a ", "\u00e9", "\U0001f600"])
def test_a_text_that_is_longer_than_the_model_reads_counts_with_its_beginning(
    bedrock: BedrockEmbeddings, model_id: str, letter: str
) -> None:
    longest = find_family(model_id).longest_text

    assert embedder(model_id).embed([letter * 60_000]).height == 1
    assert len(bedrock.asked[0].texts[0]) == longest


def test_no_text_asks_nobody(bedrock: BedrockEmbeddings) -> None:
    assert embedder(TITAN).embed([]).height == 0
    assert embedder(TITAN).embed([""]).height == 1
    assert bedrock.asked == []


@pytest.mark.parametrize("model_id", MODELS)
def test_tokens_are_counted_once_and_cost_what_they_cost(
    bedrock: BedrockEmbeddings, model_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ["Breakfast is paid.", "Dinner is not."] * 5
    read = sum(count_tokens(text) for text in texts)

    embedder(model_id, price=0.02).embed(texts)

    written = lines(capsys)
    assert [line["EmbeddedTokens"] for line in written if "EmbeddedTokens" in line] == [[read]]
    (said,) = [line for line in written if line["message"] == "Texts were embedded"]
    assert (said["texts"], said["modelInput"], said["microdollars"]) == (10, read, round(read * 0.02))


def test_without_a_price_tokens_are_counted_and_nothing_is_charged(
    bedrock: BedrockEmbeddings, capsys: pytest.CaptureFixture[str]
) -> None:
    embedder(TITAN).embed(["Breakfast"])

    written = lines(capsys)
    assert any("EmbeddedTokens" in line for line in written)
    assert not any("microdollars" in line for line in written)


@pytest.mark.parametrize("code", STATUSES)
def test_errors_of_the_service_come_out_as_unavailable_with_a_reason(
    bedrock: BedrockEmbeddings, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bedrock.replies.extend([fail(code)] * 40)

    with pytest.raises(Unavailable):
        embedder(TITAN).embed(["Breakfast", "Lunch", "Dinner"])

    written = lines(capsys)
    (said,) = [line["reason"] for line in written if line["message"] == "Texts were not embedded"]
    assert said in {"throttled", "unavailable", "timeout", "denied", "unknown_model", "refused"}
    assert not any("EmbeddedTokens" in line for line in written)


def test_a_throttled_call_is_tried_again_longer_for_passages_than_for_a_question(bedrock: BedrockEmbeddings) -> None:
    # In a region of its own: a client that has seen many failures tries less often.
    bedrock.replies.extend([fail("ThrottlingException")] * 7)
    assert BedrockEmbedder(TITAN, "eu-north-1").embed(["Breakfast"]).height == 1

    bedrock.replies.extend([fail("ThrottlingException")] * 2)
    with pytest.raises(Unavailable, match="throttled"):
        BedrockEmbedder(TITAN, "eu-north-1", "question").embed(["Breakfast?"])
    assert not bedrock.replies


def test_what_is_refused_is_not_tried_again(bedrock: BedrockEmbeddings) -> None:
    bedrock.replies.append(fail("ValidationException"))

    with pytest.raises(Unavailable):
        embedder(COHERE_3).embed(["Breakfast"])

    assert len(bedrock.asked) == 1


def test_after_a_failure_what_was_not_begun_is_not_asked(bedrock: BedrockEmbeddings) -> None:
    bedrock.replies.extend([fail("AccessDeniedException")] * 500)

    with pytest.raises(Unavailable):
        embedder(TITAN).embed([f"Paragraph {number}" for number in range(100)])

    assert len(bedrock.asked) < 100


@pytest.mark.parametrize(
    "reply",
    [
        send(200, b'{"embedding": []}'),
        send(200, json.dumps({"embedding": [0.5] * 1023}).encode()),
        send(200, json.dumps({"embedding": ["a"] * 1024}).encode()),
        send(200, ('{"embedding": [NaN' + ", 0.5" * 1023 + "]}").encode()),
        send(200, b'{"generations": [{"text": "hello"}]}'),
        send(200, b"[0.1, 0.2]"),
        send(200, b"<html>proxy</html>"),
        send(200, b""),
    ],
)
def test_an_answer_without_the_right_vectors_is_no_answer(bedrock: BedrockEmbeddings, reply: Reply) -> None:
    bedrock.replies.append(reply)

    with pytest.raises(Unavailable, match="no_vectors"):
        embedder(TITAN).embed(["Breakfast"])


def test_fewer_rows_than_texts_are_no_answer(bedrock: BedrockEmbeddings) -> None:
    bedrock.replies.append(send(200, json.dumps({"embeddings": {"float": [[0.5] * 1024]}}).encode()))

    with pytest.raises(Unavailable, match="no_vectors"):
        embedder(COHERE_3).embed(["Breakfast", "Lunch"])


def test_nobody_there_is_unavailable(bedrock: BedrockEmbeddings, monkeypatch: pytest.MonkeyPatch) -> None:
    with bedrock_embeddings() as gone:
        there = settings.load({"AWS_ENDPOINT_URL": gone.url})
    monkeypatch.setattr(settings, "current", lambda: there)

    with pytest.raises(Unavailable, match="unreachable"):
        BedrockEmbedder(TITAN, "eu-west-1").embed(["Breakfast"])


@pytest.mark.parametrize(
    ("model_id", "name"),
    [
        (TITAN, "amazon.titan-embed-text-v2-0-1024"),
        (f"arn:aws:bedrock:eu-central-1::foundation-model/{TITAN}", "amazon.titan-embed-text-v2-0-1024"),
        (COHERE_4, "cohere.embed-v4-0-1536"),
        (f"arn:aws:bedrock:eu-central-1:111122223333:inference-profile/{COHERE_4}", "cohere.embed-v4-0-1536"),
        ("cohere.embed-english-v3", "cohere.embed-english-v3-1024"),
    ],
)
def test_a_model_has_one_name_however_it_is_asked(model_id: str, name: str) -> None:
    assert embedder(model_id).name == embedder(model_id, "question").name == name


@pytest.mark.parametrize("model_id", ["amazon.titan-embed-text-v1", "amazon.nova-lite-v1:0", "cohere.embed-v4", ""])
def test_a_model_that_embeds_nothing_is_refused(model_id: str) -> None:
    with pytest.raises(ValueError, match="no embedder"):
        find_family(model_id)


def test_every_family_is_tried_here() -> None:
    tried = {find_family(model_id) for model_id in MODELS}

    assert tried == set(FAMILIES.values())


def test_settings_take_the_models_that_can_be_asked() -> None:
    assert set(EMBEDDERS) == FAMILIES.keys()
