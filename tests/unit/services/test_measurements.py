"""What the business sees of bookings is measured once for each, whatever the workflow did twice."""

from collections import Counter
from collections.abc import Iterator

import pytest

from chalicelib import observability
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.terms import Refundability
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.approvals import TIMED, asked_for, company, publish
from tests.simulation.quoting import back_of, cancelled
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world

Measured = list[tuple[str, float, str | None]]


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with new_world() as made:
        yield made


@pytest.fixture
def measured(world: World, monkeypatch: pytest.MonkeyPatch) -> Measured:
    """Every measurement, as it is made."""
    found: Measured = []

    def note(name: str, value: float = 1, _unit: str = "", *, by_operation: bool = True, outcome: str = "") -> None:
        found.append((name, value, outcome or None))

    monkeypatch.setattr(observability, "metric", note)
    return found


def count(measured: Measured, name: str) -> Counter[str | None]:
    return Counter(outcome for each, _, outcome in measured if each == name)


def values(measured: Measured, name: str) -> list[float]:
    return [value for each, value, _ in measured if each == name]


def test_booking_is_counted_by_its_outcome_once(world: World, measured: Measured) -> None:
    booked(world)
    world.run(7200)

    assert count(measured, "BookingsByOutcome") == {"booked": 1}
    assert values(measured, "OutOfPolicyBookings") == [0.0]


def test_time_to_the_first_options_is_measured(world: World, measured: Measured) -> None:
    booking = world.booking(planned(world))

    (seconds,) = values(measured, "SecondsToOptions")
    assert 0 <= seconds <= (booking.updated_at - booking.created_at).total_seconds()


def test_approval_is_measured_from_its_request_to_its_decision(world: World, measured: Measured) -> None:
    booking_id = waiting_for_approval(world)
    requested_at = world.clock.time
    world.run(600)
    world.decide(booking_id, "approved")
    decided_at = world.clock.time
    world.run(600)

    (seconds,) = values(measured, "ApprovalSeconds")
    assert 0 < seconds <= (decided_at - requested_at).total_seconds() + 60
    assert values(measured, "OutOfPolicyBookings") == [1.0]


def test_declined_and_cancelled_bookings_have_outcomes_of_their_own(world: World, measured: Measured) -> None:
    declined = waiting_for_approval(world)
    world.decide(declined, "declined")
    world.run(600)
    called_off = planned(world)
    decisions.cancel_booking(ANNA, called_off)
    world.run(600)

    assert world.booking(called_off).status is BookingStatus.CANCELLED
    assert count(measured, "BookingsByOutcome") == {"declined": 1, "cancelled": 1}


def test_approval_that_nobody_gives_in_time_is_overdue(world: World, measured: Measured) -> None:
    company(world)
    publish(world, TIMED)
    asked_for(world, ANNA)
    world.run(3 * 86_400)

    assert count(measured, "ApprovalsOverdue").total() >= 1
    assert count(measured, "BookingsByOutcome") == {"expired": 1}


def test_what_is_booked_and_changes_is_not_booked_again(world: World, measured: Measured) -> None:
    booking_id = booked(world, Refundability.WITH_FEE, stay=RequestedStay())
    cancelled(world, booking_id, back_of(world, booking_id))

    assert world.booking(booking_id).status is BookingStatus.BOOKED
    assert count(measured, "BookingsByOutcome") == {"booked": 1}
