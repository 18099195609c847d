"""A kind of rule: how many days a trip may last."""

from tests.recipes.recipe import Added, Edited, Recipe, Written

_KINDS = "tests/unit/domain/policies/rules/test_kinds.py"
_SHOWN = "tests/unit/domain/policies/test_validation.py"
_CODE = '''"""Rules on how long a trip lasts."""

from collections.abc import Iterator
from typing import ClassVar

from chalicelib.domain.policies.rules.rule import APPLIES, Amounts, Case, Relevance, Rule
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class TripLength(Rule, frozen=True, kw_only=True, tag="trip_length"):
    """Requires that a trip is short."""

    max_days: int = 30

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return ""

    def violations(self, case: Case) -> Iterator[Violation]:
        return iter(())

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES
'''
_TESTED = '''"""How long a trip lasts."""

from chalicelib.domain.policies.rules.lengths import TripLength
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import verdict_on


def test_short_trip_is_compliant() -> None:
    assert verdict_on(TripLength(clause="1.9", action=Action.DENY)).outcome is Outcome.COMPLIANT
'''

RECIPE = Recipe(
    "A kind of rule",
    (
        Added(
            "chalicelib/domain/policies/rules/lengths.py",
            _CODE,
            f"{_KINDS}::test_every_kind_that_a_family_defines_is_in_the_union_once",
        ),
        Edited(
            "chalicelib/domain/policies/rules/kinds.py",
            "from chalicelib.domain.policies.rules.money",
            "from chalicelib.domain.policies.rules.lengths import TripLength\n",
            f"{_KINDS}::test_every_kind_that_a_family_defines_is_in_the_union_once",
        ),
        Edited(
            "chalicelib/domain/policies/rules/kinds.py",
            "    | TotalCap",
            "    | TripLength\n",
            f"{_KINDS}::test_every_kind_that_a_family_defines_is_in_the_union_once",
        ),
        Added(
            "tests/unit/domain/policies/rules/test_lengths.py",
            _TESTED,
            f"{_KINDS}::test_every_kind_is_evaluated_in_the_tests_of_its_family",
        ),
        Edited(
            "local/seed_data/travel-policy.json",
            '    {"rule": "purpose_stated"',
            '    {"rule": "trip_length", "clause": "1.3", "action": "note", "maxDays": 60},\n',
            f"{_SHOWN}::test_seeded_policy_is_whole_and_every_rule_kind_is_used",
        ),
        Edited(
            "docs/policy.md",
            "| `total_cap`",
            "| `trip_length` | trips of so many days at most | `maxDays` |\n",
            f"{_SHOWN}::test_guide_for_travel_managers_names_every_rule_and_its_example_can_be_published",
        ),
        Written(
            "clients/python/sojourn_client/models.py",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Written(
            "clients/typescript/src/models.ts",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
    ),
)
