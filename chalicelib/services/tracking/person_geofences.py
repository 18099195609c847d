"""The geofences that a person's positions are followed through: their own and the company's, read once a batch, and not
at all where a worker knows them still."""

from collections.abc import Iterable
from functools import cached_property, lru_cache

from chalicelib import clock
from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geofencing.owned_geofences import WRITTEN_WITHIN, GeofenceSet, OwnedGeofence
from chalicelib.domain.tracking.geofencing.visit_spans import KnownGeofences
from chalicelib.domain.tracking.sharing_levels import ZonesOf
from chalicelib.models import geofences

# So many people's geofences, some hundred kilobytes where somebody has hundreds, are kept by a worker.
_PEOPLE_REMEMBERED = 32


class PersonGeofences:
    """The geofences that count for a person, read once, when they are first asked for."""

    def __init__(self, user_id: str) -> None:
        self.user_id = user_id

    @cached_property
    def known(self) -> KnownGeofences:
        """All of them. Raises Unavailable."""
        until = int(clock.now().timestamp()) - WRITTEN_WITHIN
        tokens = geofences.find_tokens([self.user_id, None])
        own, company = tokens.get(self.user_id), tokens.get(None)
        return KnownGeofences(_read_set(self.user_id if own else None, own, company), until)

    def zones_of(self, fix: Fix) -> Iterable[str]:
        """Return ids of those that a fix is in."""
        return self.known.geofences.latest.zones_of(fix)


def zones_of(user_id: str) -> ZonesOf:
    """Return what finds the geofences that a fix of a person is in; they are read when it is first asked."""
    return PersonGeofences(user_id).zones_of


@lru_cache(maxsize=_PEOPLE_REMEMBERED)
def _read_set(user_id: str | None, token: str | None, company_token: str | None) -> GeofenceSet:
    """Return a person's geofences and the company's, which are known by these words; none where there is no word.
    Whoever has none of their own (None) shares those of everybody else who has none."""
    own = geofences.read_all(user_id) if user_id and token else ()
    return GeofenceSet([*own, *(_read_company(company_token) if company_token else ())])


@lru_cache(maxsize=1)
def _read_company(_token: str) -> tuple[OwnedGeofence, ...]:
    return tuple(geofences.read_all(None))
