"""Approval as it is asked for real: reminder, next level, and a deadline at which silence is consent, or is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, at_once
from tests.support.waiting import eventually

# After so many seconds; no test is so slow that one of them is over before it says so.
REMIND, ESCALATE, LIMIT = 1_200, 2_400, 3_600
MANAGERS = "travel-manager"


@pytest.fixture
def hasty(world: World) -> Iterator[World]:
    """The copy under a policy of haste: departures soon need a decision, all others only that nobody objects."""
    usual = world.policy_draft()
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
    assert (refused.status, "Others are asked" in refused.body["detail"]) == (409, True), refused.body

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


@contextmanager
def only_travel_manager(world: World, client: Client) -> Iterator[None]:
    """At first nobody but this person is a travel manager; in the end whoever was."""
    user_id, before = client.get("/v1/me")["userId"], travel_managers(world)
    let_manage(world, {name for name, each in before.items() if each == user_id})
    try:
        yield
    finally:
        let_manage(world, set(before))


def travel_managers(world: World) -> dict[str, str]:
    """Who is a travel manager: the `userId` by the name of the account."""
    cognito, pool = world.service("cognito-idp"), world.stack.user_pool_id
    users = cognito.list_users_in_group(UserPoolId=pool, GroupName=MANAGERS)["Users"]
    ids = [next(each["Value"] for each in user["Attributes"] if each["Name"] == "sub") for user in users]
    return dict(zip((user["Username"] for user in users), ids, strict=True))


def let_manage(world: World, names: set[str]) -> None:
    """Let just the accounts of these names be travel managers."""
    cognito, now = world.service("cognito-idp"), set(travel_managers(world))
    for name in now - names:
        cognito.admin_remove_user_from_group(UserPoolId=world.stack.user_pool_id, Username=name, GroupName=MANAGERS)
    for name in names - now:
        cognito.admin_add_user_to_group(UserPoolId=world.stack.user_pool_id, Username=name, GroupName=MANAGERS)


@pytest.mark.waits
def test_dead_end_is_foreseen_said_and_over_once_somebody_may_decide(world: World) -> None:
    clara = world.manager
    with only_travel_manager(world, clara), world.ear(clara) as ear:
        booking = world.options(world.trip_request(ahead=2, cost_centre=world.new_budget(5_000, clara)), by=clara)
        booking_id = booking["bookingId"]
        ear.ask({"action": "subscribe", "bookingId": booking_id})
        world.select(booking, allowed(booking, "approval_required"), by=clara)
        blocked = eventually(lambda: of_kind(ear.events(booking_id), "approval_blocked"))[0]
        waiting = clara.wait_for(booking_id, "awaiting_approval", *ENDED)

        colleague = world.newcomer("Nora Weiss", "traveller", MANAGERS)
        world.invoke("sweeper")
        open_again = clara.get(f"/v1/bookings/{booking_id}")
        world.decide(open_again, "approved", by=colleague)
        bought = clara.wait_for(booking_id, *ENDED)

    assert booking["approvalOutlook"]["reason"] == "no_eligible_approver"
    assert waiting["approvalRequest"]["blocked"]["reason"] == "no_eligible_approver"
    assert blocked["data"]["reason"] == "no_eligible_approver"
    assert open_again["approvalRequest"]["blocked"] is None
    log = world.events(booking_id, by=clara)
    assert len(of_kind(log, "approval_blocked")) == len(of_kind(log, "approval_unblocked")) == 1
    assert bought["status"] == "booked"


@pytest.mark.waits
def test_one_who_comes_too_late_reads_what_became_of_it_with_names_on_every_channel(world: World) -> None:
    traveller, approver = world.traveller, world.approver
    booking = world.options(world.trip_request(ahead=2))
    booking_id = booking["bookingId"]
    with world.ear(traveller) as ear:
        ear.ask({"action": "subscribe", "bookingId": booking_id})
        world.select(booking, allowed(booking, "approval_required"))
        waiting = traveller.wait_for(booking_id, "awaiting_approval", *ENDED)
        traveller.post(f"/v1/bookings/{booking_id}/cancellation")
        traveller.wait_for(booking_id, "cancelled")
        pushed = eventually(lambda: of_kind(ear.events(booking_id), "awaiting_approval"))[0]
        late = approver.call(
            "POST",
            f"/v1/bookings/{booking_id}/approval",
            {"decision": "approved", "approvalHash": waiting["approvalRequest"]["hash"]},
        )
        log = world.events(booking_id)
        backlog = ear.ask({"action": "subscribe", "bookingId": booking_id})["events"]

    assert (late.status, "cancelled" in late.body["detail"]) == (409, True), late.body
    ended = approver.get("/v1/approvals?status=ended&limit=100")["items"]
    (task,) = (each for each in ended if each["bookingId"] == booking_id)
    assert (task["outcome"], task["requesterName"], task["endedByName"]) == ("cancelled", "Anna Berger", "Anna Berger")
    assert waiting["requesterName"] == "Anna Berger"
    assert [step["approverName"] for step in waiting["approvalRequest"]["steps"]] == ["Ben Larsen"]
    assert backlog == log
    assert [pushed] == of_kind(log, "awaiting_approval")
    assert pushed["data"]["approverNames"] == ["Ben Larsen"]


def of_kind(events: list[Json], kind: str) -> list[Json]:
    return [event for event in events if event["type"] == f"booking.{kind}"]
