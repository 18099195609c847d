"""A model of Bedrock is asked over HTTP by the real client: whatever it answers, claims or a reason come out."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import settings
from chalicelib.domain.trip_requests.claims.claim import MOST_CLAIMS, DepartureDayClaim, OriginClaim
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.request_reader import Answered, ModelUnavailable
from chalicelib.gateways import aws
from chalicelib.gateways.language_models.bedrock import BedrockModel
from tests.support.claimed_trips import claim
from tests.support.converse import (
    STATUSES,
    Converse,
    Reply,
    call_tool,
    claims,
    converse,
    drip,
    fail,
    prose,
    say,
    send,
    stall,
)
from tests.support.waiting import ends_soon

TEXT = "Flug von Berlin nach London am 3. März 2027"
TODAY = date(2026, 11, 20)
ORIGIN = claim("origin", "Berlin", slice=0, place="Berlin")
DAY = claim("depart_on", "3. März 2027", slice=0, day="2027-03-03")
MODEL = "eu.amazon.nova-lite-v1:0"


@pytest.fixture(name="bedrock")
def a_bedrock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Converse]:
    """Where the real client is led to."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with converse(claims(ORIGIN, DAY)) as made:
        here = settings.load({"AWS_ENDPOINT_URL": made.url})
        monkeypatch.setattr(settings, "current", lambda: here)
        aws.client.cache_clear()
        yield made
        aws.client.cache_clear()


def ask(*, seconds: float = 5.0) -> Answered:
    return BedrockModel(MODEL, "eu-central-1", seconds, 2_000).list_claims(TEXT, Language.GERMAN, TODAY)


def reason(bedrock: Converse, *replies: Reply, seconds: float = 5.0) -> str:
    """Why there is no answer, after these."""
    bedrock.replies.clear()
    bedrock.replies.extend(replies)
    with pytest.raises(ModelUnavailable) as failed:
        ask(seconds=seconds)
    return failed.value.reason


def test_claims_and_what_they_took_come_out(bedrock: Converse) -> None:
    answered = ask()

    assert answered.claims == (
        OriginClaim(phrase="Berlin", slice=0, place="Berlin"),
        DepartureDayClaim(phrase="3. März 2027", slice=0, day=date(2027, 3, 3)),
    )
    assert (answered.unreadable, answered.input_tokens, answered.output_tokens) == (0, 4000, 300)


def test_the_model_is_asked_for_one_tool_with_the_day_and_the_text(bedrock: Converse) -> None:
    ask()

    (asked,) = bedrock.asked
    assert asked.model_id == MODEL
    assert "Today is Friday, 2026-11-20." in asked.message
    assert TEXT in asked.message
    assert "in German" in asked.message
    assert asked.body["inferenceConfig"] == {"maxTokens": 2_000, "temperature": 0.0}
    assert asked.body["toolConfig"]["toolChoice"] == {"tool": {"name": "read_trip"}}


def test_the_schema_of_the_tool_is_whole_in_itself_and_has_every_kind_of_claim(bedrock: Converse) -> None:
    ask()

    schema = bedrock.asked[0].body["toolConfig"]["tools"][0]["toolSpec"]["inputSchema"]["json"]
    kinds = schema["properties"]["claims"]["items"]["anyOf"]
    assert "$ref" not in json.dumps(schema)
    assert len(kinds) == 22
    assert all({"says", "phrase"} <= set(kind["required"]) for kind in kinds)
    assert all(kind["additionalProperties"] is False for kind in kinds)


