"""Tokens of a person and cents of everybody are taken before a turn and given back after it, and never overdrawn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from chalicelib import clock, settings
from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.model_names import PricedModel
from chalicelib.models.call_counts import CallCountRow
from chalicelib.services.assistant.token_budget import Reservation, release_turn, reserve_turn, settle_turn
from tests.simulation.cloud.empty import empty_cloud, take_table_away

MODEL = PricedModel("eu.amazon.nova-lite-v1:0", 100.0, 200.0)  # dollars a million: 100 microdollars a token in


@pytest.fixture(autouse=True)
def small_budgets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """1,000 tokens a person and day, and 15 cents for everybody."""
    here = msgspec.structs.replace(settings.current(), assistant_tokens_a_day=1_000, assistant_cents_a_day=15)
    monkeypatch.setattr(settings, "current", lambda: here)
    with empty_cloud():
        yield


def amounts() -> list[int]:
    return sorted(int(row.calls) for row in CallCountRow.scan())


def refusal(user_id: str = "anna", read: int = 600, written: int = 100) -> str:
    with pytest.raises(ModelUnavailable) as refused:
        reserve_turn(user_id, MODEL, read, written)
    return refused.value.reason


def test_what_a_turn_may_need_is_taken_and_what_it_did_not_is_released() -> None:
    reserved = reserve_turn("anna", MODEL, 600, 100)
    assert amounts() == [700, 80_000]

    cost = settle_turn(reserved, (300, 50))

    assert cost == 40_000
    assert amounts() == [350, 40_000]


def test_a_turn_that_was_not_taken_takes_nothing() -> None:
    release_turn(reserve_turn("anna", MODEL, 600, 100))

    assert amounts() == [0, 0]


def test_a_turn_of_which_nobody_knows_what_it_took_took_all() -> None:
    assert settle_turn(reserve_turn("anna", MODEL, 600, 100), None) == 80_000
    assert amounts() == [700, 80_000]


def test_a_person_takes_no_more_than_theirs_and_leaves_others_theirs() -> None:
    reserve_turn("anna", MODEL, 600, 100)

    assert refusal("anna", 301, 0) == "tokens_spent"
    assert isinstance(reserve_turn("anna", MODEL, 300, 0), Reservation)
    assert isinstance(reserve_turn("david", MODEL, 300, 0), Reservation)


def test_everybody_together_spends_no_more_than_the_companys_and_a_refusal_costs_nobody_tokens() -> None:
    for person in ("anna", "ben"):
        reserve_turn(person, MODEL, 600, 50)
    before = amounts()

    assert refusal("clara", 600, 50) == "day_spent"
    assert amounts() == [0, *before]


TURN = st.tuples(
    st.sampled_from(["anna", "david"]),
    st.integers(0, 700),  # tokens in at most
    st.integers(0, 300),  # out
    st.sampled_from(["settle", "release", "die", "unknown"]),
    st.floats(0, 1),  # how much of that it took
)


@settings_of_hypothesis(max_examples=30)
@given(st.lists(TURN, max_size=12))
def test_whatever_becomes_of_turns_nobody_takes_more_than_there_is(turns: list[Any]) -> None:
    with empty_cloud():
        taken = {"anna": 0, "david": 0}
        for person, read, written, end, share in turns:
            try:
                reserved = reserve_turn(person, MODEL, read, written)
            except ModelUnavailable:
                continue
            used = (int(read * share), int(written * share))
            taken[person] += {"settle": sum(used), "release": 0}.get(end, read + written)
            if end == "settle":
                settle_turn(reserved, used)
            elif end == "release":
                release_turn(reserved)
            elif end == "unknown":
                settle_turn(reserved, None)

        assert all(each <= 1_000 for each in taken.values())
        assert {each for each in taken.values() if each} <= set(amounts())
        assert max(amounts(), default=0) <= 150_000


def test_a_new_day_begins_with_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reserve_turn("anna", MODEL, 900, 100)
    assert refusal("anna", 1, 0) == "tokens_spent"

    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    assert isinstance(reserve_turn("anna", MODEL, 500, 100), Reservation)


def test_nothing_is_spent_that_cannot_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    take_table_away(monkeypatch, CallCountRow)

    assert refusal() == "budget_unknown"
