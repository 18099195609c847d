"""When somebody leaves or a delegation ends, approvals that wait for them pass on at once, be a message lost or not."""

import pytest

from chalicelib.models import approval_tasks, employees
from chalicelib.services.operations.people_changes import follow_up_changes
from tests.simulation.approvals import EMIL, TIMED, TWO_LEVELS, asked, asked_for, away, company, data_of, inbox, publish
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.connection import Crash, Cut
from tests.support.gateway import call


def change(world: World, end: str) -> None:
    """What ends somebody's right, by the API."""
    match end:
        case "deleted":
            answer = call(CLARA, "DELETE", "/v1/employees/ben")
        case "deactivated":
            answer = call(CLARA, "PATCH", "/v1/employees/ben", {"active": False}, If_Match="*")
        case "delegation withdrawn":
            answer = call(BEN, "DELETE", "/v1/me/delegation")
        case _:
            answer = call(CLARA, "DELETE", f"/v1/employees/{end}")
    assert answer.status < 300, answer.body


@pytest.mark.parametrize("end", ["deleted", "deactivated"])
@pytest.mark.parametrize("lost", [False, True])
def test_open_steps_of_who_leaves_pass_on(world: World, end: str, lost: bool) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    world.sweeping = lost
    if lost:
        world.wire.scissors = lambda each: Cut.BEFORE if each.operation == "sqs.SendMessage" else None
        with pytest.raises(Crash):
            change(world, end)
        world.wire.scissors = lambda _call: None
    else:
        change(world, end)
    world.run(61 if lost else 1)

    assert asked(world, booking_id) == ["clara"]
    assert (inbox(world, BEN), inbox(world, CLARA)) == ([], [booking_id])
    (event,) = data_of(world, booking_id, "approval_reassigned")
    assert (event["previousApprovers"], event["approvers"]) == (["ben"], ["clara"])


def test_delegate_is_replaced_by_who_is_back(world: World) -> None:
    company(world, ben={"delegate": away(world, "david")})
    publish(world, TIMED)
    booking_id = asked_for(world)
    assert asked(world, booking_id) == ["david for ben"]

    change(world, "delegation withdrawn")
    world.run(1)

    assert asked(world, booking_id) == ["ben"]
    assert inbox(world, DAVID) == []


def test_step_of_who_is_away_passes_on_when_their_delegate_leaves(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_id = asked_for(world)
    call(BEN, "PUT", "/v1/me/delegation", _as_body(world), If_Match="*")
    world.run(1)
    assert asked(world, booking_id) == ["ben"]

    change(world, "david")
    world.run(1)

    assert asked(world, booking_id) == ["clara"]


def _as_body(world: World) -> dict[str, str]:
    delegation = away(world, "david")
    return {"delegateId": "david", "from": str(delegation.first_day), "until": str(delegation.until)}


def test_where_nobody_is_left_the_travel_managers_are_asked(world: World) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    for each in ("clara", "ben"):
        assert call(EMIL, "DELETE", f"/v1/employees/{each}").status == 204
    world.run(1)

    assert asked(world, booking_id) == ["travel-managers"]
    assert inbox(world, EMIL) == [booking_id]


def test_addresses_of_who_has_left_open_nothing_again_when_they_are_back(world: World) -> None:
    company(world)
    dates = {"startsAt": "2026-12-01T06:15:00Z", "endsAt": "2026-12-03T18:50:00Z"}
    trip_id = call(ANNA, "POST", "/v1/trips", {"name": "Berlin to London", **dates}).body["trip"]["tripId"]
    feeds = [call(ANNA, "POST", path).body["url"] for path in (f"/v1/trips/{trip_id}/calendar", "/v1/me/calendar")]
    call(ANNA, "POST", "/v1/me/track-shares", {"label": "Home"})
    assert [call(ANNA, "GET", url).status for url in feeds] == [200, 200]

    assert call(CLARA, "DELETE", "/v1/employees/anna").status == 204
    follow_up_changes()
    assert call(CLARA, "PATCH", "/v1/employees/anna", {"active": True}, If_Match="*").status == 200

    assert [call(ANNA, "GET", url).status for url in feeds] == [404, 404]
    assert call(ANNA, "GET", "/v1/me/track-shares").body["items"] == []


def test_change_that_was_followed_up_is_found_no_more(world: World) -> None:
    company(world)
    with world.wire.quiet():
        assert follow_up_changes().people == 4
        assert follow_up_changes().people == 0
        ben = employees.get_employee("ben")
        employees.mark_followed_up(ben)
        employees.postpone_follow_up("ben", world.clock.time)
        assert follow_up_changes().people == 0


def test_person_whose_change_cannot_be_followed_up_keeps_nobody_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(world)
    whole = approval_tasks.list_tasks

    def broken_for_ben(inboxes: list[str], **rest: object) -> object:
        if approval_tasks.of_person("ben") in inboxes:
            raise RuntimeError("a row that cannot be read")
        return whole(inboxes, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(approval_tasks, "list_tasks", broken_for_ben)
    with world.wire.quiet():
        first, second = follow_up_changes(), follow_up_changes()
        monkeypatch.undo()
        world.clock.turn(minutes=6)
        third = follow_up_changes()

    assert (first.people, first.failed, second.people, second.failed) == (3, 1, 0, 0)
    assert (third.people, third.failed) == (1, 0)
