"""What the steps of one booking use of what is paid for, at most: whoever makes it dearer sees it here."""

import pytest

from bench.cost.metered import Reading, counting, read
from tests.e2e.newcomers import joined
from tests.e2e.world import World, allowed
from tests.support.waiting import eventually

STEPS = {f"step_{name}" for name in
         ("retrieve", "plan", "validate", "await_selection", "hold", "reprice", "book", "record")}  # fmt: skip
TRANSITIONS = 18
# A tenth above what they used when this was written: rows are not always equally long. `make cost` has what it costs.
MOST = {"write:": 320, "read:bookings": 26, "read:employees": 20, "call:dynamodb:": 110, "call:sqs:SendMessage": 8}
MOST_OF_CALLS = {"call:kms:": 1, "call:secretsmanager:": 1, "call:s3:": 0}


@pytest.mark.waits
def test_the_steps_of_a_booking_use_no_more_than_they_did(world: World) -> None:
    endpoint = world.stack.endpoint
    traveller, _ = joined(world, "Mira Holt", "SALES-EU")  # who has booked nothing that is looked through

    with counting(endpoint):
        booking = world.options(world.trip_request(stay={"nearCentre": True}), by=traveller)
        booking_id = booking["bookingId"]
        world.select(booking, allowed(booking, "compliant"), by=traveller)
        traveller.wait_for(booking_id, "booked")
        eventually(lambda: [each for each in world.executions(booking_id) if each["status"] == "SUCCEEDED"])
        counted = read(endpoint).of_booking(booking_id)

    steps = Reading(tuple(each for each in counted.used if each.function in STEPS), {})
    used = {name: steps.sum_of(name) for name in MOST | MOST_OF_CALLS}
    assert counted.by_function()["workflow"] == {"states.transitions": TRANSITIONS}
    assert {
        name: (number, most) for name, most in (MOST | MOST_OF_CALLS).items() if (number := used[name]) > most
    } == {}
    assert {name: (number, most) for name, most in MOST.items() if (number := used[name]) < 0.5 * most} == {}, "hold it"
