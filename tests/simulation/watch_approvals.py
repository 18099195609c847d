"""What must hold of approvals at every write: who gives it, when, for how much of the management chain, and that
silence is heard."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep, ApprovalStepStatus, Pool
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.verdict import ApprovalKind, Outcome
from chalicelib.services import policies
from chalicelib.services.authorization.delegates import is_delegate_of

_MANAGERS = frozenset({"clara", "emil"})  # of travel, in every world of the simulation
_APPROVERS = _MANAGERS | {"ben"}
_PASSED_ON = frozenset({"escalated", "reassigned"})
_LATE = timedelta(minutes=10)  # with everything that goes wrong


def of_approval(before: Booking, after: Booking) -> Iterator[str]:
    """What is wrong with how a booking's approval has changed."""
    was, is_now = before.approval_request, after.approval_request
    if is_now is None or is_now == was:
        return
    if is_now.pending and not any(step.pending for step in is_now.steps):
        yield f"{after.booking_id}: approval is waited for, and nobody is asked"
    if was is None or not _is_continued(was, is_now):
        yield from _of_new(before, after, is_now)
        return
    yield from _of_asked(after, is_now, len(was.steps))
    yield from _of_chains(after, is_now)
    for old, new in zip(was.steps, is_now.steps, strict=False):
        yield from (f"{after.booking_id}: {text}" for text in _of_step(before, old, new, is_now, after.updated_at))
    if was.pending and not is_now.pending:
        yield from _of_end(before, was, is_now, after)


def _of_new(before: Booking, after: Booking, asked: ApprovalRequest) -> Iterator[str]:
    if before.approval_request is not None and before.approval_request.pending and before.decidable:
        yield f"{after.booking_id}: approval is asked again while it is waited for"
    if asked.pending and after.holds and asked.deadline >= min(hold.expires_at for hold in after.holds):
        yield f"{after.booking_id}: approval is waited for until {asked.deadline}, which is longer than it is held"
    yield from _of_asked(after, asked, 0)
    yield from _of_chains(after, asked)


def _of_chains(booking: Booking, approval: ApprovalRequest) -> Iterator[str]:
    """Whoever travels has their own management chain asked, and guests that of who asked for the trip; none is passed
    over, and none of anybody else is asked. Before them come the owners of cost centres."""
    chains = {each.user_id or booking.requester_id for each in booking.travellers} or {booking.requester_id}
    asked = {each for step in approval.steps for each in step.traveller_ids}
    only_owners = all(step.cost_centre for step in approval.steps)
    if asked != chains and not (only_owners and not asked):
        of = f"those of {sorted(chains)} have to agree"
        yield f"{booking.booking_id}: the managers of {sorted(asked)} are asked, {of}"


def _of_step(
    before: Booking, old: ApprovalStep, new: ApprovalStep, approval: ApprovalRequest, now: datetime
) -> Iterator[str]:
    """Who is asked is reminded once and passed over when it is time for it, and what they say stands."""
    if not old.pending and old != msgspec.structs.replace(new, traveller_ids=old.traveller_ids):
        yield f"what {old.asked} has said is changed"
    if not set(old.traveller_ids) <= set(new.traveller_ids):
        yield f"{old.asked} is asked for {old.traveller_ids}, and then for {new.traveller_ids}"
    if old.reminded_at != new.reminded_at and (old.reminded_at or not old.remind_at or old.remind_at > now):
        yield f"{old.asked} is reminded out of turn"
    if old.escalate_at != new.escalate_at or (old.remind_at != new.remind_at and not new.reminded_at):
        yield f"when {old.asked} is to be reminded or passed over is changed"
    if new.status is ApprovalStepStatus.ESCALATED is not old.status and (not old.escalate_at or old.escalate_at > now):
        yield f"{old.asked} is passed over out of turn"
    if new.status is ApprovalStepStatus.DECLINED is not old.status and approval.status is not ApprovalStatus.DECLINED:
        yield f"{old.asked} has refused, and approval is {approval.status}"
    if new.decided_by != old.decided_by and not _may_rule(new.decided_by or "", old, before):
        yield f"{new.decided_by} decides for {old.asked}"


def _is_continued(was: ApprovalRequest, is_now: ApprovalRequest) -> bool:
    """Whether both are the same approval, earlier and later."""
    kept = is_now.steps[: len(was.steps)]
    return was.hash == is_now.hash and [_asking(each) for each in kept] == [_asking(each) for each in was.steps]


def _asking(step: ApprovalStep) -> tuple[object, ...]:
    return step.level, step.requested_at, step.approver_id, step.pool, step.delegator_id


def _of_asked(booking: Booking, approval: ApprovalRequest, known: int) -> Iterator[str]:
    """Nobody is asked twice, or about their own; a pool may be asked again for another traveller, and an owner for
    another of their cost centres."""
    taken = {booking.requester_id, *approval.excluded_user_ids}
    before = {(each.asked, _of_whom(each)) for each in approval.steps[:known]}
    for step in approval.steps[known:]:
        if step.asked in taken or step.delegator_id in taken or (step.asked, _of_whom(step)) in before:
            yield f"{booking.booking_id}: {step.asked} is asked, and has a part in it or was asked before"
        before.add((step.asked, _of_whom(step)))


