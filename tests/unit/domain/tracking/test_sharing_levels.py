"""What a sharing level leaves of a position: no number of it, and nothing that a lower level would not show."""

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal, make_fix
from chalicelib.domain.tracking.packing import pack
from chalicelib.domain.tracking.sharing_levels import coarsen
from tests.support.traces import PHONE, STARTS_AT, WALK, any_second, any_signal, fixes_of, make_trace

LEVELS = list(SharingLevel)
BERLIN = make_fix(
    device=PHONE, at=STARTS_AT, latitude=52.4736, longitude=13.4018, altitude_metres=48, battery_percent=9
)


def zones_of(_: Fix) -> Iterable[str]:
    return ["gfn_2", "gfn_1", "gfn_2"]


@pytest.mark.parametrize(
    ("level", "places"),
    [
        (SharingLevel.IN_ZONE, ("gfn_1", "gfn_2")),
        (SharingLevel.CITY, ("DE", "Berlin")),
        (SharingLevel.COUNTRY, ("DE",)),
    ],
)
def test_fix_is_reduced_to_the_places_of_its_level(level: SharingLevel, places: tuple[str, ...]) -> None:
    assert coarsen(BERLIN, level, zones_of) == CoarseFix(at=STARTS_AT, device=PHONE, level=level, places=places)
    assert coarsen(BERLIN, SharingLevel.EXACT, zones_of) is BERLIN


def test_vague_fix_names_no_city() -> None:
    vague = msgspec.structs.replace(BERLIN, accuracy_dm=100_001)
    found = coarsen(vague, SharingLevel.CITY, zones_of)

    assert found == CoarseFix(at=STARTS_AT, device=PHONE, level=SharingLevel.CITY, places=("DE",))


def test_walk_within_a_city_leaves_the_same_bytes_as_any_other_within_it() -> None:
    def shared(seed: int) -> bytes:
        walk = fixes_of(make_trace(WALK, 60, seed=seed, place=(52.52, 13.40)))
        return pack(found for fix in walk if (found := coarsen(fix, SharingLevel.CITY, zones_of)) is not None)

    assert shared(1) == shared(2)


@tuned(max_examples=40, deadline=None)
@given(any_signal(any_second()), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_levels_one_after_another_show_no_more_than_both(signal: Signal, one: SharingLevel, two: SharingLevel) -> None:
    first = coarsen(signal, one, zones_of)
    both = first and coarsen(first, two, zones_of)

    assert (both is None) is (isinstance(signal, Fix | CoarseFix) and shown_by(signal, one, two) == set())
    if isinstance(both, CoarseFix):
        assert both.level in shown_by(signal, one, two)
        assert both == coarsen(both, one, zones_of) == coarsen(both, two, zones_of)
        assert (both.at, both.device) == (signal.at, signal.device)
    elif both is not None:
        assert both == signal
        assert isinstance(both, Ping) or (one, two) == (SharingLevel.EXACT, SharingLevel.EXACT)


def shown_by(signal: Signal, *levels: SharingLevel) -> set[SharingLevel]:
    """Return the levels that show nothing which one of `levels`, or what is left of the signal already, does not."""
    within = {
        SharingLevel.EXACT: set(SharingLevel),
        SharingLevel.IN_ZONE: {SharingLevel.IN_ZONE},
        SharingLevel.CITY: {SharingLevel.CITY, SharingLevel.COUNTRY},
        SharingLevel.COUNTRY: {SharingLevel.COUNTRY},
    }
    known = [signal.level] if isinstance(signal, CoarseFix) else []
    return set.intersection(*(within[level] for level in (*levels, *known)))
