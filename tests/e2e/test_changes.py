"""Changing what is booked, against a deployed copy: quoted, confirmed, settled through the queue."""

import uuid

from local.client import Client, Reply
from tests.e2e.ear import Json
from tests.e2e.world import World, day


def confirmed(client: Client, quote: Json) -> Reply:
    path = f"/v1/bookings/{quote['bookingId']}/quotes/{quote['quoteId']}/confirmation"
    return client.call("POST", path, headers={"Idempotency-Key": uuid.uuid4().hex})


def settled(world: World, quote: Json) -> Json:
    """The booking after a quote was confirmed and what it says was done."""
    answer = confirmed(world.traveller, quote)
    assert (answer.status, answer.body["status"]) == (202, "changing"), answer.body
    return world.traveller.wait_for(quote["bookingId"], "booked", "cancelled")


def parts_of(booking: Json) -> list[str]:
    """The ids of what may be given back by itself: both flights may be of one fare, or of a fare each."""
    return [each["partId"] for each in booking["parts"]]


def test_one_part_is_cancelled_and_then_all(world: World) -> None:
    trip_request = world.trip_request(stay={}, cost_centre=world.new_budget(10_000))
    booking = world.finish(world.options(trip_request))
    path = f"/v1/bookings/{booking['bookingId']}"
    _, inbound, _ = parts_of(booking)  # the outbound flight, the inbound one and the hotel

    part = world.traveller.post(f"{path}/quotes", {"kind": "cancellation", "parts": [inbound]})
    stale = world.traveller.post(f"{path}/quotes", {"kind": "cancellation"})
    after = settled(world, part)

    assert after["status"] == "booked"
    assert [each["status"] for each in after["parts"]] == ["confirmed", "cancelled", "confirmed"]
    assert confirmed(world.traveller, stale).body["type"].endswith("quote-stale")
    assert world.traveller.get(f"{path}/quotes/{part['quoteId']}")["status"] == "confirmed"
    assert world.second.call("GET", f"{path}/receipts").status == 404

    rest = world.traveller.post(f"{path}/quotes", {"kind": "cancellation"})
    ended = settled(world, rest)

    assert ended["status"] == "cancelled"
    receipts = world.traveller.get(f"{path}/receipts")["items"]
    assert receipts == ended["receipts"]
    assert [each["fullyCancelled"] for each in receipts] == [False, True]
    paid = sum(each["fee"]["amount"] + each["refund"]["amount"] for each in receipts)
    assert paid == booking["price"]["amount"]
    back = [each for receipt in receipts for each in receipt["refunds"] if each["to"] == "original"]
    kept = booking["price"]["amount"] - sum(each["amount"]["amount"] for each in back)
    assert [each["amount"]["amount"] for each in ended["budgets"]] == [kept]
    trip = world.traveller.get(f"/v1/trips/{booking['tripId']}")
    assert trip["trip"]["status"] == "cancelled"
    assert {item["status"] for item in trip["items"]} == {"cancelled"}
    assert world.traveller.get("/v1/credits")["items"] is not None
    assert world.traveller.get(f"{path}/audit/verification")["intact"]


def test_a_trip_moves_to_other_dates(world: World) -> None:
    booking = world.finish(world.options(world.trip_request(stay={}, cost_centre=world.new_budget(20_000))))
    path = f"/v1/bookings/{booking['bookingId']}"
    dates = {"slices": [{"slice": 0, "departOn": str(day(121))}, {"slice": 1, "departOn": str(day(123))}]}

    denied = world.traveller.call("POST", f"{path}/quotes", {"kind": "cancellation", **dates})
    quote = world.traveller.post(f"{path}/quotes", {"kind": "date_change", **dates})
    answer = confirmed(world.traveller, quote)
    assert (answer.status, answer.body["status"]) == (202, "changing"), answer.body
    new = world.see_through(answer.body["amendment"]["replacementBookingId"])
    old = world.traveller.wait_for(booking["bookingId"], "cancelled")

    assert [error["pointer"] for error in denied.body["errors"]] == ["/slices"]
    assert (new["status"], new["replacesBookingId"]) == ("booked", booking["bookingId"])
    assert [each["departOn"] for each in new["request"]["slices"]] == [str(day(121)), str(day(123))]
    assert new["orders"][0]["price"] == quote["replacement"]["option"]["components"][0]["price"]
    (receipt,) = old["receipts"]
    assert (receipt["kind"], receipt["replacedByBookingId"]) == ("date_change", new["bookingId"])
    assert world.traveller.get(f"/v1/trips/{new['tripId']}")["trip"]["status"] == "confirmed"
    assert world.traveller.get(f"/v1/trips/{booking['tripId']}")["trip"]["status"] == "cancelled"
    assert world.traveller.get(f"/v1/bookings/{new['bookingId']}/audit/verification")["intact"]


