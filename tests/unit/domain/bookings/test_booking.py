"""A booking's life: the moves that the table allows, no other, and each one version further."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import (
    LIVE,
    MOVES,
    PATIENCE,
    TERMINAL,
    BookingStatus,
    Decision,
    Ending,
    MoveNotAllowed,
    Waiting,
    move,
)
from tests.support.booked_samples import NOW, booking, ordered
from tests.unit.policy_samples import option

STATUSES = st.sampled_from(list(BookingStatus))
LATER = NOW + timedelta(minutes=5)


@given(start=STATUSES, to=STATUSES)
def test_only_the_moves_of_the_table_are_allowed(start: BookingStatus, to: BookingStatus) -> None:
    before = booking(start)

    if to in MOVES[start] or (to is start and start in LIVE):
        after = move(before, to, LATER)
        assert (after.status, after.version, after.updated_at) == (to, before.version + 1, LATER)
        assert after.due_at == (None if to in TERMINAL else LATER + PATIENCE[to])
    else:
        with pytest.raises(MoveNotAllowed):
            move(before, to, LATER)


@given(targets=st.lists(STATUSES, max_size=30))
def test_whatever_is_tried_a_booking_that_has_ended_stays_as_it_is(targets: list[BookingStatus]) -> None:
    here = booking()
    for target in targets:
        before = here
        try:
            here = move(here, target, LATER)
        except MoveNotAllowed:
            assert here is before
        assert not before.terminal or here is before or before.status is BookingStatus.BOOKED


def test_every_live_status_can_end_and_leads_somewhere() -> None:
    assert set(MOVES) == set(BookingStatus)
    assert set(LIVE) | TERMINAL == set(BookingStatus)
    assert {BookingStatus.BOOKED, *(BookingStatus(ending) for ending in Ending)} == TERMINAL
    for status in LIVE:
        assert BookingStatus.FAILED in MOVES[status] or status is BookingStatus.CHANGING
        assert MOVES[status]
        assert status in PATIENCE


def test_only_what_was_ordered_becomes_booked() -> None:
    bought = {BookingStatus.BOOKED, BookingStatus.CHANGING, BookingStatus.COMPENSATION_REQUIRED}

    assert {status for status in BookingStatus if BookingStatus.BOOKED in MOVES[status]} - bought == {
        BookingStatus.PURCHASING
    }
    assert [status for status in BookingStatus if BookingStatus.CHANGING in MOVES[status]] == [BookingStatus.BOOKED]


def test_what_is_booked_rests_until_somebody_changes_it() -> None:
    booked = booking(BookingStatus.BOOKED, due_at=None)

    assert booked.terminal
    assert MOVES[BookingStatus.BOOKED] == {BookingStatus.BOOKED, BookingStatus.CHANGING}
    assert move(booked, BookingStatus.BOOKED, LATER).due_at is None
    assert move(booked, BookingStatus.CHANGING, LATER).due_at == LATER + PATIENCE[BookingStatus.CHANGING]


def test_changes_come_with_the_move_and_the_old_booking_stays() -> None:
    before = booking(BookingStatus.PLANNING)

    after = move(
        before, BookingStatus.AWAITING_SELECTION, LATER, options=(option(),), due_at=LATER + timedelta(hours=1)
    )

    assert after.options == (option(),)
    assert after.due_at == LATER + timedelta(hours=1)
    assert before.options == ()


def test_same_component_has_one_key_for_ever_and_another_in_another_round() -> None:
    chosen = ordered()

    again = msgspec.structs.replace(chosen, version=9)
    other_round = msgspec.structs.replace(chosen, round=2)

    assert chosen.component_key(0) == again.component_key(0)
    assert len({chosen.component_key(0), chosen.component_key(1), other_round.component_key(0)}) == 3


def test_decided_wait_has_a_pending_callback_and_is_open_to_nobody() -> None:
    open_wait = Waiting(on="selection", task_token="t", entered_at=NOW)
    waits = booking(BookingStatus.AWAITING_SELECTION, waiting=open_wait)
    decided = booking(
        BookingStatus.AWAITING_SELECTION, waiting=msgspec.structs.replace(open_wait, decision=Decision.CANCELLED)
    )

    assert (waits.choosable, waits.decidable, waits.callback_pending) == (True, False, False)
    assert (decided.choosable, decided.decidable, decided.callback_pending) == (False, False, True)


def test_later_wait_and_later_attempt_take_the_place_of_an_earlier_one() -> None:
    first = Waiting(on="selection", task_token="1", entered_at=NOW)
    retried = msgspec.structs.replace(first, task_token="2", attempt=1)
    next_wait = msgspec.structs.replace(first, task_token="3", entered_at=LATER)

    assert first.comes_after(None)
    assert retried.comes_after(first)
    assert next_wait.comes_after(retried)
    assert not first.comes_after(first)
    assert not retried.comes_after(next_wait)


def test_nothing_chosen_is_no_selected_option() -> None:
    with pytest.raises(ValueError, match="no selected option"):
        _ = booking().selected
