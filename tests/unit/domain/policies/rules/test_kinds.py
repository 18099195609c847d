"""That every kind of rule is wired: it stands in the union, answers everything itself, and is tested."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.domain.policies import rules
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.rule import Rule
from chalicelib.domain.policies.rules.timing import AdvanceBooking

METHODS = ("variant", "violations", "errors", "limits", "relevance")
ANSWERS = ("is_separable", *METHODS)
KINDS = get_args(AnyRule)


def missing_answers(kind: type[Rule]) -> list[str]:
    """What the kind does not answer in its own body; what it inherits does not count."""
    return [answer for answer in ANSWERS if answer not in vars(kind)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_kind_answers_everything_itself(kind: type[Rule]) -> None:
    assert missing_answers(kind) == []


@pytest.mark.parametrize("forgotten", ANSWERS)
def test_kind_that_leaves_an_answer_to_its_base_is_refused(forgotten: str) -> None:
    own: dict[str, Any] = {answer: vars(AdvanceBooking)[answer] for answer in ANSWERS if answer != forgotten}
    # Of a kind, not of Rule itself, whose direct subclasses are the kinds that other tests count.
    planted = msgspec.defstruct("Planted", [], bases=(AdvanceBooking,), namespace=own, frozen=True, tag="planted")

    assert issubclass(planted, Rule)
    assert missing_answers(planted) == [forgotten]


def test_what_a_kind_answers_is_all_that_its_base_leaves_open() -> None:
    left_open = [name for name, value in vars(Rule).items() if getattr(value, "__isabstractmethod__", False)]

    assert sorted(left_open) == sorted(METHODS)
    assert not hasattr(Rule, "is_separable")


def test_every_kind_that_a_family_defines_is_in_the_union_once() -> None:
    modules = [import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)]
    defined = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
    ]

    assert {kind.__name__ for kind in defined} - {"Rule"} == {kind.__name__ for kind in KINDS}
    assert len({kind.__struct_config__.tag for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_kind_is_evaluated_in_the_tests_of_its_family(kind: type[Rule]) -> None:
    family = kind.__module__.rpartition(".")[2]

    assert f"{kind.__name__}(" in Path(__file__).with_name(f"test_{family}.py").read_text()
