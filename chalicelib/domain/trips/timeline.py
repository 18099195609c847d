"""A trip's itinerary as it happens: every item in its local time, and what does not fit together.

Only what has a start is looked at, and nothing that is cancelled. The conflicts are advice: they refuse nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, combinations, islice, pairwise
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.timestamps import LONGEST_SPAN, clamp_moment
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Value

MOST_CONFLICTS = 100

_FAR = frozenset({ItemKind.FLIGHT, ItemKind.RAIL})
_ON_THE_MOVE = _FAR | {ItemKind.RIDE}
_ONE_AT_A_TIME = _ON_THE_MOVE | {ItemKind.MEETING}

# The least time between the end of one and the start of the next: 45 minutes before a flight is where airlines close
# check-in and what hubs publish as the shortest connection within a country; the others are for the way between them.
_BEFORE: Mapping[ItemKind, timedelta] = {ItemKind.FLIGHT: timedelta(minutes=45), ItemKind.RAIL: timedelta(minutes=10)}
_AFTER: Mapping[ItemKind, timedelta] = {ItemKind.FLIGHT: timedelta(minutes=20)}

# Somebody who is away from home all through these local hours, and not on the move, needs a bed.
_NIGHT = (time(1), time(5))


class ConflictKind(StrEnum):
    """Kind of a conflict on the timeline."""

    OVERLAP = "overlap"
    SHORT_CONNECTION = "short_connection"
    OVERLAPPING_STAYS = "overlapping_stays"
    MISSING_STAY = "missing_stay"
    OUTSIDE_TRIP = "outside_trip"


class TimelineConflict(Value, frozen=True):
    """A conflict on the timeline, and the items involved."""

    kind: ConflictKind
    detail: str
    item_ids: tuple[str, ...]
    night: Annotated[date | None, msgspec.Meta(description="Date of the evening of a night without a stay")] = None


class LocalTime(Value, frozen=True):
    """A time at its place."""

    at: datetime
    local: Annotated[
        str, msgspec.Meta(description="Local time with its offset", examples=["2027-03-03T07:15:00+01:00"])
    ]
    timezone: str


class TimelineEntry(Value, frozen=True):
    """An item on the timeline."""

    item_id: str
    kind: ItemKind
    name: str
    status: ItemStatus
    starts: LocalTime
    ends: LocalTime | None
    duration_minutes: Annotated[int | None, msgspec.Meta(description="Duration in minutes")]


class Timeline(Value, frozen=True):
    """A trip's items in order of time, and the conflicts among them."""

    trip_id: str
    entries: tuple[TimelineEntry, ...]
    undated: Annotated[tuple[str, ...], msgspec.Meta(description="Ids of items without a start")]
    conflicts: tuple[TimelineConflict, ...]


class _Span(msgspec.Struct, frozen=True):
    """An item that has a start, from then to its end, in its zones."""

    item: Item
    start: datetime
    end: datetime
    start_zone: ZoneInfo
    end_zone: ZoneInfo

    @property
    def kind(self) -> ItemKind:
        return self.item.kind

    @property
    def nights(self) -> set[date]:
        """The evenings after which one sleeps there."""
        first, last = self.start.astimezone(self.start_zone).date(), self.end.astimezone(self.end_zone).date()
        return {first + timedelta(days=number) for number in range(min((last - first).days, LONGEST_SPAN.days))}


def timeline_of(trip: Trip, items: Sequence[Item]) -> Timeline:
    """Return the timeline of `trip`, whose items are `items`."""
    trip = msgspec.structs.replace(trip, starts_at=clamp_moment(trip.starts_at), ends_at=clamp_moment(trip.ends_at))
    spans = sorted((span for item in items if (span := _span(item))), key=lambda span: (span.start, span.end))
    live = [span for span in spans if span.item.status is not ItemStatus.CANCELLED]
    found = chain(_nights(trip, live), _short_connections(live), _stays(live), _overlaps(live), _outside(trip, live))
    return Timeline(
        trip_id=trip.trip_id,
        entries=tuple(_entry(span) for span in spans),
        undated=tuple(item.item_id for item in items if item.starts_at is None),
        conflicts=tuple(islice(found, MOST_CONFLICTS)),
    )


