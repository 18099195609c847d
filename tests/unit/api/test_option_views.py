"""Options of any shape as the API shows them: what was offered, and each time as the clock there shows it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings

from chalicelib.api.option_views import OptionView, to_option_view
from tests.support.trip_shapes import TripShape, trip_shapes

ZONES = {"departs": "originTimezone", "arrives": "destinationTimezone"}


def shown(shape: TripShape) -> list[dict[str, Any]]:
    view: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(to_option_view(shape.option)))["components"]
    return view


def without_local(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_local(each) for name, each in value.items() if not name.endswith("AtLocal")}
    return [without_local(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=40)
@given(trip_shapes())
def test_a_view_is_the_option_and_its_local_times(shape: TripShape) -> None:
    components = shown(shape)

    assert without_local(components) == msgspec.json.decode(msgspec.json.encode(shape.option.components))
    for component in components:
        for segment in [each for part in component.get("slices", ()) for each in part["segments"]]:
            for end, zone in ZONES.items():
                check_local(segment[f"{end}At"], segment[f"{end}AtLocal"], segment[zone])
        if component["kind"] == "car":
            for end in ("pickUp", "dropOff"):
                check_local(component[f"{end}At"], component[f"{end}AtLocal"], component[end]["timezone"])


def check_local(moment: str, local: str, zone: str) -> None:
    assert datetime.fromisoformat(local) == datetime.fromisoformat(moment)
    assert (
        datetime.fromisoformat(local).utcoffset()
        == datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).utcoffset()
    )


@settings(max_examples=40)
@given(trip_shapes())
def test_a_view_is_read_as_the_kinds_that_the_description_names(shape: TripShape) -> None:
    view = to_option_view(shape.option)

    assert msgspec.json.decode(msgspec.json.encode(view), type=OptionView) == view
