"""What a booking becomes: a trip from its first departure to its last end, and its items in the order they start."""

from datetime import UTC, date, datetime
from itertools import count

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.offers import FlightOffer, Option, Slice, StayOffer
from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import trip_of
from tests.support.booked_samples import NOW, booking, ordered, orders_of
from tests.unit.policy_samples import LAGOS, euros, flight, option, segment, stay, trip


def itinerary(bought: Booking) -> tuple[Item, ...]:
    numbers = count(1)
    made = trip_of(bought, "trp_1", NOW)
    return items_of(bought, made, NOW, new_id=lambda: f"itm_{next(numbers)}")


def bought(chosen: Option, **changes: object) -> Booking:
    return ordered(options=(chosen,), selected_option_id=chosen.option_id, orders=orders_of(chosen), **changes)


def staying(check_in: date, check_out: date) -> StayOffer:
    return stay(check_in=check_in, check_out=check_out)


def test_trip_spans_everything_that_was_bought() -> None:
    made = trip_of(ordered(), "trp_1", NOW)

    assert made.name == "Berlin to London"
    assert made.starts_at == datetime(2027, 3, 3, 8, 15, tzinfo=UTC)
    assert made.ends_at == datetime(2027, 3, 5, 10, 15, tzinfo=UTC)
    assert made.price == euros(480)


def test_items_come_in_the_order_in_which_they_start() -> None:
    items = itinerary(ordered())

    assert [item.kind for item in items] == [ItemKind.FLIGHT, ItemKind.STAY, ItemKind.FLIGHT]
    assert [item.encrypted_locator and item.encrypted_locator.text for item in items] == ["REF0", "REF1", "REF0"]
    assert {item.item_id for item in items} == {"itm_1", "itm_2", "itm_3"}
    assert [item.starts_at for item in items if item.starts_at] == sorted(i.starts_at for i in items if i.starts_at)


def test_every_segment_is_an_item_with_the_zones_of_its_ends() -> None:
    first = segment(seconds=4000)
    second = segment(departs_at=datetime(2027, 3, 3, 11, tzinfo=UTC), number="99")
    offer: FlightOffer = flight(slices=(Slice(segments=(first, second)),))

    items = itinerary(bought(option(offer)))

    assert [(item.starts_at, item.ends_at) for item in items] == [
        (first.departs_at, first.arrives_at),
        (second.departs_at, second.arrives_at),
    ]
    assert {(item.start_timezone, item.end_timezone) for item in items} == {("Europe/Berlin", "Europe/London")}


def test_bed_starts_at_three_and_ends_at_eleven_where_the_hotel_is() -> None:
    (item,) = itinerary(bought(option(staying(date(2027, 7, 3), date(2027, 7, 5)))))

    assert item.starts_at == datetime(2027, 7, 3, 14, 0, tzinfo=UTC)  # British Summer Time
    assert item.ends_at == datetime(2027, 7, 5, 10, 0, tzinfo=UTC)


def test_nights_over_the_change_of_the_clocks_keep_their_local_times() -> None:
    spring, autumn = (date(2027, 3, 27), date(2027, 3, 29)), (date(2027, 10, 30), date(2027, 11, 1))

    (first,) = itinerary(bought(option(staying(*spring))))
    (second,) = itinerary(bought(option(staying(*autumn))))

    assert (first.starts_at, first.ends_at) == (
        datetime(2027, 3, 27, 15, tzinfo=UTC),
        datetime(2027, 3, 29, 10, tzinfo=UTC),
    )
    assert (second.starts_at, second.ends_at) == (
        datetime(2027, 10, 30, 14, tzinfo=UTC),
        datetime(2027, 11, 1, 11, tzinfo=UTC),
    )


def test_hotel_keeps_the_time_of_its_place() -> None:
    (item,) = itinerary(bought(option(stay(timezone="Africa/Lagos")), request=trip(destination=LAGOS)))

    assert item.start_timezone == "Africa/Lagos"
    assert item.starts_at == datetime(2027, 3, 3, 14, tzinfo=UTC)


def test_stay_begins_when_a_late_flight_has_arrived() -> None:
    late = segment(departs_at=datetime(2027, 3, 3, 17, 0, tzinfo=UTC))
    chosen = option(flight(slices=(Slice(segments=(late,)),)), stay())

    items = itinerary(bought(chosen))

    assert [item.kind for item in items] == [ItemKind.FLIGHT, ItemKind.STAY]
    assert items[1].starts_at == late.arrives_at


def test_stay_ends_when_an_early_flight_departs() -> None:
    early = segment(departs_at=datetime(2027, 3, 5, 7, 25, tzinfo=UTC))
    chosen = option(flight(slices=(Slice(segments=(segment(),)), Slice(segments=(early,)))), stay())

    night = next(item for item in itinerary(bought(chosen)) if item.kind is ItemKind.STAY)

    assert night.ends_at == early.departs_at


def test_stay_is_not_over_before_it_begins_where_its_departure_was_moved_before_it() -> None:
    moved = segment(departs_at=datetime(2027, 3, 3, 14, 0, tzinfo=UTC))
    chosen = option(flight(slices=(Slice(segments=(segment(),)), Slice(segments=(moved,)))), stay())

    night = next(item for item in itinerary(bought(chosen)) if item.kind is ItemKind.STAY)

    assert (night.starts_at, night.ends_at) == (
        datetime(2027, 3, 3, 15, tzinfo=UTC),
        datetime(2027, 3, 5, 11, tzinfo=UTC),
    )


def test_nothing_bought_is_an_empty_itinerary() -> None:
    chosen = option()
    empty = booking(options=(chosen,), selected_option_id=chosen.option_id)

    assert items_of(empty, trip_of(ordered(), "trp_1", NOW), NOW, new_id=lambda: "itm_1") == ()
