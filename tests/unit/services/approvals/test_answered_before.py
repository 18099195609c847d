"""A pool in which nobody is left to answer but who has agreed already, for another traveller, has answered."""

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Role
from tests.simulation.approvals import HOUR, TIMED, approval_of, asked_for, company, keep, publish
from tests.simulation.arranging import profile_of
from tests.simulation.cloud import accounts
from tests.simulation.invariants import violations
from tests.simulation.world import ANNA, CLARA, World


@pytest.mark.parametrize(
    ("managers", "asked", "ends"),
    [
        (("clara",), [], BookingStatus.BOOKED),
        (("clara", "emil"), ["travel-managers"], BookingStatus.AWAITING_APPROVAL),
        (("emil",), ["travel-managers"], BookingStatus.AWAITING_APPROVAL),
    ],
    ids=["the only travel manager has agreed", "another could answer", "who has agreed is none any more"],
)
def test_pool_whose_only_member_has_agreed_for_another_chain_has_answered(
    world: World, managers: tuple[str, ...], asked: list[str], ends: BookingStatus
) -> None:
    """Clara agrees as Zora's manager; Ben, Anna's, is silent, and above him is nobody but the travel managers."""
    accounts.MEMBERS |= {Role.TRAVEL_MANAGER.value: ("clara",), Role.APPROVER.value: ()}
    company(world, ben={"manager_id": None})
    keep("zora", name="Zora", manager_id="clara")
    publish(world, TIMED)
    with world.wire.quiet():
        profiles = tuple(profile_of(name) for name in ("anna", "zora"))
    booking_id = asked_for(world, ANNA, passenger_ids=profiles, cost_centre=None)
    assert [step.asked for step in approval_of(world, booking_id).open_steps] == ["ben", "clara"]

    world.decide(booking_id, "approved", CLARA)
    accounts.MEMBERS[Role.TRAVEL_MANAGER.value] = managers
    world.run(2 * HOUR + 300)

    assert [step.asked for step in approval_of(world, booking_id).open_steps] == asked
    assert world.booking(booking_id).status is ends
    assert violations(world, ended=False) == []
    rulings = [(step.decided_by, step.status.value) for step in approval_of(world, booking_id).steps]
    assert rulings[0] == (None, "escalated")
    assert rulings[1:] == [("clara", "approved"), (None, "pending") if asked else ("clara", "approved")]
