"""Suppliers' notices that nobody should act on unseen: what makes one doubtful, and what a person decided on it.

A notice is signed, and wrong nevertheless when the supplier's own system is: taken at its word it would end a trip that
has not begun, or send its traveller home before they have left.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain import ids
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.servicing.supplier_changes import FlightTimes, SupplierNotice
from chalicelib.domain.value import Value

# Airlines sell about a year ahead; what is moved beyond that is no schedule of theirs.
FURTHEST = timedelta(days=400)


class Doubt(StrEnum):
    """Why a notice is put aside: arrivals before departures, against the other direction, in the past, more than a year
    ahead, or moved by days."""

    CONTRADICTS_ITSELF = "contradicts_itself"
    CONTRADICTS_OTHER_DIRECTION = "contradicts_other_direction"
    IN_THE_PAST = "in_the_past"
    FAR_AHEAD = "far_ahead"
    MOVED_BY_DAYS = "moved_by_days"


class ReviewStatus(StrEnum):
    """Status of a notice that was put aside."""

    NEEDS_REVIEW = "needs_review"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class NoticeReview(Value, frozen=True):
    """A supplier's notice that was put aside until a travel manager accepts or dismisses it."""

    review_id: Annotated[str, ids.prefixed("ntc", "01JQZXB2M4C6N8P0R2T4V6X8Z0")]
    supplier: str
    notice_id: str
    booking_id: str
    part_id: PartId
    name: Annotated[str, msgspec.Meta(examples=["BA986 LHR to BER"])]
    notice: SupplierNotice
    before: Annotated[
        tuple[FlightTimes, ...], msgspec.Meta(description="Times of each segment when the notice was received")
    ]
    doubts: Annotated[tuple[Doubt, ...], msgspec.Meta(description="Why it was not applied")]
    status: ReviewStatus
    received_at: datetime
    decided_at: datetime | None = None


class Span(NamedTuple):
    """From when until when something lasts."""

    start: datetime
    end: datetime


def review_id(supplier: str, notice_id: str, notice: SupplierNotice) -> str:
    """Return the id of a notice's review, the same whenever the supplier sends it again."""
    return ids.derive_id("ntc", notice.timestamp, supplier, notice_id)


def doubts_about(
    before: Sequence[FlightTimes],
    after: Sequence[FlightTimes],
    others: Sequence[Span],
    *,
    now: datetime,
    longest_move: timedelta,
) -> tuple[Doubt, ...]:
    """Return why the new times of a slice should be looked at, if they should: by themselves, beside the `others` of
    the journey, and by how far they are from the times before."""
    return tuple(_doubts(before, after, others, now, longest_move))


def _doubts(
    before: Sequence[FlightTimes], after: Sequence[FlightTimes], others: Sequence[Span], now: datetime, most: timedelta
) -> Iterator[Doubt]:
    moments, known = _moments(after), _moments(before)
    if any(later <= earlier for earlier, later in pairwise(moments)):
        yield Doubt.CONTRADICTS_ITSELF
    if any(_is_crossed(Span(known[0], known[-1]), Span(moments[0], moments[-1]), other) for other in others):
        yield Doubt.CONTRADICTS_OTHER_DIRECTION
    if min(moments) < now:
        yield Doubt.IN_THE_PAST
    if max(moments) > now + FURTHEST:
        yield Doubt.FAR_AHEAD
    if any(abs(new - old) > most for new, old in zip(moments, known, strict=True)):
        yield Doubt.MOVED_BY_DAYS


def _moments(times: Sequence[FlightTimes]) -> list[datetime]:
    return [moment for each in times for moment in (each.departs_at, each.arrives_at)]


def _is_crossed(known: Span, moved: Span, other: Span) -> bool:
    """Return whether what came after `other`, or before it, would not any more."""
    return moved.start < other.end if known.start >= other.start else moved.end > other.start
