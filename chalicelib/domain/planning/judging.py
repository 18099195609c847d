"""How kindly itineraries can be judged, before they are put together: a verdict is never kinder than what is found of
one of the offers alone, nor than what is found of the price.

That holds because a rule either finds of an itinerary just what it finds of its offers one by one, or looks at the
whole; and a rule on the whole price only ever finds more as the price rises.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

import msgspec

from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.groups import Groups, bound_travellers
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, TotalCap
from chalicelib.domain.policies.rules.rule import Case, CostCentreBudget
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action, Finding, MissingFact, Outcome

# How grave each finding makes a verdict at least.
_GRAVITIES = {
    Action.NOTE: Outcome.COMPLIANT.gravity,
    Action.NOTIFY: Outcome.COMPLIANT.gravity,
    Action.PASSIVE: Outcome.APPROVAL_REQUIRED.gravity,
    Action.APPROVE: Outcome.APPROVAL_REQUIRED.gravity,
    Action.DENY: Outcome.DENIED.gravity,
}
GRAVEST = Outcome.DENIED.gravity
# No itinerary has more components than this; dividing each among travellers rounds it by less than a minor unit each.
_MOST_COMPONENTS = 20


class Judge(Protocol):
    """Judges itineraries, and says beforehand what cannot be judged kindly."""

    @property
    def follows_price(self) -> bool:
        """Whether, of two itineraries of which only offers are exchanged that are judged alike one by one, the cheaper
        is judged no less kindly."""

    def floor(self, offer: Offer) -> int:
        """Return the gravity that the verdict on any itinerary with this offer has at least."""

    def floor_at(self, offer: Offer, price: int) -> int:
        """Return the gravity that the verdict on any itinerary of at least this price has at least; `offer` is one of
        the trip's, in whose currency the price is."""

    def gravity(self, option: Option, floor: int) -> int:
        """Return the gravity of the verdict on an option of whose offers none is judged more gravely than `floor`, and
        one just so."""

    def judge(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """Return the options in their order, each with its verdict."""


Evaluate = Callable[[tuple[Option, ...]], tuple[Option, ...]]


class Beside(NamedTuple):
    """What is found whatever the policy says: of every option with an offer, of every option of at least the price of
    one, and of an option that the rules judge so gravely; `with_overlaps` says on it which other trips it overlaps.

    `knows_price` is False where it takes more than the sum to find something of a price (budgets of several years), and
    `follows_price` where something cheaper may be judged less kindly.
    """

    find_of_offer: Callable[[Offer], Iterable[Finding]] = lambda _: ()
    find_at_price: Callable[[Option], Iterable[Finding]] = lambda _: ()
    find_of_option: Callable[[Option, int], Iterable[Finding]] = lambda _option, _gravity: ()
    with_overlaps: Callable[[Option], Option] = lambda option: option
    knows_price: bool = True
    follows_price: bool = True


class PolicyJudge:
    """Judges by a policy, and by what is found `beside` it; `evaluate` gives the verdicts."""

    def __init__(
        self,
        request: TripRequest,
        policy: Policy,
        evaluate: Evaluate,
        *,
        today: date,
        budgets: tuple[CostCentreBudget, ...] = (),
        groups: Groups = (),
        beside: Beside | None = None,
    ) -> None:
        self._beside = beside = beside or Beside()
        of = groups or (None,) * len(request.travellers)
        rules = list(bound_travellers(policy.rules, of))
        kinds = (TotalCap, BudgetAvailable) if beside.knows_price else (TotalCap,)
        self._separable = [(rule, places) for rule, places in rules if rule.is_separable]
        self._of_price = [(rule, places) for rule, places in rules if isinstance(rule, kinds)]
        self.follows_price = beside.follows_price and all(
            rule.is_separable or isinstance(rule, TotalCap | BudgetAvailable) or _GRAVITIES[rule.action] == 0
            for rule, _ in rules
        )
        self._request, self._policy, self._today, self._budgets = request, policy, today, budgets
        self._whole = [(rule, places) for rule, places in rules if not rule.is_separable]
        self._evaluate = evaluate

    def floor(self, offer: Offer) -> int:
        """Return the gravity that the verdict on any itinerary with this offer has at least."""
        beside = map(gravity_of, self._beside.find_of_offer(offer))
        return max((*beside, *self._gravities(self._separable, _alone(offer))), default=0)

    def floor_at(self, offer: Offer, price: int) -> int:
        """Return the gravity that the verdict on any itinerary of at least this price has at least."""
        amount = max(0, price - _MOST_COMPONENTS * len(self._request.travellers))
        probe = _alone(msgspec.structs.replace(offer, price=msgspec.structs.replace(offer.price, amount=amount)))
        beside = map(gravity_of, self._beside.find_at_price(probe) if self._beside.knows_price else ())
        return max((*beside, *self._gravities(self._of_price, probe)), default=0)

    def gravity(self, option: Option, floor: int) -> int:
        """Return the gravity of the verdict on an option of whose offers none is judged more gravely than `floor`, and
        one just so."""
        known = self._beside.with_overlaps(option) if self._whole else option
        gravity = max((floor, *self._gravities(self._whole, known)))
        return max((gravity, *map(gravity_of, self._beside.find_of_option(option, gravity))))

    def judge(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """Return the options in their order, each with its verdict."""
        return self._evaluate(options)

    def _gravities(self, rules: Sequence[tuple[AnyRule, tuple[int, ...]]], option: Option) -> Iterator[int]:
        cases: dict[tuple[int, ...], Case] = {}
        for rule, places in rules:
            if places not in cases:
                cases[places] = Case(
                    option=option,
                    request=self._request,
                    convert=self._policy.convert,
                    today=self._today,
                    budgets=self._budgets,
                    places=places,
                )
            yield from map(gravity_of, rule.violations(cases[places]))


def _alone(offer: Offer) -> Option:
    return Option(option_id="", components=(offer,), rank=1, reasons=())


def gravity_of(finding: Finding) -> int:
    """Return how grave a finding makes a verdict at least."""
    if isinstance(finding, MissingFact):
        return Outcome.CANNOT_BE_JUDGED.gravity
    return _GRAVITIES[finding.action]
