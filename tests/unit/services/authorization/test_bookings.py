"""Whose a booking is: what is somebody else's does not exist, and what one may only read one may not change."""

from collections.abc import Callable

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.models.booking_audit import AuditRow
from chalicelib.services import live_updates
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings import audits
from chalicelib.services.bookings import queries as booking_queries
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.trips import trips
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.listed import ids_of

HASH = "0" * 64

READS: list[Callable[[Identity, str], object]] = [
    booking_queries.get_booking,
    audits.verify_audit,
    lambda who, booking_id: booking_queries.list_audit_entries(who, booking_id, limit=10, start=None),
    lambda who, booking_id: live_updates.events_after(who, booking_id, None, 10),
]
CHANGES: list[Callable[[Identity, str], object]] = [
    decisions.cancel_booking,
    lambda who, booking_id: decisions.select_option(who, booking_id, "opt_1"),
    lambda who, booking_id: decisions.decide_approval(
        who, booking_id, decision="approved", approval_hash=HASH, comment=None
    ),
]


@pytest.mark.parametrize("call", [*READS, *CHANGES])
@pytest.mark.parametrize("stranger", [DAVID, BEN])
def test_somebody_elses_booking_does_not_exist(
    world: World, stranger: Identity, call: Callable[[Identity, str], object]
) -> None:
    booking_id = planned(world)

    with pytest.raises(NotFound) as there:
        call(stranger, booking_id)
    with pytest.raises(NotFound) as nowhere:
        call(stranger, "bkg_00000000000000000000000000")

    assert str(there.value).replace(booking_id, "X") == str(nowhere.value).replace(
        "bkg_00000000000000000000000000", "X"
    )


@pytest.mark.parametrize("call", READS)
def test_travel_manager_reads_every_booking(world: World, call: Callable[[Identity, str], object]) -> None:
    assert call(CLARA, planned(world)) is not None


@pytest.mark.parametrize("call", CHANGES[:2])
def test_travel_manager_does_not_choose_for_others(world: World, call: Callable[[Identity, str], object]) -> None:
    with pytest.raises(NotAllowed):
        call(CLARA, planned(world))


def test_approver_sees_what_awaits_approval_and_what_they_decided(world: World) -> None:
    booking_id = waiting_for_approval(world)

    assert booking_queries.operations(BEN, booking_queries.get_booking(BEN, booking_id)) == (
        BookingOperation.APPROVE,
        BookingOperation.SEND_BACK,
    )
    with pytest.raises(NotFound):
        booking_queries.get_booking(DAVID, booking_id)
    world.decide(booking_id, "approved")
    world.run()
    assert booking_queries.get_booking(BEN, booking_id).status == "booked"
    other = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"approver"}))
    with pytest.raises(Conflict, match="it was approved"):  # was asked as well, as one of the pool
        booking_queries.get_booking(other, booking_id)
    former = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"traveller"}))
    with pytest.raises(NotFound):
        booking_queries.get_booking(former, booking_id)


def test_everybody_lists_only_their_own_newest_first(world: World) -> None:
    first = world.ask()
    world.clock.turn(minutes=1)
    second = world.ask()
    world.ask(DAVID)

    listed, _ = booking_queries.list_bookings(ANNA, status=None, limit=10, start=None)

    assert ids_of(listed) == [second, first]


def test_pages_of_bookings_join_without_gap_or_repetition(world: World) -> None:
    asked = []
    for _ in range(5):
        asked.append(world.ask())
        world.clock.turn(minutes=1)

    first, start = booking_queries.list_bookings(ANNA, status=None, limit=3, start=None)
    second, _ = booking_queries.list_bookings(ANNA, status=None, limit=3, start=start)

    assert ids_of((*first, *second)) == asked[::-1]


def test_trip_of_somebody_else_does_not_exist(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.run()
    trip_id = world.booking(booking_id).trip_id
    assert trip_id is not None

    assert trips.get_trip(ANNA, trip_id)[0].booking_id == booking_id
    with pytest.raises(NotFound):
        trips.get_trip(DAVID, trip_id)


def test_what_one_may_do_next_follows_the_booking(world: World) -> None:
    booking_id = world.ask()
    assert booking_queries.operations(ANNA, world.booking(booking_id)) == ()
    world.run()
    assert booking_queries.operations(ANNA, world.booking(booking_id)) == (
        BookingOperation.SELECT,
        BookingOperation.CANCEL,
    )
    decisions.cancel_booking(ANNA, booking_id)
    assert booking_queries.operations(ANNA, world.booking(booking_id)) == ()


def test_tampered_audit_is_found_where_it_was_tampered_with(world: World) -> None:
    booking_id = planned(world)
    assert audits.verify_audit(ANNA, booking_id).intact
    second = list(AuditRow.query(booking_id))[1]
    second.delete()

    proof = audits.verify_audit(ANNA, booking_id)

    assert (proof.intact, proof.first_broken_entry_id) == (False, second.audit_id)
