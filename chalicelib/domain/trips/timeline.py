"""A trip's itinerary as it happens: every item in its local time, and what does not fit together.

Only what has a start is looked at, and nothing that is cancelled. The conflicts are advice: they refuse nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, combinations, islice, pairwise
from typing import Annotated

import msgspec

from chalicelib.domain.local_days import Night, first_morning, local_time, nights_between
from chalicelib.domain.timestamps import LONGEST_SPAN, LocalText, clamp_moment
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.value import Value

MOST_CONFLICTS = 100

_FAR = frozenset({ItemKind.FLIGHT, ItemKind.RAIL})
_ON_THE_MOVE = _FAR | {ItemKind.RIDE}
# A rental car is none of these: it waits while its driver flies, meets and sleeps.
_ONE_AT_A_TIME = _ON_THE_MOVE | {ItemKind.MEETING}

# The least time between the end of one and the start of the next: 45 minutes before a flight is where airlines close
# check-in and what hubs publish as the shortest connection within a country; the others are for the way between them.
_BEFORE: Mapping[ItemKind, timedelta] = {ItemKind.FLIGHT: timedelta(minutes=45), ItemKind.RAIL: timedelta(minutes=10)}
_AFTER: Mapping[ItemKind, timedelta] = {ItemKind.FLIGHT: timedelta(minutes=20)}


class ConflictKind(StrEnum):
    """Kind of a conflict on the timeline."""

    OVERLAP = "overlap"
    SHORT_CONNECTION = "short_connection"
    OVERLAPPING_STAYS = "overlapping_stays"
    MISSING_STAY = "missing_stay"
    OUTSIDE_TRIP = "outside_trip"


class TimelineConflict(Value, frozen=True):
    """A conflict on the timeline, and the items involved."""

    kind: Annotated[ConflictKind, msgspec.Meta(description="What does not fit")]
    detail: str
    item_ids: Annotated[tuple[str, ...], msgspec.Meta(description="Items that do not fit together")]
    night: Annotated[date | None, msgspec.Meta(description="Date of the evening of a night without a stay")] = None


class LocalTime(Value, frozen=True):
    """A time at its place."""

    at: Annotated[datetime, msgspec.Meta(description="The instant, in UTC")]
    local: Annotated[LocalText, msgspec.Meta(description="The same instant by the clock there, with its offset")]
    timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the place")]


class TimelineEntry(Value, frozen=True):
    """An item on the timeline."""

    item_id: str
    kind: Annotated[ItemKind, msgspec.Meta(description="What the item is")]
    name: Annotated[str, msgspec.Meta(description="What it is called on the itinerary")]
    status: Annotated[ItemStatus, msgspec.Meta(description="How certain it is")]
    starts: Annotated[LocalTime, msgspec.Meta(description="Start, at its place")]
    ends: Annotated[LocalTime | None, msgspec.Meta(description="End, at its place; null if it has none")]
    duration_minutes: Annotated[int | None, msgspec.Meta(description="Duration in minutes")]


class Timeline(Value, frozen=True):
    """A trip's items in order of time, and the conflicts among them."""

    trip_id: str
    entries: Annotated[tuple[TimelineEntry, ...], msgspec.Meta(description="Items with a time, in order of start")]
    undated: Annotated[tuple[str, ...], msgspec.Meta(description="Ids of items without a start")]
    conflicts: Annotated[
        tuple[TimelineConflict, ...], msgspec.Meta(description="What does not fit together; empty if all does")
    ]


class _Span(msgspec.Struct, frozen=True):
    """An item that has a start, from then to its end, in its zones."""

    item: Item
    start: datetime
    end: datetime
    start_zone: str
    end_zone: str

    @property
    def kind(self) -> ItemKind:
        return self.item.kind

    @property
    def has_zone(self) -> bool:
        """Whether the item says where it is."""
        return any(self.item.zones)


def timeline_of(trip: Trip, items: Sequence[Item]) -> Timeline:
    """Return the timeline of `trip`, whose items are `items`."""
    trip = msgspec.structs.replace(trip, starts_at=clamp_moment(trip.starts_at), ends_at=clamp_moment(trip.ends_at))
    spans = sorted((span for item in items if (span := _span(item))), key=lambda span: (span.start, span.end))
    live = [span for span in spans if span.item.status is not ItemStatus.CANCELLED]
    found = chain(
        _missing_stays(trip, live), _short_connections(live), _stays(live), _overlaps(live), _outside(trip, live)
    )
    return Timeline(
        trip_id=trip.trip_id,
        entries=tuple(_entry(span) for span in spans),
        undated=tuple(item.item_id for item in items if item.starts_at is None),
        conflicts=tuple(islice(found, MOST_CONFLICTS)),
    )


