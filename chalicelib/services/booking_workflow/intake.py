"""Trip requests: from words or fields to a booking that is kept, and a workflow that is started once."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import msgspec

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import PATIENCE, Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.travellers import BookingTraveller, barred_users
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.titles import name_trip
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.gateways import workflow
from chalicelib.models import bookings
from chalicelib.services import passengers
from chalicelib.services.authorization.people import require_active
from chalicelib.services.authorization.spending import require_right_to_spend
from chalicelib.services.booking_workflow.start import set_going
from chalicelib.services.bookings.charging import charge_travellers, check_charge, periods_on_sale, why_not_charge
from chalicelib.services.bookings.commits import acting, change, retry_when_rights_change
from chalicelib.services.idempotency import Claim, IdempotencyScope, StoredAnswer, fingerprint, once
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import (
    days_asked_for,
    explain_words,
    includes_requester,
    names_cost_centre,
    understand,
)
from chalicelib.services.trip_requests.travellers import identify_travellers


class BookingAccepted(Value, frozen=True):
    """An accepted trip request: how it was understood, and where to follow its progress."""

    booking_id: str
    execution_id: Annotated[str, msgspec.Meta(description="Id of the workflow execution")]
    status: Annotated[
        BookingStatus,
        msgspec.Meta(description="Where the booking is in its life; `requested` unless the request was repeated"),
    ]
    request: Annotated[TripRequest, msgspec.Meta(description="The trip request as it was understood")]
    url: Annotated[str, msgspec.Meta(description="Address of the booking")]
    events_url: Annotated[str, msgspec.Meta(description="Address of its events, as they happen")]
    request_reading: Annotated[
        RequestReading | None,
        msgspec.Meta(
            description="What was read of a request in words, and what was passed over; null if it was sent as "
            "fields, or in another language than English"
        ),
    ] = None


def answer_accepted(booking: Booking) -> BookingAccepted:
    """Return what the traveller is answered when `booking` has been taken in."""
    return BookingAccepted(
        booking_id=booking.booking_id,
        execution_id=workflow.execution_id(booking.booking_id),
        status=BookingStatus.REQUESTED,
        request=booking.request,
        request_reading=booking.request_reading,
        url=f"/v1/bookings/{booking.booking_id}",
        events_url=f"/v1/sse/bookings/{booking.booking_id}",
    )


def accept_once(identity: Identity, booking_request: BookingRequest, *, idempotency_key: str) -> BookingAccepted:
    """Take in a booking that came by a way without HTTP; the same key and body again get the same answer.

    Raises what `request_booking` raises, KeyReused, StillRunning, and Unavailable when the answer could not be kept.
    """
    scope = IdempotencyScope(
        user_id=identity.user_id,
        operation="booking_request",
        key=idempotency_key,
        fingerprint=fingerprint(msgspec.to_builtins(booking_request)),
    )

    def take_in(claimed: Claim) -> StoredAnswer:
        answer = answer_accepted(request_booking(identity, booking_request, booking_id=claimed.new_id("bkg")))
        return StoredAnswer(status=202, headers={}, body=msgspec.json.encode(answer).decode())

    return msgspec.json.decode(once(scope, take_in).answer.body, type=BookingAccepted)


@retry_when_rights_change
def request_booking(identity: Identity, booking_request: BookingRequest, *, booking_id: str) -> Booking:
    """Keep a new booking and set its workflow going; the same `booking_id` again is the same booking.

    Raises NotAllowed also for who has left and for travellers who have, InvalidInput, or AmbiguousRequest with every
    question that has to be asked back.
    """
    identity.require(Role.TRAVELLER, Role.TRAVEL_DESK)
    require_active(identity)
    already = bookings.find_booking(booking_id)
    if already is not None:
        # Whoever took it in may have died before its workflow was started.
        if already.status is BookingStatus.REQUESTED:
            set_going(booking_id)
        return already
    now = clock.now()
    why_not = partial(why_not_charge, identity.user_id, periods_on_sale(days_asked_for(booking_request), now))
    request = understand(identity, booking_request, now=now, why_not=why_not)
    unnamed = not (booking_request.travellers or booking_request.passenger_ids)
    is_first = unnamed and includes_requester(booking_request)
    travellers = identify_travellers(identity, request, is_requester_first=is_first)
    if not names_cost_centre(booking_request):
        request = charge_travellers(identity.user_id, request, travellers)
    booking = Booking(
        booking_id=booking_id,
        requester_id=identity.user_id,
        status=BookingStatus.REQUESTED,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=now + PATIENCE[BookingStatus.REQUESTED],
        request=request,
        travellers=travellers,
        barred=barred_users(identity.user_id, travellers),
        desk_user_ids=(identity.user_id,) if _asks_as_desk(identity, travellers) else (),
        request_text=booking_request.said,
        request_reading=explain_words(booking_request.words, request, now),
    )
    check_charge(booking)
    data = {
        "name": name_trip(booking.request),
        "startsOn": booking.request.starts_on.isoformat(),
        "endsOn": booking.request.ends_on.isoformat(),
    }
    relies_on = require_right_to_spend(booking)
    record = BookingCommit(actor=acting(identity, booking), event=EventType.REQUESTED, data=data, relies_on=relies_on)
    profiles = [each.passenger_id for each in travellers if each.passenger_id is not None]
    passengers.note_booking(identity, profiles, booking_id)
    kept = change(None, booking, record)
    set_going(kept.booking_id)
    return kept


def _asks_as_desk(identity: Identity, travellers: Sequence[BookingTraveller]) -> bool:
    """Return whether somebody of the travel desk asks for others; a trip of their own alone is no business of the
    desk."""
    return any(each.user_id != identity.user_id for each in travellers) and identity.has(Role.TRAVEL_DESK)
