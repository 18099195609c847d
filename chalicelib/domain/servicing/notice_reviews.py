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
from chalicelib.domain.servicing.supplier_changes import MissedSlice, SegmentTimes, SupplierNotice
from chalicelib.domain.value import Value

# Airlines sell about a year ahead; what is moved beyond that is no schedule of theirs.
FURTHEST = timedelta(days=400)
# What leaves within a day of an arrival is a connection; after that it is a stopover.
LONGEST_CONNECTION = timedelta(hours=24)


class Doubt(StrEnum):
    """Why a notice is put aside: arrivals before departures, against another slice of the trip, in the past, more than
    a year ahead, or moved by days."""

    CONTRADICTS_ITSELF = "contradicts_itself"
    CONTRADICTS_OTHER_SLICE = "contradicts_other_slice"
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

    review_id: Annotated[
        str,
        ids.prefixed("ntc", "01JQZXB2M4C6N8P0R2T4V6X8Z0"),
        msgspec.Meta(description="Id of the review; decide on it by this"),
    ]
    supplier: Annotated[str, msgspec.Meta(description="Name of the connection that sent the notice")]
    notice_id: Annotated[str, msgspec.Meta(description="The supplier's own id of its notice")]
    booking_id: str
    part_id: PartId
    name: Annotated[
        str, msgspec.Meta(examples=["BA986 LHR to BER"], description="What the part is, such as the flight numbers")
    ]
    notice: Annotated[SupplierNotice, msgspec.Meta(description="The notice as it came in")]
    before: Annotated[
        tuple[SegmentTimes, ...], msgspec.Meta(description="Times of each segment when the notice was received")
    ]
    doubts: Annotated[tuple[Doubt, ...], msgspec.Meta(description="Why it was not applied")]
    status: Annotated[ReviewStatus, msgspec.Meta(description="Whether it still has to be decided")]
    received_at: Annotated[datetime, msgspec.Meta(description="When the notice came in")]
    decided_at: Annotated[datetime | None, msgspec.Meta(description="When it was decided; null while it is not")] = None


class OtherSlice(NamedTuple):
    """Another slice of the journey that is still booked: from when until when, whether it comes before the one in
    question, and whether one leads on from the other: bought apart, and not there and back."""

    slice: MissedSlice
    starts_at: datetime
    ends_at: datetime
    comes_before: bool
    is_onward: bool


def review_id(supplier: str, notice_id: str, notice: SupplierNotice) -> str:
    """Return the id of a notice's review, the same whenever the supplier sends it again."""
    return ids.derive_id("ntc", notice.timestamp, supplier, notice_id)


def doubts_about(
    before: Sequence[SegmentTimes],
    after: Sequence[SegmentTimes],
    others: Sequence[OtherSlice],
    *,
    now: datetime,
    longest_move: timedelta,
) -> tuple[Doubt, ...]:
    """Return why the new times of a slice should be looked at, if they should: by themselves, beside the `others` of
    the journey, and by how far they are from the times before."""
    return tuple(_doubts(before, after, others, now, longest_move))


def missed_connections(after: Sequence[SegmentTimes], others: Sequence[OtherSlice]) -> tuple[MissedSlice, ...]:
    """Return the other slices that cannot be taken as well as one at its new times."""
    return tuple(each.slice for each in _crossed(after, others))


def _doubts(
    before: Sequence[SegmentTimes],
    after: Sequence[SegmentTimes],
    others: Sequence[OtherSlice],
    now: datetime,
    most: timedelta,
) -> Iterator[Doubt]:
    moments, known = _moments(after), _moments(before)
    if any(later <= earlier for earlier, later in pairwise(moments)):
        yield Doubt.CONTRADICTS_ITSELF
    if any(not _is_connection(before, each) for each in _crossed(after, others)):
        yield Doubt.CONTRADICTS_OTHER_SLICE
    if min(moments) < now:
        yield Doubt.IN_THE_PAST
    if max(moments) > now + FURTHEST:
        yield Doubt.FAR_AHEAD
    if any(abs(new - old) > most for new, old in zip(moments, known, strict=True)):
        yield Doubt.MOVED_BY_DAYS


def _moments(times: Sequence[SegmentTimes]) -> list[datetime]:
    return [moment for each in times for moment in (each.departs_at, each.arrives_at)]


def _crossed(times: Sequence[SegmentTimes], others: Sequence[OtherSlice]) -> Iterator[OtherSlice]:
    """Yield the slices before this one that have not arrived when it leaves, and those after it that have left when it
    arrives."""
    starts_at, ends_at = min(_moments(times)), max(_moments(times))
    for other in others:
        if starts_at < other.ends_at if other.comes_before else ends_at > other.starts_at:
            yield other


def _is_connection(before: Sequence[SegmentTimes], other: OtherSlice) -> bool:
    """Return whether a slice and another were a connection: whoever moves one need not know of the other, which may
    well be missed. Nobody means to move across what is of the same order, leads back, or is days apart."""
    moments = _moments(before)
    gap = max(other.starts_at - max(moments), min(moments) - other.ends_at)
    return other.is_onward and gap < LONGEST_CONNECTION
