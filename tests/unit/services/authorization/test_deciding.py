"""Who decides is asked when they decide: nobody who travels, nobody who has left, nobody whose delegation has ended,
nobody who has decided at another level."""

from functools import partial

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStepStatus
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind, Profile, profile_of
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import Conflict, NotAllowed
from chalicelib.models import passengers
from chalicelib.services import employees
from chalicelib.services.approvals.approvers import excluded_users_of
from chalicelib.services.authorization.bookings import may_see_booking
from chalicelib.services.booking_workflow import revisions
from chalicelib.services.bookings.queries import BookingOperation, get_booking, operations
from chalicelib.services.operations.reconciliation import reconcile_booking
from tests.simulation.approvals import (
    EMIL,
    TIMED,
    TWO_LEVELS,
    approval_of,
    asked,
    asked_for,
    away,
    company,
    data_of,
    publish,
)
from tests.simulation.approvals import inbox as inbox_of
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.passenger_samples import details, encrypted

BENS = Traveller(given_name="Ben", family_name="Larsen")


def keep_profile(world: World, who: Identity, kind: PassengerKind, *arrangers: str, given: str, family: str) -> Profile:
    """A profile as it is kept, with secrets that nobody reads."""
    profile = profile_of(
        details(given_name=given, family_name=family, arranger_ids=arrangers),
        passenger_id="psg_01JQZX5V9D7R8M3T2K6W4H0YBE",
        kind=kind,
        user_id=who.user_id,
        now=world.clock.time,
    )
    with world.wire.quiet():
        passengers.create_passenger(profile, encrypted(profile.passenger_id))
    return profile


def rename(world: World, user_id: str, name: str) -> None:
    with world.wire.quiet():
        change = partial(msgspec.structs.replace, name=name)
        employees.rewrite_employee(CLARA, user_id, change, expected=None)


def deactivate(world: World, user_id: str) -> None:
    with world.wire.quiet():
        employees.deactivate_employee(CLARA, user_id, expected=None)


def test_who_travels_decides_never_whatever_becomes_of_their_profile(world: World) -> None:
    company(world)
    publish(world, TIMED)
    bens = keep_profile(world, BEN, PassengerKind.EMPLOYEE, "anna", given="Ben", family="Larsen")
    booking_id = asked_for(world, passenger_ids=(bens.passenger_id,))
    assert asked(world, booking_id) == ["clara"]
    with world.wire.quiet():
        passengers.delete_passenger(bens)

    assert approval_of(world, booking_id).excluded_user_ids == ("anna", "ben")
    assert excluded_users_of(world.booking(booking_id)) == ("anna", "ben")
    assert operations(BEN, world.booking(booking_id)) == (BookingOperation.RECALL, BookingOperation.CANCEL)
    with pytest.raises(NotAllowed):
        world.decide(booking_id, "approved", BEN)


@pytest.mark.parametrize("record", ["Ben Larsen", "BEN Larsén", "Larsen, Ben", "Ben Henrik Larsen"])
def test_who_has_the_name_of_a_traveller_is_passed_over_and_refused(world: World, record: str) -> None:
    company(world)
    rename(world, "ben", record)
    publish(world, TIMED)
    booking_id = asked_for(world, travellers=(Traveller(given_name="Anna", family_name="Berger"), BENS))

    assert asked(world, booking_id) == ["clara"]
    assert operations(BEN, world.booking(booking_id)) == ()


def test_name_of_the_account_bars_as_the_name_of_the_record_does(world: World) -> None:
    company(world)  # where he is kept as Ben
    publish(world, TIMED)
    booking_id = asked_for(world, travellers=(Traveller(given_name="Anna", family_name="Berger"), BENS))

    with pytest.raises(NotAllowed, match="name of one of the travellers"):
        world.decide(booking_id, "approved", BEN)
    assert (inbox_of(world, BEN), operations(BEN, world.booking(booking_id))) == ([], ())


def test_guest_is_compared_by_name_with_who_decides(world: World) -> None:
    company(world)
    rename(world, "ben", "Ben Larsen")
    publish(world, TIMED)
    guest = keep_profile(world, ANNA, PassengerKind.GUEST, given="Ben", family="Larsen")
    booking_id = asked_for(world, passenger_ids=(guest.passenger_id,))

    assert asked(world, booking_id) == ["clara"]


