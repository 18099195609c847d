"""What devices of many people upload: walks and rides in batches, shuffled, some of them twice and some a while late.
Each upload follows from its numbers, so that what shall be found again need not be remembered."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from math import cos, radians, sin
from random import Random
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix, Ping, make_fix, make_ping

STARTS_AT = 1_804_061_730  # 2027-03-03T08:15:30Z
STEP = 10  # seconds from one position to the next
_METRES = 111_320.0  # of a degree of latitude
_PINGS, _REPEATED = 0.05, 0.1
_PLACES = ((52.52, 13.40), (60.17, 24.94), (-17.71, 178.06), (40.71, -74.01), (-33.87, 151.21), (64.13, -21.90))

Reported = Fix | Ping


class Shape(NamedTuple):
    """How many people report how many positions each, and how many at once."""

    people: int
    positions_each: int
    at_once: int

    @property
    def positions(self) -> int:
        return self.people * self.positions_each

    @property
    def rounds(self) -> int:
        return -(-self.positions_each // self.at_once)


class Upload(NamedTuple):
    """A call of a device: of which person, and which part of their track."""

    person: int
    part: int


def list_uploads(shape: Shape, seed: int) -> Iterator[Upload]:
    """Yield uploads of everybody in turn, as they come in: parts of a track in any order, and some of them again."""
    parts = list(range(shape.rounds))
    Random(seed).shuffle(parts)
    for part in parts:
        chance = Random(f"{seed} {part}")
        for person in range(shape.people):
            yield Upload(person, part)
            if chance.random() < _REPEATED:
                yield Upload(person, parts[0])


def body_of(upload: Upload, shape: Shape, seed: int) -> bytes:
    """Return what the device sends, shuffled."""
    said = list(_describe(upload, shape, seed))
    Random(f"{seed} order {upload}").shuffle(said)
    return json.dumps({"positions": said}).encode()


def expected_of(upload: Upload, shape: Shape, seed: int, device: str) -> set[Reported]:
    """Return what shall be found again of an upload."""
    return {_reported(said, device) for said in _describe(upload, shape, seed)}


def _describe(upload: Upload, shape: Shape, seed: int) -> Iterator[dict[str, object]]:
    """Yield the positions of a part of somebody's track as our own form has them."""
    chance = Random(f"{seed} {upload.person} {upload.part}")
    latitude, longitude = _PLACES[upload.person % len(_PLACES)]
    latitude += upload.part * 0.02
    speed, heading = chance.choice((1.4, 6.0, 25.0)), chance.uniform(0, 6.28)
    first = upload.part * shape.at_once
    for number in range(first, min(first + shape.at_once, shape.positions_each)):
        heading += chance.gauss(0, 0.1)
        latitude += speed * STEP * cos(heading) / _METRES
        longitude += speed * STEP * sin(heading) / _METRES / cos(radians(latitude))
        at = datetime.fromtimestamp(STARTS_AT + number * STEP, UTC).isoformat()
        if chance.random() < _PINGS:
            yield {"at": at, "ping": True, "batteryPercent": 80}
            continue
        yield {
            "at": at,
            "latitude": round(latitude, 7),
            "longitude": round((longitude + 180) % 360 - 180, 7),
            "accuracyMetres": chance.choice((3.2, 4.1, 8.5, 12.9)),
            "speedMetresPerSecond": round(abs(chance.gauss(speed, speed / 10)), 2),
            "headingDegrees": round(heading * 57.29578 % 360, 2) % 360,
            "altitudeMetres": round(chance.gauss(40, 2), 1),
            "batteryPercent": max(0, 90 - number // 120),
        }


def _reported(said: dict[str, object], device: str) -> Reported:
    at = datetime.fromisoformat(str(said["at"]))
    numbers = {name: float(str(value)) for name, value in said.items() if name not in {"at", "ping"}}
    if "ping" in said:
        return make_ping(device=device, at=at, battery_percent=numbers["batteryPercent"])
    return make_fix(
        device=device,
        at=at,
        latitude=numbers["latitude"],
        longitude=numbers["longitude"],
        accuracy_metres=numbers["accuracyMetres"],
        speed_metres_per_second=numbers["speedMetresPerSecond"],
        heading_degrees=numbers["headingDegrees"],
        altitude_metres=numbers["altitudeMetres"],
        battery_percent=numbers["batteryPercent"],
    )
