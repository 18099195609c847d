"""Bookings over HTTP: trip requests, selection, approval, cancellation, and the audit chain."""

from typing import Annotated, Literal

import msgspec

from chalicelib import clock
from chalicelib.api.booking_lists import BookingQuery, ListedBookingPage, answer_bookings, csv_example, listed_example
from chalicelib.api.booking_views import BookingView, show_booking, view_example
from chalicelib.api.http.routing import Alternative, Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.list_scopes import CSV_SAID
from chalicelib.api.offer_views import extend
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import BOOKING_RECORDS, OPEN_BOOKING_OPERATIONS
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.audit import AuditEntry, Verification
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.csv_text import CSV
from chalicelib.domain.identity import Role
from chalicelib.domain.ids import OptionId
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.value import Value
from chalicelib.errors import AmbiguousRequest, BudgetExceeded, Conflict, NotAllowed, NotFound, ReservationLimit
from chalicelib.services.booking_workflow import decisions, intake, revisions
from chalicelib.services.booking_workflow.decisions import ApprovalOutcome
from chalicelib.services.booking_workflow.intake import BookingAccepted
from chalicelib.services.bookings import audits
from chalicelib.services.bookings import queries as service
from chalicelib.services.cited_clauses import list_cited_clauses
from chalicelib.services.trip_requests.fields import BookingRequest, RequestedSlice
from chalicelib.services.trip_requests.revising import RevisionRequest

blueprint = ApiBlueprint(
    __name__,
    tag="Bookings",
    description="Trips from request to purchase: planning, policy check, selection, approval, booking, cancellation.",
)


class SelectionRequest(Value, frozen=True):
    """The option that the traveller selects."""

    option_id: Annotated[OptionId, msgspec.Meta(description="Option to take, of the booking's `options`")]


class ApprovalDecisionRequest(Value, frozen=True):
    """An approver's decision on the approval request that `approvalHash` identifies."""

    decision: Annotated[
        ApprovalOutcome | Literal["sent_back"], msgspec.Meta(description="What you decide; `sent_back` needs a comment")
    ]
    approval_hash: Annotated[
        str,
        msgspec.Meta(
            pattern="^[0-9a-f]{64}$", description="`approvalRequest.hash` of the booking that you read (SHA-256, hex)"
        ),
    ]
    comment: (
        Annotated[str, msgspec.Meta(max_length=1000, description="Required to send it back: what to revise")] | None
    ) = None


class RecallRequest(Value, frozen=True):
    """Why the requester recalls the booking from its approver."""

    comment: Annotated[
        Annotated[str, msgspec.Meta(max_length=1000)] | None,
        msgspec.Meta(description="Why, for the approver to read; null: nothing"),
    ] = None


class AuditEntryView(AuditEntry, frozen=True, kw_only=True):
    """An audit entry: who changed a booking, how and when, from which status to which. The chain holds it without
    `citedClauses` and the names of people."""

    cited_clauses: Annotated[
        tuple[CitedClause, ...],
        msgspec.Meta(
            description="The clauses of the travel policy that `detail` names (`policyVersion`, `clauses`), in their "
            "own words"
        ),
    ] = ()


class AuditQuery(PageQuery, frozen=True):
    """A page of an audit chain."""


def _accepted_example() -> Example:
    answer = BookingAccepted(
        booking_id=examples.BOOKING_ID,
        execution_id=f"sojourn-prod-booking:{examples.BOOKING_ID}",
        status=BookingStatus.REQUESTED,
        request=examples.REQUEST,
        request_reading=examples.REQUEST_READING,
        url=f"/v1/bookings/{examples.BOOKING_ID}",
        events_url=f"/v1/sse/bookings/{examples.BOOKING_ID}",
    )
    return Example(request=BookingRequest(request=examples.REQUEST_TEXT, cost_centre="SALES-EU"), response=answer)


def _requested_slices() -> tuple[RequestedSlice, ...]:
    return tuple(
        RequestedSlice(origin=each.origin.name, destination=each.destination.name, depart_on=each.depart_on)
        for each in examples.REQUEST.slices
    )


