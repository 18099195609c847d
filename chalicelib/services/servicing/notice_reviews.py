"""What travel managers do about suppliers' notices that were put aside: look at them, accept or dismiss them."""

from typing import Literal

import msgspec

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.servicing.notice_reviews import Doubt, NoticeReview, ReviewStatus
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, VersionConflict
from chalicelib.models import bookings, supplier_notices
from chalicelib.services.bookings.commits import actor_of, change
from chalicelib.services.servicing.supplier_notices import NoticeOutcome, apply_notice

ReviewDecision = Literal["accepted", "dismissed"]

_NOT_APPLIED: dict[NoticeOutcome, str] = {
    "superseded": "A later notice of this order has been applied: dismiss this one.",
    "too_late": "The part has been cancelled meanwhile: dismiss the notice.",
    "unknown_order": "The booking has no such order any more: dismiss the notice.",
}


def list_reviews(
    identity: Identity, status: ReviewStatus, *, limit: int, start: Cursor | None
) -> ResultPage[NoticeReview]:
    """Return one page of the notices with this status, the oldest first. Raises NotAllowed."""
    identity.require(Role.TRAVEL_MANAGER)
    return supplier_notices.list_reviews(status, limit=limit, start=start)


def get_review(identity: Identity, review_id: str) -> NoticeReview:
    """Return a notice that was put aside. Raises NotAllowed, NotFound."""
    identity.require(Role.TRAVEL_MANAGER)
    return supplier_notices.get_review(review_id)


def decide_review(identity: Identity, review_id: str, decision: ReviewDecision) -> NoticeReview:
    """Apply a notice that was put aside as if nobody had doubted it, or dismiss it; the same again changes nothing.

    Raises NotAllowed, NotFound, Conflict when it was decided otherwise, when it contradicts itself, or when it does not
    apply any more, Unavailable while its booking is being changed.
    """
    review = get_review(identity, review_id)
    status = ReviewStatus(decision)
    if review.status is status:
        return review
    if review.status is not ReviewStatus.NEEDS_REVIEW:
        raise Conflict(f"This notice has been {review.status}.")
    if status is ReviewStatus.ACCEPTED:
        _accept(identity, review)
    else:
        _dismiss(identity, review)
    decided = msgspec.structs.replace(review, status=status, decided_at=clock.now())
    try:
        supplier_notices.decide_review(decided)
    except VersionConflict:
        return decide_review(identity, review_id, decision)
    return decided


def _accept(identity: Identity, review: NoticeReview) -> None:
    if Doubt.CONTRADICTS_ITSELF in review.doubts:
        raise Conflict("The notice contradicts itself: dismiss it, and ask the supplier for another.")
    outcome = apply_notice(review.supplier, review.notice_id, review.notice, accepted_by=actor_of(identity))
    if outcome in _NOT_APPLIED:
        raise Conflict(_NOT_APPLIED[outcome])


def _dismiss(identity: Identity, review: NoticeReview) -> None:
    """Write into the booking's audit who dismissed the notice; a booking that has ended keeps the end it has."""

    def attempt() -> None:
        booking = bookings.find_booking(review.booking_id)
        if booking is None or (booking.terminal and booking.status is not BookingStatus.BOOKED):
            return
        data = {"noticeId": review.notice_id, "partId": review.part_id, "doubts": review.doubts}
        after = move(booking, booking.status, clock.now(), due_at=booking.due_at, delay=booking.delay)
        event = EventType.SUPPLIER_NOTICE_DISMISSED
        change(booking, after, BookingCommit(actor=actor_of(identity), event=event, data=data))

    until_kept(attempt)
