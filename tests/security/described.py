"""The API as its own document describes it: what there is to attack, so that a new operation is attacked by itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from local.client import Client, Reply
from tests.e2e.ear import Json

METHODS = ("get", "post", "put", "patch", "delete")
_ROLES = re.compile(r"Requires the role ([a-z-]+(?: or [a-z-]+)*)\.")


class Operation(NamedTuple):
    """One operation: its path parameters with their examples, its query's and its body's properties, its example."""

    name: str
    method: str
    path: str
    examples: dict[str, str]
    query: dict[str, Json]
    body: Any
    body_fields: frozenset[str]
    roles: frozenset[str]
    public: bool
    takes_ticket: bool

    @property
    def names(self) -> frozenset[str]:
        """The parameters of the path."""
        return frozenset(self.examples)

    @property
    def is_list(self) -> bool:
        return "cursor" in self.query

    def url(self, ids: Mapping[str, str] | None = None, /, **query: str) -> str:
        """The path with `ids` in it, and the document's examples where there is none for a parameter."""
        known = {**self.examples, **(ids or {})}
        path = re.sub(r"{(\w+)}", lambda found: quote(known[found[1]]), self.path)
        asked = {"wait": "0", **query} if "wait" in self.query else query
        return f"{path}?{urlencode(asked)}" if asked else path

    def send(self, client: Client, url: str, body: Any = None, **headers: str) -> Reply:
        """One call of it, as whoever `client` speaks for; a change of whatever version is there."""
        sent = {"If-Match": "*"} if self.method in ("put", "patch", "delete") else {}
        return client.call(self.method.upper(), url, body, headers={**sent, **headers})


def described(document: Json) -> list[Operation]:
    """Every operation of an OpenAPI document, in its order."""
    return [
        _operation(document, method, path, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def _operation(document: Json, method: str, path: str, said: Json) -> Operation:
    parameters = [_resolved(document, each) for each in said.get("parameters", [])]
    found = _ROLES.search(said.get("description", ""))
    content: Json = next(iter(said.get("requestBody", {}).get("content", {}).values()), {})
    return Operation(
        name=said["operationId"],
        method=method,
        path=path,
        examples={each["name"]: each["example"] for each in parameters if each["in"] == "path"},
        query={each["name"]: _resolved(document, each["schema"]) for each in parameters if each["in"] == "query"},
        body=_example(content),
        body_fields=frozenset(_fields(document, content.get("schema", {}), set())),
        roles=frozenset(found[1].split(" or ")) if found else frozenset(),
        public=said.get("security") == [],
        takes_ticket={"tickets": []} in said.get("security", []),
    )


def _resolved(document: Json, value: Json) -> Json:
    """What `value` refers to, or itself."""
    while "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def _example(content: Json) -> Any:
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    return content.get("example")


def _fields(document: Json, schema: Json, seen: set[str]) -> Iterator[str]:
    """The names of all properties that a value of `schema` may have, however deep."""
    if schema.get("$ref") in seen:
        return
    seen.add(schema.get("$ref", ""))
    whole = _resolved(document, schema)
    for name, inner in whole.get("properties", {}).items():
        yield name
        yield from _fields(document, inner, seen)
    for inner in [whole.get("items"), *(each for kind in ("anyOf", "oneOf", "allOf") for each in whole.get(kind, []))]:
        if isinstance(inner, dict):
            yield from _fields(document, inner, seen)
