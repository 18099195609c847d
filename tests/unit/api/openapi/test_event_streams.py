"""What a stream sends is described: the names of its events, and the data of each."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.event_data.by_type import EVENT_DATA
from chalicelib.domain.bookings.events import EventType
from tests.support.described import describe_api
from tests.support.event_samples import make_event
from tests.support.malformed import Schemas

Json = dict[str, Any]
STREAM = "text/event-stream"


@pytest.fixture(scope="module")
def document() -> Json:
    return describe_api()


@pytest.fixture(scope="module")
def streams(document: Json) -> dict[str, Json]:
    """What each operation streams, by its name."""
    found = {}
    for methods in document["paths"].values():
        for operation in methods.values():
            content = operation["responses"].get("200", {}).get("content", {})
            if STREAM in content:
                found[operation["operationId"]] = content[STREAM]
    return found


def events_in(text: str) -> Iterator[tuple[str, Any]]:
    """Name and data of each event of a stream."""
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if "data" in fields:
            yield fields["event"], json.loads(fields["data"])


def data_of(stream: Json, event: str, document: Json) -> Json:
    """The schema of the data that an event of this name has. LookupError where there is none."""
    items = stream["schema"]["contentSchema"]["items"]
    for each in items.get("anyOf", [items]):
        names = each["properties"]["event"]
        if "$ref" in names:
            names = document["components"]["schemas"][names["$ref"].rpartition("/")[2]]
        if event in names["enum"]:
            return dict(each["properties"]["data"]["contentSchema"])
    raise LookupError(event)


def test_every_stream_sends_what_it_says(document: Json, streams: dict[str, Json]) -> None:
    schemas = Schemas(document)

    assert len(streams) == 6
    for name, stream in streams.items():
        sent = list(events_in(stream["example"]))
        assert sent, name
        for event, data in sent:
            schemas.validator(data_of(stream, event, document)).validate(data)


def test_an_event_has_the_data_of_its_type_and_of_no_other(document: Json, streams: dict[str, Json]) -> None:
    assert data_of(streams["stream_booking_events"], EventType.BOOKED, document) == {
        "$ref": "#/components/schemas/Event"
    }
    by_type, schemas = document["components"]["schemas"]["Event"]["discriminator"]["mapping"], Schemas(document)
    demanding = 0
    for event_type in EventType:
        event = msgspec.json.decode(msgspec.json.encode(make_event(event_type)))
        of_type = schemas.validator({"$ref": by_type[event_type]})
        of_type.validate(event)
        assert not of_type.is_valid({**event, "type": "unheard.of"})
        if any(field.required for field in msgspec.structs.fields(EVENT_DATA[event_type])):
            demanding += 1
            assert not of_type.is_valid({**event, "data": {}}), event_type

    assert demanding > 40
