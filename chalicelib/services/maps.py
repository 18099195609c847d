"""Looking places and routes up for somebody: how often whoever knows them may be asked, what may be kept of what they
answer, and what is too far to ask for.

Providers cost money or work, so they are counted, for a person in a minute and for everybody in a day; when nobody can
count, nobody is asked. What ships with the service is never counted. Routes of engines on OpenStreetMap's data may be
kept (ODbL), and are for some minutes, where they were looked up; what Amazon Location finds may not.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib import clock, settings
from chalicelib.domain.tracking.estimates import length_of
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import (
    FARTHEST_METRES,
    MapPlace,
    MapRoute,
    MapSource,
    RoadPoint,
    TravelMode,
)
from chalicelib.errors import FieldError, InvalidInput, TooManyRequests
from chalicelib.gateways.maps import registry
from chalicelib.gateways.maps.registry import OFFLINE, Maps
from chalicelib.models import call_counts

KEEPABLE = frozenset({MapSource.OFFLINE, MapSource.OSRM, MapSource.VALHALLA})
KEPT_SECONDS = 600
MOST_KEPT = 256
_MINUTE, _DAY = 60, 86_400
_COUNTS_KEPT = timedelta(minutes=5)


def geocode(user_id: str, text: str, *, limit: int, near: Point | None, offline: bool = False) -> tuple[MapPlace, ...]:
    """Return places that a text means, the most probable first. Raises TooManyRequests, Unavailable."""
    maps = _choose(offline=offline)
    _count_call(user_id, maps.places.source)
    return maps.geocode(text, limit=limit, near=near)


def reverse_geocode(user_id: str, point: Point, *, limit: int, offline: bool = False) -> tuple[MapPlace, ...]:
    """Return places at a point, the nearest first. Raises TooManyRequests, Unavailable."""
    maps = _choose(offline=offline)
    _count_call(user_id, maps.places.source)
    return maps.reverse_geocode(point, limit=limit)


def nearest_road(user_id: str, point: Point, mode: TravelMode, *, offline: bool = False) -> RoadPoint | None:
    """Return the nearest point of a road, if any is near and known. Raises TooManyRequests, Unavailable."""
    maps = _choose(offline=offline)
    if mode not in maps.roads.modes:
        return None
    _count_call(user_id, maps.roads.source)
    return maps.nearest_road(point, mode)


def nearest_airports(point: Point, *, limit: int) -> tuple[MapPlace, ...]:
    """Return the airports nearest to a point, the nearest first."""
    return OFFLINE.nearest_airports(point, limit=limit)


def find_time_zone(point: Point) -> str:
    """Return the IANA zone of a point."""
    return OFFLINE.time_zone(point)


def plan_route(user_id: str, points: Sequence[Point], mode: TravelMode, *, offline: bool = False) -> MapRoute:
    """Return a route through two or more points. Raises InvalidInput for what is too far, NotFound where there is no
    way, TooManyRequests, Unavailable."""
    _require_reach(points, mode)
    maps = _choose(offline=offline)
    if mode not in maps.roads.modes:
        return maps.route(points, mode)
    wanted = (maps.roads.source, mode, tuple(points))
    now = clock.now()
    if (kept := _routes.find(wanted, now)) is not None:
        return kept
    _count_call(user_id, maps.roads.source)
    found = maps.route(points, mode)
    if found.source in KEEPABLE:
        _routes.keep(wanted, found, now)
    return found


class _KeptRoutes:
    """Routes that this container looked up, the last `MOST_KEPT` of them."""

    def __init__(self) -> None:
        self._found: OrderedDict[object, tuple[datetime, MapRoute]] = OrderedDict()
        self._looking = threading.Lock()

    def find(self, wanted: object, now: datetime) -> MapRoute | None:
        with self._looking:
            until, route = self._found.get(wanted, (now, None))
            return route if until > now else None

    def keep(self, wanted: object, route: MapRoute, now: datetime) -> None:
        with self._looking:
            self._found[wanted] = (now + timedelta(seconds=KEPT_SECONDS), route)
            self._found.move_to_end(wanted)
            if len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)

    def forget(self) -> None:
        """Forget all of them."""
        with self._looking:
            self._found.clear()


_routes = _KeptRoutes()


def forget_routes() -> None:
    """Forget what this container keeps of routes."""
    _routes.forget()


def _choose(*, offline: bool) -> Maps:
    return OFFLINE if offline else registry.current()


def _require_reach(points: Sequence[Point], mode: TravelMode) -> None:
    if length_of(points) > FARTHEST_METRES[mode]:
        kilometres = f"{FARTHEST_METRES[mode] // 1000:,} km"
        raise InvalidInput(
            "Nobody goes so far in this way.",
            [FieldError("/destination", f"For `{mode.value}` it is {kilometres} at most, as the crow flies.")],
        )


def _count_call(user_id: str, source: MapSource) -> None:
    """Count a call of a provider, of this person and of everybody. Raises TooManyRequests; Unavailable when nobody can
    count."""
    if source is MapSource.OFFLINE:
        return
    here, now = settings.current(), clock.now()
    _count(
        f"{user_id} minute", here.map_calls_per_minute, _MINUTE, now, "You may look up {} places or routes a minute."
    )
    _count("everybody day", here.map_calls_a_day, _DAY, now, "Maps may be asked {} times a day (UTC) by everybody.")


def _count(whose: str, limit: int, seconds: int, now: datetime, refusal: str) -> None:
    if limit == 0:
        return
    window, passed = divmod(int(now.timestamp()), seconds)
    key = hashlib.sha256(f"maps {whose} {window}".encode()).hexdigest()[:32]
    if call_counts.add_calls(key, 1, now + timedelta(seconds=seconds) + _COUNTS_KEPT) > limit:
        raise TooManyRequests(refusal.format(limit), retry_after=seconds - passed)
