"""What a person may ask of what is known about them: to see it all, and to have it forgotten."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from chalicelib.domain.approvals.approval import collect_remarks, remove_remarks
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.revisions import without_words
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.value import Cursor, Value

EXPORT_KEPT = timedelta(days=7)
ERASED = Traveller(given_name="Erased", family_name="Traveller")
ERASED_PROFILE = "erased"


class Export(Value, frozen=True):
    """Leave to read everything held about a person, for some days. It holds none of it itself."""

    export_id: Annotated[str, msgspec.Meta(examples=["exp_01JQZY5V9D7R8M3T2K6W4H0YBE"])]
    user_id: Annotated[str, msgspec.Meta(description="Whom it is about")]
    requested_by: str
    created_at: datetime
    expires_at: datetime


class ErasureStatus(StrEnum):
    """Status of an erasure."""

    RUNNING = "running"
    DONE = "done"


class Erasure(Value, frozen=True):
    """The forgetting of a person: what was done, and where it goes on if it was interrupted. The record stays."""

    erasure_id: str
    user_id: str
    requested_by: str
    status: ErasureStatus
    created_at: datetime
    updated_at: datetime
    counts: dict[str, int] = {}
    step: str | None = None
    position: Cursor | None = None
    version: int = 1


def advance_erasure(
    erasure: Erasure, *, count: int, position: Cursor | None, next_step: str | None, now: datetime
) -> Erasure:
    """Return the erasure after a piece of its step: the same step from `position`, or else the next, or the end."""
    done = position is None and next_step is None
    step = erasure.step or ""
    counts = {**erasure.counts, step: erasure.counts.get(step, 0) + count}
    return msgspec.structs.replace(
        erasure,
        status=ErasureStatus.DONE if done else ErasureStatus.RUNNING,
        counts=counts,
        step=erasure.step if position else next_step,
        position=position,
        updated_at=now,
        version=erasure.version + 1,
    )


def is_anonymous(booking: Booking, passenger_id: str | None = None) -> bool:
    """Return whether nothing in a booking tells who travelled, or whether this profile did."""
    request = booking.request
    if passenger_id is not None:
        return passenger_id not in {*request.passenger_ids, *(each.passenger_id for each in booking.travellers)}
    remarked = booking.approval_request is not None and collect_remarks(booking.approval_request)
    known = {(each.full_name, each.passenger_id) for each in booking.travellers} - {(ERASED.full_name, None)}
    named = known or set(request.travellers) - {ERASED} or set(request.passenger_ids) - {ERASED_PROFILE}
    is_silent = tuple(map(without_words, booking.revisions)) == booking.revisions
    return not named and booking.request_text is None and request.purpose is None and not remarked and is_silent


def anonymous_parts(booking: Booking, passenger_id: str | None = None) -> dict[str, Any]:
    """Return what to replace in a booking so that it does not tell who travelled; or, of one profile, not that they
    did.

    Places, dates, prices and the pseudonymous ids stay, for accounts and audit.
    """
    request = booking.request
    profiles = request.passenger_ids or (None,) * len(request.travellers)
    gone = [passenger_id in {None, profile} for profile in profiles]
    travellers = tuple(ERASED if out else who for who, out in zip(request.travellers, gone, strict=True))
    kept = tuple(ERASED_PROFILE if passenger_id in {None, each} else each for each in request.passenger_ids)
    changes: dict[str, Any] = {
        "request_text": None,
        "travellers": tuple(
            _without_name(each) if passenger_id in {None, each.passenger_id} else each for each in booking.travellers
        ),
    }
    if passenger_id is None:
        request = msgspec.structs.replace(request, purpose=None)
        changes["revisions"] = tuple(map(without_words, booking.revisions))
        if booking.approval_request:
            changes["approval_request"] = remove_remarks(booking.approval_request)
    changes["request"] = msgspec.structs.replace(request, travellers=travellers, passenger_ids=kept)
    return changes


def _without_name(traveller: BookingTraveller) -> BookingTraveller:
    return msgspec.structs.replace(
        traveller, given_name=ERASED.given_name, family_name=ERASED.family_name, passenger_id=None
    )
