"""Nobody spends who has left, whose right to book for a traveller has ended, or for somebody who has left or was
erased: neither when they choose or change, nor when the workflow buys."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind, Profile, profile_of
from chalicelib.domain.privacy.anonymity import ERASED
from chalicelib.domain.value import Value
from chalicelib.errors import NotAllowed, RightEnded
from chalicelib.models import bookings, passengers
from chalicelib.services import employees
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.bookings.queries import operations
from chalicelib.services.servicing import quotes, supplier_notices
from chalicelib.services.servicing.date_changes import DateChange
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.approvals import TIMED, asked_for, company, publish
from tests.simulation.outcomes import money
from tests.simulation.stages import booked, planned, send_back
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.support.passenger_samples import details

PASSENGER_ID = "psg_01JQZX5V9D7R8M3T2K6W4H0YBE"


def keep_profile(world: World, who: Identity, kind: PassengerKind, *arrangers: str) -> Profile:
    profile = profile_of(
        details(given_name="David", family_name="Okafor", arranger_ids=arrangers),
        passenger_id=PASSENGER_ID,
        kind=kind,
        user_id=who.user_id,
        now=world.clock.time,
    )
    with world.wire.quiet():
        passengers.create_passenger(profile, Encrypted(key="k", text="t"))
    return profile


def kept_profile() -> Profile:
    return passengers.get_passenger(PASSENGER_ID).profile


def withdraw(world: World) -> None:
    with world.wire.quiet():
        before = kept_profile()
        after = msgspec.structs.replace(before, arranger_ids=(), version=before.version + 1)
        passengers.replace_passenger(before, after, Encrypted(key="k", text="t"))


def delete_profile(world: World) -> None:
    with world.wire.quiet():
        passengers.delete_passenger(kept_profile())


def leave(user_id: str, world: World) -> None:
    with world.wire.quiet():
        employees.deactivate_employee(CLARA, user_id, expected=None)


def erase(world: World) -> None:
    """What an erasure leaves of the traveller in a booking."""
    with world.wire.quiet(), world.unwatched():
        for before in world.asked():
            gone = tuple(
                msgspec.structs.replace(each, given_name=ERASED.given_name, family_name=ERASED.family_name)
                for each in before.travellers
            )
            if gone != before.travellers:
                bookings.to_row(msgspec.structs.replace(before, travellers=gone)).save()


ENDS: dict[str, tuple[Callable[[World], None], str]] = {
    "the requester leaves": (partial(leave, "anna"), "requester_left"),
    "the traveller leaves": (partial(leave, "david"), "traveller_left"),
    "the arrangement is withdrawn": (withdraw, "arrangement_ended"),
    "the profile is deleted": (delete_profile, "arrangement_ended"),
    "the traveller is erased": (erase, "traveller_erased"),
}
ends = pytest.mark.parametrize("end", ENDS)


def booked_for_david(world: World) -> str:
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    return booked(world, passenger_ids=(PASSENGER_ID,))


@ends
def test_nothing_is_chosen(world: World, end: str) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = planned(world, passenger_ids=(PASSENGER_ID,))
    ENDS[end][0](world)

    with pytest.raises(NotAllowed):
        decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    assert "select" not in operations(ANNA, world.booking(booking_id))


@ends
def test_nothing_is_revised(world: World, end: str) -> None:
    company(world)
    publish(world, TIMED)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = asked_for(world, passenger_ids=(PASSENGER_ID,))
    send_back(world, booking_id)
    world.run()
    ENDS[end][0](world)

    with pytest.raises(NotAllowed):
        revisions.revise_booking(ANNA, booking_id, RevisionRequest(), operation_id="1")


@ends
def test_nothing_of_what_is_booked_is_quoted_confirmed_or_decided(world: World, end: str) -> None:
    company(world)
    booking_id = booked_for_david(world)
    quote = quotes.quote_cancellation(ANNA, booking_id, None, quote_id="qte_01JQZX5V9D7R8M3T2K6W4H0YBE")
    taken(moved(world, booking_id))
    (change,) = world.booking(booking_id).supplier_changes
    ENDS[end][0](world)

    tries: list[Callable[[], Value]] = [
        lambda: quotes.quote_cancellation(ANNA, booking_id, None, quote_id="qte_01JQZX5V9D7R8M3T2K6W4H0YBF"),
        lambda: quotes.quote_date_change(ANNA, booking_id, DateChange(), None, quote_id="qte_1"),
        lambda: quotes.confirm_quote(ANNA, booking_id, quote.quote_id),
        lambda: supplier_notices.decide_change(ANNA, booking_id, change.change_id, "declined"),
    ]
    for each in tries:
        with pytest.raises(NotAllowed):
            each()
    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert operations(ANNA, world.booking(booking_id)) == ()


@ends
def test_what_was_approved_is_not_bought(world: World, end: str) -> None:
    company(world)
    publish(world, TIMED)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = asked_for(world, passenger_ids=(PASSENGER_ID,))
    ENDS[end][0](world)

    world.decide(booking_id, "approved")
    world.run(60)

    ended = world.booking(booking_id)
    assert ended.failure is not None
    assert (ended.status, ended.failure.code) == (BookingStatus.FAILED, ENDS[end][1])
    assert (ended.holds, ended.orders, money(world)) == ((), (), (0, 0))


@ends
@pytest.mark.parametrize("step", ["step_hold", "step_reprice", "step_book"])
def test_right_is_asked_by_every_step_that_spends(world: World, end: str, step: str) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = planned(world, passenger_ids=(PASSENGER_ID,))
    call = world.call
    ended: list[str] = []

    def end_it_before(function: str, payload: Any) -> Any:
        if function == step and not ended:
            ended.append(function)
            ENDS[end][0](world)
        return call(function, payload)

    world.call = end_it_before  # type: ignore[method-assign]
    world.choose(booking_id)
    world.run(60)

    booking = world.booking(booking_id)
    assert ended
    assert booking.failure is not None
    assert (booking.status, booking.failure.code) == (BookingStatus.FAILED, ENDS[end][1])
    assert (booking.orders, money(world)) == ((), (0, 0))


def test_right_that_ends_while_it_is_used_stops_the_commit(world: World) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = planned(world, passenger_ids=(PASSENGER_ID,))
    gone: list[str] = []

    def withdraw_before_the_commit(call: object) -> None:
        if not gone and getattr(call, "operation", "") == "dynamodb.TransactWriteItems":
            gone.append("anna")
            withdraw(world)

    world.wire.scissors = withdraw_before_the_commit
    with pytest.raises(decisions.ChangedMeanwhile):
        decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)
    with pytest.raises(RightEnded):
        decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)


@pytest.mark.parametrize("end", ["the requester leaves", "the traveller leaves"])
def test_nothing_is_requested(world: World, end: str) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    ENDS[end][0](world)

    with pytest.raises(NotAllowed):
        world.ask(passenger_ids=(PASSENGER_ID,))
    assert world.asked() == []


def test_own_profile_may_be_deleted_and_a_guests_may_not(world: World) -> None:
    own = keep_profile(world, ANNA, PassengerKind.EMPLOYEE)
    booking_id = planned(world, passenger_ids=(own.passenger_id,))
    delete_profile(world)

    chosen = decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)
    assert chosen.status is BookingStatus.HOLDING

    guest = keep_profile(world, ANNA, PassengerKind.GUEST)
    booking_id = planned(world, passenger_ids=(guest.passenger_id,))
    delete_profile(world)

    with pytest.raises(RightEnded):
        decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)


def test_who_may_spend_no_more_may_still_recall_and_cancel(world: World) -> None:
    company(world)
    publish(world, TIMED)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    booking_id = asked_for(world, passenger_ids=(PASSENGER_ID,))
    withdraw(world)

    assert revisions.recall(ANNA, booking_id, None).callback_pending
    world.run()
    assert decisions.cancel_booking(ANNA, booking_id).callback_pending
