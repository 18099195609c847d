"""A trip and its items follow their booking, whatever its shape: they say what is booked, and when."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import item_names, part_count, parts_of
from chalicelib.domain.offers.offers import FlightOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.supplier_changes import SegmentTimes, reschedule_option, times_of
from chalicelib.domain.trips.item import Item, ItemStatus
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import Trip, TripStatus, span_of_trip, trip_of
from chalicelib.services.servicing.itineraries import follow
from tests.support.trip_shapes import TripShape, trip_shapes
from tests.unit.policy_samples import option, stay, stay_request, trip

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
Said = tuple[str, datetime | None, datetime | None, bool]


def cancel(booking: Booking, gone: set[tuple[int, int]]) -> Booking:
    """The booking without these parts."""
    orders = []
    for order in booking.orders:
        whole = range(part_count(booking.selected.components[order.component_index]))
        parts = tuple(part for part in whole if part in order.cancelled_parts or (order.component_index, part) in gone)
        status = "cancelled" if len(parts) == len(whole) else order.status
        orders.append(msgspec.structs.replace(order, cancelled_parts=parts, status=status))
    return msgspec.structs.replace(booking, orders=tuple(orders))


def reschedule(booking: Booking, component_index: int, part_index: int, by: timedelta) -> Booking:
    """The booking with one slice moved."""
    known = times_of(booking.selected.components[component_index], part_index)
    times = [SegmentTimes(departs_at=each.departs_at + by, arrives_at=each.arrives_at + by) for each in known]
    moved = reschedule_option(booking.selected, component_index, part_index, times)
    return msgspec.structs.replace(booking, options=booking.options_with(moved))


def said(itinerary: list[Item]) -> Counter[Said]:
    return Counter((each.name, each.starts_at, each.ends_at, each.status is ItemStatus.CANCELLED) for each in itinerary)


def booked(booking: Booking) -> Counter[Said]:
    """What is booked, said again without what follows it: by each segment, or by the part where it has none."""
    return Counter(_list_booked(booking))


def _list_booked(booking: Booking) -> Iterator[Said]:
    for part in parts_of(booking):
        offer, gone = booking.selected.components[part.component_index], part.status == "cancelled"
        if isinstance(offer, FlightOffer | RailOffer):
            for each in offer.slices[part.part_index].segments:
                yield each.name, each.departs_at, each.arrives_at, gone
        else:
            (name,) = item_names(offer, part.part_index)
            yield name, part.starts_at, part.ends_at, gone


def followed(after: Booking, trip: Trip, itinerary: list[Item]) -> tuple[Trip, list[Item]]:
    """The trip and its items after a change, of which nothing else is written."""
    change = follow(after, trip, itinerary, NOW)
    new = {old.item_id: item for old, item in change.items}
    assert all(old != item for old, item in change.items)
    return change.trip[1] if change.trip else trip, [new.get(each.item_id, each) for each in itinerary]


@given(trip_shapes(), st.data())
@settings(max_examples=120)
def test_after_each_change_items_are_exactly_what_is_booked(shape: TripShape, data: st.DataObject) -> None:
    booking = shape.booking
    trip, numbers = trip_of(booking, "trp_1", NOW), count()
    itinerary = list(items_of(booking, trip, NOW, lambda: f"itm_{next(numbers)}"))

    for _ in range(data.draw(st.integers(1, 4))):
        parts = [(each.component_index, each.part_index) for each in parts_of(booking) if each.status == "confirmed"]
        if not parts:
            break
        one = data.draw(st.sampled_from(parts))
        fares = isinstance(booking.selected.components[one[0]], FlightOffer | RailOffer)
        if fares and data.draw(st.booleans()):
            after = reschedule(booking, *one, timedelta(minutes=data.draw(st.integers(-1500, 1500))))
        else:
            after = cancel(booking, {one, *data.draw(st.sets(st.sampled_from(parts)))})
        trip, itinerary = followed(after, trip, itinerary)
        booking = after

        assert said(itinerary) == booked(booking)
        everything = all(each.status == "cancelled" for each in parts_of(booking))
        assert (trip.status is TripStatus.CANCELLED) == everything
        assert everything or (trip.starts_at, trip.ends_at) == span_of_trip(booking)


@given(trip_shapes())
@settings(max_examples=20)
def test_nothing_is_written_where_nothing_changes(shape: TripShape) -> None:
    booking = shape.booking
    trip, numbers = trip_of(booking, "trp_1", NOW), count()
    itinerary = list(items_of(booking, trip, NOW, lambda: f"itm_{next(numbers)}"))

    assert follow(booking, trip, itinerary, NOW) == (None, ())


def test_one_of_two_visits_to_the_same_hotel_is_cancelled() -> None:
    first, second = (
        stay("s1", check_in=date(2027, 3, 3), check_out=date(2027, 3, 4)),
        stay("s2", check_in=date(2027, 3, 8), check_out=date(2027, 3, 9), stay_index=1),
    )
    asked = tuple(
        stay_request(check_in=each.check_in, check_out=each.check_out, arrives_by=None, leaves_by=None)
        for each in (first, second)
    )
    booking = TripShape(trip(slices=(), stays=asked), option(first, second)).booking
    made, numbers = trip_of(booking, "trp_1", NOW), count()
    itinerary = list(items_of(booking, made, NOW, lambda: f"itm_{next(numbers)}"))

    _, after = followed(cancel(booking, {(1, 0)}), made, itinerary)

    assert [each.status for each in after] == [ItemStatus.CONFIRMED, ItemStatus.CANCELLED]
