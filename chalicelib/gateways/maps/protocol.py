"""What the rest of the service asks of maps, whoever answers: `offline`, `location_service`, `osrm`, `valhalla`.

Points are integers of 1e-7 degree (`domain.tracking.geometry.points`). Whoever is away, throttles or answers what
nobody can read raises Unavailable, whose sentence says who it was; nothing else but what is said here is raised.
"""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import MapMatch, MapPlace, MapRoute, MapSource, RoadPoint, TracePoint, TravelMode

LONGEST_TEXT = 100  # characters of what is looked for


class PlaceFinder(Protocol):
    """Who knows what a text means, and what is at a point."""

    @property
    def source(self) -> MapSource: ...

    def geocode(self, text: str, *, limit: int, near: Point | None) -> tuple[MapPlace, ...]:
        """Return places that a text means, the most probable first; none if it means none. `near` prefers what is
        around a point. Raises Unavailable."""
        ...

    def reverse_geocode(self, point: Point, *, limit: int) -> tuple[MapPlace, ...]:
        """Return places at a point, the nearest first. Raises Unavailable."""
        ...


class RoadFinder(Protocol):
    """Who knows roads."""

    @property
    def source(self) -> MapSource: ...

    @property
    def modes(self) -> frozenset[TravelMode]:
        """How one may go, of those for whom there are roads here; none where nobody knows any."""
        ...

    def route(self, points: Sequence[Point], mode: TravelMode) -> MapRoute:
        """Return the quickest route through two or more points. Raises NotFound where there is no road at a point, or
        no way between two; Unavailable."""
        ...

    def match(self, trace: Sequence[TracePoint], mode: TravelMode) -> MapMatch:
        """Return a track of two or more points laid onto roads, with a place in `points` for each of them. One that
        follows none has no point matched: that is no error. Raises Unavailable."""
        ...

    def nearest_road(self, point: Point, mode: TravelMode) -> RoadPoint | None:
        """Return the nearest point of a road; None if there is none within `FARTHEST_FROM_ROAD_METRES`. Raises
        Unavailable."""
        ...
