"""Tracks in pieces, as long as whoever matches them takes at once, and what was matched of the pieces as one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from chalicelib.domain.tracking.estimates import length_of
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.geodesy import surface_distance
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import MapMatch, MapSource, MatchedPoint, TracePoint

# Ends of paths that are as near are one point of the road.
_SAME_METRES = 1.0

Line = tuple[Point, ...]


def match_in_pieces(
    source: MapSource,
    trace: Sequence[TracePoint],
    match: Callable[[Sequence[TracePoint]], MapMatch],
    *,
    most_points: int,
    most_metres: float,
) -> MapMatch:
    """Return what `match` makes of a track in pieces, of which each begins where the last one ended."""
    points: list[MatchedPoint | None] = []
    paths: list[Line] = []
    confidences: list[float] = []
    for piece, is_joined in _cut(trace, most_points, most_metres):
        found = match(piece) if len(piece) > 1 else MapMatch(source=source, points=(None,), paths=(), confidence=0.0)
        if is_joined:
            points[-1] = points[-1] or found.points[0]
            points += found.points[1:]
        else:
            points += found.points
        paths = _join(paths, found.paths)
        if found.is_matched:
            confidences.append(found.confidence)
    return MapMatch(source=source, points=tuple(points), paths=tuple(paths), confidence=min(confidences, default=0.0))


def distance_between(one: Point, other: Point) -> float:
    """Return metres between two points."""
    return surface_distance(vector_of(one), vector_of(other))


def matched(asked: Point, found: Point) -> MatchedPoint:
    """Return a point of a road with how far it is from where a device said that it was."""
    return MatchedPoint(point=found, distance_metres=round(distance_between(asked, found), 1))


def drop_repeats(path: Sequence[Point]) -> Line:
    """Return a path without points that repeat the one before them."""
    return tuple(point for place, point in enumerate(path) if place == 0 or point != path[place - 1])


def chain(paths: Sequence[Sequence[Point]]) -> Line:
    """Return paths that begin where the last one ended as one."""
    return drop_repeats([point for path in paths for point in path])


def match_thinned(
    trace: Sequence[TracePoint],
    match: Callable[[Sequence[TracePoint]], MapMatch],
    *,
    apart_metres: float,
    reach_metres: float,
) -> MapMatch:
    """Return what `match` makes of points that are so far apart; the others lie on the paths found, if those are in
    reach.

    Steps that are shorter than positions are wrong look like going to and fro, which no road leads along.
    """
    kept = _thin(trace, apart_metres)
    found = match([trace[place] for place in kept])
    points: list[MatchedPoint | None] = [None] * len(trace)
    for place, point in zip(kept, found.points, strict=True):
        points[place] = point
    arcs = [
        (Arc(vector_of(start), vector_of(end)), start, end) for path in found.paths for start, end in pairwise(path)
    ]
    for before, after in pairwise(kept):
        if points[before] is not None and points[after] is not None:
            for place in range(before + 1, after):
                points[place] = _lay_onto(arcs, trace[place].point, reach_metres)
    return msgspec.structs.replace(found, points=tuple(points))


def _thin(trace: Sequence[TracePoint], apart_metres: float) -> list[int]:
    kept = [0]
    for place in range(1, len(trace) - 1):
        if distance_between(trace[kept[-1]].point, trace[place].point) >= apart_metres:
            kept.append(place)
    return [*kept, len(trace) - 1]


def _lay_onto(arcs: Sequence[tuple[Arc, Point, Point]], point: Point, reach_metres: float) -> MatchedPoint | None:
    """Return the nearest point of these arcs, which are short and cross no antimeridian; None if it is not in reach."""
    if not arcs:
        return None
    vector = vector_of(point)
    foot, start, end = min(
        ((arc.foot_of(vector), start, end) for arc, start, end in arcs), key=lambda each: each[0].distance_metres
    )
    if foot.distance_metres > reach_metres:
        return None
    latitude, longitude = (round(one + (other - one) * foot.fraction) for one, other in zip(start, end, strict=True))
    return matched(point, (latitude, longitude))


def _cut(trace: Sequence[TracePoint], most_points: int, most_metres: float) -> Iterator[tuple[list[TracePoint], bool]]:
    """Yield pieces of a track, and whether each begins with the last point of the one before. What is too long for a
    piece even between two points was no way along a road, and is none of any piece."""
    piece, metres, is_joined = [trace[0]], 0.0, False
    for point in trace[1:]:
        step = length_of([piece[-1].point, point.point])
        if step > most_metres:
            yield piece, is_joined
            piece, metres, is_joined = [point], 0.0, False
            continue
        if len(piece) == most_points or metres + step > most_metres:
            yield piece, is_joined
            piece, metres, is_joined = [piece[-1]], 0.0, True
        piece.append(point)
        metres += step
    yield piece, is_joined


def _join(paths: Sequence[Line], more: Sequence[Line]) -> list[Line]:
    if paths and more and distance_between(paths[-1][-1], more[0][0]) <= _SAME_METRES:
        return [*paths[:-1], chain([paths[-1], more[0]]), *more[1:]]
    return [*paths, *more]