def _span(item: Item) -> _Span | None:
    if item.starts_at is None:
        return None
    start_zone, end_zone = (zone or "UTC" for zone in item.zones)
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


def _moment(at: datetime, zone: str) -> LocalTime:
    return LocalTime(at=at, local=local_time(at, zone).isoformat(), timezone=zone)


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
        both = _nights_of(other.start, min(one.end, other.end), other.start_zone)
        shared = sum(1 for _ in both)
        if shared:
            nights = "one night" if shared == 1 else f"{shared} nights"
            detail = f"{one.item.name} and {other.item.name} cover the same {nights}."
            yield TimelineConflict(kind=ConflictKind.OVERLAPPING_STAYS, detail=detail, item_ids=_ids(one, other))


def _missing_stays(trip: Trip, spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    """Yield nights away without a bed, by the clocks of the places."""
    stays = [span for span in spans if span.kind is ItemKind.STAY]
    for start, end, zone in _sojourns(trip, spans):
        for night in _nights_of(start, end, zone):
            if not any(stay.start < night.ends_at and stay.end > night.begins_at for stay in stays):
                detail = f"There is no stay for the night of {night.evening.isoformat()}."
                yield TimelineConflict(kind=ConflictKind.MISSING_STAY, detail=detail, item_ids=(), night=night.evening)


def _nights_of(start: datetime, end: datetime, zone: str) -> Iterator[Night]:
    return nights_between(start, min(end, start + LONGEST_SPAN), zone)


def _sojourns(trip: Trip, spans: Sequence[_Span]) -> Iterator[tuple[datetime, datetime, str]]:
    """Yield from when until when the traveller is away at one place and not on the move, and the place's zone.

    The place is where the last thing with a zone has led that began before, or where the first one begins. Who has come
    back to where the first journey began is at home until the next; where a driver sleeps, a car alone does not say.
    """
    if all(span.kind is ItemKind.CAR for span in spans):
        return
    seen = list(_sightings(spans))
    home = next((span.item.origin for span in seen if span.kind in _FAR), None)
    zone, is_home = next((span.start_zone for span in seen if span.has_zone), "UTC"), False
    since, away_to = _time_away(trip, spans, zone)
    for span in seen:
        is_move = span.kind in _ON_THE_MOVE
        if is_move or (span.has_zone and span.start_zone != zone):
            if not is_home:
                yield since, min(span.start, away_to), zone
            since = max(since, span.end if is_move else span.start)
            is_home = span.kind in _FAR and home is not None and span.item.destination == home
        zone = span.end_zone if span.has_zone else zone
    if not is_home:
        yield since, away_to, zone


def _sightings(spans: Sequence[_Span]) -> Iterator[_Span]:
    """Yield when and where the traveller is seen, in order of time: a car is seen where it is picked up and where it is
    dropped off, and nothing is known of the time between."""
    seen = []
    for span in spans:
        if span.kind is ItemKind.CAR:
            seen.append(msgspec.structs.replace(span, end=span.start, end_zone=span.start_zone))
            seen.append(msgspec.structs.replace(span, start=span.end, start_zone=span.end_zone))
        else:
            seen.append(span)
    yield from sorted(seen, key=lambda span: (span.start, span.end))


def _time_away(trip: Trip, spans: Sequence[_Span], zone: str) -> tuple[datetime, datetime]:
    """Return from the first arrival, or the morning of the first day, to the last departure or the end. The days are
    those of the trip; where nobody travels and a car is longer than the rest, those of the rest."""
    far = [span for span in spans if span.kind in _FAR]
    if far:
        away_to = min(far[-1].start, trip.ends_at) if len(far) > 1 else trip.ends_at
        return max(far[0].end, trip.starts_at), away_to
    rest = [span for span in spans if span.kind is not ItemKind.CAR]
    if len(rest) == len(spans):
        return first_morning(trip.starts_at, zone), trip.ends_at
    return first_morning(rest[0].start, zone), max(span.end for span in rest)


def _outside(trip: Trip, spans: Sequence[_Span]) -> Iterator[TimelineConflict]:
    for span in spans:
        if span.start < trip.starts_at or span.end > trip.ends_at:
            detail = f"{span.item.name} is not within the days of the trip."
            yield TimelineConflict(kind=ConflictKind.OUTSIDE_TRIP, detail=detail, item_ids=_ids(span))


def _ids(*spans: _Span) -> tuple[str, ...]:
    return tuple(span.item.item_id for span in spans)
