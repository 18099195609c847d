"""Progress along itineraries, of travellers who go as planned, late, twice, or whose phones are off."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.on_the_way.progress import (
    LATEST,
    Basis,
    MoveProgress,
    Phase,
    PlannedMove,
    Progress,
    progress_of,
)
from chalicelib.domain.tracking.tracks import locate_pings
from chalicelib.domain.trips.item import ItemKind
from tests.unit.domain.tracking.track_samples import drive, report, straight

few = settings(max_examples=25)
MONDAY = 1_796_000_000
HOUR = 3_600
HOME, HEL, ARN, HOTEL = (60.1650, 24.9000), (60.3172, 24.9633), (59.6519, 17.9186), (59.3300, 18.0600)


def move(
    kind: ItemKind, path: list[Point], departs_at: int = MONDAY, seconds: int = HOUR, item_id: str = "itm_1"
) -> PlannedMove:
    return PlannedMove(
        item_id=item_id, kind=kind, departs_at=departs_at, arrives_at=departs_at + seconds, points=tuple(path)
    )


RIDE = move(ItemKind.RIDE, straight(HOME, HEL, 60), MONDAY, 1_800, "itm_ride")
FLIGHT = move(ItemKind.FLIGHT, [point_at(*HEL), point_at(*ARN)], MONDAY + 2 * HOUR, HOUR, "itm_flight")
BACK = move(ItemKind.FLIGHT, [point_at(*ARN), point_at(*HEL)], MONDAY + 74 * HOUR, HOUR, "itm_back")
TO_TOWN = move(ItemKind.RIDE, [point_at(*ARN), point_at(*HOTEL)], MONDAY + 4 * HOUR, 2_400, "itm_to_town")
ITINERARY = [RIDE, FLIGHT, TO_TOWN, BACK]


def only(move: PlannedMove, fixes: list[Fix], as_of: int) -> MoveProgress:
    (progress,) = progress_of([move], fixes, as_of).moves
    return progress


def phases(progress: Progress) -> list[Phase]:
    return [each.phase for each in progress.moves]


def journey() -> list[Fix]:
    """Home, a ride to the airport, a flight with the phone off, a ride into town, and the evening there."""
    return [
        *(report(point_at(*HOME), MONDAY - 600 + second) for second in range(0, 600, 60)),
        *drive(straight(HOME, HEL, 60), MONDAY, 1_700),
        *(report(point_at(*HEL), MONDAY + 1_710 + second) for second in range(0, 5_400, 300)),
        *(report(point_at(*ARN), MONDAY + 3 * HOUR + second) for second in range(0, 2_400, 300)),
        *drive(straight(ARN, HOTEL, 60), MONDAY + 4 * HOUR, 2_400),
        *(report(point_at(*HOTEL), MONDAY + 5 * HOUR + second) for second in range(0, 6 * HOUR, 900)),
    ]


@few
@given(
    st.sampled_from([ItemKind.RIDE, ItemKind.RAIL, ItemKind.CAR]),
    st.floats(0.3, 3.0),
    st.integers(1, 99),
    st.sampled_from([(60.0, 24.0), (-16.9, 179.9), (0.0, 0.0), (70.0, -180.0)]),
)
def test_progress_along_a_road_is_what_was_driven_of_it(
    kind: ItemKind, slowness: float, per_cent: int, begin: tuple[float, float]
) -> None:
    around = [(begin[0] + 0.1, begin[1]), (begin[0] + 0.1, begin[1] - 0.2), (begin[0] + 0.3, begin[1] - 0.2)]
    corners = [begin, *around]
    road = [point for a, b in zip(corners, around, strict=False) for point in straight(a, b, 20)]
    planned = move(kind, road)
    seconds = round(HOUR * slowness)
    fixes = drive(road, MONDAY, seconds, every=seconds // 100)
    as_of = MONDAY + seconds * per_cent // 100

    progress = only(planned, fixes, as_of)

    assert progress.phase in ({Phase.UNDER_WAY} if 5 < per_cent < 95 else {*Phase} - {Phase.UNCONFIRMED})
    if progress.phase is Phase.UNDER_WAY:
        assert progress.basis is Basis.POSITION
        assert progress.fraction == pytest.approx(per_cent / 100, abs=0.025)
        assert progress.travelled_metres is not None
        assert progress.remaining_metres is not None
        assert progress.away_metres == pytest.approx(0, abs=5)


def test_an_itinerary_is_followed_from_home_to_the_hotel() -> None:
    fixes = journey()
    before, under, over, lost = Phase.BEFORE, Phase.UNDER_WAY, Phase.ARRIVED, Phase.UNCONFIRMED
    expected = {
        MONDAY - 60: [before, before, before, before],
        MONDAY + 900: [under, before, before, before],
        MONDAY + 1_800: [over, before, before, before],
        MONDAY + 2 * HOUR + 2_700: [over, under, before, before],  # by the schedule: the phone is off
        MONDAY + 3 * HOUR + 60: [over, over, before, before],
        MONDAY + 4 * HOUR + 1_200: [over, over, under, before],
        MONDAY + 8 * HOUR: [over, over, over, before],
        MONDAY + 100 * HOUR: [over, over, over, lost],
    }

    for as_of, wanted in expected.items():
        assert phases(progress_of(ITINERARY, fixes, as_of)) == wanted, as_of - MONDAY
    flying = progress_of(ITINERARY, fixes, MONDAY + 2 * HOUR + 2_700)
    assert flying.current is not None
    assert (flying.current.item_id, flying.current.basis, flying.current.fraction) == (
        "itm_flight",
        Basis.SCHEDULE,
        None,
    )
    assert flying.next is not None
    assert flying.next.item_id == "itm_to_town"


@settings(max_examples=6)
@given(st.randoms(use_true_random=False), st.integers(-1, 12))
def test_late_and_repeated_fixes_change_nothing_in_the_end(drawn: random.Random, hours: int) -> None:
    fixes = journey()
    mixed = [*fixes, *drawn.choices(fixes, k=20)]
    drawn.shuffle(mixed)

    as_of = MONDAY + hours * HOUR
    assert progress_of(ITINERARY, locate_pings(mixed), as_of) == progress_of(ITINERARY, fixes, as_of)


def test_a_late_fix_that_shows_the_arrival_corrects_it() -> None:
    fixes = drive(list(RIDE.points), MONDAY, 1_700)
    held_up = [fix for fix in fixes if fix.at < MONDAY + 1_000]

    assert only(RIDE, held_up, MONDAY + 2_000).phase is Phase.UNDER_WAY
    arrived = only(RIDE, fixes, MONDAY + 2_000)
    assert (arrived.phase, arrived.fraction, arrived.remaining_metres) == (Phase.ARRIVED, 1.0, 0.0)
    assert arrived.arrived_at is not None
    assert MONDAY + 1_600 < arrived.arrived_at <= MONDAY + 1_700


def test_who_comes_back_by_the_same_road_is_beyond_the_middle() -> None:
    there = straight(HOME, HEL, 40)
    planned = move(ItemKind.CAR, [*there, *reversed(there)])
    fixes = drive(list(planned.points), MONDAY, HOUR)

    fractions = [only(planned, fixes, MONDAY + HOUR * tenth // 10).fraction for tenth in range(1, 10)]

    assert fractions == pytest.approx([tenth / 10 for tenth in range(1, 10)], abs=0.01)


def test_a_tablet_at_home_takes_nobody_back_there() -> None:
    tablet = [report(point_at(*HOME), MONDAY + second, device="dev_2") for second in range(-600, 3_600, 45)]
    phone = drive(list(RIDE.points), MONDAY, 1_700)
    both = locate_pings([*tablet, *phone])

    assert only(RIDE, both, MONDAY + 900).fraction == only(RIDE, phone, MONDAY + 900).fraction
    assert only(RIDE, both, MONDAY + 1_700).phase is Phase.ARRIVED


def test_who_waits_at_the_gate_has_not_departed_however_late_it_is() -> None:
    waiting = [report(point_at(*HEL), FLIGHT.departs_at + second) for second in range(-HOUR, 2 * HOUR, 60)]

    progress = only(FLIGHT, waiting, FLIGHT.departs_at + 2 * HOUR)

    assert (progress.phase, progress.basis, progress.fraction) == (Phase.BEFORE, Basis.POSITION, 0.0)


def test_who_lives_below_the_path_of_a_flight_is_not_on_it_before_it_departs() -> None:
    at_home = [report(point_at(60.2, 23.0), FLIGHT.departs_at - second) for second in range(3 * HOUR, HOUR, -60)]

    assert only(FLIGHT, at_home, FLIGHT.departs_at - HOUR).phase is Phase.BEFORE


def test_who_is_driven_off_in_the_wrong_direction_has_departed() -> None:
    wrong = [report(point_at(*HOME), MONDAY - 60), *drive(straight(HOME, (60.0, 24.7), 20), MONDAY + 60, 900)]

    progress = only(RIDE, wrong, MONDAY + 960)

    assert progress.phase is Phase.UNDER_WAY
    assert progress.fraction == 0
    assert progress.away_metres is not None
    assert progress.away_metres > 5_000


def test_a_phone_that_is_switched_on_again_in_the_taxi_shows_the_arrival() -> None:
    fixes = [report(point_at(*HEL), FLIGHT.departs_at), report(point_at(59.55, 17.95), FLIGHT.arrives_at + 1_200)]

    assert only(FLIGHT, fixes, FLIGHT.arrives_at + 1_200).phase is Phase.ARRIVED


def test_a_ride_that_nobody_saw_is_unconfirmed_once_a_later_move_has_begun() -> None:
    fixes = [fix for fix in journey() if fix.at > MONDAY + 4 * HOUR + 600]

    progress = progress_of(ITINERARY, fixes, MONDAY + 4 * HOUR + 1_200)

    assert phases(progress) == [Phase.UNCONFIRMED, Phase.ARRIVED, Phase.UNDER_WAY, Phase.BEFORE]


@pytest.mark.parametrize("points", [(), (point_at(*HEL),), (point_at(*HEL), point_at(*HEL))])
@pytest.mark.parametrize(
    ("seconds", "phase"),
    [(-60, Phase.BEFORE), (60, Phase.UNDER_WAY), (HOUR, Phase.UNCONFIRMED), (HOUR + LATEST + 1, Phase.UNCONFIRMED)],
)
def test_where_no_path_is_known_the_schedule_counts(points: tuple[Point, ...], seconds: int, phase: Phase) -> None:
    planned = move(ItemKind.CAR, list(points))
    fixes = [report(point_at(*HEL), MONDAY + seconds)]

    progress = only(planned, fixes, MONDAY + seconds)

    assert (progress.phase, progress.basis, progress.fraction) == (phase, Basis.SCHEDULE, None)


def test_without_any_position_the_schedule_counts() -> None:
    progress = progress_of(ITINERARY, [], MONDAY + 900)

    assert phases(progress) == [Phase.UNDER_WAY, Phase.BEFORE, Phase.BEFORE, Phase.BEFORE]
    assert progress.newest_fix_at is None
    assert progress_of([], [], MONDAY) == ((), None)
