"""Every door by which something comes in from outside, read from the code that deploys: a new one is tried by itself.

HTTP routes with a body or a query, WebSocket actions, queues, and the tasks of the workflow.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, get_args

import msgspec
import pytest

import app
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import Endpoint
from chalicelib.decoding import messages
from chalicelib.domain.timestamps import DAY, LAST_DAY, MOMENT
from chalicelib.workers import websocket
from tests.support.malformed import Malformed, Schemas, malformed

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"


class Door(NamedTuple):
    """A way in that is not HTTP: its name, and the type of what comes through it."""

    name: str
    wanted: Any


def routes() -> Iterator[Route]:
    """Yield every operation of the API."""
    for methods in app.app.routes.values():
        for entry in methods.values():
            if isinstance(entry.view_function, Endpoint):
                yield entry.view_function.route


def bodies() -> list[Route]:
    """List the operations that take a body."""
    return [route for route in routes() if route.body_type is not None]


def actions() -> list[Door]:
    """List what a WebSocket message may ask for."""
    return [Door(f"action {each.__struct_config__.tag}", each) for each in get_args(websocket.Message)]


def queues() -> list[str]:
    """List the handlers that queues call."""
    return [
        each.handler_string.removeprefix("app.")
        for each in app.app.event_sources
        if getattr(each, "queue", None) is not None
    ]


def steps() -> list[str]:
    """List the handlers that are given values and not messages: by the state machine, and by Secrets Manager. What
    streams is given requests, and reads them as the API's function does."""
    return [each.name for each in app.app.pure_lambda_functions if each.name != "stream_events"]


@cache
def parse_as_lambda_does(raw: bytes) -> Any:
    """Return what a function is given for a payload. Raises ValueError, RecursionError where it is given nothing."""
    return json.loads(raw.decode())


def enter(name: str, raw: bytes) -> None:
    """Let `raw` come in where the platform would hand it over. Raises what the handler raises."""
    if name in steps():
        getattr(app, name)(parse_as_lambda_does(raw), None)
        return
    text = raw.decode("utf-8", "surrogateescape")
    record = {"messageId": "m1", "receiptHandle": "r1", "body": text}
    getattr(app, name)({"Records": [record]}, None)


def wanted_by(name: str) -> Any:
    """Return the type that a queue's or a step's handler reads, as it asks the decoder for it: one that reads by
    another way has none."""
    asked: list[Any] = []

    def spy(_plain: Any, wanted: Any) -> Any:
        asked.append(wanted)
        raise Refusal

    with pytest.MonkeyPatch.context() as patch, suppress(Refusal):
        patch.setattr(messages, "to_body", spy)
        enter(name, b"{}")
    (wanted,) = asked
    return wanted


class Refusal(BaseException):
    """What the spy raises, which no handler knows."""


def doors() -> list[Door]:
    """List every door that is not HTTP."""
    return [*actions(), *(Door(name, wanted_by(name)) for name in (*queues(), *steps()))]


def inputs() -> dict[str, Any]:
    """Return the type of everything that comes in, by where it does."""
    found = {each.name: each.wanted for each in doors()}
    for route in routes():
        if route.body_type is not None:
            found[f"{route.method} {route.path}"] = route.body_type
        if route.query_type is not None:
            found[f"{route.method} {route.path}?"] = route.query_type
    return found


def malformed_for(door: Door) -> list[Malformed]:
    """Make everything that is wrong with a message of the door, and what is no message at all."""
    (schema,), components = msgspec.json.schema_components((door.wanted,), ref_template=_REF)
    schemas = Schemas({"components": {"schemas": components}})
    return malformed(_example(schema, components), schema, schemas)


def example_for(door: Door) -> Json:
    """Make a sound message of the door, with nothing in it but what has to be."""
    (schema,), components = msgspec.json.schema_components((door.wanted,), ref_template=_REF)
    made: Json = _example(schema, components)
    return made


def _example(said: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    if "$ref" in said:
        return _example(components[said["$ref"].rpartition("/")[2]], components)
    if "examples" in said:
        return said["examples"][0]
    if "enum" in said:
        return said["enum"][0]
    kind = said.get("type")
    if kind == "object":
        properties = said.get("properties", {})
        return {name: _example(properties[name], components) for name in said.get("required", ())}
    if kind == "array":
        return [_example(said["items"], components)]
    if kind == "integer":
        return said.get("minimum", 0)
    if kind == "string":
        return "x"
    raise ValueError(f"no example of {said}")


def leaves_in(wanted: Any, at: str = "", seen: frozenset[Any] = frozenset()) -> Iterator[tuple[str, Any]]:
    """Yield every field of a type that holds no further fields, with where it stands and how it is declared."""
    bare = getattr(wanted, "__origin__", wanted) if hasattr(wanted, "__metadata__") else wanted
    struct = getattr(bare, "__origin__", bare)
    if isinstance(struct, type) and issubclass(struct, msgspec.Struct):
        if struct not in seen:
            for field in msgspec.structs.fields(bare):
                yield from leaves_in(field.type, f"{at}/{field.encode_name}", seen | {struct})
    elif get_args(bare):
        for each in get_args(bare):
            yield from leaves_in(each, at, seen)
    else:
        yield at, wanted


def bare_times_in(wanted: Any) -> list[str]:
    """List where a type holds a time that is no `Day` and no `Moment`."""
    return [
        at
        for at, leaf in leaves_in(wanted)
        if getattr(leaf, "__origin__", leaf) in (date, datetime)
        and not {DAY, LAST_DAY, MOMENT} & set(getattr(leaf, "__metadata__", ()))
    ]


def bare_ids_in(wanted: Any) -> list[str]:
    """List where a type holds an id of any shape."""
    return [
        at
        for at, leaf in leaves_in(wanted)
        if at.endswith(("Id", "Ids")) and getattr(leaf, "__origin__", leaf) is str and not _has_pattern(leaf)
    ]


def _has_pattern(leaf: Any) -> bool:
    return any(isinstance(each, msgspec.Meta) and each.pattern for each in getattr(leaf, "__metadata__", ()))
