"""Which of the cases that are alike are tried on a day, so that none is left out for good."""

import os

import pytest

from tests.support.daily_share import VARIABLE, current_day, keep_day, share

CASES = [f"{kind}{number}" for kind, many in (("write", 20), ("call", 3), ("push", 1)) for number in range(many)]


def kind_of(case: str) -> str:
    return case.rstrip("0123456789")


def test_every_day_has_every_kind_and_so_many_days_in_a_row_have_every_case() -> None:
    days = [share(CASES, kind_of, one_in=5, day=day) for day in range(739_950, 739_955)]

    assert all({kind_of(case) for case in tried} == {"write", "call", "push"} for tried in days)
    assert {case for tried in days for case in tried} == set(CASES)
    assert all(4 <= len(tried) <= 7 for tried in days)


def test_the_one_case_of_a_kind_whose_turn_it_is_not_changes_with_the_day_as_well() -> None:
    cases = ["write0", "write1", "write2"]

    assert [share(cases, kind_of, one_in=100, day=day) for day in (3, 4, 5)] == [["write0"], ["write1"], ["write2"]]


def test_a_day_is_tried_again_where_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "739951")

    assert current_day() == 739_951
    assert share(CASES, kind_of, one_in=5) == share(CASES, kind_of, one_in=5, day=739_951)
    assert share(CASES, kind_of, one_in=5) != share(CASES, kind_of, one_in=5, day=739_950)


def test_who_begins_after_midnight_tries_the_day_of_who_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    kept = keep_day()

    assert os.environ[VARIABLE] == str(kept) == str(current_day())
