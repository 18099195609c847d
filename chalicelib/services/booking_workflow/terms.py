"""The terms of a purchase: its price, its verdict, its shares of budgets and the approval that it requires.

They are settled when the option is held and once more before it is bought, always under the policy and the budget of
that moment; an approval given for other terms does not count.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, VoidedApproval
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import MAX_ROUNDS, Booking, BookingStatus, BudgetShare, move
from chalicelib.domain.bookings.budget_shares import budget_move, correction_moves, mark_approved, release_moves
from chalicelib.domain.bookings.credit_slots import slots_of_option
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.seen import approval_hash
from chalicelib.domain.budgets.budget import BudgetMove, BudgetStep
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Hold, Option
from chalicelib.domain.policies.approval_levels import count_levels
from chalicelib.domain.policies.charging import OWN_COST_CENTRE
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.reliances import Reliance
from chalicelib.domain.servicing.travel_credits import CreditUse, clip_uses
from chalicelib.domain.verdict import Action, ApprovalKind, Outcome
from chalicelib.errors import BudgetExceeded
from chalicelib.gateways.suppliers import registry
from chalicelib.services import policies
from chalicelib.services.approvals.approvers import ask_first, ask_owners, ask_travel_managers, excluded_users_of
from chalicelib.services.bookings.budget_room import reason_of_budget
from chalicelib.services.bookings.charging import find_owners
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.evaluation import evaluate_options, most_awaiting_approval, shares_of
from chalicelib.services.bookings.steps import StepResult, deadline_after, result, seconds_until

# What is held is kept this much longer than approval is waited for, so that there is time to buy.
HOLD_MARGIN = timedelta(minutes=10)


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """An option at its present price, judged by the present policy."""

    option: Option
    policy: Policy
    shares: tuple[BudgetShare, ...]
    uses: tuple[CreditUse, ...] = ()

    @property
    def price(self) -> Money:
        return self.option.price

    @property
    def outcome(self) -> Outcome:
        return self.option.verdict.outcome if self.option.verdict else Outcome.DENIED

    @property
    def approval_kind(self) -> ApprovalKind:
        """The kind of approval that it requires."""
        return self.option.verdict.required_approval_kind if self.option.verdict else ApprovalKind.HARD

    @property
    def as_approved(self) -> "Terms":
        """The same terms once nobody has to approve them any more."""
        return msgspec.structs.replace(self, shares=mark_approved(self.shares))

    @property
    def asks_owner(self) -> bool:
        """Whether the owner of the cost centre has to approve, because the requester may not charge it by
        themselves."""
        return OWN_COST_CENTRE in self._rules_that_ask

    @property
    def levels(self) -> int:
        """How many have to approve, one after another: a travel manager alone where it cannot be judged; else the owner
        of the cost centre where they are asked, and then as many levels of the management chain as the price needs,
        where the policy asks for approval as well."""
        return count_levels(self.option.verdict, self.price, self.policy)

    @property
    def _rules_that_ask(self) -> frozenset[str]:
        return self.option.verdict.rules_that_ask if self.option.verdict else frozenset()


def terms_of(booking: Booking, option: Option, policy: Policy | None = None) -> Terms:
    """Return the terms on which `option` would be bought now, under the policy of this moment unless `policy` is it."""
    policy = policy or policies.get_policy()
    (option,) = evaluate_options(booking, (option,), policy)
    uses = clip_uses(booking.credits, slots_of_option(booking, option))
    shares = shares_of(booking, option, policy, uses)
    return Terms(option=option, policy=policy, shares=shares, uses=uses)


def apply_terms(
    booking: Booking,
    to: BookingStatus,
    terms: Terms,
    event: EventType,
    part: str,
    relies_on: Sequence[Reliance] = (),
    **changes: Any,
) -> Booking:
    """Apply `terms` to the booking, moving its budgets by the difference. Raises BudgetExceeded."""
    after = move(booking, to, clock.now(), **_applied(booking, terms), **changes)
    data = {"price": terms.price, "verdict": terms.outcome, "policyVersion": terms.policy.version}
    approved = after.approval_request
    if approved and approved.accepted_price:
        data |= {"approvedPrice": approved.price}
    record = BookingCommit(
        actor=system(part),
        event=event,
        data=data,
        budgets=correction_moves(booking.budgets, terms.shares),
        relies_on=relies_on,
    )
    return change(booking, after, record)


def request_approval(
    booking: Booking, terms: Terms, holds: tuple[Hold, ...], voided: tuple[VoidedApproval, ...] = ()
) -> ApprovalRequest:
    """Make a new approval request of `terms`, due before the holds run out, and who is asked first; one of which
    somebody is only notified, where no more is called for."""
    rules = terms.policy.approvals
    bare = ApprovalRequest(
        hash="",
        status=ApprovalStatus.NOTIFIED if terms.approval_kind is ApprovalKind.NOTIFY else ApprovalStatus.PENDING,
        price=terms.price,
        deadline=_approval_deadline(holds, terms.policy),
        voided=voided,
        kind=terms.approval_kind,
        mode="all" if terms.asks_owner else rules.mode,
        levels=terms.levels,
        remind_after_seconds=rules.remind_after_seconds,
        escalate_after_seconds=rules.escalate_after_seconds,
        excluded_user_ids=excluded_users_of(booking),
    )
    asked_for = msgspec.structs.replace(booking, **_applied(booking, terms))
    bound = msgspec.structs.replace(bare, hash=approval_hash(asked_for, bare))
    if terms.outcome is Outcome.CANNOT_BE_JUDGED:
        return ask_travel_managers(booking, bound, clock.now())
    if terms.asks_owner:
        return ask_owners(booking, bound, find_owners(booking), clock.now())
    return ask_first(booking, bound, clock.now())


def covers(booking: Booking, terms: Terms) -> bool:
    """Return whether the approval that was given for the booking covers `terms`: it was for what the booking holds, and
    the offers and the policy are still the same, no further rule is violated, and the price is as approved, or not
    higher than tolerated and no matter for more levels."""
    given = booking.approval_request
    if given is None or given.status is not ApprovalStatus.APPROVED or terms.approval_kind.gravity > given.kind.gravity:
        return False
    if not (_same_but_for_price(booking, given, terms) and terms.policy.tolerates(given.price, terms.price)):
        return False
    return terms.levels <= given.levels and not _breaks_more(booking.selected, terms.option)


def void(booking: Booking, approval: ApprovalRequest, terms: Terms, now: datetime) -> VoidedApproval:
    """Return the approval as one that no longer counts, with what has changed since."""
    changed = "the travel policy now requires more approval than was given"
    if approval.price != terms.price:
        changed = f"the price changed from {approval.price} to {terms.price}"
    elif booking.policy_version != terms.policy.version:
        changed = f"the travel policy changed to version {terms.policy.version}"
    elif not _same_but_for_price(booking, approval, terms):
        changed = "the booking is no longer what was approved"
    return VoidedApproval(hash=approval.hash, reason=changed, decided_by=approval.decided_by, voided_at=now)


def terms_result(booking: Booking) -> StepResult:
    """Return what a booking whose terms are settled waits for next: approval, or nothing."""
    approval = booking.approval_request
    if approval is not None and approval.pending:
        return result(booking, "approval_required", wait_seconds=seconds_until(approval.deadline))
    return result(booking, "held")


def decline_by_policy(booking: Booking, terms: Terms) -> StepResult:
    """Decline the booking: the policy in effect, or the budget, forbids what was selected."""
    reason = reason_of_budget(terms.option)
    return result(
        booking, "denied", reason=reason or "The travel policy does not allow this option at its current price."
    )


def over_budget(booking: Booking, error: BudgetExceeded) -> StepResult:
    """Decline the booking: the remaining budget is too low for the current price."""
    return result(booking, "denied", reason=str(error))


def exceeds_chosen_price(booking: Booking, price: Money) -> bool:
    """Return whether `price` is beyond what the stage tolerates above the price that the traveller chose."""
    chosen = booking.chosen_price
    if chosen is None:
        return False
    return price.amount * 100 > chosen.amount * (100 + settings.current().price_tolerance_percent)


def plan_again(booking: Booking, event: EventType, reason: str) -> StepResult:
    """Release the holds and let the traveller select again; `no_offers` after `MAX_ROUNDS` rounds."""
    if booking.planning_rounds_since_revision >= MAX_ROUNDS:
        return result(booking, "no_offers", reason=reason)
    release_holds(booking)
    after = move(booking, BookingStatus.PLANNING, clock.now(), **reset_planning(booking))
    data = {"reason": reason, "optionId": booking.selected_option_id, "round": booking.round}
    record = BookingCommit(actor=system("hold"), event=event, data=data, budgets=release_moves(booking.budgets))
    return result(change(booking, after, record), "plan_again", reason=reason)


def reset_planning(booking: Booking) -> dict[str, Any]:
    """Return the changes that take a booking into its next round, without anything of what was planned in the last."""
    return {
        "round": booking.round + 1,
        "options": (),
        "options_expire_at": None,
        "selected_option_id": None,
        "chosen_price": None,
        "holds": (),
        "price": None,
        "approval_outlook": None,
        "approval_request": None,
        "budgets": (),
        "credits": (),
        "waiting": None,
    }


def release_holds(booking: Booking) -> None:
    """Release every hold that this round may have made, whether it is known here or not."""
    for component_index, offer in enumerate(booking.selected.components):
        registry.for_offer(offer).release(booking.component_key(component_index))


def reservations(shares: Sequence[BudgetShare]) -> tuple[BudgetMove, ...]:
    """Return the moves that reserve the shares at the selection, each within what one person may reserve of its budget
    without approval."""
    return tuple(
        msgspec.structs.replace(budget_move(BudgetStep.RESERVE, share), most_awaiting=most_awaiting_approval(share))
        for share in shares
    )


def approval_limit(policy: Policy) -> int:
    """Return how many seconds an approval may take at most."""
    return policy.approvals.limit_seconds or settings.current().approval_limit_seconds


def _approval_deadline(holds: tuple[Hold, ...], policy: Policy) -> datetime:
    held_until = min(hold.expires_at for hold in holds) - HOLD_MARGIN
    return min(held_until, deadline_after(approval_limit(policy)))


def _applied(booking: Booking, terms: Terms) -> dict[str, Any]:
    """Return what `terms` make of the booking's fields."""
    return {
        "options": booking.options_with(terms.option),
        "price": terms.price,
        "policy_version": terms.policy.version,
        "budgets": terms.shares,
        "credits": terms.uses,
    }


def _same_but_for_price(booking: Booking, approval: ApprovalRequest, terms: Terms) -> bool:
    """Return whether the approval was for what the booking holds, and `terms` differ from that in nothing but the price
    and what is judged and paid by it."""
    return (
        approval.hash == approval_hash(booking, approval)
        and booking.policy_version == terms.policy.version
        and _offer_ids(booking.selected) == _offer_ids(terms.option)
    )


def _offer_ids(option: Option) -> list[str]:
    return [component.offer_id for component in option.components]


def _breaks_more(approved: Option, now: Option) -> bool:
    """Return whether a rule is broken now, of those that call for approval, that was not when approval was given, or
    lacks a fact that it did not lack then."""
    return bool(_list_concerns(now) - _list_concerns(approved))


def _list_concerns(option: Option) -> set[tuple[str, ...]]:
    """Return what calls for approval of an option."""
    if option.verdict is None:
        return set()
    broken = {
        (each.rule, each.clause, each.action.value)
        for each in option.verdict.violations
        if each.action.gravity >= Action.PASSIVE.gravity
    }
    return broken | {(each.rule, each.clause, each.fact.value) for each in option.verdict.missing_facts}