@blueprint.route(
    "/v1/bookings",
    method="POST",
    status=202,
    idempotency="required",
    summary="Request a trip",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "Send the trip request in words, or as fields. An ambiguous request is answered with questions (422); "
        "send it again with `answers`. Planning continues after the response: follow `eventsUrl`."
    ),
    roles=[Role.TRAVELLER, Role.TRAVEL_DESK],
    errors=[AmbiguousRequest],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=_accepted_example,
)
def create_booking(call: Call[BookingRequest, None]) -> Answer[BookingAccepted]:
    booking = intake.request_booking(call.identity, call.body, booking_id=call.new_id("bkg"))
    return Answer(intake.answer_accepted(booking), location=f"/v1/bookings/{booking.booking_id}")


@blueprint.route(
    "/v1/bookings",
    summary="List bookings",
    scope=Scope.BOOKINGS_READ,
    description=(
        "Bookings that you asked for, for yourself or others, and those that others asked for and you travel by, "
        "newest first. With `scope=all`, for travel managers, those of the whole company: in order of their first "
        "days, or with `userId` that person's, newest first. A page may be short, because of filters, although "
        "`nextCursor` says that more follow. With `recordLocator` the travel desk and travel managers find anybody's; "
        f"suppliers use a record locator again, so there may be several. {CSV_SAID}"
    ),
    errors=[NotAllowed],
    alternatives={CSV: Alternative(str, csv_example)},
    links=[
        links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/items/0/bookingId"),
        links_to("get_trip", tripId="/items/0/tripId"),
        links_to("get_employee", userId="/items/0/requesterId"),
    ],
    example=lambda: Example(response=ListedBookingPage(items=(listed_example(),), next_cursor=None)),
)
def list_bookings(call: Call[None, BookingQuery]) -> Answer[ListedBookingPage]:
    return answer_bookings(call)


@blueprint.route(
    "/v1/bookings/{bookingId}",
    summary="Get a booking with its options and policy verdicts",
    scope=Scope.BOOKINGS_READ,
    description="Whoever was asked to approve it once, and is no more, gets what became of it (409).",
    errors=[NotFound, Conflict],
    links=[
        links_to(
            *OPEN_BOOKING_OPERATIONS,
            bookingId="/bookingId",
            bodies={"select_option": {"optionId": "/options/0/optionId"}},
        ),
        links_to("decide_supplier_change", bookingId="/bookingId", changeId="/supplierChanges/0/changeId"),
        links_to("get_employee", userId="/requesterId"),
        links_to("get_trip", tripId="/tripId"),
        links_to("get_policy_version", version="/policyVersion"),
    ],
    example=lambda: Example(response=view_example()),
)
def get_booking(call: Call[None, None]) -> Answer[BookingView]:
    return show_booking(call.identity, service.get_booking(call.identity, call.path["bookingId"]))


@blueprint.route(
    "/v1/bookings/{bookingId}/selection",
    method="POST",
    idempotency="required",
    statuses=[BookingStatus.AWAITING_SELECTION],
    summary="Select an option",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "Reserves the price on the cost centre's budget. Hold, approval and purchase follow without further calls."
    ),
    errors=[NotFound, NotAllowed, Conflict, BudgetExceeded, ReservationLimit],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(
        request=SelectionRequest(option_id=examples.OPTION.option_id), response=view_example(BookingStatus.HOLDING)
    ),
)
def select_option(call: Call[SelectionRequest, None]) -> Answer[BookingView]:
    booking = decisions.select_option(call.identity, call.path["bookingId"], call.body.option_id)
    return show_booking(call.identity, booking)


@blueprint.route(
    "/v1/bookings/{bookingId}/approval",
    method="POST",
    idempotency="required",
    statuses=[BookingStatus.AWAITING_APPROVAL],
    summary="Approve, decline or send back a booking",
    description=(
        "The decision applies to what the hash covers, which is all that the booking showed when you read it, and to "
        "nothing else. `sent_back` lets the requester revise the trip request and requires a comment."
    ),
    errors=[NotFound, NotAllowed, Conflict],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(
        request=ApprovalDecisionRequest(
            decision="approved", approval_hash=examples.HASH, comment="Closest hotel to the office."
        ),
        response=view_example(BookingStatus.AWAITING_APPROVAL, approval_request=examples.APPROVAL),
    ),
)
def decide_approval(call: Call[ApprovalDecisionRequest, None]) -> Answer[BookingView]:
    booking_id, body = call.path["bookingId"], call.body
    if body.decision == "sent_back":
        booking = revisions.send_back(call.identity, booking_id, approval_hash=body.approval_hash, comment=body.comment)
    else:
        booking = decisions.decide_approval(
            call.identity,
            booking_id,
            decision=body.decision,
            approval_hash=body.approval_hash,
            comment=body.comment,
        )
    return show_booking(call.identity, booking)


