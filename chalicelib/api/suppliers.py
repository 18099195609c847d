"""Supplier changes over HTTP: the notices of suppliers, the traveller's decision on them, and the travel manager's on
those that are doubtful."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

import msgspec

from chalicelib.api.booking_views import BookingView, show_booking, view_example
from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    PathParam,
    identifier,
    links_to,
)
from chalicelib.api.openapi import examples, servicing_examples
from chalicelib.api.openapi.links import BOUGHT_BOOKING_OPERATIONS
from chalicelib.api.option_views import show_change
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Role
from chalicelib.domain.servicing.notice_reviews import Doubt, NoticeReview, ReviewStatus
from chalicelib.domain.servicing.supplier_changes import SegmentTimes, SupplierChange, SupplierNotice
from chalicelib.domain.value import Value
from chalicelib.errors import BodyTooLarge, Conflict, InvalidInput, NotAllowed, NotFound, Unauthenticated, Unavailable
from chalicelib.services.servicing import notice_reviews as reviews
from chalicelib.services.servicing import supplier_notices as service
from chalicelib.services.servicing.notice_reviews import ReviewDecision
from chalicelib.services.servicing.supplier_notices import NoticeOutcome, SupplierChangeDecision

blueprint = ApiBlueprint(
    __name__, tag="Supplier changes", description="Schedule changes and cancellations by suppliers."
)

LARGEST_NOTICE = 64 * 1024
_NOTICE_ID = "msg_2b7d4e3f9a1c"
_SUPPLIER = {"supplier": PathParam("sandbox", "The supplier's name", "sandbox")}
_REVIEW = {"reviewId": identifier("ntc", "The id of the notice's review")}
_MANAGERS = (Role.TRAVEL_MANAGER,)
_CHANGE = {"changeId": identifier("sch", "The change's id")}


class NoticeReceipt(Value, frozen=True):
    """Acknowledges a notice, which need not be sent again, and says what it changed."""

    notice_id: Annotated[str, msgspec.Meta(description="The supplier's own id of its notice")]
    outcome: Annotated[NoticeOutcome, msgspec.Meta(description="What the notice changed")]


class NoticeReviewQuery(PageQuery, frozen=True):
    """A page of supplier notices that were put aside."""

    status: Annotated[ReviewStatus, msgspec.Meta(description="Only notices with this status")] = (
        ReviewStatus.NEEDS_REVIEW
    )


class NoticeReviewDecisionRequest(Value, frozen=True):
    """The travel manager's decision on a notice that was put aside."""

    decision: Annotated[
        ReviewDecision, msgspec.Meta(description="`accepted` applies the notice, `dismissed` changes nothing")
    ]


class SupplierChangeDecisionRequest(Value, frozen=True):
    """The traveller's decision on a supplier's schedule change."""

    decision: Annotated[
        SupplierChangeDecision,
        msgspec.Meta(
            description="`accepted` keeps what the supplier offers, `declined` cancels the part free of charge"
        ),
    ]


def _verify(path: Mapping[str, str], headers: Mapping[str, str], raw: bytes) -> None:
    if len(raw) > LARGEST_NOTICE:
        raise BodyTooLarge(f"A notice may have {LARGEST_NOTICE} bytes.")
    service.verify_notice(path["supplier"], headers, raw)


def _make_review(status: ReviewStatus = ReviewStatus.NEEDS_REVIEW) -> NoticeReview:
    moved = servicing_examples.PARTS[1]
    return NoticeReview(
        review_id=_REVIEW["reviewId"].example,
        supplier="sandbox",
        notice_id=_NOTICE_ID,
        booking_id=examples.BOOKING_ID,
        part_id=moved.part_id,
        name=moved.name,
        notice=servicing_examples.NOTICE,
        before=(SegmentTimes(departs_at=moved.starts_at, arrives_at=moved.ends_at),),
        doubts=(Doubt.MOVED_BY_DAYS,),
        status=status,
        received_at=examples.AT,
        decided_at=None if status is ReviewStatus.NEEDS_REVIEW else examples.AT + timedelta(hours=1),
    )


def _make_accepted() -> SupplierChange:
    notice, moved = servicing_examples.NOTICE.data, servicing_examples.PARTS[1]
    return SupplierChange(
        change_id=_CHANGE["changeId"].example,
        notice_id=_NOTICE_ID,
        sequence=notice.sequence,
        kind=servicing_examples.NOTICE.type,
        part_id=moved.part_id,
        component_index=moved.component_index,
        part_index=moved.part_index,
        name=moved.name,
        before=(SegmentTimes(departs_at=moved.starts_at, arrives_at=moved.ends_at),),
        after=notice.times,
        received_at=examples.AT,
        respond_by=examples.AT + timedelta(days=2),
        verdict=examples.VERDICT,
        decision="accepted",
        decided_at=examples.AT,
    )


