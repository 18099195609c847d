"""What the events say by which the terms of a purchase are judged, approved, or returned to be revised."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.domain.approvals.approval import BlockReason
from chalicelib.domain.bookings.event_data.base import EventData, JudgedData, Price, Reason, RevisionNumber
from chalicelib.domain.money import Money
from chalicelib.domain.verdict import ApprovalKind, Outcome

ApprovalHash = Annotated[str, Meta(description="What was to be approved: `approvalRequest.hash` of the booking")]
Deadline = Annotated[datetime, Meta(description="Until when somebody has to answer")]
Asked = Annotated[
    tuple[str, ...],
    Meta(description="Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"),
]


class TermsData(JudgedData, frozen=True, kw_only=True):
    """At which price it goes on, and what the travel policy says of it."""

    price: Price
    verdict: Annotated[Outcome, Meta(description="The verdict at this price")]
    approved_price: Annotated[
        Money | UnsetType, Meta(description="The price that was approved, where a lower one is paid")
    ] = UNSET


class AwaitingApprovalData(JudgedData, frozen=True, kw_only=True):
    """What is to be approved, by whom and until when."""

    price: Price
    hash: ApprovalHash
    deadline: Deadline
    kind: Annotated[ApprovalKind, Meta(description="Which kind of approval the travel policy asks for")]
    approvers: Asked


class ApprovalStepDecidedData(JudgedData, frozen=True, kw_only=True):
    """What one of several approvers decided, and who is asked next."""

    hash: ApprovalHash
    level: Annotated[int, Meta(description="Level of the approval chain that was decided, from 1")]
    decision: Annotated[Literal["approved", "declined"], Meta(description="What the approver decided")]
    approvers: Asked


class ApprovalRemindedData(JudgedData, frozen=True, kw_only=True):
    """Who was reminded."""

    hash: ApprovalHash
    reminded: Asked
    deadline: Deadline


class ApproversChangedData(JudgedData, frozen=True, kw_only=True):
    """Who is asked now, in the place of whom."""

    hash: ApprovalHash
    previous_approvers: Annotated[tuple[str, ...], Meta(description="Who is asked no more, as in `approvers`")]
    approvers: Asked
    deadline: Deadline
    reason: Annotated[Reason | UnsetType, Meta(description="Why, if not since they were silent")] = UNSET


class ApprovalBlockedData(JudgedData, frozen=True, kw_only=True):
    """Why nobody can decide."""

    hash: ApprovalHash
    approvers: Asked
    reason: Annotated[BlockReason, Meta(description="Why nobody can decide")]
    detail: str


class ApprovalUnblockedData(JudgedData, frozen=True, kw_only=True):
    """Who can decide again."""

    hash: ApprovalHash
    approvers: Asked


class ApprovalExpiredData(JudgedData, frozen=True, kw_only=True):
    """What became of an approval request on which nobody decided."""

    hash: ApprovalHash
    kind: Annotated[ApprovalKind, Meta(description="Which kind of approval was asked")]
    approved: Annotated[bool, Meta(description="Whether silence means approval, as the travel policy has it")]


class ApproversNotifiedData(JudgedData, frozen=True, kw_only=True):
    """Who was notified of what is bought without asking them."""

    hash: ApprovalHash
    price: Price
    notified: Annotated[tuple[str, ...], Meta(description="Who was notified, by `userId` or the name of a pool")]


class ApprovalDecidedData(JudgedData, frozen=True, kw_only=True):
    """What was decided on."""

    hash: ApprovalHash


class ReturnedData(JudgedData, frozen=True, kw_only=True):
    """What was returned to be revised."""

    revision: RevisionNumber
    hash: ApprovalHash
    price: Price


class ReopenedData(EventData, frozen=True, kw_only=True):
    """Until when it can be revised."""

    revision: RevisionNumber
    deadline: Deadline


class AwaitingRevisionData(EventData, frozen=True, kw_only=True):
    """Until when it can be revised."""

    deadline: Deadline
