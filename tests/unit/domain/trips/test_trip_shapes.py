"""Trips of any shape, once they are booked: their items, calendar, timeline and days are those of what was bought."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.overlaps import span_of_option
from chalicelib.domain.bookings.parts import BookingPart, find_slice, item_names, parts_of
from chalicelib.domain.local_days import local_day, local_time, nights_between
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import MOST_SLICES
from chalicelib.domain.trips.icalendar import days_of, write_calendar
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.timeline import ConflictKind, timeline_of
from chalicelib.domain.trips.trip import Trip, span_of_trip, trip_of
from tests.support.booked_samples import NOW
from tests.support.trip_shapes import TripShape, make_shape, trip_shapes

some = settings(max_examples=60)


def itinerary(booking: Booking) -> tuple[Trip, tuple[Item, ...]]:
    numbers, made = count(1), trip_of(booking, "trp_1", NOW)
    return made, items_of(booking, made, NOW, new_id=lambda: f"itm_{next(numbers)}")


def cancel(booking: Booking, parts: Sequence[BookingPart]) -> Booking:
    """The booking with these parts cancelled, and each order of which nothing is left."""
    gone = {(each.component_index, each.part_index) for each in parts}
    left = {each.component_index for each in parts_of(booking) if (each.component_index, each.part_index) not in gone}
    orders = (
        msgspec.structs.replace(
            order,
            cancelled_parts=tuple(sorted(part for component, part in gone if component == order.component_index)),
            status="confirmed" if order.component_index in left else "cancelled",
        )
        for order in booking.orders
    )
    return msgspec.structs.replace(booking, orders=tuple(orders))


def spans(parts: Sequence[BookingPart]) -> tuple[datetime, datetime]:
    return min(each.starts_at for each in parts), max(each.ends_at for each in parts)


@some
@given(trip_shapes())
def test_items_are_the_parts_each_at_its_times_and_in_its_zones(shape: TripShape) -> None:
    booking = shape.booking
    _, items = itinerary(booking)

    left = list(items)
    for part in parts_of(booking):
        own = [item for item in items if item.part_id == part.part_id]
        left = [item for item in left if item not in own]
        offer = booking.selected.components[part.component_index]
        assert [item.name for item in own] == list(item_names(offer, part.part_index))
        assert {item.kind.value for item in own} == {part.kind.value}
        assert (own[0].starts_at, own[-1].ends_at) == (part.starts_at, part.ends_at)
        assert (own[0].start_timezone, own[-1].end_timezone) == (part.start_timezone, part.end_timezone)
        assert (own[0].origin is None) is (part.kind is ComponentKind.STAY)
    assert left == []
    assert list(items) == sorted(items, key=lambda item: (item.starts_at is None, item.starts_at))


@some
@given(trip_shapes())
def test_parts_are_all_that_was_asked_for(shape: TripShape) -> None:
    request, parts = shape.request, parts_of(shape.booking)

    kinds = [part.kind for part in parts]
    assert len(kinds) == len(request.slices) + len(request.stays) + len(request.cars)
    assert kinds.count(ComponentKind.STAY) == len(request.stays)
    assert kinds.count(ComponentKind.CAR) == len(request.cars)
    assert len({part.part_id for part in parts}) == len(parts)
    first = min(parts, key=lambda part: part.starts_at)
    assert (request.starts_on.isoformat(), request.start.timezone) == (first.starts_at_local[:10], first.start_timezone)


@settings(max_examples=30)
@given(trip_shapes())
def test_calendar_has_the_trip_and_each_item_once_with_the_clocks_of_its_places(shape: TripShape) -> None:
    trip, items = itinerary(shape.booking)

    whole, *found = list(Calendar.from_ical(write_calendar("Trips", [(trip, items)])).events)

    assert whole["SUMMARY"] == trip.name
    assert [event["UID"] for event in found] == [f"{item.item_id}@sojourn" for item in items]
    for event, item in zip(found, items, strict=True):
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (item.starts_at, item.ends_at)
        for moment, zone in ((item.starts_at, item.start_timezone), (item.ends_at, item.end_timezone)):
            assert moment is not None
            assert zone is not None
            assert f"{local_time(moment, zone):%H:%M} {zone} (UTC" in str(event["DESCRIPTION"])
        takes_time = item.kind in {ItemKind.FLIGHT, ItemKind.RAIL}
        assert event["TRANSP"] == ("OPAQUE" if takes_time else "TRANSPARENT")


@some
@given(trip_shapes())
def test_days_of_a_trip_are_those_on_all_its_walls(shape: TripShape) -> None:
    trip, items = itinerary(shape.booking)
    walls = [
        local_day(moment, zone)
        for item in items
        for moment, zone in ((item.starts_at, item.start_timezone), (item.ends_at, item.end_timezone))
        if moment and zone
    ]

    assert days_of(trip, list(items)) == (min(walls), max(walls))


@settings(max_examples=120)
@given(trip_shapes())
def test_timeline_has_nothing_to_say_of_what_can_be_travelled(shape: TripShape) -> None:
    trip, items = itinerary(shape.booking)

    timeline = timeline_of(trip, items)

    assert timeline.conflicts == ()
    assert sorted(entry.item_id for entry in timeline.entries) == sorted(item.item_id for item in items)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(2, MOST_SLICES - 3))
def test_timeline_misses_the_hotels_that_a_trip_has_not_and_no_others(seed: int, slices: int) -> None:
    housed, homeless = (make_shape(seed, slices=slices, beds=beds) for beds in (True, False))
    paid = {date.fromordinal(day) for each in housed.option.stays for day in _nights(each.check_in, each.check_out)}

    conflicts = timeline_of(*itinerary(homeless.booking)).conflicts

    found = {each.night for each in conflicts}
    assert {each.kind for each in conflicts} <= {ConflictKind.MISSING_STAY}
    assert set(slept_between_slices(housed)) <= found <= paid


def slept_between_slices(shape: TripShape) -> Iterator[date]:
    """The nights between two slices of a trip, but for those at home."""
    for each in shape.request.stays:
        arrival, departure = find_slice(shape.option, each.arrives_by), find_slice(shape.option, each.leaves_by)
        if arrival and departure and each.place != shape.request.slices[0].origin:
            nights = nights_between(arrival.arrives_at, departure.departs_at, each.place.timezone)
            yield from (night.evening for night in nights)


def _nights(check_in: date, check_out: date) -> range:
    return range(check_in.toordinal(), check_out.toordinal())


@some
@given(trip_shapes(), st.data())
def test_what_is_cancelled_is_off_the_itinerary_and_the_rest_is_the_trip(shape: TripShape, data: Any) -> None:
    parts = parts_of(shape.booking)
    gone = data.draw(st.lists(st.sampled_from(parts), unique=True))
    booking = cancel(shape.booking, gone)

    trip, items = itinerary(booking)

    kept = [part for part in parts if part not in gone]
    assert (trip.starts_at, trip.ends_at) == span_of_trip(booking) == spans(kept or parts)
    cancelled = {item.part_id for item in items if item.status is ItemStatus.CANCELLED}
    assert cancelled == {part.part_id for part in gone}


@some
@given(trip_shapes())
def test_an_option_takes_the_time_that_its_trip_lasts_and_no_stay_outlasts_its_journey(shape: TripShape) -> None:
    parts = parts_of(shape.booking)

    assert span_of_option(shape.option, shape.booking) == span_of_trip(shape.booking) == spans(parts)
    for part, asked in zip(
        (each for each in parts if each.kind is ComponentKind.STAY), shape.request.stays, strict=True
    ):
        arrival, departure = (find_slice(shape.option, each) for each in (asked.arrives_by, asked.leaves_by))
        assert part.starts_at < part.ends_at
        assert arrival is None or arrival.arrives_at <= part.starts_at
        assert departure is None or part.ends_at <= departure.departs_at
