"""Five minutes without room for a function, a table or a queue, at every place of a booking's way: it is booked all the
same, and nothing is done twice."""

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from tests.simulation.invariants import violations
from tests.simulation.people import Approver, Traveller
from tests.simulation.schedules import NEEDS_APPROVAL
from tests.simulation.throttles import MINUTES, Throttled, Throttles, Window, of_surroundings, run_throttled
from tests.simulation.world import World
from tests.simulation.worlds import world

HOURS = 3600.0
# What a booking that is sent back once does on its way, as the app calls it.
STEPS = ("retrieve", "plan", "validate", "await_selection", "hold", "await_approval", "reopen", "await_revision",
         "reprice", "book", "record")  # fmt: skip
STAGES = (BookingStatus.PLANNING, BookingStatus.AWAITING_SELECTION, BookingStatus.HOLDING,
          BookingStatus.AWAITING_APPROVAL, BookingStatus.REVISING, BookingStatus.PURCHASING)  # fmt: skip


def send_back_once(made: World) -> Traveller:
    """People who ask for a trip that has to be approved, is sent back once, revised, and approved."""
    made.publish(NEEDS_APPROVAL)
    traveller = Traveller(made)
    approver = Approver(made, traveller, "approved")
    approver.sends_back = lambda booking: not booking.revisions
    return traveller


def run_to_the_end(made: World) -> list[str]:
    """Everything that does not hold once all is over; the booking is booked."""
    made.run(6 * HOURS, until=lambda: bool(made.asked()) and made.ended() and not made.has_pending_events())
    made.run(600)
    (booking,) = made.asked()
    ended = [] if booking.status is BookingStatus.BOOKED else [f"it is {booking.status}: {booking.failure}"]
    return [*ended, *violations(made), *of_surroundings(booking)]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_not_run_for_five_minutes_is_done_after_them(step: str) -> None:
    with world(model=True) as made:
        send_back_once(made)
        throttles, name = Throttles(made), f"step_{step}"
        throttles.open_at_first(Window("functions", functions=frozenset({name})))
        found = run_to_the_end(made)

    assert throttles.refused[name] > 3
    assert found == []


@pytest.mark.parametrize("kind", ["functions", "tables", "queues"])
@pytest.mark.parametrize("stage", STAGES)
def test_five_minutes_without_room_end_no_booking(kind: Throttled, stage: BookingStatus) -> None:
    with world(model=True) as made:
        send_back_once(made)
        made.run(HOURS, until=lambda: any(each.status is stage for each in made.asked()))
        began = made.clock.time
        Throttles(made).open(Window(kind))
        made.run(MINUTES * 60)
        assert (made.clock.time - began).total_seconds() == MINUTES * 60
        found = run_to_the_end(made)

    assert found == []


def test_a_booking_that_its_surroundings_ended_would_be_seen() -> None:
    """Hours are more than a booking has patience for."""
    with world(model=True) as made:
        send_back_once(made)
        made.run(HOURS, until=lambda: bool(made.asked()))
        Throttles(made).open(Window("functions", 2 * HOURS, frozenset({"step_plan", "step_delay"})))
        made.run(4 * HOURS, until=made.ended)
        (booking,) = made.asked()

    assert [text.split(" ended with ")[1][:11] for text in of_surroundings(booking)] == ["unavailable"]


@pytest.mark.parametrize("seed", range(1, 4))
def test_minutes_without_room_at_any_time_break_no_invariant(seed: int) -> None:
    assert run_throttled(seed).found == ()
