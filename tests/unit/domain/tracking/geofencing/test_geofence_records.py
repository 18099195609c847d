"""Records of geofence events: under one id for good, corrected by what late positions say, and never said twice."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.events import TrackingEventType
from chalicelib.domain.tracking.geofencing.geofence_events import EventCause, GeofenceEvent, make_event
from chalicelib.domain.tracking.geofencing.geofence_records import (
    PUBLISHED,
    GeofenceRecord,
    RecordChange,
    Recorder,
    RecordStatus,
    reconcile_records,
    to_tracking_event,
)
from chalicelib.domain.tracking.geofencing.geofences import GeofenceEventKind
from tests.support.walks import BEGIN, BERLIN, fence_around, to_owned

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
FENCE = fence_around(0, BERLIN[0])
OTHER = fence_around(1, BERLIN[1])
OWNED = [to_owned(FENCE), to_owned(OTHER, None)]
ENTER, EXIT = GeofenceEventKind.ENTER, GeofenceEventKind.EXIT


def stay(start: int, end: int | None = None, fence_id: str = FENCE.geofence_id) -> list[GeofenceEvent]:
    """The events of a stay, by seconds since the beginning."""
    kinds = [(ENTER, start), *([(EXIT, end)] if end is not None else [])]
    return [make_event(fence_id, kind, BEGIN + at, BEGIN + start, EventCause.MOVEMENT) for kind, at in kinds]


def reconcile(recorded: list[GeofenceRecord], found: list[GeofenceEvent], turn: int = 1) -> list[RecordChange]:
    return reconcile_records(recorded, found, OWNED, Recorder("anna", NOW, turn))


def apply(recorded: list[GeofenceRecord], changes: list[RecordChange]) -> list[GeofenceRecord]:
    kept = {each.geofence_event_id: each for each in recorded}
    for before, after in changes:
        assert kept.get(after.geofence_event_id) == before, "a change is of what is there"
        kept[after.geofence_event_id] = after
    return list(kept.values())


def current(recorded: list[GeofenceRecord]) -> set[GeofenceEvent]:
    return {each.event for each in recorded if each.is_current}


def test_what_is_found_again_changes_nothing() -> None:
    recorded = apply([], reconcile([], stay(0, 600)))

    assert reconcile(recorded, stay(0, 600), 2) == []


def test_a_stay_that_began_earlier_is_the_same_one() -> None:
    recorded = apply([], reconcile([], stay(100)))

    [change] = reconcile(recorded, stay(40), 2)

    assert change.before == recorded[0]
    assert (change.after.geofence_event_id, change.after.revision) == (recorded[0].geofence_event_id, 2)
    assert change.after.event == stay(40)[0]


def test_two_stays_that_turn_out_to_be_one_lose_an_exit_and_an_enter() -> None:
    recorded = apply([], reconcile([], [*stay(0, 600), *stay(1_200, 1_800)]))

    merged = [stay(0, 1_800)[0], stay(0, 1_800)[1]]
    changes = reconcile(recorded, merged, 2)

    assert current(apply(recorded, changes)) == set(merged)
    assert sorted(change.after.status for change in changes) == ["current", "withdrawn", "withdrawn"]
    assert all(change.before for change in changes)


def test_what_was_withdrawn_comes_back_as_the_same_event() -> None:
    recorded = apply([], reconcile([], stay(0, 600)))
    recorded = apply(recorded, reconcile(recorded, [], 2))
    assert current(recorded) == set()

    back = reconcile(recorded, stay(0, 620), 3)

    assert [(each.after.revision, each.after.status) for each in back] == [(3, RecordStatus.CURRENT)] * 2
    assert {each.after.geofence_event_id for each in back} == {each.geofence_event_id for each in recorded}


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_whatever_is_found_in_turn_the_last_is_what_is_current(seed: int) -> None:
    draw = Random(seed)
    recorded: list[GeofenceRecord] = []
    published: dict[str, int] = {}
    for turn in range(1, 8):
        found = list[GeofenceEvent]()
        for fence in (FENCE, OTHER):
            edges = sorted(draw.sample(range(60), k=2 * draw.randint(0, 4)))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                found += stay(start, end, fence.geofence_id)
        changes = reconcile(recorded, draw.sample(found, k=len(found)), turn)
        for change in changes:
            key = change.after.geofence_event_id
            assert change.after.revision == published.get(key, 0) + 1
            published[key] = change.after.revision
        recorded = apply(recorded, changes)

        assert current(recorded) == set(found)
        assert len({each.geofence_event_id for each in recorded}) == len(recorded)
        assert reconcile(recorded, found, turn) == []


def test_two_people_who_enter_in_one_second_have_two_events() -> None:
    events = stay(0, fence_id=OTHER.geofence_id)
    ids = {
        reconcile_records([], events, OWNED, Recorder(user_id, NOW, 1))[0].after.geofence_event_id
        for user_id in ("anna", "david")
    }

    assert len(ids) == 2


def test_the_first_revision_says_what_happened_and_others_that_it_is_corrected() -> None:
    [entered, exited] = [change.after for change in reconcile([], stay(0, 600))]
    withdrawn = reconcile([entered, exited], stay(0), 2)[0].after

    first, second = to_tracking_event(exited), to_tracking_event(withdrawn)

    assert to_tracking_event(entered).type is TrackingEventType.ENTERED
    assert (first.type, second.type) == (TrackingEventType.EXITED, TrackingEventType.CORRECTED)
    assert first.event_id != second.event_id
    assert first.event_id == to_tracking_event(exited).event_id
    assert second.data["status"] == "withdrawn"
    assert tuple(first.data) == PUBLISHED
    assert first.private, "it is Anna's own geofence"
