"""The verdict on a booking's options as things stand: the policy that counts, and what is left of the budgets."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from chalicelib import clock
from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.bookings.booking import Booking, BudgetShare
from chalicelib.domain.bookings.budget_shares import scale_shares
from chalicelib.domain.bookings.traveller_payments import find_payable, price_components
from chalicelib.domain.budgets.budget import Budget, BudgetKey
from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.offers.periods import budget_keys, periods_of
from chalicelib.domain.planning.judging import Beside, PolicyJudge, gravity_of
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import find_trains, judge
from chalicelib.domain.policies.groups import Groups
from chalicelib.domain.policies.rules.rule import CostCentreBudget
from chalicelib.domain.servicing.travel_credits import CreditUse
from chalicelib.domain.verdict import Finding, Outcome, Verdict
from chalicelib.models import budgets
from chalicelib.services.bookings.budget_room import BudgetRoom, most_unapproved, to_budget
from chalicelib.services.bookings.charging import charged_budgets, find_budgets, find_charges
from chalicelib.services.bookings.overlaps import find_overlaps
from chalicelib.services.employees import policy_group_of
from chalicelib.services.travel_credits import find_credits


def evaluate_options(booking: Booking, options: tuple[Option, ...], policy: Policy) -> tuple[Option, ...]:
    """Return the options with the verdict that each gets under `policy` on the day that it is where the trip starts.

    What the booking itself has reserved of a budget counts as still left to it. As long as nothing is bought, what
    would not fit a budget is denied with what it lacks.
    """
    return Evaluation(booking, options, policy).evaluate(options)


def planning_judge(booking: Booking, offers: Sequence[Offer], policy: Policy) -> PolicyJudge:
    """Return who judges the itineraries that can be made of `offers`, all by what is known now."""
    alone = tuple(Option(option_id="", components=(offer,), rank=1, reasons=()) for offer in offers)
    evaluation = Evaluation(booking, alone, policy)
    # A credit pays what its own issuer sells: then what is cheaper may take more of a budget.
    has_credits = bool(find_credits(booking))
    return PolicyJudge(
        booking.request,
        policy,
        evaluation.evaluate,
        today=evaluation.today,
        budgets=evaluation.left,
        groups=evaluation.groups,
        beside=Beside(
            find_of_offer=evaluation.find_charge,
            find_at_price=evaluation.find_room,
            find_of_option=evaluation.find_of_budgets,
            with_overlaps=evaluation.with_overlaps,
            knows_price=not has_credits and len(periods_of(offers, booking.request)) == 1,
            follows_price=not has_credits,
        ),
    )


class Evaluation:
    """Judges options of a booking as things stand at one moment: `options` are all that may come, or each of their
    components alone."""

    def __init__(self, booking: Booking, options: tuple[Option, ...], policy: Policy) -> None:
        request = booking.request
        self.today = local_day(clock.now(), request.start.timezone)
        offers = [offer for option in options for offer in option.components]
        found = find_budgets(budget_keys(request, periods_of(offers, request)))
        self.left = remaining_budgets_for(booking, found)
        self.groups, self._trains = groups_of(booking), find_trains((*booking.options, *options))
        self._room = None if booking.orders else BudgetRoom(booking, found, policy)
        self._request, self._policy = request, policy
        self.with_overlaps = find_overlaps(booking, options)

        @cache
        def charges_in(periods: tuple[str, ...]) -> tuple[Finding, ...]:
            charged = {key: budget for key, budget in found.items() if key.period in periods}
            return tuple(each for charge in find_charges(booking, charged) for each in charge.violations)

        self._charges_in = charges_in

    def evaluate(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """Return the options with the verdict of each."""
        return tuple(
            msgspec.structs.replace(each, verdict=self._judge(each)) for each in map(self.with_overlaps, options)
        )

    def find_charge(self, offer: Offer) -> tuple[Finding, ...]:
        """Return what is found of every option with this offer because of the budgets that it is charged to."""
        return self._charges_in(periods_of((offer,), self._request))

    def find_room(self, option: Option) -> tuple[Finding, ...]:
        """Return what keeps an option of this price from being put on the budgets."""
        return self._room.findings(option) if self._room else ()

    def find_of_budgets(self, option: Option, gravity: int) -> tuple[Finding, ...]:
        """Return what keeps an option, judged so gravely by the policy, from being put on the budgets."""
        found = self.find_room(option)
        outcomes = list(Outcome)
        return (*found, *self._find_reservations(option, outcomes[max((gravity, *map(gravity_of, found)))]))

    def _judge(self, option: Option) -> Verdict:
        charges = self._charges_in(periods_of(option.components, self._request))
        beside: tuple[Finding, ...] = (*charges, *self.find_room(option))
        verdict = self._verdict(option, beside)
        if more := self._find_reservations(option, verdict.outcome):
            return self._verdict(option, (*beside, *more))
        return verdict

    def _find_reservations(self, option: Option, outcome: Outcome) -> tuple[Finding, ...]:
        return self._room.reservation_findings(option) if self._room and outcome.asks_approval else ()

    def _verdict(self, option: Option, beside: tuple[Finding, ...]) -> Verdict:
        return judge(
            option,
            self._request,
            self._policy,
            today=self.today,
            budgets=self.left,
            beside=beside,
            groups=self.groups,
            trains=self._trains,
        )


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
    to_pay = find_payable(booking.request, list(zip(option.components, prices, strict=True)), uses)
    for key, budget in find_budgets(to_pay).items():
        if budget is None:
            continue
        amount = to_budget(to_pay[key], budget.limit.currency, policy)
        if amount is None:
            kept = [each for each in shares_of_part(booking, prices, uses) if each.key == key]
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
    before = find_payable(booking.request, price_components(booking), booking.credits)
    priced = list(zip(booking.selected.components, prices, strict=True))
    return scale_shares(booking.budgets, before, find_payable(booking.request, priced, uses))


def remaining_budgets_for(
    booking: Booking, found: Mapping[BudgetKey, Budget | None] | None = None
) -> tuple[CostCentreBudget, ...]:
    """Return what each cost centre that is charged may still spend in each period that it is charged for, with what the
    booking itself has reserved."""
    reserved = {share.key: share.amount for share in booking.budgets}
    return tuple(
        CostCentreBudget(*key, _left_of(budget, reserved.get(key)))
        for key, budget in (find_budgets(charged_budgets(booking)) if found is None else found).items()
    )


def _left_of(budget: Budget | None, reserved: Money | None) -> Money | None:
    if budget is None:
        return None
    return budget.remaining + reserved if reserved else budget.remaining
