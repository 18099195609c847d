"""Cancellations and date changes over HTTP: create a quote, confirm it, read the receipt."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.api.booking_views import BookingView, show_booking, view_example
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples, servicing_examples
from chalicelib.api.openapi.links import BOUGHT_BOOKING_OPERATIONS
from chalicelib.api.option_views import FindClause, ReplacementView, to_replacement_view
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.quote_status import is_denied
from chalicelib.domain.servicing.amendments import Amendment, PartId, Receipt
from chalicelib.domain.servicing.date_changes import CarDateChange, DateChange, SliceDateChange, StayDateChange
from chalicelib.domain.servicing.quotes import Quote, QuoteStatus
from chalicelib.domain.trip_requests.trip_request import MOST_CARS, MOST_SLICES, MOST_STAYS
from chalicelib.domain.value import Value
from chalicelib.errors import (
    BudgetExceeded,
    Conflict,
    Departed,
    FieldError,
    InvalidInput,
    NotAllowed,
    NotFound,
    QuoteExpired,
    QuoteStale,
    ReservationLimit,
    SupplierTimeout,
    SupplierUnavailable,
)
from chalicelib.services.policies import find_cited_clause
from chalicelib.services.servicing import quotes as service

blueprint = ApiBlueprint(
    __name__,
    tag="Changes",
    description="Cancel or change a booked trip: get a quote with fee and refund, confirm it, get a receipt.",
)

_QUOTE = {"quoteId": identifier("qte", "The quote's id")}


class QuoteRequest(Value, frozen=True):
    """Which parts to cancel, all that remain and have not begun if none is given; or, for a date change, which slices,
    stays and cars to move. A stay that lies next to a slice goes along with it, unless it is named."""

    kind: Annotated[
        Literal["cancellation", "date_change"],
        msgspec.Meta(description="Whether parts are cancelled or moved to other days"),
    ]
    parts: (
        Annotated[tuple[PartId, ...], msgspec.Meta(min_length=1, max_length=50, description="Only of a cancellation")]
        | UnsetType
    ) = UNSET
    slices: Annotated[
        tuple[SliceDateChange, ...], msgspec.Meta(max_length=MOST_SLICES, description="Only of a date change")
    ] = ()
    stays: Annotated[
        tuple[StayDateChange, ...], msgspec.Meta(max_length=MOST_STAYS, description="Only of a date change")
    ] = ()
    cars: Annotated[
        tuple[CarDateChange, ...], msgspec.Meta(max_length=MOST_CARS, description="Only of a date change")
    ] = ()


class QuoteView(Quote, frozen=True, kw_only=True):
    """A quote and its status."""

    status: Annotated[QuoteStatus, msgspec.Meta(description="Whether it can be confirmed, or what became of it")]
    replacement: Annotated[
        ReplacementView | None, msgspec.Meta(description="The replacement; only for a date change")
    ] = None


class ReceiptQuery(PageQuery, frozen=True):
    """A page of a booking's receipts."""


def _view(quote: Quote, status: QuoteStatus, find: FindClause = find_cited_clause) -> QuoteView:
    shown = msgspec.structs.asdict(quote) | {"replacement": to_replacement_view(quote.replacement, find)}
    return QuoteView(**shown, status=status)


def _quote_example() -> QuoteView:
    return _view(servicing_examples.QUOTE, QuoteStatus.OPEN, examples.find_clause)


def _make_agreed() -> Amendment:
    quote = servicing_examples.QUOTE
    return Amendment(
        kind=quote.kind,
        source_id=quote.quote_id,
        parts=quote.parts,
        agreed_by=examples.TRAVELLER_ID,
        agreed_at=examples.AT,
    )


@blueprint.route(
    "/v1/bookings/{bookingId}/quotes",
    method="POST",
    status=201,
    statuses=[BookingStatus.BOOKED],
    summary="Create a quote for a cancellation or a date change",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "States the cancellation fee and refund of each part, and where the refund goes. Nothing changes until "
        "the quote is confirmed. It can be confirmed on exactly these terms until `expiresAt`, while the "
        "booking stays unchanged. A date change, of some slices, stays and cars or of all, states the replacement "
        "and its policy verdict."
    ),
    errors=[NotFound, NotAllowed, Conflict, QuoteStale, Departed, SupplierUnavailable, SupplierTimeout],
    links=[
        links_to(*BOUGHT_BOOKING_OPERATIONS, bookingId="/bookingId"),
        links_to("get_quote", "confirm_quote", bookingId="/bookingId", quoteId="/quoteId"),
    ],
    example=lambda: Example(request=QuoteRequest(kind="cancellation", parts=("0.1",)), response=_quote_example()),
)
def create_quote(call: Call[QuoteRequest, None]) -> Answer[QuoteView]:
    booking_id = call.path["bookingId"]
    quote = _create_quote(call, booking_id)
    where = f"/v1/bookings/{booking_id}/quotes/{quote.quote_id}"
    return Answer(_view(quote, QuoteStatus.DENIED if is_denied(quote) else QuoteStatus.OPEN), location=where)


