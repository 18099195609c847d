"""What people decide while the workflow waits: the traveller's choice, the approver's decision, a cancellation.

A decision is committed first and the workflow notified after; when the notification is lost, the sweeper retries it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.approvals import approval as approvals
from chalicelib.domain.approvals import progress
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, Ruling
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.approval_history import explain_end
from chalicelib.domain.bookings.booking import (
    CALLBACK_PATIENCE,
    CANCELLED_BY_TRAVELLER,
    Booking,
    BookingStatus,
    Decision,
    Ending,
    Waiting,
    move,
)
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.travel_credits import CreditUse, total_used
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import (
    Conflict,
    CreditSpent,
    FieldError,
    InvalidInput,
    RightChanged,
    Unavailable,
    VersionConflict,
)
from chalicelib.gateways import workflow
from chalicelib.services.approvals.approvers import ask_following
from chalicelib.services.authorization.bookings import (
    approvable_booking,
    arrangeable_booking,
    may_decide,
    open_steps_of,
)
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.spending import Permitted, permitted_booking
from chalicelib.services.booking_workflow.terms import reservations
from chalicelib.services.bookings.carrier_facts import missing_facts
from chalicelib.services.bookings.charging import refuse_lost_charge
from chalicelib.services.bookings.commits import acting, actor_of, change, retry_when_rights_change
from chalicelib.services.bookings.evaluation import shares_of
from chalicelib.services.policies import get_policy
from chalicelib.services.travel_credits import with_credits

ApprovalOutcome = Literal["approved", "declined"]

# How often a decision is tried again when the sweeper, or another approver, changes the booking in that moment.
_ATTEMPTS = 4


# What else a decision writes into the booking that it is about, in the same transaction: the turn of a conversation.
Note = Callable[[Booking], dict[str, Any]]


def note_nothing(_booking: Booking) -> dict[str, Any]:
    """Write nothing else."""
    return {}


class ChangedMeanwhile(Conflict):
    """Somebody else changed the booking between reading it and deciding."""


@retry_when_rights_change
def select_option(identity: Identity, booking_id: str, option_id: str, note: Note = note_nothing) -> Booking:
    """Choose one of the options, and reserve its price: of the traveller's credits first, the rest on the budgets.
    Choosing the same again changes nothing.

    Raises NotFound, NotAllowed, InvalidInput for an option that is not there or that the policy denies, Conflict when
    the booking waits for no choice any more, BudgetExceeded, ReservationLimit.
    """

    def attempt() -> Booking:
        permitted = permitted_booking(identity, booking_id)
        booking = permitted.booking
        if booking.selected_option_id == option_id and booking.ending is None:
            return booking
        if booking.status is not BookingStatus.AWAITING_SELECTION or not booking.choosable:
            raise Conflict(f"This booking is {booking.status}: it is not waiting for a selection.")
        _refuse_expired(booking, clock.now())
        option = _choosable_option(booking, option_id)
        refuse_lost_charge(booking, option)
        return with_credits(booking, option, lambda uses: _choose(identity, permitted, option, uses, note))

    return until_kept(attempt, ChangedMeanwhile, attempts=_ATTEMPTS)


def _choose(
    identity: Identity, permitted: Permitted, option: Option, uses: tuple[CreditUse, ...], note: Note
) -> Booking:
    booking = permitted.booking
    shares = shares_of(booking, option, get_policy(), uses)
    now = clock.now()
    _refuse_expired(booking, now)  # reading what there is to pay with may have taken its time
    after = move(
        booking,
        BookingStatus.HOLDING,
        now,
        selected_option_id=option.option_id,
        chosen_price=option.price,
        price=option.price,
        budgets=shares,
        credits=uses,
        missing=missing_facts(booking, option),
        **record_decision(booking, Decision.SELECTED),
        **note(booking),
    )
    credit = {"credit": total_used(uses, option.price.currency)} if uses else {}
    record = BookingCommit(
        actor=acting(identity, booking),
        event=EventType.SELECTED,
        data={"optionId": option.option_id, "price": option.price, **credit},
        budgets=reservations(shares),
        relies_on=permitted.relies_on,
    )
    return commit_and_notify(booking, after, record)


@retry_when_rights_change
def decide_approval(
    identity: Identity, booking_id: str, *, decision: ApprovalOutcome, approval_hash: str, comment: str | None
) -> Booking:
    """Approve or decline exactly what `approval_hash` covers; deciding the same again changes nothing.

    Where more levels have to agree, the next is asked. A travel manager who is not asked decides for all who are.
    Raises NotFound, NotAllowed (nobody approves their own, or what others are asked), Conflict when no approval is
    waited for, when the deadline has passed, or when what the approver saw has changed since.
    """

    def attempt() -> Booking:
        people = People()
        booking = approvable_booking(identity, booking_id, people)
        approval = seen_approval(booking, approval_hash)
        if _has_ruled(identity, approval, decision):
            return booking
        refuse_late(awaited_approval(booking))
        given = Ruling(by=identity.user_id, at=clock.now(), status=ApprovalStatus(decision), comment=comment)
        after, record = _after_ruling(identity, booking, approval, given, people)
        return commit_and_notify(booking, after, record)

    return until_kept(attempt, ChangedMeanwhile, attempts=_ATTEMPTS)


def awaited_approval(booking: Booking) -> ApprovalRequest:
    """Return the approval request that nobody has decided on yet. Raises Conflict when there is none."""
    if (
        booking.approval_request is None
        or booking.status is not BookingStatus.AWAITING_APPROVAL
        or not booking.decidable
    ):
        raise _waits_for_none(booking)
    return booking.approval_request


def seen_approval(booking: Booking, approval_hash: str) -> ApprovalRequest:
    """Return the booking's approval, be it decided or not. Raises Conflict when there is none, or when what the
    approver saw, of `approval_hash`, is not what approval is requested for: with what became of that."""
    approval = booking.approval_request
    if approval is not None and approval.hash == approval_hash:
        return approval
    ended = explain_end(booking, approval_hash)
    if ended is None and approval is None:
        raise _waits_for_none(booking)
    changed = "The booking has changed since you read it: read it again before you decide."
    raise Conflict(f"{changed} {ended}" if ended else changed)


def refuse_late(approval: ApprovalRequest) -> None:
    """Raise Conflict after the deadline."""
    if clock.now() >= approval.deadline:
        raise Conflict("The deadline for this approval has passed.")


def _waits_for_none(booking: Booking) -> Conflict:
    ended = explain_end(booking)
    return Conflict(f"This booking is {booking.status}: it is not waiting for approval.{f' {ended}' if ended else ''}")


def _has_ruled(identity: Identity, approval: ApprovalRequest, decision: ApprovalOutcome) -> bool:
    """Return whether this person has decided just that already."""
    rulings = {(step.decided_by, step.status.value) for step in approval.steps}
    return (identity.user_id, decision) in rulings | {(approval.decided_by, approval.status.value)}


def _after_ruling(
    identity: Identity, booking: Booking, approval: ApprovalRequest, ruling: Ruling, people: People
) -> tuple[Booking, BookingCommit]:
    """Return the booking after the caller's ruling, and why it changes: finally decided, or passed on to the next
    level."""
    now, decision = ruling.at, ruling.status.value
    steps = open_steps_of(identity, approval, people)
    if not steps and not may_decide(identity, booking, people):
        raise Conflict("You have already decided; another approver is asked now.")
    given = progress.apply_ruling(approval, steps, ruling) if steps else approvals.conclude(approval, ruling)
    if given.pending:
        # Whoever comes next may have agreed already, in the management chain of another traveller.
        given = progress.conclude_if_agreed(ask_following(booking, given, now), ruling)
    actor = actor_of(identity)
    if not given.pending:
        after = move(
            booking,
            BookingStatus.AWAITING_APPROVAL,
            now,
            approval_request=given,
            **record_decision(booking, Decision(decision)),
        )
        event = EventType.APPROVED if decision == "approved" else EventType.APPROVAL_DECLINED
        return after, BookingCommit(actor=actor, event=event, data={"hash": approval.hash}, relies_on=people.relies_on)
    after = move(booking, BookingStatus.AWAITING_APPROVAL, now, approval_request=given, due_at=given.next_timer)
    names = list(dict.fromkeys(each.asked for each in given.steps[len(approval.steps) :]))
    level = min(step.level for step in steps)
    data = {"hash": approval.hash, "level": level, "decision": decision, "approvers": names}
    return after, BookingCommit(
        actor=actor, event=EventType.APPROVAL_STEP_DECIDED, data=data, relies_on=people.relies_on
    )


def _refuse_to_cancel(booking: Booking) -> Conflict:
    if booking.status is BookingStatus.BOOKED:
        return Conflict(
            "This booking is booked: create a quote of the kind `cancellation`, which says what that costs, and "
            "confirm it."
        )
    return Conflict(
        f"This booking is {booking.status}: it can be cancelled only while it waits for a selection, an approval, "
        "a revision or a supplier that is unavailable."
    )


@retry_when_rights_change
def cancel_booking(identity: Identity, booking_id: str, note: Note = note_nothing) -> Booking:
    """Cancel a booking while it waits for a person, or for a supplier that is away; cancelling it again changes
    nothing.

    Raises NotFound, NotAllowed, Conflict while it is being worked on or after it has ended otherwise.
    """
    people = People()
    booking = arrangeable_booking(identity, booking_id, people)
    cancelled = booking.status is BookingStatus.CANCELLED or booking.ending is Ending.CANCELLED
    if cancelled or (booking.waiting and booking.waiting.decision is Decision.CANCELLED):
        return booking
    if booking.choosable or booking.decidable or booking.revisable:
        said = record_decision(booking, Decision.CANCELLED)
    elif booking.is_delayed_unbought:
        # The step that is tried again finds it ended, and has what was done compensated.
        said = {"ending": Ending.CANCELLED, "failure": CANCELLED_BY_TRAVELLER, "waiting": None}
    else:
        raise _refuse_to_cancel(booking)
    after = move(booking, booking.status, clock.now(), **said, **note(booking))
    record = BookingCommit(
        actor=acting(identity, booking), event=EventType.CANCEL_REQUESTED, relies_on=people.relies_on
    )
    return commit_and_notify(booking, after, record)


def notify_workflow(booking: Booking) -> bool:
    """Notify the workflow of a decision; False when it does not wait for that any more, or not yet. Raises
    Unavailable."""
    waiting = booking.waiting
    if waiting is None or waiting.decision is None or not waiting.task_token:
        return False
    return workflow.notify(waiting.task_token, waiting.decision)


def commit_and_notify(before: Booking, after: Booking, record: BookingCommit) -> Booking:
    """Commit what a person decided, then notify the workflow. Raises Conflict when somebody else was faster."""
    try:
        kept = change(before, after, record)
    except (CreditSpent, RightChanged):
        raise
    except VersionConflict as error:
        raise ChangedMeanwhile("The booking has changed meanwhile: read it again.") from error
    try:
        notify_workflow(kept)
    except Unavailable:
        observability.warning("callback left to the sweeper", bookingId=kept.booking_id)
    return kept


def record_decision(booking: Booking, decision: Decision) -> dict[str, Any]:
    """Return the changes that note a decision and make the sweeper see to it that the workflow is notified of it."""
    waiting: Waiting | None = booking.waiting and msgspec.structs.replace(booking.waiting, decision=decision)
    return {"waiting": waiting, "due_at": clock.now() + CALLBACK_PATIENCE}


def _refuse_expired(booking: Booking, now: datetime) -> None:
    if booking.options_expire_at and now >= booking.options_expire_at:
        raise Conflict("The options have expired.")


def _choosable_option(booking: Booking, option_id: str) -> Option:
    for option in booking.options:
        if option.option_id == option_id:
            if option.verdict is None or option.verdict.outcome is Outcome.DENIED:
                raise InvalidInput(
                    "The travel policy does not allow this option.", [FieldError("/optionId", "denied by the policy")]
                )
            return option
    raise InvalidInput("There is no such option.", [FieldError("/optionId", "not one of this booking's options")])
