"""Every link of the description, followed: what an answer is said to lead to must be there.

Chance would follow few of them; here each is taken once as each identity, from an answer that was just given.
"""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from local.client import Client, Reply
from local.stack import Stack
from tests.conformance.exceptions import Answered, excuse_for
from tests.conformance.seeds import Seeds, planted

Json = dict[str, Any]

_TRIES_MORE = 3


class Walk(NamedTuple):
    """The links that could be taken (`source -> name`), those of them that led to something, what was wrong, and how
    often each operation answered with each status."""

    taken: set[str]
    led: set[str]
    faults: list[str]
    statuses: dict[str, Counter[str]]


class _Operation(NamedTuple):
    path: str
    method: str
    text: Json

    @property
    def success(self) -> Json:
        return dict(next(iter(self.text["responses"].values())))


class _Asked(NamedTuple):
    """How an operation was called."""

    path: Mapping[str, str]
    query: Mapping[str, Any]


def names_of_links(document: Json) -> set[str]:
    """Every link of the document."""
    found = _operations(document).items()
    return {f"{name} -> {link}" for name, operation in found for link in operation.success.get("links", {})}


def walk(stack: Stack, document: Json, role: str, fresh: Callable[[], Seeds], *, only: Sequence[str] = ()) -> Walk:
    """Follow each link once as `role`, or those of the tags `only`, and read what leads nowhere once too. A link cannot
    be taken where its answer is refused, or names nothing. What takes things away comes last, and is given new ones by
    `fresh`."""
    walker = _Walker(stack, document, role, fresh)
    names = [name for name, each in walker.operations.items() if _is_meant(name, each, only)]
    for name in names:
        if walker.operations[name].method == "get" and not walker.links(name):
            walker.read(name)
    for name in names:
        walker.follow(name, [link for link in walker.links(name) if not walker.is_harmful(name, link)])
    for name in names:
        for link in walker.links(name):
            if walker.is_harmful(name, link):
                walker.follow(name, [link])
    return walker.walked


def _is_meant(name: str, operation: _Operation, only: Sequence[str]) -> bool:
    return not set(only).isdisjoint(operation.text["tags"]) if only else name != "request_erasure"


class _Walker:
    """Somebody who follows links, with things of their own."""

    def __init__(self, stack: Stack, document: Json, role: str, fresh: Callable[[], Seeds]) -> None:
        self.walked = Walk(set(), set(), [], {})
        self._stack, self._document, self._role, self._fresh = stack, document, role, fresh
        self._supply()

    def _supply(self) -> None:
        self._seeds = self._fresh()
        self._client = Client(self._stack.base_url, self._seeds.token)
        self.operations = _operations(planted(self._document, self._seeds))

    def links(self, name: str) -> Json:
        return dict(self.operations[name].success.get("links", {}))

    def is_harmful(self, name: str, link: str) -> bool:
        """Whether to follow it takes away what other links need."""
        target = self.links(name)[link]["operationId"]
        return "delete" in {self.operations[name].method, self.operations[target].method} or target == "cancel_trip"

    def read(self, name: str) -> None:
        """Have the answer of an operation counted."""
        self._ask(name, self._seeds.queries.get(name, {}))

    def follow(self, name: str, links: list[str]) -> None:
        """Take these links from one answer of the operation `name`."""
        if not links:
            return
        asked, answer = self._ask(name, {"limit": 1})
        for _ in range(_TRIES_MORE):  # what is being worked on at this moment is refused for the moment
            if answer.status != HTTPStatus.CONFLICT:
                break
            time.sleep(1)
            asked, answer = self._ask(name, {"limit": 1})
        if answer.status >= 400 and any(self.is_harmful(name, link) for link in links):
            self._supply()
            asked, answer = self._ask(name, {"limit": 1})
        self._take(name, links, asked, answer)
        if name in self._seeds.queries:
            rest = [link for link in links if f"{name} -> {link}" not in self.walked.taken]
            self._take(name, rest, *self._ask(name, self._seeds.queries[name]))

    def _take(self, name: str, links: list[str], asked: _Asked, answer: Reply) -> None:
        for link in links if answer.status < 300 else ():
            target = self.operations[self.links(name)[link]["operationId"]]
            if (reply := _follow(self._client, asked, answer, target, self.links(name)[link])) is not None:
                self._note(name, link, target, reply)

    def _ask(self, name: str, query: Json) -> tuple[_Asked, Reply]:
        source = self.operations[name]
        in_path = {each["name"]: each["example"] for each in source.text["parameters"] if each.get("in") == "path"}
        known = {each.get("name") for each in source.text["parameters"]}
        given = {key: value for key, value in query.items() if key in known}
        asked = _Asked(in_path, _required(source) | given)
        answer = _call(self._client, source, asked, {})
        self.walked.statuses.setdefault(name, Counter())[str(answer.status)] += 1
        return asked, answer

    def _note(self, name: str, link: str, target: _Operation, reply: Reply) -> None:
        self.walked.statuses.setdefault(target.text["operationId"], Counter())[str(reply.status)] += 1
        self.walked.taken.add(f"{name} -> {link}")
        if self.operations[name].method == "delete" or reply.status != 404:
            self.walked.led.add(f"{name} -> {link}")
        excuse = excuse_for("positive_data_acceptance", answered(target.text["operationId"], reply))
        is_refused = reply.status == 400 and excuse is None
        if is_refused or reply.status >= 500 or str(reply.status) not in target.text["responses"]:
            self.walked.faults.append(f"{self._role}: {name} -> {link}: {reply.status} {reply.raw.decode()[:300]}")


