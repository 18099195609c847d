"""A model of Bedrock is talked to over HTTP by the real client: it calls tools, round by round and within bounds, until
it answers; whatever else it says is a reason."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib import settings
from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.gateways import aws
from chalicelib.gateways.language_models.conversation import (
    Asking,
    Bounds,
    TalkingModel,
    Tool,
    ToolCall,
    Turn,
    count_prompt_tokens,
    hold_talk,
    measure_bytes,
)
from chalicelib.gateways.language_models.questions import describe_tools
from tests.support.converse import STATUSES, Converse, Reply, call_tool, converse, drip, fail, prose, say, send, stall
from tests.support.waiting import ends_soon

MODEL = "eu.amazon.nova-lite-v1:0"
OBJECT = {"type": "object", "properties": {}}
TOOLS = (Tool("look_up", "Looks something up.", OBJECT), Tool("answer", "Answers.", OBJECT))
ANSWER = say(call_tool({"text": "yes"}, "answer"))


@pytest.fixture(name="bedrock")
def a_bedrock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Converse]:
    """Where the real client is led to."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
    with converse(ANSWER) as made:
        here = settings.load({"AWS_ENDPOINT_URL": made.url})
        monkeypatch.setattr(settings, "current", lambda: here)
        aws.client.cache_clear()
        yield made
        aws.client.cache_clear()


def look(query: str = "hotels", call_id: str = "call-1", name: str = "look_up") -> dict[str, Any]:
    return call_tool({"query": query}, name, call_id)


class Talk:
    """A talk with the model, and which calls it made."""

    def __init__(self, *, bounds: Bounds | None = None, seconds: float = 5.0, guardrail: str = "") -> None:
        self.ran: list[ToolCall] = []
        self.turns: list[Turn] = []
        self.result: dict[str, Any] = {"data": "100 EUR"}
        self._bounds = bounds or Bounds()
        self._seconds = seconds
        self._model = TalkingModel(MODEL, "eu-central-1", seconds, 700, guardrail)

    def hold(self) -> dict[str, Any]:
        return hold_talk(self._ask, "May I?", self._run, final="answer", bounds=self._bounds)

    def _ask(self, asking: Asking) -> Turn:
        turn = self._model.take_turn("Be brief.", asking.messages, TOOLS, asking.final, self._seconds)
        self.turns.append(turn)
        return turn

    def _run(self, call: ToolCall) -> dict[str, Any]:
        self.ran.append(call)
        return self.result


def hold(bedrock: Converse, *replies: Reply, bounds: Bounds | None = None) -> tuple[dict[str, Any], Talk]:
    """What the model answers, after these."""
    bedrock.replies.clear()
    bedrock.replies.extend(replies)
    talk = Talk(bounds=bounds)
    return talk.hold(), talk


def reason(bedrock: Converse, *replies: Reply, bounds: Bounds | None = None, seconds: float = 5.0) -> str:
    """Why there is no answer, after these."""
    bedrock.replies.clear()
    bedrock.replies.extend(replies)
    with pytest.raises(ModelUnavailable) as failed:
        Talk(bounds=bounds, seconds=seconds).hold()
    return failed.value.reason


def choices(bedrock: Converse) -> list[str]:
    """Which tool the model was told to call, turn by turn; `auto` if any."""
    made = [asked.body["toolConfig"]["toolChoice"] for asked in bedrock.asked]
    return [choice["tool"]["name"] if "tool" in choice else "auto" for choice in made]


def results(bedrock: Converse, turn: int) -> list[Any]:
    """What the tools returned before a turn of the model."""
    blocks = bedrock.asked[turn].body["messages"][-1]["content"]
    return [block["toolResult"]["content"][0]["json"] for block in blocks]


def test_an_answer_at_once_ends_the_talk(bedrock: Converse) -> None:
    answered, talk = hold(bedrock, ANSWER)

    assert answered == {"text": "yes"}
    assert talk.turns[0].tokens == (4000, 300)
    (asked,) = bedrock.asked
    assert asked.model_id == MODEL
    assert asked.body["system"] == [{"text": "Be brief."}]
    assert asked.body["inferenceConfig"] == {"maxTokens": 700, "temperature": 0.0}
    assert [each["toolSpec"]["name"] for each in asked.body["toolConfig"]["tools"]] == ["look_up", "answer"]
    assert "guardrailConfig" not in asked.body


def test_several_calls_are_run_and_their_results_sent_back_in_order(bedrock: Converse) -> None:
    calls = say({"text": "Let me see."}, look("hotels", "call-1"), look("trains", "call-2"))

    answered, talk = hold(bedrock, calls, ANSWER)

    assert answered == {"text": "yes"}
    assert [call.arguments for call in talk.ran] == [{"query": "hotels"}, {"query": "trains"}]
    _, said, reported = bedrock.asked[1].body["messages"]
    assert said["content"][0] == {"text": "Let me see."}
    assert [block["toolUse"]["toolUseId"] for block in said["content"][1:]] == ["call-1", "call-2"]
    assert [block["toolResult"]["toolUseId"] for block in reported["content"]] == ["call-1", "call-2"]
    assert choices(bedrock) == ["auto", "auto"]


