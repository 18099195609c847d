"""Geofence events: the same for any order, repetition, batches, crashes and races, corrected visibly, and cheap."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st
from pynamodb.exceptions import PynamoDBException
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.domain.mentions import Erased
from chalicelib.domain.tracking.events import TrackingEventType
from chalicelib.domain.tracking.fix import Fix, SharingLevel, Signal
from chalicelib.domain.tracking.geofencing.geofence_records import PUBLISHED, RecordStatus, to_tracking_event
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.owned_geofences import replace_owned
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import PersonErased, Unavailable, VersionConflict
from chalicelib.models import geofence_events, geofences, mentions, positions, tracking_events, tracking_preferences
from chalicelib.services.tracking import deletion, geofencing
from chalicelib.services.tracking.person_geofences import PersonGeofences
from tests.simulation.cloud.units import Meter
from tests.simulation.cloud.wire import Call, Wire
from tests.support.connection import Crash, Cut
from tests.support.passenger_samples import ANNA
from tests.support.walks import (
    BEGIN,
    BERLIN,
    beside,
    disturb,
    fence_around,
    fix_at,
    ping_at,
    plan_stays,
    to_owned,
    walk,
)
from tests.unit.domain.tracking.windows_samples import HOUR
from tests.unit.services.documents.document_world import cut_at
from tests.unit.services.tracking.geofence_world import (
    NOW,
    WHO,
    expect_events,
    geofence_world,
    happened,
    own,
    records,
    report,
)

HOTEL, OFFICE = BERLIN[0], BERLIN[2]
FAR = beside(HOTEL, 3_000, 0)
DWELLING: dict[str, Any] = {"events": ["enter", "dwell", "exit"], "dwellSeconds": 600}


@pytest.fixture(name="wire", autouse=True)
def a_wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    with geofence_world(monkeypatch) as wire:
        yield wire


def day_out(draw: Random, every: int = 60) -> list[Signal]:
    """Some hours in Berlin, with stays at three places, and a tablet that is left at the first."""
    phone = walk(plan_stays([HOTEL, OFFICE, BERLIN[3]], stays=4_000, travels=900), draw, every=every, accuracy=20)
    tablet = walk(plan_stays([HOTEL], stays=6_000), draw, every=900, device="tablet")
    return [*phone, *tablet, *(ping_at(draw.randrange(BEGIN, BEGIN + 14_000)) for _ in range(5))]


def draw_fences() -> list[Geofence]:
    night = {"zone": "Europe/Berlin", "hours": [{"weekdays": ["monday"], "startsAt": "02:00", "endsAt": "03:30"}]}
    at_night = fence_around(2, BERLIN[3], calendar=night)
    return [fence_around(0, HOTEL, **DWELLING), fence_around(1, OFFICE, 500), at_night]


def published() -> dict[str, dict[str, Any]]:
    """What who keeps the latest revision of each event has, from the log alone."""
    kept: dict[str, dict[str, Any]] = {}
    for logged in tracking_events.list_events(WHO, after=0, limit=1_000):
        data = logged.event.data
        seen = kept.get(data["geofenceEventId"])
        assert data["revision"] == (seen["revision"] + 1 if seen else 1)
        assert (logged.event.type is TrackingEventType.CORRECTED) == (seen is not None)
        kept[data["geofenceEventId"]] = data
    return kept


def written() -> dict[str, dict[str, Any]]:
    """The same, as it is written."""
    return {each.geofence_event_id: to_tracking_event(each).data for each in records()}


def forget_everything() -> None:
    deletion.delete_positions(ANNA)
    for forget in (geofences.forget_person, tracking_events.forget_person):
        assert forget(WHO, 1_000) < 1_000


@tuned(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_repetition_and_batches_end_in_the_same_events(seed: int) -> None:
    forget_everything()
    draw = Random(seed)
    fences = own(draw_fences())
    signals = day_out(draw, every=draw.choice([60, 240]))
    reported = disturb(signals, draw, dropped=0.1)
    size = draw.choice([40, 90, 400])

    for start in range(0, len(reported), size):
        report(reported[start : start + size])

    assert happened() == expect_events(reported, fences)
    assert happened()
    assert published() == written()


def test_a_day_in_order_is_said_once_without_a_correction() -> None:
    fences = own(draw_fences())
    signals = sorted(day_out(Random(1)), key=lambda each: each.at)

    for start in range(0, len(signals), 10):
        report(signals[start : start + 10])

    kinds = [(each.kind.value, each.geofence_id[-1]) for each in happened()]
    assert happened() == expect_events(signals, fences)
    assert kinds.count(("enter", "1")) == kinds.count(("exit", "1")) == 1
    assert {each.revision for each in records()} == {1}
    assert published() == written()


def test_a_late_point_corrects_an_event_and_adds_none() -> None:
    own([fence_around(0, HOTEL)])
    report([fix_at(FAR, BEGIN), *(fix_at(HOTEL, BEGIN + at) for at in (600, 630, 660))])
    [before] = records()

    report([fix_at(HOTEL, BEGIN + 300), fix_at(HOTEL, BEGIN + 330)])

    [after] = records()
    assert (before.at, before.revision) == (datetime.fromtimestamp(BEGIN + 600, before.at.tzinfo), 1)
    assert (after.geofence_event_id, after.at) == (before.geofence_event_id, before.at - HOUR / 12)
    assert (after.revision, after.status, after.corrected_at) == (2, RecordStatus.CURRENT, NOW)
    assert published() == written()


def test_an_event_is_withdrawn_and_comes_back_as_the_same_one() -> None:
    own([fence_around(0, HOTEL)])
    staying: list[Signal] = [fix_at(HOTEL, BEGIN + at) for at in range(0, 1_200, 60)]
    between: list[Signal] = [fix_at(FAR, BEGIN + at) for at in (1_500, 1_530, 2_000)]
    report([*staying, *between])
    exit_ = records()[-1]

    report([fix_at(HOTEL, BEGIN + 1_490 + at) for at in (0, 25, 50)])
    moved = records()[-1]
    # Fixes that are borne out by none of the same device are no sound ones, and change nothing.
    report([fix_at(HOTEL, BEGIN + at, accuracy=5_000) for at in (2_100, 2_130)])

    assert (exit_.kind, exit_.revision, moved.geofence_event_id) == ("exit", 1, exit_.geofence_event_id)
    assert [each.geofence_event_id for each in records()] == [records()[0].geofence_event_id, exit_.geofence_event_id]
    assert published() == written()


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER, Cut.LOST, Cut.UNREACHABLE])
def test_batch_that_dies_anywhere_is_followed_when_it_is_delivered_again(wire: Wire, how: Cut) -> None:
    fences = own(draw_fences())
    signals = sorted(day_out(Random(2), every=600), key=lambda each: each.at)
    report(signals[::2])
    before = wire.tables.snapshot()
    tried = 0
    for number in range(list(Cut).index(how), 300, 4):
        wire.tables.restore(before)
        wire.cut.clear()
        wire.scissors = cut_at(len(wire.calls) + number, how)
        try:
            report(signals)
        except (Crash, Unavailable, VersionConflict, PynamoDBException):
            tried += 1
        wire.scissors = None
        if not wire.cut:
            break
        report(signals)
        assert happened() == expect_events(signals, fences)
        assert published() == written()

    assert tried >= 10


def test_who_has_not_seen_what_another_worker_stored_writes_nothing(wire: Wire) -> None:
    fences = own(draw_fences())
    signals = sorted(day_out(Random(3), every=300), key=lambda each: each.at)
    others = iter([signals[1::2]])

    def work_between(call: Call) -> None:
        if call.operation == "dynamodb.TransactWriteItems" and (batch := next(others, None)) is not None:
            with wire.quiet():
                report(batch)

    wire.scissors = work_between
    report(signals[::2])

    assert next(others, None) is None
    assert happened() == expect_events(signals, fences)
    assert published() == written()


def test_a_turn_that_is_over_writes_nothing() -> None:
    own(draw_fences())
    report(day_out(Random(4), every=300))
    turn = geofence_events.draw_turn(WHO, NOW)
    geofence_events.draw_turn(WHO, NOW)
    [checkpoint, *_] = geofence_events.list_checkpoints_before(WHO, BEGIN + 10**6, NOW)
    changes = geofence_events.Changes([], [checkpoint])

    with pytest.raises(VersionConflict):
        geofence_events.write_changes(WHO, turn, changes, geofence_events.Kept(90))


def test_what_is_reported_again_writes_nothing_but_a_number(wire: Wire) -> None:
    own(draw_fences())
    signals = day_out(Random(5), every=120)
    report(signals)
    wire.tables.meter = meter = Meter()

    report(signals[::3])

    assert {key.table.rpartition("local-")[2]: units for key, (_, units) in meter.units().items() if units} == {
        "geofence-events": 1
    }


def test_following_a_batch_reads_fences_once_and_only_the_buckets_that_it_needs(wire: Wire) -> None:
    """Hours on the way, then a minute more: six read units and a write unit beyond those of storing."""
    own([fence_around(number, beside(HOTEL, 500 * number, 900)) for number in range(200)])
    on_the_way = [fix_at(beside(FAR, at / 10, 0), BEGIN + at) for at in range(0, 6 * 3_600, 10)]
    report(on_the_way)
    fences = PersonGeofences(WHO)
    wire.tables.meter = meter = Meter()

    geofencing.update_events(fences, on_the_way[-6:])

    spent = {key.table.rpartition("local-")[2]: (0.0, 0) for key in meter.units()}
    for key, (reads, writes) in meter.units().items():
        name = key.table.rpartition("local-")[2]
        spent[name] = spent[name][0] + reads, spent[name][1] + writes
    assert spent == {"geofences": (2, 0), "geofence-events": (3, 1), "positions": (1, 0)}


def test_somebody_without_geofences_costs_a_look(wire: Wire) -> None:
    report(day_out(Random(6), every=600))
    wire.tables.meter = meter = Meter()

    assert geofencing.update_events(PersonGeofences(WHO), [fix_at(HOTEL, BEGIN)]) == 0

    assert sum(reads for reads, _ in meter.units().values()) <= 2
    assert sum(writes for _, writes in meter.units().values()) == 0


def test_geofences_are_read_again_when_one_is_drawn(wire: Wire) -> None:
    own([fence_around(0, HOTEL)])
    report([fix_at(HOTEL, BEGIN + at) for at in (0, 60)])
    own([fence_around(1, OFFICE)], user_id=None)

    report([fix_at(OFFICE, BEGIN + at) for at in (3_600, 3_660)])

    assert [(each.kind, each.geofence_id[-1]) for each in happened()] == [("enter", "0"), ("exit", "0"), ("enter", "1")]


def test_whoever_is_inside_when_a_geofence_is_drawn_enters_it_then(monkeypatch: pytest.MonkeyPatch) -> None:
    own([fence_around(0, OFFICE)])
    staying = [fix_at(HOTEL, BEGIN + at) for at in range(0, 4 * 3_600, 300)]
    drawn = fence_around(1, HOTEL)
    at = drawn.counts_from.fromtimestamp(BEGIN + 2 * 3_600 + 1, drawn.counts_from.tzinfo)
    report(staying[:24])
    own([msgspec.structs.replace(drawn, counts_from=at)])
    monkeypatch.setattr(clock, "now", lambda: at)

    report(staying[24:])

    [event] = happened()
    assert (event.kind, event.at - BEGIN, event.cause) == ("enter", 7_201, "calendar")


def test_a_geofence_may_count_from_before_it_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    first = own([fence_around(0, OFFICE)])
    signals = sorted(day_out(Random(8), every=120), key=lambda each: each.at)
    report(signals[:-20])
    late = msgspec.structs.replace(to_owned(fence_around(1, HOTEL)), defined_at=NOW)
    geofences.add_geofence(late, 500)
    monkeypatch.setattr(clock, "now", lambda: NOW + HOUR)

    report(signals[-20:])

    assert happened() == expect_events(signals, [*first, late.geofence])


def test_a_geofence_that_is_written_over_keeps_what_was_said_and_counts_from_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own([fence_around(0, HOTEL)])
    report([fix_at(HOTEL, BEGIN + at) for at in range(0, 3_600, 60)])
    before = geofences.find_geofence(WHO, fence_around(0, HOTEL).geofence_id)
    assert before is not None
    at = datetime.fromtimestamp(BEGIN + 3_600, NOW.tzinfo)
    request = fence_around(0, OFFICE).request
    geofences.replace_geofence(before, replace_owned(before, request, at))
    monkeypatch.setattr(clock, "now", lambda: at)

    report([fix_at(OFFICE, BEGIN + at) for at in range(5_400, 7_200, 60)])
    report([fix_at(HOTEL, BEGIN + at) for at in (30, 90)])

    assert [(each.kind, each.at - BEGIN) for each in happened()] == [("enter", 0), ("enter", 5_400)]
    assert {each.revision for each in records()} == {1}


def test_what_is_coarse_by_now_says_nothing_else_than_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    own([fence_around(0, HOTEL)])
    report([*(fix_at(HOTEL, BEGIN + at) for at in (0, 60)), *(fix_at(FAR, BEGIN + at) for at in (900, 960))])
    said = records()
    buckets = positions.find_buckets(WHO, [BEGIN, BEGIN + 900])
    positions.delete_buckets(WHO, list(buckets))  # as coarsening by night leaves nothing of them that tells
    coarse_until = datetime.fromtimestamp(BEGIN + 3_600, NOW.tzinfo)
    monkeypatch.setattr(tracking_preferences, "find_coarsened", lambda _: coarse_until)
    monkeypatch.setattr(clock, "now", lambda: NOW + 80 * HOUR)

    geofencing.update_events(PersonGeofences(WHO), [fix_at(HOTEL, BEGIN + 5_400)])

    assert records() == said


def test_events_of_an_own_geofence_go_to_nobody_else() -> None:
    own([fence_around(0, HOTEL)])
    own([fence_around(1, HOTEL)], user_id=None)

    report([fix_at(HOTEL, BEGIN + at) for at in (0, 60)])

    private = {
        each.event.data["geofenceId"]: each.event.private for each in tracking_events.list_events(WHO, after=0, limit=9)
    }
    assert private == {fence_around(0, HOTEL).geofence_id: True, fence_around(1, HOTEL).geofence_id: False}


def test_what_is_published_holds_no_coordinates() -> None:
    own([fence_around(0, HOTEL)])

    report([fix_at(HOTEL, BEGIN + at) for at in (0, 60)])

    [logged] = tracking_events.list_events(WHO, after=0, limit=9)
    assert set(logged.event.data) == set(PUBLISHED)
    assert logged.event.type is TrackingEventType.ENTERED


def test_nothing_is_written_of_somebody_who_is_erased(wire: Wire) -> None:
    own([fence_around(0, HOTEL)])
    signals = [fix_at(HOTEL, BEGIN + at) for at in (0, 60)]
    with TransactWrite(connection=transactions()) as transaction:
        mentions.mark(transaction, WHO, Erased(erasure_id="era_1", subjects=(WHO,)), NOW, instead_of=None)

    with pytest.raises(PersonErased):
        geofencing.update_events(PersonGeofences(WHO), [*signals, *_stored(signals)])

    rows = [row for table, _, row in wire.tables.snapshot() if table.name.endswith("geofence-events")]
    assert WHO not in str(rows)


def test_deleting_positions_deletes_what_followed_from_them() -> None:
    own(draw_fences())
    report(day_out(Random(7), every=300))

    deletion.delete_positions(ANNA)

    assert records() == []
    assert list(geofence_events.list_checkpoints_before(WHO, BEGIN + 10**6, NOW)) == []


def test_where_only_zones_are_shared_the_same_events_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    with geofence_world(monkeypatch, SharingLevel.IN_ZONE):
        own([fence_around(0, HOTEL)])

        report([*(fix_at(HOTEL, BEGIN + at) for at in (0, 60)), *(fix_at(FAR, BEGIN + at) for at in (900, 960))])

        assert [(each.kind, each.at - BEGIN) for each in happened()] == [("enter", 0), ("exit", 900)]


def _stored(signals: list[Fix]) -> list[Fix]:
    """Return signals that are stored, whatever is said of their person meanwhile."""
    from chalicelib.domain.tracking.packing import pack, split_buckets

    for start, found in split_buckets(signals).items():
        positions.replace_bucket(WHO, None, start, pack(found), expires_at=NOW + 90 * 24 * HOUR)
    return signals
