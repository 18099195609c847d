"""Walks of a person between places, as a device reports them: noisy, with gaps, and repeated."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import cos, radians
from random import Random
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.tracking.fix import DEGREE, Fix, Ping, Signal, make_fix
from chalicelib.domain.tracking.geofencing.geofences import Geofence, GeofenceRequest, make_geofence
from chalicelib.domain.tracking.geofencing.owned_geofences import OwnedGeofence

BEGIN = 1_795_996_800  # 2026-11-30, midnight UTC
METRES = 111_195.0  # of a degree of a great circle
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
Place = tuple[float, float]

# Within Berlin, some kilometres from each other.
BERLIN: tuple[Place, ...] = (
    (52.5250, 13.3694), (52.5200, 13.4050), (52.5076, 13.2790), (52.4870, 13.4249), (52.5520, 13.3490),
)  # fmt: skip


class Stay(NamedTuple):
    """Where somebody truly was, from when until when."""

    place: Place
    arrives_at: int
    departs_at: int


def make_fence(number: int, shape: dict[str, Any], **more: Any) -> Geofence:
    """Return a valid geofence whose id follows from a number."""
    request = msgspec.convert({"name": f"Place {number}", "shape": shape, **more}, GeofenceRequest)
    return make_geofence(f"gfn_{number:026}", request, LONG_AGO)


def to_owned(fence: Geofence, user_id: str | None = "anna") -> OwnedGeofence:
    """Return a geofence as somebody's, who drew it when it began to count."""
    at = fence.counts_from
    return OwnedGeofence(geofence=fence, user_id=user_id, defined_at=at, created_at=at, updated_at=at)


def fence_around(number: int, place: Place, radius: int = 200, **more: Any) -> Geofence:
    """Return a circular geofence around a place."""
    shape = {"kind": "circle", "latitude": place[0], "longitude": place[1], "radiusMetres": radius}
    return make_fence(number, shape, **more)


def beside(place: Place, north: float, east: float) -> Place:
    """Return a place so many metres to the north and to the east."""
    return place[0] + north / METRES, place[1] + east / METRES / cos(radians(place[0]))


def fix_at(place: Place, at: int, accuracy: float | None = 10, device: str = "phone") -> Fix:
    """Return a fix at a place."""
    return make_fix(device=device, at=at, latitude=place[0], longitude=place[1], accuracy_metres=accuracy)


def plan_stays(places: Sequence[Place], *, stays: int = 1_800, travels: int = 900) -> list[Stay]:
    """Return a stay at each place in turn, all of one length and apart by as long a journey."""
    return [
        Stay(place, BEGIN + number * (stays + travels), BEGIN + number * (stays + travels) + stays)
        for number, place in enumerate(places)
    ]


def walk(
    stays: Sequence[Stay], draw: Random, *, every: int = 10, accuracy: float = 10, device: str = "phone"
) -> list[Fix]:
    """Return what a device reports of stays and of the straight journeys between them.

    It is off by a normal error of which two thirds lie within the accuracy that it claims.
    """
    sigma = accuracy / 1.5
    fixes = []
    for at in range(stays[0].arrives_at, stays[-1].departs_at + 1, every):
        error = draw.gauss(0, sigma), draw.gauss(0, sigma)
        fixes.append(fix_at(beside(_true_place(stays, at), *error), at, accuracy, device))
    return fixes


def disturb(signals: Iterable[Signal], draw: Random, *, dropped: float = 0.2, repeated: float = 0.2) -> list[Signal]:
    """Return signals in any order, some of them missing and some more than once."""
    kept = [signal for signal in signals if draw.random() >= dropped]
    disturbed = [*kept, *(signal for signal in kept if draw.random() < repeated)]
    draw.shuffle(disturbed)
    return disturbed


def ping_at(at: int, device: str = "phone") -> Ping:
    """Return a ping."""
    return Ping(at=at, device=device)


def units(place: Place) -> tuple[int, int]:
    """Return a place in units of 1e-7 degree."""
    return round(place[0] * DEGREE), round(place[1] * DEGREE)


def _true_place(stays: Sequence[Stay], at: int) -> Place:
    for stay, following in zip(stays, [*stays[1:], stays[-1]], strict=True):
        if at <= stay.departs_at:
            return stay.place
        if at < following.arrives_at:
            part = (at - stay.departs_at) / (following.arrives_at - stay.departs_at)
            (latitude1, longitude1), (latitude2, longitude2) = stay.place, following.place
            return latitude1 + part * (latitude2 - latitude1), longitude1 + part * (longitude2 - longitude1)
    return stays[-1].place
