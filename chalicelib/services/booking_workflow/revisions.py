"""Send back, recall and revise: an approver sends a booking back, or its traveller recalls it; holds are released; the
traveller revises the request in place, and it is planned again under the policy of that day.

As with every decision, what a person says is committed first and the workflow notified after.
"""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from chalicelib import clock, settings
from chalicelib.domain.approvals.approval import ApprovalRequest, VoidedApproval
from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Decision, Waiting, move
from chalicelib.domain.bookings.budget_shares import release_moves
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.revisions import (
    MAX_RECONSIDERATIONS,
    MAX_REVISIONS,
    ReturnCause,
    Revision,
    changes_of,
    redact_for_audit,
)
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import Conflict, FieldError, InvalidInput
from chalicelib.gateways import workflow
from chalicelib.services.authorization.bookings import (
    approvable_booking,
    arrangeable_booking,
    may_decide,
    shown_booking,
)
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.spending import Permitted, permitted_booking
from chalicelib.services.booking_workflow.decisions import (
    Note,
    awaited_approval,
    commit_and_notify,
    note_nothing,
    record_decision,
    refuse_late,
    seen_approval,
)
from chalicelib.services.booking_workflow.terms import release_holds, reset_planning
from chalicelib.services.bookings.charging import charge_travellers, check_charge
from chalicelib.services.bookings.commits import acting, change, person, retry_when_rights_change, system
from chalicelib.services.bookings.steps import (
    StepResult,
    Wait,
    deadline_after,
    is_of_another,
    overdue_at,
    result,
    run_step,
    seconds_until,
)
from chalicelib.services.trip_requests.revising import RevisionRequest, redate_request, revise_request


class _Return(NamedTuple):
    """Who has a booking come back to its traveller, and why."""

    actor: Actor
    cause: ReturnCause
    comment: str | None


_EVENTS = {ReturnCause.SENT_BACK: EventType.SENT_BACK, ReturnCause.RECALLED: EventType.RECALLED}


@retry_when_rights_change
def send_back(identity: Identity, booking_id: str, *, approval_hash: str, comment: str | None) -> Booking:
    """Send a booking that waits for approval back to its traveller, to be revised; sending it back again changes
    nothing.

    Raises NotFound, NotAllowed (nobody decides on their own), InvalidInput without a comment, Conflict when no approval
    is waited for, when the deadline has passed, when what the approver saw has changed since, or when it has come back
    `MAX_REVISIONS` times.
    """
    people = People()
    booking = shown_booking(identity, booking_id, people)
    if _has_come_back(booking, ReturnCause.SENT_BACK, identity, approval_hash):
        return booking
    booking = approvable_booking(identity, booking_id, people)
    if not (comment and comment.strip()):
        raise InvalidInput(
            "A comment is required: say what to revise.", [FieldError("/comment", "required to send a booking back")]
        )
    seen_approval(booking, approval_hash)
    approval = awaited_approval(booking)
    if not may_decide(identity, booking, people):
        raise Conflict("You have already decided; another approver is asked now.")
    refuse_late(approval)
    return _come_back(booking, approval, _Return(person(identity.user_id), ReturnCause.SENT_BACK, comment), people)


@retry_when_rights_change
def recall(identity: Identity, booking_id: str, comment: str | None, note: Note = note_nothing) -> Booking:
    """Recall a booking from its approvers, to revise it; recalling it again changes nothing.

    Raises NotFound, NotAllowed, Conflict when no approval is waited for or when it has come back `MAX_REVISIONS` times.
    """
    people = People()
    booking = arrangeable_booking(identity, booking_id, people)
    if _has_come_back(booking, ReturnCause.RECALLED, identity):
        return booking
    recalled = _Return(acting(identity, booking), ReturnCause.RECALLED, comment)
    return _come_back(booking, awaited_approval(booking), recalled, people, note)


@retry_when_rights_change
def revise_booking(identity: Identity, booking_id: str, revision: RevisionRequest, *, operation_id: str) -> Booking:
    """Change the request of a booking that has come back, and have it planned again; nothing changed is allowed, so
    that another option may be chosen. The same `operation_id` again changes nothing.

    Raises NotFound, NotAllowed, Conflict when there is nothing to revise or the time for it is over, InvalidInput,
    AmbiguousRequest with every question that has to be asked back.
    """
    permitted = permitted_booking(identity, booking_id)
    booking = permitted.booking
    if booking.revised_by == operation_id:
        return booking
    refuse_unrevisable(booking, clock.now())
    _check_charge(identity, booking, revision)
    request = revise_request(booking.request, revision, now=clock.now())
    if revision.cost_centre is None:
        request = charge_travellers(booking.requester_id, request, travellers_of(booking))
        check_charge(msgspec.structs.replace(booking, request=request))
    return commit_revision(identity, permitted, request, comment=revision.comment, operation_id=operation_id)


