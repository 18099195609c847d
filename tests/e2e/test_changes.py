"""Changing what is booked, against a deployed copy: quoted, confirmed, settled through the queue."""

import uuid

from local.client import Client, Reply
from tests.e2e.world import Json, World


def confirmed(client: Client, quote: Json) -> Reply:
    path = f"/v1/bookings/{quote['bookingId']}/quotes/{quote['quoteId']}/confirmation"
    return client.call("POST", path, headers={"Idempotency-Key": uuid.uuid4().hex})


def settled(world: World, quote: Json) -> Json:
    """The booking after a quote was confirmed and what it says was done."""
    answer = confirmed(world.traveller, quote)
    assert (answer.status, answer.body["state"]) == (202, "changing"), answer.body
    return world.traveller.wait_for(quote["bookingId"], "booked", "cancelled")


def test_one_segment_is_cancelled_and_then_all(world: World) -> None:
    wish = world.wish(stay={}, cost_centre=world.new_budget(10_000))
    booking = world.finish(world.options(wish))
    path = f"/v1/bookings/{booking['bookingId']}"
    segments = [each["segmentId"] for each in booking["segments"]]
    assert segments == ["0.0", "0.1", "1.0"]

    part = world.traveller.post(f"{path}/quotes", {"kind": "cancellation", "segments": ["0.1"]})
    stale = world.traveller.post(f"{path}/quotes", {"kind": "cancellation"})
    after = settled(world, part)

    assert after["state"] == "booked"
    assert [each["status"] for each in after["segments"]] == ["confirmed", "cancelled", "confirmed"]
    assert confirmed(world.traveller, stale).body["type"].endswith("quote-stale")
    assert world.traveller.get(f"{path}/quotes/{part['quoteId']}")["state"] == "confirmed"
    assert world.second.call("GET", f"{path}/receipts").status == 404

    rest = world.traveller.post(f"{path}/quotes", {"kind": "cancellation"})
    ended = settled(world, rest)

    assert ended["state"] == "cancelled"
    receipts = world.traveller.get(f"{path}/receipts")["items"]
    assert receipts == ended["receipts"]
    assert [each["everythingCancelled"] for each in receipts] == [False, True]
    paid = sum(each["fee"]["amount"] + each["refund"]["amount"] for each in receipts)
    assert paid == booking["price"]["amount"]
    back = [each for receipt in receipts for each in receipt["repayments"] if each["to"] == "original"]
    kept = booking["price"]["amount"] - sum(each["amount"]["amount"] for each in back)
    assert ended["budget"]["amount"]["amount"] == kept
    trip = world.traveller.get(f"/v1/trips/{booking['tripId']}")
    assert trip["trip"]["state"] == "cancelled"
    assert {item["status"] for item in trip["items"]} == {"cancelled"}
    assert world.traveller.get("/v1/credits")["items"] is not None
    assert world.traveller.get(f"{path}/audit/verification")["whole"]
