"""Options of any shape as the API shows them: what was offered, and the words of the clauses that it is judged by."""

from typing import Any

import msgspec
from hypothesis import given, settings

from chalicelib.api.openapi import examples
from chalicelib.api.option_views import (
    OptionView,
    show_change,
    to_option_view,
    to_replacement_view,
    to_revision_view,
    to_verdict_view,
)
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.servicing.quotes import Replacement
from chalicelib.domain.servicing.supplier_changes import NoticeKind, SupplierChange
from chalicelib.domain.verdict import NO_CLAUSE, Action, Fact, MissingFact, Outcome, Verdict, Violation
from tests.support.trip_shapes import TripShape, trip_shapes


@settings(max_examples=40)
@given(trip_shapes())
def test_a_view_is_read_as_the_kinds_that_the_description_names(shape: TripShape) -> None:
    view = to_option_view(shape.option)

    assert msgspec.json.decode(msgspec.json.encode(view), type=OptionView) == view


CLAUSES = {(7, "5.2"): CitedClause(policy_version=7, number="5.2", title="Hotels", text="At most 180 EUR.")}
JUDGED = Verdict(
    outcome=Outcome.CANNOT_BE_JUDGED,
    policy_version=7,
    violations=(
        Violation(rule="nightly_cap", clause="5.2", expected="less", actual="more", action=Action.APPROVE),
        Violation(rule="budget", clause=NO_CLAUSE, expected="less", actual="more", action=Action.DENY),
    ),
    missing_facts=(
        MissingFact(rule="hotel_stars", clause="5.2", fact=Fact.HOTEL_STARS, detail="none", settled_by="the hotel"),
    ),
)


def find(version: int, number: str) -> CitedClause | None:
    return CLAUSES.get((version, number))


def test_each_finding_of_a_verdict_has_its_clause_and_nothing_else_changes() -> None:
    view = to_verdict_view(JUDGED, find)

    assert view is not None
    assert [each.cited_clause for each in view.violations] == [CLAUSES[7, "5.2"], None]
    assert [each.cited_clause for each in view.missing_facts] == [CLAUSES[7, "5.2"]]
    assert without_clauses(view) == msgspec.to_builtins(JUDGED)
    assert to_verdict_view(None, find) is None


def without_clauses(value: msgspec.Struct) -> Any:
    shown = msgspec.to_builtins(value)
    for finding in (*shown["violations"], *shown["missingFacts"]):
        del finding["citedClause"]
    return shown


def test_what_a_supplier_changed_and_what_would_be_bought_instead_are_judged_in_the_same_words() -> None:
    judged = msgspec.structs.replace(examples.OPTION, verdict=JUDGED)
    price = judged.price
    replacement = Replacement(
        slices=(), stays=(), cars=(), preferences=(), option=judged, price=price, difference=price - price
    )
    change = SupplierChange(
        change_id="chg_1",
        notice_id="n1",
        sequence=1,
        kind=NoticeKind.SCHEDULE_CHANGED,
        part_id="part_1",
        component_index=0,
        part_index=1,
        name="Home",
        before=(),
        after=(),
        received_at=examples.AT,
        respond_by=None,
        verdict=JUDGED,
    )
    revision = msgspec.structs.replace(examples.REVISION, option=judged)

    replaced = to_replacement_view(replacement, find)
    changed = show_change(change, (), find)

    assert replaced is not None
    assert replaced.option.verdict == to_verdict_view(JUDGED, find)
    assert changed.verdict == to_verdict_view(JUDGED, find)
    assert to_revision_view(revision, find).option.verdict == to_verdict_view(JUDGED, find)