def refuse_unrevisable(booking: Booking, now: datetime) -> None:
    """Raise Conflict when there is nothing to revise, or the time for it is over."""
    last = booking.last_revision
    if not booking.revisable or last is None:
        raise Conflict(f"This booking is {booking.status}: there is nothing to revise.")
    if last.revise_until and now >= last.revise_until:
        raise Conflict("The deadline to revise this booking has passed.")


def commit_revision(
    identity: Identity,
    permitted: Permitted,
    request: TripRequest,
    *,
    comment: str | None,
    operation_id: str,
    note: Note = note_nothing,
) -> Booking:
    """Commit another request of a booking that is to be revised, and have it planned again under the policy of that
    day. Raises Conflict."""
    booking, now = permitted.booking, clock.now()
    last = booking.last_revision
    if last is None:
        raise Conflict(f"This booking is {booking.status}: there is nothing to revise.")
    answered = msgspec.structs.replace(
        last, revised_at=now, traveller_comment=comment, changes=changes_of(booking.request, request)
    )
    after = move(
        booking,
        BookingStatus.PLANNING,
        now,
        request=request,
        policy_version=None,  # it is bound to the policy of this day
        clauses=(),
        revisions=(*booking.revisions[:-1], answered),
        revised_by=operation_id,
        **record_decision(booking, Decision.REVISED),
        **note(booking),
    )
    data = {"revision": last.number, "changes": redact_for_audit(answered.changes)}
    return commit_and_notify(booking, after, _revised(identity, permitted, data))


def commit_reconsideration(
    identity: Identity, permitted: Permitted, request: TripRequest, *, operation_id: str, note: Note = note_nothing
) -> Booking:
    """Commit another request of a booking that waits for a selection, and have it planned again instead. Raises
    Conflict once the options have expired, or when that was done `MAX_RECONSIDERATIONS` times."""
    booking, now = permitted.booking, clock.now()
    if booking.options_expire_at and now >= booking.options_expire_at:
        raise Conflict("The options have expired: request the trip again.")
    if len(booking.reconsidered) >= MAX_RECONSIDERATIONS:
        raise Conflict(
            f"This booking was planned again {MAX_RECONSIDERATIONS} times: select one of the options, or cancel it."
        )
    after = move(
        booking,
        BookingStatus.PLANNING,
        now,
        # The workflow hears of a selection, finds nothing to hold, and plans: as executions of earlier releases do.
        **reset_planning(booking) | record_decision(booking, Decision.SELECTED),
        request=request,
        policy_version=None,  # it is bound to the policy of this day
        clauses=(),
        reconsidered=(*booking.reconsidered, booking.round),
        revised_by=operation_id,
        **note(booking),
    )
    data = {"round": booking.round, "changes": redact_for_audit(changes_of(booking.request, request))}
    return commit_and_notify(booking, after, _revised(identity, permitted, data))


def check_charge_of(identity: Identity, booking: Booking, request: TripRequest) -> None:
    """Raise InvalidInput when what `request` charges may not be charged, by the requester and, where it is another, by
    whoever names it."""
    check_charge(msgspec.structs.replace(booking, request=request))
    if request.charged != booking.request.charged:
        # By whoever names another: the requester's right is not the traveller's.
        check_charge(msgspec.structs.replace(booking, requester_id=identity.user_id, request=request))


def _revised(identity: Identity, permitted: Permitted, data: dict[str, Any]) -> BookingCommit:
    return BookingCommit(
        actor=acting(identity, permitted.booking), event=EventType.REVISED, data=data, relies_on=permitted.relies_on
    )


def _check_charge(identity: Identity, booking: Booking, revision: RevisionRequest) -> None:
    """Raise InvalidInput when the cost centre that is named, or kept, may not be charged: before anything is asked
    back, for places change nothing of it."""
    if revision.cost_centre is None:
        return  # each traveller's own
    dated = redate_request(booking.request, revision)
    if revision.cost_centre is not UNSET:
        dated = msgspec.structs.replace(dated, cost_centre=revision.cost_centre, cost_centres=())
    check_charge_of(identity, booking, dated)


