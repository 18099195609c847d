"""Nobody spends who has left, whose right to book for a traveller has ended, or for somebody who has left or was
erased: neither when they choose or change, nor when the workflow buys."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.authorization.operations import RIGHTS, STEP_RIGHTS, Right
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.mentions import ERASED_NAME
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind, Profile, profile_of
from chalicelib.errors import InvalidInput, NotAllowed, RightEnded
from chalicelib.models import bookings, passengers
from chalicelib.services import employees
from chalicelib.services.booking_workflow import conversation, decisions, revisions
from chalicelib.services.bookings.queries import operations
from chalicelib.services.servicing import quotes, supplier_notices
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.approvals import TIMED, asked_for, company, publish
from tests.simulation.outcomes import money
from tests.simulation.quoting import WEEK_LATER
from tests.simulation.stages import booked, planned, send_back
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.support.passenger_samples import details, encrypted

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
        passengers.create_passenger(profile, encrypted(profile.passenger_id))
    return profile


def kept_profile() -> Profile:
    return passengers.get_passenger(PASSENGER_ID).profile


def withdraw(world: World) -> None:
    with world.wire.quiet():
        before = kept_profile()
        after = msgspec.structs.replace(before, arranger_ids=(), version=before.version + 1)
        passengers.replace_passenger(before, after, encrypted(before.passenger_id))


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
                msgspec.structs.replace(each, given_name=ERASED_NAME[0], family_name=ERASED_NAME[1])
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
QUOTE_ID = "qte_01JQZX5V9D7R8M3T2K6W4H0YBE"
Attempt = Callable[[], object]


def booked_for_david(world: World) -> str:
    return booked(world, passenger_ids=(PASSENGER_ID,))


def creating(world: World) -> Attempt:
    return lambda: world.ask(passenger_ids=(PASSENGER_ID,))


def selecting(world: World) -> Attempt:
    booking_id = planned(world, passenger_ids=(PASSENGER_ID,))
    return lambda: decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)


def revising(world: World) -> Attempt:
    publish(world, TIMED)
    booking_id = asked_for(world, passenger_ids=(PASSENGER_ID,))
    send_back(world, booking_id)
    world.run()
    return lambda: revisions.revise_booking(ANNA, booking_id, RevisionRequest(), operation_id="1")


def talking(world: World) -> Attempt:
    booking_id = planned(world, passenger_ids=(PASSENGER_ID,))
    said = conversation.MessageRequest(message="a day later")
    return lambda: conversation.send_message(ANNA, booking_id, said, operation_id="1")


def quoting(world: World) -> Attempt:
    booking_id = booked_for_david(world)
    return lambda: quotes.quote_date_change(ANNA, booking_id, WEEK_LATER, quote_id=QUOTE_ID)


def confirming(world: World) -> Attempt:
    booking_id = booked_for_david(world)
    quote = quotes.quote_cancellation(ANNA, booking_id, None, quote_id=QUOTE_ID)
    return lambda: quotes.confirm_quote(ANNA, booking_id, quote.quote_id)


def deciding_a_change(world: World) -> Attempt:
    booking_id = booked_for_david(world)
    taken(moved(world, booking_id))
    (change,) = world.booking(booking_id).supplier_changes
    return lambda: supplier_notices.decide_change(ANNA, booking_id, change.change_id, "declined")


ATTEMPTS: dict[str, Callable[[World], Attempt]] = {
    "create_booking": creating,
    "select_option": selecting,
    "revise_booking": revising,
    "send_message": talking,
    "create_quote": quoting,
    "confirm_quote": confirming,
    "decide_supplier_change": deciding_a_change,
}
SPENDING = sorted(name for name, right in RIGHTS.items() if right is Right.SPEND)
SPENDING_STEPS = sorted(name for name, right in STEP_RIGHTS.items() if right is Right.SPEND)


def size() -> tuple[int, int]:
    """How many operations and steps that spend, by how many ways in which the right to ends."""
    return len(SPENDING) + len(SPENDING_STEPS), len(ENDS)


def test_every_operation_that_spends_is_tried() -> None:
    assert sorted(ATTEMPTS) == SPENDING


@ends
@pytest.mark.parametrize("name", SPENDING)
def test_nothing_is_spent_once_the_right_has_ended(world: World, name: str, end: str) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    attempt = ATTEMPTS[name](world)
    before = {each.booking_id: each.version for each in world.asked()}
    ENDS[end][0](world)
    if name == "create_booking" and end == "the traveller is erased":
        delete_profile(world)  # which an erasure does as well

    with pytest.raises((NotAllowed, InvalidInput)):
        attempt()
    assert {each.booking_id: each.version for each in world.asked()} == before
    spending = {"select", "revise", "change", "decide_supplier_change"}
    assert spending.isdisjoint(each for booking in world.asked() for each in operations(ANNA, booking))


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
@pytest.mark.parametrize("step", SPENDING_STEPS)
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
    with pytest.raises(RightEnded):
        decisions.select_option(ANNA, booking_id, world.booking(booking_id).options[0].option_id)

    assert gone
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


@pytest.mark.parametrize("name", SPENDING)
def test_right_whose_record_changes_while_it_is_used_still_holds(world: World, name: str) -> None:
    company(world)
    keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna")
    attempt = ATTEMPTS[name](world)
    touched: list[str] = []

    def touch_before_the_commit(call: object) -> None:
        if not touched and getattr(call, "operation", "") == "dynamodb.TransactWriteItems":
            touched.append("anna")
            with world.wire.quiet():
                employees.rewrite_employee(
                    CLARA, "anna", lambda kept: msgspec.structs.replace(kept, grade=5), expected=None
                )

    world.wire.scissors = touch_before_the_commit
    attempt()

    assert touched or name == "create_quote"  # which commits nothing


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
