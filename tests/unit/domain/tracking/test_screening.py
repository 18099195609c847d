"""What is wrong with fixes shows by the track that they stand in, whatever order they came in, and nothing is lost."""

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import DEGREE, LAST_SECOND, Fix, Signal, make_fix, sort_track
from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from chalicelib.domain.tracking.screening import BELIEVED_AFTER, Flag, keep_sound, screen_track
from tests.support.traces import (
    FLIGHT,
    MOTIONS,
    PHONE,
    REST,
    RIDE,
    STARTS_AT,
    TABLET,
    WALK,
    Motion,
    any_signal,
    any_trace,
    fixes_of,
    make_trace,
)

NOW = LAST_SECOND


def flagged(signals: list[Signal], flag: Flag, as_of: int = NOW) -> list[Signal]:
    return [screened.signal for screened in screen_track(signals, as_of) if flag in screened.flags]


def displaced(fix: Fix, degrees: float) -> Fix:
    """Return the fix as many degrees farther north, or south where there is no north."""
    way = degrees if fix.latitude_degrees + degrees < 90 else -degrees
    return msgspec.structs.replace(fix, latitude=fix.latitude + round(way * DEGREE))


@tuned(max_examples=25, deadline=None)
@given(any_trace() | st.lists(any_signal(st.integers(STARTS_AT, STARTS_AT + 600)), max_size=30), st.integers(0, 10**6))
def test_flags_follow_from_the_set_and_nothing_is_lost(signals: list[Signal], seed: int) -> None:
    shuffled = [*signals, *signals[::3]]
    Random(seed).shuffle(shuffled)

    screened = screen_track(shuffled, NOW)

    assert screened == screen_track(signals, NOW)
    assert [each.signal for each in screened] == sort_track(signals)
    assert keep_sound(shuffled, NOW) == [each.signal for each in screened if not each.flags]


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("place", [(52.47, 13.40), (-17.7, 179.999), (88.5, 10.0), (0.3, -0.2)])
def test_nothing_is_wrong_with_what_moves_as_people_do(motion: Motion, place: tuple[float, float]) -> None:
    for seed in range(3):
        trace = make_trace(motion, 120, seed=seed, place=place, gaps=0.3, pings=0.1)
        assert keep_sound(trace, NOW) == sort_track(trace)


@tuned(max_examples=40, deadline=None)
@given(
    st.sampled_from([WALK, RIDE, FLIGHT, REST]),
    st.integers(0, 10**6),
    st.lists(st.integers(0, 79), min_size=1, max_size=BELIEVED_AFTER, unique=True),
    st.floats(2, 60),
)
def test_exactly_the_impossible_fixes_are_jumps(motion: Motion, seed: int, wrong: list[int], degrees: float) -> None:
    sound = fixes_of(make_trace(motion._replace(step=min(motion.step, 10)), 80, seed=seed))
    slips = {number: displaced(sound[number], degrees) for number in wrong}
    track: list[Signal] = [slips.get(number, fix) for number, fix in enumerate(sound)]

    assert flagged(track, Flag.JUMP) == sort_track(slips.values())


def test_cached_positions_of_elsewhere_in_a_row_are_jumps() -> None:
    sound = fixes_of(make_trace(RIDE, 80))
    slips = [displaced(fix, 5) for fix in sound[30 : 30 + BELIEVED_AFTER]]

    assert flagged([*sound[:30], *slips, *sound[30 + BELIEVED_AFTER :]], Flag.JUMP) == slips


def test_first_fix_of_a_track_may_be_the_wrong_one() -> None:
    sound = fixes_of(make_trace(RIDE, 20))

    assert flagged([displaced(sound[0], 3), *sound[1:]], Flag.JUMP) == [displaced(sound[0], 3)]


def test_what_follows_a_flight_without_signals_is_no_jump() -> None:
    before = make_trace(WALK, 30)
    after = make_trace(WALK, 30, place=(40.64, -73.78), starts_at=STARTS_AT + 8 * 3600)

    assert keep_sound([*after, *before], NOW) == sort_track([*before, *after])


def test_two_phones_under_one_name_are_both_believed() -> None:
    berlin, rome = make_trace(WALK, 40), make_trace(WALK, 40, place=(41.9, 12.5), starts_at=STARTS_AT + 2)

    assert flagged([*berlin, *rome], Flag.JUMP) == []


def test_two_devices_apart_are_no_jump() -> None:
    assert flagged([*make_trace(REST, 4), *make_trace(REST, 4, place=(-33.9, 151.2), device=TABLET)], Flag.JUMP) == []


def test_jump_is_seen_from_a_bucket_away() -> None:
    sound = fixes_of(make_trace(RIDE, 400))
    track = [displaced(fix, 1) if number % 97 == 0 else fix for number, fix in enumerate(sound)]
    whole = set(flagged(list(track), Flag.JUMP))

    for start in range(STARTS_AT, STARTS_AT + 3000, 700):
        span = range(start, start + 700)
        wider = range(span.start - BUCKET_SECONDS, span.stop + BUCKET_SECONDS)
        found = flagged([fix for fix in track if fix.at in wider], Flag.JUMP)
        assert {fix for fix in found if fix.at in span} == {
            fix for fix in whole if isinstance(fix, Fix) and fix.at in span
        }


def test_each_other_flag_is_of_its_own_fix() -> None:
    good, poor, zero, ahead = (
        make_fix(device=PHONE, at=STARTS_AT + number * 3600, latitude=1, longitude=1 + number / 100, accuracy_metres=8)
        for number in range(4)
    )
    poor = msgspec.structs.replace(poor, accuracy_dm=2_001)
    zero = msgspec.structs.replace(zero, latitude=30, longitude=-99_999)
    again = msgspec.structs.replace(good, accuracy_dm=81)
    as_of = ahead.at - 61

    assert screen_track([ahead, again, zero, poor, good], as_of) == [
        (good, frozenset()),
        (again, {Flag.REPEATED}),
        (poor, {Flag.POOR_ACCURACY}),
        (zero, {Flag.ZERO_ISLAND}),
        (ahead, {Flag.CLOCK_AHEAD}),
    ]
    assert flagged([ahead], Flag.CLOCK_AHEAD, as_of + 1) == []


def test_noise_of_every_place_is_screened_in_linear_time() -> None:
    random = Random(2)
    noise: list[Signal] = [
        make_fix(
            device=PHONE, at=STARTS_AT + number, latitude=random.uniform(-90, 90), longitude=random.uniform(-180, 180)
        )
        for number in range(3000)
    ]

    assert len(screen_track(noise, NOW)) == 3000
