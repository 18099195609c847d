"""How long to wait before something is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.backoff import doubling_pause, jitter

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_pause_doubles_until_it_is_longest() -> None:
    pauses = [doubling_pause(attempts, first=MINUTE, longest=HOUR) for attempts in range(1, 9)]

    assert [pause // MINUTE for pause in pauses] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_pause_after_very_many_attempts_is_the_longest() -> None:
    assert doubling_pause(1_000_000, first=MINUTE, longest=HOUR) == HOUR


@given(st.floats(0, 1))
def test_jitter_stays_within_its_share(draw: float) -> None:
    assert HOUR * 0.8 <= jitter(HOUR, draw, share=0.2) <= HOUR * 1.2


def test_jitter_spreads_from_end_to_end() -> None:
    assert [jitter(HOUR, draw, share=0.5) / HOUR for draw in (0, 0.5, 1)] == [0.5, 1, 1.5]
