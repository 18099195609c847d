"""The approver's inbox: what waits for approval, the most urgent first, with what is needed to decide."""

from typing import Annotated, Literal

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, Pool
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.revisions import Revision
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import approval_tasks, bookings, employees
from chalicelib.services.authorization.bookings import may_decide, open_step_of
from chalicelib.services.bookings.evaluation import remaining_budget_for
from chalicelib.services.policies import get_policy

InboxScope = Literal["mine", "all"]


class CompliantAlternative(Value, frozen=True):
    """The cheapest option that would have needed no approval."""

    option_id: str
    price: Money


class ViolatedClause(Value, frozen=True):
    """A clause of the travel policy that the trip violates, in full."""

    number: str
    title: str
    text: str


class ApprovalComparison(Value, frozen=True):
    """The difference between this approval request and the previous one, from before the revision."""

    revision: Annotated[
        Revision,
        msgspec.Meta(
            description="The revision: why the booking was returned, what approval was requested for, what changed"
        ),
    ]
    price_change: Annotated[
        Money | None, msgspec.Meta(description="New price minus previous price; null if the currencies differ")
    ]
    same_offers: Annotated[bool, msgspec.Meta(description="True if the same offers were selected again")]


class ApprovalTask(Value, frozen=True):
    """A booking that waits for approval, with what its approver needs to decide."""

    booking_id: str
    requester_id: Annotated[str, msgspec.Meta(description="`userId` of the requester")]
    requester_name: Annotated[str | None, msgspec.Meta(description="Null if there is no employee record")]
    delegator_id: Annotated[
        str | None,
        msgspec.Meta(description="`userId` of the approver whose delegate you are; null if you are the approver"),
    ]
    request: TripRequest
    option: Annotated[Option, msgspec.Meta(description="The selected option with its policy verdict")]
    clauses: Annotated[
        tuple[ViolatedClause, ...], msgspec.Meta(description="The policy clauses that the option violates, in full")
    ]
    price: Money
    approval_request: ApprovalRequest
    remaining_budget: Money | None
    cheapest_compliant: CompliantAlternative | None
    comparison: Annotated[
        ApprovalComparison | None,
        msgspec.Meta(description="What has changed since the previous approval request; null for the first one"),
    ]


def list_approvals(
    identity: Identity, *, scope: InboxScope, limit: int, start: Cursor | None
) -> ResultPage[ApprovalTask]:
    """List a page of what waits for the caller, for those whose delegate they are, and for the pools they belong to;
    or, for a travel manager who asks for `all`, of everything that waits. The earliest deadline first.

    What the caller has a part in, or has been decided in this moment, is left out, so that a page may be short although
    more follow. Raises NotAllowed.
    """
    if scope == "all":
        identity.require(Role.TRAVEL_MANAGER)
    inboxes = [approval_tasks.EVERYBODYS] if scope == "all" else _inboxes(identity)
    after = start["urgency"]["S"] if start else None
    ids, following = approval_tasks.list_tasks(inboxes, limit=limit, after=after)
    waiting = [each for each in bookings.get_bookings(ids) if each.decidable and may_decide(identity, each)]
    position = {"urgency": {"S": following}} if following else None
    return ResultPage(_tasks(identity, waiting), position)


def _inboxes(identity: Identity) -> list[str]:
    found = [approval_tasks.of_person(identity.user_id)]
    found += [
        approval_tasks.of_person(each.user_id)
        for each in employees.list_represented(identity.user_id, clock.now().date())
    ]
    if identity.has(Role.APPROVER, Role.TRAVEL_MANAGER):
        found.append(approval_tasks.of_pool(Pool.APPROVERS))
    if identity.has(Role.TRAVEL_MANAGER):
        found.append(approval_tasks.of_pool(Pool.TRAVEL_MANAGERS))
    return found


def _tasks(identity: Identity, waiting: list[Booking]) -> list[ApprovalTask]:
    names = employees.names_of({booking.requester_id for booking in waiting})
    policies: dict[int, Policy] = {}
    tasks = []
    for booking in waiting:
        version = booking.policy_version
        if version is not None and version not in policies:
            policies[version] = get_policy(version)
        task = _task(identity, booking, names.get(booking.requester_id), policies.get(version or 0))
        tasks += [task] if task else []
    return tasks


def _task(identity: Identity, booking: Booking, name: str | None, policy: Policy | None) -> ApprovalTask | None:
    if booking.approval_request is None:
        return None
    compliant = [o for o in booking.options if o.verdict and o.verdict.outcome is Outcome.COMPLIANT]
    cheapest = min(compliant, key=lambda option: option.price.amount, default=None)
    return ApprovalTask(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        requester_name=name,
        delegator_id=_find_represented(identity, booking.approval_request),
        request=booking.request,
        option=booking.selected,
        clauses=_find_violated(booking.selected, policy),
        price=booking.approval_request.price,
        approval_request=booking.approval_request,
        remaining_budget=remaining_budget_for(booking),
        cheapest_compliant=CompliantAlternative(option_id=cheapest.option_id, price=cheapest.price)
        if cheapest
        else None,
        comparison=_compare(booking, booking.approval_request.price),
    )


def _find_represented(identity: Identity, approval: ApprovalRequest) -> str | None:
    """Return for whom the caller decides: as who was asked in somebody's place, or as their delegate since then."""
    step = open_step_of(identity, approval)
    if step is None or step.pool is not None:
        return None
    if step.approver_id == identity.user_id:
        return step.delegator_id
    return None if step.delegator_id == identity.user_id else step.chain_member_id


def _find_violated(option: Option, policy: Policy | None) -> tuple[ViolatedClause, ...]:
    """Return the clauses that the option's verdict rests on, as employees read them."""
    if policy is None or option.verdict is None:
        return ()
    numbers = dict.fromkeys(violation.clause for violation in option.verdict.violations)
    found = [policy.clause(number) for number in numbers]
    return tuple(ViolatedClause(number=each.number, title=each.title, text=each.text) for each in found if each)


def _compare(booking: Booking, price: Money) -> ApprovalComparison | None:
    last = booking.last_revision
    if last is None:
        return None
    offers = [component.offer_id for component in booking.selected.components]
    return ApprovalComparison(
        revision=last,
        price_change=price - last.price if price.currency == last.price.currency else None,
        same_offers=offers == [component.offer_id for component in last.option.components],
    )
