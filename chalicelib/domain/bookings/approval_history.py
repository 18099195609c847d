"""What becomes of an approval request, for each who was asked: it outlasts the request itself, which goes when the
booking is planned again."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep, ApprovalStepStatus, Pool
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, Decision
from chalicelib.domain.money import Money
from chalicelib.domain.value import Value


class RequestOutcome(StrEnum):
    """What became of an approval request."""

    APPROVED = "approved"
    DECLINED = "declined"
    SENT_BACK = "sent_back"
    RECALLED = "recalled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    VOIDED = "voided"
    """The price, the offers or the policy changed before anybody decided."""
    NOTIFIED = "notified"
    """Nobody had to decide."""


class RecordStatus(StrEnum):
    """Status of an approval request for one who was asked."""

    OPEN = "open"
    DECIDED = "decided"
    """You decided on it."""
    ENDED = "ended"
    """It ended for you without a decision of yours."""


class Asked(NamedTuple):
    """Who was asked when: a person, a pool, or neither of them, for travel managers who look at everything."""

    at: datetime
    user_id: str | None = None
    pool: Pool | None = None


class ApprovalRecord(Value, frozen=True):
    """An approval request as it is kept for one who was asked."""

    booking_id: str
    requested_at: datetime
    deadline: datetime
    price: Money
    approval_hash: str
    step: Annotated[
        ApprovalStepStatus | None,
        msgspec.Meta(description="Status of the step in which you were asked; null if you decided without being asked"),
    ]
    decision: Annotated[
        RequestOutcome | None, msgspec.Meta(description="Your own decision; null if you did not decide")
    ] = None
    outcome: Annotated[
        RequestOutcome | None, msgspec.Meta(description="What became of the request; null while it is open")
    ] = None
    ended_by: Annotated[
        str | None, msgspec.Meta(description="`userId` of whoever ended it; null if a deadline or the system did")
    ] = None
    ended_at: datetime | None = None

    @property
    def status(self) -> RecordStatus:
        if self.decision is not None:
            return RecordStatus.DECIDED
        is_open = self.outcome is None and self.step in (None, ApprovalStepStatus.PENDING)
        return RecordStatus.OPEN if is_open else RecordStatus.ENDED


class End(NamedTuple):
    """How an approval request ended, by whom and when; as far as is known."""

    outcome: RequestOutcome
    by: str | None = None
    at: datetime | None = None


_STATUSES: Mapping[ApprovalStatus, RequestOutcome] = {
    ApprovalStatus.APPROVED: RequestOutcome.APPROVED,
    ApprovalStatus.DECLINED: RequestOutcome.DECLINED,
    ApprovalStatus.EXPIRED: RequestOutcome.EXPIRED,
    ApprovalStatus.NOTIFIED: RequestOutcome.NOTIFIED,
}
_RETURNS = {Decision.SENT_BACK: RequestOutcome.SENT_BACK, Decision.RECALLED: RequestOutcome.RECALLED}
_RULINGS = {
    ApprovalStepStatus.APPROVED: RequestOutcome.APPROVED,
    ApprovalStepStatus.DECLINED: RequestOutcome.DECLINED,
}
_DECISIONS = frozenset({RequestOutcome.APPROVED, RequestOutcome.DECLINED, RequestOutcome.SENT_BACK})
_WORDS: Mapping[RequestOutcome, str] = {
    RequestOutcome.APPROVED: "it was approved",
    RequestOutcome.DECLINED: "it was declined",
    RequestOutcome.SENT_BACK: "an approver sent it back to be revised",
    RequestOutcome.RECALLED: "its requester recalled it",
    RequestOutcome.EXPIRED: "its deadline passed",
    RequestOutcome.CANCELLED: "the booking was cancelled",
    RequestOutcome.FAILED: "the booking failed",
    RequestOutcome.VOIDED: "the price, the offers or the policy changed",
    RequestOutcome.NOTIFIED: "nobody has to decide on it",
}


def find_end(booking: Booking) -> End | None:
    """Return how the booking's present approval request ended; None while somebody may decide, or without one."""
    approval = booking.approval_request
    if approval is None:
        return None
    if not approval.pending:
        return End(_STATUSES[approval.status], approval.decided_by, approval.decided_at)
    decision = booking.decision_on("approval")
    last = booking.last_revision
    if decision in _RETURNS and last is not None:
        return End(_RETURNS[decision], last.returned_by, last.at)
    if decision is Decision.CANCELLED and booking.ending is None:
        return End(RequestOutcome.CANCELLED)
    if booking.ending is not None:
        return End(RequestOutcome(booking.ending.value))
    return None


