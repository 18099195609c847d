"""From selection to approval: hold every component of what was chosen, and wait for approval where the verdict asks."""

from datetime import datetime

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.offers.offers import Hold, with_prices
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import BudgetExceeded, HoldExpired, HoldReleased, OfferExpired, SoldOut
from chalicelib.gateways import workflow
from chalicelib.gateways.suppliers import registry
from chalicelib.services import policies
from chalicelib.services.approvals.dead_ends import check_for_dead_end
from chalicelib.services.authorization.spending import require_right_to_spend
from chalicelib.services.booking_workflow.revisions import voided_by_revisions
from chalicelib.services.booking_workflow.terms import (
    HOLD_MARGIN,
    apply_terms,
    approval_limit,
    decline_by_policy,
    exceeds_chosen_price,
    over_budget,
    plan_again,
    request_approval,
    terms_of,
    terms_result,
)
from chalicelib.services.bookings.carrier_facts import name_for_suppliers
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.steps import StepResult, Wait, deadline_after, is_of_another, result, run_step


def hold_option(booking_id: str, of_round: int | None = None) -> StepResult:
    """Hold every component of the chosen option; `plan_again` when one is gone or costs more than tolerated, or the
    round that the task belongs to is over."""

    def work(booking: Booking) -> StepResult:
        if booking.status is BookingStatus.PLANNING or is_of_another(booking, of_round):
            return result(booking, "plan_again")
        if booking.status is not BookingStatus.HOLDING or booking.holds:
            return terms_result(booking)
        require_right_to_spend(booking)
        policy = policies.get_policy()
        try:
            holds = _hold_components(booking, until=deadline_after(approval_limit(policy)) + HOLD_MARGIN)
        except (SoldOut, OfferExpired, HoldExpired, HoldReleased):
            return plan_again(booking, EventType.SOLD_OUT, "The selected option is no longer available.")
        return _apply_hold(booking, holds, policy)

    return run_step(booking_id, work)


def await_approval(booking_id: str, wait: Wait) -> StepResult:
    """Remember whom to call back once approval is given or declined; call at once if that has happened already."""

    def work(booking: Booking) -> StepResult:
        decision = booking.decision_on("approval")
        if decision is not None:
            workflow.notify(wait.task_token, decision)
            return result(booking, "done")
        approval, waiting = booking.approval_request, wait.on("approval")
        if (
            approval is None
            or not approval.pending
            or booking.status not in (BookingStatus.HOLDING, BookingStatus.AWAITING_APPROVAL)
        ):
            return result(booking, "done")
        if not waiting.comes_after(booking.waiting):
            return result(booking, "done")
        after = move(booking, BookingStatus.AWAITING_APPROVAL, clock.now(), waiting=waiting, due_at=approval.next_timer)
        data = {
            "price": approval.price,
            "hash": approval.hash,
            "deadline": approval.deadline,
            "kind": approval.kind,
            "approvers": list(dict.fromkeys(step.asked for step in approval.open_steps)),
        }
        record = BookingCommit(actor=system("await_approval"), event=EventType.AWAITING_APPROVAL, data=data)
        kept = change(booking, after, record)
        check_for_dead_end(booking_id)
        return result(kept, "done")

    return run_step(booking_id, work)


def _hold_components(booking: Booking, *, until: datetime) -> tuple[Hold, ...]:
    holds = []
    travellers = name_for_suppliers(booking)
    for component_index, offer in enumerate(booking.selected.components):
        key = booking.component_key(component_index)
        made = registry.for_offer(offer).hold(offer, key=key, travellers=travellers, until=until)
        hold = Hold(
            component_index=component_index,
            hold_id=made.hold_id,
            supplier=made.supplier,
            price=made.price,
            expires_at=made.expires_at,
        )
        holds.append(hold)
    return tuple(holds)


def _apply_hold(booking: Booking, holds: tuple[Hold, ...], policy: Policy) -> StepResult:
    held = with_prices(booking.selected, [hold.price for hold in holds])
    if exceeds_chosen_price(booking, held.price):
        return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to {held.price}.")
    terms = terms_of(booking, held, policy)
    if terms.outcome is Outcome.DENIED:
        return decline_by_policy(booking, terms)
    asks = terms.outcome.asks_approval
    approval = request_approval(booking, terms, holds, voided_by_revisions(booking)) if asks else None
    try:
        kept = apply_terms(
            booking,
            BookingStatus.HOLDING,
            terms,
            EventType.HELD,
            "hold",
            holds=holds,
            approval_request=approval,
            waiting=None,
        )
    except BudgetExceeded as error:
        return over_budget(booking, error)
    return terms_result(kept)
