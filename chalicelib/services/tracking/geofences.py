"""Geofences of people and of the company: drawing, reading, writing over and deleting them.

A person's own are theirs alone. The company's are drawn by its travel managers, and everybody may read them.
"""

from datetime import datetime
from functools import partial
from typing import assert_never

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.geofencing.geofence_shapes import (
    CorridorShape,
    FoundShape,
    RouteShape,
    TripShape,
    draw_corridor,
)
from chalicelib.domain.tracking.geofencing.geofences import MOST_GEOFENCES, GeofenceRequest
from chalicelib.domain.tracking.geofencing.owned_geofences import (
    GeofenceOwner,
    OwnedGeofence,
    make_owned,
    replace_owned,
)
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import NotFound, VersionConflict
from chalicelib.models import geofences
from chalicelib.services import maps
from chalicelib.services.tracking import on_the_way
from chalicelib.services.trips.trips import get_trip


def create_geofence(
    identity: Identity,
    request: GeofenceRequest,
    owner: GeofenceOwner,
    geofence_id: str,
    *,
    counts_from: datetime | None = None,
) -> OwnedGeofence:
    """Draw a geofence for the caller, or for the company, under a new id; done again it is the same. It counts from now
    on, or from a moment before, which is looked at again with the next positions of each person.

    Raises NotAllowed for the company's but to travel managers, InvalidInput, AmbiguousRequest, Conflict when there are
    too many, PersonErased, Unavailable.
    """
    user_id = _require_owner(identity, owner)
    find = partial(_find_corridor, identity)
    owned = make_owned(geofence_id, request, user_id, clock.now(), find, counts_from=counts_from)
    try:
        geofences.add_geofence(owned, MOST_GEOFENCES)
    except VersionConflict:
        known = geofences.find_geofence(user_id, geofence_id)
        if known is None or known.geofence.request != request:
            raise
        return known
    return owned


def get_geofence(identity: Identity, geofence_id: str) -> OwnedGeofence:
    """Return a geofence of the caller, or of the company. Raises NotFound."""
    found = geofences.find_geofence(identity.user_id, geofence_id) or geofences.find_geofence(None, geofence_id)
    if found is None:
        raise NotFound(f"There is no geofence {geofence_id}.")
    return found


def list_geofences(
    identity: Identity, owner: GeofenceOwner, *, limit: int, start: Cursor | None
) -> ResultPage[OwnedGeofence]:
    """List a page of the caller's geofences, or of the company's, the oldest first, and where the next page starts."""
    user_id = identity.user_id if owner is GeofenceOwner.PERSON else None
    return geofences.list_geofences(user_id, limit=limit, start=start)


def replace_geofence(
    identity: Identity, geofence_id: str, request: GeofenceRequest, *, expected: int | None
) -> OwnedGeofence:
    """Write a geofence over. Raises NotFound, NotAllowed for the company's but to travel managers, VersionConflict,
    InvalidInput, AmbiguousRequest, PersonErased, Unavailable."""
    before = _get_own(identity, geofence_id)
    require_version(before, expected, "The geofence")
    after = replace_owned(before, request, clock.now(), partial(_find_corridor, identity))
    geofences.replace_geofence(before, after)
    return after


def delete_geofence(identity: Identity, geofence_id: str, *, expected: int | None) -> None:
    """Remove a geofence; what happened there stays in the events. Raises as `replace_geofence`."""
    before = _get_own(identity, geofence_id)
    require_version(before, expected, "The geofence")
    geofences.delete_geofence(before)


def _require_owner(identity: Identity, owner: GeofenceOwner) -> str | None:
    if owner is GeofenceOwner.PERSON:
        return identity.user_id
    identity.require(Role.TRAVEL_MANAGER)
    return None


def _get_own(identity: Identity, geofence_id: str) -> OwnedGeofence:
    found = get_geofence(identity, geofence_id)
    _require_owner(identity, found.owner)
    return found


def _find_corridor(identity: Identity, shape: FoundShape) -> CorridorShape:
    """Return the corridor along a route, or along a trip that the caller may see. What a provider finds that may not be
    kept is not: then it leads along the great circle, as where nobody knows roads. Raises InvalidInput, NotFound,
    TooManyRequests, Unavailable."""
    match shape:
        case RouteShape():
            points = [point_at(latitude, longitude) for longitude, latitude, *_ in shape.through]
            route = maps.plan_route(identity.user_id, points, shape.mode)
            if route.source not in maps.KEEPABLE:
                route = maps.plan_route(identity.user_id, points, shape.mode, offline=True)
            return draw_corridor(route.path, shape.half_width_metres, "/shape/through")
        case TripShape():
            moves = on_the_way.read_moves(get_trip(identity, shape.trip_id).trip)
            path = [point for move in moves for point in move.points]
            return draw_corridor(path, shape.half_width_metres, "/shape/tripId")
        case _:
            assert_never(shape)
