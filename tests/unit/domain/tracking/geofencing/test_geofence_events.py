from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.geofencing.geofence_events import GeofenceEvent, compare_events, find_events
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.visits import GeofenceIndex, Visit, follow_signals
from tests.support.walks import BEGIN, BERLIN, beside, disturb, fence_around, fix_at, ping_at, plan_stays, walk

HOUR, DAY = 3600, 86_400
HOTEL = BERLIN[0]
FAR = beside(HOTEL, 3_000, 0)
ALL = ["enter", "dwell", "exit"]
# 2026-11-30, on which every walk begins, is a Monday.
MONDAY_MORNING = {"zone": "UTC", "hours": [{"weekdays": ["monday"], "startsAt": "06:00", "endsAt": "12:00"}]}
WORKDAYS = {"zone": "UTC", "hours": [{"weekdays": ["monday", "tuesday"], "startsAt": "08:00", "endsAt": "18:00"}]}

quick = settings(max_examples=25)
spans = st.tuples(st.integers(0, 40), st.integers(1, 20), st.booleans())


def _hotel(**more: Any) -> Geofence:
    return fence_around(0, HOTEL, **more)


def _visit(entered_at: int, last_inside_at: int, exited_at: int | None = None, number: int = 0) -> Visit:
    return Visit(
        geofence_id=f"gfn_{number:026}",
        entered_at=BEGIN + entered_at,
        last_inside_at=BEGIN + last_inside_at,
        exited_at=None if exited_at is None else BEGIN + exited_at,
    )


def _events(fence: Geofence, *visits: Visit) -> list[GeofenceEvent]:
    return find_events(visits, {fence.geofence_id: fence})


def _told(fence: Geofence, *visits: Visit) -> list[tuple[str, int, str]]:
    return [(event.kind, event.at - BEGIN, event.cause) for event in _events(fence, *visits)]


def _apart(spans: list[tuple[int, int, bool]], number: int) -> list[Visit]:
    """Return visits one after the other: each so long after the one before, so long itself, and shown to be over."""
    visits, at = list[Visit](), 0
    for pause, length, _ in spans:
        visits.append(_visit(at + pause, at + pause + length, at + pause + length + 1, number))
        at += pause + length + 2
    if visits and spans[-1][2]:
        visits[-1] = _visit(visits[-1].entered_at - BEGIN, visits[-1].last_inside_at - BEGIN, None, number)
    return visits


def _apply(changes: list[Any], events: list[GeofenceEvent]) -> set[GeofenceEvent]:
    """Return what is stored after corrections were carried out as a table would: by ids, in any order."""
    stored = {event.event_id: event for event in events}
    for before, after in changes:
        if before and (after is None or after.event_id != before.event_id):
            del stored[before.event_id]
        if after:
            stored[after.event_id] = after
    return {*stored.values()}


def test_a_stay_is_an_enter_a_dwell_and_an_exit() -> None:
    fence = _hotel(events=ALL, dwellSeconds=HOUR)

    assert _told(fence, _visit(0, 2 * HOUR, 2 * HOUR + 10)) == [
        ("enter", 0, "movement"),
        ("dwell", HOUR, "movement"),
        ("exit", 2 * HOUR + 10, "movement"),
    ]
    assert _told(fence, _visit(0, HOUR - 1, 9 * HOUR)) == [("enter", 0, "movement"), ("exit", 9 * HOUR, "movement")]
    assert _told(fence, _visit(0, HOUR)) == [("enter", 0, "movement"), ("dwell", HOUR, "movement")]


def test_only_what_was_asked_for_is_an_event() -> None:
    assert _told(_hotel(events=["exit"]), _visit(0, 10, 20)) == [("exit", 20, "movement")]
    assert _told(_hotel(events=["enter"]), _visit(0, 10, 20)) == [("enter", 0, "movement")]


def test_a_calendar_cuts_stays_to_when_it_counts() -> None:
    fence = _hotel(calendar=WORKDAYS)

    assert _told(fence, _visit(5 * HOUR, 12 * HOUR, 13 * HOUR)) == [
        ("enter", 8 * HOUR, "calendar"),
        ("exit", 13 * HOUR, "movement"),
    ]
    assert _told(fence, _visit(9 * HOUR, DAY + 9 * HOUR)) == [
        ("enter", 9 * HOUR, "movement"),
        ("exit", 18 * HOUR, "calendar"),
        ("enter", DAY + 8 * HOUR, "calendar"),
    ]
    assert _told(fence, _visit(19 * HOUR, 20 * HOUR, 21 * HOUR)) == []


def test_a_stay_for_a_dwell_must_be_within_the_hours_that_count() -> None:
    fence = _hotel(calendar=MONDAY_MORNING, events=["dwell"], dwellSeconds=2 * HOUR)

    assert _told(fence, _visit(0, 20 * HOUR)) == [("dwell", 8 * HOUR, "movement")]
    assert _told(fence, _visit(11 * HOUR, 20 * HOUR)) == []


