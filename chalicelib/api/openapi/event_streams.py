"""Streams of server-sent events in the description: a text, with the type of the data of each event in it.

Programs that generate clients read a stream as text, which it is. What its events are is said as JSON Schema says it of
a text (`contentSchema`), in the form that the later OpenAPI 3.2 has for an event: its fields, of which `data` is JSON.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.api.http.route import JSON, Route
from chalicelib.api.openapi.schemas import REF, Schemas
from chalicelib.domain.value import JsonObject

EVENT_STREAM = "text/event-stream"


def describe_stream(route: Route, schemas: Schemas) -> JsonObject:
    """Return the schema of what a stream sends."""
    kinds: dict[Any, list[str]] = {}
    for event, kind in route.events.items():
        kinds.setdefault(kind, []).append(str(event))
    events = [_describe_event(names, schemas.of(kind), schemas) for kind, names in kinds.items()]
    return {
        "type": "string",
        "description": "Server-sent events; one without `event` (`named=false`) says it in its data as `type`",
        "contentMediaType": EVENT_STREAM,
        "contentSchema": {"type": "array", "items": events[0] if len(events) == 1 else {"anyOf": events}},
    }


def describe_names(names: Sequence[str], components: Mapping[str, JsonObject]) -> JsonObject:
    """Return the schema of one of these names: a reference, where it is a type of its own."""
    known = next((name for name, each in components.items() if set(each.get("enum", ())) == set(names)), None)
    return {"$ref": REF.format(name=known)} if known else {"type": "string", "enum": list(names)}


def _describe_event(names: Sequence[str], data: JsonObject, schemas: Schemas) -> JsonObject:
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "description": "Where to go on: send it as `Last-Event-ID`"},
            "event": {**describe_names(names, schemas.components), "description": "What happened"},
            "data": {"type": "string", "contentMediaType": JSON, "contentSchema": data},
        },
        "required": ["id", "data"],
    }
