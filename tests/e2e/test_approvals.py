"""Approval as it is asked for real: reminder, next level, and a deadline at which silence is consent, or is not."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from local.client import Client
from local.seed import SEED_DATA
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, at_once
from tests.support.waiting import eventually

# After so many seconds; no test is so slow that one of them is over before it says so.
REMIND, ESCALATE, LIMIT = 1_200, 2_400, 3_600


@pytest.fixture
def hasty(world: World) -> Iterator[World]:
    """The copy under a policy of haste: departures soon need a decision, all others only that nobody objects."""
    usual = json.loads((SEED_DATA / "travel-policy.json").read_text(encoding="utf-8"))
    rules = [
        {"rule": "advance_booking", "clause": "2.4", "action": "approve", "minDays": 3},
        {
            "rule": "total_cap",
            "clause": "3.2",
            "action": "passive",
            "amounts": [{"amount": 100, "currency": "EUR"}],
        },
    ]
    times = {"remindAfterSeconds": REMIND, "escalateAfterSeconds": ESCALATE, "limitSeconds": LIMIT}
    world.manager.put("/v1/policies/current", {**usual, "rules": rules, "approvals": times})
    with world.unscheduled():
        yield world
    world.manager.put("/v1/policies/current", usual)


def ids(inbox: Client) -> set[str]:
    return {task["bookingId"] for task in inbox.get("/v1/approvals?limit=100")["items"]}


def kinds(world: World, booking_id: str) -> list[str]:
    return [event["type"].removeprefix("booking.") for event in world.events(booking_id)]


def asked(world: World, booking_id: str) -> Json:
    return dict(world.traveller.get(f"/v1/bookings/{booking_id}")["approvalRequest"])


def let_pass(world: World, seconds: float, *booking_ids: str) -> None:
    """Let these bookings have waited for so much longer, and the sweeper come by."""
    for booking_id in booking_ids:
        world.age_approval(booking_id, timedelta(seconds=seconds))
    world.invoke("sweeper")


@pytest.mark.waits
def test_silent_approver_is_reminded_and_escalated_and_the_deadline_expires_it(hasty: World) -> None:
    world, centre = hasty, hasty.new_budget(10_000)
    hard, passive = at_once(world.options, [world.trip_request(ahead=ahead, cost_centre=centre) for ahead in (2, 100)])
    both = [hard["bookingId"], passive["bookingId"]]
    for booking in (hard, passive):
        world.select(booking, allowed(booking, "approval_required"))
        world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    ben, clara = (client.get("/v1/me")["userId"] for client in (world.approver, world.manager))
    steps = [asked(world, booking_id)["steps"] for booking_id in both]
    assert [[step["approverId"] for step in each] for each in steps] == [[ben], [ben]]
    assert ids(world.approver) >= set(both)

    let_pass(world, REMIND, *both)
    assert all(kinds(world, booking_id).count("approval_reminded") == 1 for booking_id in both)

    let_pass(world, ESCALATE - REMIND, *both)
    for booking_id in both:
        after = [(step["approverId"], step["status"]) for step in asked(world, booking_id)["steps"]]
        assert after == [(ben, "escalated"), (clara, "pending")]
    assert not ids(world.approver) & set(both)
    assert ids(world.manager) >= set(both)
    refused = world.approver.call(
        "POST",
        f"/v1/bookings/{both[0]}/approval",
        {"decision": "approved", "approvalHash": asked(world, both[0])["hash"]},
    )
    assert refused.status == 403

    let_pass(world, LIMIT - ESCALATE, *both)
    expired, bought = (world.traveller.wait_for(booking_id, *ENDED) for booking_id in both)
    assert (expired["status"], expired["failure"]["code"]) == ("expired", "deadline_passed")
    assert (bought["status"], bought["approvalRequest"]["decidedBy"]) == ("booked", None)
    assert bought["approvalRequest"]["reason"] == "Nobody objected before the deadline."
    assert world.budget(centre, world.trip_request(ahead=100))[0] == 0
    eventually(lambda: {hold["status"] for hold in world.ledger(both[0], "hold")} == {"released"})
    assert not ids(world.manager) & set(both)


def test_delegate_decides_for_who_is_away(world: World) -> None:
    approver, delegate = world.approver, world.second
    today = datetime.now(UTC).date().isoformat()
    delegation = {"delegateId": delegate.get("/v1/me")["userId"], "from": today, "until": today}
    approver.put("/v1/me/delegation", delegation)
    try:
        booking = world.options(world.trip_request(ahead=2))
        world.select(booking, allowed(booking, "approval_required"))
        waiting = world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
        (task,) = (t for t in delegate.get("/v1/approvals")["items"] if t["bookingId"] == booking["bookingId"])
        assert task["delegatorId"] == approver.get("/v1/me")["userId"]
        assert {clause["number"] for clause in task["clauses"]} >= {"2.4"}
        world.decide(waiting, "approved", by=delegate)
        assert world.traveller.wait_for(booking["bookingId"], *ENDED)["status"] == "booked"
    finally:
        approver.call("DELETE", "/v1/me/delegation")
