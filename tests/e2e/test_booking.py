"""A booking from the request to the trip, on every way in which it is told; approval, refusal and calling off."""

import json

import pytest

from local.client import Refused
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, decoded, price_of, year_of
from tests.support.waiting import eventually


@pytest.fixture(scope="module")
def booked(world: World) -> Json:
    """A booking that has been bought."""
    return world.finish(world.options(world.trip_request(stay={"nearCentre": True})))


def soon(world: World, centre: str) -> Json:
    """A trip that begins so soon that the policy (clause 2.4) asks for approval, whatever it costs."""
    return world.trip_request(ahead=2, cost_centre=centre)


def awaiting_approval(world: World, centre: str) -> tuple[Json, int]:
    """A booking that waits for an approver, and its price in cents."""
    booking = world.options(soon(world, centre))
    option = allowed(booking, "approval_required")
    world.select(booking, option)
    return world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED), price_of(option)


@pytest.mark.waits
def test_compliant_trip_is_booked_and_reported_alike_on_every_channel(world: World) -> None:
    trip_request = world.trip_request(stay={"nearCentre": True}, costCentre=world.new_budget(5_000))

    with world.ear(world.traveller) as ear:
        reply = world.traveller.call("POST", "/v1/bookings", trip_request)
        booking_id = reply.body["bookingId"]
        assert (reply.status, reply.body["status"]) == (202, "requested")
        assert reply.headers["Location"].endswith(f"/v1/bookings/{booking_id}")
        backlog = ear.ask({"action": "subscribe", "bookingId": booking_id})["events"]
        booking = world.traveller.wait_for(booking_id, "awaiting_selection", *ENDED)
        option = allowed(booking, "compliant")
        assert {component["kind"] for component in option["components"]} == {"flight", "stay"}
        world.select(booking, option)
        done = world.traveller.wait_for(booking_id, *ENDED)
        log = world.events(booking_id)
        eventually(lambda: len({e["eventId"] for e in [*backlog, *ear.events(booking_id)]}) == len(log))

    assert (done["status"], done["failure"]) == ("booked", None)
    assert done["price"]["amount"] == price_of(option)
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert (log[0]["type"], log[-1]["type"]) == ("booking.requested", "booking.booked")
    streamed = {event["eventId"]: event for event in [*backlog, *ear.events(booking_id)]}
    assert [streamed[event["eventId"]] for event in log] == log
    assert world.budget(trip_request["costCentre"], trip_request)[:2] == (0, price_of(option))


def test_what_was_bought_is_a_trip_with_its_items_in_order(world: World, booked: Json) -> None:
    assert booked["status"] == "booked"
    found = world.traveller.get(f"/v1/trips/{booked['tripId']}")
    items = found["items"]

    flights = [item for item in items if item["kind"] == "flight"]
    stays = [item for item in items if item["kind"] == "stay"]
    assert len(flights) >= 2
    assert len(stays) == 1
    assert [item["startsAt"] for item in items] == sorted(item["startsAt"] for item in items)
    assert {item["recordLocator"] for item in items} == {order["recordLocator"] for order in booked["orders"]}
    listed = world.traveller.get("/v1/trips?limit=100")["items"]
    assert found["trip"] in listed


def test_audit_is_intact_and_holds_every_event(world: World, booked: Json) -> None:
    path = f"/v1/bookings/{booked['bookingId']}/audit"
    first = world.traveller.get(f"{path}?limit=3")
    rest = world.traveller.get(f"{path}?limit=100&cursor={first['nextCursor']}")
    entries = [*first["items"], *rest["items"]]

    assert rest["nextCursor"] is None
    assert [entry["action"] for entry in entries] == [e["type"] for e in world.events(booked["bookingId"])]
    verification = world.traveller.get(f"{path}/verification")
    assert (verification["intact"], verification["entries"]) == (True, len(entries))
    people = {entry["actor"]["id"] for entry in entries if entry["actor"]["kind"] == "person"}
    assert people == {booked["requesterId"]}


def test_audit_entry_changed_in_the_database_is_named(world: World) -> None:
    done = world.finish(world.options(world.trip_request()))
    booking_id = done["bookingId"]
    row = next(r for r in world.rows("booking-audit") if r["auditId"] == f"aud_{booking_id[4:]}_000004")
    key = {"bookingId": {"S": booking_id}, "auditId": {"S": row["auditId"]}}
    forged = json.dumps({**decoded(row["entry"]), "timestamp": "2026-01-01T00:00:00Z"})
    table = world.stack.name("booking-audit")

    def verify() -> Json:
        return dict(world.traveller.get(f"/v1/bookings/{booking_id}/audit/verification"))

    assert verify()["intact"]
    write = {"UpdateExpression": "SET entry = :entry", "TableName": table, "Key": key}
    database = world.service("dynamodb")
    database.update_item(**write, ExpressionAttributeValues={":entry": {"S": forged}})
    assert (verify()["intact"], verify()["firstBrokenEntryId"]) == (False, row["auditId"])

    database.update_item(**write, ExpressionAttributeValues={":entry": {"S": row["entry"]}})
    assert verify()["intact"]
    database.delete_item(TableName=table, Key=key)
    assert (verify()["intact"], verify()["firstBrokenEntryId"]) == (False, f"aud_{booking_id[4:]}_000004")


