"""Talks with a model of Amazon Bedrock by Converse: it may call tools, round by round, until it answers by one of them.

Nothing that a model says is believed or repeated here. Rounds, calls, bytes and seconds are bounded; what is no turn of
a talk is ModelUnavailable, with a word for the log.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.gateways.language_models.calling import LETTERS_A_TOKEN, OWN_TOKENS, converse

JsonObject = dict[str, Any]

MOST_CALLS_A_TURN = 8
LARGEST_ARGUMENTS = 4_000  # bytes
DEEPEST_ARGUMENTS = 6
# What Converse takes as the name of a tool and as the id of a call; what is made up otherwise cannot be sent back.
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Why a turn ended that is none to go on from, by the word for the log; any other is malformed.
_ENDINGS = {
    "max_tokens": "too_long",
    "model_context_window_exceeded": "too_long",
    "guardrail_intervened": "guardrail",
    "content_filtered": "guardrail",
}
_PROSE = frozenset({"end_turn", "stop_sequence"})


class Tool(NamedTuple):
    """What a model may call: a name, what it does, and the JSON schema of its arguments."""

    name: str
    description: str
    schema: JsonObject


class ToolCall(NamedTuple):
    """A call that a model makes; arguments that are too large, too deep or no object are None."""

    call_id: str
    name: str
    arguments: JsonObject | None


class Turn(NamedTuple):
    """What a model says when it is its turn: calls of tools, or words alone; and how many tokens that took. Tokens are
    None where the service does not say them."""

    calls: tuple[ToolCall, ...]
    content: list[JsonObject]
    tokens: "tuple[int, int] | None"


class Bounds(NamedTuple):
    """How far a talk may go: turns of the model, calls of tools, and bytes of what the tools return."""

    rounds: int = 5
    calls: int = 10
    bytes: int = 60_000
    result_bytes: int = 24_000  # of one call


class TalkingModel(NamedTuple):
    """One model, in one region, with how long its turn may be and the guardrail that watches it (`id:version`)."""

    model_id: str
    region: str
    timeout: float
    tokens: int
    guardrail: str = ""

    def take_turn(
        self, instructions: str, messages: Sequence[JsonObject], tools: Sequence[Tool], final: str, seconds: float
    ) -> Turn:
        """Return the model's turn within so many seconds; with `final` it has to call that tool. Raises
        ModelUnavailable."""
        choice: JsonObject = {"tool": {"name": final}} if final else {"auto": {}}
        answer = converse(
            self.region,
            seconds,
            self.timeout,
            modelId=self.model_id,
            system=[{"text": instructions}],
            messages=list(messages),
            inferenceConfig={"maxTokens": self.tokens, "temperature": 0.0},
            toolConfig={"tools": [_describe(tool) for tool in tools], "toolChoice": choice},
            **self._name_guardrail(),
        )
        return _read_turn(answer)

    def _name_guardrail(self) -> JsonObject:
        name, _, version = self.guardrail.rpartition(":")
        named = {"guardrailIdentifier": name, "guardrailVersion": version}
        return {"guardrailConfig": named} if self.guardrail else {}


class Asking(NamedTuple):
    """What is asked when it is the model's turn: all that was said, and the tool that it has to call, if it has to."""

    messages: tuple[JsonObject, ...]
    final: str


def count_prompt_tokens(instructions: str, tools: Sequence[Tool], messages: Sequence[JsonObject]) -> int:
    """Return at most how many tokens asking for a turn takes: of what people wrote, one a byte."""
    letters = len(instructions) + len(json.dumps([_describe(tool) for tool in tools]))
    return letters // LETTERS_A_TOKEN + measure_bytes(list(messages)) + OWN_TOKENS


