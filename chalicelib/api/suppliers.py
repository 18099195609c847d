"""Supplier changes over HTTP: the notices of suppliers, and the traveller's decision on them."""

from collections.abc import Mapping
from datetime import timedelta

from chalicelib.api.booking_views import BookingView, show_booking, view_example
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, PathParam, identifier, links_to
from chalicelib.api.openapi import examples, servicing_examples
from chalicelib.api.openapi.links import BOUGHT_BOOKING_OPERATIONS
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.servicing.supplier_changes import FlightTimes, SupplierChange, SupplierNotice
from chalicelib.domain.value import Value
from chalicelib.errors import BodyTooLarge, Conflict, InvalidInput, NotAllowed, NotFound, Unauthenticated, Unavailable
from chalicelib.services.servicing import supplier_notices as service
from chalicelib.services.servicing.supplier_notices import NoticeOutcome, SupplierChangeDecision

blueprint = ApiBlueprint(
    __name__, tag="Supplier changes", description="Schedule changes and cancellations by suppliers."
)

LARGEST_NOTICE = 64 * 1024
_NOTICE_ID = "msg_2b7d4e3f9a1c"
_SUPPLIER = {"supplier": PathParam("sandbox", "The supplier's name", "sandbox")}
_CHANGE = {"changeId": identifier("sch", "The change's id")}


class NoticeReceipt(Value, frozen=True):
    """Acknowledges a notice, which need not be sent again, and says what it changed."""

    notice_id: str
    outcome: NoticeOutcome


class SupplierChangeDecisionRequest(Value, frozen=True):
    """The traveller's decision on a supplier's schedule change."""

    decision: SupplierChangeDecision


def _verify(path: Mapping[str, str], headers: Mapping[str, str], raw: bytes) -> None:
    if len(raw) > LARGEST_NOTICE:
        raise BodyTooLarge(f"A notice may have {LARGEST_NOTICE} bytes.")
    service.verify_notice(path["supplier"], headers, raw)


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
        before=(FlightTimes(departs_at=moved.starts_at, arrives_at=moved.ends_at),),
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
        "is applied once, whatever the status of its order. After 503, send it again."
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
        response=view_example(supplier_changes=(_make_accepted(),)),
    ),
)
def decide_supplier_change(call: Call[SupplierChangeDecisionRequest, None]) -> Answer[BookingView]:
    booking = service.decide_change(call.identity, call.path["bookingId"], call.path["changeId"], call.body.decision)
    return show_booking(call.identity, booking)
