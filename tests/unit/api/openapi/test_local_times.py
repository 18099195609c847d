"""Wherever an answer has a time of a journey, what the clock shows there stands beside it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.described import describe_api

pytestmark = pytest.mark.usefixtures("stage")

OF_A_JOURNEY = re.compile(r"(?:departs|arrives|starts|ends|pickUp|dropOff)At")
# Schemas that have such a time and none beside it, and why.
WITHOUT = {
    "TripView": "its first and last place are those of its items",
    "OpenWindowView": "a while around the trip that it names, which shows its places",
    "Overlap": "those of the trip that it names, which shows its places",
    "SegmentTimes": "what a supplier sent, as it was sent",
    "CarRequest": "asked for by the clocks there",
    "CalendarHours": "hours of the calendar that holds them, which names its zone",
}


def _document() -> dict[str, Any]:
    return describe_api("/api")


def _answered(document: dict[str, Any]) -> set[str]:
    """The names of the schemas that answers are made of."""
    schemas = document["components"]["schemas"]
    found: set[str] = set()
    waiting = [
        response
        for path in document["paths"].values()
        for operation in path.values()
        for response in operation["responses"].values()
    ]
    while waiting:
        names = set(re.findall(r"#/components/schemas/(\w+)", str(waiting.pop()))) - found
        found |= names
        waiting += [schemas[name] for name in names]
    return found


def _with_times(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    for name in sorted(_answered(document)):
        properties = document["components"]["schemas"][name].get("properties", {})
        yield from ((name, properties, each) for each in properties if OF_A_JOURNEY.fullmatch(each))


def test_every_time_of_a_journey_stands_beside_its_local_time_and_its_zone() -> None:
    lacking = {
        name
        for name, properties, each in _with_times(_document())
        if f"{each}Local" not in properties or not _has_zone(properties, each)
    }

    assert lacking == set(WITHOUT)


def _has_zone(properties: dict[str, Any], time: str) -> bool:
    """Whether a zone stands beside a time, or in the place of a car that it is of."""
    return any(other.endswith("Timezone") for other in properties) or time.removesuffix("At") in properties


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(each)


def test_examples_show_the_same_moment_twice() -> None:
    zones = {"departs": "originTimezone", "arrives": "destinationTimezone", "starts": "startTimezone"}
    zones["ends"] = "endTimezone"
    shown = [
        (each, name.removesuffix("AtLocal"))
        for each in _objects(_document()["paths"])
        for name in each
        if name.endswith("AtLocal") and isinstance(each[name], str)
    ]

    assert len(shown) > 20
    for each, end in shown:
        local = datetime.fromisoformat(each[f"{end}AtLocal"])
        assert local == datetime.fromisoformat(each[f"{end}At"])
        assert local.utcoffset() == local.astimezone(ZoneInfo(each[zones[end]])).utcoffset()
