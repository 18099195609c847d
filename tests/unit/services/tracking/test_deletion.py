"""Positions that their person deletes while a worker is at them: nothing that is said of them comes back."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from chalicelib.domain.tracking.fix import DEGREE, SharingLevel
from chalicelib.errors import Unavailable
from chalicelib.models import geofence_events, geofences, tracking_events
from chalicelib.models.positions import PositionRow
from chalicelib.services.tracking import deletion
from chalicelib.services.tracking.processing import process_positions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Call, Wire
from tests.support import daily_share
from tests.support.passenger_samples import ANNA
from tests.support.walks import fence_around, to_owned
from tests.unit.services.tracking.on_the_way_samples import (
    EIGHT,
    MIDWAY,
    MINUTE,
    TRIP,
    jam,
    plan,
    set_time,
    share,
    until_minute,
)

WHO = ANNA.user_id
DRIVE = jam(25)
HALFWAY = (MIDWAY[0] / DEGREE, MIDWAY[1] / DEGREE)


def stand_in_the_jam(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna has set out, towards a geofence in which she will stand still."""
    plan(monkeypatch)
    geofences.add_geofence(to_owned(fence_around(0, HALFWAY, 2_000), WHO), 500)
    set_time(monkeypatch, EIGHT + 10 * MINUTE)
    process_positions(WHO, until_minute(DRIVE, 10))
    set_time(monkeypatch, EIGHT + 45 * MINUTE)


def withdraw_and_delete() -> None:
    share(SharingLevel.EXACT, granted=False)
    deletion.delete_positions(ANNA)


def before_call(wire: Wire, number: int, act: Callable[[], None]) -> Callable[[Call], None]:
    """Let somebody else act before the call that has this number from now on."""
    at = len(wire.calls) + number

    def scissors(call: Call) -> None:
        if call.number == at:
            with wire.quiet():
                act()

    return scissors


def left() -> list[object]:
    """What is kept of where Anna was, and was said of it."""
    return [
        *PositionRow.query(WHO, consistent_read=True),
        *geofence_events.StoredEntryRow.query(WHO, consistent_read=True),
        *tracking_events.list_events(WHO, after=0, limit=9),
        *filter(None, [tracking_events.find_warnings(WHO, TRIP)]),
    ]


def test_what_is_worked_out_while_its_positions_are_deleted_is_deleted_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At every call of the worker: who withdraws their consent and deletes everything finds nothing of it again."""
    with empty_cloud() as wire:
        stand_in_the_jam(monkeypatch)
        begun = len(wire.calls)
        process_positions(WHO, until_minute(DRIVE, 45))
        calls = wire.calls[begun:]
        kinds = {each.event.type.value for each in tracking_events.list_events(WHO, after=0, limit=9)}
        assert {"geofence.entered", "trip.warning_raised"} <= kinds

    for call in daily_share.share(calls, lambda each: each.kind, one_in=4):
        number = call.number - begun
        with empty_cloud() as wire:
            stand_in_the_jam(monkeypatch)
            wire.scissors = before_call(wire, number, withdraw_and_delete)
            for _ in range(2):  # where it fails, the message is delivered again
                with suppress(Unavailable):
                    process_positions(WHO, until_minute(DRIVE, 45))
            assert left() == [], call