def test_an_answer_beside_other_calls_ends_the_talk_and_they_are_not_run(bedrock: Converse) -> None:
    _, talk = hold(bedrock, say(look(), call_tool({"text": "yes"}, "answer", "call-2")))

    assert talk.ran == []


def test_words_alone_are_no_answer_and_it_is_asked_for_once(bedrock: Converse) -> None:
    answered, _ = hold(bedrock, prose("Yes, you may."), ANSWER)

    assert answered == {"text": "yes"}
    assert choices(bedrock) == ["auto", "answer"]
    assert reason(bedrock, prose("Yes."), prose("Yes, I said.")) == "no_answer"


def test_a_model_that_goes_on_and_on_is_asked_for_the_answer_in_the_last_round(bedrock: Converse) -> None:
    assert reason(bedrock, say(look()), bounds=Bounds(rounds=4)) == "no_answer"

    assert choices(bedrock) == ["auto", "auto", "auto", "answer"]


def test_so_many_calls_are_run_and_no_more(bedrock: Converse) -> None:
    three = say(*(look(call_id=f"call-{number}") for number in range(3)))

    _, talk = hold(bedrock, three, three, ANSWER, bounds=Bounds(calls=4))

    assert len(talk.ran) == 4
    assert [set(each) for each in results(bedrock, 2)] == [{"data"}, {"error"}, {"error"}]
    assert choices(bedrock) == ["auto", "auto", "answer"]


def test_so_many_bytes_of_results_are_shown_and_no_more(bedrock: Converse) -> None:
    bedrock.replies.clear()
    bedrock.replies.extend([say(look()), say(look()), ANSWER])
    talk = Talk(bounds=Bounds(bytes=1_500, result_bytes=1_000))
    talk.result = {"data": "x" * 900}

    talk.hold()

    assert results(bedrock, 1) == [talk.result]
    assert set(results(bedrock, 2)[0]) == {"error"}
    assert measure_bytes(bedrock.asked[2].body["messages"]) < 3_000


def test_calls_of_one_turn_share_the_bytes_that_are_left(bedrock: Converse) -> None:
    bedrock.replies.clear()
    bedrock.replies.extend([say(look(call_id="call-1"), look(call_id="call-2")), ANSWER])
    talk = Talk(bounds=Bounds(bytes=1_500, result_bytes=1_000))
    talk.result = {"data": "x" * 900}

    talk.hold()

    assert [set(each) for each in results(bedrock, 1)] == [{"data"}, {"error"}]


@pytest.mark.parametrize(
    "arguments",
    [{"query": "x" * 5_000}, {"query": [[[[[[[[1]]]]]]]]}, ["query"], "query", None, 7],
    ids=["long", "deep", "a list", "a text", "nothing", "a number"],
)
def test_arguments_beyond_bounds_are_not_run(bedrock: Converse, arguments: Any) -> None:
    _, talk = hold(bedrock, say(call_tool(arguments, "look_up")), ANSWER)

    assert talk.ran == []
    assert set(results(bedrock, 1)[0]) == {"error"}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (say(look(), stop="max_tokens"), "too_long"),
        (say({"text": "You may"}, stop="max_tokens"), "too_long"),
        (say(look(), stop="model_context_window_exceeded"), "too_long"),
        (say({"text": "No."}, stop="guardrail_intervened"), "guardrail"),
        (say({"text": "No."}, stop="content_filtered"), "guardrail"),
        (say({"text": "x"}, stop="malformed_tool_use"), "malformed"),
        (say({"text": "x"}, stop="never_heard_of"), "malformed"),
        (say({"text": "I call a tool."}), "malformed"),
        (say(look(), stop="end_turn"), "malformed"),
        (say(look(), look()), "malformed"),
        (say(*(look(call_id=f"call-{number}") for number in range(9))), "malformed"),
        (say(look(name="look up; rm -rf")), "malformed"),
        (say(look(name="x" * 65)), "malformed"),
        (say(look(call_id="../../1")), "malformed"),
        (say({"text": " \n"}, stop="end_turn"), "malformed"),
        (say(stop="end_turn"), "malformed"),
        (say(call_tool({"text": "y" * 300_000}, "answer")), "too_long"),
        (say(call_tool({"text": "y" * 5_000}, "answer")), "too_long"),
        (send(200, b'{"output": {"message": {"role": "assist'), "malformed"),
        (send(200, b"<html>proxy</html>"), "malformed"),
        (send(200, b""), "malformed"),
        (send(200, b'{"stopReason": "tool_use"}'), "malformed"),
        (send(200, b'{"stopReason": "tool_use", "output": {"message": {"content": null}}}'), "malformed"),
        (
            send(200, b'{"stopReason": "tool_use", "output": {"message": {"content": [{"toolUse": {}}]}}}'),
            "malformed",
        ),
        (send(200, b"[" * 100_000), "malformed"),
    ],
)
def test_a_turn_that_is_none_is_refused_with_a_reason(bedrock: Converse, reply: Reply, said: str) -> None:
    assert reason(bedrock, reply) == said


