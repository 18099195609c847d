"""What a policy document is refused for, with the pointer that the travel manager is shown."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.policies.document import Clause, PolicyDraft, Rate
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.destinations import DestinationApproval, PolicyCity
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import CityCap, CountryCap, NightlyCap
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import Refundable, TotalCap
from chalicelib.domain.policies.rules.rule import Rule
from chalicelib.domain.policies.validation import check
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.verdict import Action
from chalicelib.errors import InvalidInput
from tests.unit.policy_samples import SEED, euros, policy, seeded_document

DOLLARS = Money(amount=100, currency="USD")


def pointers(document: PolicyDraft) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        check(document)
    return [error.pointer for error in refused.value.errors]


def cabins(*bands: tuple[int, Cabin]) -> AnyRule:
    found = tuple(CabinBand(from_seconds=start, cabin=cabin) for start, cabin in bands)
    return CabinByDuration(clause="1.1", action=Action.APPROVE, bands=found)


def fares(*starts: int) -> AnyRule:
    found = tuple(FareBand(from_metres=start, amounts=(euros(1),)) for start in starts)
    return FareCap(clause="1.1", action=Action.APPROVE, bands=found)


def total(*amounts: Money, clause: str = "1.1", action: Action = Action.APPROVE) -> AnyRule:
    return TotalCap(clause=clause, action=action, amounts=amounts)


def barred(*codes: str) -> AnyRule:
    carriers = tuple(Carrier(code=code, name=code) for code in codes)
    return BarredCarriers(clause="1.1", action=Action.DENY, carriers=carriers)


def city(name: str, *aliases: str, amounts: tuple[Money, ...] = (euros(1),)) -> CityCap:
    return CityCap(city=name, country="DE", amounts=amounts, aliases=aliases)


def nights(*cities: CityCap, countries: tuple[str, ...] = ()) -> AnyRule:
    caps = tuple(CountryCap(country=country, amounts=(euros(1),)) for country in countries)
    return NightlyCap(clause="1.1", action=Action.DENY, default=(euros(1),), countries=caps, cities=cities)


def places(countries: tuple[str, ...] = (), *cities: str) -> AnyRule:
    found = tuple(PolicyCity(city=name, country="US") for name in cities)
    return DestinationApproval(clause="1.1", action=Action.DENY, reason="security", countries=countries, cities=found)


@pytest.mark.parametrize(
    ("rule", "pointer"),
    [
        (total(euros(1), clause="9.9"), "/rules/0/clause"),
        (total(DOLLARS), "/rules/0/amounts"),
        (total(euros(1), DOLLARS, DOLLARS), "/rules/0/amounts/2/currency"),
        (total(euros(-1)), "/rules/0/amounts/0/amount"),
        (cabins((1, Cabin.ECONOMY)), "/rules/0/bands/0/fromSeconds"),
        (cabins((0, Cabin.ECONOMY), (0, Cabin.BUSINESS)), "/rules/0/bands/1/fromSeconds"),
        (cabins((0, Cabin.BUSINESS), (9, Cabin.ECONOMY)), "/rules/0/bands/1/cabin"),
        (fares(0, 900, 800), "/rules/0/bands/2/fromMetres"),
        (fares(5), "/rules/0/bands/0/fromMetres"),
        (barred("IA", "IF", "IA"), "/rules/0/carriers/2/code"),
        (nights(city("Köln"), city("Cologne", "köln")), "/rules/0/cities/1/city"),
        (nights(city("Bonn", amounts=(DOLLARS,))), "/rules/0/cities/0/amounts"),
        (nights(countries=("FR", "FR")), "/rules/0/countries/1/country"),
        (places(), "/rules/0"),
        (places(("NG", "NG")), "/rules/0/countries/1"),
        (places((), "Las Vegas", "LAS VEGAS"), "/rules/0/cities/1/city"),
        (
            Refundable(clause="1.1", action=Action.NOTE, component_kind=ComponentKind.STAY, above=(DOLLARS,)),
            "/rules/0/above",
        ),
    ],
)
def test_rule_that_is_not_whole_is_refused_at_its_place(rule: AnyRule, pointer: str) -> None:
    assert pointers(policy(rule)) == [pointer]


def test_one_rule_may_come_once_for_each_action() -> None:
    check(policy(total(euros(1)), total(euros(2), action=Action.DENY)))

    assert pointers(policy(total(euros(1)), total(euros(2), action=Action.DENY), total(euros(3)))) == ["/rules/2"]


def test_carrier_cannot_be_preferred_and_barred() -> None:
    preferred = PreferredCarriers(
        clause="1.1", action=Action.NOTE, carriers=(Carrier(code="IA", name="Iraqi Airways"),)
    )

    assert pointers(policy(preferred, barred("IF", "IA"))) == ["/rules/1/carriers/1/code"]


@pytest.mark.parametrize("rate", ["0", "0.0000001", "1000001", "9999999.999999999"])
def test_rate_must_be_a_plain_positive_number(rate: str) -> None:
    assert pointers(policy(rates=(Rate(currency="USD", rate=rate),))) == ["/rates/0/rate"]


def tiers(*steps: tuple[int, int], **times: Any) -> ApprovalRules:
    found = tuple(ApprovalTier(from_amount=amount, levels=levels) for amount, levels in steps)
    return ApprovalRules(tiers=found, **times)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        (tiers((1, 1)), "/approvals/tiers/0/fromAmount"),
        (tiers((0, 1), (0, 2)), "/approvals/tiers/1/fromAmount"),
        (tiers((0, 2), (9, 1)), "/approvals/tiers/1/levels"),
        (tiers(remind_after_seconds=60, escalate_after_seconds=60), "/approvals/remindAfterSeconds"),
        (tiers(escalate_after_seconds=60, limit_seconds=60), "/approvals/escalateAfterSeconds"),
        (tiers(remind_after_seconds=61, limit_seconds=60), "/approvals/remindAfterSeconds"),
    ],
)
def test_approvals_that_contradict_themselves_are_refused(asked: ApprovalRules, pointer: str) -> None:
    assert pointers(msgspec.structs.replace(policy(), approvals=asked)) == [pointer]


def test_approvals_may_be_left_out_or_spelled_out() -> None:
    whole = tiers((0, 1), (9, 1), (10, 5), remind_after_seconds=1, escalate_after_seconds=2, limit_seconds=3)

    check(msgspec.structs.replace(policy(), approvals=whole))
    check(policy())


def test_every_error_is_named_at_once() -> None:
    euro, dollar = Rate(currency="EUR", rate="1"), Rate(currency="USD", rate="1")
    clause = Clause(number="1.1", title="One", text="One.")

    found = pointers(policy(total(DOLLARS), rates=(euro, dollar, dollar), clauses=(clause, clause)))

    assert found == ["/clauses/1/number", "/rates/0/currency", "/rates/2/currency", "/rules/0/amounts"]


def test_document_that_no_item_can_hold_is_refused() -> None:
    clauses = tuple(Clause(number=f"1.{n}", title="Long", text="a" * 4000) for n in range(1, 100))

    assert pointers(policy(clauses=clauses)) == [""]


def test_seeded_policy_is_whole_and_every_rule_kind_is_used() -> None:
    document = seeded_document()

    check(document)

    kinds = {rule.name for rule in document.rules}
    assert kinds == {str(kind.__struct_config__.tag) for kind in Rule.__subclasses__()}
    assert msgspec.json.decode(msgspec.json.encode(document), type=PolicyDraft) == document


def test_guide_for_travel_managers_names_every_rule_and_its_example_can_be_published() -> None:
    guide = (SEED.parents[2] / "docs" / "policy.md").read_text()
    example = guide.split("```json")[1].split("```")[0]

    check(msgspec.json.decode(example, type=PolicyDraft))

    kinds = [str(kind.__struct_config__.tag) for kind in Rule.__subclasses__()]
    assert [kind for kind in kinds if f"| `{kind}` |" not in guide] == []


def test_misspelt_field_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="clauze"):
        msgspec.json.decode(SEED.read_bytes().replace(b'"clause"', b'"clauze"', 1), type=PolicyDraft)
