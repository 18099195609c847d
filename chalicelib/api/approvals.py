"""The approver's inbox over HTTP. Decisions are made on the booking: `POST /v1/bookings/{bookingId}/approval`."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.offer_views import extend
from chalicelib.api.openapi import examples
from chalicelib.api.option_views import FindClause, OptionView, RevisionView, to_option_view, to_revision_view
from chalicelib.domain.bookings.approval_history import RecordStatus
from chalicelib.errors import NotAllowed
from chalicelib.services.approvals import inbox as service
from chalicelib.services.approvals.inbox import (
    ApprovalComparison,
    ApprovalTask,
    CompliantAlternative,
    InboxScope,
    RemainingBudget,
)
from chalicelib.services.policies import find_cited_clause

blueprint = ApiBlueprint(
    __name__,
    tag="Approvals",
    description="Approval requests: those that wait, with everything needed to decide, and what became of others.",
)


class ComparisonView(ApprovalComparison, frozen=True, kw_only=True):
    """The difference between this approval request and the previous one, from before the revision."""

    revision: Annotated[
        RevisionView,
        msgspec.Meta(
            description="The revision: why the booking was returned, what approval was requested for, what changed"
        ),
    ]


class ApprovalTaskView(ApprovalTask, frozen=True, kw_only=True):
    """An approval request to you: while it is open, with what you need to decide; else with what became of it."""

    option: Annotated[
        OptionView | None,
        msgspec.Meta(description="The selected option with its policy verdict; null if it is no longer known"),
    ]
    comparison: Annotated[
        ComparisonView | None,
        msgspec.Meta(description="What has changed since the previous approval request; null for the first one"),
    ]


class ApprovalQuery(PageQuery, frozen=True):
    """Which approval requests to list."""

    scope: Annotated[
        InboxScope,
        msgspec.Meta(description="`mine`: requests that wait for you; `all`: everybody's, for travel managers"),
    ] = "mine"
    status: Annotated[
        RecordStatus,
        msgspec.Meta(description="`open`: that wait; `decided`: that you decided on; `ended`: that ended without you"),
    ] = RecordStatus.OPEN


def to_view(task: ApprovalTask, find: FindClause = find_cited_clause) -> ApprovalTaskView:
    """Return the view of an approval request."""
    compared = task.comparison
    return extend(
        ApprovalTaskView,
        task,
        option=task.option and to_option_view(task.option, find),
        comparison=compared and extend(ComparisonView, compared, revision=to_revision_view(compared.revision, find)),
    )


def _example() -> Example:
    task = ApprovalTask(
        booking_id=examples.BOOKING_ID,
        requester_id=examples.TRAVELLER_ID,
        requester_name=examples.EMPLOYEE.name,
        delegator_id=examples.MANAGER_ID,
        status=RecordStatus.OPEN,
        decision=None,
        outcome=None,
        ended_by=None,
        ended_at=None,
        requested_at=examples.AT,
        deadline=examples.ASKED.deadline,
        request=examples.REQUEST,
        option=examples.OPTION,
        clauses=(examples.CITED_CLAUSE,),
        price=examples.PRICE,
        approval_request=examples.ASKED,
        remaining_budgets=(
            RemainingBudget(
                cost_centre=examples.SHARE.cost_centre,
                period=examples.SHARE.period,
                remaining=examples.euros(4_940_360),
            ),
        ),
        cheapest_compliant=CompliantAlternative(option_id="opt_2b7d4e3f9a1c", price=examples.euros(41_812)),
        comparison=ApprovalComparison(
            revision=examples.REVISION, price_change=examples.PRICE - examples.REVISION.price, same_offers=False
        ),
    )
    return Example(response=Page(items=(to_view(task, examples.find_clause),), next_cursor=None))


@blueprint.route(
    "/v1/approvals",
    summary="List approval requests, pending or past",
    description=(
        "Pending ones (`status=open`) with the earliest deadline first: the requests that name you as approver, "
        "somebody whose delegate you are today, or a pool that you belong to. Past ones (`decided`, `ended`) with the "
        "latest booking first, for 400 days: what you or a pool of yours were asked, and what became of it. A page may "
        "be short although more follow. `scope=all` is for travel managers."
    ),
    errors=[NotAllowed],
    links=[
        links_to("get_booking", "stream_booking_events", bookingId="/items/0/bookingId"),
        links_to("get_employee", userId="/items/0/requesterId"),
    ],
    example=_example,
)
def list_approvals(call: Call[None, ApprovalQuery]) -> Answer[Page[ApprovalTaskView]]:
    found, position = service.list_approvals(
        call.identity,
        scope=call.query.scope,
        status=call.query.status,
        limit=call.query.limit,
        start=call.position(),
    )
    return call.page(tuple(map(to_view, found)), position)
