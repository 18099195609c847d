"""Fixes as devices report them: rounded once, bounded, and a set whatever order they come in."""

from datetime import UTC, datetime, timedelta
from math import inf, nan
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import (
    LAST_SECOND,
    CoarseFix,
    Fix,
    FixRefused,
    Ping,
    Refusal,
    SharingLevel,
    Signal,
    fixes_in,
    make_fix,
    make_ping,
    order_of,
    sort_track,
)
from tests.support.traces import any_signal, any_trace

AT = datetime(2027, 3, 3, 8, 15, 30, 900_000, tzinfo=UTC)
TEMPELHOF: dict[str, Any] = {"device": "dev_1", "at": AT, "latitude": 52.4736, "longitude": 13.4018}


def test_fix_keeps_what_the_device_said_in_whole_units() -> None:
    fix = make_fix(
        **TEMPELHOF, accuracy_metres=4.26, speed_metres_per_second=1.5, heading_degrees=360, altitude_metres=-0.04,
        battery_percent=87,
    )  # fmt: skip

    assert fix == Fix(
        at=1804061730, device="dev_1", latitude=524736000, longitude=134018000, accuracy_dm=43, speed_cm_s=150,
        heading_cdeg=0, altitude_dm=0, battery=87,
    )  # fmt: skip
    assert fix.moment == AT.replace(microsecond=0)
    assert (fix.latitude_degrees, fix.longitude_degrees, fix.accuracy_metres) == (52.4736, 13.4018, 4.3)


def test_minus_one_is_what_phones_say_of_what_they_do_not_know() -> None:
    unknown = make_fix(**TEMPELHOF, accuracy_metres=-1, speed_metres_per_second=-1, heading_degrees=-1)

    assert unknown == make_fix(**TEMPELHOF)
    assert unknown.accuracy_metres is None


@tuned(max_examples=100, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, LAST_SECOND))
def test_coordinates_are_exact_to_the_last_digit_that_is_kept(latitude: float, longitude: float, later: int) -> None:
    fix = make_fix(device="dev_1", at=min(LAST_SECOND, 946684800 + later), latitude=latitude, longitude=longitude)

    assert abs(fix.latitude_degrees - latitude) <= 0.5001e-7
    assert abs(fix.longitude_degrees - longitude) <= 0.5001e-7


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        *(({"at": at}, Refusal.INVALID_TIME) for at in (0, 946684799, LAST_SECOND + 1, nan, inf, -inf, 10**400)),
        ({"at": AT.replace(tzinfo=None)}, Refusal.INVALID_TIME),
        *(({"latitude": degrees}, Refusal.INVALID_POSITION) for degrees in (90.0000001, -91, nan, inf, 10**400)),
        *(({"longitude": degrees}, Refusal.INVALID_POSITION) for degrees in (180.0000001, -181, nan, -inf)),
        *(({"accuracy_metres": metres}, Refusal.INVALID_MEASURE) for metres in (100_001, nan, inf, -inf)),
        *(({"speed_metres_per_second": speed}, Refusal.INVALID_MEASURE) for speed in (1_000.1, nan, 10**400)),
        *(({"heading_degrees": degrees}, Refusal.INVALID_MEASURE) for degrees in (360.1, nan)),
        *(({"altitude_metres": metres}, Refusal.INVALID_MEASURE) for metres in (-10_001, 100_001, nan, inf)),
        *(({"battery_percent": share}, Refusal.INVALID_MEASURE) for share in (101, nan)),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_field(wrong: dict[str, Any], reason: Refusal) -> None:
    with pytest.raises(FixRefused) as refused:
        make_fix(**TEMPELHOF | wrong)

    assert (refused.value.reason, refused.value.field) == (reason, *wrong)
    assert refused.value.detail.startswith("Give ")


def test_last_second_of_our_century_is_one() -> None:
    assert make_ping(device="dev_1", at=LAST_SECOND + 0.5).at == LAST_SECOND


@tuned(max_examples=25)
@given(st.lists(any_signal(st.integers(0, 9)), max_size=8) | any_trace(), st.integers(0, 10**6))
def test_track_is_sorted_alike_whether_it_came_in_order_or_not(signals: list[Signal], seed: int) -> None:
    track = sorted(set(signals), key=order_of)

    assert sort_track(signals) == sort_track(track) == track
    assert sort_track(Random(seed).sample(signals, len(signals))) == track


def test_track_is_a_set_in_one_order() -> None:
    good = make_fix(**TEMPELHOF, accuracy_metres=3)
    signals: list[Signal] = [
        make_fix(**TEMPELHOF | {"at": AT - timedelta(seconds=1)}, accuracy_metres=900),
        good,
        make_fix(**TEMPELHOF, accuracy_metres=30),
        make_fix(**TEMPELHOF),
        CoarseFix(at=good.at, device="dev_1", level=SharingLevel.COUNTRY, places=("DE",)),
        Ping(at=good.at, device="dev_1"),
        Ping(at=good.at, device="dev_1", battery=0),
        make_fix(**TEMPELHOF | {"device": "dev_2"}, accuracy_metres=1),
    ]
    shuffled = signals * 2
    Random(7).shuffle(shuffled)

    assert sort_track(shuffled) == signals
    assert fixes_in(signals) == [signals[0], *signals[1:4], signals[7]]
    assert len({order_of(signal) for signal in signals}) == len(signals)