@pytest.mark.parametrize(
    ("lying", "why"),
    [
        ({**ORIGIN, "colour": "red"}, "a field too many"),
        ({**ORIGIN, "slice": 8}, "a slice too far"),
        ({**ORIGIN, "says": "approval"}, "of no known kind"),
        ({**ORIGIN, "phrase": "x" * 201}, "an endless phrase"),
        ({**ORIGIN, "phrase": ""}, "no phrase"),
        ({**DAY, "day": "3 March"}, "no day"),
        ({**DAY, "day": "9999-12-31T00:00:00Z"}, "no day either"),
        ({"says": "nightly_cap", "phrase": "Berlin", "amount": {"amount": 1.5, "currency": "EUR"}}, "half a cent"),
        ("origin Berlin", "no object"),
        (None, "nothing"),
        ([ORIGIN], "a list"),
    ],
)
def test_what_is_no_claim_is_left_out_and_counted(bedrock: Converse, lying: Any, why: str) -> None:
    bedrock.replies[0] = claims(lying, DAY)

    answered = ask()

    assert len(answered.claims) == 1, why
    assert answered.unreadable == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (prose("You fly from Berlin to London."), "no_tool_use"),
        (prose(json.dumps({"claims": [ORIGIN]})), "no_tool_use"),
        (say(call_tool({"claims": [ORIGIN]}), stop="max_tokens"), "too_long"),
        (say({"text": "no"}, stop="guardrail_intervened"), "no_tool_use"),
        (say({"text": ""}, stop="malformed_tool_use"), "no_tool_use"),
        (say(call_tool({"claims": [ORIGIN]}, name="book_trip")), "other_tool_use"),
        (say(call_tool({"claims": [ORIGIN]}), call_tool({"claims": [DAY]})), "other_tool_use"),
        (say(), "other_tool_use"),
        (say(call_tool({"trip": [ORIGIN]})), "no_claims"),
        (say(call_tool({"claims": {"origin": "Berlin"}})), "no_claims"),
        (say(call_tool({"claims": [ORIGIN] * (MOST_CLAIMS + 1)})), "too_long"),
        (claims({**ORIGIN, "place": "B" * 300_000}), "too_long"),
        (send(200, b'{"output": {"message": {"role": "assist'), "no_tool_use"),
        (send(200, b"<html>proxy</html>"), "no_tool_use"),
        (send(200, b""), "no_tool_use"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_a_reason(bedrock: Converse, reply: Reply, said: str) -> None:
    assert reason(bedrock, reply) == said


@pytest.mark.parametrize("code", STATUSES)
def test_errors_of_the_service_come_out_as_a_reason(bedrock: Converse, code: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
        said = reason(bedrock, fail(code))

    assert said in {"throttled", "unavailable", "timeout", "denied", "unknown_model", "refused"}


def test_a_throttled_call_is_tried_once_more(bedrock: Converse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    bedrock.replies.clear()
    bedrock.replies.extend([fail("ThrottlingException"), claims(DAY)])

    assert len(ask().claims) == 1
    assert len(bedrock.asked) == 2


def test_what_is_refused_is_not_tried_again(bedrock: Converse) -> None:
    assert reason(bedrock, fail("ValidationException")) == "refused"
    assert len(bedrock.asked) == 1


@pytest.mark.waits
def test_a_model_that_says_nothing_is_waited_for_no_longer_than_it_may_take(bedrock: Converse) -> None:
    with ends_soon():
        assert reason(bedrock, stall(bedrock.over), seconds=0.3) == "timeout"


@pytest.mark.waits
def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(bedrock: Converse) -> None:
    with ends_soon():
        assert reason(bedrock, drip(bedrock.over), seconds=0.3) == "timeout"


def test_nobody_there_is_a_reason_too(bedrock: Converse) -> None:
    bedrock.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
        assert reason(bedrock, prose("")) == "unreachable"


def test_the_prompt_is_counted_higher_than_it_is() -> None:
    model = BedrockModel(MODEL, "", 5.0, 2_000)

    assert model.count_prompt_tokens("") > 3_000
    assert model.count_prompt_tokens(TEXT) == model.count_prompt_tokens("") + len(TEXT.encode())


def test_converse_here_refuses_what_the_service_refuses(bedrock: Converse) -> None:
    client = aws.client("bedrock-runtime")
    messages = [{"role": "user", "content": [{"text": "hello"}]}]

    with pytest.raises(ClientError) as refused:
        client.converse(modelId=MODEL, messages=messages, inferenceConfig={"maxTokens": 10})

    assert refused.value.response["Error"]["Code"] == "ValidationException"
