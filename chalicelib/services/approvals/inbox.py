"""The approver's inbox: what waits for approval, the most urgent first, with what is needed to decide; and their
history: what they were asked before, and what became of it."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, Pool
from chalicelib.domain.bookings.approval_history import ApprovalRecord, RecordStatus, RequestOutcome, begun_at
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.revisions import Revision
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import MissingNight, Option
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import approval_history, approval_tasks, booking_lists, employees
from chalicelib.services.authorization.bookings import list_histories, may_decide, open_step_of
from chalicelib.services.bookings.evaluation import remaining_budgets_for
from chalicelib.services.bookings.queries import show_request
from chalicelib.services.policies import find_cited_clause

InboxScope = Literal["mine", "all"]


class CompliantAlternative(Value, frozen=True):
    """The cheapest option that would have needed no approval; one with a bed for every night, if there is one."""

    option_id: Annotated[str, msgspec.Meta(description="Id of that option, in the booking's `options`")]
    price: Annotated[Money, msgspec.Meta(description="What it would cost in all, taxes included")]
    missing_nights: Annotated[
        tuple[MissingNight, ...],
        msgspec.Meta(description="Nights of the requested stay for which it has no room; empty if it has all"),
    ] = ()


class RemainingBudget(Value, frozen=True):
    """What a cost centre may still spend in a period that what is chosen is charged to."""

    cost_centre: str
    period: Annotated[str, msgspec.Meta(description="Calendar year of the budget, such as 2027")]
    remaining: Annotated[Money | None, msgspec.Meta(description="Null if the cost centre has no budget")]


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
    """An approval request to you: while it is open, with what you need to decide; else with what became of it."""

    booking_id: str
    requester_id: Annotated[str, msgspec.Meta(description="`userId` of the requester")]
    requester_name: Annotated[str | None, msgspec.Meta(description="Null if there is no employee record")]
    delegator_id: Annotated[
        str | None,
        msgspec.Meta(description="`userId` of the approver whose delegate you are; null if you are the approver"),
    ]
    status: Annotated[
        RecordStatus,
        msgspec.Meta(description="`open`: you may decide; `decided`: you have; `ended`: it ended without you"),
    ]
    decision: Annotated[RequestOutcome | None, msgspec.Meta(description="Your own decision")]
    outcome: Annotated[
        RequestOutcome | None, msgspec.Meta(description="What became of the request; null while it is not decided")
    ]
    ended_by: Annotated[
        str | None, msgspec.Meta(description="`userId` of whoever ended it; null if a deadline or the system did")
    ]
    ended_at: Annotated[
        datetime | None, msgspec.Meta(description="When the request ended for you; null while it is open")
    ]
    requested_at: Annotated[datetime, msgspec.Meta(description="When you were asked")]
    deadline: Annotated[
        datetime,
        msgspec.Meta(
            description="Decide before this; without a decision the booking expires, or is approved if the "
            "approval is passive"
        ),
    ]
    request: Annotated[
        TripRequest | None, msgspec.Meta(description="Null once it may be another than the one you were asked about")
    ]
    option: Annotated[
        Option | None,
        msgspec.Meta(description="The selected option with its policy verdict; null if it is no longer known"),
    ]
    clauses: Annotated[
        tuple[CitedClause, ...],
        msgspec.Meta(description="The policy clauses that the option's verdict rests on, in full"),
    ]
    price: Annotated[Money, msgspec.Meta(description="What all components cost together, taxes included")]
    approval_request: Annotated[
        ApprovalRequest | None, msgspec.Meta(description="Null once the booking has another, or none")
    ]
    remaining_budgets: Annotated[
        tuple[RemainingBudget, ...],
        msgspec.Meta(description="What each cost centre that is charged may still spend, with what this reserves"),
    ]
    cheapest_compliant: Annotated[
        CompliantAlternative | None,
        msgspec.Meta(description="The cheapest option that would have needed no approval; null if there was none"),
    ]
    comparison: Annotated[
        ApprovalComparison | None,
        msgspec.Meta(description="What has changed since the previous approval request; null for the first one"),
    ]


def list_approvals(
    identity: Identity,
    *,
    scope: InboxScope,
    limit: int,
    start: Cursor | None,
    status: RecordStatus = RecordStatus.OPEN,
) -> ResultPage[ApprovalTask]:
    """List a page of what waits for the caller, for those whose delegate they are, and for the pools they belong to;
    or, for a travel manager who asks for `all`, of everything that waits. The earliest deadline first. Of another
    `status`, what they or their pools were asked before, the latest booking first.

    What the caller has a part in, or has been decided in this moment, is left out, so that a page may be short although
    more follow. Raises NotAllowed.
    """
    if scope == "all":
        identity.require(Role.TRAVEL_MANAGER)
    if status is not RecordStatus.OPEN:
        return _list_history(identity, scope, status, limit=limit, start=start)
    inboxes = [approval_tasks.EVERYBODYS] if scope == "all" else _inboxes(identity)
    after = start["urgency"]["S"] if start else None
    ids, following = approval_tasks.list_tasks(inboxes, limit=limit, after=after)
    waiting = [each for each in booking_lists.list_readable(ids) if each.decidable and may_decide(identity, each)]
    position = {"urgency": {"S": following}} if following else None
    return ResultPage(_tasks(identity, waiting), position)


def _list_history(
    identity: Identity, scope: InboxScope, status: RecordStatus, *, limit: int, start: Cursor | None
) -> ResultPage[ApprovalTask]:
    whose = [approval_history.EVERYBODYS] if scope == "all" else list_histories(identity)
    records, position = approval_history.list_records(whose, [status], limit=limit, start=start)
    found = {each.booking_id: each for each in booking_lists.list_readable(each.booking_id for each in records)}
    theirs = [each for each in records if each.booking_id in found]
    names = employees.names_of({each.requester_id for each in found.values()})
    tasks = [_past_task(identity, found[each.booking_id], each, names) for each in theirs]
    return ResultPage(tasks, position)


def _past_task(identity: Identity, booking: Booking, record: ApprovalRecord, names: dict[str, str]) -> ApprovalTask:
    """Return what somebody was asked: of the booking no more than was asked of then."""
    approval = booking.approval_request
    is_same = approval is not None and approval.hash == record.approval_hash
    returned = (each.option for each in booking.revisions if each.approval_hash == record.approval_hash)
    option = booking.selected if is_same else next(returned, None)
    return ApprovalTask(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        requester_name=names.get(booking.requester_id),
        delegator_id=None,
        status=record.status,
        decision=record.decision,
        outcome=record.outcome,
        ended_by=record.ended_by,
        ended_at=record.ended_at,
        requested_at=record.requested_at,
        deadline=record.deadline,
        request=show_request(identity, booking) if is_same else None,
        option=option,
        clauses=_cite_clauses(option),
        price=record.price,
        approval_request=approval if is_same else None,
        remaining_budgets=(),
        cheapest_compliant=None,
        comparison=None,
    )


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
    tasks = (_task(identity, booking, names.get(booking.requester_id)) for booking in waiting)
    return [task for task in tasks if task]


def _task(identity: Identity, booking: Booking, name: str | None) -> ApprovalTask | None:
    if booking.approval_request is None:
        return None
    compliant = [o for o in booking.options if o.verdict and o.verdict.outcome is Outcome.COMPLIANT]
    cheapest = min(compliant, key=lambda option: (option.unoffered_nights, option.price.amount), default=None)
    return ApprovalTask(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        requester_name=name,
        delegator_id=_find_represented(identity, booking.approval_request),
        status=RecordStatus.OPEN,
        decision=None,
        outcome=None,
        ended_by=None,
        ended_at=None,
        requested_at=begun_at(booking.approval_request),
        deadline=booking.approval_request.deadline,
        request=show_request(identity, booking),
        option=booking.selected,
        clauses=_cite_clauses(booking.selected),
        price=booking.approval_request.price,
        approval_request=booking.approval_request,
        remaining_budgets=tuple(
            RemainingBudget(cost_centre=each.cost_centre, period=each.period, remaining=each.remaining)
            for each in remaining_budgets_for(booking)
        ),
        cheapest_compliant=CompliantAlternative(
            option_id=cheapest.option_id, price=cheapest.price, missing_nights=cheapest.missing_nights
        )
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


def _cite_clauses(option: Option | None) -> tuple[CitedClause, ...]:
    """Return the clauses that the option's verdict rests on, as employees read them: of the version that it was judged
    by, which may be a later one than the trip was planned by."""
    verdict = option.verdict if option else None
    if verdict is None:
        return ()
    found = (find_cited_clause(verdict.policy_version, number) for number in verdict.clauses)
    return tuple(each for each in found if each)


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
