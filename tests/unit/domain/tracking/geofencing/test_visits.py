from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import CoarseFix, Fix, SharingLevel, Signal, sort_track
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.visits import (
    SILENT_AFTER,
    GeofenceIndex,
    Visit,
    VisitState,
    follow_signals,
    follow_track,
)
from tests.support.walks import (
    BEGIN,
    BERLIN,
    beside,
    disturb,
    fence_around,
    fix_at,
    make_fence,
    ping_at,
    plan_stays,
    walk,
)

quick = settings(max_examples=8)
seeds = st.integers(0, 10_000).map(Random)
HOTEL = BERLIN[0]
FAR = beside(HOTEL, 3_000, 0)
FENCES = [fence_around(number, place) for number, place in enumerate(BERLIN)]


def _visits(signals: list[Signal], fences: list[Geofence] | None = None) -> tuple[Visit, ...]:
    return follow_signals(GeofenceIndex(fences or [fence_around(0, HOTEL)]), signals).visits


def _spans(signals: list[Signal], fences: list[Geofence] | None = None) -> list[tuple[int, int | None]]:
    """Return from when until when somebody was inside, in seconds since the beginning."""
    return [
        (visit.entered_at - BEGIN, None if visit.exited_at is None else visit.exited_at - BEGIN)
        for visit in _visits(signals, fences)
    ]


def _fixes(*places: tuple[int, tuple[float, float]], accuracy: float | None = 10) -> list[Signal]:
    return [fix_at(place, BEGIN + at, accuracy) for at, place in places]


@quick
@given(seeds, st.sampled_from([5, 10, 30, 60]), st.sampled_from([3, 10, 30, 60]), st.floats(0, 0.5))
def test_each_stay_is_one_visit_whatever_is_lost_noisy_or_comes_twice(
    draw: Random, every: int, accuracy: float, dropped: float
) -> None:
    stays = plan_stays(draw.sample(BERLIN, k=4))
    signals = disturb(walk(stays, draw, every=every, accuracy=accuracy), draw, dropped=dropped)

    visits = _visits(signals, FENCES)

    stayed = [visit for visit in visits if visit.last_inside_at - visit.entered_at > 900]
    assert [visit.geofence_id for visit in stayed] == [FENCES[BERLIN.index(stay.place)].geofence_id for stay in stays]
    for visit, stay in zip(stayed, stays, strict=True):
        assert visit.entered_at <= stay.arrives_at + 12 * every
        assert visit.last_inside_at >= stay.departs_at - 12 * every
        assert visit.exited_at is None or visit.exited_at > stay.departs_at
    # Somebody may pass through another place on the way, and each visit is over before the next one there.
    for fence in FENCES:
        here = [visit for visit in visits if visit.geofence_id == fence.geofence_id]
        assert all(one.exited_at is not None and one.exited_at <= two.entered_at for one, two in pairwise(here))


@quick
@given(seeds, st.integers(1, 40))
def test_order_repetition_and_batches_change_nothing(draw: Random, size: int) -> None:
    signals: list[Signal] = [*walk(plan_stays(BERLIN[:3], stays=600, travels=300), draw, accuracy=40, every=15)]
    signals += [ping_at(draw.randrange(BEGIN, BEGIN + 3_000)) for _ in range(20)]
    signals += walk(plan_stays(BERLIN[1:2], stays=2_000), draw, every=100, device="tablet")
    index = GeofenceIndex(FENCES)
    whole = follow_track(index, sort_track(signals))

    shuffled = disturb(signals, draw, dropped=0)
    track = sort_track(signals)
    ended, state = list[Visit](), VisitState()
    for start in range(0, len(track), size):
        batch = follow_signals(index, disturb(track[start : start + size], draw, dropped=0), state)
        ended += [visit for visit in batch.visits if visit.exited_at is not None]
        state = msgspec.json.decode(msgspec.json.encode(batch.state), type=VisitState)

    assert follow_signals(index, shuffled) == whole
    assert state == whole.state
    assert {*ended, *state.visits} == {*whole.visits}


