"""Approval to buy: what it is bound to, who is asked for it, and what each of them has said.

One approval is one wait of the workflow, however many people are asked. Who is asked next is found in
`chain.py`, and when all have agreed who have to in `progress.py`; here is what a decision, a reminder or the deadline
makes of an approval.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.ids import UserId
from chalicelib.domain.money import Money
from chalicelib.domain.policies.approval_rules import ApprovalMode
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import ApprovalKind


class ApprovalStatus(StrEnum):
    """Status of an approval request."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    """Nobody decided before the deadline."""
    NOTIFIED = "notified"
    """Nobody has to decide: the approvers named were notified."""


class ApprovalStepStatus(StrEnum):
    """Status of an approval request to one approver or pool."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    SKIPPED = "skipped"
    """Another approver's decision made this one unnecessary."""
    ESCALATED = "escalated"
    """No decision in time: escalated to the next level, which decides instead."""
    REASSIGNED = "reassigned"
    """Nobody could decide any more (left, delegation ended, decided at another level): somebody else is asked."""
    NOTIFIED = "notified"


class Pool(StrEnum):
    """A group of approvers of whom any may decide, where no person is named."""

    APPROVERS = "approvers"
    TRAVEL_MANAGERS = "travel-managers"


class ApprovalStep(Value, frozen=True):
    """One approver, or one pool of approvers; exactly one of `approverId` and `pool` is given."""

    level: Annotated[
        int,
        msgspec.Meta(ge=1, description="Level in the management chain, counted from the traveller; 1 is their manager"),
    ]
    requested_at: Annotated[datetime, msgspec.Meta(description="When this approver or pool was asked")]
    approver_id: UserId | None = None
    pool: Annotated[
        Pool | None, msgspec.Meta(description="Group of which anybody may decide; null if one person is asked")
    ] = None
    delegator_id: Annotated[
        str | None,
        msgspec.Meta(description="`userId` of the absent approver whose delegate is asked; they may decide as well"),
    ] = None
    cost_centre: Annotated[
        str | None,
        msgspec.Meta(description="The cost centre as whose owner they are asked; null in the management chain"),
    ] = None
    traveller_ids: Annotated[
        tuple[UserId, ...],
        msgspec.Meta(
            description="`userId` of those in whose management chains they are asked: travellers, and the requester "
            "for guests; empty for the owner of a cost centre"
        ),
    ] = ()
    status: Annotated[ApprovalStepStatus, msgspec.Meta(description="What became of this step")] = (
        ApprovalStepStatus.PENDING
    )
    remind_at: Annotated[datetime | None, msgspec.Meta(description="When a reminder is due; null: no more")] = None
    reminded_at: Annotated[
        datetime | None, msgspec.Meta(description="When the last reminder was sent; null if none was")
    ] = None
    escalate_at: Annotated[
        datetime | None, msgspec.Meta(description="When the turn passes to the next level; null: it does not")
    ] = None
    decided_by: UserId | None = None
    decided_at: Annotated[
        datetime | None, msgspec.Meta(description="When this step was decided; null while it is not")
    ] = None
    comment: Annotated[
        str | None, msgspec.Meta(description="What the approver wrote with the decision; null if nothing")
    ] = None

    @property
    def pending(self) -> bool:
        return self.status is ApprovalStepStatus.PENDING

    @property
    def people(self) -> tuple[str, ...]:
        """Those who are named: the one who is asked, and the one in whose place."""
        return tuple(each for each in (self.approver_id, self.delegator_id) if each)

    @property
    def chain_member_id(self) -> str | None:
        """The person of the management chain whose place in it this step has; None for a pool."""
        return self.delegator_id or self.approver_id

    @property
    def asked(self) -> str:
        """Who is asked, in a word: a person's id, or the pool's name."""
        return self.approver_id or str(self.pool or Pool.APPROVERS)


class VoidedApproval(Value, frozen=True):
    """An approval that became void because the price, the offers or the policy have changed."""

    hash: Annotated[str, msgspec.Meta(description="What had been approved")]
    reason: Annotated[str, msgspec.Meta(description="What has changed since, in a sentence")]
    decided_by: Annotated[
        str | None, msgspec.Meta(description="Who had approved it, by their id; null if nobody had yet")
    ]
    voided_at: Annotated[datetime, msgspec.Meta(description="When it became void")]


class BlockReason(StrEnum):
    """Why nobody can answer an approval request."""

    POOL_EMPTY = "pool_empty"
    """Nobody holds the role by which they could."""
    NO_ELIGIBLE_APPROVER = "no_eligible_approver"
    """Everybody who holds the role asked for the booking, travels by it, has left, or has decided already."""


class ApprovalBlock(Value, frozen=True):
    """A dead end: nobody can answer the approval request as things stand. It ends by itself once somebody can."""

    reason: Annotated[BlockReason, msgspec.Meta(description="Why nobody can answer")]
    detail: str
    since: Annotated[datetime, msgspec.Meta(description="When it came to this")]


