"""What deployed functions log is what is counted and measured: the embedded cloud does neither, so it is done here."""

import json
from datetime import UTC, datetime

import pytest

from tests.alarms.cloudwatch.metrics import metric
from tests.alarms.deployed import Copy, read_copy
from tests.alarms.described import describe
from tests.alarms.functions import log_group
from tests.alarms.judging import read_log
from tests.e2e.world import World
from tests.support.tables import STAGE
from tests.support.waiting import eventually


@pytest.mark.waits
def test_deployed_functions_log_what_is_measured(world: World) -> None:
    booking_id = world.options(world.trip_request())["bookingId"]

    def read() -> Copy | None:
        found = read_copy(world.stack.client("logs"), datetime.now(UTC))
        return found if _says(found, "step_await_selection", booking_id) else None

    copy = eventually(read)

    assert copy is not None
    assert read_log(copy, describe()) == []
    of_stage = {"environment": STAGE}
    assert {metric("Sojourn", name, of_stage) for name in ("Requests", "Errors", "Duration", "SecondsToOptions")} <= (
        copy.metrics.names()
    )
    assert {log_group(name) for name in ("api_handler", "step_plan", "push_events")} <= {
        each.group for each in copy.log
    }


def _says(copy: Copy, function: str, booking_id: str) -> bool:
    """Whether a function has ended its work for a booking."""
    lines = [each.text for each in copy.log if each.group == log_group(function) and each.text.startswith("{")]
    return any(json.loads(text).get("bookingId") == booking_id for text in lines)
