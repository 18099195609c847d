"""The approver's inbox over HTTP. Deciding is done on the booking: `POST /v1/bookings/{bookingId}/approval`."""

from chalicelib.api import examples
from chalicelib.api.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery
from chalicelib.domain.identity import Role
from chalicelib.services import approvals as service
from chalicelib.services.approvals import Alternative, ApprovalTask, Comparison

blueprint = ApiBlueprint(__name__, tag="Approvals", description="What waits for an approver, with what it needs.")


class ApprovalQuery(PageQuery, frozen=True):
    """A page of the inbox."""


def _example() -> Example:
    task = ApprovalTask(
        booking_id=examples.BOOKING_ID,
        employee_id=examples.EMPLOYEE_ID,
        request=examples.REQUEST,
        option=examples.OPTION,
        price=examples.PRICE,
        approval=examples.APPROVAL,
        budget_left=examples.euros(4_940_360),
        cheapest_compliant=Alternative(option_id="opt_2b7d4e3f9a1c", price=examples.euros(41_812)),
        compared=Comparison(
            revision=examples.REVISION, price_change=examples.PRICE - examples.REVISION.price, same_offers=False
        ),
    )
    return Example(response=Page(items=(task,), next_cursor=None))


@blueprint.route(
    "/v1/approvals",
    summary="What waits for my approval, the earliest deadline first",
    description="A page may be short although more follow: one's own bookings are left out.",
    roles=[Role.APPROVER, Role.TRAVEL_MANAGER],
    example=_example,
)
def list_approvals(call: Call[None, ApprovalQuery]) -> Answer[Page[ApprovalTask]]:
    found, position = service.list_approvals(call.identity, limit=call.query.limit, start=call.position())
    return call.page(found, position)
