"""What is wrong with a trip is said where it stands; a trip that can be travelled has nothing wrong with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings

from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Landmark, Place
from chalicelib.domain.trip_requests.preferences import (
    Alliance,
    CheckedBags,
    MostStops,
    NearPlace,
    Strength,
    TimeWindow,
    WithCarriers,
)
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import CarRequest, TripRequest
from chalicelib.domain.trip_requests.validation import find_trip_errors
from tests.support.trip_shapes import TripShape, trip_shapes
from tests.unit.policy_samples import BERLIN, LONDON, stay_request, trip

NOW = datetime(2027, 1, 1, tzinfo=UTC)
LIMITS = dict.fromkeys(("flight", "rail", "stay", "car"), SaleLimits())
CAR = CarRequest(
    pick_up=LONDON,
    pick_up_on=date(2027, 3, 3),
    pick_up_at="10:00",
    drop_off=LONDON,
    drop_off_on=date(2027, 3, 5),
    drop_off_at="10:00",
)


def pointers(request: TripRequest) -> list[str]:
    return [error.pointer for error in find_trip_errors(request, NOW, LIMITS)]


def with_slice(number: int = 0, **changes: Any) -> TripRequest:
    request = trip()
    slices = list(request.slices)
    slices[number] = msgspec.structs.replace(slices[number], **changes)
    return msgspec.structs.replace(request, slices=tuple(slices))


def with_car(**changes: Any) -> TripRequest:
    return trip(cars=(msgspec.structs.replace(CAR, **changes),))


WRONG: dict[str, tuple[Callable[[], TripRequest], list[str]]] = {
    "nowhere to go": (lambda: with_slice(destination=BERLIN), ["/slices/0/destination"]),
    "in the past": (lambda: trip(depart_on=date(2026, 12, 31)), ["/slices/0/departOn"]),
    "not on sale yet": (lambda: trip(return_on=date(2028, 3, 5)), ["/slices/1/departOn"]),
    "back before out": (lambda: trip(return_on=date(2027, 3, 2), stay=None), ["/slices/1/departOn"]),
    "window of no time": (lambda: with_slice(departure=TimeWindow()), ["/slices/0/departure"]),
    "window that ends first": (
        lambda: with_slice(1, arrival=TimeWindow(not_before="12:00", not_after="11:59")),
        ["/slices/1/arrival/notAfter"],
    ),
    "nights before the arrival": (
        lambda: trip(stay=stay_request(check_in=date(2027, 3, 2))),
        ["/stays/0/checkIn"],
    ),
    "nights after the departure": (
        lambda: trip(stay=stay_request(check_out=date(2027, 3, 7))),
        ["/stays/0/checkOut"],
    ),
    "no night": (lambda: trip(stay=stay_request(check_out=date(2027, 3, 3))), ["/stays/0/checkOut"]),
    "hotel in the past": (
        lambda: trip(slices=(), stays=(stay_request(check_in=date(2026, 12, 30), arrives_by=None, leaves_by=None),)),
        ["/stays/0/checkIn"],
    ),
    "hotel for nothing": (
        lambda: trip(stay=stay_request(nightly_cap=Money(amount=0, currency="EUR"))),
        ["/stays/0/nightlyCap/amount"],
    ),
    "place to be near without a longitude": (
        lambda: trip(stay=stay_request(near=Landmark(name="The office", latitude=51.5))),
        ["/stays/0/near/longitude"],
    ),
    "place to be near without a latitude": (
        lambda: trip(stay=stay_request(near=Landmark(name="The office", longitude=-0.1))),
        ["/stays/0/near/latitude"],
    ),
    "car in the past": (lambda: with_car(pick_up_on=date(2026, 12, 31)), ["/cars/0/pickUpOn"]),
    "car back before it is taken": (
        lambda: with_car(drop_off_on=date(2027, 3, 3), drop_off_at="09:59"),
        ["/cars/0/dropOffOn"],
    ),
    "car for too long": (lambda: with_car(drop_off_on=date(2027, 6, 2)), ["/cars/0/dropOffOn"]),
    "car not on sale yet": (
        lambda: with_car(pick_up_on=date(2027, 12, 27), drop_off_on=date(2027, 12, 29)),
        ["/cars/0/dropOffOn"],
    ),
    "preference about no slice": (
        lambda: trip(preferences=(CheckedBags(bags=1, slices=(0, 2), strength=Strength.WISH),)),
        ["/preferences/0/slices/1"],
    ),
    "preference about no stay": (
        lambda: trip(preferences=(NearPlace(within_metres=500, stays=(1,), strength=Strength.MUST),)),
        ["/preferences/0/stays/0"],
    ),
    "preference about no carrier": (
        lambda: trip(preferences=(WithCarriers(strength=Strength.MUST),)),
        ["/preferences/0"],
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_where_it_stands(wrong: str) -> None:
    request, expected = WRONG[wrong]

    assert pointers(request()) == expected


TIMES = ("00:00", "01:30", "02:30", "03:15", "09:45", "10:00", "10:30", "23:30")
CLOCKS_CHANGE = (date(2027, 3, 28), date(2027, 10, 31))
STATIONS = (LONDON, BERLIN)


@pytest.mark.parametrize("day", [date(2027, 3, 3), *CLOCKS_CHANGE])
@pytest.mark.parametrize(("there", "back"), list(product(STATIONS, STATIONS)))
def test_a_car_is_had_where_the_clocks_at_both_ends_say_that_it_comes_back_later(
    there: Place, back: Place, day: date
) -> None:
    for taken, left in product(TIMES, TIMES):
        begins, ends = (
            datetime.combine(day, time.fromisoformat(at), ZoneInfo(place.timezone)).timestamp()
            for at, place in ((taken, there), (left, back))
        )
        asked = with_car(
            pick_up=there, drop_off=back, pick_up_on=day, drop_off_on=day, pick_up_at=taken, drop_off_at=left
        )

        assert pointers(asked) == ([] if begins < ends else ["/cars/0/dropOffOn"]), (taken, left)


@pytest.mark.parametrize(("hour", "expected"), [("08:59", []), ("10:00", []), ("10:01", ["/cars/0/pickUpAt"])])
def test_a_car_of_today_is_picked_up_at_a_time_that_is_still_to_come_there(hour: str, expected: list[str]) -> None:
    now = datetime.combine(CAR.pick_up_on, time.fromisoformat(hour), ZoneInfo(LONDON.timezone))

    assert [
        each.pointer
        for each in find_trip_errors(msgspec.structs.replace(trip(cars=(CAR,)), slices=(), stays=()), now, LIMITS)
    ] == expected


def test_what_is_right_is_left_alone() -> None:
    wishes = (
        MostStops(stops=0, slices=(1,), strength=Strength.MUST),
        WithCarriers(alliance=Alliance.ONEWORLD, strength=Strength.WISH),
        NearPlace(within_metres=500, stays=(0,), strength=Strength.WISH),
    )

    assert pointers(trip(cars=(CAR,), preferences=wishes)) == []
    assert pointers(with_slice(arrival=TimeWindow(not_after="12:00"))) == []


@settings(max_examples=60, deadline=None)
@given(trip_shapes())
def test_trip_that_can_be_travelled_has_nothing_wrong_with_it(shape: TripShape) -> None:
    # Who lands in the small hours has the night before: it is had by asking for the night of arrival, not by its date.
    small_hours = {
        f"/stays/{number}/checkIn"
        for number, stay in enumerate(shape.request.stays)
        if stay.arrives_by is not None and stay.check_in < shape.request.slices[stay.arrives_by].depart_on
    }
    days_before = datetime.combine(shape.request.starts_on, datetime.min.time(), UTC) - timedelta(days=2)

    found = {error.pointer for error in find_trip_errors(shape.request, days_before, LIMITS)}

    assert found <= small_hours