def _create_quote(call: Call[QuoteRequest, None], booking_id: str) -> Quote:
    wanted, quote_id = call.body, call.new_id("qte")
    dates = DateChange(slices=wanted.slices, stays=wanted.stays, cars=wanted.cars)
    moved = [f"/{field}" for field in ("slices", "stays", "cars") if getattr(dates, field)]
    if wanted.kind == "cancellation":
        _refuse_fields(dict.fromkeys(moved, "not a field of a cancellation"))
        return service.quote_cancellation(call.identity, booking_id, wanted.parts or None, quote_id=quote_id)
    if wanted.parts is not UNSET:
        _refuse_fields({"/parts": "not a field of a date change: name `slices`, `stays` and `cars`"})
    if not moved:
        _refuse_fields({"/slices": "at least one of `slices`, `stays` and `cars` is required"})
    return service.quote_date_change(call.identity, booking_id, dates, quote_id=quote_id)


def _refuse_fields(wrong: Mapping[str, str]) -> None:
    if wrong:
        errors = [FieldError(pointer, detail) for pointer, detail in wrong.items()]
        raise InvalidInput("This kind of quote takes other fields.", errors)


@blueprint.route(
    "/v1/bookings/{bookingId}/quotes/{quoteId}",
    statuses=[BookingStatus.BOOKED],
    summary="Get a quote and its status",
    scope=Scope.BOOKINGS_READ,
    params=_QUOTE,
    errors=[NotFound],
    links=[
        links_to(*BOUGHT_BOOKING_OPERATIONS, bookingId="/bookingId"),
        links_to("confirm_quote", bookingId="/bookingId", quoteId="/quoteId"),
        links_to("get_employee", userId="/requesterId"),
    ],
    example=lambda: Example(response=_quote_example()),
)
def get_quote(call: Call[None, None]) -> Answer[QuoteView]:
    return Answer(_view(*service.get_quote(call.identity, call.path["bookingId"], call.path["quoteId"])))


@blueprint.route(
    "/v1/bookings/{bookingId}/quotes/{quoteId}/confirmation",
    method="POST",
    status=202,
    idempotency="required",
    statuses=[BookingStatus.BOOKED],
    summary="Confirm a quote",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "The booking becomes `changing`. Once the change is settled it is `booked` again or `cancelled`, and "
        "has a receipt. For a date change, `amendment.replacementBookingId` is the booking that replaces this one once "
        "it is bought. Confirming a quote twice has no further effect. Follow `eventsUrl`."
    ),
    params=_QUOTE,
    errors=[NotFound, NotAllowed, Conflict, BudgetExceeded, ReservationLimit, QuoteExpired, QuoteStale, Departed],
    links=[links_to(*BOUGHT_BOOKING_OPERATIONS, bookingId="/bookingId"), links_to("get_quote", bookingId="/bookingId")],
    example=lambda: Example(response=view_example(BookingStatus.CHANGING, amendment=_make_agreed())),
)
def confirm_quote(call: Call[None, None]) -> Answer[BookingView]:
    booking = service.confirm_quote(call.identity, call.path["bookingId"], call.path["quoteId"])
    return show_booking(call.identity, booking, location=f"/v1/bookings/{booking.booking_id}")


@blueprint.route(
    "/v1/bookings/{bookingId}/receipts",
    statuses=[BookingStatus.BOOKED],
    summary="List a booking's cancellation and refund receipts",
    scope=Scope.BOOKINGS_READ,
    description="One receipt for each settled change, oldest first.",
    errors=[NotFound],
    links=[links_to(*BOUGHT_BOOKING_OPERATIONS, bookingId="/items/0/bookingId")],
    example=lambda: Example(response=Page(items=(servicing_examples.RECEIPT,), next_cursor=None)),
)
def list_receipts(call: Call[None, ReceiptQuery]) -> Answer[Page[Receipt]]:
    found, position = service.list_receipts(
        call.identity, call.path["bookingId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)
