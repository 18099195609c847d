"""What the events say by which something booked is changed, by its travellers or by a supplier."""

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.event_data.base import ChangedPart, EventData
from chalicelib.domain.money import Money
from chalicelib.domain.servicing.amendments import AmendmentKind
from chalicelib.domain.servicing.notice_reviews import Doubt
from chalicelib.domain.servicing.supplier_changes import MissedSlice, SegmentTimes
from chalicelib.domain.verdict import Outcome

Replacement = Annotated[str, Meta(description="Id of the booking that takes this one's place")]


class ChangingData(EventData, frozen=True, kw_only=True):
    """The change that was confirmed."""

    quote_id: Annotated[str, Meta(description="Id of the quote that was confirmed")]
    reason: Annotated[AmendmentKind, Meta(description="Which kind of change")]
    parts: Annotated[tuple[ChangedPart, ...], Meta(description="Ids of the parts that are to be cancelled")]
    fee: Annotated[Money, Meta(description="What the suppliers keep")]
    refund: Annotated[Money, Meta(description="What they pay back")]
    credit: Annotated[Money, Meta(description="What they give as travel credits")]
    replacement_booking_id: Annotated[
        str | UnsetType, Meta(description="Id of the booking that takes this one's place; absent if none does")
    ] = UNSET


class ReceiptData(EventData, frozen=True, kw_only=True):
    """What came of a change, as its receipt says."""

    receipt_id: Annotated[str, Meta(description="Id of the receipt that says what came of each part")]
    reason: Annotated[AmendmentKind, Meta(description="Which kind of change")]
    cancelled: Annotated[tuple[ChangedPart, ...], Meta(description="Ids of the parts that were cancelled")]
    kept: Annotated[tuple[ChangedPart, ...], Meta(description="Ids of the parts that stay booked nevertheless")]
    fee: Annotated[Money, Meta(description="What the suppliers kept")]
    refund: Annotated[Money, Meta(description="What they paid back")]


class ReplacementData(EventData, frozen=True, kw_only=True):
    """Why a change waits or was given up: the booking that was to take this one's place."""

    replacement_booking_id: Replacement
    status: Annotated[BookingStatus, Meta(description="Status of that booking")]


class SupplierChangedData(EventData, frozen=True, kw_only=True):
    """What a supplier changed."""

    change_id: Annotated[str, Meta(description="Id of the change, by which it is answered")]
    kind: Annotated[str, Meta(description="What the supplier's notice says happened")]
    part_id: ChangedPart
    before: Annotated[tuple[SegmentTimes, ...], Meta(description="Times of its segments before")]
    after: Annotated[tuple[SegmentTimes, ...], Meta(description="Times of its segments now; none if cancelled")]
    respond_by: Annotated[datetime | None, Meta(description="Until when to answer; null if there is nothing to")]
    conflicts: Annotated[tuple[MissedSlice, ...], Meta(description="Connections that are missed by it")]
    verdict: Annotated[Outcome | None, Meta(description="What the travel policy says of the new times")]


class SupplierChangeAnsweredData(EventData, frozen=True, kw_only=True):
    """Which change of a supplier was answered."""

    change_id: Annotated[str, Meta(description="Id of the supplier's change")]
    part_id: ChangedPart


class NoticeDismissedData(EventData, frozen=True, kw_only=True):
    """Which notice of a supplier was dismissed."""

    notice_id: Annotated[str, Meta(description="The supplier's own id of its notice")]
    part_id: ChangedPart
    doubts: Annotated[tuple[Doubt, ...], Meta(description="Why nobody acted on it unseen")]