@blueprint.route(
    "/v1/bookings/{bookingId}/recall",
    method="POST",
    statuses=[BookingStatus.AWAITING_APPROVAL],
    summary="Recall a booking from approval to revise it",
    scope=Scope.BOOKINGS_WRITE,
    description="Releases the holds and returns the budget reservation. Send `{}` for no comment.",
    errors=[NotFound, NotAllowed, Conflict],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(
        request=RecallRequest(comment="The workshop was moved."),
        response=view_example(BookingStatus.AWAITING_APPROVAL, approval_request=examples.ASKED),
    ),
)
def recall_booking(call: Call[RecallRequest, None]) -> Answer[BookingView]:
    booking = revisions.recall(call.identity, call.path["bookingId"], call.body.comment)
    return show_booking(call.identity, booking)


@blueprint.route(
    "/v1/bookings/{bookingId}/revision",
    method="POST",
    status=202,
    idempotency="required",
    statuses=[BookingStatus.REVISING],
    summary="Revise a booking that was sent back or recalled",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "Send the fields that change; `{}` plans the same trip again, so that another option may be selected. "
        "Planning uses the policy in effect now: follow `eventsUrl`."
    ),
    errors=[NotFound, NotAllowed, Conflict, AmbiguousRequest],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(
        request=RevisionRequest(slices=_requested_slices(), comment="Shortened to two nights."),
        response=view_example(BookingStatus.PLANNING),
    ),
)
def revise_booking(call: Call[RevisionRequest, None]) -> Answer[BookingView]:
    booking = revisions.revise_booking(
        call.identity, call.path["bookingId"], call.body, operation_id=call.operation_id or clock.new_id("rev")
    )
    return show_booking(call.identity, booking, location=f"/v1/bookings/{booking.booking_id}")


@blueprint.route(
    "/v1/bookings/{bookingId}/cancellation",
    method="POST",
    statuses=[BookingStatus.AWAITING_SELECTION, BookingStatus.AWAITING_APPROVAL, BookingStatus.REVISING],
    summary="Cancel a booking before it is bought",
    scope=Scope.BOOKINGS_WRITE,
    description="Also while it is delayed (`delay`): it then ends with the next attempt, within ten minutes.",
    errors=[NotFound, NotAllowed, Conflict],
    links=[links_to(*BOOKING_RECORDS, bookingId="/bookingId")],
    example=lambda: Example(response=view_example(BookingStatus.AWAITING_SELECTION)),
)
def cancel_booking(call: Call[None, None]) -> Answer[BookingView]:
    return show_booking(call.identity, decisions.cancel_booking(call.identity, call.path["bookingId"]))


@blueprint.route(
    "/v1/bookings/{bookingId}/audit",
    summary="List a booking's audit entries, oldest first",
    scope=Scope.AUDIT_READ,
    errors=[NotFound],
    links=[
        links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/items/0/bookingId"),
        links_to("get_employee", userId="/items/0/requesterId"),
    ],
    example=lambda: Example(response=Page(items=(extend(AuditEntryView, examples.AUDIT_ENTRY),), next_cursor=None)),
)
def list_audit_entries(call: Call[None, AuditQuery]) -> Answer[Page[AuditEntryView]]:
    entries, position = service.list_audit_entries(
        call.identity, call.path["bookingId"], limit=call.query.limit, start=call.position()
    )
    shown = [extend(AuditEntryView, each, cited_clauses=list_cited_clauses(each.detail)) for each in entries]
    return call.page(shown, position)


@blueprint.route(
    "/v1/bookings/{bookingId}/audit/verification",
    summary="Verify a booking's audit chain",
    scope=Scope.AUDIT_READ,
    description=(
        "Compares the entries with each other, with the booking's version, and with the latest anchor: a signed "
        "statement about the chain in a bucket where nothing can be changed, at most an hour older than the chain."
    ),
    errors=[NotFound],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(response=examples.VERIFICATION),
)
def verify_audit(call: Call[None, None]) -> Answer[Verification]:
    return Answer(audits.verify_audit(call.identity, call.path["bookingId"]))
