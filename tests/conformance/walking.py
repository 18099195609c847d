"""Every link of the description, followed: what an answer is said to lead to must be there.

Chance would follow few of them; here each is taken once as each identity, from an answer that was just given.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from local.client import Client, Reply, signed_in
from local.stack import Stack
from tests.conformance.exceptions import Answered, excuse_for
from tests.conformance.seeds import Seeds, planted

Json = dict[str, Any]


class Walk(NamedTuple):
    """The links that could be taken (`source -> name`), those of them that led to something, and what was wrong."""

    taken: set[str]
    led: set[str]
    faults: list[str]


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


def walk(stack: Stack, document: Json, role: str, seeds: Seeds, *, only: str | None = None) -> Walk:
    """Follow each link once as `role`, or those of the tag `only`. A link cannot be taken where its answer is refused,
    or names nothing."""
    client = signed_in(stack, role)
    operations = _operations(planted(document, seeds))
    walked = Walk(set(), set(), [])
    # What takes things away comes last, so that the others find them.
    for name, source in sorted(operations.items(), key=lambda each: each[1].method == "delete"):
        if only not in source.text["tags"] if only else name == "request_erasure":
            continue
        for link_name, link in source.success.get("links", {}).items():
            if (reply := _follow(client, source, operations[link["operationId"]], link)) is None:
                continue
            walked.taken.add(f"{name} -> {link_name}")
            if source.method == "delete" or reply.status != 404:
                walked.led.add(f"{name} -> {link_name}")
            target = operations[link["operationId"]]
            excuse = excuse_for("positive_data_acceptance", answered(target.text["operationId"], reply))
            is_refused = reply.status == 400 and excuse is None
            if is_refused or reply.status >= 500 or str(reply.status) not in target.text["responses"]:
                walked.faults.append(f"{role}: {name} -> {link_name}: {reply.status} {reply.raw.decode()[:300]}")
    return walked


def answered(operation_id: str, reply: Reply) -> Answered:
    """`reply` as the argued exceptions look at it."""
    problem = reply.body if isinstance(reply.body, dict) else {}
    pointers = tuple(error["pointer"] for error in problem.get("errors", ()))
    return Answered(operation_id, "", reply.status, problem.get("type", ""), problem.get("detail", ""), pointers)


def _follow(client: Client, source: _Operation, target: _Operation, link: Json) -> Reply | None:
    asked = _Asked(
        {each["name"]: each["example"] for each in source.text["parameters"] if each.get("in") == "path"}, {}
    )
    answer = _call(client, source, asked, {})
    if answer.status >= 300:
        return None
    found = {name: _value(expression, asked, answer) for name, expression in link["parameters"].items()}
    places = {each["name"]: each["in"] for each in target.text["parameters"] if "in" in each}
    path = {name: value for name, value in found.items() if places.get(name) == "path"}
    if None in path.values() or ("cursor" in found and found["cursor"] is None):
        return None
    query = {name: value for name, value in found.items() if places.get(name) == "query" and value is not None}
    body = {name: _value(expression, asked, answer) for name, expression in link.get("requestBody", {}).items()}
    if None in body.values():
        return None
    headers = {"If-Match": found["If-Match"]} if found.get("If-Match") else {}
    return _call(client, target, _Asked(path, query), headers, body)


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
