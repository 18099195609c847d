"""Geofences and whose they are: a person's own, which nobody else learns of, or the company's, which count for all.

From the moment when one is written over in anything but its name, what it is then counts, and whoever is inside enters
it; what was said of it before stays. Positions of the two hours before are looked at again, for who is inside.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.tracking.geofencing.geofence_shapes import TripShape
from chalicelib.domain.tracking.geofencing.geofences import FindCorridor, Geofence, GeofenceRequest, make_geofence
from chalicelib.domain.tracking.geofencing.visits import SILENT_AFTER, GeofenceIndex
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

HOUR = 3_600
# A geofence is written within so many seconds of the moment at which it is defined: who reads later sees it.
WRITTEN_WITHIN = 60


class GeofenceOwner(StrEnum):
    """Whose a geofence is."""

    PERSON = "person"
    COMPANY = "company"


_HOURS = timedelta(hours=1)
# How long ago a new geofence may count from. The company's are told to others without a look: so not of days ago.
LONGEST_BACK = {GeofenceOwner.PERSON: timedelta(days=7), GeofenceOwner.COMPANY: timedelta(days=1)}


class OwnedGeofence(Value, frozen=True, kw_only=True):
    """A geofence of somebody."""

    geofence: Geofence
    user_id: Annotated[str | None, msgspec.Meta(description="Whose it is; null for the company's")]
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    defined_at: datetime  # since when it is what it is: what was worked out before knows nothing of it
    created_at: datetime
    updated_at: datetime

    @property
    def geofence_id(self) -> str:
        return self.geofence.geofence_id

    @property
    def name(self) -> str:
        return self.geofence.request.name

    @property
    def owner(self) -> GeofenceOwner:
        return GeofenceOwner.COMPANY if self.user_id is None else GeofenceOwner.PERSON

    @property
    def counts_from(self) -> int:
        """The second from which it counts."""
        return int(self.geofence.counts_from.timestamp())

    @property
    def followed_from(self) -> int:
        """The second from which signals tell who is inside when it begins to count: a whole hour."""
        return (self.counts_from - SILENT_AFTER) // HOUR * HOUR


def make_owned(
    geofence_id: str,
    request: GeofenceRequest,
    user_id: str | None,
    now: datetime,
    find_corridor: FindCorridor | None = None,
    *,
    counts_from: datetime | None = None,
) -> OwnedGeofence:
    """Return a new geofence of a person, or of the company, which counts from now on, unless it is said from when.
    Raises as `make_geofence`, and InvalidInput for a moment that is yet to come or too long ago."""
    longest = LONGEST_BACK[GeofenceOwner.COMPANY if user_id is None else GeofenceOwner.PERSON]
    if counts_from is not None and not now - longest <= counts_from <= now:
        detail = f"is not within the {longest // _HOURS} hours before now"
        raise InvalidInput("The geofence is not valid.", [FieldError("/countsFrom", detail)])
    geofence = make_geofence(geofence_id, request, counts_from or now, find_corridor)
    return OwnedGeofence(geofence=geofence, user_id=user_id, defined_at=now, created_at=now, updated_at=now)


def replace_owned(
    before: OwnedGeofence, request: GeofenceRequest, now: datetime, find_corridor: FindCorridor | None = None
) -> OwnedGeofence:
    """Return a geofence as it is written over: with another name alone it goes on counting. Raises as
    `make_geofence`."""
    known = before.geofence
    renamed = msgspec.structs.replace(known, request=msgspec.structs.replace(known.request, name=request.name))
    is_renamed = renamed.request == request
    if is_renamed and not isinstance(request.shape, TripShape):  # whose itinerary may be another one by now
        geofence = renamed
    else:
        geofence = make_geofence(before.geofence_id, request, now, find_corridor)
        geofence = renamed if is_renamed and known.area == geofence.area else geofence
    defined_at = before.defined_at if geofence == renamed else now
    return msgspec.structs.replace(
        before, geofence=geofence, version=before.version + 1, defined_at=defined_at, updated_at=now
    )


class GeofenceSet:
    """The geofences that count for a person: in each hour, those that are followed then."""

    def __init__(self, owned: Iterable[OwnedGeofence]) -> None:
        self.owned = sorted(owned, key=lambda each: (each.followed_from, each.geofence_id))
        self.by_id = {each.geofence_id: each for each in self.owned}
        self.geofences = {each.geofence_id: each.geofence for each in self.owned}
        self._followed_from = [each.followed_from for each in self.owned]
        self._indexes: dict[int, GeofenceIndex] = {}

    @property
    def latest(self) -> GeofenceIndex:
        """The index of all of them."""
        return self._index_of(len(self.owned))

    def index_at(self, second: int) -> GeofenceIndex:
        """Return the index of those that are followed at a second."""
        return self._index_of(bisect_right(self._followed_from, second))

    def are_known(self, boundary: int, known_until: int) -> bool:
        """Return whether what was known at a boundary was found with all geofences that were followed before it, as
        they are now, by who knew all until a second."""
        before = self.owned[: bisect_left(self._followed_from, boundary)]
        return all(each.defined_at.timestamp() <= known_until for each in before)

    def _index_of(self, count: int) -> GeofenceIndex:
        if count not in self._indexes:
            self._indexes[count] = GeofenceIndex(each.geofence for each in self.owned[:count])
        return self._indexes[count]
