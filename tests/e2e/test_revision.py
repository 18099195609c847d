"""A trip that goes back to its traveller: sent back, revised, bought; or recalled, and called off."""

from datetime import timedelta

import pytest

from local.client import Client, Refused
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, day, price_of
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits


def asking(world: World, centre: str) -> Json:
    """A trip that begins so soon that it needs approval, held and waiting for it."""
    booking = world.options(world.trip_request(ahead=2, cost_centre=centre))
    world.select(booking, allowed(booking, "approval_required"))
    return world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)


def open_to(client: Client, path: str, operation: str) -> Json:
    """The booking, once this may be done with it."""
    return eventually(lambda: found if operation in (found := client.get(path))["operations"] else {})


def test_trip_that_is_sent_back_is_revised_in_place_and_bought(world: World) -> None:
    centre = world.new_budget(5_000)
    trip_request = world.trip_request(ahead=2, cost_centre=centre)
    asked = asking(world, centre)
    path = f"/v1/bookings/{asked['bookingId']}"
    back = {"decision": "sent_back", "approvalHash": asked["approvalRequest"]["hash"]}
    assert set(world.approver.get(path)["operations"]) == {"approve", "send_back"}
    with pytest.raises(Refused, match="400") as refused:
        world.approver.post(f"{path}/approval", back)
    assert [each["pointer"] for each in refused.value.problem["errors"]] == ["/comment"]

    world.approver.post(f"{path}/approval", {**back, "comment": "One night is enough."})
    returned = open_to(world.traveller, path, "revise")

    assert (returned["status"], returned["approvalRequest"], returned["revisions"][0]["comment"]) == (
        "revising",
        None,
        "One night is enough.",
    )
    assert world.budget(centre, trip_request) == (0, 0, 500_000)
    assert {hold["status"] for hold in world.ledger(asked["bookingId"], "hold")} == {"released"}
    late = world.approver.call("POST", f"{path}/approval", {**back, "decision": "approved"})
    assert late.status == 409

    shorter = (day(2) + timedelta(days=1)).isoformat()
    there, home = trip_request["slices"]
    changed = {"slices": [there, {**home, "departOn": shorter}], "comment": "One, then."}
    revised = world.traveller.call("POST", f"{path}/revision", changed, key=f"revise-{asked['bookingId']}")
    again = world.traveller.call("POST", f"{path}/revision", changed, key=f"revise-{asked['bookingId']}")
    assert (revised.status, again.raw) == (202, revised.raw)
    planned = world.traveller.wait_for(asked["bookingId"], "awaiting_selection", *ENDED)
    world.select(planned, allowed(planned, "approval_required"))
    waiting = world.traveller.wait_for(asked["bookingId"], "awaiting_approval", *ENDED)

    (task,) = [each for each in inbox(world) if each["bookingId"] == asked["bookingId"]]
    compared = task["comparison"]["revision"]
    assert (compared["travellerComment"], compared["price"]) == ("One, then.", asked["price"])
    assert [each["pointer"] for each in compared["changes"]] == ["/slices/1/departOn"]
    (void,) = waiting["approvalRequest"]["voided"]
    assert (void["hash"], void["reason"]) == (back["approvalHash"], "sent back to be revised")

    world.decide(waiting, "approved")
    done = world.traveller.wait_for(asked["bookingId"], *ENDED)
    assert (done["status"], done["request"]["slices"][1]["departOn"]) == ("booked", shorter)
    assert world.budget(centre, trip_request)[:2] == (0, done["price"]["amount"])
    assert world.traveller.get(f"{path}/audit/verification")["intact"]


def inbox(world: World) -> list[Json]:
    return list(world.approver.get("/v1/approvals?limit=100")["items"])


def test_trip_that_is_recalled_can_be_cancelled(world: World) -> None:
    centre = world.new_budget(5_000)
    asked = asking(world, centre)
    path = f"/v1/bookings/{asked['bookingId']}"

    world.traveller.post(f"{path}/recall", {"comment": "It was moved."})
    open_to(world.traveller, path, "revise")
    world.traveller.post(f"{path}/cancellation")
    done = world.traveller.wait_for(asked["bookingId"], *ENDED)

    assert (done["status"], done["revisions"][0]["cause"]) == ("cancelled", "recalled")
    assert world.budget(centre, world.trip_request(ahead=2)) == (0, 0, 500_000)
    assert price_of(done["revisions"][0]["option"]) == asked["price"]["amount"]
