"""Which rules may be asked of each component alone, and which are over the whole trip."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option, Overlap, OverlapKind, with_prices
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, TotalCap
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action, Finding
from tests.unit.domain.policies.every_rule import EVERYTHING, grand
from tests.unit.domain.policies.policy_shapes import SHAPES, itinerary
from tests.unit.policy_samples import TODAY, euros, left, policy

SEPARABLE = [each.rule for each in EVERYTHING if each.rule.is_separable]
AMOUNTS = st.integers(0, 400_00)


def findings(rule: AnyRule, request: TripRequest, chosen: Option) -> frozenset[Finding]:
    groups = ("crew", None)[: len(request.travellers)]
    verdict = judge(chosen, request, policy(rule), today=TODAY, budgets=left(euros(250)), groups=groups)
    return frozenset([*verdict.violations, *verdict.missing_facts])


def alone(rule: AnyRule, request: TripRequest, chosen: Option) -> frozenset[Finding]:
    """What judging each component of an option by itself finds."""
    found = (findings(rule, request, itinerary(component)) for component in chosen.components)
    return frozenset().union(*found)


def with_limits(rule: AnyRule, amount: int) -> AnyRule:
    """The rule with this amount for each of its limits in money."""
    raw = msgspec.to_builtins(rule)

    def replaced(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: amount if key == "amount" else replaced(each) for key, each in value.items()}
        return [replaced(each) for each in value] if isinstance(value, list | tuple) else value

    return msgspec.convert(replaced(raw), type(rule))


@given(
    st.sampled_from(SEPARABLE),
    st.sampled_from(sorted(SHAPES)),
    st.lists(AMOUNTS, min_size=3, max_size=3),
    AMOUNTS,
    st.sampled_from(["EUR", "USD", "CHF"]),
    st.sampled_from([(), ("crew",), ("board",)]),
)
def test_separable_rule_finds_of_an_option_what_it_finds_of_its_components(
    rule: AnyRule, shape: str, amounts: list[int], limit: int, currency: str, groups: tuple[str, ...]
) -> None:
    request, chosen = grand(shape)
    held = msgspec.structs.replace(with_limits(rule, limit), groups=groups)
    prices = [Money(amount=each, currency=currency) for each in amounts[: len(chosen.components)]]
    priced = with_prices(chosen, prices)

    assert findings(held, request, priced) == alone(held, request, priced)


OVERLAPPING = tuple(
    Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller=each.full_name) for each in grand("open jaw")[0].travellers
)


@pytest.mark.parametrize(
    "rule",
    [
        TotalCap(clause="1.1", action=Action.DENY, amounts=(euros(400),)),
        BudgetAvailable(clause="1.1", action=Action.DENY),
        OverlappingTrip(clause="1.1", action=Action.DENY),
    ],
    ids=lambda rule: str(rule.name),
)
def test_rule_over_the_whole_trip_finds_what_no_component_shows(rule: AnyRule) -> None:
    request, chosen = grand("open jaw")
    together = msgspec.structs.replace(chosen, overlaps=OVERLAPPING)

    assert not rule.is_separable
    assert findings(rule, request, together)
    assert not alone(rule, request, together)


def test_every_rule_over_the_whole_trip_is_named_here() -> None:
    whole = {each.rule.name for each in EVERYTHING if not each.rule.is_separable}

    assert whole == {"total_cap", "budget_available", "overlapping_trip"}
