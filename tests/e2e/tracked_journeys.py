"""A traveller with a phone for the end-to-end tests: a flight and a ride that lie behind them, as a device has them in
its memory, and how it sends them: in batches, some of which are lost, come twice, or come a day late."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from boto3.dynamodb.types import TypeSerializer

from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.tracking.geometry.geodesy import destination, points_between, to_cartesian, to_degrees
from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, decoded

TOWN = (51.5081, -0.1281)
_HEATHROW, _BERLIN = find_airport("LHR"), find_airport("BER")
LHR, BER = (_HEATHROW.latitude, _HEATHROW.longitude), (_BERLIN.latitude, _BERLIN.longitude)
REASON = "Fog at the airport: who needs another way home?"


class Stretch(NamedTuple):
    """What a device has in its memory of a part of a journey, in order of time."""

    name: str
    fixes: tuple[Json, ...]

    @property
    def seconds(self) -> list[str]:
        return [fix["at"] for fix in self.fixes]


def flight_and_ride(ends_at: datetime) -> tuple[Stretch, Stretch]:
    """A flight from Berlin to London in 105 minutes, and from there into town in 55 minutes by a road with many
    bends, a fix every ten seconds or two; it ends in town at this moment."""
    begins_at = ends_at - timedelta(minutes=180)
    landed = begins_at + timedelta(minutes=105)
    flight = [to_degrees(step) for step in points_between(to_cartesian(*BER), to_cartesian(*LHR), 4_600)]
    ride = _road(LHR, TOWN, 300)
    return (
        Stretch("flight", tuple(_fixes(flight, begins_at, landed, altitude_metres=10_300))),
        Stretch("ride", tuple(_fixes(ride, landed + timedelta(minutes=20), ends_at, altitude_metres=21))),
    )


def walk(begins_at: datetime) -> Stretch:
    """A quarter of an hour on foot in Berlin."""
    path = [destination(*BER, bearing=20 + number, metres=80 * number) for number in range(15)]
    return Stretch("walk", tuple(_fixes(path, begins_at, begins_at + timedelta(minutes=15), altitude_metres=35)))


def batches(stretch: Stretch, seed: int) -> Iterator[list[Json]]:
    """The fixes of a stretch as a device sends them: twenty at a time, in some disorder, a fifth of them twice."""
    chance = Random(seed)
    cut = [list(stretch.fixes[begin : begin + 20]) for begin in range(0, len(stretch.fixes), 20)]
    sent = [*cut, *(chance.sample(cut, len(cut) // 5))]
    for begin in range(0, len(sent), 4):
        near = sent[begin : begin + 4]
        yield from chance.sample(near, len(near))


class Device:
    """A registered device, which signs in by its credential."""

    def __init__(self, owner: Client, base_url: str) -> None:
        registered = owner.post("/v1/me/tracking-devices", {"name": "Phone"})
        self.device_id = str(registered["deviceId"])
        self._client = Client(base_url, registered["credential"])

    def report(self, fixes: Sequence[Json]) -> Json:
        """What became of these fixes."""
        reply = self._client.call("POST", "/v1/tracking/positions", {"fixes": list(fixes)})
        assert reply.status == 202, reply.body
        return dict(reply.body)


class Journey(NamedTuple):
    """Somebody who travels, and the trip on which they do."""

    traveller: Client
    user_id: str
    trip_id: str


def set_out(world: World, name: str, now: datetime) -> Journey:
    """Somebody new on a trip that began thirty hours ago, who has agreed to share exactly where they are since then."""
    traveller = world.newcomer(name, "traveller")
    begins_at = now - timedelta(hours=30)
    body = {"name": "Berlin to London", "startsAt": _text(begins_at), "endsAt": _text(now + timedelta(hours=4))}
    trip_id = traveller.post("/v1/trips", body)["trip"]["tripId"]
    wanted = {"granted": True, "textVersion": "2026-11-en", "level": "exact"}
    traveller.call("PUT", "/v1/me/tracking", wanted, headers={"If-Match": '"v0"'})
    _backdate_consent(world, str(traveller.get("/v1/me")["userId"]), begins_at - timedelta(hours=10))
    return Journey(traveller, str(traveller.get("/v1/me")["userId"]), str(trip_id))


def plan_ride(journey: Journey, ride: Stretch) -> str:
    """The item of a ride from the airport into town, as it was planned."""
    begins_at, ends_at = ride.fixes[0]["at"], ride.fixes[-1]["at"]
    landed = _text(datetime.fromisoformat(begins_at) - timedelta(minutes=30))
    airport = {"name": "Heathrow", "latitude": LHR[0], "longitude": LHR[1]}
    town = {"name": "Trafalgar Square", "latitude": TOWN[0], "longitude": TOWN[1]}
    for item in (
        {"kind": "meeting", "name": "Breakfast", "startsAt": landed, "endsAt": begins_at, "place": airport},
        {"kind": "ride", "name": "Taxi into town", "startsAt": begins_at, "endsAt": ends_at, "place": town},
    ):
        made = journey.traveller.post("/v1/items", {**item, "tripId": journey.trip_id})
    return str(made["itemId"])


def draw_fence(world: World, name: str, place: tuple[float, float], radius_metres: int, since: datetime) -> str:
    """A geofence of the company, which has counted since then."""
    shape = {"kind": "circle", "latitude": place[0], "longitude": place[1], "radiusMetres": radius_metres}
    body = {"owner": "company", "name": name, "shape": shape, "events": ["enter", "exit"]}
    geofence_id = str(world.manager.post("/v1/geofences", body)["geofenceId"])
    (row,) = (each for each in world.rows("geofences") if each["geofenceId"] == geofence_id)
    document = decoded(row["document"])
    document["geofence"]["countsFrom"] = _text(since)
    _put_document(world, "geofences", row, document)
    return geofence_id


def remove_fence(world: World, geofence_id: str) -> None:
    """Take a geofence away again: the company's count for everybody."""
    reply = world.manager.call("DELETE", f"/v1/geofences/{geofence_id}", headers={"If-Match": "*"})
    assert reply.status == 204, reply.body