@pytest.mark.parametrize("code", STATUSES)
def test_errors_of_the_service_come_out_as_a_reason(bedrock: Converse, code: str) -> None:
    assert reason(bedrock, fail(code)) in {"throttled", "unavailable", "timeout", "denied", "unknown_model", "refused"}


def test_an_error_in_the_middle_of_a_talk_ends_it(bedrock: Converse) -> None:
    assert reason(bedrock, say(look()), fail("ThrottlingException")) == "throttled"


@pytest.mark.waits
@pytest.mark.parametrize("slowly", [stall, drip])
def test_a_turn_is_waited_for_no_longer_than_it_may_take(bedrock: Converse, slowly: Any) -> None:
    with ends_soon():
        assert reason(bedrock, slowly(bedrock.over), seconds=0.3) == "timeout"


def test_nobody_there_is_a_reason_too(bedrock: Converse) -> None:
    bedrock.close()

    assert reason(bedrock, ANSWER) == "unreachable"


@pytest.mark.parametrize(
    "usage", [None, {}, {"inputTokens": -9_000, "outputTokens": 1}, {"inputTokens": 5, "outputTokens": -1}]
)
def test_tokens_that_cannot_be_are_not_known(bedrock: Converse, usage: Any) -> None:
    body = {"output": {"message": {"role": "assistant", "content": [call_tool({}, "answer")]}}, "usage": usage}

    _, talk = hold(bedrock, send(200, json.dumps({**body, "stopReason": "tool_use"}).encode()))

    assert talk.turns[0].tokens is None


def test_a_guardrail_is_named_where_there_is_one(bedrock: Converse) -> None:
    Talk(guardrail="gr-abc123:7").hold()

    assert bedrock.asked[0].body["guardrailConfig"] == {
        "guardrailIdentifier": "gr-abc123",
        "guardrailVersion": "7",
    }


SAID = st.one_of(
    st.integers(0, 8),  # so many calls; none is words alone
    st.just("answer"),
)


@hypothesis_settings(max_examples=40)
@given(
    st.lists(SAID, max_size=8),
    st.integers(0, 900),
    st.builds(Bounds, st.integers(1, 5), st.integers(0, 9), st.integers(0, 2_000), st.integers(500, 2_000)),
)
def test_no_talk_goes_beyond_its_bounds(said: list[Any], length: int, bounds: Bounds) -> None:
    asked: list[Asking] = []
    ran: list[ToolCall] = []

    def ask(asking: Asking) -> Turn:
        asked.append(asking)
        turn = said[len(asked) - 1] if len(asked) <= len(said) else 1
        names = ["answer"] if turn == "answer" else ["look_up"] * turn
        calls = tuple(ToolCall(f"call-{place}", name, {}) for place, name in enumerate(names))
        return Turn(calls, [{"text": "So."}], (1, 1))

    def run(call: ToolCall) -> dict[str, Any]:
        ran.append(call)
        return {"data": "Q" * length}

    with suppress(ModelUnavailable):
        assert hold_talk(ask, "May I?", run, final="answer", bounds=bounds) == {}

    data = json.dumps(asked[-1].messages).count("Q")
    assert len(asked) <= bounds.rounds
    assert len(ran) <= bounds.calls
    assert data <= bounds.bytes
    assert all(each.final == "answer" for each in asked[bounds.rounds - 1 :])
    assert [each["role"] for each in asked[-1].messages] == ["user", "assistant"] * (len(asked) - 1) + ["user"]


def test_a_tool_is_described_by_what_every_model_takes() -> None:
    schema = {"$ref": "#/$defs/A", "$defs": {"A": {**OBJECT, "title": "A", "additionalProperties": False}}}

    tools = describe_tools([("look_up", "Looks something up.", schema)], schema)

    assert [each.name for each in tools] == ["look_up", "answer"]
    assert all(each.schema == OBJECT for each in tools)


def test_a_prompt_is_counted_higher_than_it_is() -> None:
    message = {"role": "user", "content": [{"text": "Grüße"}]}

    empty = count_prompt_tokens("Be brief.", TOOLS, [])

    assert empty > 400
    assert count_prompt_tokens("Be brief.", TOOLS, [message]) >= empty + len("Grüße".encode())


def test_converse_here_refuses_a_talk_that_the_service_refuses(bedrock: Converse) -> None:
    client = aws.client("bedrock-runtime")
    unanswered = [
        {"role": "user", "content": [{"text": "hello"}]},
        {"role": "assistant", "content": [look()]},
        {"role": "user", "content": [{"text": "go on"}]},
    ]
    tools = {"tools": [{"toolSpec": {"name": "look_up", "inputSchema": {"json": OBJECT}}}], "toolChoice": {"auto": {}}}

    with pytest.raises(ClientError) as refused:
        client.converse(modelId=MODEL, messages=unanswered, inferenceConfig={"maxTokens": 10}, toolConfig=tools)

    assert refused.value.response["Error"]["Code"] == "ValidationException"
