"""What choosing an option would do to the budgets of its cost centres, said with its verdict and not when it is chosen.

A budget is never overdrawn, and nobody reserves more of it than their part before somebody has approved: what would be
refused so is denied beforehand, with what it lacks. What no exchange rate brings to a budget cannot be judged.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from chalicelib import clock, settings
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.credit_slots import holders_of, slots_of_option
from chalicelib.domain.bookings.traveller_payments import find_payable
from chalicelib.domain.budgets.budget import Budget, BudgetKey
from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.rules.rule import settled_by_rate
from chalicelib.domain.servicing.travel_credits import Credit, CreditUse, clip_uses, uses_of
from chalicelib.domain.verdict import NO_CLAUSE, Action, Fact, Finding, MissingFact, Violation
from chalicelib.models import limits
from chalicelib.services import travel_credits

BUDGET = "budget"
UNAPPROVED_RESERVATIONS = "unapproved_reservations"


class BudgetRoom:
    """What a booking may take of the budgets that it is charged to: of what is left, with what it has reserved
    itself."""

    def __init__(self, booking: Booking, found: Mapping[BudgetKey, Budget | None], policy: Policy) -> None:
        self._booking, self._policy = booking, policy
        self._budgets = {key: budget for key, budget in found.items() if budget is not None}
        reserved = {share.key: share.amount for share in booking.budgets}
        self._left = {
            key: budget.remaining + reserved[key] if key in reserved else budget.remaining
            for key, budget in self._budgets.items()
        }
        self._amounts_left = {key: left.amount for key, left in self._left.items()}
        self._asked: tuple[Option, dict[BudgetKey, Money | None]] | None = None  # the last, which is asked for twice

    def findings(self, option: Option) -> tuple[Finding, ...]:
        """Return what keeps `option` from being put on the budgets, if anything does."""
        if not self._budgets:
            return ()
        amounts = self._amounts_without_credits(option)
        over = self._find_excess(option, amounts, self._amounts_left)
        return (
            *(self._missing_rate(key, option.price) for key, amount in amounts.items() if amount is None),
            *(self._too_small(key, amount) for key, amount in over.items()),
        )

    def reservation_findings(self, option: Option) -> tuple[Finding, ...]:
        """Return what keeps an option that has to be approved from being reserved until then, if anything does; nothing
        once one is chosen."""
        if not self._budgets or self._booking.selected_option_id is not None:
            return ()
        over = self._find_excess(option, self._amounts_without_credits(option), self._unapproved_left)
        return tuple(self._unreservable(key, amount) for key, amount in over.items())

    def _find_excess(
        self, option: Option, amounts: Mapping[BudgetKey, Money | None], most: Mapping[BudgetKey, int]
    ) -> dict[BudgetKey, Money]:
        """Return those of `amounts` that are more than `most`, in minor units, once credits have paid what they do.
        Credits are looked for only where it may depend on them."""

        def above(amounts: Mapping[BudgetKey, Money | None]) -> dict[BudgetKey, Money]:
            return {key: each for key, each in amounts.items() if each is not None and each.amount > most[key]}

        over = above(amounts)
        return above(self._amounts_of(option, self._uses(option))) if over else over

    def _amounts_without_credits(self, option: Option) -> dict[BudgetKey, Money | None]:
        if self._asked is None or self._asked[0] is not option:
            self._asked = option, self._amounts_of(option)
        return self._asked[1]

    def _amounts_of(self, option: Option, uses: Sequence[CreditUse] = ()) -> dict[BudgetKey, Money | None]:
        """Return what is to be paid of each budget, in its currency; None where no rate brings it there."""
        to_pay = find_payable(self._booking.request, [(each, each.price) for each in option.components], uses)
        return {
            key: to_budget(to_pay[key], budget.limit.currency, self._policy)
            for key, budget in self._budgets.items()
            if key in to_pay
        }

    def _uses(self, option: Option) -> tuple[CreditUse, ...]:
        """Return what credits pay of it: those that it has reserved, or those that choosing it would."""
        if self._booking.selected_option_id is not None:
            return clip_uses(self._booking.credits, slots_of_option(self._booking, option))
        slots, holders = slots_of_option(self._booking, option), holders_of(self._booking)
        return uses_of(self._credits, slots, holders, clock.now())

    @cached_property
    def _credits(self) -> Sequence[Credit]:
        return travel_credits.find_credits(self._booking)

    @cached_property
    def _unapproved_left(self) -> dict[BudgetKey, int]:
        """How much more of each budget the requester may reserve before anybody has approved that, in minor units."""
        requester_id = self._booking.requester_id
        return {
            key: max(0, most_unapproved(budget) - limits.find_sum(limits.unapproved_scope(*key, requester_id)))
            for key, budget in self._budgets.items()
        }

    def _missing_rate(self, key: BudgetKey, price: Money) -> MissingFact:
        currency = self._budgets[key].limit.currency
        return MissingFact(
            rule=BUDGET,
            clause=NO_CLAUSE,
            fact=Fact.EXCHANGE_RATE,
            detail=f"there is no exchange rate between {price} and {currency}, the currency of the budget of "
            f"{_name(key)}: nothing of it is reserved, unless there is one before it is bought",
            settled_by=settled_by_rate(price.currency, currency),
        )

    def _too_small(self, key: BudgetKey, amount: Money) -> Violation:
        left = self._left[key]
        return Violation(
            rule=BUDGET,
            clause=NO_CLAUSE,
            expected=f"at most {left} left in the budget of {_name(key)}",
            actual=f"{amount}, {amount - left} over that: it cannot be chosen until a travel manager raises the budget",
            action=Action.DENY,
            excess=amount - left,
        )

    def _unreservable(self, key: BudgetKey, amount: Money) -> Violation:
        most = Money(amount=self._unapproved_left[key], currency=amount.currency)
        return Violation(
            rule=UNAPPROVED_RESERVATIONS,
            clause=NO_CLAUSE,
            expected=f"at most {most} that you may still reserve of the budget of {_name(key)} before somebody "
            "has approved it",
            actual=f"{amount}, {amount - most} over that: it cannot be chosen until what you have reserved is decided "
            "on",
            action=Action.DENY,
            excess=amount - most,
        )


def _name(key: BudgetKey) -> str:
    return f"{key.cost_centre} for {key.period}"


def reason_of_budget(option: Option) -> str | None:
    """Return how far a budget is too small for an option, if it is denied for that."""
    for each in option.verdict.violations if option.verdict else ():
        if each.rule in {BUDGET, UNAPPROVED_RESERVATIONS}:
            return f"The remaining budget of the cost centre is too low: {each.expected}, and it takes {each.actual}."
    return None


def most_unapproved(budget: Budget) -> int:
    """Return how much of a budget, in minor units, one person may have reserved before anybody has approved it."""
    return budget.limit.amount * settings.current().unapproved_reservation_percent // 100


def to_budget(price: Money, currency: str, policy: Policy) -> Money | None:
    """Return `price` in a budget's currency by the company's rates; None when it set none."""
    if price.currency == currency:
        return price
    worth, unit = policy.rate(price.currency), policy.rate(currency)
    return None if worth is None or unit is None else convert(price, currency, worth / unit)
