"""Where an answer leads: OpenAPI links from the ids and the cursor in it to the operations that take them.

Made from the document itself: an answer that names a thing leads to every operation whose path is made of such names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.domain.bookings.booking import MOVES, State

Json = dict[str, Any]

# Of oneself, nothing belongs to anything; and operators see no journeys, nor travellers what operators do.
_APART = frozenset({"/me/", "/compensations/"})
_DEEPEST = 2  # an id stands in the answer itself, in a part of it, or in the first item of a list


class _Operation(NamedTuple):
    path: str
    method: str
    text: Json
    states: Sequence[State]

    @property
    def names(self) -> list[str]:
        """The parameters of its path."""
        return re.findall(r"{(\w+)}", self.path)

    @property
    def thing(self) -> str:
        """What it is about: `/trips/`."""
        return f"/{self.path.split('/')[2]}/"

    @property
    def ends(self) -> bool:
        """Whether what it is about is called off by it."""
        return self.path.endswith("/cancellation")

    @property
    def filters(self) -> list[str]:
        """The parameters of its query."""
        return [each["name"] for each in self.text["parameters"] if each.get("in") == "query"]

    @property
    def answer(self) -> Json:
        """Its successful response, which stands first."""
        return dict(next(iter(self.text["responses"].values())))


def add_links(document: Json, states: Mapping[str, Sequence[State]]) -> None:
    """Put `links` into each successful response of `document` that leads anywhere.

    `states`: of a booking, in which an operation has something to do; of most operations, none in particular.
    """
    operations = [
        _Operation(path, method, text, states.get(text["operationId"], ()))
        for path, methods in document["paths"].items()
        for method, text in methods.items()
    ]
    for source in operations:
        found = dict(_links(source, operations, document["components"]["schemas"]))
        if found:
            next(iter(source.text["responses"].values()))["links"] = found


def _links(source: _Operation, operations: list[_Operation], schemas: Json) -> Iterator[tuple[str, Json]]:
    asked = {name: f"$request.path.{name}" for name in source.names}
    lists = source.method == "get"  # what was only made or changed may hold nothing yet
    found = _pointers(_json_schema(source.answer), schemas, lists=lists)
    named = {name: f"$response.body#{at}" for name, at in found}
    opened = {each.path for each in operations if each.method == "post"}  # nothing is there until somebody opens it
    for target in operations:
        given = {name: (asked | named)[name] for name in target.names if name in asked or name in named}
        is_same = source.path == target.path and source.method != "get"
        leads = len(given) == len(target.names) and (is_same or given.keys() & named.keys())
        is_there = is_same or target.method == "post" or target.path not in opened
        is_near = source.thing in target.path or (_names_others(source) and _reads_by_id(target))
        if leads and is_there and is_near and _comes_to(source, target) and target.text is not source.text:
            yield target.text["operationId"], _link(source, target, given, named, schemas)
    if "nextCursor" in named and "cursor" in source.filters:
        yield "next_page", _next_page(source, asked, named["nextCursor"])


def _comes_to(source: _Operation, target: _Operation) -> bool:
    """Whether there can be anything to do for `target` after `source`: what is called off is only read or removed, and
    what is bought is not chosen any more."""
    if source.ends:
        return target.method in {"get", "delete"}
    return not (source.states and target.states) or not _ahead(source.states).isdisjoint(target.states)


def _ahead(states: Sequence[State]) -> set[State]:
    """`states` and all that a booking may come to from there."""
    found: set[State] = set()
    more = set(states)
    while more:
        found |= more
        more = {after for state in more for after in MOVES[state]} - found
    return found


def _names_others(source: _Operation) -> bool:
    """Only what is read is asked what it belongs to."""
    return source.method == "get" and source.thing not in _APART


def _reads_by_id(target: _Operation) -> bool:
    """Of other things an answer may name the id, and they can be read by it; what is done with them, they say."""
    is_one = target.method == "get" and target.path.endswith("Id}") and len(target.names) == 1
    return is_one and target.thing not in _APART


def _link(source: _Operation, target: _Operation, given: Json, named: Json, schemas: Json) -> Json:
    parameters = dict(given)
    made = source.method == "post" and target.path.rpartition("/")[0] == source.path
    has_version = "ETag" in source.answer.get("headers", {}) and (made or source.path == target.path)
    if has_version and target.method in {"put", "patch"}:
        parameters["If-Match"] = "$response.header.ETag"
    link = {"operationId": target.text["operationId"], "description": target.text["summary"], "parameters": parameters}
    body = _resolved(_json_schema(target.text.get("requestBody", {})), schemas)
    wanted = body.get("required", [])
    # A word out of a few is the caller's choice: of the same name, an answer may have one that means something else.
    chosen = any(_is_chosen(body["properties"][name], schemas) for name in wanted)
    if target.method == "post" and wanted and not chosen and all(name in named for name in wanted):
        link["requestBody"] = {name: named[name] for name in wanted}
    return link


def _is_chosen(schema: Json, schemas: Json) -> bool:
    found = _resolved(schema, schemas)
    return "enum" in found or any(_is_chosen(each, schemas) for each in found.get("anyOf", []))


def _next_page(source: _Operation, asked: Json, cursor: str) -> Json:
    """The same list with the same filters, from where the answer ends."""
    same = {name: f"$request.query.{name}" for name in source.filters if name != "cursor"}
    return {
        "operationId": source.text["operationId"],
        "description": "The next page, unless `nextCursor` is null",
        "parameters": {**asked, **same, "cursor": cursor},
    }


def _pointers(schema: Json, schemas: Json, at: str = "", depth: int = 0, *, lists: bool) -> Iterator[tuple[str, str]]:
    """(name, where it stands) of each plain value in an answer of `schema`; of one name, what stands least deep comes
    last, and so is the one that a dict keeps."""
    inner: list[tuple[str, str]] = []
    outer: list[tuple[str, str]] = []
    for name, field in _resolved(schema, schemas).get("properties", {}).items():
        found = _resolved(field, schemas)
        first = _resolved(found.get("items") or {}, schemas)
        if depth < _DEEPEST and "properties" in found:
            inner += _pointers(found, schemas, f"{at}/{name}", depth + 1, lists=lists)
        elif depth < _DEEPEST and "properties" in first and lists:
            inner += _pointers(first, schemas, f"{at}/{name}/0", depth + 1, lists=lists)
        elif "properties" not in found and found.get("type") != "array":
            outer.append((name, f"{at}/{name}"))
    yield from reversed(inner)
    yield from outer


def _resolved(schema: Json, schemas: Json) -> Json:
    """`schema` behind its reference, and without the null that it may be."""
    members = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(members) == 1:
        return _resolved(members[0], schemas)
    name = schema.get("$ref", "").rpartition("/")[2]
    return dict(schemas[name]) if name else schema


def _json_schema(holder: Json) -> Json:
    return dict(holder.get("content", {}).get("application/json", {}).get("schema", {}))
