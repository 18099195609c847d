"""The verdict on a booking's options as things stand: the policy that counts, and what is left of the budget."""

from collections.abc import Sequence

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.bookings.booking import Booking, BudgetShare
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.servicing.travel_credits import CreditUse, total_used
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict
from chalicelib.models import budgets
from chalicelib.services.bookings.charging import find_budget, find_charge


def evaluate_options(booking: Booking, options: tuple[Option, ...], policy: Policy) -> tuple[Option, ...]:
    """Return the options with the verdict that each gets today under `policy`.

    What the booking itself has reserved of its budget counts as still left to it.
    """
    today, budget, cost_centre = clock.now().date(), _budget(booking), booking.request.cost_centre
    left, beside = _left_of(budget, booking), find_charge(booking.requester_id, cost_centre, budget).violations
    return tuple(
        msgspec.structs.replace(
            option, verdict=judge(option, booking.request, policy, today=today, remaining_budget=left, beside=beside)
        )
        for option in options
    )


def share_of(booking: Booking, option: Option, policy: Policy, uses: Sequence[CreditUse] = ()) -> BudgetShare | None:
    """Return what buying `option` takes of the budget when credits pay `uses` of it, in the budget's currency by the
    company's rates, and whether that awaits approval; None without one.

    Raises Conflict when the company set no rate between the two currencies.
    """
    budget = _budget(booking)
    if budget is None:
        return None
    price, verdict = option.price, option.verdict
    return BudgetShare(
        cost_centre=budget.cost_centre,
        period=budget.period,
        amount=_convert(price - total_used(uses, price.currency), budget.limit.currency, policy),
        status="reserved",
        awaiting_approval=verdict is not None and verdict.outcome is Outcome.APPROVAL_REQUIRED,
    )


def most_awaiting_approval(share: BudgetShare) -> int | None:
    """Return how much of the share's budget, in minor units, one person may have reserved before anybody has approved
    it; None where nothing of it awaits approval."""
    if not share.awaiting_approval:
        return None
    limit = budgets.get_budget(share.cost_centre, share.period).limit
    return limit.amount * settings.current().unapproved_reservation_percent // 100


def share_of_part(booking: Booking, charged: Money, uses: Sequence[CreditUse]) -> BudgetShare | None:
    """Return what the booking takes of its budget when it is charged `charged` instead of its price, and credits pay
    `uses` of it: as much less of its share in proportion, so by the rates at which the share was settled."""
    share, price = booking.budget, booking.price
    if share is None or price is None:
        return share
    before = price - total_used(booking.credits, price.currency)
    after = charged - total_used(uses, price.currency)
    if before == after:
        return share
    rounded_up = -(-share.amount.amount * after.amount // before.amount)
    return msgspec.structs.replace(share, amount=Money(amount=rounded_up, currency=share.amount.currency))


def remaining_budget_for(booking: Booking) -> Money | None:
    """Return what the cost centre may still spend, with what the booking itself has reserved; None without a budget."""
    return _left_of(_budget(booking), booking)


def _left_of(budget: Budget | None, booking: Booking) -> Money | None:
    if budget is None:
        return None
    return budget.remaining + booking.budget.amount if booking.budget else budget.remaining


def _budget(booking: Booking) -> Budget | None:
    return find_budget(booking.request.cost_centre, booking.period)


def _convert(price: Money, currency: str, policy: Policy) -> Money:
    if price.currency == currency:
        return price
    worth, unit = policy.rate(price.currency), policy.rate(currency)
    if worth is None or unit is None:
        raise Conflict(f"The travel policy sets no rate between {price.currency} and {currency}.")
    return convert(price, currency, worth / unit)
