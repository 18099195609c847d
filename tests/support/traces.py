"""Traces that look like those of phones: rides, flights and rests, with noise, gaps, pings and devices side by side."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, degrees, radians, sin
from random import Random
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import (
    CIRCLE_CDEG,
    DEGREE,
    FIRST_SECOND,
    FULL_BATTERY,
    LAST_SECOND,
    LEAST_ALTITUDE_DM,
    MOST_ACCURACY_DM,
    MOST_ALTITUDE_DM,
    MOST_SPEED_CM_S,
    CoarseFix,
    Fix,
    Ping,
    SharingLevel,
    Signal,
    make_fix,
    make_ping,
)

T = TypeVar("T")

STARTS_AT = 1804061730  # 2027-03-03T08:15:30Z
PHONE = "dev_01JQZX5V9D7R8M3T2K6W4H0YBE"
TABLET = "dev_01JQZX5V9D7R8M3T2K6W4H0YBF"
_METRES = 111_320  # of a degree of latitude


class Motion(NamedTuple):
    """How somebody moves: metres a second, seconds between fixes, metres of noise."""

    speed: float
    step: int
    noise: float


WALK, RIDE, FLIGHT, REST = Motion(1.4, 5, 4), Motion(6, 10, 3), Motion(240, 10, 8), Motion(0, 60, 5)
MOTIONS = (WALK, RIDE, FLIGHT, REST)


def make_trace(
    motion: Motion,
    count: int,
    *,
    seed: int = 1,
    device: str = PHONE,
    place: tuple[float, float] = (52.47, 13.40),
    starts_at: int = STARTS_AT,
    gaps: float = 0.0,
    pings: float = 0.0,
) -> list[Signal]:
    """Return the signals of a way from `place`; shares of them are gaps, and pings in the place of fixes."""
    random = Random(seed)
    (latitude, longitude), heading, found = place, random.uniform(0, 6.28), list[Signal]()
    for number in range(count):
        at = starts_at + number * motion.step
        heading += random.gauss(0, 0.1)
        latitude = max(-89.0, min(89.0, latitude + motion.speed * motion.step * cos(heading) / _METRES))
        longitude += motion.speed * motion.step * sin(heading) / _METRES / cos(radians(latitude))
        kept = random.random()
        if kept < gaps:
            continue
        if kept < gaps + pings:
            found.append(make_ping(device=device, at=at, battery_percent=80))
            continue
        found.append(
            make_fix(
                device=device,
                at=at,
                latitude=latitude + random.gauss(0, motion.noise) / _METRES,
                longitude=(longitude + random.gauss(0, motion.noise) / _METRES + 180) % 360 - 180,
                accuracy_metres=random.choice((3.2, 4.1, 5.0, 8.5, 12.9)),
                speed_metres_per_second=max(0.0, random.gauss(motion.speed, motion.speed / 10)),
                heading_degrees=degrees(heading) % 360,
                altitude_metres=random.gauss(40, 2),
                battery_percent=max(0, 90 - number // 120),
            )
        )
    return found


def split_batches(signals: Sequence[T], seed: int, *, repeated: float = 0.2) -> Iterator[list[T]]:
    """Yield the signals shuffled, in batches of one to forty, a share of them more than once."""
    random = Random(seed)
    sent = [*signals, *(signal for signal in signals if random.random() < repeated)]
    random.shuffle(sent)
    while sent:
        size = random.randint(1, 40)
        batch, sent = sent[:size], sent[size:]
        yield batch


_DEVICES = st.sampled_from([PHONE, TABLET, "watch"])


def _may_be_unknown(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(low, high)


def any_second(first: int = FIRST_SECOND, last: int = LAST_SECOND) -> st.SearchStrategy[int]:
    """Return any second of our century, or of a span of it."""
    return st.integers(first, last)


def any_fix(seconds: st.SearchStrategy[int]) -> st.SearchStrategy[Fix]:
    """Return any fix that there can be."""
    return st.builds(
        Fix,
        at=seconds,
        device=_DEVICES,
        latitude=st.integers(-90 * DEGREE, 90 * DEGREE),
        longitude=st.integers(-180 * DEGREE, 180 * DEGREE),
        accuracy_dm=_may_be_unknown(0, MOST_ACCURACY_DM),
        speed_cm_s=_may_be_unknown(0, MOST_SPEED_CM_S),
        heading_cdeg=_may_be_unknown(0, CIRCLE_CDEG - 1),
        altitude_dm=_may_be_unknown(LEAST_ALTITUDE_DM, MOST_ALTITUDE_DM),
        battery=_may_be_unknown(0, FULL_BATTERY),
    )


def any_signal(seconds: st.SearchStrategy[int]) -> st.SearchStrategy[Signal]:
    """Return any signal that there can be."""
    battery = _may_be_unknown(0, FULL_BATTERY)
    levels = st.sampled_from([SharingLevel.IN_ZONE, SharingLevel.CITY, SharingLevel.COUNTRY])
    places = st.sampled_from([(), ("DE",), ("München", "Zürich"), ("gfn_1", "gfn_2")])
    return st.one_of(
        any_fix(seconds),
        st.builds(Ping, at=seconds, device=_DEVICES, battery=battery),
        st.builds(CoarseFix, at=seconds, device=_DEVICES, level=levels, places=places),
    )


def any_trace() -> st.SearchStrategy[list[Signal]]:
    """Return a trace with gaps and pings, of one device or of two at once."""
    return st.builds(
        lambda motion, seed, count, both: [
            *make_trace(motion, count, seed=seed, gaps=0.2, pings=0.1),
            *(make_trace(WALK, count // 2, seed=seed + 1, device=TABLET) if both else ()),
        ],
        st.sampled_from(MOTIONS),
        st.integers(0, 10**6),
        st.integers(0, 120),
        st.booleans(),
    )


def fixes_of(signals: Iterable[Signal], device: str = PHONE) -> list[Fix]:
    """Return the fixes of one device."""
    return [signal for signal in signals if isinstance(signal, Fix) and signal.device == device]
