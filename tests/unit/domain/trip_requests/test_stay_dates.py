"""A stay lies between the slices that lead to it and away from it, and goes along with them, whatever the shape."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.stay_dates import AskedStay, ask_again, find_stay_errors, settle_stay
from chalicelib.domain.trip_requests.trip_request import SliceRequest, StayRequest
from tests.support.cities import CITIES
from tests.support.trip_shapes import TripShape, trip_shapes

FIRST = date(2027, 3, 1)


def place(name: str) -> Place:
    return CITIES[name].place


def journey(*legs: tuple[str, str, int]) -> tuple[SliceRequest, ...]:
    """Slices from one city to another, so many days after the first."""
    return tuple(
        SliceRequest(origin=place(here), destination=place(there), depart_on=FIRST + timedelta(days=day))
        for here, there, day in legs
    )


def settled(slices: tuple[SliceRequest, ...], where: str, **asked: Any) -> StayRequest:
    stay, errors = settle_stay(AskedStay(place=place(where), **asked), slices)
    assert (stay is None, errors) == (False, ())
    assert stay is not None
    return stay


THERE_AND_BACK = journey(("Berlin", "London", 0), ("London", "Berlin", 4))
OPEN_JAW = journey(("Berlin", "London", 0), ("Paris", "Berlin", 4))
ROUND = journey(("Berlin", "Paris", 0), ("Paris", "London", 2), ("London", "Berlin", 5))
TWICE = journey(("Berlin", "Paris", 0), ("Paris", "London", 2), ("London", "Paris", 4), ("Paris", "Berlin", 7))
ONE_WAY = journey(("Berlin", "London", 0))
PASSES_BY = journey(("Berlin", "Paris", 0), ("London", "Munich", 2), ("Paris", "Berlin", 6))
COMES_BACK = journey(("Berlin", "Paris", 0), ("London", "Paris", 2), ("Paris", "Berlin", 5))


@pytest.mark.parametrize(
    ("slices", "where", "asked", "between", "days"),
    [
        (THERE_AND_BACK, "London", {}, (0, 1), (0, 4)),
        (OPEN_JAW, "London", {"nights": 2}, (0, None), (0, 2)),
        (OPEN_JAW, "Paris", {"check_in": FIRST + timedelta(days=2)}, (None, 1), (2, 4)),
        (ROUND, "Paris", {}, (0, 1), (0, 2)),
        (ROUND, "London", {}, (1, 2), (2, 5)),
        (TWICE, "Paris", {}, (0, 1), (0, 2)),
        (TWICE, "Paris", {"check_in": FIRST + timedelta(days=4)}, (2, 3), (4, 7)),
        (TWICE, "London", {}, (1, 2), (2, 4)),
        (COMES_BACK, "Paris", {}, (1, 2), (2, 5)),  # where its end follows
        (COMES_BACK, "Paris", {"nights": 1}, (0, None), (0, 1)),
        (PASSES_BY, "Paris", {"check_in": FIRST + timedelta(days=5)}, (None, 2), (5, 6)),  # not since the first day
        (ONE_WAY, "London", {"nights": 3}, (0, None), (0, 3)),
        (ONE_WAY, "London", {"check_out": FIRST + timedelta(days=1)}, (0, None), (0, 1)),
        (THERE_AND_BACK, "Munich", {"check_in": FIRST + timedelta(days=1), "nights": 1}, (None, None), (1, 2)),
        ((), "Munich", {"check_in": FIRST, "check_out": FIRST + timedelta(days=2)}, (None, None), (0, 2)),
        # The night before one leaves, where one starts.
        (ONE_WAY, "Berlin", {"check_in": FIRST - timedelta(days=1)}, (None, 0), (-1, 0)),
    ],
)
def test_stay_lies_in_its_gap(
    slices: tuple[SliceRequest, ...],
    where: str,
    asked: dict[str, Any],
    between: tuple[int | None, int | None],
    days: tuple[int, int],
) -> None:
    stay = settled(slices, where, **asked)

    assert (stay.arrives_by, stay.leaves_by) == between
    assert ((stay.check_in - FIRST).days, (stay.check_out - FIRST).days) == days
    assert stay.begins_on_arrival == ("check_in" not in asked)
    assert stay.keeps_nights == ("nights" in asked)


def test_second_stay_of_a_place_lies_in_its_second_gap() -> None:
    first = settled(TWICE, "Paris")

    second, _ = settle_stay(AskedStay(place=place("Paris")), TWICE, [first])

    assert second is not None
    assert (second.arrives_by, second.leaves_by) == (2, 3)


def test_second_hotel_of_one_gap_is_not_reached_by_the_slice() -> None:
    first = settled(THERE_AND_BACK, "London", nights=2)

    second, _ = settle_stay(AskedStay(place=place("London"), check_in=first.check_out), THERE_AND_BACK, [first])
    without_a_day, errors = settle_stay(AskedStay(place=place("London")), THERE_AND_BACK, [first])

    assert second is not None
    assert (second.arrives_by, second.leaves_by, second.check_out) == (None, 1, FIRST + timedelta(days=4))
    assert (without_a_day, [error.pointer for error in errors]) == (None, ["/checkIn"])


@pytest.mark.parametrize(
    ("slices", "where", "asked", "pointer"),
    [
        (ONE_WAY, "London", {}, "/checkOut"),
        ((), "London", {}, "/checkIn"),
        (THERE_AND_BACK, "Munich", {}, "/checkIn"),
        ((), "London", {"check_in": FIRST}, "/checkOut"),
    ],
)
def test_stay_without_an_end_or_a_beginning_says_what_is_missing(
    slices: tuple[SliceRequest, ...], where: str, asked: dict[str, Any], pointer: str
) -> None:
    stay, errors = settle_stay(AskedStay(place=place(where), **asked), slices)

    assert stay is None
    assert [error.pointer for error in errors] == [pointer]


@pytest.mark.parametrize("slices", [ROUND, TWICE, THERE_AND_BACK])
@pytest.mark.parametrize("later", [-1, 0, 3, 40])
def test_stay_for_all_nights_goes_along_and_one_with_days_of_its_own_does_not(
    slices: tuple[SliceRequest, ...], later: int
) -> None:
    moved = tuple(msgspec.structs.replace(each, depart_on=each.depart_on + timedelta(days=later)) for each in slices)
    own = settled(
        slices, "London", check_in=slices[0].depart_on + timedelta(days=3), check_out=FIRST + timedelta(days=4)
    )
    for whole in (settled(slices, "London"), settled(slices, "London", nights=2)):
        again, _ = settle_stay(ask_again(whole, slices, moved), moved)
        assert again is not None
        assert (again.check_in - whole.check_in).days == (again.check_out - whole.check_out).days == later
        assert (again.arrives_by, again.leaves_by) == (whole.arrives_by, whole.leaves_by)

    asked = ask_again(own, slices, moved)
    assert (asked.check_in, asked.check_out) == (own.check_in, own.check_out)


def test_stay_goes_to_where_its_slice_leads_now_unless_another_leads_to_it() -> None:
    stay = settled(THERE_AND_BACK, "London")
    to_paris = journey(("Berlin", "Paris", 0), ("Paris", "Berlin", 4))
    over_paris = journey(("Berlin", "Paris", 0), ("Paris", "London", 1), ("London", "Berlin", 4))

    assert ask_again(stay, THERE_AND_BACK, to_paris).place == place("Paris")
    moved, _ = settle_stay(ask_again(stay, THERE_AND_BACK, over_paris), over_paris)
    assert moved is not None
    assert (moved.place, moved.arrives_by, moved.check_in) == (place("London"), 1, FIRST + timedelta(days=1))


@settings(max_examples=60, deadline=None)
@given(trip_shapes(slices=st.integers(1, 8), cars=0))
def test_stay_of_any_shape_is_put_between_its_slices_again(shape: TripShape) -> None:
    slices = shape.request.slices
    for stay in shape.request.stays:
        again, errors = settle_stay(
            AskedStay(place=stay.place, check_in=stay.check_in, check_out=stay.check_out), slices
        )

        assert errors == ()
        assert again is not None
        assert (again.check_in, again.check_out) == (stay.check_in, stay.check_out)
        comes, leaves = (sum(stay.place == getattr(each, end) for each in slices) for end in ("destination", "origin"))
        if comes < 2 and leaves < 2:  # where a place is come to twice, another gap may hold the same night
            assert (again.arrives_by, again.leaves_by) == (stay.arrives_by, stay.leaves_by)


@pytest.mark.parametrize(
    ("here", "there", "last_day"),
    [
        ("Berlin", "London", 2),
        ("Berlin", "Tokyo", 2),
        ("Honolulu", "Auckland", 2 + 1),  # the day after, across the date line
        ("Honolulu", "Apia", 2 + 1),
        ("Auckland", "Honolulu", 2),  # where it is the day before
        ("Apia", "Honolulu", 2),
    ],
)
def test_who_travels_on_checks_in_two_days_at_most_after_they_can_be_there(
    here: str, there: str, last_day: int
) -> None:
    slices = journey((here, there, 0))

    def pointers_of(day: int) -> list[str]:
        check_in = FIRST + timedelta(days=day)
        stay = StayRequest(
            place=place(there), check_in=check_in, check_out=check_in + timedelta(days=1), arrives_by=0, leaves_by=None
        )
        return [error.pointer for error in find_stay_errors(stay, slices, most_nights=30)]

    assert (pointers_of(last_day), pointers_of(last_day + 1)) == ([], ["/checkIn"])
