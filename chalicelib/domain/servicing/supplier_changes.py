"""What a supplier changes by itself: notices as they come, and what became of each on the booking."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Verdict

# How long a traveller may decline a schedule change for nothing, if the journey does not begin before.
ANSWERED_WITHIN = timedelta(hours=72)
MOST_KEPT = 40
# An id of the supplier's own: its shape is the supplier's.
_VISIBLE = r"^[\x21-\x7e]{1,200}$"


class NoticeKind(StrEnum):
    """The kind of a supplier's notice about a part of an order."""

    SCHEDULE_CHANGED = "order.schedule_changed"
    CANCELLED = "order.cancelled"


class SegmentTimes(Value, frozen=True):
    """Departure and arrival of one segment, by air or by rail."""

    departs_at: Annotated[Moment, msgspec.Meta(description="Departure, with its offset (RFC 3339)")]
    arrives_at: Annotated[Moment, msgspec.Meta(description="Arrival, with its offset (RFC 3339)")]


class NoticeData(Value, frozen=True):
    """The changed part of an order and its new times; `sequence` rises with every notice of an order."""

    order_key: Annotated[
        str, msgspec.Meta(pattern=_VISIBLE, description="The idempotency key under which it was bought")
    ]
    order_id: Annotated[
        str, msgspec.Meta(pattern=_VISIBLE, examples=["ord_7Q2M4X"], description="The supplier's id of the order")
    ]
    sequence: Annotated[int, msgspec.Meta(ge=1, description="Rises with every notice about the order")]
    part_index: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=9, description="Index of the part: the slice of a flight or rail fare, from 0; else there is one"
        ),
    ]
    times: Annotated[
        tuple[SegmentTimes, ...],
        msgspec.Meta(max_length=9, description="Times of each segment of the part; empty if it is cancelled"),
    ] = ()


class SupplierNotice(Value, frozen=True):
    """A supplier's notice that it has changed or cancelled an order."""

    type: Annotated[NoticeKind, msgspec.Meta(description="Whether it moves or cancels a part of an order")]
    timestamp: Annotated[Moment, msgspec.Meta(description="When the supplier wrote the notice (RFC 3339)")]
    data: Annotated[NoticeData, msgspec.Meta(description="The part, and its new times")]


class MissedSlice(Value, frozen=True):
    """Another slice of the journey that the travellers cannot take as well; after a date change it may be of another
    booking."""

    booking_id: Annotated[str, msgspec.Meta(description="Booking that has the slice")]
    part_id: PartId
    name: Annotated[
        str, msgspec.Meta(examples=["BA986 LHR to BER"], description="What the slice is, such as its flight numbers")
    ]


class SupplierChange(Value, frozen=True):
    """A schedule change or cancellation by a supplier."""

    change_id: Annotated[
        str,
        msgspec.Meta(examples=["sch_01JQZXB2M4C6N8P0R2T4V6X8Z0"], description="Id of the change; decide on it by this"),
    ]
    notice_id: Annotated[str, msgspec.Meta(description="The supplier's own id of its notice")]
    sequence: Annotated[
        int, msgspec.Meta(description="Rises with every notice about the order; one that comes late is passed over")
    ]
    kind: Annotated[NoticeKind, msgspec.Meta(description="Whether it moves or cancels the part")]
    part_id: PartId
    component_index: Annotated[int, msgspec.Meta(description="Place in the selected option's `components`, from 0")]
    part_index: Annotated[int, msgspec.Meta(description="Place of the part in its component, from 0")]
    name: Annotated[str, msgspec.Meta(description="What the part is, such as the flight numbers")]
    before: tuple[SegmentTimes, ...]
    after: Annotated[
        tuple[SegmentTimes, ...], msgspec.Meta(description="New times of each segment; empty if cancelled")
    ]
    received_at: Annotated[datetime, msgspec.Meta(description="When the notice came in")]
    respond_by: Annotated[
        datetime | None,
        msgspec.Meta(
            description="Until then the change can be declined with a full refund; after that it counts as accepted"
        ),
    ]
    verdict: Annotated[
        Verdict | None, msgspec.Meta(description="Verdict of the changed trip under the policy in effect")
    ]
    conflicts: Annotated[
        tuple[MissedSlice, ...],
        msgspec.Meta(description="Connections that this change makes the travellers miss, which were bought apart"),
    ] = ()
    decision: Annotated[
        Literal["accepted", "declined", "superseded"] | None,
        msgspec.Meta(description="What was decided; null while it has to be"),
    ] = None
    decided_at: Annotated[datetime | None, msgspec.Meta(description="When it was decided; null while it is not")] = None

    def open_at(self, now: datetime) -> bool:
        """Return whether the traveller may decide on it."""
        return self.decision is None and self.respond_by is not None and now < self.respond_by


def last_sequence(changes: Sequence[SupplierChange], component_index: int) -> int:
    """Return the number of the latest notice that counted for a component."""
    return max((each.sequence for each in changes if each.component_index == component_index), default=0)


def supersede_changes(changes: Sequence[SupplierChange], part_id: str) -> tuple[SupplierChange, ...]:
    """Return the changes with those of a part that nobody decided on put aside by a later one; the oldest are
    forgotten."""
    put_aside = (
        msgspec.structs.replace(each, decision="superseded")
        if each.part_id == part_id and each.decision is None
        else each
        for each in changes[-MOST_KEPT:]
    )
    return tuple(put_aside)


def times_of(offer: Offer, part_index: int) -> tuple[SegmentTimes, ...]:
    """Return the times of each segment of one part of an offer; none of a stay or a car, which has no schedule."""
    match offer:
        case FlightOffer() | RailOffer():
            segments = offer.slices[part_index].segments
            return tuple(SegmentTimes(departs_at=each.departs_at, arrives_at=each.arrives_at) for each in segments)
        case StayOffer() | CarOffer():
            return ()


def reschedule_option(option: Option, component_index: int, part_index: int, times: Sequence[SegmentTimes]) -> Option:
    """Return the option with other times for one slice of a flight or rail fare, and without a verdict: it must be
    judged anew. ValueError for a part without a schedule."""
    moved = _reschedule_offer(option.components[component_index], part_index, times)
    components = tuple(moved if number == component_index else kept for number, kept in enumerate(option.components))
    return msgspec.structs.replace(option, components=components, verdict=None)


def _reschedule_offer(offer: Offer, part_index: int, times: Sequence[SegmentTimes]) -> Offer:
    match offer:
        case FlightOffer() | RailOffer():
            old = offer.slices[part_index]
            segments = tuple(
                msgspec.structs.replace(segment, departs_at=each.departs_at, arrives_at=each.arrives_at)
                for segment, each in zip(old.segments, times, strict=True)
            )
            slices = (
                *offer.slices[:part_index],
                msgspec.structs.replace(old, segments=segments),
                *offer.slices[part_index + 1 :],
            )
            return msgspec.structs.replace(offer, slices=slices)
        case StayOffer() | CarOffer():
            raise ValueError(f"{offer.name} has no schedule.")
