"""The verdict on a booking's options as things stand: the policy that counts, and what is left of the budgets."""

from collections.abc import Iterator, Sequence

import msgspec

from chalicelib import clock
from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.bookings.booking import Booking, BudgetShare
from chalicelib.domain.bookings.budget_shares import scale_shares
from chalicelib.domain.bookings.traveller_payments import component_prices, find_payable
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.groups import Groups
from chalicelib.domain.policies.rules.rule import CostCentreBudget
from chalicelib.domain.servicing.travel_credits import CreditUse
from chalicelib.domain.verdict import Finding, Verdict
from chalicelib.models import budgets
from chalicelib.services.bookings.budget_room import BudgetRoom, most_unapproved, to_budget
from chalicelib.services.bookings.charging import find_budgets, find_charges
from chalicelib.services.bookings.overlaps import with_overlaps
from chalicelib.services.employees import policy_group_of


def evaluate_options(booking: Booking, options: tuple[Option, ...], policy: Policy) -> tuple[Option, ...]:
    """Return the options with the verdict that each gets under `policy` on the day that it is where the trip starts.

    What the booking itself has reserved of a budget counts as still left to it. As long as nothing is bought, what
    would not fit a budget is denied with what it lacks.
    """
    today = local_day(clock.now(), booking.request.origin.timezone)
    found = find_budgets(booking.request)
    left = remaining_budgets_for(booking, found)
    charges = tuple(each for charge in find_charges(booking, found) for each in charge.violations)
    groups = groups_of(booking)
    room = None if booking.orders else BudgetRoom(booking, found, policy)

    def evaluate(option: Option, beside: tuple[Finding, ...]) -> Verdict:
        return judge(option, booking.request, policy, today=today, budgets=left, beside=beside, groups=groups)

    def judged(option: Option) -> Verdict:
        beside: tuple[Finding, ...] = (*charges, *(room.findings(option) if room else ()))
        verdict = evaluate(option, beside)
        if room and verdict.outcome.asks_approval and (more := room.reservation_findings(option)):
            return evaluate(option, (*beside, *more))
        return verdict

    return tuple(msgspec.structs.replace(option, verdict=judged(option)) for option in with_overlaps(booking, options))


def groups_of(booking: Booking) -> Groups:
    """Return the policy group of each traveller as it is now; who is no user follows the requester."""
    users = [each.user_id or booking.requester_id for each in travellers_of(booking)]
    found = {user_id: policy_group_of(user_id) for user_id in dict.fromkeys(users)}
    return tuple(found[user_id] for user_id in users)


def shares_of(
    booking: Booking, option: Option, policy: Policy, uses: Sequence[CreditUse] = ()
) -> tuple[BudgetShare, ...]:
    """Return what buying `option` takes of each budget when credits pay `uses` of it, in the budget's currency by the
    company's rates, and whether that awaits approval; nothing of cost centres without one.

    Where the company set no rate between the two currencies, what is reserved already grows or shrinks with the price;
    where nothing is, nothing is.
    """
    return tuple(_shares_of(booking, option, policy, uses))


def _shares_of(booking: Booking, option: Option, policy: Policy, uses: Sequence[CreditUse]) -> Iterator[BudgetShare]:
    prices, verdict = [component.price for component in option.components], option.verdict
    awaits = verdict is not None and verdict.outcome.asks_approval
    to_pay = find_payable(booking.request, prices, uses)
    for cost_centre, budget in find_budgets(booking.request).items():
        if budget is None:
            continue
        amount = to_budget(to_pay[cost_centre], budget.limit.currency, policy)
        if amount is None:
            kept = [each for each in shares_of_part(booking, prices, uses) if each.cost_centre == cost_centre]
            yield from (msgspec.structs.replace(each, awaiting_approval=awaits) for each in kept)
            continue
        yield BudgetShare(
            cost_centre=budget.cost_centre,
            period=budget.period,
            amount=amount,
            status="reserved",
            awaiting_approval=awaits,
        )


def most_awaiting_approval(share: BudgetShare) -> int | None:
    """Return how much of the share's budget, in minor units, one person may have reserved before anybody has approved
    it; None where nothing of it awaits approval."""
    if not share.awaiting_approval:
        return None
    return most_unapproved(budgets.get_budget(share.cost_centre, share.period))


def shares_of_part(booking: Booking, prices: Sequence[Money], uses: Sequence[CreditUse]) -> tuple[BudgetShare, ...]:
    """Return what the booking takes of budgets when its components are charged `prices` instead of their own, and
    credits pay `uses` of them."""
    if booking.price is None:
        return booking.budgets
    before = find_payable(booking.request, component_prices(booking), booking.credits)
    return scale_shares(booking.budgets, before, find_payable(booking.request, prices, uses))


def remaining_budgets_for(
    booking: Booking, found: dict[str, Budget | None] | None = None
) -> tuple[CostCentreBudget, ...]:
    """Return what each cost centre that is charged may still spend, with what the booking itself has reserved."""
    reserved = {share.cost_centre: share.amount for share in booking.budgets}
    return tuple(
        CostCentreBudget(cost_centre, _left_of(budget, reserved.get(cost_centre)))
        for cost_centre, budget in (find_budgets(booking.request) if found is None else found).items()
    )


def _left_of(budget: Budget | None, reserved: Money | None) -> Money | None:
    if budget is None:
        return None
    return budget.remaining + reserved if reserved else budget.remaining