def test_travellers_known_as_other_users_bar_nobody_of_their_name(world: World) -> None:
    company(world)
    rename(world, "ben", "David Okafor")
    publish(world, TIMED)
    his = keep_profile(world, DAVID, PassengerKind.EMPLOYEE, "anna", given="David", family="Okafor")
    booking_id = asked_for(world, passenger_ids=(his.passenger_id,))

    assert asked(world, booking_id) == ["ben"]


def test_who_has_left_decides_nothing_and_sees_nothing(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    approval_hash = approval_of(world, booking_id).hash
    assert may_see_booking("ben", BEN.groups, world.booking(booking_id))

    deactivate(world, "ben")

    assert not may_see_booking("ben", BEN.groups, world.booking(booking_id))
    assert (inbox_of(world, BEN), operations(BEN, world.booking(booking_id))) == ([], ())
    with pytest.raises(NotAllowed, match="deactivated"):
        world.decide(booking_id, "approved", BEN)
    with pytest.raises(NotAllowed, match="deactivated"):
        revisions.send_back(BEN, booking_id, approval_hash=approval_hash, comment="No.")
    with pytest.raises(NotAllowed, match="deactivated"):
        get_booking(BEN, booking_id)


@pytest.mark.parametrize("end", ["withdrawn", "over", "delegator left", "delegate left"])
def test_delegate_whose_delegation_has_ended_decides_nothing(world: World, end: str) -> None:
    company(world, ben={"delegate": away(world, "david")})
    publish(world, TIMED)
    booking_id = asked_for(world)
    assert asked(world, booking_id) == ["david for ben"]

    if end == "withdrawn":
        with world.wire.quiet():
            employees.remove_delegate(BEN, expected=None)
    elif end == "over":
        with world.wire.quiet():
            past = msgspec.structs.replace(away(world, "david"), until=world.clock.time.date())
            employees.set_delegate(BEN, past, expected=None)
        world.sweeping = False
        world.clock.turn(days=1)
    else:
        deactivate(world, "ben" if end == "delegator left" else "david")

    with pytest.raises((Conflict, NotAllowed), match=r"deactivated|not asked"):
        world.decide(booking_id, "approved", DAVID)
    assert inbox_of(world, DAVID) == []


def test_decision_is_refused_when_its_right_ends_in_the_middle_of_it(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    left: list[str] = []

    def leave_before_the_commit(call: object) -> None:
        if not left and getattr(call, "operation", "") == "dynamodb.TransactWriteItems":
            left.append("ben")
            deactivate(world, "ben")

    world.wire.scissors = leave_before_the_commit
    with pytest.raises(NotAllowed, match="deactivated"):
        world.decide(booking_id, "approved", BEN)

    assert left
    assert world.booking(booking_id).decidable


def test_delegate_who_has_ruled_at_one_level_is_not_asked_at_the_next(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    world.decide(booking_id, "approved", BEN)
    with world.wire.quiet():
        employees.set_delegate(CLARA, away(world, "ben"), expected=None)

    assert inbox_of(world, BEN) == []
    reconcile_booking(booking_id)

    assert asked(world, booking_id) == ["travel-managers"]
    assert [step.status for step in approval_of(world, booking_id).steps][1] is ApprovalStepStatus.REASSIGNED
    (event,) = data_of(world, booking_id, "approval_reassigned")
    assert (event["previousApprovers"], event["approvers"]) == (["clara"], ["travel-managers"])
    assert "Nobody" in event["reason"]
    world.decide(booking_id, "approved", EMIL)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_replacement_of_a_lower_level_leaves_the_upper_level_to_be_asked(world: World) -> None:
    company(world, ben={"manager_id": "clara"})
    with world.wire.quiet():
        employees.put_employee(CLARA, "olaf", EmployeeDetails(name="Olaf"), expected=None)
        employees.rewrite_employee(CLARA, "clara", partial(msgspec.structs.replace, manager_id="olaf"), expected=None)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    deactivate(world, "ben")

    reconcile_booking(booking_id)

    assert asked(world, booking_id) == ["clara"]
    world.decide(booking_id, "approved", CLARA)
    assert asked(world, booking_id) == ["olaf"]
