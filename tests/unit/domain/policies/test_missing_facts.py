"""Options for which a rule lacks a fact: they cannot be judged, and say what would settle it."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.domain.currencies import MINOR_DIGITS
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.planning.judging import PolicyJudge
from chalicelib.domain.planning.ranking import plan
from chalicelib.domain.policies.document import Rate
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import CityCap, HotelStars, NightlyCap
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.rule import CostCentreBudget
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.verdict import Action, ApprovalKind, Fact, Outcome, Verdict
from tests.unit.policy_samples import TODAY, euros, flight, option, policy, stay, trip

CAP = (euros(1_000_000),)
# Every kind of rule that holds a price to something.
RULES: dict[str, Callable[[Action], AnyRule]] = {
    "total_cap": lambda action: TotalCap(clause="1.4", action=action, amounts=CAP),
    "fare_cap": lambda action: FareCap(clause="1.4", action=action, bands=(FareBand(from_metres=0, amounts=CAP),)),
    "nightly_cap": lambda action: NightlyCap(clause="1.4", action=action, default=CAP),
    "nightly_cap of a city": lambda action: NightlyCap(
        clause="1.4", action=action, default=CAP, cities=(CityCap(city="London", country="GB", amounts=CAP),)
    ),
    "refundable flight": lambda action: Refundable(
        clause="1.4", action=action, component_kind=ComponentKind.FLIGHT, above=CAP
    ),
    "refundable stay": lambda action: Refundable(
        clause="1.4", action=action, component_kind=ComponentKind.STAY, above=CAP
    ),
    "budget_available": lambda action: BudgetAvailable(clause="1.4", action=action),
}
# Without minor units, with two digits, with three; of every continent.
CURRENCIES = ("ISK", "VND", "CLP", "KRW", "UGX", "XPF", "MGA", "XCG", "ZWG", "KZT", "PEN", "FJD", "TND", "KWD", "LYD")


def size() -> tuple[int, int]:
    """How many kinds of rule hold a price to something, and in how many currencies without rate each was tried."""
    return len(RULES), len(CURRENCIES)


def priced(currency: str) -> Option:
    price = Money(amount=350_00, currency=currency)
    fixed = Refundability.NONE
    return option(flight(price=price, refundability=fixed), stay(price=price, refundability=fixed))


def judged(*rules: AnyRule, chosen: Option, rates: tuple[Rate, ...] = ()) -> Verdict:
    rule_book = policy(*rules, rates=rates)
    return judge(
        chosen,
        trip(currency=chosen.price.currency),
        rule_book,
        today=TODAY,
        budgets=(CostCentreBudget("SALES-EU", "2027", euros(9_000_000)),),
    )


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("name", RULES)
def test_price_without_a_rate_cannot_be_judged_and_says_what_would_settle_it(name: str, currency: str) -> None:
    verdict = judged(RULES[name](Action.NOTIFY), chosen=priced(currency))

    assert verdict.outcome is Outcome.CANNOT_BE_JUDGED
    assert (verdict.required_approval_kind, verdict.violations) == (ApprovalKind.HARD, ())
    for missing in verdict.missing_facts:
        assert (missing.rule, missing.clause, missing.fact) == (name.partition(" ")[0], "1.4", Fact.EXCHANGE_RATE)
        assert currency in missing.detail
        assert {"EUR", currency} <= set(missing.settled_by.split())

    settled = judged(
        RULES[name](Action.NOTIFY), chosen=priced(currency), rates=(Rate(currency=currency, rate="0.001"),)
    )
    assert (settled.outcome, settled.missing_facts) == (Outcome.COMPLIANT, ())


def test_currencies_that_are_tried_have_every_kind_of_minor_unit() -> None:
    assert {MINOR_DIGITS[currency] for currency in CURRENCIES} == {0, 2, 3}


@pytest.mark.parametrize("name", ["refundable flight", "refundable stay"])
def test_price_of_what_is_refundable_needs_no_rate(name: str) -> None:
    price = Money(amount=1, currency="ISK")

    assert judged(RULES[name](Action.DENY), chosen=option(flight(price=price), stay(price=price))).missing_facts == ()


STARS = HotelStars(clause="1.9", action=Action.APPROVE, max_stars=4)


def test_hotel_whose_stars_nobody_says_cannot_be_judged() -> None:
    verdict = judged(STARS, chosen=option(flight(), stay(stars=None)))

    assert verdict.outcome is Outcome.CANNOT_BE_JUDGED
    (missing,) = verdict.missing_facts
    assert missing.fact is Fact.HOTEL_STARS
    assert "The Sample Rooms" in missing.detail


@pytest.mark.parametrize(
    ("actions", "outcome"),
    [
        ([], Outcome.CANNOT_BE_JUDGED),
        ([Action.NOTE], Outcome.CANNOT_BE_JUDGED),
        ([Action.NOTIFY, Action.PASSIVE], Outcome.CANNOT_BE_JUDGED),
        ([Action.APPROVE], Outcome.CANNOT_BE_JUDGED),
        ([Action.APPROVE, Action.DENY], Outcome.DENIED),
        ([Action.DENY], Outcome.DENIED),
    ],
)
def test_what_lacks_a_fact_is_denied_only_by_what_is_known(actions: list[Action], outcome: Outcome) -> None:
    too_many = [TotalCap(clause="1.1", action=action, amounts=(euros(1),)) for action in actions]

    verdict = judged(STARS, *too_many, chosen=option(flight(), stay(stars=None)))

    assert verdict.outcome is outcome
    assert len(verdict.missing_facts) == 1
    assert len(verdict.violations) == len(actions)
    assert verdict.required_approval_kind is (ApprovalKind.NONE if outcome is Outcome.DENIED else ApprovalKind.HARD)


def test_what_cannot_be_judged_comes_after_what_needs_approval_and_before_what_is_denied() -> None:
    four = HotelStars(clause="1.9", action=Action.DENY, max_stars=4)
    five = stay("s5", stars=5, price=euros(100), name="Five")
    unknown = stay("s0", stars=None, price=euros(200), name="Unknown")
    dear = stay("s1", stars=4, price=euros(400), name="Dear")
    rules = policy(four, TotalCap(clause="1.1", action=Action.APPROVE, amounts=(euros(500),)))

    def evaluate(options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(
            msgspec.structs.replace(made, verdict=judge(made, trip(), rules, today=TODAY, budgets=()))
            for made in options
        )

    shown = plan([flight(), five, unknown, dear], trip(), rules, PolicyJudge(trip(), rules, evaluate, today=TODAY))

    assert [each.stays[0].offer_id for each in shown.options] == ["s1", "s0", "s5"]
    assert "cannot be judged by clause 1.9" in shown.options[1].reasons


def test_each_outcome_says_what_may_be_done_with_it() -> None:
    assert [each for each in Outcome if not each.may_be_chosen] == [Outcome.DENIED]
    assert [each for each in Outcome if each.asks_approval] == [Outcome.APPROVAL_REQUIRED, Outcome.CANNOT_BE_JUDGED]


def test_verdict_of_before_lacked_no_facts() -> None:
    kept = b'{"outcome": "denied", "policyVersion": 1, "violations": []}'

    assert msgspec.json.decode(kept, type=Verdict).missing_facts == ()
