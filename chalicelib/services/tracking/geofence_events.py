"""Reading what happened at geofences: one's own events, and, through the one door to positions, those of others at the
company's geofences. A person's own geofences are nobody else's business, whoever looks."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.geofencing.geofence_records import GeofenceRecord
from chalicelib.domain.tracking.geofencing.geofences import GeofenceEventKind
from chalicelib.domain.tracking.geofencing.owned_geofences import GeofenceOwner
from chalicelib.domain.tracking.looks import LookKind, Range, Sight
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import NotFound
from chalicelib.models import geofence_events
from chalicelib.services.tracking.geofences import get_geofence
from chalicelib.services.tracking.history import require_time
from chalicelib.services.tracking.looks import NOTHING_TO_SEE, look_at, require_reason

# At which levels it is shown in which geofences somebody is.
_ZONE_LEVELS = frozenset({SharingLevel.EXACT, SharingLevel.IN_ZONE})


class EventFilter(NamedTuple):
    """Which events are asked for: from a moment on, before another, of a geofence, of a kind; None is any."""

    since: datetime | None = None
    until: datetime | None = None
    geofence_id: str | None = None
    kind: GeofenceEventKind | None = None

    def require_time(self) -> None:
        """Raise InvalidInput unless there is any time between the two moments."""
        if self.since and self.until:
            require_time(self.since, self.until, "/until")

    def holds(self, record: GeofenceRecord) -> bool:
        """Return whether an event of this time is asked for."""
        return self.geofence_id in (None, record.geofence_id) and self.kind in (None, record.kind)


def list_own_events(
    identity: Identity, wanted: EventFilter, *, limit: int, start: Cursor | None
) -> ResultPage[GeofenceRecord]:
    """List a page of the caller's events, the latest first, and where the next page starts. It may be short although
    more follows. Raises InvalidInput for a time that ends before it begins."""
    wanted.require_time()
    return _list_of_person(identity.user_id, wanted, limit=limit, start=start)


def list_events_at(
    identity: Identity,
    geofence_id: str,
    wanted: EventFilter,
    *,
    user_id: str | None,
    reason: str | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[GeofenceRecord]:
    """List a page of the events at a geofence that the caller may see, the latest first, and where the next page
    starts; it may be short although more follows.

    At the caller's own geofence they are the caller's, so they are at the company's, unless it is said of whom. Travel
    managers see everybody's there whom they may look at; each of them is looked at, for the reason.

    Raises NotFound where there is no such geofence, or nothing of that person to see; InvalidInput without a reason,
    and for a time that ends before it begins; NotAllowed for who has left; Unavailable.
    """
    wanted.require_time()
    wanted = wanted._replace(geofence_id=geofence_id)
    owned = get_geofence(identity, geofence_id)
    is_everybody = owned.owner is GeofenceOwner.COMPANY and user_id is None and identity.has(Role.TRAVEL_MANAGER)
    if is_everybody:
        return _list_of_everybody(identity, wanted, reason, limit=limit, start=start)
    if user_id is None or user_id == identity.user_id:
        return list_own_events(identity, wanted, limit=limit, start=start)
    if owned.owner is GeofenceOwner.PERSON:
        raise NotFound(NOTHING_TO_SEE)
    sight = look_at(identity, user_id, kind=LookKind.HISTORY, reason=reason, asked=Range(wanted.since, wanted.until))
    page, position = _list_of_person(user_id, wanted, limit=limit, start=start)
    return ResultPage([each for each in page if _is_shown(each, sight)], position)


def _list_of_person(
    user_id: str, wanted: EventFilter, *, limit: int, start: Cursor | None
) -> ResultPage[GeofenceRecord]:
    page, position = geofence_events.list_events(user_id, wanted.since, wanted.until, limit=limit, start=start)
    return ResultPage([each for each in page if wanted.holds(each)], position)


def _list_of_everybody(
    identity: Identity, wanted: EventFilter, reason: str | None, *, limit: int, start: Cursor | None
) -> ResultPage[GeofenceRecord]:
    require_reason(reason)
    geofence_id = str(wanted.geofence_id)
    page, position = geofence_events.list_at_geofence(geofence_id, wanted.since, wanted.until, limit=limit, start=start)
    asked = Range(wanted.since, wanted.until)
    found = [each for each in page if wanted.holds(each)]
    sights = {each: _find_sight(identity, each, reason, asked) for each in sorted({each.user_id for each in found})}
    return ResultPage([each for each in found if _is_shown(each, sights[each.user_id])], position)


def _find_sight(identity: Identity, user_id: str, reason: str | None, asked: Range) -> Sight | None:
    try:
        return look_at(identity, user_id, kind=LookKind.HISTORY, reason=reason, asked=asked)
    except NotFound:
        return None


def _is_shown(record: GeofenceRecord, sight: Sight | None) -> bool:
    return sight is not None and sight.level_at(record.at) in _ZONE_LEVELS