class ApprovalRequest(Value, frozen=True):
    """An approval request: to buy exactly what `hash` covers, which is all that is shown to decide on."""

    hash: Annotated[
        str,
        msgspec.Meta(
            description="What is approved: covers offers, price and policy version; send it back as `approvalHash`"
        ),
    ]
    status: Annotated[ApprovalStatus, msgspec.Meta(description="How the request stands as a whole")]
    price: Annotated[Money, msgspec.Meta(description="What all components cost together, taxes included")]
    deadline: Annotated[datetime, msgspec.Meta(description="Until when it has to be decided")]
    decided_by: Annotated[str | None, msgspec.Meta(description="Who decided, by their id; null while nobody has")] = (
        None
    )
    decided_at: Annotated[datetime | None, msgspec.Meta(description="When it was decided; null while it is not")] = None
    comment: Annotated[
        str | None, msgspec.Meta(description="What the approver wrote with the decision; null if nothing")
    ] = None
    voided: Annotated[
        tuple[VoidedApproval, ...],
        msgspec.Meta(description="Approvals that became void before this request, oldest first"),
    ] = ()
    kind: Annotated[
        ApprovalKind,
        msgspec.Meta(description="Whether somebody has to decide, and what happens if nobody does before the deadline"),
    ] = ApprovalKind.HARD
    mode: Annotated[
        ApprovalMode,
        msgspec.Meta(
            description=(
                "`all`: every level approves, one after another; "
                "`any`: all are asked at once, the first decision counts"
            )
        ),
    ] = "all"
    levels: Annotated[
        int, msgspec.Meta(ge=1, description="Number of levels of the management chain that have to approve")
    ] = 1
    steps: Annotated[tuple[ApprovalStep, ...], msgspec.Meta(description="Approvers asked so far")] = ()
    remind_after_seconds: Annotated[
        int | None, msgspec.Meta(description="Silent approvers are reminded after so many seconds; null: never")
    ] = None
    escalate_after_seconds: Annotated[
        int | None,
        msgspec.Meta(
            description="A silent approver's turn passes to the next level after so many seconds; null: never"
        ),
    ] = None
    excluded_user_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="`userId` of the requester and of each traveller who is a user: none of them may approve"
        ),
    ] = ()
    reason: Annotated[str | None, msgspec.Meta(description="The reason, if it was decided without a person")] = None
    accepted_price: Annotated[
        Money | None, msgspec.Meta(description="The price paid, if it differs from the approved price")
    ] = None
    blocked: Annotated[
        ApprovalBlock | None,
        msgspec.Meta(description="Why nobody can answer it as things stand; null if somebody can"),
    ] = None

    @property
    def pending(self) -> bool:
        return self.status is ApprovalStatus.PENDING

    @property
    def open_steps(self) -> tuple[ApprovalStep, ...]:
        """Whose decision is waited for; kept before steps were known, it is anybody's who may approve."""
        if not self.pending:
            return ()
        if not self.steps:
            return (ApprovalStep(level=1, requested_at=self.deadline, pool=Pool.APPROVERS),)
        return tuple(step for step in self.steps if step.pending)

    @property
    def next_timer(self) -> datetime:
        """When something has to be done if nobody decides: remind, pass on, or end the wait."""
        times = [at for step in self.open_steps for at in (step.remind_at, step.escalate_at) if at is not None]
        return min([*times, self.deadline])


class Ruling(Value, frozen=True):
    """A person's decision on an approval: approved or declined."""

    by: str
    at: datetime
    status: ApprovalStatus
    comment: str | None = None


class ApproverSlot(Value, frozen=True):
    """Somebody in the management chain, or a pool at its end, or the owner of a cost centre, who is to be asked."""

    approver_id: str | None = None
    pool: Pool | None = None
    delegator_id: str | None = None
    cost_centre: str | None = None


def ask_places(
    approval: ApprovalRequest,
    places: tuple[ApproverSlot, ...],
    now: datetime,
    *,
    level: int = 1,
    traveller_ids: tuple[str, ...] = (),
) -> ApprovalRequest:
    """Return the approval with `places` asked as well, the first of them at `level` and each further one above it, in
    the management chains of `traveller_ids`.

    A timer that would come no earlier than the deadline is none, and nobody is above the travel managers.
    """

    def at(seconds: int | None) -> datetime | None:
        due = None if seconds is None else now + timedelta(seconds=seconds)
        return due if due and due < approval.deadline else None

    asked = tuple(
        ApprovalStep(
            level=level + number,
            requested_at=now,
            approver_id=place.approver_id,
            pool=place.pool,
            delegator_id=place.delegator_id,
            cost_centre=place.cost_centre,
            traveller_ids=traveller_ids,
            status=ApprovalStepStatus.NOTIFIED if approval.kind is ApprovalKind.NOTIFY else ApprovalStepStatus.PENDING,
            remind_at=at(approval.remind_after_seconds),
            escalate_at=None if place.pool is Pool.TRAVEL_MANAGERS else at(approval.escalate_after_seconds),
        )
        for number, place in enumerate(places)
    )
    return msgspec.structs.replace(approval, steps=(*approval.steps, *asked))


