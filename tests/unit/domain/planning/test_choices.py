"""What choosing an option costs beside its price: limits exceeded, approvers, and what others would save."""

import msgspec
import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import MissingNight, MissingNightReason, Option, Slice
from chalicelib.domain.planning.choices import with_choice_costs
from chalicelib.domain.policies.approval_levels import count_levels, name_approvers
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.policies.charging import OWN_COST_CENTRE
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import NO_CLAUSE, Action, ApprovalKind, Outcome, Verdict, Violation
from tests.unit.domain.planning.judges import with_verdict
from tests.unit.policy_samples import euros, flight, option, policy, segment, stay, trip, verdict_on

TIERS = ApprovalRules(tiers=(ApprovalTier(from_amount=0, levels=1), ApprovalTier(from_amount=50_000, levels=2)))


def shown(
    rank: int, price: int, hours: int, outcome: Outcome = Outcome.COMPLIANT, *, lacks_bed: bool = False
) -> Option:
    slices = (Slice(segments=(segment(hours * 3600),)),)
    made = msgspec.structs.replace(option(flight(f"f{rank}", euros(price), slices)), rank=rank)
    if lacks_bed:
        night = MissingNight(night=stay().check_in, reason=MissingNightReason.NOT_OFFERED)
        made = msgspec.structs.replace(made, missing_nights=(night,))
    return with_verdict(made, outcome)


def cheaper_than(options: list[Option], rank: int) -> list[tuple[int, int, int]]:
    (found,) = [each for each in with_choice_costs(options, policy()) if each.rank == rank]
    assert found.choice_cost is not None
    return [(each.rank, each.saves.amount // 100, each.extra_seconds // 3600) for each in found.choice_cost.cheaper]


def test_cheaper_options_are_named_with_what_they_save_for_how_much_more_time() -> None:
    options = [shown(1, 500, 2), shown(2, 400, 3), shown(3, 300, 5), shown(4, 350, 6), shown(5, 450, 1)]

    assert cheaper_than(options, 1) == [(5, 50, -1), (2, 100, 1), (3, 200, 3)]
    assert cheaper_than(options, 3) == []


def test_nothing_is_saved_by_what_may_not_be_chosen_or_lacks_a_bed() -> None:
    options = [shown(1, 500, 2), shown(2, 100, 2, Outcome.DENIED), shown(3, 100, 2, lacks_bed=True)]

    assert cheaper_than(options, 1) == []


def test_excess_over_a_limit_is_said_with_the_approval_that_it_calls_for() -> None:
    made = option(flight(), stay())
    cap = TotalCap(clause="1.1", action=Action.APPROVE, amounts=(euros(400),))
    judged = msgspec.structs.replace(made, verdict=verdict_on(cap, made))

    (found,) = with_choice_costs([judged], policy())

    assert found.choice_cost is not None
    assert found.choice_cost.approval_kind is ApprovalKind.HARD
    assert [(each.rule, each.clause, each.excess) for each in found.choice_cost.excesses] == [
        ("total_cap", "1.1", euros(80))
    ]


def test_price_in_another_currency_exceeds_by_what_it_comes_to() -> None:
    dear = option(flight(price=Money(amount=100_000, currency="USD")))

    verdict = verdict_on(TotalCap(clause="1.1", action=Action.DENY, amounts=(euros(900),)), dear, trip(currency="USD"))

    assert [each.excess for each in verdict.violations] == [euros(20)]


def verdict(outcome: Outcome, *rules: str) -> Verdict:
    violations = tuple(
        Violation(rule=rule, clause=NO_CLAUSE, expected="", actual="", action=Action.APPROVE) for rule in rules
    )
    return Verdict(outcome=outcome, policy_version=1, violations=violations)


OWNER, FIRST, SECOND = (
    "the owner of the cost centre",
    "level 1 of the management chain",
    "level 2 of the management chain",
)


@pytest.mark.parametrize(
    ("judged", "price", "mode", "levels", "approvers"),
    [
        (verdict(Outcome.COMPLIANT), 900, "all", 2, ()),
        (verdict(Outcome.DENIED), 900, "all", 2, ()),
        (verdict(Outcome.CANNOT_BE_JUDGED), 900, "all", 1, ("a travel manager",)),
        (verdict(Outcome.APPROVAL_REQUIRED, "total_cap"), 400, "all", 1, (FIRST,)),
        (verdict(Outcome.APPROVAL_REQUIRED, "total_cap"), 900, "all", 2, (FIRST, SECOND)),
        (verdict(Outcome.APPROVAL_REQUIRED, "total_cap"), 900, "any", 2, ("any of 2 levels of the management chain",)),
        (verdict(Outcome.APPROVAL_REQUIRED, OWN_COST_CENTRE), 900, "all", 1, (OWNER,)),
        (verdict(Outcome.APPROVAL_REQUIRED, OWN_COST_CENTRE, "fare_cap"), 900, "all", 3, (OWNER, FIRST, SECOND)),
    ],
)
def test_approvers_are_named_by_what_the_verdict_and_the_price_ask_for(
    judged: Verdict, price: int, mode: str, levels: int, approvers: tuple[str, ...]
) -> None:
    rules = policy(approvals=msgspec.structs.replace(TIERS, mode=mode))

    assert count_levels(judged, euros(price), rules) == levels
    assert name_approvers(judged, euros(price), rules) == approvers


def test_no_option_is_cheaper_and_quicker_than_one_that_is_named_before_it() -> None:
    options = [shown(number, 500 - 37 * (number * 5 % 7), 2 + number * 3 % 5) for number in range(1, 8)]

    for chosen in with_choice_costs(options, policy()):
        assert chosen.choice_cost is not None
        named = chosen.choice_cost.cheaper
        assert len(named) <= 3
        assert [each.extra_seconds for each in named] == sorted(each.extra_seconds for each in named)
        assert [each.saves for each in named] == sorted({each.saves for each in named})
