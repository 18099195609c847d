"""One slice of a booked trip on another date: what moves is bought anew, what does not move stands."""

from datetime import date, timedelta

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.date_changes import DateChange, StayDateChange
from chalicelib.domain.trips.trip import TripStatus
from chalicelib.errors import Departed, InvalidInput
from chalicelib.models import trips
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.servicing import quotes
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.invariants import violations
from tests.simulation.outcomes import both, gone, money, statuses
from tests.simulation.quoting import agreed, asked, cancelled, days_moved, part_of, slice_of
from tests.simulation.stages import NEEDS_APPROVAL, booked
from tests.simulation.world import ANNA, World

A_DAY_MORE = days_moved(None, date(2027, 3, 6))
A_DAY_LESS = days_moved(date(2027, 3, 4))
STAY_REMAINS = (StayDateChange(stay=0),)
BEFORE_THE_INBOUND_SLICE = timedelta(days=103, hours=8)  # the afternoon of 2027-03-03, in the hotel


def with_stays(change: DateChange, *stays: StayDateChange) -> DateChange:
    return msgspec.structs.replace(change, stays=stays)


def test_the_inbound_slice_moves_and_the_rest_stands(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    before = world.booking(booking_id)

    quote = asked(booking_id, with_stays(A_DAY_MORE, *STAY_REMAINS))
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    assert quote.replacement is not None
    assert [each.depart_on for each in quote.replacement.slices] == [date(2027, 3, 6)]
    assert (quote.replacement.stays, quote.replacement.cars) == ((), ())
    assert [each.part_id for each in quote.parts] == [part_of(before, 1)]
    assert not quote.fully_cancelled
    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert (old.status, new.status, new.replaces_booking_id) == (BookingStatus.BOOKED, BookingStatus.BOOKED, booking_id)
    assert gone(old) == {part_of(before, 1)}
    inbound = slice_of(new, 0)
    assert inbound.departs_at.date() == date(2027, 3, 6)
    assert (new.request.slices[0].origin, new.request.slices[0].destination) == (
        before.request.slices[0].destination,
        before.request.slices[0].origin,
    )
    assert new.selected.stays == ()
    (receipt,) = old.receipts
    assert (receipt.replaced_by_booking_id, receipt.fully_cancelled) == (new.booking_id, False)
    assert receipt.statement.endswith(f"The rest of the trip remains booked. {new.booking_id} replaces it.")
    assert before.price is not None
    assert new.price is not None
    assert money(world) == (0, (before.price - receipt.refund + new.price).amount)
    with world.wire.quiet():
        assert trips.get_trip(str(old.trip_id)).status is TripStatus.CONFIRMED
    assert violations(world) == []


def test_who_is_away_already_still_moves_the_inbound_slice(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, after=BEFORE_THE_INBOUND_SLICE, stay=RequestedStay())
    with pytest.raises(Departed):
        asked(booking_id, days_moved(date(2027, 3, 4), date(2027, 3, 6)))

    # The stay has begun, and remains as it is.
    quote = asked(booking_id, A_DAY_MORE, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D2")
    assert [part.part_id for part in quote.parts] == [part_of(world.booking(booking_id), 1)]
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert (old.status, new.status) == (BookingStatus.BOOKED, BookingStatus.BOOKED)


@pytest.mark.parametrize(
    ("change", "slices", "stay"),
    [
        (with_stays(A_DAY_LESS, *STAY_REMAINS), {0}, None),
        (A_DAY_LESS, {0}, (date(2027, 3, 4), date(2027, 3, 5))),
        (A_DAY_MORE, {1}, (date(2027, 3, 3), date(2027, 3, 6))),
        (
            with_stays(A_DAY_LESS, StayDateChange(stay=0, check_out=date(2027, 3, 6))),
            {0},
            (date(2027, 3, 4), date(2027, 3, 6)),
        ),
        (days_moved(date(2027, 3, 4), date(2027, 3, 6)), {0, 1}, (date(2027, 3, 4), date(2027, 3, 6))),
        (with_stays(days_moved(date(2027, 3, 3), date(2027, 3, 6)), *STAY_REMAINS), {0, 1}, None),
        (
            with_stays(DateChange(), StayDateChange(stay=0, check_in=date(2027, 3, 4))),
            set(),
            (date(2027, 3, 4), date(2027, 3, 5)),
        ),
    ],
)
def test_what_moves_together_is_bought_together(
    world: World, change: DateChange, slices: set[int], stay: tuple[date, date] | None
) -> None:
    booking_id = booked(world, stay=RequestedStay())

    quote = asked(booking_id, change)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    moved = {part_of(old, place) for place in slices} | ({part_of(old, 0, "stays")} if stay else set())
    everything = moved == set(statuses(old))
    assert gone(old) == moved
    assert old.status is (BookingStatus.CANCELLED if everything else BookingStatus.BOOKED)
    assert new.status is BookingStatus.BOOKED
    assert len(new.request.slices) == len(slices)
    assert [(each.check_in, each.check_out) for each in new.selected.stays] == ([stay] if stay else [])
    assert violations(world) == []


def test_what_is_left_moves_after_something_was_cancelled(world: World) -> None:
    booking_id = booked(world, stay=RequestedStay())
    cancelled(world, booking_id, part_of(world.booking(booking_id), 0))
    stay = part_of(world.booking(booking_id), 0, "stays")
    cancelled(world, booking_id, stay, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D8")

    quote = asked(booking_id, days_moved(None, date(2027, 3, 1)))  # earlier than the outbound slice was
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert quote.fully_cancelled
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    assert violations(world) == []


def test_what_moved_once_moves_again(world: World) -> None:
    booking_id = booked(world)
    first = asked(booking_id, A_DAY_MORE)
    quotes.confirm_quote(ANNA, booking_id, first.quote_id)
    world.run(120)
    moved = str(first.replacement_booking_id)

    second = asked(moved, days_moved(date(2027, 3, 7)), quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D2")
    quotes.confirm_quote(ANNA, moved, second.quote_id)
    world.run(120)

    old, new = both(world, moved, str(second.replacement_booking_id))
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    assert new.request.slices[0].destination == world.booking(booking_id).request.slices[0].origin


def test_what_moved_is_not_crossed_by_what_stayed(world: World) -> None:
    booking_id = booked(world)
    moved = agreed(world, booking_id, days_moved(None, date(2027, 3, 8)))[1]
    world.run(120)

    for changed, day in ((booking_id, date(2027, 3, 9)), (moved, date(2027, 3, 2))):
        with pytest.raises(InvalidInput, match="cannot be moved") as refused:
            asked(changed, days_moved(day), f"qte_01JQZX5V9D7R8M3T2K6W0000{day.day:02}")
        assert [each.pointer for each in refused.value.errors] == ["/slices/0/departOn"]
    assert asked(booking_id, days_moved(date(2027, 3, 7)), "qte_01JQZX5V9D7R8M3T2K6W000077").parts


def test_slice_on_the_day_of_another_does_not_cross_it(world: World) -> None:
    booking_id = booked(world)
    out = slice_of(world.booking(booking_id), 0)

    quote = asked(booking_id, days_moved(None, date(2027, 3, 3)))

    assert quote.replacement is not None
    (bought,) = quote.replacement.option.transport
    assert bought.slices[0].departs_at >= out.arrives_at + timedelta(hours=1)


def test_an_inbound_slice_that_is_not_bought_leaves_the_old_one(world: World) -> None:
    booking_id = booked(world)
    before = world.booking(booking_id)
    world.publish(NEEDS_APPROVAL)
    quote = asked(booking_id, A_DAY_MORE)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(60)
    decisions.cancel_booking(ANNA, str(quote.replacement_booking_id))
    world.run(120)

    old = world.booking(booking_id)
    assert (old.status, old.receipts, old.orders, old.budgets) == (
        BookingStatus.BOOKED,
        (),
        before.orders,
        before.budgets,
    )
    assert violations(world) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (days_moved(None, date(2027, 3, 2)), ["/slices/0/departOn"]),
        (days_moved(date(2027, 3, 6)), ["/slices/0/departOn"]),
        (days_moved(None, date(2029, 3, 2)), ["/slices/0/departOn"]),
        (days_moved(date(2026, 3, 2)), ["/slices/0/departOn"]),
        (days_moved(date(2027, 3, 8), date(2027, 3, 6)), ["/slices/1/departOn"]),
        (days_moved(date(2027, 3, 4), date(2027, 3, 6), date(2027, 3, 8)), ["/slices/2/slice"]),
        (with_stays(DateChange(), StayDateChange(stay=0, check_out=date(2027, 3, 7))), ["/stays/0/checkOut"]),
        (with_stays(DateChange(), StayDateChange(stay=0, check_in=date(2027, 3, 5))), ["/stays/0/checkOut"]),
        (with_stays(A_DAY_MORE, StayDateChange(stay=1)), ["/stays/0/stay"]),
    ],
)
def test_what_cannot_move_so_is_refused_where_it_stands(world: World, change: DateChange, wrong: list[str]) -> None:
    booking_id = booked(world, stay=RequestedStay())

    with pytest.raises(InvalidInput) as refused:
        asked(booking_id, change)

    assert wrong[0] in [each.pointer for each in refused.value.errors]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (days_moved(date(2027, 3, 4), date(2027, 3, 6)), ["/slices/1/slice"]),
        (with_stays(A_DAY_LESS, StayDateChange(stay=0, check_out=date(2027, 3, 6))), ["/stays/0/stay"]),
    ],
)
def test_what_was_not_booked_is_not_added_by_a_date_change(world: World, change: DateChange, wrong: list[str]) -> None:
    booking_id = booked(world, return_on=None)

    with pytest.raises(InvalidInput) as refused:
        asked(booking_id, change)

    assert [each.pointer for each in refused.value.errors] == wrong
