"""The events of a booking in the description: one type for each type of event, with the type of its data, so that who
reads an event's `type` knows what it holds.
"""

from typing import Any

import msgspec

from chalicelib.api.openapi.meanings.events import EVENTS
from chalicelib.domain.bookings.event_data.by_type import EVENT_DATA
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.shown_names import DATA_FIELDS
from chalicelib.domain.value import JsonObject

REF = "#/components/schemas/{name}"
UNION = Event.__name__
# What these hold without need comes absent, and never null.
EVENT_DATA_NAMES = frozenset(each.__name__ for each in EVENT_DATA.values())


def name_event(event_type: EventType) -> str:
    """Return the name of the type of an event: `BookedEvent` of `booking.booked`."""
    return "".join(word.title() for word in event_type.name.split("_")) + UNION


def part_events(components: dict[str, JsonObject]) -> None:
    """Put a type for each type of event in the place of the one of all, which becomes one of them, set apart by
    `type`. LookupError for a name that something else has."""
    whole = components.pop(UNION)
    names = {each.value: name_event(each) for each in EventType}
    if taken := components.keys() & names.values():
        raise LookupError(f"names of events that other types have: {sorted(taken)}")
    for each in EventType:
        name, data = names[each.value], EVENT_DATA[each].__name__
        properties = {
            **_copy(whole["properties"]),
            "type": {"type": "string", "enum": [each.value]},
            "data": {"$ref": REF.format(name=data), "description": "What it is about"},
        }
        components[name] = {**whole, "title": name, "description": f"{EVENTS[each.value]}.", "properties": properties}
    references = {value: REF.format(name=name) for value, name in names.items()}
    components[UNION] = {
        "title": UNION,
        "description": f"{whole['description']}\n\nWhat `data` holds is set by its `type`; there may be more types.",
        "oneOf": [{"$ref": each} for each in references.values()],
        "discriminator": {"propertyName": "type", "mapping": references},
    }
    _add_names(components)


def _add_names(components: dict[str, JsonObject]) -> None:
    """Describe the names that stand beside those who are asked."""
    for name in EVENT_DATA_NAMES:
        properties = components[name].get("properties", {})
        for field in [each for each in DATA_FIELDS if each in properties]:
            nullable = {"anyOf": [{"type": "string"}, {"type": "null"}]}
            said = f"Names of `{field}`, in the same order; null for a pool and where there is no employee record"
            properties[DATA_FIELDS[field]] = {"type": "array", "items": nullable, "description": said}


def _copy(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))
