"""Whatever a booking offers is accepted at the very moment that it is shown, wherever the workflow is."""

from collections.abc import Iterator, Sequence

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.verdict import Outcome
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.queries import BookingOperation
from tests.simulation.approvals import HOUR, company, publish
from tests.simulation.cloud.rows import Written
from tests.simulation.invariants import violations
from tests.simulation.stages import revise, send_back, waiting_for_approval
from tests.simulation.watch import _booking
from tests.simulation.world import ANNA, BEN, World

# What a status offers, and to whom, as long as nothing has been decided.
OFFERED = {
    BookingStatus.AWAITING_SELECTION: (ANNA, BookingOperation.SELECT),
    BookingStatus.AWAITING_APPROVAL: (BEN, BookingOperation.APPROVE),
    BookingStatus.REVISING: (ANNA, BookingOperation.REVISE),
}


@pytest.fixture
def shown(world: World) -> list[Booking]:
    """Every version of every booking, as it was committed."""
    versions: list[Booking] = []
    watch = world.watch

    def committed(written: Sequence[Written]) -> None:
        rows = [each for each in written if each.table.endswith("-bookings") and each.after]
        versions.extend(_booking(each.after) for each in rows)
        watch(written)

    world.wire.tables.committed = committed
    return versions


def _not_offered(world: World, versions: Sequence[Booking]) -> Iterator[str]:
    with world.wire.quiet():
        for booking in versions:
            who, operation = OFFERED.get(booking.status, (None, None))
            decided = booking.ending is not None or booking.callback_pending
            approval = booking.approval_request
            is_over = booking.status is BookingStatus.AWAITING_APPROVAL and (approval is None or not approval.pending)
            if who and not decided and not is_over and operation not in queries.operations(who, booking):
                yield f"version {booking.version} is {booking.status} and offers no {operation}"


def dearer(world: World) -> str:
    """A booking that was approved at a price, and costs more when it is to be bought."""
    booking_id = waiting_for_approval(world)
    arm_fault("price", "price_change", times=1)
    world.decide(booking_id, "approved")
    return booking_id


def test_every_version_that_is_shown_offers_what_its_status_says(world: World, shown: list[Booking]) -> None:
    first = waiting_for_approval(world)
    send_back(world, first)
    world.run()
    revise(world, first)
    world.run()
    dearer(world)
    world.run()

    assert {each.status for each in shown} >= set(OFFERED)
    assert list(_not_offered(world, shown)) == []


def test_booking_is_revised_as_soon_as_it_is_shown_to_be_revising(world: World) -> None:
    booking_id = waiting_for_approval(world)
    send_back(world, booking_id)
    world.run(until=lambda: world.booking(booking_id).status is BookingStatus.REVISING)
    waiting = world.booking(booking_id).waiting
    assert waiting is not None
    assert not waiting.task_token

    revise(world, booking_id, purpose="Fair")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.request.purpose) == (BookingStatus.AWAITING_SELECTION, "Fair")
    assert world.watch.found == []


def test_booking_is_cancelled_as_soon_as_it_is_shown_to_be_revising(world: World) -> None:
    booking_id = waiting_for_approval(world)
    send_back(world, booking_id)
    world.run(until=lambda: world.booking(booking_id).status is BookingStatus.REVISING)

    decisions.cancel_booking(ANNA, booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_approval_that_is_requested_again_is_decided_as_soon_as_it_is_shown(world: World) -> None:
    booking_id = dearer(world)

    def asked_again() -> bool:
        approval = world.booking(booking_id).approval_request
        return approval is not None and bool(approval.voided)

    world.run(until=asked_again)
    world.decide(booking_id, "approved")
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert violations(world) == []


def test_revision_before_the_workflow_waits_survives_the_loss_of_its_execution(world: World) -> None:
    company(world)
    publish(world, ApprovalRules(limit_seconds=8 * HOUR))
    booking_id = world.ask()
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    send_back(world, booking_id)
    world.run(until=lambda: world.booking(booking_id).status is BookingStatus.REVISING)
    revise(world, booking_id)
    world.executions.clear()

    world.run(300)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
