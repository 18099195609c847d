"""Asking what a change of a booked trip would cost, and confirming it on exactly those terms."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit, LinkedBooking
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.bookings.quote_status import status_of, was_confirmed
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.amendments import (
    Amendment,
    AmendmentKind,
    CancellationTerms,
    PartId,
    Receipt,
    fee_of,
    refund_of,
)
from chalicelib.domain.servicing.date_changes import DateChange
from chalicelib.domain.servicing.quotes import (
    SETTLED_WITHIN,
    STANDS_FOR,
    Quote,
    QuoteStatus,
    Replacement,
    settlement_key,
)
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import (
    Conflict,
    Departed,
    FieldError,
    InvalidInput,
    KeyReused,
    NotFound,
    QuoteExpired,
    QuoteStale,
    RightChanged,
    VersionConflict,
)
from chalicelib.gateways.suppliers import registry
from chalicelib.models import quotes
from chalicelib.services.authorization.bookings import arrangeable_booking, visible_booking
from chalicelib.services.authorization.spending import permitted_booking
from chalicelib.services.bookings.commits import acting, change, request_reconciliation, retry_when_rights_change
from chalicelib.services.servicing.asked_parts import asked_as
from chalicelib.services.servicing.date_changes import best_option, exchange, plan_move, replacement_of


class _Found(NamedTuple):
    """What would be bought instead, and for which request."""

    request: TripRequest
    option: Option


class _Asked(NamedTuple):
    """Which parts are given back, and what would be bought instead, if anything."""

    parts: Sequence[BookingPart]
    found: _Found | None = None


# What is asked for of a booking at a time.
_Read = Callable[[Booking, datetime], _Asked]


def quote_cancellation(
    identity: Identity, booking_id: str, part_ids: Sequence[PartId] | None, *, quote_id: str
) -> Quote:
    """Quote what cancelling these parts, or all that have not begun, would cost; the same `quote_id` again is the same
    quote.

    Raises NotFound, NotAllowed, InvalidInput for a part that is not there or was cancelled, Conflict when the booking
    is not booked or nothing of it is left, QuoteStale when it has changed since a first try that was not answered,
    Departed, and what the supplier raises.
    """

    def read(booking: Booking, now: datetime) -> _Asked:
        wanted = _select_parts(booking, part_ids, now)
        _refuse_departed(wanted, now)
        return _Asked(wanted)

    return _quote_once(identity, booking_id, quote_id, read)


def quote_date_change(identity: Identity, booking_id: str, dates: DateChange, *, quote_id: str) -> Quote:
    """Quote what the parts that `dates` name would cost on other dates, and what cancelling them does; the same
    `quote_id` again is the same quote. Of all that is on offer it is the best that the policy does not deny, or else
    the best.

    Raises what `quote_cancellation` raises, InvalidInput for dates that cannot be and for what would move across parts
    that stay, Conflict when nothing is on offer.
    """

    def read(booking: Booking, now: datetime) -> _Asked:
        _refuse_unless_booked(booking)
        left = _left(booking)
        _refuse_departed([part for part in left if asked_as(booking, part) in dates.moved], now)
        moved = plan_move(booking, left, dates, now)
        wanted = [part for part in left if part.part_id in moved.part_ids]
        return _Asked(wanted, _Found(moved.request, best_option(booking, moved, quote_id, now)))

    return _quote_once(identity, booking_id, quote_id, read)


def get_quote(identity: Identity, booking_id: str, quote_id: str) -> tuple[Quote, QuoteStatus]:
    """Return a quote and what may become of it. Raises NotFound."""
    booking = visible_booking(identity, booking_id)
    quote = _quote(booking_id, quote_id)
    return quote, status_of(quote, booking, clock.now())


@retry_when_rights_change
def confirm_quote(identity: Identity, booking_id: str, quote_id: str) -> Booking:
    """Agree to what was quoted: from then on it is done, by whatever happens. Confirming again changes nothing.

    Raises NotFound, NotAllowed, QuoteExpired, QuoteStale when the booking has changed since, Departed, Conflict when it
    is not booked or the policy denies what would be bought instead, BudgetExceeded when that does not fit the budget.
    """
    booking, relies_on = permitted_booking(identity, booking_id)
    quote = _quote(booking_id, quote_id)
    if was_confirmed(booking, quote_id):
        return booking
    now = clock.now()
    _refuse_unless_booked(booking)
    if now >= quote.expires_at:
        raise QuoteExpired("This quote has expired: create a new one.")
    if booking.version != quote.booking_version:
        raise QuoteStale("The booking has changed since this quote: create a new one.")
    quoted = {part.part_id for part in quote.parts}
    _refuse_departed([each for each in parts_of(booking) if each.part_id in quoted], now)
    made = replacement_of(identity, booking, quote, now)
    amendment = Amendment(
        kind=quote.kind,
        source_id=quote_id,
        parts=quote.parts,
        agreed_by=identity.user_id,
        agreed_at=now,
        replacement_booking_id=quote.replacement_booking_id,
    )
    after = move(booking, BookingStatus.CHANGING, now, amendment=amendment)
    data = {
        "quoteId": quote_id,
        "reason": quote.kind,
        "parts": [part.part_id for part in quote.parts],
        "fee": quote.fee,
        "refund": quote.refund,
        "credit": quote.credit,
        **({"replacementBookingId": quote.replacement_booking_id} if quote.replacement else {}),
    }
    record = BookingCommit(actor=acting(identity, booking), event=EventType.CHANGING, data=data, relies_on=relies_on)
    try:
        if made is not None:
            return exchange(LinkedBooking(booking, after, record), made)
        kept = change(booking, after, record)
    except RightChanged:
        raise
    except VersionConflict:
        return _was_confirmed_meanwhile(identity, booking_id, quote_id)
    request_reconciliation(booking_id)
    return kept


def list_receipts(identity: Identity, booking_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Receipt]:
    """List a page of a booking's receipts, the oldest first, and where the next page starts. Raises NotFound."""
    receipts = visible_booking(identity, booking_id).receipts
    first = int(start["after"]["N"]) if start else 0
    end = first + limit
    return ResultPage(list(receipts[first:end]), {"after": {"N": str(end)}} if end < len(receipts) else None)


