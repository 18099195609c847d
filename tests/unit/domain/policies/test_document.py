"""The policy's own small questions: its clauses and its rates."""

from decimal import Decimal
from typing import get_args

import pytest

from chalicelib.domain.policies import checks
from chalicelib.domain.policies.document import AnyRule, Rule
from tests.unit.policy_samples import policy


def test_policy_knows_its_clauses_by_number() -> None:
    found = policy().clause("1.2")

    assert found is not None
    assert found.title == "Clause 2"
    assert policy().clause("9.9") is None


def test_own_currency_is_worth_itself_and_an_unknown_one_nothing() -> None:
    assert policy().rate("EUR") == 1
    assert policy().rate("USD") == Decimal("0.92")
    assert policy().rate("CHF") is None


@pytest.mark.parametrize("kind", get_args(AnyRule), ids=lambda kind: str(kind.__name__))
def test_every_kind_of_rule_has_a_check(kind: type[Rule]) -> None:
    assert checks._check.dispatch(kind) is not checks._check.dispatch(object)
