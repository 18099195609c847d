"""Positions from the device to who follows: a flight and a ride, sent again within a minute, with batches that are
lost, that come twice and that come a day late; workers that are killed, and messages that nobody can handle."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from local.client import Client
from tests.e2e.ear import Ear, Json
from tests.e2e.killing import workers_of
from tests.e2e.posts import Post
from tests.e2e.tracked_journeys import (
    REASON,
    Device,
    batches,
    flight_and_ride,
    positions_of,
    set_out,
    shown,
    walk,
)
from tests.e2e.world import World
from tests.support.waiting import becomes, eventually

pytestmark = pytest.mark.waits

NOW = datetime.now(UTC).replace(microsecond=0)
FLIGHT, RIDE = flight_and_ride(NOW - timedelta(minutes=1))
WALK = walk(NOW - timedelta(hours=26))
UNREADABLE = '{"userId": 7}'


@contextmanager
def killed_while_they_work(world: World, times: int) -> Iterator[list[int]]:
    """Meanwhile processes of the worker are killed, each while messages are in its hands; which ones."""
    post_depth = Post(world, "positions", tries=10, seconds=3)
    killed: list[int] = []
    over = threading.Event()
    name, endpoint = world.stack.name("store_positions"), world.stack.endpoint

    def kill() -> None:
        while len(killed) < times and not over.wait(0.05):
            for pid in workers_of(name, endpoint):
                if pid not in killed and post_depth.depth().in_flight:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()
        post_depth.be_patient()


def seen_by(ear: Ear, user_id: str) -> list[Json]:
    """The positions of somebody that were pushed to a connection."""
    pushed = [message for message in ear.of("positions") if message["userId"] == user_id]
    return [position for message in pushed for position in message["positions"]]


def follow(ear: Ear, user_id: str, reason: str | None = REASON) -> Json:
    return ear.ask({"action": "follow_traveller", "userId": user_id, "reason": reason})


def test_flight_and_ride_are_seen_live_and_kept_whole_whatever_happens_to_batches_and_workers(world: World) -> None:
    traveller = set_out(world, "Nora Flint", NOW)
    user_id = str(traveller.get("/v1/me")["userId"])
    device = Device(traveller, world.stack.base_url)
    with world.ear(world.manager) as ear, world.ear(world.second) as stranger:
        assert follow(ear, user_id)["type"] == "following"
        assert follow(stranger, user_id)["code"] == "not_found"
        lost = replay(device, world)
        for batch in lost:  # the device has had no answer, and sends them again
            device.report(batch)
        late = device.report(WALK.fixes)

        everything = [*WALK.fixes, *FLIGHT.fixes, *RIDE.fixes]
        kept = becomes(lambda: shown(all_positions(traveller)), shown(everything))
        assert kept == shown(everything)
        assert late["accepted"] == len(WALK.fixes)
        live = [*FLIGHT.fixes, *RIDE.fixes]
        eventually(lambda: shown(seen_by(ear, user_id)) == shown(live))
        assert seen_by(stranger, user_id) == []
        assert ear.of("trip_progress")

        traveller.call("PUT", "/v1/me/tracking", {"granted": False, "level": "exact"}, headers={"If-Match": "*"})
        world.invoke("heartbeat")
        assert eventually(lambda: ear.of("following_ended"))[0]["userId"] == user_id
    looks = traveller.get("/v1/me/position-looks")["items"]
    assert {(look["kind"], look["reason"]) for look in looks} == {("live", REASON)}


def replay(device: Device, world: World) -> list[list[Json]]:
    """Send the flight and the ride while workers are killed; the batches that were lost on the way to us."""
    lost = []
    with killed_while_they_work(world, times=2) as killed:
        for number, batch in enumerate([*batches(FLIGHT, 1), *batches(RIDE, 2)]):
            if number % 9 == 5:
                lost.append(batch)
            else:
                receipt = device.report(batch)
                assert (receipt["accepted"], receipt["refused"]) == (len(batch), [])
        eventually(lambda: len(killed) == 2)
    return lost


def all_positions(traveller: Client) -> list[Json]:
    return positions_of(traveller, NOW - timedelta(hours=30), NOW + timedelta(minutes=1))


def test_messages_that_cannot_be_handled_wait_as_dead_letters_and_are_handled_when_they_can_be(world: World) -> None:
    traveller = set_out(world, "Ole Brandt", NOW)
    device, post = Device(traveller, world.stack.base_url), Post(world, "positions", seconds=3)
    try:
        with world.denied("store_positions", "dynamodb:PutItem"):
            device.report(RIDE.fixes[:20])
            post.send(UNREADABLE)
            assert becomes(lambda: post.depth().dead_letters, 2) == 2
            assert UNREADABLE in post.dead_letters()
            assert all_positions(traveller) == []
        post.be_patient()

        assert post.redrive() == 2

        assert becomes(lambda: shown(all_positions(traveller)), shown(RIDE.fixes[:20])) == shown(RIDE.fixes[:20])
        assert becomes(post.left, 1) == 1, "what nobody can read stays where it is"
        assert [json.loads(each) for each in post.dead_letters()] == [json.loads(UNREADABLE)]
    finally:
        post.restore()


def test_readers_of_server_sent_events_go_on_from_where_they_were(world: World) -> None:
    traveller = set_out(world, "Pia Sommer", NOW)
    user_id = str(traveller.get("/v1/me")["userId"])
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
    assert world.second.call("GET", f"{path}?wait=0").status == 400
    assert world.second.call("GET", f"{path}?wait=0&reason=just%20looking").status == 404
