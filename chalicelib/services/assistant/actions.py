"""What the assistant may offer to do: requests of the API, made ready for their reader to send.

Each is offered only where the services say that the person may do it now; sending it asks the same services again.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from chalicelib import clock
from chalicelib.domain.assistant.answer import ActionLink
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trips.trip import TripStatus
from chalicelib.domain.value import JsonObject
from chalicelib.errors import Conflict, NotAllowed
from chalicelib.services.authorization.trips import own_trip
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.queries import BookingOperation


class ProposedAction(StrEnum):
    """Something that may be offered: to do with a booking, but for the last two."""

    SELECT = "select"
    APPROVE = "approve"
    DECLINE = "decline"
    RECALL = "recall"
    CANCEL = "cancel"
    QUOTE_CANCELLATION = "quote_cancellation"
    CANCEL_TRIP = "cancel_trip"
    REQUEST_TRIP = "request_trip"


class _Offer(NamedTuple):
    """How an action is offered: by which operation of the booking, and as which request."""

    needs: BookingOperation
    operation: str
    path: str
    title: str
    effect: str
    body: Callable[[Booking], JsonObject | None]


def _no_body(_booking: Booking) -> None:
    return None


def _decide(decision: str) -> Callable[[Booking], JsonObject | None]:
    def body(booking: Booking) -> JsonObject | None:
        approval = booking.approval_request
        return None if approval is None else {"decision": decision, "approvalHash": approval.hash}

    return body


_OFFERS: Mapping[ProposedAction, _Offer] = {
    ProposedAction.SELECT: _Offer(
        BookingOperation.SELECT,
        "select_option",
        "selection",
        "Select this option",
        "Reserves its price on the budget; hold, approval where the policy asks for one, and purchase follow.",
        _no_body,
    ),
    ProposedAction.APPROVE: _Offer(
        BookingOperation.APPROVE,
        "decide_approval",
        "approval",
        "Approve the booking",
        "Approves what you were asked for; it is bought then, unless somebody else has to approve it too.",
        _decide("approved"),
    ),
    ProposedAction.DECLINE: _Offer(
        BookingOperation.APPROVE,
        "decide_approval",
        "approval",
        "Decline the booking",
        "Ends the booking and releases what it holds.",
        _decide("declined"),
    ),
    ProposedAction.RECALL: _Offer(
        BookingOperation.RECALL,
        "recall_booking",
        "recall",
        "Recall the booking from approval",
        "Takes it back to be revised; releases the holds and returns the budget reservation.",
        lambda _booking: {},
    ),
    ProposedAction.CANCEL: _Offer(
        BookingOperation.CANCEL,
        "cancel_booking",
        "cancellation",
        "Cancel the booking",
        "Ends the booking. Nothing of it has been bought.",
        _no_body,
    ),
    ProposedAction.QUOTE_CANCELLATION: _Offer(
        BookingOperation.CHANGE,
        "create_quote",
        "quotes",
        "Get a quote for cancelling the booked trip",
        "Says what cancelling costs and what is refunded. Nothing is cancelled until you confirm the quote.",
        lambda _booking: {"kind": "cancellation"},
    ),
}


def offer_booking_action(
    identity: Identity, booking_id: str, action: ProposedAction, option_id: str | None = None
) -> ActionLink:
    """Return the request by which the person may do this with a booking now. Raises NotFound for one that they may not
    see, Conflict for what they may not do with it now."""
    booking = queries.get_booking(identity, booking_id)
    offer = _OFFERS[action]
    if offer.needs not in queries.operations(identity, booking):
        raise Conflict(f"You cannot do that with this booking now; it is {booking.status.value}.")
    return ActionLink(
        operation=offer.operation,
        title=offer.title,
        method="POST",
        href=f"/v1/bookings/{booking.booking_id}/{offer.path}",
        body=_select(booking, option_id) if action is ProposedAction.SELECT else offer.body(booking),
        effect=offer.effect,
    )


def is_open(action: ProposedAction, operations: Collection[BookingOperation]) -> bool:
    """Return whether an action on a booking is among what may be done with it now."""
    return _OFFERS[action].needs in operations


def offer_new_booking(identity: Identity, request: str) -> ActionLink:
    """Return the request by which the person asks for a trip in these words. Raises NotAllowed for who is no
    traveller."""
    if not identity.has(Role.TRAVELLER):
        raise NotAllowed("Only travellers may request trips.")
    return ActionLink(
        operation="create_booking",
        title="Request this trip",
        method="POST",
        href="/v1/bookings",
        body={"request": request},
        effect="Reads the words, searches and shows options with their policy verdicts. Nothing is bought by it.",
    )


def offer_trip_cancellation(identity: Identity, trip_id: str) -> ActionLink:
    """Return the request by which the person cancels a trip that they planned by hand. Raises NotFound, NotAllowed,
    Conflict for one that was booked, is cancelled or over."""
    trip = own_trip(identity, trip_id)
    status = trip.status_at(clock.now())
    if trip.booking_id is not None:
        raise Conflict("This trip was booked: it is cancelled through its booking.")
    if status in {TripStatus.CANCELLED, TripStatus.COMPLETED}:
        raise Conflict(f"This trip is {status.value}.")
    return ActionLink(
        operation="cancel_trip",
        title="Cancel the trip",
        method="POST",
        href=f"/v1/trips/{trip.trip_id}/cancellation",
        body=None,
        effect="Marks the trip as cancelled. It was planned by hand, so nothing is refunded.",
    )


def _select(booking: Booking, option_id: str | None) -> JsonObject:
    for option in booking.options:
        if option.option_id == option_id and option.verdict and option.verdict.outcome.may_be_chosen:
            return {"optionId": option.option_id}
    raise Conflict("This booking has no such option that may be selected.")
