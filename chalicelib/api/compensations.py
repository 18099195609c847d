"""Failed compensations over HTTP, for the operators."""

from datetime import timedelta

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.booking import BookingStatus, Failure
from chalicelib.domain.identity import Role
from chalicelib.errors import Conflict, NotFound
from chalicelib.services.operations import compensations as service
from chalicelib.services.operations.compensations import Compensation, PendingCompensation

blueprint = ApiBlueprint(
    __name__,
    tag="Compensations",
    description=(
        "Failed compensations, for operators: holds not released and orders not cancelled after a booking failed. "
        "Ids and errors only, no travel data."
    ),
)


class CompensationQuery(PageQuery, frozen=True):
    """A page of failed compensations."""


def _example() -> Compensation:
    left = PendingCompensation(
        kind="hold",
        idempotency_key=f"{examples.BOOKING_ID}/1/{examples.OPTION.option_id}/0",
        supplier="sandbox",
        supplier_reference_id="hld_4K8N2P",
        error="SupplierTimeout",
        attempts=3,
        first_failed_at=examples.AT,
        last_failed_at=examples.AT + timedelta(minutes=3),
    )
    return Compensation(
        booking_id=examples.BOOKING_ID,
        requester_id=examples.TRAVELLER_ID,
        status=BookingStatus.COMPENSATION_REQUIRED,
        waiting_since=examples.AT,
        attempts=3,
        next_attempt_at=examples.AT + timedelta(minutes=7),
        failure=Failure(code="declined_by_approver", detail="The approver declined."),
        pending_compensations=(left,),
    )


@blueprint.route(
    "/v1/compensations",
    summary="List failed compensations, longest waiting first",
    description=(
        "Bookings whose compensation has just succeeded are left out: a page may be short although more follow."
    ),
    roles=[Role.OPERATOR],
    links=[links_to("get_compensation", "retry_compensation", bookingId="/items/0/bookingId")],
    example=lambda: Example(response=Page(items=(_example(),), next_cursor=None)),
)
def list_compensations(call: Call[None, CompensationQuery]) -> Answer[Page[Compensation]]:
    found, position = service.list_compensations(call.identity, limit=call.query.limit, start=call.position())
    return call.page(found, position)


@blueprint.route(
    "/v1/compensations/{bookingId}",
    summary="Get the compensation of a booking",
    description=(
        "Once everything is compensated, the final status of the booking. A booking that was compensated without an "
        "error is 404."
    ),
    roles=[Role.OPERATOR],
    errors=[NotFound],
    links=[links_to("retry_compensation", bookingId="/bookingId")],
    example=lambda: Example(response=_example()),
)
def get_compensation(call: Call[None, None]) -> Answer[Compensation]:
    return Answer(service.get_compensation(call.identity, call.path["bookingId"]))


@blueprint.route(
    "/v1/compensations/{bookingId}/retry",
    method="POST",
    status=202,
    summary="Retry a compensation now",
    description=(
        "Compensations are retried automatically, first after a minute, later every hour. This starts the next "
        "attempt at once. Read `Location` for its result."
    ),
    roles=[Role.OPERATOR],
    errors=[NotFound, Conflict],
    links=[links_to("get_compensation", bookingId="/bookingId")],
    example=lambda: Example(response=_example()),
)
def retry_compensation(call: Call[None, None]) -> Answer[Compensation]:
    found = service.retry_compensation(call.identity, call.path["bookingId"])
    return Answer(found, location=f"/v1/compensations/{found.booking_id}")
