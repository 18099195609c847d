"""A booking as the API shows it, to whom and in which status it may be; several resources answer with one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.api.http.calls import Answer
from chalicelib.api.openapi import examples, servicing_examples
from chalicelib.api.option_views import (
    ClauseHitView,
    OptionView,
    RevisionView,
    SupplierChangeView,
    to_change_view,
    to_hit_view,
    to_option_view,
    to_revision_view,
)
from chalicelib.domain.approvals.approval import ApprovalBlock, ApprovalRequest
from chalicelib.domain.bookings.booking import Booking, BookingStatus, BudgetShare, Failure
from chalicelib.domain.bookings.carrier_facts import MissingFact
from chalicelib.domain.bookings.delay import Delay
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Order
from chalicelib.domain.policy_documents.search import SectionHit
from chalicelib.domain.servicing.amendments import Amendment, Receipt
from chalicelib.domain.servicing.travel_credits import CreditUse
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.services.authorization.bookings import may_see_profile_ids
from chalicelib.services.bookings import queries as service
from chalicelib.services.bookings.queries import BookingOperation


class OrderView(Value, frozen=True):
    """An order: one component (a flight or rail fare, a stay, a car) bought from a supplier."""

    component_index: Annotated[int, msgspec.Meta(description="Place in the selected option's `components`, from 0")]
    order_id: Annotated[str, msgspec.Meta(description="Id of the order at its supplier")]
    supplier: Annotated[str, msgspec.Meta(description="Name of the connection by which it was bought")]
    record_locator: Annotated[
        str | None,
        msgspec.Meta(description="The supplier's record locator or confirmation number; null for approvers"),
    ]
    price: Annotated[Money, msgspec.Meta(description="What was paid for the component, taxes included")]
    status: Annotated[
        Literal["confirmed", "cancelled"], msgspec.Meta(description="`cancelled` once all parts are cancelled")
    ]
    cancelled_parts: Annotated[
        tuple[int, ...],
        msgspec.Meta(description="Cancelled parts: indexes of the slices of a flight or rail fare, from 0"),
    ]


class BookingView(Value, frozen=True):
    """A booking as its requester, its travellers, its approver and a travel manager see it."""

    booking_id: str
    requester_id: Annotated[str, msgspec.Meta(description="Who requested it, by their id")]
    status: Annotated[BookingStatus, msgspec.Meta(description="Where the booking is in its life")]
    operations: Annotated[
        tuple[BookingOperation, ...], msgspec.Meta(description="Operations that you may perform on the booking now")
    ]
    created_at: datetime
    updated_at: datetime
    request: Annotated[
        TripRequest, msgspec.Meta(description="The trip as it was understood; compare it with what you meant")
    ]
    travellers: Annotated[
        tuple[BookingTraveller, ...],
        msgspec.Meta(
            description="Travellers, fixed when the booking was made; the ids of each are for the requester, travel "
            "managers and that traveller"
        ),
    ]
    request_text: Annotated[
        str | None,
        msgspec.Meta(description="The trip request in the requester's words; null if it was sent as fields"),
    ]
    request_reading: Annotated[
        RequestReading | None,
        msgspec.Meta(
            description="How these words were read when they came in, before any revision; null if it was sent as "
            "fields, or in another language than English"
        ),
    ]
    policy_version: Annotated[
        int | None,
        msgspec.Meta(description="Version of the travel policy that its options were judged by; null until they were"),
    ]
    clauses: Annotated[
        tuple[ClauseHitView, ...], msgspec.Meta(description="Policy clauses that apply to the trip request")
    ]
    round: Annotated[int, msgspec.Meta(description="Planning round; rises each time options are searched again")]
    options: Annotated[tuple[OptionView, ...], msgspec.Meta(description="Itineraries to select from, the best first")]
    missing: Annotated[
        tuple[MissingFact, ...],
        msgspec.Meta(
            description="What carriers need of the travellers by check-in and have not been given, as known when the "
            "booking was last planned, selected or bought; of each traveller for themselves, the requester and travel "
            "managers"
        ),
    ]
    options_expire_at: Annotated[
        datetime | None, msgspec.Meta(description="Until when an option can be selected; null while there are none")
    ]
    policy_sections: Annotated[
        tuple[SectionHit, ...],
        msgspec.Meta(description="Sections of policy documents that bear on the trip request; they decide nothing"),
    ]
    selected_option_id: Annotated[str | None, msgspec.Meta(description="Option that was selected; null while none is")]
    price: Annotated[
        Money | None, msgspec.Meta(description="What the selected option costs in all; null while none is selected")
    ]
    approval_outlook: Annotated[
        ApprovalBlock | None,
        msgspec.Meta(
            description="Why nobody could approve an option that requires approval, as things stood when the options "
            "were evaluated; null if somebody could, or none requires it"
        ),
    ]
    approval_request: Annotated[
        ApprovalRequest | None,
        msgspec.Meta(
            description="The approval that the selected option needs; null if it needs none, or none is selected"
        ),
    ]
    budgets: Annotated[
        tuple[BudgetShare, ...],
        msgspec.Meta(description="What the booking takes of budgets: of each cost centre and year that it charges"),
    ]
    credits: Annotated[tuple[CreditUse, ...], msgspec.Meta(description="Travel credits used to pay for the booking")]
    orders: Annotated[
        tuple[OrderView, ...],
        msgspec.Meta(description="What was bought, one for each component; empty until it is booked"),
    ]
    parts: Annotated[
        tuple[BookingPart, ...], msgspec.Meta(description="Parts of the booking that can be cancelled separately")
    ]
    amendment: Annotated[
        Amendment | None,
        msgspec.Meta(description="The confirmed change that is being settled; null if there is none"),
    ]
    receipts: Annotated[
        tuple[Receipt, ...],
        msgspec.Meta(description="What became of changes and cancellations, in order of settlement"),
    ]
    replaces_booking_id: Annotated[str | None, msgspec.Meta(description="Id of the booking that this one replaces")]
    supplier_changes: Annotated[
        tuple[SupplierChangeView, ...], msgspec.Meta(description="Schedule changes and cancellations by suppliers")
    ]
    trip_id: Annotated[str | None, msgspec.Meta(description="Trip that holds what was booked; null until it is booked")]
    failure: Annotated[Failure | None, msgspec.Meta(description="Why it ended without being bought; null otherwise")]
    delay: Annotated[
        Delay | None,
        msgspec.Meta(
            description="Since when and until when the booking waits for a supplier, or for another system, that is "
            "unavailable; null if it does not"
        ),
    ]
    revisions: Annotated[
        tuple[RevisionView, ...],
        msgspec.Meta(description="Revisions after the booking was sent back or recalled, oldest first"),
    ]
    events_url: str


def show_booking(identity: Identity, booking: Booking, *, location: str | None = None) -> Answer[BookingView]:
    """Answer with the booking as `identity` may see it; what they may do with it changes with the time, too."""
    return Answer(to_view(identity, booking), version=booking.version, content_tagged=True, location=location)


def to_view(identity: Identity, booking: Booking) -> BookingView:
    """Return the view of a booking that `identity` may see."""
    return BookingView(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        status=booking.status,
        operations=service.operations(identity, booking),
        created_at=booking.created_at,
        updated_at=booking.updated_at,
        request=service.show_request(identity, booking),
        travellers=tuple(_show_traveller(identity, booking, each) for each in booking.travellers),
        request_text=booking.request_text,
        request_reading=booking.request_reading,
        policy_version=booking.policy_version,
        clauses=tuple(to_hit_view(each, booking.policy_version) for each in booking.clauses),
        round=booking.round,
        options=tuple(map(to_option_view, service.show_options(identity, booking))),
        missing=tuple(
            each
            for each in booking.missing
            if may_see_profile_ids(identity, booking, booking.travellers[each.traveller_index].user_id)
        ),
        options_expire_at=booking.options_expire_at,
        policy_sections=booking.policy_sections,
        selected_option_id=booking.selected_option_id,
        price=booking.price,
        approval_outlook=booking.approval_outlook,
        approval_request=booking.approval_request,
        budgets=booking.budgets,
        credits=booking.credits,
        orders=_view_orders(booking.orders, service.list_record_locators(identity, booking)),
        parts=parts_of(booking),
        amendment=booking.amendment,
        receipts=booking.receipts,
        replaces_booking_id=booking.replaces_booking_id,
        supplier_changes=tuple(to_change_view(booking, change) for change in booking.supplier_changes),
        trip_id=booking.trip_id,
        failure=booking.failure,
        delay=booking.delay,
        revisions=tuple(map(to_revision_view, booking.revisions)),
        events_url=f"/v1/sse/bookings/{booking.booking_id}",
    )


def _show_traveller(identity: Identity, booking: Booking, traveller: BookingTraveller) -> BookingTraveller:
    """Return a traveller as `identity` may see them: approvers and co-travellers see names alone."""
    if may_see_profile_ids(identity, booking, traveller.user_id):
        return traveller
    return msgspec.structs.replace(traveller, user_id=None, passenger_id=None)


def _view_orders(orders: Sequence[Order], locators: Sequence[str | None]) -> tuple[OrderView, ...]:
    return tuple(
        OrderView(
            component_index=order.component_index,
            order_id=order.order_id,
            supplier=order.supplier,
            record_locator=locator,
            price=order.price,
            status=order.status,
            cancelled_parts=order.cancelled_parts,
        )
        for order, locator in zip(orders, locators, strict=True)
    )


def view_example(
    status: BookingStatus = BookingStatus.BOOKED,
    *,
    approval_request: ApprovalRequest | None = None,
    amendment: Amendment | None = None,
    supplier_changes: Sequence[SupplierChangeView] = (),
) -> BookingView:
    """Return the documentation's booking in `status`, with what it has by then."""
    is_bought = status in {BookingStatus.BOOKED, BookingStatus.CHANGING}
    is_chosen = is_bought or status in {BookingStatus.HOLDING, BookingStatus.AWAITING_APPROVAL}
    is_planned = is_chosen or status is BookingStatus.AWAITING_SELECTION
    share = msgspec.structs.replace(examples.SHARE, status="committed" if is_bought else "reserved")
    return BookingView(
        booking_id=examples.BOOKING_ID,
        requester_id=examples.TRAVELLER_ID,
        status=status,
        operations=(BookingOperation.CHANGE,) if status is BookingStatus.BOOKED else (),
        created_at=examples.AT,
        updated_at=examples.AT,
        request=examples.REQUEST,
        travellers=examples.TRAVELLERS,
        request_text=examples.REQUEST_TEXT,
        request_reading=examples.REQUEST_READING,
        policy_version=1 if is_planned else None,
        clauses=(to_hit_view(examples.CLAUSE, 1, examples.find_clause),) if is_planned else (),
        round=1,
        options=(to_option_view(examples.OPTION, examples.find_clause),) if is_planned else (),
        missing=examples.MISSING if is_planned else (),
        options_expire_at=examples.OPTIONS_EXPIRE_AT if is_planned else None,
        policy_sections=(examples.POLICY_SECTION,) if is_planned else (),
        selected_option_id=examples.OPTION.option_id if is_chosen else None,
        price=examples.PRICE if is_chosen else None,
        approval_outlook=None,
        approval_request=approval_request or (examples.APPROVAL if is_bought else None),
        budgets=(share,) if is_chosen else (),
        credits=(),
        orders=_view_orders(examples.ORDERS, examples.RECORD_LOCATORS) if is_bought else (),
        parts=servicing_examples.PARTS if is_bought else (),
        amendment=amendment,
        receipts=(),
        replaces_booking_id=None,
        supplier_changes=tuple(supplier_changes),
        trip_id=examples.TRIP_ID if is_bought else None,
        failure=None,
        delay=None,
        revisions=(to_revision_view(examples.REVISION, examples.find_clause),),
        events_url=f"/v1/sse/bookings/{examples.BOOKING_ID}",
    )
