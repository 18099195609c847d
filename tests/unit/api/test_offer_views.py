"""Offers of any shape as the API shows them: what was offered, names, the clock there, and sums that add up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings

from chalicelib.api.offer_views import SliceView, to_offer_view
from chalicelib.api.openapi import examples
from chalicelib.api.option_views import to_option_view
from chalicelib.domain.offers.offers import Segment, Slice
from chalicelib.domain.trip_requests.trip_request import Cabin
from tests.support.trip_shapes import TripShape, trip_shapes

ZONES = {"departs": "originTimezone", "arrives": "destinationTimezone"}
DERIVED = {
    "durationSeconds",
    "stops",
    "connections",
    "nights",
    "marketingCarrierName",
    "operatingCarrierName",
    "originName",
    "destinationName",
}


def shown(shape: TripShape) -> dict[str, Any]:
    view: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(to_option_view(shape.option)))
    return view


def without_derived(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: without_derived(each)
            for name, each in value.items()
            if name not in DERIVED and not name.endswith("AtLocal")
        }
    return [without_derived(each) for each in value] if isinstance(value, list) else value


def slices_of(option: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (each for component in option["components"] for each in component.get("slices", ()))


def seconds_between(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


@settings(max_examples=40)
@given(trip_shapes())
def test_a_view_is_the_offer_with_its_local_times(shape: TripShape) -> None:
    option = shown(shape)

    assert without_derived(option["components"]) == msgspec.json.decode(msgspec.json.encode(shape.option.components))
    for segment in [each for flown in slices_of(option) for each in flown["segments"]]:
        for end, zone in ZONES.items():
            check_local(segment[f"{end}At"], segment[f"{end}AtLocal"], segment[zone])
    for car in [each for each in option["components"] if each["kind"] == "car"]:
        for end in ("pickUp", "dropOff"):
            check_local(car[f"{end}At"], car[f"{end}AtLocal"], car[end]["timezone"])


def check_local(moment: str, local: str, zone: str) -> None:
    assert datetime.fromisoformat(local) == datetime.fromisoformat(moment)
    assert (
        datetime.fromisoformat(local).utcoffset()
        == datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).utcoffset()
    )


@settings(max_examples=40)
@given(trip_shapes())
def test_the_sums_of_an_option_are_those_of_its_components(shape: TripShape) -> None:
    option = shown(shape)
    components, slices = option["components"], list(slices_of(option))

    assert option["price"]["amount"] == sum(each["price"]["amount"] for each in components)
    assert {option["price"]["currency"]} == {each["price"]["currency"] for each in components}
    assert option["co2Grams"] == sum(each.get("co2Grams", 0) for each in components)
    assert option["durationSeconds"] == sum(each["durationSeconds"] for each in slices)
    assert option["stops"] == sum(each["stops"] for each in slices)
    for stay in [each for each in components if each["kind"] == "stay"]:
        assert stay["nights"] == seconds_between(stay["checkIn"], stay["checkOut"]) / 86_400


@settings(max_examples=40)
@given(trip_shapes())
def test_a_slice_lasts_from_its_departure_to_its_arrival_and_is_made_of_rides_and_waits(shape: TripShape) -> None:
    for flown in slices_of(shown(shape)):
        segments, connections = flown["segments"], flown["connections"]

        assert flown["durationSeconds"] == seconds_between(segments[0]["departsAt"], segments[-1]["arrivesAt"])
        assert flown["stops"] == len(connections) == len(segments) - 1
        for (before, after), connection in zip(pairwise(segments), connections, strict=True):
            assert connection["waitingSeconds"] == seconds_between(before["arrivesAt"], after["departsAt"])
        assert flown["durationSeconds"] == sum(each["durationSeconds"] for each in segments) + sum(
            each["waitingSeconds"] for each in connections
        )


def fly(number: str, origin: str, destination: str, departs_at: datetime, minutes: int) -> Segment:
    zones = {
        "AKL": "Pacific/Auckland",
        "HNL": "Pacific/Honolulu",
        "SFO": "America/Los_Angeles",
        "LHR": "Europe/London",
        "LGW": "Europe/London",
    }
    return Segment(
        marketing_carrier="UA",
        flight_number=number,
        origin=origin,
        destination=destination,
        departs_at=departs_at,
        arrives_at=departs_at + timedelta(minutes=minutes),
        origin_timezone=zones[origin],
        destination_timezone=zones[destination],
        distance_metres=7_000_000,
        cabin=Cabin.ECONOMY,
    )


def show(*segments: Segment) -> SliceView:
    flight = msgspec.structs.replace(examples.FLIGHT, slices=(Slice(segments=segments),), slice_indexes=(0,))
    [flown] = to_offer_view(flight).slices  # type: ignore[union-attr]
    assert isinstance(flown, SliceView)
    return flown


def test_a_flight_over_the_date_line_lands_before_it_took_off_and_lasts_nine_hours() -> None:
    flown = show(fly("1", "AKL", "HNL", datetime(2027, 3, 3, 11, 0, tzinfo=UTC), 9 * 60))

    [segment] = flown.segments
    assert (segment.departs_at_local, segment.arrives_at_local) == (
        "2027-03-04T00:00:00+13:00",
        "2027-03-03T10:00:00-10:00",
    )
    assert flown.duration_seconds == segment.duration_seconds == 9 * 3600


def test_a_flight_overnight_lasts_as_long_as_it_is_in_the_air_also_when_the_clocks_change() -> None:
    # Summer time begins in California in that night.
    flown = show(fly("2", "SFO", "LHR", datetime(2027, 3, 14, 7, 30, tzinfo=UTC), 10 * 60 + 20))

    assert flown.duration_seconds == 37_200
    assert (flown.stops, flown.connections) == (0, ())


def test_a_connection_says_where_one_waits_how_long_and_when_it_goes_on_from_elsewhere() -> None:
    first = fly("3", "SFO", "LHR", datetime(2027, 3, 3, 7, 30, tzinfo=UTC), 600)
    second = fly("4", "LGW", "SFO", datetime(2027, 3, 3, 23, 0, tzinfo=UTC), 660)

    [connection] = show(first, second).connections

    assert (connection.arrival, connection.departure) == ("LHR", "LGW")
    assert connection.name == "London Heathrow Airport"
    assert connection.waiting_seconds == 5.5 * 3600


def test_names_stand_beside_codes_and_are_null_where_nobody_knows_them() -> None:
    named = msgspec.structs.replace(
        fly("5", "SFO", "LHR", datetime(2027, 3, 3, tzinfo=UTC), 600), operating_carrier="LH"
    )
    unknown = msgspec.structs.replace(named, marketing_carrier="0X", operating_carrier=None, origin="ZZZ")

    [known], [strange] = show(named).segments, show(unknown).segments

    assert (known.marketing_carrier_name, known.operating_carrier_name) == ("United Airlines", "Lufthansa")
    assert (known.origin_name, known.destination_name) == (
        "San Francisco International Airport",
        "London Heathrow Airport",
    )
    assert (strange.marketing_carrier_name, strange.operating_carrier_name, strange.origin_name) == (None, None, None)