def explain_end(booking: Booking, approval_hash: str | None = None) -> str | None:
    """Say what became of the approval request of this hash, or of the last one; None while it is open, or unknown."""
    approval, last = booking.approval_request, booking.last_revision
    if approval is not None and approval_hash in (None, approval.hash):
        end = find_end(booking)
        return end and _say(end)
    for revision in reversed(booking.revisions):
        if approval_hash in (None, revision.approval_hash) and (approval_hash or revision is last):
            return _say(End(RequestOutcome(revision.cause.value), revision.returned_by, revision.at))
    voided = approval.voided if approval else ()
    return next((f"It ended: {each.reason}." for each in voided if each.hash == approval_hash), None)


def _say(end: End) -> str:
    when = f" at {end.at:%Y-%m-%dT%H:%M:%SZ}" if end.at else ""
    return f"It ended{when}: {_WORDS[end.outcome]}."


def changed_records(before: Booking | None, after: Booking, actor: Actor) -> dict[Asked, ApprovalRecord]:
    """Return the records that a change of a booking by `actor` makes new or other, by who was asked and when."""
    was, is_now = _list_records(before), _list_records(after)
    changed = {asked: each for asked, each in is_now.items() if not _is_same(was.get(asked), each)}
    for asked, each in was.items():
        if asked not in is_now and each.outcome is None:  # asked anew for other terms, or planned again
            changed[asked] = msgspec.structs.replace(each, outcome=RequestOutcome.VOIDED)
    return {asked: _note_end(each, actor, after.updated_at) for asked, each in changed.items()}


def _list_records(booking: Booking | None) -> dict[Asked, ApprovalRecord]:
    approval = booking.approval_request if booking else None
    if booking is None or approval is None:
        return {}
    end, at = find_end(booking), begun_at(approval)
    rulings = dict(_list_rulings(approval, end))
    steps: dict[Asked, ApprovalStep | None] = {Asked(at): None}
    for step in approval.steps or approval.open_steps:
        steps |= {Asked(at, user_id=each): step for each in step.people}
        steps |= {Asked(at, pool=step.pool): step} if step.pool else {}
    for user_id in rulings:
        steps.setdefault(Asked(at, user_id=user_id), None)
    by_people = end.outcome if end is not None and end.outcome in _DECISIONS else None
    return {
        asked: ApprovalRecord(
            booking_id=booking.booking_id,
            requested_at=at,
            deadline=approval.deadline,
            price=approval.price,
            approval_hash=approval.hash,
            step=step.status if step else None,
            decision=rulings.get(asked.user_id) if asked.user_id else None if asked.pool else by_people,
            outcome=end.outcome if end else None,
            ended_by=end.by if end else None,
            ended_at=end.at if end else None,
        )
        for asked, step in steps.items()
    }


def _list_rulings(approval: ApprovalRequest, end: End | None) -> Iterator[tuple[str, RequestOutcome]]:
    """Yield who has decided, and what, the final decision last."""
    for step in approval.steps:
        if step.decided_by is not None and step.status in _RULINGS:
            yield step.decided_by, _RULINGS[step.status]
    if end is not None and end.by is not None and end.outcome in _DECISIONS:
        yield end.by, end.outcome


def _is_same(one: ApprovalRecord | None, other: ApprovalRecord) -> bool:
    """Return whether a record says what another does. An end stays as it was noted when it came: what the workflow does
    to the booking after that was decided by nobody else."""
    if one is None or one.outcome is None:
        return one == other
    return (one.approval_hash, one.outcome, one.decision) == (other.approval_hash, other.outcome, other.decision)


def _note_end(record: ApprovalRecord, actor: Actor, at: datetime) -> ApprovalRecord:
    """Return the record of a request that has ended with when it did, and which person cancelled the booking, where
    that is not known."""
    if record.outcome is None:
        return record
    is_cancelled = record.outcome is RequestOutcome.CANCELLED and actor.kind == "person"
    by = record.ended_by or (actor.id if is_cancelled else None)
    return msgspec.structs.replace(record, ended_by=by, ended_at=record.ended_at or at)


def begun_at(approval: ApprovalRequest) -> datetime:
    """Return when an approval request began; one from before steps were kept is known by its deadline."""
    return approval.steps[0].requested_at if approval.steps else approval.deadline