def reopen_booking(booking_id: str, of_round: int | None = None) -> StepResult:
    """Release the holds and return the reservation of a booking that was sent back or recalled, and open it to be
    revised; unless the round that the task belongs to is over."""

    def work(booking: Booking) -> StepResult:
        last = booking.last_revision
        if booking.return_cause is None or last is None or is_of_another(booking, of_round):
            return _to_be_revised(booking)
        release_holds(booking)
        now = clock.now()
        reopened = msgspec.structs.replace(last, revise_until=deadline_after(settings.current().revision_limit_seconds))
        after = move(
            booking,
            BookingStatus.REVISING,
            now,
            **reset_planning(booking) | {"waiting": Waiting.opened("revision", now)},
            revisions=(*booking.revisions[:-1], reopened),
        )
        data = {"revision": last.number, "deadline": reopened.revise_until}
        record = BookingCommit(
            actor=system("reopen"), event=EventType.REOPENED, data=data, budgets=release_moves(booking.budgets)
        )
        return _to_be_revised(change(booking, after, record))

    return run_step(booking_id, work)


def await_revision(booking_id: str, wait: Wait) -> StepResult:
    """Remember whom to call back once the traveller has revised; call at once if that has happened already."""

    def work(booking: Booking) -> StepResult:
        decision = booking.decision_on("revision")
        if decision is not None:
            workflow.notify(wait.task_token, decision)
            return result(booking, "done")
        waiting = wait.on("revision")
        if booking.status is not BookingStatus.REVISING or not waiting.comes_after(booking.waiting):
            return result(booking, "done")
        until = _revise_until(booking)
        after = move(booking, BookingStatus.REVISING, clock.now(), waiting=waiting, due_at=overdue_at(until))
        record = BookingCommit(
            actor=system("await_revision"), event=EventType.AWAITING_REVISION, data={"deadline": until}
        )
        return result(change(booking, after, record), "done")

    return run_step(booking_id, work)


def voided_by_revisions(booking: Booking) -> tuple[VoidedApproval, ...]:
    """Return the approval that was requested before the revision, which therefore is void."""
    return tuple(
        VoidedApproval(
            hash=each.approval_hash,
            reason=each.void_reason,
            decided_by=each.returned_by if each.cause is ReturnCause.SENT_BACK else None,
            voided_at=each.at,
        )
        for each in booking.revisions
    )


def _come_back(
    booking: Booking, approval: ApprovalRequest, returned: _Return, people: People, note: Note = note_nothing
) -> Booking:
    if len(booking.revisions) >= MAX_REVISIONS:
        raise Conflict(
            f"This booking was returned for revision {MAX_REVISIONS} times: it can only be approved, "
            "declined or cancelled."
        )
    now = clock.now()
    revision = Revision(
        number=len(booking.revisions) + 1,
        cause=returned.cause,
        returned_by=returned.actor.id,
        comment=returned.comment,
        at=now,
        option=booking.selected,
        price=approval.price,
        approval_hash=approval.hash,
        round=booking.round,
    )
    after = move(
        booking,
        BookingStatus.AWAITING_APPROVAL,
        now,
        revisions=(*booking.revisions, revision),
        **record_decision(booking, Decision(returned.cause.value)),
        **note(booking),
    )
    record = BookingCommit(
        actor=returned.actor,
        event=_EVENTS[returned.cause],
        data={"revision": revision.number, "hash": approval.hash, "price": approval.price},
        relies_on=people.relies_on,
    )
    return commit_and_notify(booking, after, record)


def _has_come_back(booking: Booking, cause: ReturnCause, identity: Identity, approval_hash: str | None = None) -> bool:
    """Return whether this person has done just that already, and nothing has come of it yet."""
    last = booking.last_revision
    if last is None or last.revised_at is not None or booking.terminal or booking.ending is not None:
        return False
    return (last.cause, last.returned_by) == (cause, identity.user_id) and approval_hash in (None, last.approval_hash)


def _to_be_revised(booking: Booking) -> StepResult:
    return result(booking, "revise", wait_seconds=seconds_until(_revise_until(booking)))


def _revise_until(booking: Booking) -> datetime | None:
    return booking.last_revision.revise_until if booking.last_revision else None