@blueprint.route(
    "/v1/suppliers/{supplier}/notices",
    method="POST",
    status=202,
    public=True,
    verify=_verify,
    summary="Receive a supplier's change notice",
    description=(
        "For suppliers. The request is signed as Standard Webhooks defines, with `webhook-id`, "
        "`webhook-timestamp` and `webhook-signature` over the raw body, and at most five minutes old. A notice "
        "is applied once, whatever the status of its order. One that contradicts itself or another slice, lies in the "
        "past or more than a year ahead, or moves a flight or train by days is not applied but put aside for a travel "
        "manager (`needs_review`). After 503, send it again."
    ),
    params=_SUPPLIER,
    errors=[Unauthenticated, InvalidInput, Unavailable],
    example=lambda: Example(
        request=servicing_examples.NOTICE, response=NoticeReceipt(notice_id=_NOTICE_ID, outcome="applied")
    ),
)
def receive_notice(call: Call[SupplierNotice, None]) -> Answer[NoticeReceipt]:
    notice_id = call.headers["webhook-id"]
    return Answer(
        NoticeReceipt(notice_id=notice_id, outcome=service.receive_notice(call.path["supplier"], notice_id, call.body))
    )


@blueprint.route(
    "/v1/bookings/{bookingId}/supplier-changes/{changeId}/decision",
    method="POST",
    statuses=[BookingStatus.BOOKED],
    summary="Accept or decline a supplier's schedule change",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "Declining cancels the part with a full refund, and makes the booking `changing` until the cancellation "
        "is settled. A change that nobody has declined by `respondBy` counts as accepted. Repeating a decision "
        "has no effect."
    ),
    params=_CHANGE,
    errors=[NotFound, NotAllowed, Conflict],
    links=[links_to(*BOUGHT_BOOKING_OPERATIONS, bookingId="/bookingId")],
    example=lambda: Example(
        request=SupplierChangeDecisionRequest(decision="accepted"),
        response=view_example(
            supplier_changes=(show_change(_make_accepted(), examples.FLIGHT.slices[1].segments, examples.find_clause),)
        ),
    ),
)
def decide_supplier_change(call: Call[SupplierChangeDecisionRequest, None]) -> Answer[BookingView]:
    booking = service.decide_change(call.identity, call.path["bookingId"], call.path["changeId"], call.body.decision)
    return show_booking(call.identity, booking)


@blueprint.route(
    "/v1/supplier-notices",
    summary="List supplier notices that were put aside, oldest first",
    description="For travel managers. Notices are kept for ninety days.",
    roles=_MANAGERS,
    links=[links_to("get_notice_review", "decide_notice_review", reviewId="/items/0/reviewId")],
    example=lambda: Example(response=Page(items=(_make_review(),), next_cursor=None)),
)
def list_notice_reviews(call: Call[None, NoticeReviewQuery]) -> Answer[Page[NoticeReview]]:
    found, position = reviews.list_reviews(
        call.identity, call.query.status, limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/supplier-notices/{reviewId}",
    summary="Get a supplier notice that was put aside",
    description="For travel managers: the notice as it was received, why it was put aside, and the times before.",
    params=_REVIEW,
    roles=_MANAGERS,
    errors=[NotFound],
    links=[links_to("decide_notice_review", reviewId="/reviewId"), links_to("get_booking", bookingId="/bookingId")],
    example=lambda: Example(response=_make_review()),
)
def get_notice_review(call: Call[None, None]) -> Answer[NoticeReview]:
    return Answer(reviews.get_review(call.identity, call.path["reviewId"]))


@blueprint.route(
    "/v1/supplier-notices/{reviewId}/decision",
    method="POST",
    summary="Accept or dismiss a supplier notice that was put aside",
    description=(
        "Accepting applies the notice: the booking, its trip and its items move, and the traveller may decline the "
        "change as usual. Dismissing changes nothing but the audit of the booking, which names who decided. Repeating "
        "a decision has no effect. A notice that contradicts itself, or does not apply any more, can only be dismissed."
    ),
    params=_REVIEW,
    roles=_MANAGERS,
    errors=[NotFound, Conflict, InvalidInput, Unavailable],
    links=[links_to("get_notice_review", reviewId="/reviewId"), links_to("get_booking", bookingId="/bookingId")],
    example=lambda: Example(
        request=NoticeReviewDecisionRequest(decision="accepted"), response=_make_review(ReviewStatus.ACCEPTED)
    ),
)
def decide_notice_review(call: Call[NoticeReviewDecisionRequest, None]) -> Answer[NoticeReview]:
    return Answer(reviews.decide_review(call.identity, call.path["reviewId"], call.body.decision))
