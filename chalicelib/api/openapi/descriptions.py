"""What fields and values mean, in the description: each field has words of its own, and each value of a closed list.

The words of a field stand at its type. Here are those of the few names that mean the same wherever they stand, and of
the values, whose meanings are kept in tables by the name of the list (`meanings/`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.api.openapi.meanings import bookings, events, passengers, policies, reports, tracking, trips
from chalicelib.domain.value import JsonObject

VALUE_DESCRIPTIONS = "x-enum-descriptions"
"""A list as long as `enum` and in its order, as generators of clients read it."""

MEANINGS: Mapping[str, Mapping[str, str]] = {
    **bookings.MEANINGS,
    **trips.MEANINGS,
    **passengers.MEANINGS,
    **policies.MEANINGS,
    **reports.MEANINGS,
    **tracking.MEANINGS,
    **events.MEANINGS,
}
COMMON_FIELDS: Mapping[str, str] = {
    "bookingId": "Id of the booking, as paths name it",
    "costCentre": "Code of the cost centre",
    "createdAt": "When it was created",
    "detail": "What is the matter, in a sentence for people; its wording may change",
    "deviceId": "Id of the tracking device, as paths name it",
    "documentId": "Id of the document, as paths name it",
    "endTimezone": "IANA time zone of the place where it ends",
    "eventsUrl": "Stream of its events (server-sent events)",
    "itemId": "Id of the itinerary item, as paths name it",
    "lastEventId": "Id of the last event received; the header `Last-Event-ID` goes before it",
    "latitude": "WGS 84, degrees north of the equator",
    "longitude": "WGS 84, degrees east of Greenwich",
    "requesterId": "`userId` of the requester",
    "startTimezone": "IANA time zone of the place where it starts",
    "tripId": "Id of the trip, as paths name it",
    "updatedAt": "When it last changed",
    "userId": "Id of the person, the same wherever they are named",
    "version": "Number of this version: every change raises it by one",
}


def describe(components: dict[str, JsonObject]) -> None:
    """Give every field of these schemas its description, and every list of values the meaning of each."""
    for name, schema in components.items():
        _describe_values(name, schema)
        for field, its in schema.get("properties", {}).items():
            _describe_values(f"{name}.{field}", its)
            if words := _words_of(field, its):
                its["description"] = words


def undescribed(components: Mapping[str, JsonObject]) -> Iterator[str]:
    """Yield the fields that have no description, and the values without a meaning, by type and name."""
    for name, schema in components.items():
        yield from _unexplained(name, schema)
        for field, its in schema.get("properties", {}).items():
            if not its.get("description"):
                yield f"{name}.{field} has no description"
            yield from _unexplained(f"{name}.{field}", its)


def _words_of(field: str, schema: JsonObject) -> str | None:
    """Return a field's own words, else those of the one type that it may have, else those of its name everywhere."""
    members = [each for each in (schema.get("anyOf") or schema.get("oneOf") or ()) if each != {"type": "null"}]
    inside = members[0].get("description") if len(members) == 1 else None
    values = schema.get("enum", ())
    constant = f"Always `{values[0]}`, which sets it apart from its alternatives" if len(values) == 1 else None
    return schema.get("description") or inside or constant or COMMON_FIELDS.get(field)


def _describe_values(name: str, schema: JsonObject) -> None:
    """Put the values of a list into the order of its table, with the meaning of each beside it."""
    meanings = MEANINGS.get(name, {})
    for found in _lists(schema):
        known = [each for each in meanings if each in {str(value) for value in found["enum"]}]
        found["enum"].sort(
            key=lambda value, known=known: known.index(str(value)) if str(value) in known else len(known)
        )
        if len(known) == len(found["enum"]):
            found[VALUE_DESCRIPTIONS] = [meanings[str(value)] for value in found["enum"]]


def _unexplained(name: str, schema: JsonObject) -> Iterator[str]:
    for found in _lists(schema):
        if VALUE_DESCRIPTIONS not in found:
            missing = [str(value) for value in found["enum"] if str(value) not in MEANINGS.get(name, {})]
            yield f"{name} does not explain {', '.join(missing)}"


def _lists(schema: Any) -> Iterator[JsonObject]:
    """Yield the lists of values of a schema and of its members, those of one value apart; its fields have names of
    their own."""
    if isinstance(schema, dict):
        if len(schema.get("enum", ())) > 1:
            yield schema
        for key in ("anyOf", "oneOf", "items"):
            yield from _lists(schema.get(key))
    elif isinstance(schema, list):
        for each in schema:
            yield from _lists(each)