def _was_confirmed_meanwhile(identity: Identity, booking_id: str, quote_id: str) -> Booking:
    """Return the booking, if what changed it meanwhile was a confirmation of the same quote. Raises QuoteStale
    otherwise."""
    booking = arrangeable_booking(identity, booking_id)
    if was_confirmed(booking, quote_id):
        return booking
    raise QuoteStale("The booking has changed meanwhile: create a new quote.")


def _quote(booking_id: str, quote_id: str) -> Quote:
    quote = quotes.find_quote(booking_id, quote_id)
    if quote is None:
        raise NotFound(f"There is no quote {quote_id}.")
    return quote


def _select_parts(booking: Booking, part_ids: Sequence[PartId] | None, now: datetime) -> list[BookingPart]:
    """Return the parts that are meant: of those that are left, these, or all that have not begun."""
    _refuse_unless_booked(booking)
    left = {part.part_id: part for part in _left(booking)}
    if part_ids is None:
        return [part for part in left.values() if now < part.starts_at] or list(left.values())
    wrong = [
        FieldError(f"/parts/{place}", "not a remaining part of this booking")
        for place, each in enumerate(part_ids)
        if each not in left
    ]
    if wrong:
        raise InvalidInput("Some of the parts cannot be cancelled.", wrong)
    return [part for each, part in left.items() if each in set(part_ids)]


def _left(booking: Booking) -> list[BookingPart]:
    return [part for part in parts_of(booking) if part.status == "confirmed"]


def _refuse_unless_booked(booking: Booking) -> None:
    if booking.status is BookingStatus.CHANGING:
        raise Conflict("A change of this booking is in progress: wait until it is settled.")
    if booking.status is not BookingStatus.BOOKED:
        raise Conflict(f"This booking is {booking.status}: only a booked trip can be changed.")


def _refuse_departed(parts: Sequence[BookingPart], now: datetime) -> None:
    for part in parts:
        if now >= part.starts_at:
            raise Departed(f"{part.name} has begun: it can no longer be changed or cancelled.")


def _ask_suppliers(
    booking: Booking, wanted: Sequence[BookingPart], quote_id: str, now: datetime
) -> tuple[tuple[CancellationTerms, ...], datetime]:
    """Return what each part costs, and until when the terms are valid. Raises QuoteStale when the booking has changed
    since the supplier was first asked for this quote, whose answer was lost."""
    terms: list[CancellationTerms] = []
    expires_at = now + STANDS_FOR
    for component_index in dict.fromkeys(part.component_index for part in wanted):
        parts = {part.part_index: part for part in wanted if part.component_index == component_index}
        try:
            answer = registry.for_offer(booking.selected.components[component_index]).quote_cancel(
                booking.component_key(component_index),
                list(parts),
                key=settlement_key(booking.booking_id, quote_id, component_index),
                until=now + STANDS_FOR + SETTLED_WITHIN,
            )
        except KeyReused:
            raise QuoteStale("The booking has changed since the first request: create a new quote.") from None
        expires_at = min(expires_at, answer.expires_at)
        terms += [
            CancellationTerms(
                part_id=parts[each.part_index].part_id,
                component_index=component_index,
                part_index=each.part_index,
                name=parts[each.part_index].name,
                paid=each.paid,
                fee=each.fee,
                refund=each.refund,
                refund_to=each.refund_to,
            )
            for each in answer.parts
        ]
    return tuple(terms), expires_at


def _quote_once(identity: Identity, booking_id: str, quote_id: str, read: _Read) -> Quote:
    booking, _ = permitted_booking(identity, booking_id)
    already = quotes.find_quote(booking_id, quote_id)
    if already is not None:
        return already
    now = clock.now()
    wanted, found = read(booking, now)
    terms, expires_at = _ask_suppliers(booking, wanted, quote_id, now)
    currency = booking.request.currency
    refund = refund_of(terms, currency, "original")
    quote = Quote(
        quote_id=quote_id,
        booking_id=booking_id,
        requester_id=identity.user_id,
        booking_version=booking.version,
        kind=AmendmentKind.DATE_CHANGE if found else AmendmentKind.CANCELLATION,
        created_at=now,
        expires_at=min(expires_at, found.option.expires_at) if found else expires_at,
        parts=terms,
        fee=fee_of(terms, currency),
        refund=refund,
        credit=refund_of(terms, currency, "credit"),
        fully_cancelled=len(wanted) == len(_left(booking)),
        replacement=_replacement(found, refund) if found else None,
    )
    return quotes.put_quote(quote)


def _replacement(found: _Found, refund: Money) -> Replacement:
    return Replacement(
        slices=found.request.slices,
        stays=found.request.stays,
        cars=found.request.cars,
        preferences=found.request.preferences,
        option=found.option,
        price=found.option.price,
        difference=found.option.price - refund,
    )