def test_who_is_inside_when_a_geofence_is_drawn_enters_it_then() -> None:
    drawn = int(_hotel().counts_from.timestamp()) - BEGIN

    assert _told(_hotel(), _visit(drawn - HOUR, drawn + HOUR)) == [("enter", drawn, "calendar")]
    assert _told(_hotel(), _visit(drawn - HOUR, drawn - 10, drawn)) == []


def test_an_id_follows_from_what_an_event_says() -> None:
    [enter, exit_] = _events(_hotel(), _visit(0, 10, 20))
    [other, _] = _events(fence_around(1, HOTEL), _visit(0, 10, 20, number=1))

    assert [enter, exit_] == _events(_hotel(), _visit(0, 15, 20))
    assert len({enter.event_id, exit_.event_id, other.event_id}) == 3
    assert enter.event_id < exit_.event_id
    assert int(enter.moment.timestamp()) == BEGIN


def test_a_late_position_corrects_the_events_of_a_stay() -> None:
    before = _events(_hotel(), _visit(100, 200, 300))
    after = _events(_hotel(), _visit(40, 250, 290))

    changes = compare_events(before, after)

    assert [(change.before, change.after) for change in changes] == list(zip(before, after, strict=True))


def test_two_stays_that_turn_out_to_be_one_lose_an_exit_and_an_enter() -> None:
    before = _events(_hotel(), _visit(0, 100, 200), _visit(300, 400, 500))
    after = _events(_hotel(), _visit(0, 400, 500))

    changes = compare_events(before, after)

    assert [(change.before and change.before.kind, change.after) for change in changes] == [
        ("exit", None),
        ("enter", None),
        ("exit", after[1]),
    ]
    assert changes[2].before is not None
    assert changes[2].before.event_id == after[1].event_id  # it is of the longer stay now


@quick
@given(
    st.lists(spans, max_size=6),
    st.lists(spans, max_size=6),
    st.lists(spans, max_size=4),
    st.sampled_from([ALL, ["enter"], ["exit"]]),
)
def test_corrections_bring_what_was_said_to_what_is_so(
    before: list[tuple[int, int, bool]],
    after: list[tuple[int, int, bool]],
    others: list[tuple[int, int, bool]],
    asked: list[str],
) -> None:
    dwell = {"dwellSeconds": 60} if "dwell" in asked else {}
    fences = {
        fence.geofence_id: fence for fence in (fence_around(each, HOTEL, events=asked, **dwell) for each in (0, 1))
    }
    old = find_events([*_apart(before, 0), *_apart(others, 1)], fences)
    new = find_events([*_apart(after, 0), *_apart(others[:2], 1)], fences)

    changes = compare_events(old, new)

    assert _apply(changes, old) == {*new}
    assert _apply(changes[::-1], old) == {*new}
    assert compare_events(new, new) == []
    touched = [event.event_id for change in changes for event in change if event]
    corrected = sum(
        1 for change in changes if change.before and change.after and change.before.event_id == change.after.event_id
    )
    assert len(touched) - corrected == len({*touched})
    assert all(
        change.before.geofence_id == change.after.geofence_id and change.before.kind == change.after.kind
        for change in changes
        if change.before and change.after
    )


@settings(max_examples=10)
@given(st.integers(0, 10_000).map(Random))
def test_signals_that_come_late_end_in_the_events_of_all_with_one_enter_and_exit_a_stay(draw: Random) -> None:
    stays = plan_stays([BERLIN[0], BERLIN[2], BERLIN[0]], stays=900, travels=900)
    fences = {fence.geofence_id: fence for fence in (fence_around(0, BERLIN[0]), fence_around(1, BERLIN[2]))}
    index = GeofenceIndex(fences.values())
    signals: list[Signal] = disturb([*walk(stays, draw, every=20), ping_at(BEGIN + 500)], draw)
    said: set[GeofenceEvent] = set()

    for count in range(0, len(signals) + 40, 40):
        events = find_events(follow_signals(index, signals[:count]).visits, fences)
        said = _apply(compare_events(said, events), [*said])

    assert said == {*find_events(follow_signals(index, signals).visits, fences)}
    assert [event.kind for event in sorted(said, key=lambda event: event.at)] == ["enter", "exit"] * 2 + ["enter"]


def test_a_fix_that_comes_a_day_late_moves_an_enter_and_adds_none() -> None:
    fence = _hotel()
    index = GeofenceIndex([fence])
    known: list[Signal] = [fix_at(place, BEGIN + at) for at, place in ((0, FAR), (900, HOTEL), (960, HOTEL))]
    late = [fix_at(HOTEL, BEGIN + at) for at in (300, 330)]
    before = find_events(follow_signals(index, known).visits, index.geofences)

    [change] = compare_events(before, find_events(follow_signals(index, [*known, *late]).visits, index.geofences))

    assert change.before == before[0]
    assert change.after is not None
    assert (change.before.at, change.after.at) == (BEGIN + 900, BEGIN + 300)
