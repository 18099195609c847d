"""The moves that an itinerary plans: its flights, trains and rides, each with the line between its ends.

Of what was booked a flight knows its airports. A ride knows one place; the other end is where the itinerary has the
traveller before or after it. Where an end is not known there is no line, and the move is followed by its times alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.timestamps import clamp_moment
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.on_the_way.progress import EARLIEST, LATEST, PlannedMove
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus

# A rental car goes wherever its driver likes: only where it is picked up is known.
_FOLLOWED = frozenset({ItemKind.FLIGHT, ItemKind.RAIL, ItemKind.RIDE})
# Who is so near to a place, in metres, sets out from there and does not go there.
_SAME_PLACE = 1_000

AirportPoint = Callable[[str], Point | None]


def plan_moves(items: Iterable[Item], find_airport: AirportPoint) -> tuple[PlannedMove, ...]:
    """Return the moves of an itinerary in order of departure; nothing of what is cancelled, or has no times.

    `find_airport` returns the point of an airport by its IATA code, None of one that is not known.
    """
    timed = sorted(
        (item for item in items if _is_timed(item)), key=lambda item: (_start(item), _end(item), item.item_id)
    )
    ends = [_known_ends(item, find_airport) for item in timed]
    return tuple(
        PlannedMove(
            item_id=item.item_id,
            kind=item.kind,
            departs_at=_start(item),
            arrives_at=_end(item),
            points=_points_of(item, number, ends),
        )
        for number, item in enumerate(timed)
        if item.kind in _FOLLOWED
    )


def group_moves(moves: Sequence[PlannedMove]) -> Iterator[tuple[PlannedMove, ...]]:
    """Yield moves, which are in order of departure, in groups of which none depends on a position of another's time."""
    group: list[PlannedMove] = []
    for move in moves:
        if group and move.departs_at - EARLIEST > max(each.arrives_at for each in group) + LATEST:
            yield tuple(group)
            group = []
        group.append(move)
    if group:
        yield tuple(group)


def span_of_group(group: Sequence[PlannedMove]) -> range:
    """Return the seconds whose positions say something of a group of moves."""
    return range(group[0].departs_at - EARLIEST, max(move.arrives_at for move in group) + LATEST + 1)


def connections_in(moves: Sequence[PlannedMove]) -> Iterator[tuple[PlannedMove, PlannedMove]]:
    """Yield each move with the next one, where that leaves whether its traveller is there or not."""
    for move, following in pairwise(moves):
        if following.kind in {ItemKind.FLIGHT, ItemKind.RAIL} and following.departs_at >= move.departs_at:
            yield move, following


def _is_timed(item: Item) -> bool:
    return item.starts_at is not None and item.status is not ItemStatus.CANCELLED and _end(item) > _start(item)


def _start(item: Item) -> int:
    return int(clamp_moment(item.starts_at).timestamp()) if item.starts_at is not None else 0


def _end(item: Item) -> int:
    return int(clamp_moment(item.ends_at).timestamp()) if item.ends_at is not None else _start(item)


def _known_ends(item: Item, find_airport: AirportPoint) -> tuple[Point | None, Point | None]:
    """Return where an item begins and where it ends, as far as it says so itself."""
    if item.kind is ItemKind.FLIGHT:
        return _airport(item.origin, find_airport), _airport(item.destination, find_airport)
    if item.kind in {ItemKind.STAY, ItemKind.MEETING}:
        return _place(item), _place(item)
    return None, None


def _airport(iata: str | None, find_airport: AirportPoint) -> Point | None:
    return find_airport(iata) if iata else None


def _place(item: Item) -> Point | None:
    place = item.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return point_at(place.latitude, place.longitude)


def _points_of(item: Item, number: int, ends: Sequence[tuple[Point | None, Point | None]]) -> tuple[Point, ...]:
    """Return the two ends of a move, or none."""
    start, end = ends[number]
    if item.kind is ItemKind.RIDE:
        before = ends[number - 1][1] if number else None
        after = ends[number + 1][0] if number + 1 < len(ends) else None
        start, end = _ends_of_ride(_place(item), before, after)
    if start is None or end is None or _metres(start, end) < 1:
        return ()
    return start, end


def _ends_of_ride(place: Point | None, before: Point | None, after: Point | None) -> tuple[Point | None, Point | None]:
    """Return between which points a ride goes: to its place, or from there where its traveller is there already."""
    if place is None:
        return before, after
    if before is not None and _metres(before, place) > _SAME_PLACE:
        return before, place
    return (place, after) if after is not None else (before, place)


def _metres(one: Point, other: Point) -> float:
    degrees = (value / DEGREE for value in (*one, *other))
    return great_circle_distance(*degrees)
