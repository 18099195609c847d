"""Progress as it is shown holds together for any itinerary and any track, also for those that make no sense."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Ping, Signal
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.looks import own_sight
from chalicelib.domain.tracking.on_the_way.episodes import find_episodes, thin_track
from chalicelib.domain.tracking.on_the_way.planned_moves import group_moves, plan_moves, span_of_group
from chalicelib.domain.tracking.on_the_way.trip_progress import MoveView, choose_group, show_progress
from chalicelib.domain.tracking.on_the_way.trip_warnings import TripWarnings, reconcile_warnings
from chalicelib.domain.tracking.screening import keep_sound
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace, ItemStatus
from tests.support.traces import any_signal, any_trace
from tests.unit.domain.tracking.track_samples import points, report

DAY = datetime(2027, 3, 3, tzinfo=UTC)
SECOND = int(DAY.timestamp())
BER, AKL, HNL = (523_667_000, 135_033_000), (-370_080_000, 1_747_920_000), (213_187_000, -1_579_224_000)
AIRPORTS = {"BER": BER, "AKL": AKL, "HNL": HNL}
PLACES = (*AIRPORTS, "XXX", None)


def find_airport(iata: str) -> Point | None:
    return AIRPORTS.get(iata)


@st.composite
def itineraries(draw: st.DrawFn) -> list[Item]:
    """Up to six items of two days: at once, after each other, without a place, without an end, cancelled."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        starts_at = DAY + timedelta(minutes=draw(st.integers(0, 2_800)))
        length = draw(st.none() | st.integers(0, 1_500))
        place = draw(st.none() | points)
        found.append(
            Item(
                item_id=f"itm_{number}",
                kind=draw(st.sampled_from(list(ItemKind))),
                name="Something",
                status=draw(st.sampled_from([ItemStatus.CONFIRMED, ItemStatus.PLANNED, ItemStatus.CANCELLED])),
                user_id="anna",
                starts_at=draw(st.sampled_from([starts_at, starts_at, None])),
                ends_at=None if length is None else starts_at + timedelta(minutes=length),
                place=None if place is None else ItemPlace(name="P", latitude=place[0] / 1e7, longitude=place[1] / 1e7),
                origin=draw(st.sampled_from(PLACES)),
                destination=draw(st.sampled_from(PLACES)),
                created_at=DAY,
                updated_at=DAY,
                created_by="anna",
            )
        )
    return found


@st.composite
def between_airports(draw: st.DrawFn) -> list[Signal]:
    """Somebody who is seen at airports and anywhere between them, in any order, at any speed, with pings."""
    at, track = SECOND - 3_600, list[Signal]()
    airports = st.sampled_from([BER, AKL, HNL])
    for start, end, steps in draw(st.lists(st.tuples(airports, airports, st.integers(1, 8)), max_size=6)):
        for step in range(steps + 1):
            at += draw(st.sampled_from([20, 60, 600, 4_000]))
            share = step / steps
            here = round(start[0] + (end[0] - start[0]) * share), round(start[1] + (end[1] - start[1]) * share)
            track.append(report(here, at) if draw(st.booleans()) else Ping(at=at, device="dev_1"))
    return track


def tracks() -> st.SearchStrategy[list[Signal]]:
    wild = st.lists(any_signal(st.integers(SECOND - 7_200, SECOND + 200_000)), max_size=25)
    return between_airports() | wild | any_trace()


@settings(max_examples=30, deadline=None)
@given(itineraries(), tracks(), st.integers(-10, 60))
def test_any_itinerary_and_track_have_a_progress_that_holds_together(
    items: list[Item], signals: list[Signal], hours: int
) -> None:
    now = DAY + timedelta(hours=hours)
    moves = plan_moves(items, find_airport)
    track = keep_sound(signals, int(now.timestamp()))
    shown = show_progress("trp_1", own_sight("anna"), choose_group(moves, now), track, None, now)

    for move in shown.moves:
        assert_sound(move)
    ids = {move.item_id for move in shown.moves}
    assert {shown.current_item_id, shown.next_item_id} <= ids | {None}


def assert_sound(move: MoveView) -> None:
    assert move.fraction is None or 0 <= move.fraction <= 1
    assert (move.estimated_arrival_at is None) is (move.withheld is not None)
    if move.estimated_arrival_at is not None:
        assert move.earliest_arrival_at is not None
        assert move.latest_arrival_at is not None
        assert move.earliest_arrival_at <= move.estimated_arrival_at <= move.latest_arrival_at
        assert move.position_age_seconds is not None
    if move.departed_at is not None and move.arrived_at is not None:
        assert move.departed_at <= move.arrived_at


@settings(max_examples=30, deadline=None)
@given(itineraries(), tracks())
def test_any_itinerary_and_track_have_episodes_that_are_each_published_once(
    items: list[Item], signals: list[Signal]
) -> None:
    moves = plan_moves(items, find_airport)
    assert [move for group in group_moves(moves) for move in group] == list(moves)
    for group in group_moves(moves):
        span = span_of_group(group)
        fixes = thin_track(keep_sound([each for each in signals if each.at in span], SECOND + 10**6))
        episodes = find_episodes(group, fixes)
        for each in episodes:
            assert each.ended_at is None or each.began_at <= each.ended_at
        ids = {move.item_id for move in group}
        first = reconcile_warnings(TripWarnings(user_id="anna", trip_id="trp_1"), episodes, ids, DAY)
        if first is not None:
            assert reconcile_warnings(first.after, episodes, ids, DAY) is None
