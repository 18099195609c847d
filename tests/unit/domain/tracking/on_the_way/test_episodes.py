"""What a traveller on the move is warned of: a jam before a flight, a long halt, a wrong turning; and what they are not
warned of, although it looks like it for a moment."""

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix, Ping, Signal
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.on_the_way.episodes import find_episodes, thin_track
from chalicelib.domain.tracking.on_the_way.progress import PlannedMove
from chalicelib.domain.tracking.on_the_way.trip_warnings import Episode, WarningKind
from chalicelib.domain.trips.item import ItemKind
from tests.unit.domain.tracking.track_samples import drive, report, straight

MONDAY = 1_796_000_000
MINUTE, HOUR = 60, 3_600
HOME, HEL, ARN, TOWN = (60.1650, 24.9000), (60.3172, 24.9633), (59.6519, 17.9186), (59.3300, 18.0600)
MIDWAY = point_at(60.2411, 24.9316)
ROAD = straight(HOME, HEL, 60)

RIDE = PlannedMove(
    item_id="itm_ride",
    kind=ItemKind.RIDE,
    departs_at=MONDAY,
    arrives_at=MONDAY + 40 * MINUTE,
    points=(point_at(*HOME), point_at(*HEL)),
)
FLIGHT = PlannedMove(
    item_id="itm_flight",
    kind=ItemKind.FLIGHT,
    departs_at=MONDAY + 100 * MINUTE,
    arrives_at=MONDAY + 160 * MINUTE,
    points=(point_at(*HEL), point_at(*ARN)),
)
ONWARD = PlannedMove(
    item_id="itm_onward",
    kind=ItemKind.FLIGHT,
    departs_at=MONDAY + 220 * MINUTE,
    arrives_at=MONDAY + 300 * MINUTE,
    points=(point_at(*ARN), point_at(*HEL)),
)


def found(moves: list[PlannedMove], track: list[Signal]) -> list[Episode]:
    return find_episodes(moves, thin_track(track))


def kinds(moves: list[PlannedMove], track: list[Signal]) -> list[WarningKind]:
    return [each.kind for each in found(moves, track)]


def wait(point: Point, since: int, until: int, every: int = 60) -> list[Signal]:
    return [report(point, at) for at in range(since, until, every)]


def jam(minutes: int, begins_at: int = MONDAY) -> list[Signal]:
    """Half of the road, a halt of so many minutes, and the other half."""
    half = [*ROAD[:30], MIDWAY]
    halted = begins_at + 20 * MINUTE
    going_on = halted + minutes * MINUTE
    return [
        *wait(ROAD[0], begins_at - 600, begins_at),
        *drive(half, begins_at, 20 * MINUTE),
        *wait(MIDWAY, halted + 60, going_on),
        *drive([MIDWAY, *ROAD[31:]], going_on, 20 * MINUTE),
    ]


def test_ride_as_planned_warns_of_nothing() -> None:
    arrived = [*jam(0), *wait(ROAD[-1], MONDAY + 41 * MINUTE, MONDAY + 90 * MINUTE)]

    assert found([RIDE, FLIGHT], arrived) == []


def test_jam_before_a_flight_warns_of_the_halt_and_of_the_connection_once_each() -> None:
    assert sorted(kinds([RIDE, FLIGHT], jam(50))) == [WarningKind.MISSED_CONNECTION, WarningKind.STOPPED]

    missed = next(each for each in found([RIDE, FLIGHT], jam(50)) if each.kind is WarningKind.MISSED_CONNECTION)
    assert missed.item_id == RIDE.item_id
    assert missed.data["nextItemId"] == FLIGHT.item_id
    assert missed.began_at < MONDAY + 70 * MINUTE, "it is known before the traveller is there"
    assert missed.ended_at is None, "who arrives too late has not reached it"


def test_short_halt_is_none_and_a_connection_with_time_is_reached() -> None:
    assert kinds([RIDE, FLIGHT], jam(4)) == []


def test_connection_that_can_be_reached_again_is_over() -> None:
    late = [*wait(ROAD[0], MONDAY, MONDAY + 20 * MINUTE), *drive(ROAD, MONDAY + 20 * MINUTE, 20 * MINUTE)]
    (missed,) = found([RIDE, FLIGHT], late)

    assert missed.kind is WarningKind.MISSED_CONNECTION
    assert missed.ended_at is not None
    assert MONDAY + 15 * MINUTE <= missed.began_at < missed.ended_at <= MONDAY + 41 * MINUTE


