"""Stops and moves of days that are made up, and of tracks that are drawn by lot."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix, Ping, Signal
from chalicelib.domain.tracking.geometry.geodesy import geodesic_distance
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.stops import SHORTEST_STOP, Move, Stop, find_stops
from tests.unit.domain.tracking.track_samples import drive, fixes, report, straight, walks

few = settings(max_examples=25)
MONDAY = 1_796_000_000
HOTEL, OFFICE, STATION = (60.1719, 24.9414), (60.1850, 24.9300), (60.1989, 24.9333)


def stay(place: tuple[float, float], begins_at: int, seconds: int, every: int = 30, seed: int = 7) -> list[Fix]:
    """The fixes of somebody whose receiver wanders about where they are."""
    drawn = random.Random(seed)
    return [
        report(point_at(*(degrees + drawn.uniform(-1, 1) / 5_000 for degrees in place)), begins_at + second, 25)
        for second in range(0, seconds + 1, every)
    ]


def a_day() -> list[Fix]:
    """An hour at the hotel, ten minutes to the office, two hours there, ten minutes to the station, and a wait."""
    return [
        *stay(HOTEL, MONDAY, 3_600),
        *drive(straight(HOTEL, OFFICE, 20), MONDAY + 3_610, 600),
        *stay(OFFICE, MONDAY + 4_220, 7_200, seed=8),
        *drive(straight(OFFICE, STATION, 20), MONDAY + 11_430, 600),
        *stay(STATION, MONDAY + 12_040, 600, seed=9),
    ]


def test_a_day_is_its_stops_and_the_moves_between_them() -> None:
    journey = find_stops(a_day())

    assert len(journey.stops) == 3
    for stop, place in zip(journey.stops, (HOTEL, OFFICE, STATION), strict=True):
        assert geodesic_distance(stop.latitude / 1e7, stop.longitude / 1e7, *place) < 60
    begins = [MONDAY, MONDAY + 4_220, MONDAY + 12_040]
    assert all(abs(stop.began_at - begin) < 120 for stop, begin in zip(journey.stops, begins, strict=True))
    road = geodesic_distance(*HOTEL, *OFFICE) + geodesic_distance(*OFFICE, *STATION)
    assert len(journey.moves) == 2
    assert journey.distance_metres == pytest.approx(road, rel=0.05)


@few
@given(fixes(walks(most=25, longest_step=3_000)), st.randoms(use_true_random=False))
def test_order_and_repetition_of_signals_change_nothing(track: list[Fix], drawn: random.Random) -> None:
    signals: list[Signal] = [*track, *(Ping(at=fix.at + 7, device=fix.device) for fix in track[::3])]
    mixed = [*signals, *drawn.choices(signals, k=5)]
    drawn.shuffle(mixed)

    assert find_stops(mixed) == find_stops(signals)


@few
@given(fixes(walks(most=25, longest_step=3_000)))
def test_stops_and_moves_follow_each_other_through_all_of_the_track(track: list[Fix]) -> None:
    journey = find_stops(track)

    spans: list[Stop | Move] = [*journey.stops, *journey.moves]
    spans.sort(key=lambda span: (span.began_at, span.ended_at))
    assert all(stop.seconds >= SHORTEST_STOP for stop in journey.stops)
    assert all(before.ended_at == after.began_at for before, after in pairwise(spans))
    if len(track) > 1:
        assert (spans[0].began_at, spans[-1].ended_at) == (track[0].at, track[-1].at)
    else:
        assert spans == []


def test_a_slip_of_the_receiver_ends_no_stop() -> None:
    slips = [report(point_at(60.19, 24.99), MONDAY + second, 10) for second in (605, 625)]

    (stop,) = find_stops([*stay(HOTEL, MONDAY, 1_800), *slips]).stops

    assert (stop.began_at, stop.ended_at) == (MONDAY, MONDAY + 1_800)


def test_a_ping_prolongs_a_stop() -> None:
    (stop,) = find_stops([*stay(HOTEL, MONDAY, 60), Ping(at=MONDAY + 5_400, device="dev_1")]).stops

    assert stop.ended_at == MONDAY + 5_400


@pytest.mark.parametrize(("silence", "stops"), [(9 * 3600, 1), (13 * 3600, 2)])
def test_who_is_at_the_same_place_in_the_morning_was_there_all_night(silence: int, stops: int) -> None:
    night = [*stay(HOTEL, MONDAY, 600), *stay(HOTEL, MONDAY + 600 + silence, 600, seed=8)]

    assert len(find_stops(night).stops) == stops


def test_who_walks_slowly_does_not_stop() -> None:
    assert find_stops(drive(straight(HOTEL, STATION, 40), MONDAY, seconds=3_000)).stops == ()


def test_nothing_is_no_journey() -> None:
    assert find_stops([]) == ((), (), 0)
