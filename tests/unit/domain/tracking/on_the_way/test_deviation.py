"""Deviations: every one is found once, and neither a slip nor a wobble is one."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.domain.tracking.on_the_way.deviation import Deviation, find_deviations, new_deviations
from chalicelib.domain.tracking.on_the_way.progress import PlannedMove
from chalicelib.domain.trips.item import ItemKind
from tests.unit.domain.tracking.track_samples import report, straight

few = settings(max_examples=20)
MONDAY = 1_796_000_000
HELSINKI, TAMPERE = (60.1719, 24.9414), (61.4978, 23.7610)
EAST = 0.018  # degrees of longitude that are about a kilometre there
ROAD = straight(HELSINKI, TAMPERE, 100)
RIDE = PlannedMove(
    item_id="itm_1", kind=ItemKind.RIDE, departs_at=MONDAY, arrives_at=MONDAY + 7_200, points=tuple(ROAD)
)
EVERY = 30


def ride(kilometres_off: list[float], accuracy_metres: int = 5) -> list[Fix]:
    """The fixes of a ride along the road, each so far to the east of it."""
    share = 0.8 / max(1, len(kilometres_off))
    return [
        report(
            point_at(
                HELSINKI[0] + (TAMPERE[0] - HELSINKI[0]) * (0.1 + share * number),
                HELSINKI[1] + (TAMPERE[1] - HELSINKI[1]) * (0.1 + share * number) + off * EAST,
            ),
            MONDAY + 600 + EVERY * number,
            accuracy_metres,
        )
        for number, off in enumerate(kilometres_off)
    ]


@few
@given(st.lists(st.tuples(st.integers(3, 8), st.integers(3, 8)), max_size=5))
def test_each_time_off_the_path_is_one_deviation_and_the_next_is_another(times: list[tuple[int, int]]) -> None:
    offs, wanted = [0.0] * 4, []
    for off, on in times:
        wanted.append((MONDAY + 600 + EVERY * len(offs), MONDAY + 600 + EVERY * (len(offs) + off)))
        offs += [3.0] * off + [0.0] * on

    found = find_deviations([RIDE], ride(offs))

    assert [(each.began_at, each.ended_at) for each in found] == wanted
    assert all(each.most_metres == pytest.approx(2_700, rel=0.1) for each in found)
    assert all(before.ended_at and before.ended_at <= after.began_at for before, after in pairwise(found))


@few
@given(st.lists(st.sampled_from([0.0, 0.05, 0.15, 0.25, 0.4, 0.5]), min_size=2, max_size=60))
def test_who_wobbles_within_the_corridor_does_not_deviate(offs: list[float]) -> None:
    assert find_deviations([RIDE], ride(offs)) == ()


@few
@given(st.sets(st.integers(0, 19)))
def test_a_slip_of_the_receiver_is_no_deviation(slips: set[int]) -> None:
    # Each slip stands between fixes on the path.
    offs = [50.0 if number % 2 and number // 2 in slips else 0.0 for number in range(40)]

    assert find_deviations([RIDE], ride(offs)) == ()


def test_between_the_corridors_nothing_begins_and_nothing_ends() -> None:
    offs = [0.0, 0.4, 0.4, 0.4, 3.0, 3.0, 3.0, 0.4, 0.4, 0.4, 3.0, 3.0, 3.0, 0.4, 0.0, 0.0, 0.0]

    (only,) = find_deviations([RIDE], ride(offs))

    assert (only.began_at, only.ended_at) == (MONDAY + 600 + 4 * EVERY, MONDAY + 600 + 14 * EVERY)


def test_a_deviation_that_lasts_has_no_end() -> None:
    (lasting,) = find_deviations([RIDE], ride([0.0, 0.0, 3.0, 3.0, 4.0, 3.5]))

    assert lasting.ended_at is None
    assert lasting.most_metres == pytest.approx(3_600, rel=0.1)
    assert lasting.point == (ride([0.0, 0.0, 3.0, 3.0, 4.0, 3.5])[4].latitude, lasting.longitude)


def test_what_a_fix_may_be_off_by_counts_for_the_traveller() -> None:
    offs = [0.0, 0.0, 0.6, 0.6, 0.6, 0.6]

    assert len(find_deviations([RIDE], ride(offs, accuracy_metres=5))) == 1
    assert find_deviations([RIDE], ride(offs, accuracy_metres=100)) == ()


def test_a_road_that_is_known_by_its_ends_alone_may_wind() -> None:
    by_its_ends = PlannedMove(
        item_id="itm_1", kind=ItemKind.RIDE, departs_at=MONDAY, arrives_at=MONDAY + 7_200, points=(ROAD[0], ROAD[-1])
    )
    winding, astray = ride([0.0, 0.0, *[4.0] * 10, 0.0]), ride([0.0, 0.0, *[90.0] * 10])

    assert find_deviations([by_its_ends], winding) == ()
    assert len(find_deviations([by_its_ends], astray)) == 1


@settings(max_examples=4)
@given(st.randoms(use_true_random=False), st.lists(st.integers(3, 8), min_size=1, max_size=3))
def test_late_fixes_warn_of_no_deviation_a_second_time(drawn: random.Random, times: list[int]) -> None:
    fixes = ride([off for each in times for off in (*[0.0] * 4, *[3.0] * each)])
    known: tuple[Deviation, ...] = ()
    arrived: list[Fix] = []
    warned = 0
    for fix in drawn.sample(fixes, len(fixes)):
        arrived = sorted([*arrived, fix], key=lambda each: each.at)
        found = find_deviations([RIDE], arrived)
        new = new_deviations(found, known)
        warned += len(new)
        assert all(not one.overlaps(other) for one in new for other in known)
        known = (*known, *new)

    assert len(find_deviations([RIDE], arrived)) == len(times)
    assert warned <= len(times)


def test_what_was_before_departure_is_no_deviation() -> None:
    elsewhere = [report(point_at(60.0, 26.0), MONDAY - second) for second in range(3_000, 0, -60)]

    assert find_deviations([RIDE], [*elsewhere, *ride([0.0] * 5)]) == ()
    assert find_deviations([], elsewhere) == ()