def _of_whom(step: ApprovalStep) -> object:
    """What may differ where the same is asked again."""
    return step.cost_centre or (step.traveller_ids if step.pool else None)


def _may_rule(user_id: str, step: ApprovalStep, booking: Booking) -> bool:
    if user_id in {
        booking.requester_id,
        *(booking.approval_request.excluded_user_ids if booking.approval_request else ()),
    }:
        return False
    if step.pool is not None:
        return user_id in (_APPROVERS if step.pool is Pool.APPROVERS else _MANAGERS)
    if user_id in step.people or user_id in _MANAGERS:
        return step.pending
    return step.pending and any(is_delegate_of(user_id, each, booking.updated_at) for each in step.people)


def _of_end(before: Booking, was: ApprovalRequest, is_now: ApprovalRequest, after: Booking) -> Iterator[str]:
    """It ends by one who may decide, in time, with all who have to agree; or by silence, when the time is over."""
    name, now, by = after.booking_id, after.updated_at, is_now.decided_by
    if by is None:
        silent = ApprovalStatus.APPROVED if was.kind is ApprovalKind.PASSIVE else ApprovalStatus.EXPIRED
        if is_now.status is not silent or now < was.deadline:
            yield f"{name}: silence makes the approval {is_now.status} at {now}, its deadline is {was.deadline}"
        if before.waiting is None or before.waiting.decision is not None:
            yield f"{name}: approval has ended by silence, and what was waited for is {before.waiting}"
    else:
        open_to = [each for each in was.open_steps if _may_rule(by, each, before)]
        if not open_to and (by not in _MANAGERS or by in {before.requester_id, *was.excluded_user_ids}):
            yield f"{name}: {by} decides, who is not asked"
        if now >= was.deadline:
            yield f"{name}: {by} decides after the deadline"
        agreed = [each for each in is_now.steps if each.status is ApprovalStepStatus.APPROVED]
        enough = all(_has_agreed(is_now, agreed, each) for each in _list_asked_for(is_now))
        unheard = was.mode == "all" and any(each.status is ApprovalStepStatus.SKIPPED for each in is_now.steps)
        by_turn = any(new != old and new.decided_by for old, new in zip(was.steps, is_now.steps, strict=False))
        if is_now.status is ApprovalStatus.APPROVED and by_turn and unheard:
            yield f"{name}: approval is given, and not all who are asked were heard"
        if is_now.status is ApprovalStatus.APPROVED and not enough and by not in _MANAGERS:
            yield f"{name}: approval is given by {len(agreed)} of {was.levels} levels of {_list_asked_for(is_now)}"


def _list_asked_for(approval: ApprovalRequest) -> list[str]:
    return sorted({each for step in approval.steps for each in (step.traveller_ids or (f"of {step.cost_centre}",))})


def _has_agreed(approval: ApprovalRequest, agreed: list[ApprovalStep], whom: str) -> bool:
    """Whether as many of one traveller's managers have agreed as have to, or the owner of one cost centre."""
    own = [each for each in approval.steps if whom in (each.traveller_ids or (f"of {each.cost_centre}",))]
    mine = [each for each in own if each in agreed]
    owners = any(each.cost_centre for each in approval.steps)
    needed = 1 if whom.startswith("of ") or approval.mode == "any" else approval.levels - owners
    silent = sum(each.status is ApprovalStepStatus.ESCALATED for each in own)
    return bool(mine) and (any(each.pool for each in mine) or len(mine) + silent >= needed)


def of_silence(booking: Booking) -> Iterator[str]:
    """At the end: whoever was asked for long was reminded and passed over when it was time for it."""
    approval = booking.approval_request
    if approval is None or approval.decided_at is None:
        return
    for step in approval.steps:
        ended = step.decided_at or approval.decided_at
        is_late = any(at is not None and at < ended - _LATE for at in (step.remind_at, step.escalate_at))
        if is_late and step.status.value not in _PASSED_ON:
            yield f"{booking.booking_id}: {step.asked} was silent, and neither reminded nor passed over in time"


def of_purchase(before: Booking, after: Booking) -> Iterator[str]:
    """What is bought at a price is agreed to by as much of the line as that price needs; what cannot be judged by the
    travel managers."""
    approval = after.approval_request
    if (
        after.status is not BookingStatus.PURCHASING
        or before.status is BookingStatus.PURCHASING
        or approval is None
        or after.price is None
    ):
        return
    unknown = after.selected.verdict is not None and after.selected.verdict.outcome is Outcome.CANNOT_BE_JUDGED
    if unknown and Pool.TRAVEL_MANAGERS not in {step.pool for step in approval.steps}:
        yield f"{after.booking_id}: it cannot be judged, and no travel manager was asked"
    needed = 1 if unknown else policies.get_policy(after.policy_version).levels_for(after.price)
    if approval.status is ApprovalStatus.APPROVED and approval.levels < needed:
        yield f"{after.booking_id}: {approval.levels} levels have agreed, {after.price} needs {needed}"