def _span(item: Item) -> _Span | None:
    if item.starts_at is None:
        return None
    start_zone = ZoneInfo(item.start_timezone or item.end_timezone or "UTC")
    end_zone = ZoneInfo(item.end_timezone or item.start_timezone or "UTC")
    start = clamp_moment(item.starts_at)
    return _Span(item, start, clamp_moment(item.ends_at) if item.ends_at else start, start_zone, end_zone)


def _entry(span: _Span) -> TimelineEntry:
    has_end = span.item.ends_at is not None
    return TimelineEntry(
        item_id=span.item.item_id,
        kind=span.kind,
        name=span.item.name,
        status=span.item.status,
        starts=_moment(span.start, span.start_zone),
        ends=_moment(span.end, span.end_zone) if has_end else None,
        duration_minutes=int((span.end - span.start).total_seconds() // 60) if has_end else None,
    )


def _moment(at: datetime, zone: ZoneInfo) -> LocalTime:
    return LocalTime(at=at, local=at.astimezone(zone).isoformat(), timezone=zone.key)


def _overlaps(spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    busy = [span for span in spans if span.kind in _ONE_AT_A_TIME]
    for one, other in combinations(busy, 2):
        if other.start < one.end:
            detail = f"{other.item.name} begins before {one.item.name} has ended."
            yield TimelineConflict(kind=ConflictKind.OVERLAP, detail=detail, item_ids=_ids(one, other))


def _short_connections(spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    for one, other in pairwise(span for span in spans if span.kind in _ONE_AT_A_TIME):
        needed = max(_AFTER.get(one.kind, timedelta()), _BEFORE.get(other.kind, timedelta()))
        given = other.start - one.end
        if timedelta() <= given < needed:
            minutes = int(given.total_seconds() // 60)
            wanted = int(needed.total_seconds() // 60)
            detail = f"{minutes} minutes from {one.item.name} to {other.item.name}; plan {wanted}."
            yield TimelineConflict(kind=ConflictKind.SHORT_CONNECTION, detail=detail, item_ids=_ids(one, other))


def _stays(spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    for one, other in combinations((span for span in spans if span.kind is ItemKind.STAY), 2):
        shared = len(one.nights & other.nights)
        if shared:
            nights = "one night" if shared == 1 else f"{shared} nights"
            detail = f"{one.item.name} and {other.item.name} cover the same {nights}."
            yield TimelineConflict(kind=ConflictKind.OVERLAPPING_STAYS, detail=detail, item_ids=_ids(one, other))


def _nights(trip: Trip, spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    """Yield nights away without a bed: from the first arrival (or the trip's start) to the last departure (or its
    end)."""
    if not spans:
        return
    moves = [span for span in spans if span.kind in _ON_THE_MOVE]
    far = [move for move in moves if move.kind in _FAR]
    away_from = max(far[0].end, trip.starts_at) if far else trip.starts_at
    away_to = min(far[-1].start, trip.ends_at) if len(far) > 1 else trip.ends_at
    slept = {night for span in spans if span.kind is ItemKind.STAY for night in span.nights}
    day = away_from.astimezone(UTC).date() - timedelta(days=2)
    last = min(away_to.date(), day + LONGEST_SPAN)
    while day <= last:
        zone = _zone_at(spans, datetime.combine(day, time(22), UTC))
        begins, ends = (datetime.combine(day + timedelta(days=1), hour, zone) for hour in _NIGHT)
        moving = any(move.start < ends and move.end > begins for move in moves)
        if away_from <= begins and ends <= away_to and day not in slept and not moving:
            detail = f"There is no stay for the night of {day.isoformat()}."
            yield TimelineConflict(kind=ConflictKind.MISSING_STAY, detail=detail, item_ids=(), night=day)
        day += timedelta(days=1)


def _zone_at(spans: Sequence[_Span], moment: datetime) -> ZoneInfo:
    """Return where the traveller is at `moment`: where the last thing that began before it ends, or the first one
    begins."""
    known = [span for span in spans if span.item.start_timezone or span.item.end_timezone] or list(spans)
    before = [span for span in known if span.start <= moment]
    return before[-1].end_zone if before else known[0].start_zone


def _outside(trip: Trip, spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    for span in spans:
        if span.start < trip.starts_at or span.end > trip.ends_at:
            detail = f"{span.item.name} is not within the days of the trip."
            yield TimelineConflict(kind=ConflictKind.OUTSIDE_TRIP, detail=detail, item_ids=_ids(span))


def _ids(*spans: _Span) -> tuple[str, ...]:
    return tuple(span.item.item_id for span in spans)
