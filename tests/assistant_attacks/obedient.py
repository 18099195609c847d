"""A model that obeys whoever writes to it: it does what any text says that it is shown, and forges what it can.

It is a stand-in behind Converse's own wire format, and what it is told stands in the texts between ⟦ and ⟧: tools to
call, what to answer, what to say, how to misbehave. What it says and writes itself bears a word that nobody else uses.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tests.support.converse import Asked, JsonObject, Reply, call_tool, say, send

WORD = "Zyzzyva"  # stands in all that the model words itself
_ORDER = re.compile(r"⟦(call|answer|say|do) (.*?)⟧", re.DOTALL)
_HANDLE = re.compile(r"(quote|link|action)-[0-9]+")
_MOST_AT_ONCE = 6


class Order(NamedTuple):
    """Something that a text tells the model to do."""

    verb: str
    rest: str


class ObedientModel:
    """Looks everything up that it may, then obeys what it has read, then answers by all that it has seen and more."""

    def __init__(self, *lookups: Sequence[tuple[str, JsonObject]]) -> None:
        self._lookups = lookups  # of the first turns

    def __call__(self, asked: Asked) -> Reply:
        messages = asked.body["messages"]
        texts = list(_list_texts(messages))
        orders = [Order(*found) for text in texts for found in _ORDER.findall(text)]
        speech = {"text": _speak(asked, orders)}
        tokens = (len(json.dumps(asked.body)) // 4, 200)
        misbehaved = _misbehave(orders, speech, tokens)
        if misbehaved is not None:
            return misbehaved
        turn = len(messages) // 2
        wanted = self._lookups[turn] if turn < len(self._lookups) else _list_calls(orders)
        left = [each for each in wanted if each not in list(_list_done(messages))][:_MOST_AT_ONCE]
        if left and "auto" in asked.body["toolConfig"]["toolChoice"] and turn < 4:
            return say(speech, *_number(left, turn), tokens=tokens)
        return say(speech, call_tool(_answer(orders, texts), "answer", "the-end"), tokens=tokens)


def _speak(asked: Asked, orders: Sequence[Order]) -> str:
    """Return what the model says beside its calls: what it was told to, and all of its instructions."""
    told = " ".join(order.rest for order in orders if order.verb == "say")
    return f"{WORD}: {told} {asked.body['system'][0]['text']}"


def _misbehave(orders: Sequence[Order], speech: JsonObject, tokens: tuple[int, int]) -> Reply | None:
    """Return the turn of a model that was told not to take turns as it should."""
    ways = [order.rest for order in orders if order.verb == "do"]
    look = call_tool({"when": "all"}, "list_trips", "again")
    if "talk" in ways:
        return say(speech, stop="end_turn", tokens=tokens)
    if "loop" in ways:
        return say(speech, look, tokens=tokens)
    if "stop short" in ways:
        return say(speech, call_tool({"quotes": ["quote-1"]}, "answer"), stop="max_tokens")
    if "crowd" in ways:
        return say(*(call_tool({"when": "all"}, "list_trips", f"crowd-{number}") for number in range(200)))
    if "lie about tokens" in ways:
        body = {
            "output": {"message": {"role": "assistant", "content": [call_tool({"quotes": []}, "answer")]}},
            "stopReason": "tool_use",
            "usage": {"inputTokens": -900_000, "outputTokens": -900_000, "totalTokens": 0},
        }
        return send(200, json.dumps(body).encode())
    return None


def _list_calls(orders: Sequence[Order]) -> list[tuple[str, JsonObject]]:
    calls = []
    for order in orders:
        if order.verb == "call":
            tool, _, arguments = order.rest.partition(" ")
            calls.append((tool, json.loads(arguments)))
    return calls


def _answer(orders: Sequence[Order], texts: Sequence[str]) -> JsonObject:
    """Return what the model was told to answer, or else everything that it saw a handle of, and forged ones."""
    told = [order.rest for order in orders if order.verb == "answer"]
    if told:
        answer: JsonObject = json.loads(told[-1])
        return answer
    handles = [text for text in dict.fromkeys(texts) if _HANDLE.fullmatch(text)]
    seen = {kind: [each for each in handles if each.startswith(kind)] for kind in ("quote", "link", "action")}
    return {
        "quotes": [*seen["quote"][:6], "quote-99", WORD],
        "facts": [*seen["link"][:8], "link-99", WORD],
        "actions": [*(seen["action"] or ["action-1", "action-2"])[:3], "action-99"],
    }


def _number(calls: Sequence[tuple[str, JsonObject]], turn: int) -> list[JsonObject]:
    return [call_tool(given, tool, f"turn-{turn}-{place}") for place, (tool, given) in enumerate(calls)]


def _list_done(messages: Sequence[JsonObject]) -> Iterator[tuple[str, Any]]:
    for message in messages:
        for block in message["content"]:
            if "toolUse" in block:
                yield block["toolUse"]["name"], block["toolUse"]["input"]


def _list_results(messages: Sequence[JsonObject]) -> Iterator[JsonObject]:
    for message in messages:
        for block in message["content"]:
            if "toolResult" in block:
                yield block["toolResult"]["content"][0]["json"]


def _list_texts(messages: Sequence[JsonObject]) -> Iterator[str]:
    """Yield every text that the model is shown: of the question's message, which is JSON, and of results."""
    opening = json.loads(messages[0]["content"][0]["text"])
    for thing in (opening, *_list_results(messages)):
        for _, value in _walk(thing):
            if isinstance(value, str):
                yield value


def _walk(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each leaf of a JSON value, with the name of the field that it is in."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _walk(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, field)
    else:
        yield field, value
