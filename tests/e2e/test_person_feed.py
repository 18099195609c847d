"""What concerns a person, in one stream of a deployed copy: the approver is asked, the traveller hears the outcome."""

import pytest

from local.client import Client
from tests.e2e.ear import Json, read_events
from tests.e2e.world import ENDED, World, allowed
from tests.support.waiting import eventually


def of_booking(client: Client, booking_id: str) -> list[tuple[str, str]]:
    """What a person's stream says of a booking, read page by page from the beginning."""
    found, place = list[Json](), "0.0.0"
    while True:
        reply = client.call("GET", f"/v1/sse/me?wait=0&lastEventId={place}")
        events = read_events(reply)
        found += events
        ids = [line.removeprefix("id: ") for line in reply.raw.decode().splitlines() if line.startswith("id: ")]
        if ids[-1] == place:
            return [(each["type"], each["attention"]) for each in found if each["bookingId"] == booking_id]
        place = ids[-1]


@pytest.mark.waits
def test_the_approver_hears_that_they_are_asked_and_the_traveller_of_the_outcome(world: World) -> None:
    with world.ear(world.traveller) as traveller, world.ear(world.approver) as approver:
        for ear in (traveller, approver):
            assert ear.ask({"action": "subscribe_me", "lastEventId": "latest"})["type"] == "subscribed_me"
        booking = world.options(world.trip_request(ahead=2))
        booking_id = booking["bookingId"]
        world.select(booking, allowed(booking, "approval_required"))
        waiting = world.traveller.wait_for(booking_id, "awaiting_approval", *ENDED)
        asked = eventually(
            lambda: [each["event"] for each in approver.of("person_event") if each["event"]["bookingId"] == booking_id]
        )
        assert (asked[0]["type"], asked[0]["attention"]) == ("booking.awaiting_approval", "action")

        world.decide(waiting, "declined")
        world.traveller.wait_for(booking_id, *ENDED)
        eventually(
            lambda: [
                each
                for each in traveller.of("person_event")
                if (each["event"]["bookingId"], each["event"]["type"]) == (booking_id, "booking.declined")
            ]
        )

    mine, theirs = of_booking(world.traveller, booking_id), of_booking(world.approver, booking_id)
    assert mine[0] == ("booking.awaiting_selection", "action")
    assert mine[-1] == ("booking.declined", "information")
    assert theirs[0] == ("booking.awaiting_approval", "action")
    assert of_booking(world.second, booking_id) == []
