"""Positions from the device to who follows: a flight and a ride, sent again within a minute, with batches that are
lost, that come twice and that come a day late; workers that are killed, and messages that nobody can handle."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from local.client import Client
from tests.e2e.conftest import Here
from tests.e2e.ear import Ear, Json
from tests.e2e.posts import Post
from tests.e2e.tracked_journeys import (
    LHR,
    REASON,
    Device,
    batches,
    draw_fence,
    flight_and_ride,
    plan_ride,
    positions_of,
    remove_fence,
    set_out,
    shown,
    walk,
)
from tests.support.waiting import becomes, eventually

pytestmark = pytest.mark.waits

NOW = datetime.now(UTC).replace(microsecond=0)
FLIGHT, RIDE = flight_and_ride(NOW - timedelta(minutes=1))
WALK = walk(NOW - timedelta(hours=26))
TABLE = "sojourn-local-positions"
ONE_VISIT = ["geofence.entered", "geofence.exited"]
UNREADABLE = '{"userId": 7}'


def seen_by(ear: Ear, user_id: str) -> list[Json]:
    """The positions of somebody that were pushed to a connection."""
    pushed = [message for message in ear.of("positions") if message["userId"] == user_id]
    return [position for message in pushed for position in message["positions"]]


def visits_of(ear: Ear, fences: list[str]) -> list[str]:
    """The types of what was said of each of these geofences, however often each event came."""
    said = {message["event"]["eventId"]: message["event"] for message in ear.of("tracking_event")}
    of_each = [[event for event in said.values() if event["data"]["geofenceId"] == each] for each in fences]
    return [kind for events in of_each for kind in sorted(each["type"] for each in events) if kind in ONE_VISIT]


def follow(ear: Ear, user_id: str, reason: str | None = REASON) -> Json:
    return ear.ask({"action": "follow_traveller", "userId": user_id, "reason": reason})


def test_flight_and_ride_are_seen_live_and_kept_whole_whatever_happens_to_batches_and_workers(here: Here) -> None:
    world = here.world
    journey = set_out(world, "Nora Flint", NOW)
    traveller, user_id, trip_id = journey
    ride_id, halfway = plan_ride(journey, RIDE), RIDE.fixes[150]
    fences = [
        draw_fence(world, "Heathrow", LHR, 4_000, NOW - timedelta(hours=30)),
        draw_fence(world, "Halfway", (halfway["latitude"], halfway["longitude"]), 1_500, NOW - timedelta(hours=30)),
    ]
    device = Device(traveller, world.stack.base_url)
    hasty = Post(world, "positions", tries=1_000, seconds=3)
    with hasty as post, world.ear(world.manager) as ear, world.ear(world.second) as stranger:
        assert follow(ear, user_id)["type"] == "following"
        assert follow(stranger, user_id)["code"] == "not_found"
        lost = replay(device, here, user_id)
        post.take_time()  # a machine that is busy with other things handles no batch in three seconds
        for batch in lost:  # the device has had no answer, and sends them again
            device.report(batch)
        late = device.report(WALK.fixes)

        everything = [*WALK.fixes, *FLIGHT.fixes, *RIDE.fixes]
        kept = becomes(lambda: shown(all_positions(traveller)), shown(everything))
        assert kept == shown(everything)
        assert late["accepted"] == len(WALK.fixes)
        live = [*FLIGHT.fixes, *RIDE.fixes]
        show_all(device, ear, user_id, live)
        assert shown(seen_by(ear, user_id)) == shown(live)
        assert becomes(lambda: visits_of(ear, fences), ONE_VISIT * len(fences)) == ONE_VISIT * len(fences)
        assert (seen_by(stranger, user_id), stranger.of("tracking_event")) == ([], [])
        (ride,) = traveller.get(f"/v1/trips/{trip_id}/progress")["moves"]
        assert (ride["itemId"], ride["phase"], ride["basis"]) == (ride_id, "arrived", "position")
        pushed = [message["progress"]["moves"][0]["phase"] for message in ear.of("trip_progress")]
        assert "arrived" in pushed

        traveller.call("PUT", "/v1/me/tracking", {"granted": False, "level": "exact"}, headers={"If-Match": "*"})
        world.invoke("heartbeat")
        assert eventually(lambda: ear.of("following_ended"))[0]["userId"] == user_id
    for geofence_id in fences:
        remove_fence(world, geofence_id)
    looks = traveller.get("/v1/me/position-looks")["items"]
    assert {(look["kind"], look["reason"]) for look in looks} == {("live", REASON)}


def replay(device: Device, here: Here, user_id: str) -> list[list[Json]]:
    """Send the flight and the ride, while a worker is killed before it has stored a bucket, and one when it has; the
    batches that were lost on their way to us."""
    points = [
        here.passage.kill("store_positions", "DynamoDB.PutItem", "before", user_id, TABLE),
        here.passage.kill("store_positions", "DynamoDB.PutItem", "after", user_id, TABLE),
    ]
    lost = []
    for number, batch in enumerate([*batches(FLIGHT, 1), *batches(RIDE, 2)]):
        if number % 9 == 5:
            lost.append(batch)
        else:
            receipt = device.report(batch)
            assert (receipt["accepted"], receipt["refused"]) == (len(batch), [])
    eventually(lambda: all(here.passage.has_killed(point) for point in points))
    return lost


def show_all(device: Device, ear: Ear, user_id: str, live: list[Json]) -> None:
    """Wait until a connection has seen all of this. What it could not be sent within some seconds, as on a machine that
    is busy with other things, is not sent later by itself, but when the device sends it again."""

    def missed() -> list[Json]:
        seen = shown(seen_by(ear, user_id))
        return [fix for fix in live if not shown([fix]) <= seen]

    nothing: list[Json] = []
    for _ in range(30):
        left = becomes(missed, nothing, seconds=10)
        for begin in range(0, len(left), 20):
            device.report(left[begin : begin + 20])
        if not left:
            return


def all_positions(traveller: Client) -> list[Json]:
    return positions_of(traveller, NOW - timedelta(hours=30), NOW + timedelta(minutes=1))


def test_messages_that_cannot_be_handled_wait_as_dead_letters_and_are_handled_when_they_can_be(here: Here) -> None:
    world = here.world
    traveller, *_ = set_out(world, "Ole Brandt", NOW)
    device = Device(traveller, world.stack.base_url)
    with Post(world, "positions", seconds=3) as post:
        with world.denied("store_positions", "dynamodb:PutItem"):
            device.report(RIDE.fixes[:20])
            post.send(UNREADABLE)
            assert becomes(lambda: post.depth().dead_letters, 2) == 2
            assert UNREADABLE in post.dead_letters()
            assert all_positions(traveller) == []
        post.be_patient()

        assert post.redrive() == 2

        assert becomes(lambda: shown(all_positions(traveller)), shown(RIDE.fixes[:20])) == shown(RIDE.fixes[:20])
        assert becomes(post.dead_letters, [UNREADABLE]) == [UNREADABLE], "what nobody can read is put aside again"
        assert post.left() == 1


def test_readers_of_server_sent_events_go_on_from_where_they_were(here: Here) -> None:
    world = here.world
    traveller, user_id, _ = set_out(world, "Pia Sommer", NOW)
    device = Device(traveller, world.stack.base_url)
    path = f"/v1/sse/users/{user_id}/tracking"
    begun = traveller.call("GET", f"{path}?wait=0").raw.decode()
    assert "event: following\n" in begun
    place = next(line.removeprefix("id: ") for line in begun.splitlines() if line.startswith("id: "))

    device.report(RIDE.fixes[-20:])

    def read() -> list[Json]:
        raw = traveller.call("GET", f"{path}?wait=2", headers={"Last-Event-ID": place}).raw.decode()
        blocks = [block.splitlines() for block in raw.split("\n\n") if "event: positions" in block]
        return [position for block in blocks for position in json.loads(block[2].removeprefix("data: "))["positions"]]

    assert shown(eventually(read)) <= shown(RIDE.fixes[-20:])
    assert world.manager.call("GET", f"{path}?wait=0").status == 400  # without a reason
    assert world.second.call("GET", f"{path}?wait=0").status == 404
    assert world.second.call("GET", f"{path}?wait=0&reason=just%20looking").status == 404
