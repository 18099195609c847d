"""Stretches, distances and pings of tracks."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix, Ping, Signal, order_of
from chalicelib.domain.tracking.geometry.geodesy import geodesic_distance
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.tracks import (
    LONGEST_BREAK,
    follow_carried,
    locate_pings,
    split_at_gaps,
    travelled_metres,
)
from tests.unit.domain.tracking.track_samples import drive, fixes, report, straight, walks

few = settings(max_examples=25)
MONDAY = 1_796_000_000
HELSINKI, PASILA = (60.1719, 24.9414), (60.1989, 24.9333)


@few
@given(fixes(walks(most=12)), st.sampled_from([0, 10, 60, LONGEST_BREAK]))
def test_stretches_hold_every_fix_once_and_end_at_breaks_alone(track: list[Fix], longest: int) -> None:
    stretches = split_at_gaps(track, longest)

    assert [fix for stretch in stretches for fix in stretch] == track
    for before, after in pairwise(stretches):
        assert after[0].at - before[-1].at > longest
    assert all(b.at - a.at <= longest for stretch in stretches for a, b in pairwise(stretch))


@pytest.mark.parametrize("every", [1, 10, 120])
@pytest.mark.parametrize("noise", [0, 3])
def test_a_ride_is_as_long_as_its_road_however_often_it_is_reported(every: int, noise: int) -> None:
    ride = drive(straight(HELSINKI, PASILA, 40), MONDAY, seconds=400, every=every)
    drawn = random.Random(7)
    reported = [
        report((fix.latitude + drawn.randint(-noise, noise) * 90, fix.longitude), fix.at, accuracy_metres=6)
        for fix in ride
    ]

    assert travelled_metres(reported) == pytest.approx(geodesic_distance(*HELSINKI, *PASILA), rel=0.01)


def test_who_stands_goes_nowhere_however_long_their_receiver_wanders() -> None:
    drawn = random.Random(7)
    standing = [
        report(point_at(60.1719 + drawn.uniform(-1, 1) / 20_000, 24.9414), MONDAY + second, accuracy_metres=15)
        for second in range(1_000)
    ]

    assert travelled_metres(standing) < 30


def test_no_fix_and_one_fix_lead_nowhere() -> None:
    assert travelled_metres([]) == 0
    assert travelled_metres([report(point_at(*HELSINKI), MONDAY)]) == 0


def test_of_several_devices_the_one_that_is_carried_is_followed() -> None:
    phone = drive(straight(HELSINKI, PASILA, 40), MONDAY, seconds=400)
    tablet = [report(point_at(*HELSINKI), MONDAY + second, device="dev_2") for second in range(3, 900, 30)]
    both = sorted([*phone, *tablet], key=order_of)

    followed = follow_carried(both)

    assert [fix for fix in followed if fix.at <= MONDAY + 400] == phone
    assert [fix for fix in followed if fix.at > MONDAY + 400] == [fix for fix in tablet if fix.at > MONDAY + 400]
    assert follow_carried([]) == []


@few
@given(fixes(walks(most=12)))
def test_one_device_is_followed_all_the_time(track: list[Fix]) -> None:
    assert follow_carried(track) == track


def test_a_ping_is_where_its_own_device_was_last() -> None:
    phone, tablet = report(point_at(*HELSINKI), MONDAY), report(point_at(*PASILA), MONDAY + 5, device="dev_2")
    signals: list[Signal] = [
        Ping(at=MONDAY - 1, device="dev_1"), phone, tablet, Ping(at=MONDAY + 60, device="dev_1", battery=40),
        Ping(at=MONDAY + 13 * 3600, device="dev_2"), Ping(at=MONDAY + 60, device="dev_3"),
    ]  # fmt: skip

    located = locate_pings(reversed(signals))

    assert located[:2] == [phone, tablet]
    assert [(fix.at, fix.latitude, fix.battery) for fix in located[2:]] == [(MONDAY + 60, phone.latitude, 40)]