def positions_of(traveller: Client, since: datetime, until: datetime) -> list[Json]:
    """All that is kept of where somebody was."""
    found: list[Json] = []
    query = f"since={_text(since)}&until={_text(until)}&limit=1000"
    cursor = ""
    while True:
        page = traveller.get(f"/v1/me/positions?{query}{cursor}")
        found += page["items"]
        if page["nextCursor"] is None:
            return found
        cursor = f"&cursor={page['nextCursor']}"


def _backdate_consent(world: World, user_id: str, at: datetime) -> None:
    """Let somebody have agreed earlier than the test began: what was before counts only with a consent of then."""
    (row,) = (each for each in world.rows("consents") if each["userId"] == user_id)
    _put_document(world, "consents", row, {**decoded(row["document"]), "decidedAt": _text(at)})


def _put_document(world: World, table: str, row: Json, document: Json) -> None:
    changed = {**row, "document": json.dumps(document)}
    item = {name: TypeSerializer().serialize(value) for name, value in changed.items()}
    world.service("dynamodb").put_item(TableName=world.stack.name(table), Item=item)


def _fixes(
    path: Sequence[tuple[float, float]], begins_at: datetime, ends_at: datetime, *, altitude_metres: float
) -> Iterable[Json]:
    seconds = (ends_at - begins_at).total_seconds() / (len(path) - 1)
    for number, (latitude, longitude) in enumerate(path):
        yield {
            "at": _text(begins_at + timedelta(seconds=round(seconds * number))),
            "latitude": round(latitude, 7),
            "longitude": round(longitude, 7),
            "accuracyMetres": 6.5,
            "altitudeMetres": altitude_metres,
            "batteryPercent": 80 - number // 20,
        }


def _road(start: tuple[float, float], end: tuple[float, float], count: int) -> list[tuple[float, float]]:
    """Points of a road that winds by some hundred metres to either side, and begins and ends where it should."""
    points = []
    for number in range(count):
        share = number / (count - 1)
        bend = 0.0015 * math.sin(share * 40) * math.sin(share * math.pi)
        points.append(
            (start[0] + (end[0] - start[0]) * share + bend, start[1] + (end[1] - start[1]) * share - bend / 2)
        )
    return points


def _text(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def shown(positions: Iterable[dict[str, Any]]) -> set[tuple[str, float, float]]:
    """What positions say, in whatever form they were read."""
    return {(each["at"], each["latitude"], each["longitude"]) for each in positions}
