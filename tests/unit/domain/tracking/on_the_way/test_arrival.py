"""Estimates of arrival, against travellers whose arrival is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.on_the_way.arrival import Arrival, Confidence, Withheld, estimate_arrivals
from chalicelib.domain.tracking.on_the_way.progress import MOVE_LIMITS, PlannedMove
from chalicelib.domain.trips.item import ItemKind
from tests.unit.domain.tracking.track_samples import drive, report, straight

few = settings(max_examples=12)
MONDAY = 1_796_000_000
HOUR = 3_600
HELSINKI, TAMPERE = (60.1719, 24.9414), (61.4978, 23.7610)
ROAD = straight(HELSINKI, TAMPERE, 50)
moving_kinds = st.sampled_from([ItemKind.RAIL, ItemKind.RIDE, ItemKind.CAR])


def planned(kind: ItemKind = ItemKind.RAIL, points: list[Point] | None = None, departs_at: int = MONDAY) -> PlannedMove:
    return PlannedMove(
        item_id="itm_1",
        kind=kind,
        departs_at=departs_at,
        arrives_at=departs_at + 2 * HOUR,
        points=tuple(ROAD if points is None else points),
    )


def estimate(move: PlannedMove, fixes: list[Fix], as_of: int) -> Arrival:
    (arrival,) = estimate_arrivals([move], fixes, as_of)
    return arrival


@few
@given(moving_kinds, st.floats(0.4, 3.0), st.integers(10, 90), st.integers(0, 300))
def test_who_keeps_their_speed_arrives_within_the_bounds(
    kind: ItemKind, slowness: float, per_cent: int, age: int
) -> None:
    seconds = round(2 * HOUR * slowness)
    newest = MONDAY + seconds * per_cent // 100
    fixes = [fix for fix in drive(ROAD, MONDAY, seconds, every=60) if fix.at <= newest]

    arrival = estimate(planned(kind), fixes, newest + age)

    assert arrival.withheld is None
    assert arrival.earliest_at is not None
    assert arrival.estimated_at is not None
    assert arrival.latest_at is not None
    assert arrival.earliest_at <= MONDAY + seconds <= arrival.latest_at
    assert arrival.earliest_at <= arrival.estimated_at <= arrival.latest_at
    assert arrival.estimated_at >= newest + age
    assert arrival.rests_on == fixes[-1].at
    assert arrival.age_seconds == newest + age - fixes[-1].at


@few
@given(moving_kinds, st.floats(0.4, 3.0), st.integers(30, 90))
def test_the_longer_somebody_is_seen_the_closer_the_estimate(kind: ItemKind, slowness: float, per_cent: int) -> None:
    seconds = round(2 * HOUR * slowness)
    fixes = drive(ROAD, MONDAY, seconds, every=60)

    errors = []
    for share in (per_cent - 20, per_cent):
        arrival = estimate(planned(kind), fixes, MONDAY + seconds * share // 100)
        assert arrival.estimated_at is not None
        errors.append(abs(arrival.estimated_at - MONDAY - seconds))

    assert errors[1] <= errors[0] + 90
    assert errors[1] <= abs(seconds - 2 * HOUR) + 90


def test_who_goes_as_planned_is_expected_as_planned_and_with_confidence() -> None:
    arrival = estimate(planned(), drive(ROAD, MONDAY, 2 * HOUR, every=30), MONDAY + HOUR)

    assert arrival.delay_seconds == pytest.approx(0, abs=60)
    assert arrival.confidence is Confidence.HIGH


def test_who_stands_still_is_expected_later_and_later_and_with_less_confidence() -> None:
    train = [fix for fix in drive(ROAD, MONDAY, 2 * HOUR, every=30) if fix.at <= MONDAY + HOUR]
    stuck = [
        *train,
        *(report((train[-1].latitude, train[-1].longitude), train[-1].at + second) for second in range(30, 7_200, 30)),
    ]

    arrivals = [estimate(planned(), stuck, MONDAY + HOUR + minutes * 60) for minutes in (0, 15, 45, 90)]

    delays = [arrival.delay_seconds for arrival in arrivals if arrival.delay_seconds is not None]
    assert len(delays) == len(arrivals)
    assert delays == sorted(delays)
    assert delays[-1] > 90 * 60
    assert [arrival.confidence for arrival in arrivals][::3] == [Confidence.HIGH, Confidence.LOW]


@few
@given(st.sampled_from(sorted(MOVE_LIMITS)), st.integers(0, 4 * HOUR))
def test_an_estimate_is_withheld_once_its_position_is_too_old(kind: ItemKind, age: int) -> None:
    fixes = [fix for fix in drive(ROAD, MONDAY, 2 * HOUR, every=60) if fix.at <= MONDAY + HOUR]

    arrival = estimate(planned(kind), fixes, MONDAY + HOUR + age)

    is_stale = age > MOVE_LIMITS[kind].stale_after
    assert arrival.withheld == (Withheld.STALE if is_stale else None)
    assert (arrival.estimated_at is None) == is_stale
    assert arrival.age_seconds == age
    assert arrival.confidence is not Confidence.HIGH or age * 2 <= MOVE_LIMITS[kind].stale_after


@few
@given(st.integers(0, 1_100), st.integers(0, 60))
def test_the_older_the_position_the_wider_the_bounds(age: int, more: int) -> None:
    fixes = [fix for fix in drive(ROAD, MONDAY, 2 * HOUR, every=60) if fix.at <= MONDAY + HOUR]

    one, other = (estimate(planned(), fixes, MONDAY + HOUR + each) for each in (age, age + more))

    assert one.latest_at is not None
    assert other.latest_at is not None
    assert one.earliest_at == other.earliest_at
    assert other.latest_at - one.latest_at == more


@pytest.mark.parametrize(
    ("move", "fixes", "as_of", "reason"),
    [
        (planned(), [], MONDAY - 1, Withheld.NOT_DEPARTED),
        (planned(), [report(ROAD[0], MONDAY - 60)], MONDAY, Withheld.NOT_DEPARTED),
        (planned(), [], MONDAY + HOUR, Withheld.NO_POSITION),
        (planned(points=[]), [report(ROAD[0], MONDAY + HOUR)], MONDAY + HOUR, Withheld.NO_PATH),
        (planned(), drive(ROAD, MONDAY, 2 * HOUR, every=60), MONDAY + 2 * HOUR, Withheld.ARRIVED),
        (planned(), [report(ROAD[30], MONDAY + HOUR)], MONDAY + 15 * HOUR, Withheld.UNCONFIRMED),
    ],
)
def test_where_there_is_no_estimate_it_says_why(
    move: PlannedMove, fixes: list[Fix], as_of: int, reason: Withheld
) -> None:
    arrival = estimate(move, fixes, as_of)

    assert (arrival.withheld, arrival.estimated_at, arrival.confidence) == (reason, None, None)
    assert arrival.planned_at == MONDAY + 2 * HOUR


def test_who_still_waits_needs_as_long_as_planned_from_now() -> None:
    waiting = [report(ROAD[0], MONDAY + second) for second in range(-600, HOUR, 60)]

    arrival = estimate(planned(), waiting, MONDAY + HOUR)

    assert (arrival.delay_seconds, arrival.confidence) == (HOUR, Confidence.LOW)


def test_who_is_off_the_path_has_at_least_a_straight_path_before_them() -> None:
    train = drive(ROAD, MONDAY, 2 * HOUR, every=60)[:30]
    astray = [*train, *drive(straight(HELSINKI, (61.0, 26.5), 20), MONDAY + 1_800, 1_800, every=60)[5:]]

    on_path, off_path = estimate(planned(), train, MONDAY + 1_800), estimate(planned(), astray, MONDAY + HOUR)

    assert on_path.estimated_at is not None
    assert off_path.estimated_at is not None
    assert off_path.estimated_at > on_path.estimated_at + HOUR / 2
    assert off_path.confidence is Confidence.LOW


def test_a_flight_is_followed_across_the_date_line() -> None:
    nadi, apia = point_at(-17.7554, 177.4434), point_at(-13.8300, -172.0083)
    path = straight((-17.7554, 177.4434), (-13.8300, 187.9917), 60)
    flight = planned(ItemKind.FLIGHT, [nadi, apia])

    arrival = estimate(flight, drive(path, MONDAY, 2 * HOUR, every=60), MONDAY + HOUR)

    assert arrival.delay_seconds == pytest.approx(0, abs=120)