def test_two_halts_are_two_episodes_and_one_that_lasts_has_no_end() -> None:
    first = [each for each in jam(25) if each.at <= MONDAY + 50 * MINUTE]
    here = ROAD[37]
    again: list[Signal] = [*first, *wait(here, MONDAY + 51 * MINUTE, MONDAY + 90 * MINUTE)]
    lasting = [each for each in found([RIDE], again) if each.kind is WarningKind.STOPPED]

    assert len(lasting) == 2
    assert [each.ended_at is None for each in lasting] == [False, True]


def test_pings_keep_a_halt_going() -> None:
    driven = jam(1)
    halted = [each for each in driven if each.at <= MONDAY + 20 * MINUTE]
    pings: list[Signal] = [Ping(at=MONDAY + minute * MINUTE, device="dev_1") for minute in range(21, 60, 5)]

    assert WarningKind.STOPPED not in kinds([RIDE], halted)
    assert WarningKind.STOPPED in kinds([RIDE], [*halted, *pings])


def test_traveller_far_off_the_road_is_off_the_route_once() -> None:
    side = straight((60.2411, 24.9316), (60.2411, 25.3), 30)
    track: list[Signal] = [
        *wait(ROAD[0], MONDAY - 600, MONDAY),
        *drive([*ROAD[:30], MIDWAY, *side], MONDAY, 50 * MINUTE),
    ]
    off = [each for each in found([RIDE], track) if each.kind is WarningKind.OFF_ROUTE]

    assert len(off) == 1
    assert off[0].data["mostMetres"] > 5_000


def test_delayed_flight_makes_the_next_one_likely_to_be_missed_once_it_has_landed() -> None:
    before = [*jam(0), *wait(ROAD[-1], MONDAY + 41 * MINUTE, MONDAY + 130 * MINUTE, 300)]
    landed = wait(point_at(*ARN), MONDAY + 210 * MINUTE, MONDAY + 215 * MINUTE)
    episodes = found([RIDE, FLIGHT, ONWARD], [*before, *landed])

    assert [(each.kind, each.item_id) for each in episodes] == [(WarningKind.MISSED_CONNECTION, FLIGHT.item_id)]
    assert episodes[0].ended_at is None


def test_flight_on_time_with_the_phone_off_warns_of_nothing() -> None:
    before = [*jam(0), *wait(ROAD[-1], MONDAY + 41 * MINUTE, MONDAY + 98 * MINUTE, 300)]
    landed = wait(point_at(*ARN), MONDAY + 161 * MINUTE, MONDAY + 200 * MINUTE)

    assert found([RIDE, FLIGHT, ONWARD], [*before, *landed]) == []


def test_device_that_lies_at_home_is_not_followed() -> None:
    at_home: list[Signal] = [report(ROAD[0], at, device="dev_0") for at in range(MONDAY, MONDAY + HOUR, 10)]

    assert kinds([RIDE, FLIGHT], [*jam(0), *at_home]) == []
    assert {fix.device for fix in thin_track([*jam(0), *at_home])} == {"dev_1"}


def test_track_of_one_position_a_second_is_followed_by_one_each_half_minute() -> None:
    many = [report(ROAD[0], MONDAY + second) for second in range(600)]

    assert len(thin_track(many)) in {20, 21}
    assert thin_track([]) == []


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 60), st.randoms(use_true_random=False))
def test_order_and_repetition_of_positions_change_no_episode(minutes: int, chance: random.Random) -> None:
    track = jam(minutes)
    shuffled = chance.sample(track, len(track)) + chance.choices(track, k=20)

    assert found([RIDE, FLIGHT], shuffled) == found([RIDE, FLIGHT], track)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 90), st.integers(0, 400))
def test_positions_that_are_known_so_far_warn_of_no_episode_twice_at_a_time(minutes: int, known: int) -> None:
    fixes: list[Fix] = thin_track(jam(minutes))[:known]

    episodes = find_episodes([RIDE, FLIGHT], fixes)

    for kind in WarningKind:
        same = sorted((each for each in episodes if each.kind is kind), key=lambda each: each.began_at)
        lasting = [each for each in same if each.ended_at is None]
        assert len(lasting) <= 1
        for one, other in pairwise(same):
            assert one.ended_at is not None
            assert one.ended_at <= other.began_at