@quick
@given(seeds, st.sampled_from([5.0, 10.0, 30.0, 65.0]))
def test_noise_at_an_edge_is_no_coming_and_going(draw: Random, accuracy: float) -> None:
    at_edge = beside(HOTEL, 200, 0)
    arriving = _fixes((0, FAR), (30, FAR), (60, HOTEL), (90, HOTEL))
    staying = walk(plan_stays([at_edge], stays=7_200), draw, accuracy=accuracy)
    signals = [*arriving, *(msgspec.structs.replace(fix, at=fix.at + 120) for fix in staying)]

    visits = _visits(signals)

    assert len(visits) == 1
    assert visits[0].exited_at is None


@quick
@given(seeds)
def test_slips_of_a_receiver_are_neither_an_enter_nor_an_exit(draw: Random) -> None:
    inside = [fix_at(HOTEL, BEGIN + at) for at in range(0, 1_200, 10)]
    outside = [fix_at(FAR, BEGIN + at) for at in range(1_200, 2_400, 10)]
    slipping = [
        msgspec.structs.replace(fix_at(FAR if fix.at < BEGIN + 1_200 else HOTEL, fix.at), battery=1)
        if number % 5 == 3 and draw.random() < 0.7
        else fix
        for number, fix in enumerate([*inside, *outside])
    ]

    assert _spans([*inside, *outside]) == [(0, 1_200)]
    assert len(_spans([*slipping])) == 1


@pytest.mark.parametrize(
    ("fixes", "spans"),
    [
        ([(0, FAR), (600, FAR)], []),
        ([(0, HOTEL)], []),
        ([(0, HOTEL), (10, HOTEL)], [(0, None)]),
        ([(0, FAR), (600, HOTEL), (1_200, FAR), (1_800, FAR)], []),
        ([(0, FAR), (600, HOTEL), (1_200, HOTEL), (1_800, FAR)], [(600, None)]),
        ([(0, FAR), (600, HOTEL), (1_200, HOTEL), (1_800, FAR), (1_810, FAR)], [(600, None)]),
        ([(0, FAR), (600, HOTEL), (1_200, HOTEL), (1_800, FAR), (2_400, FAR)], [(600, 1_800)]),
        ([(0, HOTEL), (10, HOTEL), (20, FAR), (30, HOTEL), (40, FAR), (50, HOTEL)], [(0, None)]),
    ],
)
def test_nothing_is_believed_on_one_fix(
    fixes: list[tuple[int, tuple[float, float]]], spans: list[tuple[int, int | None]]
) -> None:
    assert _spans(_fixes(*fixes)) == spans


def test_who_is_inside_near_the_edge_has_entered_after_a_while() -> None:
    near = beside(HOTEL, 195, 0)

    assert _spans(_fixes((0, near), (10, near))) == []
    assert _spans(_fixes((0, near), (10, near), (20, near))) == [(0, None)]


def test_how_accurate_a_fix_is_counts() -> None:
    outside = beside(HOTEL, 300, 0)  # 100 metres from the edge, of which 50 are the geofence's margin
    inside = _fixes((0, HOTEL), (10, HOTEL))

    assert _spans([*inside, *_fixes((60, outside), (90, outside), accuracy=10)]) == [(0, 60)]
    assert _spans([*inside, *_fixes((60, outside), (90, outside), accuracy=40)]) == [(0, None)]
    assert _spans([*inside, *_fixes((60, outside), (90, outside), accuracy=None)]) == [(0, None)]
    assert _spans(_fixes((0, HOTEL), (60, HOTEL), accuracy=190)) == [(0, None)]
    assert _spans(_fixes((0, HOTEL), (60, HOTEL), accuracy=210)) == []


def test_a_ping_extends_a_stay_and_bears_out_what_was_said_before() -> None:
    entering = _fixes((0, FAR), (60, HOTEL))

    assert _visits([*entering, ping_at(BEGIN + 1_800), ping_at(BEGIN + 5_400)]) == (
        Visit(geofence_id="gfn_" + "0" * 26, entered_at=BEGIN + 60, last_inside_at=BEGIN + 5_400),
    )
    assert _spans([*entering, ping_at(BEGIN + 90), *_fixes((600, FAR)), ping_at(BEGIN + 900)]) == [(60, 600)]
    assert _visits([*entering, ping_at(BEGIN + 90, device="tablet")]) == ()
    assert _visits([ping_at(BEGIN)]) == ()