def test_the_inbound_slice_moves_to_another_date(world: World) -> None:
    booking = world.finish(world.options(world.trip_request(stay={}, cost_centre=world.new_budget(20_000))))
    path = f"/v1/bookings/{booking['bookingId']}"

    alone = {"kind": "date_change", "slices": [{"slice": 1, "departOn": str(day(123))}]}
    request = {**alone, "stays": [{"stay": 0}]}  # the hotel, which would go along, remains
    early = {**request, "slices": [{"slice": 1, "departOn": str(day(1))}]}
    crossed = world.traveller.call("POST", f"{path}/quotes", early)
    quote = world.traveller.post(f"{path}/quotes", request)
    answer = confirmed(world.traveller, quote)
    new = world.see_through(answer.body["amendment"]["replacementBookingId"])
    old = world.traveller.wait_for(booking["bookingId"], "booked")

    assert [error["pointer"] for error in crossed.body["errors"]] == ["/slices/0/departOn"]
    assert [each["status"] for each in old["parts"]] == ["confirmed", "cancelled", "confirmed"]
    assert old["receipts"][0]["replacedByBookingId"] == new["bookingId"]
    (inbound,) = new["parts"]
    assert inbound["name"].endswith("LHR to BER")
    assert inbound["startsAt"].startswith(str(day(123)))
    assert world.traveller.get(f"/v1/trips/{booking['tripId']}")["trip"]["status"] == "confirmed"
    assert world.traveller.get(f"/v1/trips/{new['tripId']}")["trip"]["status"] == "confirmed"


def test_a_moved_flight_is_declined_and_a_cancelled_one_is_refunded(world: World) -> None:
    booking = world.finish(world.options(world.trip_request()))
    path = f"/v1/bookings/{booking['bookingId']}"
    outbound, inbound = parts_of(booking)

    assert "needs_review" in world.sandbox("move", booking["bookingId"], inbound, 7_200)
    notices = world.manager.get("/v1/supplier-notices?limit=100")["items"]
    doubted = next(each for each in notices if each["bookingId"] == booking["bookingId"])
    dismissal = world.manager.post(f"/v1/supplier-notices/{doubted['reviewId']}/decision", {"decision": "dismissed"})
    assert (dismissal["status"], world.traveller.get(path)["supplierChanges"]) == ("dismissed", [])
    assert world.sandbox("move", booking["bookingId"], inbound, 45).startswith("202")
    moved = world.traveller.get(path)
    (change,) = moved["supplierChanges"]
    assert change["verdict"]["outcome"] in {"compliant", "approval_required", "denied"}
    assert "decide_supplier_change" in moved["operations"]
    part = next(each for each in moved["parts"] if each["partId"] == inbound)
    assert part["startsAt"] == change["after"][0]["departsAt"] != change["before"][0]["departsAt"]
    decision = world.traveller.post(f"{path}/supplier-changes/{change['changeId']}/decision", {"decision": "declined"})
    assert decision["status"] == "changing"
    after = world.traveller.wait_for(booking["bookingId"], "booked")

    assert world.sandbox("cancel", booking["bookingId"], outbound).startswith("202")
    ended = world.traveller.wait_for(booking["bookingId"], "cancelled")

    assert [each["kind"] for each in ended["receipts"]] == ["supplier_change_declined", "supplier_cancellation"]
    assert {each["fee"]["amount"] for each in ended["receipts"]} == {0}
    assert sum(each["refund"]["amount"] for each in ended["receipts"]) == booking["price"]["amount"]
    assert after["receipts"] == ended["receipts"][:1]
    event_types = [event["type"] for event in world.events(booking["bookingId"])]
    assert event_types[-5:] == [
        "booking.supplier_changed",
        "booking.supplier_change_declined",
        "booking.changed",
        "booking.supplier_changed",
        "booking.cancelled",
    ]


def test_an_unsigned_notice_is_nobodys(world: World) -> None:
    nobody = Client(world.stack.base_url)

    assert nobody.call("POST", "/v1/suppliers/sandbox/notices", {"type": "order.cancelled"}).status == 401
