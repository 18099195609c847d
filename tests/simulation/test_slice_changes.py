"""One slice of a booked trip on another date: what moves is bought anew, what does not move stands."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.offers import Refundability
from chalicelib.domain.trips.trip import TripStatus
from chalicelib.errors import Departed, InvalidInput
from chalicelib.models import trips
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.servicing import quotes
from chalicelib.services.servicing.date_changes import DateChange
from chalicelib.services.trip_requests.parsing import StayPreferences
from tests.simulation.invariants import violations
from tests.simulation.outcomes import both, money, statuses
from tests.simulation.quoting import asked, cancelled
from tests.simulation.stages import NEEDS_APPROVAL, booked
from tests.simulation.world import ANNA, World

A_DAY_MORE = DateChange(return_on=date(2027, 3, 6))
A_DAY_LESS = DateChange(depart_on=date(2027, 3, 4))
BEFORE_THE_INBOUND_SLICE = timedelta(days=103)  # 2027-03-03, the flight out has left


def test_the_inbound_slice_moves_and_the_rest_stands(world: World) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=StayPreferences())
    before = world.booking(booking_id)

    quote = asked(booking_id, A_DAY_MORE, "0.1")
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    assert quote.replacement is not None
    assert (quote.replacement.depart_on, quote.replacement.return_on) == (date(2027, 3, 6), None)
    assert [each.part_id for each in quote.parts] == ["0.1"]
    assert not quote.fully_cancelled
    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert (old.status, new.status, new.replaces_booking_id) == (BookingStatus.BOOKED, BookingStatus.BOOKED, booking_id)
    assert statuses(old) == {"0.0": "confirmed", "0.1": "cancelled", "1.0": "confirmed"}
    (inbound,) = new.selected.flights[0].slices
    assert inbound.departs_at.date() == date(2027, 3, 6)
    assert inbound.segments[0].origin in before.request.destination.airports
    assert inbound.segments[-1].destination in before.request.origin.airports
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
    booking_id = booked(world, Refundability.WITH_FEE, after=BEFORE_THE_INBOUND_SLICE)
    with pytest.raises(Departed):
        asked(booking_id, A_DAY_MORE, "0.0", "0.1")

    quote = asked(booking_id, A_DAY_MORE, quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D2")  # what has not begun
    assert [part.part_id for part in quote.parts] == ["0.1"]
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert (old.status, new.status) == (BookingStatus.BOOKED, BookingStatus.BOOKED)


@pytest.mark.parametrize(
    ("parts", "change", "stay"),
    [
        (("0.0",), A_DAY_LESS, None),
        (("0.0", "1.0"), A_DAY_LESS, (date(2027, 3, 4), date(2027, 3, 5))),
        (
            ("0.0", "1.0"),
            DateChange(depart_on=date(2027, 3, 4), stay=StayPreferences(check_out=date(2027, 3, 6))),
            (date(2027, 3, 4), date(2027, 3, 6)),
        ),
        (("0.0", "0.1"), A_DAY_MORE, None),
    ],
)
def test_what_moves_together_is_bought_together(
    world: World, parts: tuple[str, ...], change: DateChange, stay: tuple[date, date] | None
) -> None:
    booking_id = booked(world, stay=StayPreferences())

    quote = asked(booking_id, change, *parts)
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    gone = {each for each, status in statuses(old).items() if status == "cancelled"}
    assert (old.status, new.status, gone) == (BookingStatus.BOOKED, BookingStatus.BOOKED, set(parts))
    assert len(new.selected.flights[0].slices) == len([each for each in parts if each.startswith("0")])
    assert [(each.check_in, each.check_out) for each in new.selected.stays] == ([stay] if stay else [])
    assert violations(world) == []


def test_what_is_left_moves_after_something_was_cancelled(world: World) -> None:
    booking_id = booked(world, stay=StayPreferences())
    cancelled(world, booking_id, "0.0")
    cancelled(world, booking_id, "1.0", quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D8")

    quote = asked(booking_id, DateChange(return_on=date(2027, 3, 1)))  # earlier than the outbound slice was
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    world.run(120)

    old, new = both(world, booking_id, str(quote.replacement_booking_id))
    assert quote.fully_cancelled
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    assert violations(world) == []


def test_what_moved_once_moves_again(world: World) -> None:
    booking_id = booked(world)
    first = asked(booking_id, A_DAY_MORE, "0.1")
    quotes.confirm_quote(ANNA, booking_id, first.quote_id)
    world.run(120)
    moved = str(first.replacement_booking_id)

    second = asked(moved, DateChange(depart_on=date(2027, 3, 7)), quote_id="qte_01JQZX5V9D7R8M3T2K6W0000D2")
    quotes.confirm_quote(ANNA, moved, second.quote_id)
    world.run(120)

    old, new = both(world, moved, str(second.replacement_booking_id))
    assert (old.status, new.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    assert (
        new.selected.flights[0].slices[0].segments[-1].destination in world.booking(booking_id).request.origin.airports
    )


def test_an_inbound_slice_that_is_not_bought_leaves_the_old_one(world: World) -> None:
    booking_id = booked(world)
    before = world.booking(booking_id)
    world.publish(NEEDS_APPROVAL)
    quote = asked(booking_id, A_DAY_MORE, "0.1")
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
    ("parts", "change", "wrong"),
    [
        (("0.1",), A_DAY_LESS, ["/departOn"]),
        (("0.0",), A_DAY_MORE, ["/returnOn"]),
        (("0.1",), DateChange(return_on=None), ["/returnOn"]),
        (("0.1",), DateChange(return_on=date(2027, 3, 2)), ["/returnOn"]),
        (("0.0",), DateChange(depart_on=date(2027, 3, 6)), ["/departOn"]),
        (("0.1",), DateChange(return_on=date(2029, 3, 2)), ["/returnOn"]),
        (("0.0",), DateChange(depart_on=date(2026, 3, 2)), ["/departOn"]),
        (("1.0",), DateChange(stay=StayPreferences(check_out=date(2027, 3, 7))), ["/parts"]),
        (("0.1", "1.0"), A_DAY_MORE, ["/parts"]),
        (("0.1",), DateChange(return_on=date(2027, 3, 6), stay=StayPreferences()), ["/stay"]),
        (("0.7",), A_DAY_MORE, ["/parts/0"]),
    ],
)
def test_what_cannot_move_so_is_refused_where_it_stands(
    world: World, parts: tuple[str, ...], change: DateChange, wrong: list[str]
) -> None:
    booking_id = booked(world, stay=StayPreferences())

    with pytest.raises(InvalidInput) as refused:
        asked(booking_id, change, *parts)

    assert [each.pointer for each in refused.value.errors] == wrong


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (DateChange(depart_on=date(2027, 3, 4), return_on=date(2027, 3, 6)), ["/returnOn"]),
        (DateChange(depart_on=date(2027, 3, 4), stay=StayPreferences(check_out=date(2027, 3, 6))), ["/stay"]),
    ],
)
def test_what_was_not_booked_is_not_added_by_a_date_change(world: World, change: DateChange, wrong: list[str]) -> None:
    booking_id = booked(world, return_on=None)

    with pytest.raises(InvalidInput) as refused:
        asked(booking_id, change)

    assert [each.pointer for each in refused.value.errors] == wrong
