"""Tracks with fewer points: Douglas and Peucker's algorithm (1973) with a tolerance in metres, on the globe.

Of what is left out, each point is within the tolerance of the great circle between the two points that are kept around
it. The first and the last point are kept.
"""

from collections.abc import Sequence
from itertools import compress

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.arcs import Arc, vector_of
from chalicelib.domain.tracking.geometry.geodesy import Vector
from chalicelib.domain.tracking.geometry.points import Point, point_of

# The farthest point halves most tracks. A track on which it splits off a few points each time would take the square of
# its length: from this depth on the middle is kept as well, which keeps some points more, and no error.
_DEEPEST = 48


def simplify_track(fixes: Sequence[Fix], tolerance_metres: float) -> list[Fix]:
    """Return the fixes of a track that draw it to `tolerance_metres`, in its order and as they are."""
    return list(compress(fixes, kept_points([point_of(fix) for fix in fixes], tolerance_metres)))


def simplify_points(points: Sequence[Point], tolerance_metres: float) -> list[Point]:
    """Return those of `points` that draw their track to `tolerance_metres`."""
    return list(compress(points, kept_points(points, tolerance_metres)))


def kept_points(points: Sequence[Point], tolerance_metres: float) -> bytearray:
    """Return for each point whether it is kept."""
    vectors = [vector_of(point) for point in points]
    kept = bytearray(len(points))
    if not points:
        return kept
    kept[0] = kept[-1] = 1
    tolerance = max(tolerance_metres, 0.0)
    spans = [(0, len(points) - 1, 0)]
    while spans:
        first, last, depth = spans.pop()
        farthest, distance = _farthest(vectors, first, last)
        if not distance > tolerance:
            continue
        splits = {farthest} if depth < _DEEPEST else {farthest, (first + last) // 2}
        for split in sorted(splits):
            kept[split] = 1
            spans.append((first, split, depth + 1))
            first = split
        spans.append((first, last, depth + 1))
    return kept


def _farthest(vectors: Sequence[Vector], first: int, last: int) -> tuple[int, float]:
    """Return which point between two is farthest from the arc between them, and how far; (first, 0) if none is off."""
    arc = Arc(vectors[first], vectors[last])
    farthest, most = first, 0.0
    for index in range(first + 1, last):
        distance = arc.foot_of(vectors[index]).distance_metres
        if distance > most:
            farthest, most = index, distance
    return farthest, most