def answered(operation_id: str, reply: Reply) -> Answered:
    """`reply` as the argued exceptions look at it."""
    problem = reply.body if isinstance(reply.body, dict) else {}
    pointers = tuple(error["pointer"] for error in problem.get("errors", ()))
    return Answered(operation_id, "", reply.status, problem.get("type", ""), problem.get("detail", ""), pointers)


def _follow(client: Client, asked: _Asked, answer: Reply, target: _Operation, link: Json) -> Reply | None:
    found = {name: _value(expression, asked, answer) for name, expression in link["parameters"].items()}
    places = {each["name"]: each["in"] for each in target.text["parameters"] if "in" in each}
    path = {name: value for name, value in found.items() if places.get(name) == "path"}
    if None in path.values() or ("cursor" in found and found["cursor"] is None):
        return None
    given = {name: value for name, value in found.items() if places.get(name) == "query" and value is not None}
    query = _required(target) | given
    body = {name: _value(expression, asked, answer) for name, expression in link.get("x-request-body", {}).items()}
    if None in body.values():
        return None
    headers = {"If-Match": found["If-Match"]} if found.get("If-Match") else {}
    return _call(client, target, _Asked(path, query), headers, body)


def _required(operation: _Operation) -> Json:
    """What an operation cannot be called without, by its examples."""
    asked = (each for each in operation.text["parameters"] if each.get("in") == "query" and each.get("required"))
    return {each["name"]: each["schema"]["examples"][0] for each in asked}


def _call(
    client: Client, operation: _Operation, asked: _Asked, headers: Mapping[str, str], change: Json | None = None
) -> Reply:
    path = operation.path
    for name, value in asked.path.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    query = f"?{urlencode(asked.query)}" if asked.query else ""
    said = operation.text.get("requestBody", {}).get("content", {}).get("application/json")
    body = {**said["example"], **(change or {})} if said else None
    usual = {"If-Match": "*"} if operation.method in {"put", "patch"} else {}
    return client.call(operation.method.upper(), path + query, body, headers={**usual, **headers}, key=uuid.uuid4().hex)


def _value(expression: str, asked: _Asked, answer: Reply) -> Any:
    """What a runtime expression of OpenAPI stands for; None if there is no such thing."""
    source, _, pointer = expression.partition("#")
    if source == "$response.body":
        return _at(answer.body, pointer)
    _, _, name = expression.rpartition(".")
    if expression.startswith("$request.path."):
        return asked.path.get(name)
    return answer.headers.get(name) if expression.startswith("$response.header.") else asked.query.get(name)


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _operations(document: Json) -> dict[str, _Operation]:
    return {each.text["operationId"]: each for each in _each(document)}


def _each(document: Json) -> Iterator[_Operation]:
    for path, methods in document["paths"].items():
        for method, text in methods.items():
            yield _Operation(path, method, text)
