"""Approval requests that nobody can answer: a pool is asked, and nobody belongs to it who may decide on the booking.

It is said on the booking as soon as it waits, its requester is told, and an alarm tells who runs the stage. The sweeper
looks again every minute at what waits for a pool: what has become a dead end since, and what is none any more because
somebody was given the role.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.approvals.approval import (
    ApprovalBlock,
    ApprovalRequest,
    ApprovalStatus,
    ApprovalStep,
    ApprovalStepStatus,
    BlockReason,
    Pool,
    Ruling,
)
from chalicelib.domain.approvals.progress import apply_ruling, chains_of
from chalicelib.domain.authorization.deciding import find_bar, has_ruled
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import CALLBACK_PATIENCE, Booking, BookingStatus, Decision, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Role
from chalicelib.domain.policies.charging import OWN_COST_CENTRE
from chalicelib.domain.verdict import ApprovalKind, Outcome
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Unavailable
from chalicelib.gateways.user_pool import Member
from chalicelib.models import approval_tasks, bookings
from chalicelib.services import accounts
from chalicelib.services.approvals.approvers import ask_first, ask_owners, ask_travel_managers, excluded_users_of
from chalicelib.services.authorization.bookings import POOL_ROLES
from chalicelib.services.authorization.people import People
from chalicelib.services.bookings.charging import find_owners
from chalicelib.services.bookings.commits import change, system
from chalicelib.worklist import NOTHING, Part

_A_PAGE = 100


class RoleHolders:
    """Who holds a role now, by the user pool: each role asked for once, when it is first needed."""

    def __init__(self) -> None:
        self._found: dict[Role, tuple[Member, ...]] = {}
        self._people = People()
        self._unavailable: Unavailable | None = None

    def find_block(self, booking: Booking, approval: ApprovalRequest, now: datetime) -> ApprovalBlock | None:
        """Return why nobody can answer the approval request; None while somebody can, or silence approves. Raises
        Unavailable."""
        if not approval.pending or approval.kind is not ApprovalKind.HARD:
            return None
        stuck = [
            steps
            for steps in _list_waits(approval)
            if not any(self._may_be_answered(booking, approval, step) for step in steps)
        ]
        managers = self._list_members(Pool.TRAVEL_MANAGERS) if stuck else ()
        if not stuck or any(self._may_decide(booking, approval, each) for each in managers):
            return None  # a travel manager decides for all who are asked
        pools = {step.pool for steps in stuck for step in steps if step.pool} | {Pool.TRAVEL_MANAGERS}
        holders = {each.user_id for pool in pools for each in self._list_members(pool)}
        names = " or ".join(sorted(str(pool) for pool in pools))
        if not holders:
            return ApprovalBlock(
                reason=BlockReason.POOL_EMPTY, detail=f"Nobody belongs to the pool {names}, which is asked.", since=now
            )
        detail = (
            f"Nobody of the pool {names} may decide: each of them asked for the booking, travels by it or may be one "
            "of its travellers by their name, has left, or has decided already."
        )
        return ApprovalBlock(reason=BlockReason.NO_ELIGIBLE_APPROVER, detail=detail, since=now)

    def find_answers(
        self, booking: Booking, approval: ApprovalRequest, block: ApprovalBlock
    ) -> Iterator[tuple[ApprovalStep, Ruling]]:
        """Yield the open steps of pools that nobody is left to answer but who has agreed already, in the chain of
        another: with what they said there. What they said is about the same purchase. Raises Unavailable."""
        if block.reason is not BlockReason.NO_ELIGIBLE_APPROVER:
            return
        agreed = [step for step in approval.steps if step.status is ApprovalStepStatus.APPROVED and step.decided_by]
        for step in approval.open_steps:
            members = tuple(self._list_members(step.pool)) if step.pool else ()
            if any(self._may_decide(booking, approval, each) for each in members):
                continue
            heard = {each.user_id for each in members if self._is_eligible(booking, each)}
            for said in agreed:
                if said.decided_by in heard and not set(chains_of(said)) & set(chains_of(step)):
                    yield step, Ruling(by=said.decided_by or "", at=clock.now(), status=ApprovalStatus.APPROVED)
                    break

    def _may_be_answered(self, booking: Booking, approval: ApprovalRequest, step: ApprovalStep) -> bool:
        """Return whether somebody can answer a step: who is named in it, as far as they have no part in the booking;
        of a pool, one who may decide."""
        if step.pool is None:
            return any(find_bar(booking, user_id, ()) is None for user_id in step.people)
        return any(self._may_decide(booking, approval, member) for member in self._list_members(step.pool))

    def _may_decide(self, booking: Booking, approval: ApprovalRequest, member: Member) -> bool:
        return not has_ruled(approval, member.user_id) and self._is_eligible(booking, member)

    def _is_eligible(self, booking: Booking, member: Member) -> bool:
        """Return whether somebody has no part in the booking, and has not left."""
        if find_bar(booking, member.user_id, (member.name,)):
            return False
        found = self._people.find(member.user_id)
        return found is None or (found.active and find_bar(booking, member.user_id, (found.name,)) is None)

    def _list_members(self, pool: Pool) -> Iterator[Member]:
        for role in POOL_ROLES[pool]:
            yield from self._list_holders(role)

    def _list_holders(self, role: Role) -> tuple[Member, ...]:
        if self._unavailable is not None:
            raise self._unavailable
        if role not in self._found:
            try:
                self._found[role] = accounts.list_members(role.value)
            except Unavailable as error:
                self._unavailable = error
                observability.warning("who belongs to a pool is not known", role=role.value)
                raise
        return self._found[role]


def _list_waits(approval: ApprovalRequest) -> Iterator[list[ApprovalStep]]:
    """Yield the open steps of each management chain, and of each owner, that is waited for: all of these have to be
    heard, and of each any step will do."""
    chains = dict.fromkeys(chain for step in approval.open_steps for chain in chains_of(step))
    yield from ([step for step in approval.open_steps if chain in chains_of(step)] for chain in chains)


def check_for_dead_end(booking_id: str) -> None:
    """Say at once if nobody can answer what a booking waits for; what cannot be found out now is left to the
    sweeper."""
    try:
        update_block(booking_id, RoleHolders())
    except Exception as error:  # noqa: BLE001 - it waits for approval, whatever keeps this from being said now
        observability.warning("dead end left to the sweeper", bookingId=booking_id, error=type(error).__name__)


def foresee_dead_end(booking: Booking) -> ApprovalBlock | None:
    """Return why nobody could approve an option that requires it, by the owners of cost centres and the management
    chains of all travellers as they stand; None where somebody could, none requires it, or it cannot be found out
    now."""
    now, holders = clock.now(), RoleHolders()
    try:
        blocks = (holders.find_block(booking, each, now) for each in _list_first_requests(booking, now))
        return next((block for block in blocks if block is not None), None)
    except Exception as error:  # noqa: BLE001 - the options are there to be chosen, whatever keeps this from being said
        observability.warning("dead end not foreseen", bookingId=booking.booking_id, error=type(error).__name__)
        return None


def _list_first_requests(booking: Booking, now: datetime) -> Iterator[ApprovalRequest]:
    """Yield what approval would be requested of an option, alike ones once: of the travel managers where it cannot be
    judged, of the owners of cost centres, of the management chains of all travellers, or of both."""
    verdicts = [each.verdict for each in booking.options if each.verdict is not None]
    hard = [
        each for each in verdicts if each.outcome.asks_approval and each.required_approval_kind is ApprovalKind.HARD
    ]
    if not hard:
        return
    bare = ApprovalRequest(
        hash="",
        status=ApprovalStatus.PENDING,
        price=booking.options[0].price,
        deadline=now,
        excluded_user_ids=excluded_users_of(booking),
    )
    if any(each.outcome is Outcome.CANNOT_BE_JUDGED for each in hard):
        yield ask_travel_managers(booking, bare, now)
    asking = {each.rules_that_ask for each in hard if each.outcome is not Outcome.CANNOT_BE_JUDGED}
    owners = find_owners(booking) if any(OWN_COST_CENTRE in rules for rules in asking) else {}
    for asks_owner, asks_chain in sorted({(OWN_COST_CENTRE in rules, rules != {OWN_COST_CENTRE}) for rules in asking}):
        asked = ask_owners(booking, bare, owners, now) if asks_owner else bare
        yield ask_first(booking, asked, now) if asks_chain else asked


def update_block(booking_id: str, holders: RoleHolders) -> str:
    """Note on a booking that waits for approval that nobody can answer, or that somebody can again: `blocked`,
    `unblocked`, or nothing; `answered` where the only one who could has agreed in the chain of another. Raises
    Unavailable, VersionConflict when the booking keeps changing."""

    def attempt() -> str:
        booking = bookings.find_booking(booking_id)
        approval = booking.approval_request if booking and booking.decidable and booking.ending is None else None
        if booking is None or approval is None:
            return NOTHING
        block = holders.find_block(booking, approval, clock.now())
        answers = list(holders.find_answers(booking, approval, block)) if block else []
        if answers:
            _commit_answers(booking, approval, answers)
            return "answered"
        if (block is None) == (approval.blocked is None):
            return NOTHING if block is None else "still_blocked"
        _commit(booking, approval, block)
        return "unblocked" if block is None else "blocked"

    return until_kept(attempt)


def to_watch() -> Part[str]:
    """Return what waits for a pool, to be looked at whether anybody can answer it."""
    holders = RoleHolders()

    def watch(booking_id: str) -> str:
        try:
            return update_block(booking_id, holders)
        except Unavailable:
            return NOTHING  # it is not known; as it is marked it stays, and the next sweep asks again
        except msgspec.MsgspecError:
            return NOTHING  # a booking that cannot be read is told of, and put off, where it is due

    return Part("approvals of pools", _list_waiting, watch, lambda booking_id: {"bookingId": booking_id})


def _list_waiting() -> Iterator[str]:
    inboxes = [approval_tasks.of_pool(pool) for pool in Pool]
    after = None
    while True:
        ids, after = approval_tasks.list_tasks(inboxes, limit=_A_PAGE, after=after)
        yield from ids
        if after is None:
            return


def _commit_answers(
    booking: Booking, approval: ApprovalRequest, answers: Sequence[tuple[ApprovalStep, Ruling]]
) -> None:
    """Count for the open steps what was said already; the approval is given if that was all that had to be heard."""
    now, given = clock.now(), approval
    for step, ruling in answers:
        if given.pending:
            given = apply_ruling(given, (step,), ruling)
    if given.pending:
        given, event = msgspec.structs.replace(given, blocked=None), EventType.APPROVAL_STEP_DECIDED
        changes: dict[str, Any] = {"due_at": given.next_timer}
    else:
        event, waiting = EventType.APPROVED, booking.waiting
        notified = waiting and msgspec.structs.replace(waiting, decision=Decision.APPROVED)
        changes = {"waiting": notified, "due_at": now + CALLBACK_PATIENCE}
    after = move(booking, BookingStatus.AWAITING_APPROVAL, now, approval_request=given, **changes)
    data: dict[str, Any] = {"hash": approval.hash}
    if given.pending:
        data |= {"level": min(step.level for step, _ in answers), "decision": "approved", "approvers": []}
    change(booking, after, BookingCommit(actor=system("dead_ends"), event=event, data=data))


def _commit(booking: Booking, approval: ApprovalRequest, block: ApprovalBlock | None) -> None:
    now = clock.now()
    after = move(
        booking,
        BookingStatus.AWAITING_APPROVAL,
        now,
        approval_request=msgspec.structs.replace(approval, blocked=block),
        due_at=approval.next_timer,
    )
    said = {"reason": block.reason, "detail": block.detail} if block else {}
    data = {"hash": approval.hash, "approvers": list(dict.fromkeys(step.asked for step in approval.open_steps)), **said}
    event = EventType.APPROVAL_BLOCKED if block else EventType.APPROVAL_UNBLOCKED
    change(booking, after, BookingCommit(actor=system("dead_ends"), event=event, data=data))
