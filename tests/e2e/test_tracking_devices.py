"""Devices of a deployed copy: each client's form comes through the gateway as it is sent, and a worker stores it."""

import base64
import json
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.packing import unpack
from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World
from tests.support.waiting import becomes, eventually

POSITIONS, OSMAND, OWNTRACKS = (f"/v1/tracking/{name}" for name in ("positions", "osmand", "owntracks"))


def text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def on_a_trip(world: World) -> Client:
    """Somebody who travels now, and shares where they are exactly."""
    who = world.newcomer("Nora Lind", "traveller")
    now = datetime.now(UTC)
    dates = {"startsAt": text(now - timedelta(hours=1)), "endsAt": text(now + timedelta(hours=8))}
    who.post("/v1/trips", {"name": "To Helsinki", **dates})
    who.put("/v1/me/tracking", {"granted": True, "textVersion": "2026-11-en", "level": "exact", "quietHours": None})
    return who


def stored(world: World, user_id: str) -> list[Fix]:
    """What is stored of somebody, as exactly as it is."""
    rows = [row for row in world.rows("positions") if row["userId"] == user_id]
    packed = [bytes(row["packed"]) for row in rows]
    return sorted(
        (signal for each in packed for signal in unpack(each) if isinstance(signal, Fix)), key=lambda fix: fix.latitude
    )


@pytest.mark.waits
def test_positions_in_every_form_are_stored_and_a_revoked_device_is_refused(world: World) -> None:
    who = on_a_trip(world)
    user_id = who.get("/v1/me")["userId"]
    device: Json = who.post("/v1/me/tracking-devices", {"name": "Phone"})
    credential: str = device["credential"]
    nobody = Client(world.stack.base_url)
    at = datetime.now(UTC) + timedelta(seconds=2)  # after they consented
    second = int(at.timestamp())
    basic = {"Authorization": "Basic " + base64.b64encode(f"me:{credential}".encode()).decode()}
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    batch = {"fixes": [{"at": text(at), "latitude": 60.1, "longitude": 24.9}, {"at": text(at), "latitude": 91}]}
    own = nobody.call("POST", POSITIONS, batch, headers={"Authorization": f"Bearer {credential}"})
    query = urlencode({"id": credential, "lat": 60.2, "lon": 24.9, "timestamp": second, "speed": 10, "hdop": 3})
    queried = nobody.call("GET", f"{OSMAND}?{query}")
    posted = nobody.transport.send(
        "POST", OSMAND, {**form}, urlencode({"id": credential, "lat": 60.3, "lon": 24.9, "timestamp": second}).encode()
    )
    located = {"_type": "location", "tst": second, "lat": 60.4, "lon": 24.9}
    tracked = nobody.call("POST", OWNTRACKS, located, headers=basic)

    assert (own.status, own.body["accepted"], [each["index"] for each in own.body["refused"]]) == (202, 1, [1])
    assert (queried.status, queried.body["accepted"]) == (200, 1)
    assert (posted.status, json.loads(posted.body)["accepted"]) == (200, 1)
    assert (tracked.status, tracked.body) == (200, [])
    latitudes = [601000000, 602000000, 603000000, 604000000]
    found = becomes(
        lambda: [(fix.latitude, fix.at) for fix in stored(world, user_id)], [(n, second) for n in latitudes]
    )
    assert found == [(latitude, second) for latitude in latitudes]

    who.call("DELETE", f"/v1/me/tracking-devices/{device['deviceId']}")
    refused = nobody.call("POST", OWNTRACKS, located, headers=basic)
    assert (refused.status, refused.body["type"]) == (401, "urn:sojourn:problem:unauthenticated")


@pytest.mark.waits
def test_a_message_that_nobody_can_read_ends_among_the_dead_letters(world: World) -> None:
    sqs = world.service("sqs")
    queue, dead = (
        sqs.get_queue_url(QueueName=world.stack.name(name))["QueueUrl"] for name in ("positions", "positions-dlq")
    )
    body = json.dumps({"userId": "nora", "deviceId": "no device", "id": uuid.uuid4().hex})
    sqs.send_message(QueueUrl=queue, MessageBody=body)

    def put_aside() -> bool | None:
        got = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10, VisibilityTimeout=0).get("Messages", [])
        return True if body in {each["Body"] for each in got} else None

    assert eventually(put_aside, seconds=60)
