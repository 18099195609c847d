"""Who judges itineraries in tests that are not about verdicts."""

import msgspec

from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.verdict import Action, Outcome, Verdict, Violation


class Verdicts:
    """Judges by the ids of the offers: all is compliant but what is said to be otherwise."""

    follows_price = True

    def __init__(self, outcomes: dict[str, Outcome] | None = None) -> None:
        self._outcomes = outcomes or {}

    def floor(self, offer: Offer) -> int:
        return self._outcomes.get(offer.offer_id, Outcome.COMPLIANT).gravity

    def floor_at(self, offer: Offer, price: int) -> int:
        return 0

    def gravity(self, option: Option, floor: int) -> int:
        return floor

    def judge(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(with_verdict(each, self._gravest(each)) for each in options)

    def _gravest(self, option: Option) -> Outcome:
        found = [self._outcomes.get(offer.offer_id, Outcome.COMPLIANT) for offer in option.components]
        return max(found, key=lambda outcome: outcome.gravity)


def with_verdict(option: Option, outcome: Outcome) -> Option:
    actions = {Outcome.COMPLIANT: Action.NOTE, Outcome.APPROVAL_REQUIRED: Action.APPROVE, Outcome.DENIED: Action.DENY}
    why = Violation(rule="total_cap", clause="3.2", expected="less", actual="more", action=actions[outcome])
    return msgspec.structs.replace(option, verdict=Verdict(outcome=outcome, policy_version=7, violations=(why,)))