def rule_steps(approval: ApprovalRequest, steps: Collection[ApprovalStep], ruling: Ruling) -> ApprovalRequest:
    """Return the approval with the ruling of one who is asked in these open steps; what else it decides is not said
    yet."""
    ruled = tuple(_rule_step(each, ruling) if each in steps else each for each in approval.steps)
    return msgspec.structs.replace(approval, steps=ruled)


def skip_steps(approval: ApprovalRequest, steps: Collection[ApprovalStep]) -> ApprovalRequest:
    """Return the approval without those whom nobody has to hear any more."""
    left = tuple(
        msgspec.structs.replace(each, status=ApprovalStepStatus.SKIPPED) if each in steps else each
        for each in approval.steps
    )
    return msgspec.structs.replace(approval, steps=left)


def conclude(approval: ApprovalRequest, ruling: Ruling) -> ApprovalRequest:
    """Return the approval as finally decided; whoever was still asked is so no more."""
    return msgspec.structs.replace(
        approval,
        status=ruling.status,
        decided_by=ruling.by,
        decided_at=ruling.at,
        comment=ruling.comment,
        steps=_close_steps(approval.steps),
        blocked=None,
    )


def expire(approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return what the deadline makes of an undecided approval: approved where silence means consent, none otherwise."""
    passive = approval.kind is ApprovalKind.PASSIVE
    reason = "Nobody objected before the deadline." if passive else "Nobody decided before the deadline."
    status = ApprovalStatus.APPROVED if passive else ApprovalStatus.EXPIRED
    steps = _close_steps(approval.steps)
    return msgspec.structs.replace(approval, status=status, decided_at=now, reason=reason, steps=steps, blocked=None)


def record_reminders(approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval with everybody reminded who was due to be."""
    steps = tuple(
        msgspec.structs.replace(step, remind_at=None, reminded_at=now) if _is_due(step, step.remind_at, now) else step
        for step in approval.steps
    )
    return msgspec.structs.replace(approval, steps=steps)


def drop_silent(approval: ApprovalRequest, now: datetime) -> ApprovalRequest:
    """Return the approval without those who were silent for too long; who comes in their place is to be asked."""
    steps = tuple(
        msgspec.structs.replace(step, status=ApprovalStepStatus.ESCALATED)
        if _is_due(step, step.escalate_at, now)
        else step
        for step in approval.steps
    )
    return msgspec.structs.replace(approval, steps=steps)


def mark_reassigned(approval: ApprovalRequest, step: ApprovalStep) -> ApprovalRequest:
    """Return the approval without an open step that nobody may answer any more; who comes in its place is to be
    asked."""
    steps = tuple(
        msgspec.structs.replace(each, status=ApprovalStepStatus.REASSIGNED) if each == step else each
        for each in approval.steps
    )
    return msgspec.structs.replace(approval, steps=steps)


def to_remind(approval: ApprovalRequest, now: datetime) -> tuple[ApprovalStep, ...]:
    """Return the open steps whose time for a reminder has come."""
    return tuple(step for step in approval.open_steps if _is_due(step, step.remind_at, now))


def to_escalate(approval: ApprovalRequest, now: datetime) -> tuple[ApprovalStep, ...]:
    """Return the open steps whose time to be passed on has come."""
    return tuple(step for step in approval.open_steps if _is_due(step, step.escalate_at, now))


def collect_remarks(approval: ApprovalRequest) -> tuple[str, ...]:
    """Return what people wrote when they decided."""
    said = (approval.comment, *(step.comment for step in approval.steps))
    return tuple(comment for comment in said if comment is not None)


def remove_remarks(approval: ApprovalRequest) -> ApprovalRequest:
    """Return the approval without what people wrote."""
    steps = tuple(msgspec.structs.replace(step, comment=None) for step in approval.steps)
    return msgspec.structs.replace(approval, comment=None, steps=steps)


def _close_steps(steps: tuple[ApprovalStep, ...]) -> tuple[ApprovalStep, ...]:
    """Return the steps once the approval is decided: nobody is asked any more."""
    return tuple(
        msgspec.structs.replace(step, status=ApprovalStepStatus.SKIPPED) if step.pending else step for step in steps
    )


def _is_due(step: ApprovalStep, at: datetime | None, now: datetime) -> bool:
    return step.pending and at is not None and at <= now


def _rule_step(step: ApprovalStep, ruling: Ruling) -> ApprovalStep:
    return msgspec.structs.replace(
        step,
        status=ApprovalStepStatus(ruling.status.value),
        decided_by=ruling.by,
        decided_at=ruling.at,
        comment=ruling.comment,
    )
