"""The workflow's tasks as the state machine calls them: plain JSON in and out, and a reason for every failure."""

import json
import logging

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.workers import booking_steps
from tests.simulation.stages import planned
from tests.simulation.world import World

UNKNOWN = "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"


def test_step_answers_in_plain_json(world: World) -> None:
    booking_id = planned(world)

    answer = booking_steps.validate({"bookingId": booking_id, "what": "is not known is not minded"})

    assert answer["bookingId"] == booking_id
    assert answer["outcome"] == "options"
    assert answer["reason"] is None
    assert 1 <= answer["waitSeconds"] <= 2000


def test_step_of_an_unknown_booking_fails_by_name(world: World) -> None:
    with pytest.raises(NotFound):
        booking_steps.plan({"bookingId": UNKNOWN})


def test_wait_without_its_token_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        booking_steps.await_selection({"bookingId": planned(world)})

    assert [each.pointer for each in refused.value.errors] == ["/taskToken", "/enteredAt", "/attempt"]


def test_task_that_cannot_be_read_is_a_line_that_is_counted(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    logging.disable(logging.NOTSET)  # a world is quiet

    with pytest.raises(InvalidInput):
        booking_steps.plan({"bookingId": 7})

    (line,) = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    assert (line["level"], line["message"], line["pointers"]) == ("ERROR", "unreadable task", ["/bookingId"])
    assert line["stack"]


@pytest.mark.parametrize(
    ("step_input", "code"),
    [
        ({"ending": "failed", "error": {"Error": "SupplierTimeout", "Cause": "{}"}}, "supplier_timeout"),
        ({"ending": "failed", "error": {"Error": "Lambda.Unknown", "Cause": "x"}}, "internal_error"),
        ({"ending": "failed", "reason": "No supplier offers this."}, "no_offers"),
        ({"ending": "failed", "reason": None}, "internal_error"),
        ({"ending": "declined", "reason": "The policy."}, "denied_by_policy"),
        ({"ending": "declined"}, "declined_by_approver"),
        ({"ending": "expired"}, "deadline_passed"),
        ({"ending": "cancelled"}, "cancelled_by_traveller"),
    ],
)
def test_every_end_has_its_reason(world: World, step_input: dict[str, object], code: str) -> None:
    booking_id = planned(world)

    answer = booking_steps.compensate({"bookingId": booking_id, **step_input})

    booking = world.booking(booking_id)
    assert answer == {"bookingId": booking_id, "status": step_input["ending"]}
    assert booking.status == step_input["ending"]
    assert booking.failure is not None
    assert booking.failure.code == code


def test_escalating_tries_once_more(world: World) -> None:
    booking_id = planned(world)

    answer = booking_steps.escalate({"bookingId": booking_id})

    assert answer["status"] == BookingStatus.FAILED


def test_escalating_what_fails_again_counts_each_time(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    arm_fault("release", "error", times=99)

    booking_steps.escalate({"bookingId": booking_id})
    answer = booking_steps.escalate({"bookingId": booking_id})

    assert answer["status"] == BookingStatus.COMPENSATION_REQUIRED
    assert world.booking(booking_id).compensation_attempts == 2
