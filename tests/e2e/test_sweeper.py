"""What is lost after a commit is found again: each wire is cut once, and the sweeper ties it."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from local.client import Refused
from tests.e2e.ear import read_events
from tests.e2e.world import ENDED, World, allowed
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits

# For what must not happen: a busy machine lets less happen in it, and never makes the test fail.
WHILE = 1.5


@pytest.fixture(autouse=True, scope="module")
def only_tests_sweep(world: World) -> Iterator[None]:
    with world.unscheduled():
        yield


def test_workflow_whose_start_was_lost_is_started(world: World) -> None:
    with world.denied("api_handler", "states:StartExecution"):
        booking_id = world.ask(world.trip_request())
        time.sleep(WHILE)
    assert world.traveller.get(f"/v1/bookings/{booking_id}")["status"] == "requested"
    assert world.executions(booking_id) == []

    world.overdue(booking_id)
    world.invoke("sweeper")

    booking = world.traveller.wait_for(booking_id, "awaiting_selection")
    assert world.finish(booking)["status"] == "booked"


def test_queued_booking_whose_message_was_lost_is_started(world: World) -> None:
    with (
        world.environment("api_handler", SOJOURN_INVOKE_MODE="queue"),
        world.denied("api_handler", "sqs:SendMessage"),
    ):
        booking_id = world.ask(world.trip_request())
        time.sleep(WHILE)
    assert world.executions(booking_id) == []

    world.overdue(booking_id)
    world.invoke("sweeper")

    assert world.traveller.wait_for(booking_id, "awaiting_selection")


def test_choice_that_never_reached_the_workflow_is_sent_to_it(world: World) -> None:
    booking = world.options(world.trip_request())
    with world.denied("api_handler", "states:SendTaskSuccess"):
        world.select(booking, allowed(booking, "compliant"))
        time.sleep(WHILE)
    assert world.traveller.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "holding"
    assert world.ledger(booking["bookingId"], "hold") == []

    world.overdue(booking["bookingId"])
    world.invoke("sweeper")

    assert world.see_through(booking["bookingId"])["status"] == "booked"


def test_approval_that_never_reached_the_workflow_is_sent_to_it(world: World) -> None:
    booking = world.options(world.trip_request(ahead=2))
    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    with world.denied("api_handler", "states:SendTaskSuccess"):
        world.decide(waiting, "approved")
        time.sleep(WHILE)
    assert world.traveller.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "awaiting_approval"

    world.overdue(booking["bookingId"])
    world.invoke("sweeper")

    assert world.traveller.wait_for(booking["bookingId"], *ENDED)["status"] == "booked"


def test_event_whose_announcement_was_lost_is_pushed(world: World) -> None:
    booking = world.options(world.trip_request())
    booking_id = booking["bookingId"]
    with world.ear(world.traveller) as ear:
        ear.ask({"action": "subscribe", "bookingId": booking_id})
        with world.denied("api_handler", "sqs:SendMessage"):
            world.select(booking, allowed(booking))
        world.see_through(booking_id)
        eventually(lambda: "booking.booked" in [event["type"] for event in ear.events(booking_id)])
        time.sleep(WHILE)
        assert "booking.selected" not in [event["type"] for event in ear.events(booking_id)]
        log = read_events(world.traveller.call("GET", f"/v1/sse/bookings/{booking_id}?wait=0"))
        lost = next(event for event in log if event["type"] == "booking.selected")

        key = {"bookingId": {"S": booking_id}, "seq": {"N": str(lost["seq"])}}
        world.backdate("booking-events", key, "dueAt", timedelta(minutes=2))
        world.invoke("sweeper")

        eventually(lambda: lost in ear.events(booking_id))
    eventually(lambda: not _has_pending_events(world, booking_id))


def test_wait_that_is_over_is_ended(world: World) -> None:
    centre = world.new_budget(5_000)
    undecided = world.options(world.trip_request(costCentre=centre))
    asked = world.options(world.trip_request(ahead=2, costCentre=centre))
    world.select(asked, allowed(asked, "approval_required"))
    world.traveller.wait_for(asked["bookingId"], "awaiting_approval", *ENDED)

    for booking in (undecided, asked):
        world.overdue(booking["bookingId"])
    world.invoke("sweeper")

    for booking in (undecided, asked):
        done = world.traveller.wait_for(booking["bookingId"], *ENDED)
        assert (done["status"], done["failure"]["code"]) == ("expired", "deadline_passed")
        assert {hold["status"] for hold in world.ledger(booking["bookingId"], "hold")} <= {"released"}
    assert world.budget(centre, world.trip_request(ahead=2))[:2] == (0, 0)
    with pytest.raises(Refused, match="409"):
        world.select(undecided, undecided["options"][0])


def test_booking_whose_workflow_was_lost_goes_on_in_another(world: World) -> None:
    centre = world.new_budget(5_000)
    booking = world.options(world.trip_request(ahead=2, costCentre=centre))
    world.select(booking, allowed(booking, "approval_required"))
    world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    execution = world.executions(booking["bookingId"])[0]["executionArn"]
    world.service("stepfunctions").stop_execution(executionArn=execution, cause="cut by a test")

    world.decide(world.traveller.get(f"/v1/bookings/{booking['bookingId']}"), "approved")
    # The embedded cloud takes one last answer for a workflow that was stopped; on AWS one sweep is enough.
    for _ in range(2):
        world.overdue(booking["bookingId"])
        world.invoke("sweeper")

    done = world.traveller.wait_for(booking["bookingId"], *ENDED)
    assert done["status"] == "booked"
    assert {hold["status"] for hold in world.ledger(booking["bookingId"], "hold")} == {"ordered"}
    assert world.budget(centre, world.trip_request(ahead=2))[:2] == (0, done["price"]["amount"])


def test_compensation_that_failed_is_retried_until_it_succeeds(world: World) -> None:
    centre = world.new_budget(5_000)
    booking = world.options(world.trip_request(ahead=2, costCentre=centre))
    booking_id = booking["bookingId"]
    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking_id, "awaiting_approval", *ENDED)
    world.sandbox("fault", "release", "error", "--times", 1000, "--match", booking_id)

    world.decide(waiting, "declined")
    stuck = world.traveller.wait_for(booking_id, *ENDED)
    assert stuck["status"] == "compensation_required"
    assert {hold["status"] for hold in world.ledger(booking_id, "hold")} == {"held"}
    assert world.budget(centre, world.trip_request(ahead=2))[0] > 0

    world.sandbox("clear")
    world.overdue(booking_id)
    world.invoke("sweeper")

    done = world.traveller.get(f"/v1/bookings/{booking_id}")
    assert (done["status"], done["failure"]["code"]) == ("declined", "declined_by_approver")
    assert {hold["status"] for hold in world.ledger(booking_id, "hold")} == {"released"}
    assert world.budget(centre, world.trip_request(ahead=2)) == (0, 0, 500_000)
    assert world.traveller.get(f"/v1/bookings/{booking_id}/audit/verification")["intact"]


def _has_pending_events(world: World, booking_id: str) -> bool:
    return any(row["bookingId"] == booking_id and row.get("pending") for row in world.rows("booking-events"))
