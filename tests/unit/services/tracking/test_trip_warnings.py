"""Warnings through the real services: once an episode, whatever order, repetition and crashes; corrected visibly."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.domain.tracking.fix import SharingLevel, Signal
from chalicelib.domain.tracking.on_the_way.trip_warnings import WarningStatus
from chalicelib.models import items, tracking_events
from chalicelib.services.tracking import deletion
from chalicelib.services.tracking.processing import process_positions
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.connection import Crash, Cut
from tests.support.passenger_samples import ANNA, CLARA
from tests.unit.domain.tracking.track_samples import report
from tests.unit.services.documents.document_world import cut_at
from tests.unit.services.tracking.on_the_way_samples import (
    EIGHT,
    FLIGHT,
    HOUR,
    MIDWAY,
    MINUTE,
    MONDAY,
    RIDE,
    ROAD,
    TRIP,
    jam,
    plan,
    set_time,
    until_minute,
    wait,
)

WHO = ANNA.user_id


@pytest.fixture(name="wire", autouse=True)
def a_wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    with empty_cloud() as wire:
        plan(monkeypatch)
        set_time(monkeypatch, EIGHT + 3 * HOUR)
        yield wire


def log() -> list[tuple[str, str]]:
    """The types of what was published, and the kind of warning."""
    found = tracking_events.list_events(WHO, after=0, limit=100)
    assert [each.seq for each in found] == list(range(1, len(found) + 1))
    return [(each.event.type.value, each.event.data["kind"]) for each in found]


def known() -> set[tuple[str, str, str, str]]:
    """What holds in the end."""
    found = tracking_events.find_warnings(WHO, TRIP)
    assert found is not None
    return {
        (each.kind, each.status, each.began_at.isoformat(), each.ended_at.isoformat() if each.ended_at else "")
        for each in found.warnings
        if each.status is not WarningStatus.WITHDRAWN
    }


JAM = jam(60)
RAISED, ENDED, WITHDRAWN = "trip.warning_raised", "trip.warning_ended", "trip.warning_withdrawn"


def test_jam_is_warned_of_once_as_it_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    for minute in range(0, 102, 4):
        set_time(monkeypatch, EIGHT + minute * MINUTE)
        process_positions(
            WHO, [each for each in until_minute(JAM, minute) if each not in until_minute(JAM, minute - 4)]
        )

    assert sorted(log()) == [(ENDED, "stopped"), (RAISED, "missed_connection"), (RAISED, "stopped")]
    found = tracking_events.find_warnings(WHO, TRIP)
    assert found is not None
    assert [(each.kind, each.item_id) for each in found.lasting] == [("missed_connection", RIDE)]
    assert found.lasting[0].data["nextItemId"] == FLIGHT


def test_order_batches_and_repetition_end_in_the_same_warnings() -> None:
    process_positions(WHO, JAM)
    expected = known()
    for seed in range(3):
        with empty_cloud(), pytest.MonkeyPatch.context() as patch:
            plan(patch)
            set_time(patch, EIGHT + 3 * HOUR)
            for batch in shuffled(JAM, seed):
                process_positions(WHO, batch)
            assert known() == expected
            before = log()
            process_positions(WHO, JAM)
            assert log() == before


def shuffled(track: list[Signal], seed: int) -> Iterator[list[Signal]]:
    chance = random.Random(seed)
    sent = chance.sample(track, len(track)) + chance.choices(track, k=10)
    for begin in range(0, len(sent), 40):
        yield sent[begin : begin + 40]


def test_batch_that_is_delivered_again_publishes_nothing_again() -> None:
    process_positions(WHO, JAM)
    before = log()

    process_positions(WHO, JAM)

    assert log() == before


def test_other_systems_are_sent_each_warning_once_however_often_its_batch_comes(wire: Wire) -> None:
    sent: list[str] = []
    wire.queues.sent = lambda _queue, request: sent.append(json.loads(request["MessageBody"])["eventId"])
    request = WebhookRequest(url="https://hooks.example.com/in", event_types=("trip.*",))
    webhook_id = subscriptions.create_webhook(CLARA, request, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1").webhook_id

    process_positions(WHO, JAM)
    process_positions(WHO, JAM)

    logged = [each.event for each in tracking_events.list_events(WHO, after=0, limit=100)]
    kept = webhook_deliveries.list_deliveries(CLARA, webhook_id, status=None, limit=100, start=None).rows
    assert RAISED in {each.type for each in logged}
    assert sorted((each.event_id, each.event_type) for each in kept) == sorted((e.event_id, e.type) for e in logged)
    assert sorted(sent) == sorted(each.event_id for each in logged)


@pytest.mark.parametrize("cut", [Cut.UNREACHABLE, Cut.BEFORE, Cut.AFTER])
def test_crash_at_any_call_loses_nothing_and_doubles_nothing(wire: Wire, cut: Cut) -> None:
    before = len(wire.calls)
    process_positions(WHO, JAM)
    calls = len(wire.calls) - before
    whole, expected = log(), known()
    for number in range(0, calls, 2):
        with empty_cloud() as again, pytest.MonkeyPatch.context() as patch:
            plan(patch)
            set_time(patch, EIGHT + 3 * HOUR)
            begun = len(again.calls)
            again.scissors = cut_at(begun + number, cut)
            with suppress(Crash, Exception):  # whatever becomes of it
                process_positions(WHO, JAM)
            assert again.cut, number
            again.scissors = lambda _call: None
            process_positions(WHO, JAM)
            assert sorted(log()) == sorted(whole), number
            assert known() == expected


def test_late_positions_that_disprove_a_halt_withdraw_its_warning() -> None:
    seen = [*until_minute(JAM, 20), *wait(MIDWAY, 21, 60, 300)]
    process_positions(WHO, seen)
    assert (RAISED, "stopped") in log()
    driving_about = [*ROAD[31:50], *reversed(ROAD[31:50])]
    elsewhere = [
        report(driving_about[at // 30 % len(driving_about)], at)
        for at in range(MONDAY + 1_260, MONDAY + 3_600, 30)
        if at % 300
    ]

    process_positions(WHO, elsewhere)

    assert (WITHDRAWN, "stopped") in log()
    assert "stopped" not in {kind for kind, *_ in known()}


def test_who_does_not_share_exactly_is_warned_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with empty_cloud():
        plan(monkeypatch, SharingLevel.CITY)
        set_time(monkeypatch, EIGHT + 3 * HOUR)
        process_positions(WHO, JAM)

        assert log() == []


def test_warning_about_a_ride_that_is_cancelled_is_withdrawn() -> None:
    process_positions(WHO, JAM)
    items.remove_item(RIDE)

    process_positions(WHO, wait(MIDWAY, 90, 95))

    assert (WITHDRAWN, "missed_connection") in log()
    assert known() == set()


def test_log_expires_with_the_positions() -> None:
    process_positions(WHO, JAM)
    rows = list(
        tracking_events.TrackingEventRow.query(WHO, tracking_events.TrackingEventRow.entry.startswith("event/"))
    )

    assert {row.expires_at for row in rows} == {int((clock.now() + timedelta(days=90)).timestamp())}
    assert tracking_events.forget_person(WHO, 25) == len(rows) + 2
    assert tracking_events.forget_person(WHO, 25) == 0


def test_deleting_positions_deletes_what_was_said_of_them_and_the_log_goes_on() -> None:
    process_positions(WHO, JAM)
    head = tracking_events.get_head(WHO)

    deletion.delete_positions(ANNA)

    assert tracking_events.list_events(WHO, after=0, limit=9) == []
    assert tracking_events.find_warnings(WHO, TRIP) is None
    assert tracking_events.get_head(WHO) == head
    assert tracking_events.forget_events(WHO, 25) == 0