def test_a_tablet_in_the_hotel_keeps_its_owner_there_without_coming_and_going() -> None:
    phone = [fix_at(HOTEL if at < 600 or at > 8_000 else FAR, BEGIN + at) for at in range(0, 9_000, 30)]
    tablet = [fix_at(HOTEL, BEGIN + at, device="tablet") for at in range(5, 9_000, 1_800)]

    assert _spans([*phone, *tablet]) == [(0, None)]


def test_a_tablet_that_is_silent_for_long_does_not() -> None:
    phone: list[Signal] = [fix_at(HOTEL if at < 600 else FAR, BEGIN + at) for at in range(0, 20_000, 60)]
    tablet = [fix_at(HOTEL, BEGIN + at, device="tablet") for at in (5, 300, 605, 900)]

    [(entered_at, exited_at)] = _spans([*phone, *tablet])

    assert entered_at == 0
    assert exited_at is not None
    assert 900 + SILENT_AFTER < exited_at <= 900 + SILENT_AFTER + 60


def test_a_phone_that_comes_back_after_a_night_without_signals_has_stayed() -> None:
    assert _spans(_fixes((0, HOTEL), (60, HOTEL), (40_000, HOTEL), (40_060, FAR), (40_120, FAR))) == [(0, 40_060)]


def test_where_only_zones_are_shared_visits_follow_from_them() -> None:
    index = GeofenceIndex([fence_around(0, HOTEL), fence_around(1, FAR)])
    exact = _fixes((0, FAR), (60, HOTEL), (120, HOTEL), (180, FAR), (240, FAR), (300, FAR))
    coarse: list[Signal] = [
        CoarseFix(at=fix.at, device=fix.device, level=SharingLevel.IN_ZONE, places=index.zones_of(fix))
        for fix in exact
        if isinstance(fix, Fix)
    ]
    cities: list[Signal] = [
        CoarseFix(at=fix.at, device="phone", level=SharingLevel.CITY, places=("DE",)) for fix in exact
    ]

    assert follow_signals(index, coarse).visits == follow_signals(index, exact).visits
    assert len(follow_signals(index, coarse).visits) == 2
    assert follow_signals(index, cities).visits == ()
    unknown = CoarseFix(at=BEGIN, device="phone", level=SharingLevel.IN_ZONE, places=("gfn_" + "9" * 26,))
    assert follow_signals(index, [unknown, *exact]).visits


def test_a_corridor_is_entered_once_along_its_path() -> None:
    path = [[place[1], place[0]] for place in (HOTEL, beside(HOTEL, 0, 4_000), beside(HOTEL, 4_000, 4_000))]
    corridor = make_fence(7, {"kind": "corridor", "coordinates": path, "halfWidthMetres": 100})
    along = [beside(HOTEL, 0, metres) for metres in range(-1_000, 4_000, 50)]
    around = [beside(HOTEL, metres, 4_000) for metres in range(0, 5_500, 50)]
    signals: list[Signal] = [fix_at(place, BEGIN + 5 * number) for number, place in enumerate([*along, *around])]

    [(entered_at, exited_at)] = _spans(signals, [corridor])

    assert entered_at in {5 * 18, 5 * 19}
    assert exited_at is not None
    assert exited_at > 5 * (len(along) + 80)


def test_geofences_that_are_gone_are_no_longer_followed() -> None:
    both = GeofenceIndex([fence_around(0, HOTEL), fence_around(1, HOTEL, radius=500)])
    followed = follow_signals(both, _fixes((0, HOTEL), (60, HOTEL)))

    later = follow_signals(
        GeofenceIndex([fence_around(1, HOTEL, radius=500)]), _fixes((120, FAR), (180, FAR)), followed.state
    )

    assert len(followed.visits) == 2
    assert [(visit.geofence_id[-1], visit.exited_at) for visit in later.visits] == [("1", BEGIN + 120)]
