"""Geofences of people and of the company: drawing, reading, writing over and deleting them, and which ones a person's
positions are followed through.

A person's own are theirs alone. The company's are drawn by its travel managers, and everybody may read them.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geofences import MOST_GEOFENCES, GeofenceRequest
from chalicelib.domain.tracking.owned_geofences import (
    WRITTEN_WITHIN,
    GeofenceOwner,
    GeofenceSet,
    OwnedGeofence,
    make_owned,
    replace_owned,
)
from chalicelib.domain.tracking.sharing_levels import ZonesOf
from chalicelib.domain.tracking.visit_spans import KnownGeofences
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import NotFound, VersionConflict
from chalicelib.models import geofences

# So many people's geofences, some hundred kilobytes where somebody has hundreds, are kept by a worker.
_PEOPLE_REMEMBERED = 32


def create_geofence(
    identity: Identity, request: GeofenceRequest, owner: GeofenceOwner, geofence_id: str
) -> OwnedGeofence:
    """Draw a geofence for the caller, or for the company, under a new id; done again it is the same.

    Raises NotAllowed for the company's but to travel managers, InvalidInput, AmbiguousRequest, Conflict when there are
    too many, PersonErased, Unavailable.
    """
    user_id = _require_owner(identity, owner)
    owned = make_owned(geofence_id, request, user_id, clock.now())
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
    after = replace_owned(before, request, clock.now())
    geofences.replace_geofence(before, after)
    return after


def delete_geofence(identity: Identity, geofence_id: str, *, expected: int | None) -> None:
    """Remove a geofence; what happened there stays in the events. Raises as `replace_geofence`."""
    before = _get_own(identity, geofence_id)
    require_version(before, expected, "The geofence")
    geofences.delete_geofence(before)


class PersonGeofences:
    """The geofences that count for a person, read once, when they are first asked for."""

    def __init__(self, user_id: str) -> None:
        self.user_id = user_id

    @cached_property
    def known(self) -> KnownGeofences:
        """All of them. Raises Unavailable."""
        until = int(clock.now().timestamp()) - WRITTEN_WITHIN
        tokens = geofences.find_tokens([self.user_id, None])
        return KnownGeofences(_read_set(self.user_id, tokens.get(self.user_id), tokens.get(None)), until)

    def zones_of(self, fix: Fix) -> Iterable[str]:
        """Return ids of those that a fix is in."""
        return self.known.geofences.latest.zones_of(fix)


def zones_of(user_id: str) -> ZonesOf:
    """Return what finds the geofences that a fix of a person is in; they are read when it is first asked."""
    return PersonGeofences(user_id).zones_of


@lru_cache(maxsize=_PEOPLE_REMEMBERED)
def _read_set(user_id: str, token: str | None, company_token: str | None) -> GeofenceSet:
    """Return a person's geofences and the company's, which are known by these words; none where there is no word."""
    own = geofences.read_all(user_id) if token else ()
    return GeofenceSet([*own, *(_read_company(company_token) if company_token else ())])


@lru_cache(maxsize=1)
def _read_company(_token: str) -> tuple[OwnedGeofence, ...]:
    return tuple(geofences.read_all(None))


def _require_owner(identity: Identity, owner: GeofenceOwner) -> str | None:
    if owner is GeofenceOwner.PERSON:
        return identity.user_id
    identity.require(Role.TRAVEL_MANAGER)
    return None


def _get_own(identity: Identity, geofence_id: str) -> OwnedGeofence:
    found = get_geofence(identity, geofence_id)
    _require_owner(identity, found.owner)
    return found