def measure_bytes(value: object) -> int:
    """Return how many bytes a value is as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode(errors="replace"))


def hold_talk(
    ask: Callable[[Asking], Turn], opening: str, run: Callable[[ToolCall], JsonObject], *, final: str, bounds: Bounds
) -> JsonObject:
    """Return the arguments with which the model calls the tool `final`, after what it calls before has been run.

    A model that has used up its rounds, its calls or its bytes, or that answers in words alone, is asked for `final` at
    once. Raises ModelUnavailable when it does not come to it even so.
    """
    messages = [_say(opening)]
    calls, room = 0, bounds.bytes
    must_end = False
    for left in reversed(range(bounds.rounds)):
        must_end = must_end or left == 0 or calls >= bounds.calls or room <= 0
        turn = ask(Asking(tuple(messages), final if must_end else ""))
        ending = next((call for call in turn.calls if call.name == final), None)
        if ending is not None:
            if ending.arguments is None:
                raise ModelUnavailable("too_long")
            return ending.arguments
        if must_end:
            raise ModelUnavailable("no_answer")
        must_end = not turn.calls
        results = []
        for place, call in enumerate(turn.calls):
            is_too_many = calls + place >= bounds.calls
            results.append(_run_within(call, run, min(bounds.result_bytes, room), is_too_many=is_too_many))
            room -= measure_bytes(results[-1])
        calls += len(turn.calls)
        messages += [{"role": "assistant", "content": turn.content}, _report(turn.calls, results, final)]
    raise ModelUnavailable("no_answer")


def _run_within(call: ToolCall, run: Callable[[ToolCall], JsonObject], room: int, *, is_too_many: bool) -> JsonObject:
    """Return what a call returns, or why it returns nothing."""
    if is_too_many:
        return {"error": "No more calls. Answer by what you have."}
    if call.arguments is None:
        return {"error": "The arguments are too long, or no object."}
    result = run(call)
    if measure_bytes(result) > room:
        return {"error": "That would be too much. Ask for less, or answer by what you have."}
    return result


def _say(text: str) -> JsonObject:
    return {"role": "user", "content": [{"text": text}]}


def _report(calls: Sequence[ToolCall], results: Sequence[JsonObject], final: str) -> JsonObject:
    """Return the message with what the calls returned; of words alone, the one that asks for the answer."""
    if not calls:
        return _say(f"Call {final}.")
    content = [
        {"toolResult": {"toolUseId": call.call_id, "content": [{"json": result}]}}
        for call, result in zip(calls, results, strict=True)
    ]
    return {"role": "user", "content": content}


def _describe(tool: Tool) -> JsonObject:
    return {
        "toolSpec": {"name": tool.name, "description": tool.description, "inputSchema": {"json": tool.schema}},
    }


def _read_turn(answer: Mapping[str, Any]) -> Turn:
    """Return a turn to go on from. Raises ModelUnavailable."""
    reason = str(answer.get("stopReason", ""))
    if reason not in _PROSE and reason != "tool_use":
        raise ModelUnavailable(_ENDINGS.get(reason, "malformed"))
    try:
        blocks = list(answer["output"]["message"]["content"])
        calls = tuple(_read_call(block["toolUse"]) for block in blocks if "toolUse" in block)
        texts = [str(block["text"]) for block in blocks if "text" in block]
    except (KeyError, TypeError, AttributeError):
        raise ModelUnavailable("malformed") from None
    ids = {call.call_id for call in calls}
    if bool(calls) != (reason == "tool_use") or len(ids) < len(calls) or len(calls) > MOST_CALLS_A_TURN:
        raise ModelUnavailable("malformed")
    said: list[JsonObject] = [{"text": text} for text in texts if text.strip()]
    if not (said or calls):
        raise ModelUnavailable("malformed")
    return Turn(calls, [*said, *map(_repeat_call, calls)], _read_tokens(answer.get("usage")))


def _read_call(given: Mapping[str, Any]) -> ToolCall:
    call_id, name = str(given["toolUseId"]), str(given["name"])
    if not (_NAME.fullmatch(call_id) and _NAME.fullmatch(name)):
        raise ModelUnavailable("malformed")
    arguments = given.get("input")
    is_sound = isinstance(arguments, dict) and _is_shallow(arguments)
    if not (is_sound and measure_bytes(arguments) <= LARGEST_ARGUMENTS):
        return ToolCall(call_id, name, None)
    return ToolCall(call_id, name, arguments)


def _repeat_call(call: ToolCall) -> JsonObject:
    """Return a call as the model is reminded of it."""
    return {"toolUse": {"toolUseId": call.call_id, "name": call.name, "input": call.arguments or {}}}


def _is_shallow(value: object) -> bool:
    """Return whether a value is nested no deeper than arguments may be."""
    layer = [value]
    for _ in range(DEEPEST_ARGUMENTS):
        layer = [
            inner
            for outer in layer
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
        ]
    return not any(isinstance(each, dict | list) for each in layer)


def _read_tokens(given: object) -> tuple[int, int] | None:
    """Return the tokens in and out, None where they are not said or cannot be so many."""
    if not isinstance(given, Mapping):
        return None
    read, written = given.get("inputTokens"), given.get("outputTokens")
    if not (isinstance(read, int) and isinstance(written, int)) or read < 0 or written < 0:
        return None
    return read, written
