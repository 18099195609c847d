"""Somebody who has agreed to be followed, and has been: what there is to see of a person on the way."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tests.e2e.tracked_journeys import LHR, REASON, Device, draw_fence, flight_and_ride, set_out
from tests.e2e.world import World
from tests.support.waiting import eventually

TRACKED = "tracked"  # somebody who is nobody of the stack's own users
_LANDING = 120  # fixes


class Tracked(NamedTuple):
    """How they are let in, who they are, and a geofence of the company that they have entered and left."""

    token: str
    user_id: str
    geofence_id: str


def set_out_tracked(world: World) -> Tracked:
    """Land in London and go into town, with a phone that says so, past a geofence; the travel manager looks twice."""
    now = datetime.now(UTC).replace(microsecond=0)
    traveller, user_id, _ = set_out(world, "Mara Lindt", now)
    geofence_id = draw_fence(world, "Heathrow", LHR, 4_000, now - timedelta(hours=30))
    flight, ride = flight_and_ride(now - timedelta(minutes=1))
    Device(traveller, world.stack.base_url).report([*flight.fixes[-_LANDING:], *ride.fixes])
    eventually(lambda: len(traveller.get("/v1/me/geofence-events")["items"]) > 1)
    for _ in range(2):
        world.manager.get(f"/v1/users/{user_id}/positions?reason={REASON.replace(' ', '%20')}")
    return Tracked(str(traveller.token), user_id, geofence_id)