def test_approval_is_requested_of_approvers_only_and_binds_what_they_saw(world: World) -> None:
    centre = world.new_budget(5_000)
    booking, price = awaiting_approval(world, centre)
    path = f"/v1/bookings/{booking['bookingId']}"
    trip_request = soon(world, centre)

    assert booking["approvalRequest"]["status"] == "pending"
    assert world.budget(centre, trip_request)[:2] == (price, 0)
    assert world.approver.get(path)["operations"] == ["approve", "send_back"]
    assert world.second.call("GET", path).status == 404
    with pytest.raises(Refused, match="409"):
        world.decide(booking, "approved", approval_hash="0" * 64)
    with pytest.raises(Refused, match="403"):
        world.decide(booking, "approved", by=world.traveller)
    with pytest.raises(Refused, match="404"):
        world.decide(booking, "approved", by=world.second)

    decided = world.decide(booking, "approved")
    done = world.traveller.wait_for(booking["bookingId"], *ENDED)

    assert decided["approvalRequest"]["status"] == "approved"
    assert (done["status"], done["price"]["amount"]) == ("booked", price)
    assert done["approvalRequest"]["decidedBy"] == world.approver.get("/v1/me")["userId"]
    assert world.budget(centre, trip_request)[:2] == (0, price)


def test_nobody_approves_their_own_trip(world: World) -> None:
    trip_request = soon(world, world.new_budget(5_000, world.approver))
    booking = world.options(trip_request, by=world.approver)
    world.select(booking, allowed(booking, "approval_required"), by=world.approver)
    waiting = world.approver.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)

    assert "approve" not in waiting["operations"]
    with pytest.raises(Refused, match="403"):
        world.decide(waiting, "approved", by=world.approver)
    assert world.approver.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "awaiting_approval"
    assert world.decide(waiting, "approved", by=world.manager)["approvalRequest"]["status"] == "approved"
    assert world.approver.wait_for(booking["bookingId"], *ENDED)["status"] == "booked"


def test_declined_trip_releases_everything(world: World) -> None:
    centre = world.new_budget(5_000)
    booking, price = awaiting_approval(world, centre)
    trip_request = soon(world, centre)
    assert world.budget(centre, trip_request) == (price, 0, 500_000 - price)

    world.decide(booking, "declined")
    done = world.traveller.wait_for(booking["bookingId"], *ENDED)

    assert (done["status"], done["failure"]["code"]) == ("declined", "declined_by_approver")
    assert world.budget(centre, trip_request) == (0, 0, 500_000)
    assert {hold["status"] for hold in world.ledger(booking["bookingId"], "hold")} == {"released"}
    assert world.ledger(booking["bookingId"], "order") == []
    assert world.approver.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "declined"


def test_trip_can_be_cancelled_while_it_waits_and_not_after(world: World) -> None:
    centre = world.new_budget(5_000)
    undecided = world.options(world.trip_request(costCentre=centre))
    unapproved, _ = awaiting_approval(world, centre)

    for booking in (undecided, unapproved):
        path = f"/v1/bookings/{booking['bookingId']}/cancellation"
        world.traveller.post(path)
        done = world.traveller.wait_for(booking["bookingId"], *ENDED)
        assert (done["status"], done["operations"]) == ("cancelled", [])
        again = world.traveller.call("POST", path)
        assert (again.status, again.body["status"]) == (200, "cancelled")
        assert {hold["status"] for hold in world.ledger(booking["bookingId"], "hold")} <= {"released"}

    assert world.budget(centre, soon(world, centre)) == (0, 0, 500_000)
    bought = world.finish(world.options(world.trip_request(costCentre=centre)))
    assert world.traveller.call("POST", f"/v1/bookings/{bought['bookingId']}/cancellation").status == 409


def test_price_above_what_the_budget_has_left_is_not_reserved(world: World) -> None:
    centre = world.new_budget(5_000)
    trip_request = world.trip_request(costCentre=centre)
    booking = world.options(trip_request)
    option = allowed(booking)
    path = f"/v1/budgets/{centre}/{year_of(trip_request)}"
    world.manager.put(path, {"limit": {"amount": price_of(option) - 1, "currency": "EUR"}})

    with pytest.raises(Refused, match="409") as refused:
        world.select(booking, option)

    assert refused.value.problem["type"] == "urn:sojourn:problem:budget-exceeded"
    assert world.budget(centre, trip_request)[:2] == (0, 0)
    assert world.traveller.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "awaiting_selection"


def test_what_waits_ends_when_its_requester_leaves(world: World) -> None:
    ida = world.newcomer("Ida Brandt", "traveller")
    record = f"/v1/employees/{ida.get('/v1/me')['userId']}"
    world.manager.put(record, {"name": "Ida Brandt", "costCentre": "SALES-EU"}, if_match='"v0"')
    booking = world.options(world.trip_request(ahead=2), by=ida)
    world.select(booking, allowed(booking, "approval_required"), by=ida)
    ida.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)

    assert world.manager.call("DELETE", record).status == 204

    ended = world.manager.wait_for(booking["bookingId"], *ENDED)
    assert (ended["status"], ended["failure"]["code"]) == ("cancelled", "requester_left")
    assert booking["bookingId"] not in str(world.approver.get("/v1/approvals"))
