"""Bookings brought to where a test begins: planned, waiting for approval, sent back, bought, or stuck."""

from datetime import timedelta
from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.services import employees
from chalicelib.services.booking_workflow import decisions, revisions
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.support.asked_trips import revise_there_and_back
from tests.unit.policy_samples import euros

EVA = Identity(
    user_id="eva",
    email="eva@example.com",
    name="Eva Lindqvist",
    given_name="Eva",
    family_name="Lindqvist",
    groups=frozenset({"operator"}),
)
NEEDS_APPROVAL = TotalCap(clause="3.2", action=Action.APPROVE, amounts=(euros(1),))
FORBIDDEN = TotalCap(clause="3.3", action=Action.DENY, amounts=(euros(1),))
# Long enough after the purchase that nothing is void any more, and long before departure.
LATER = timedelta(days=3)
FOR_EVER = 100_000  # times that a fault comes


def may_charge(*cost_centres: str, user_id: str = "anna") -> None:
    """Let somebody charge these beside the stage's own cost centre, with Ben above them."""
    for name, manager in (("ben", None), (user_id, "ben")):
        granted = cost_centres if name == user_id else ()
        details = EmployeeDetails(name=name.title(), manager_id=manager, chargeable_cost_centres=granted)
        employees.put_employee(CLARA, name, details, expected=None)


def planned(world: World, identity: Identity = ANNA, **preferences: Any) -> str:
    """A booking that waits for the traveller's choice."""
    booking_id = world.ask(identity, **preferences)
    world.run()
    return booking_id


def waiting_for_approval(world: World, **preferences: Any) -> str:
    """A booking that is held and waits for the approver."""
    world.publish(NEEDS_APPROVAL)
    booking_id = planned(world, **preferences)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL
    return booking_id


def booked(
    made: World, refundability: Refundability | None = None, *, after: timedelta = LATER, **preferences: Any
) -> str:
    """A booking that was bought some days ago, of a first flight with these terms if any are named."""
    booking_id = planned(made, **preferences)
    options = made.booking(booking_id).options
    fits = [
        option
        for option in options
        if refundability in {None, *(each.refundability for each in option.flights[:1])}
        and option.verdict is not None
        and option.verdict.outcome != "denied"
    ]
    assert fits, [[each.refundability for each in option.components] for option in options]
    decisions.select_option(ANNA, booking_id, fits[0].option_id)
    made.run(60)
    if made.booking(booking_id).status is BookingStatus.AWAITING_APPROVAL:
        made.decide(booking_id, "approved")
        made.run(60)
    assert made.booking(booking_id).status is BookingStatus.BOOKED
    made.clock.time += after
    return booking_id


def send_back(world: World, booking_id: str, comment: str | None = "Too long.", by: Any = BEN) -> Booking:
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    return revisions.send_back(by, booking_id, approval_hash=approval.hash, comment=comment)


def revise(world: World, booking_id: str, operation_id: str = "1", **changes: Any) -> Booking:
    revision = revise_there_and_back(world.booking(booking_id).request, **changes)
    return revisions.revise_booking(ANNA, booking_id, revision, operation_id=operation_id)


def sent_back(world: World, **preferences: Any) -> str:
    """A booking that its traveller is to revise."""
    booking_id = waiting_for_approval(world, **preferences)
    send_back(world, booking_id)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.REVISING
    return booking_id


def stuck(world: World, **preferences: Any) -> Booking:
    """A booking whose holds cannot be released; the supplier stays broken."""
    booking_id = waiting_for_approval(world, **preferences)
    arm_fault("release", "timeout", times=FOR_EVER)
    world.decide(booking_id, "declined")
    world.run(300, until=lambda: world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED)
    assert world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED
    return world.booking(booking_id)
