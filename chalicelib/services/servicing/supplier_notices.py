"""What a supplier changes by itself: applied at once, shown to the traveller, and declined or accepted.

A supplier sends a notice again until it is taken; each counts once, and one that was overtaken by a later one not at
all. A schedule change moves the booking, its trip and its items in one transaction. A cancellation, and a change that
the traveller declines, cancel the part like any other change, at no cost.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.amendments import Amendment, AmendmentKind, CancellationTerms
from chalicelib.domain.servicing.notice_reviews import (
    NoticeReview,
    OtherSlice,
    ReviewStatus,
    doubts_about,
    missed_connections,
    review_id,
)
from chalicelib.domain.servicing.supplier_changes import (
    ANSWERED_WITHIN,
    MissedSlice,
    NoticeKind,
    SegmentTimes,
    SupplierChange,
    SupplierNotice,
    last_sequence,
    reschedule_option,
    supersede_changes,
    times_of,
)
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.domain.webhooks import signatures
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import secrets
from chalicelib.models import bookings, supplier_notices
from chalicelib.services import policies
from chalicelib.services.authorization.spending import Permitted, permitted_booking
from chalicelib.services.bookings.commits import acting, change, request_reconciliation, system
from chalicelib.services.bookings.evaluation import evaluate_options
from chalicelib.services.servicing.itineraries import change_itinerary
from chalicelib.services.servicing.journeys import JourneySlice, list_slices

NoticeOutcome = Literal["applied", "duplicate", "superseded", "unknown_order", "too_late", "needs_review", "dismissed"]
SupplierChangeDecision = Literal["accepted", "declined"]

# What a supplier is told of a notice that was put aside, and may have been decided on since it came first.
_OUTCOMES: dict[ReviewStatus, NoticeOutcome] = {
    ReviewStatus.NEEDS_REVIEW: "needs_review",
    ReviewStatus.ACCEPTED: "duplicate",
    ReviewStatus.DISMISSED: "dismissed",
}


class _Received(NamedTuple):
    """A notice with whose it is and what its supplier calls it."""

    supplier: str
    notice_id: str
    notice: SupplierNotice


def verify_notice(supplier: str, headers: Mapping[str, str], body: bytes) -> str:
    """Return the id of a notice that the supplier has signed. Raises Unauthenticated."""
    return signatures.verify(headers, body, secrets.supplier_signing_keys(supplier), clock.now())


def receive_notice(supplier: str, notice_id: str, notice: SupplierNotice) -> NoticeOutcome:
    """Do what a verified notice says, once, and write down what came of it. One that is doubtful is put aside for a
    travel manager.

    Raises InvalidInput when its times do not fit its order, Unavailable while the booking is being worked on: then it
    is to be sent again.
    """
    outcome = apply_notice(supplier, notice_id, notice)
    if outcome == "unknown_order":
        observability.warning("supplier notice of an unknown order", supplier=supplier, noticeId=notice_id)
    if outcome == "needs_review":
        observability.warning("supplier notice put aside", supplier=supplier, noticeId=notice_id)
        observability.metric("SupplierNoticesPutAside")
    if outcome != "duplicate":
        supplier_notices.note(f"{supplier}/{notice_id}", notice, outcome, clock.now())
    return outcome


def apply_notice(
    supplier: str, notice_id: str, notice: SupplierNotice, *, accepted_by: Actor | None = None
) -> NoticeOutcome:
    """Do what a notice says, once; put it aside if it is doubtful and nobody has accepted it. Raises what
    `receive_notice` raises."""
    try:
        return until_kept(lambda: _handle(supplier, notice_id, notice, accepted_by))
    except VersionConflict:
        raise Unavailable("The booking keeps changing: send the notice again.") from None


def decide_change(identity: Identity, booking_id: str, change_id: str, answer: SupplierChangeDecision) -> Booking:
    """Accept a schedule change, or decline it and have the part cancelled with a full refund; the same again changes
    nothing.

    Raises NotFound, NotAllowed, Conflict when it was decided otherwise, its time is over, or the booking is not booked.
    """

    def attempt() -> Booking:
        permitted = permitted_booking(identity, booking_id)
        booking = permitted.booking
        found = _find_change(booking, change_id)
        if found.decision == answer:
            return booking
        now = clock.now()
        if not found.open_at(now):
            raise Conflict("This change can no longer be decided on.")
        if booking.status is not BookingStatus.BOOKED:
            raise Conflict(f"This booking is {booking.status}: wait until it is settled.")
        kept = _decide(identity, permitted, found, answer, now)
        if answer == "declined":
            request_reconciliation(booking_id)
        return kept

    return until_kept(attempt)


def _handle(supplier: str, notice_id: str, notice: SupplierNotice, accepted_by: Actor | None) -> NoticeOutcome:
    booking_id = notice.data.order_key.partition("/")[0]
    booking = bookings.find_booking(booking_id) if booking_id else None
    part = _find_part(booking, supplier, notice) if booking else None
    if booking is None or part is None:
        return "unknown_order"
    if any(each.notice_id == notice_id for each in booking.supplier_changes):
        return "duplicate"
    if notice.data.sequence <= last_sequence(booking.supplier_changes, part.component_index):
        return "superseded"
    if part.status == "cancelled" or (booking.terminal and booking.status is not BookingStatus.BOOKED):
        return "too_late"
    if booking.status is not BookingStatus.BOOKED:
        raise Unavailable("The booking is being changed: send the notice again.")
    if notice.type is not NoticeKind.CANCELLED and accepted_by is None:
        review = _doubt(booking, part, _Received(supplier, notice_id, notice))
        if review is not None:
            return _OUTCOMES[supplier_notices.put_aside(review).status]
    return _apply(booking, part, notice_id, notice, accepted_by or system("supplier"))


def _doubt(booking: Booking, part: BookingPart, received: "_Received") -> NoticeReview | None:
    """Return the review that a schedule change needs, if it does. Raises InvalidInput when it is of other flights."""
    notice, now = received.notice, clock.now()
    before = _times_before(booking, part)
    _validate(before, notice.data.times)
    longest = timedelta(days=settings.current().supplier_move_days)
    others = _other_slices(booking, part)
    doubts = doubts_about(before, notice.data.times, others, now=now, longest_move=longest)
    if not doubts:
        return None
    return NoticeReview(
        review_id=review_id(received.supplier, received.notice_id, notice),
        supplier=received.supplier,
        notice_id=received.notice_id,
        booking_id=booking.booking_id,
        part_id=part.part_id,
        name=part.name,
        notice=notice,
        before=before,
        doubts=doubts,
        status=ReviewStatus.NEEDS_REVIEW,
        received_at=now,
    )


def _times_before(booking: Booking, part: BookingPart) -> tuple[SegmentTimes, ...]:
    return times_of(booking.selected.components[part.component_index], part.part_index)


def _other_slices(booking: Booking, moved: BookingPart) -> list[OtherSlice]:
    """Return the other slices of the journey, by whatever they are travelled, that are still booked."""
    slices = list_slices(booking)
    own = [each for each in slices if each.booking.booking_id == booking.booking_id]
    here = next((each for each in own if each.part.part_id == moved.part_id), None)
    if here is None:
        return []  # a stay, or a car
    return [
        OtherSlice(
            slice=MissedSlice(booking_id=each.booking.booking_id, part_id=each.part.part_id, name=each.part.name),
            starts_at=each.part.starts_at,
            ends_at=each.part.ends_at,
            comes_before=each.place < here.place,
            is_onward=not each.is_of_order_of(here) and not _is_return(each, here),
        )
        for each in slices
        if each is not here
    ]


def _is_return(*slices: JourneySlice) -> bool:
    """Return whether the later one of two slices leads back to where the earlier one began."""
    first, second = sorted(slices, key=lambda each: each.place)
    return is_same_city(first.request.origin, second.request.destination)


def _find_part(booking: Booking, supplier: str, notice: SupplierNotice) -> BookingPart | None:
    """Return the part that the notice is about; None when the booking has no such order."""
    for part in parts_of(booking):
        order = booking.orders[part.component_index]
        bought = (order.supplier, order.order_id, booking.component_key(part.component_index), part.part_index)
        if bought == (supplier, notice.data.order_id, notice.data.order_key, notice.data.part_index):
            return part
    return None


def _apply(booking: Booking, part: BookingPart, notice_id: str, notice: SupplierNotice, actor: Actor) -> NoticeOutcome:
    now = clock.now()
    cancelled = notice.type is NoticeKind.CANCELLED
    before = _times_before(booking, part)
    option = booking.selected if cancelled else _reschedule(booking, part, notice)
    departs_at = min((each.departs_at for each in notice.data.times), default=now)
    reported = SupplierChange(
        change_id=clock.new_id("sch"),
        notice_id=notice_id,
        sequence=notice.data.sequence,
        kind=notice.type,
        part_id=part.part_id,
        component_index=part.component_index,
        part_index=part.part_index,
        name=part.name,
        before=before,
        after=() if cancelled else notice.data.times,
        received_at=now,
        respond_by=None if cancelled else min(now + ANSWERED_WITHIN, departs_at),
        verdict=option.verdict,
        conflicts=() if cancelled else missed_connections(notice.data.times, _other_slices(booking, part)),
    )
    changes = (*supersede_changes(booking.supplier_changes, part.part_id), reported)
    if cancelled:
        amendment = _free(booking, reported, AmendmentKind.SUPPLIER_CANCELLATION, notice_id, now)
        after = move(booking, BookingStatus.CHANGING, now, supplier_changes=changes, amendment=amendment)
        change(booking, after, _record(reported, actor))
        request_reconciliation(booking.booking_id)
        return "applied"
    after = move(booking, BookingStatus.BOOKED, now, supplier_changes=changes, options=booking.options_with(option))
    trip, itinerary = change_itinerary(after, now)
    change(booking, after, _record(reported, actor, changed_trip=trip, changed_items=itinerary))
    return "applied"


def _validate(before: tuple[SegmentTimes, ...], times: tuple[SegmentTimes, ...]) -> None:
    """Raise InvalidInput unless the times are those of as many flights."""
    if not before or len(times) != len(before):
        detail = "required: the times of each segment of the part"
        raise InvalidInput("The notice does not match its order.", [FieldError("/data/times", detail)])


def _reschedule(booking: Booking, part: BookingPart, notice: SupplierNotice) -> Option:
    """Return what was bought at its new times, with the verdict that it gets today."""
    moved = reschedule_option(booking.selected, part.component_index, part.part_index, notice.data.times)
    (option,) = evaluate_options(booking, (moved,), policies.get_policy())
    return option


def _record(reported: SupplierChange, actor: Actor, **more: Any) -> BookingCommit:
    data = {
        "changeId": reported.change_id,
        "kind": reported.kind,
        "partId": reported.part_id,
        "before": reported.before,
        "after": reported.after,
        "respondBy": reported.respond_by,
        "conflicts": reported.conflicts,
        "verdict": reported.verdict.outcome if reported.verdict else None,
    }
    return BookingCommit(actor=actor, event=EventType.SUPPLIER_CHANGED, data=data, **more)


def _find_change(booking: Booking, change_id: str) -> SupplierChange:
    for each in booking.supplier_changes:
        if each.change_id == change_id:
            return each
    raise NotFound(f"There is no change {change_id}.")


def _decide(
    identity: Identity, permitted: Permitted, found: SupplierChange, answer: SupplierChangeDecision, now: datetime
) -> Booking:
    booking = permitted.booking
    decided = msgspec.structs.replace(found, decision=answer, decided_at=now)
    changes = tuple(decided if each.change_id == found.change_id else each for each in booking.supplier_changes)
    data = {"changeId": found.change_id, "partId": found.part_id}
    if answer == "accepted":
        after = move(booking, BookingStatus.BOOKED, now, supplier_changes=changes)
        event = EventType.SUPPLIER_CHANGE_ACCEPTED
    else:
        amendment = _free(booking, found, AmendmentKind.SUPPLIER_CHANGE_DECLINED, identity.user_id, now)
        after = move(booking, BookingStatus.CHANGING, now, supplier_changes=changes, amendment=amendment)
        event = EventType.SUPPLIER_CHANGE_DECLINED
    record = BookingCommit(actor=acting(identity, booking), event=event, data=data, relies_on=permitted.relies_on)
    return change(booking, after, record)


def _free(booking: Booking, reported: SupplierChange, kind: AmendmentKind, by: str, now: datetime) -> Amendment:
    """Make an amendment that cancels the part at no fee; the supplier is asked for the terms when it is settled."""
    nothing = Money(amount=0, currency=booking.request.currency)
    terms = CancellationTerms(
        part_id=reported.part_id,
        component_index=reported.component_index,
        part_index=reported.part_index,
        name=reported.name,
        paid=nothing,
        fee=nothing,
        refund=nothing,
        refund_to="original",
    )
    return Amendment(kind=kind, source_id=reported.change_id, parts=(terms,), agreed_by=by, agreed_at=now)
