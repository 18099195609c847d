"""Anna on the way to her flight: a trip with a ride and a flight, her phone's positions, and who follows her."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.tracking.fix import SharingLevel, Signal
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace
from chalicelib.models import items, trips
from chalicelib.services import live_updates
from chalicelib.services.authorization.people import current_identity
from chalicelib.services.tracking import preferences
from chalicelib.services.tracking.followers import follow
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA
from tests.unit.domain.tracking.track_samples import drive, report, straight
from tests.unit.domain.tracking.windows_samples import trip

EIGHT = datetime(2027, 3, 3, 8, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MONDAY = int(EIGHT.timestamp())
TRIP = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"
RIDE, FLIGHT = "itm_01JQZXB2M4C6N8P0R2T4V6X8Z1", "itm_01JQZXB2M4C6N8P0R2T4V6X8Z2"
OFFICE = (52.5200, 13.4000)
REASON = "Strike at the airport: who needs another ride?"
_AIRPORT = find_airport("BER")
ROAD = straight(OFFICE, (_AIRPORT.latitude, _AIRPORT.longitude), 60)
MIDWAY = ROAD[30]


def plan(monkeypatch: pytest.MonkeyPatch, level: SharingLevel = SharingLevel.EXACT) -> None:
    """Anna plans her day at seven o'clock."""
    set_time(monkeypatch, EIGHT - HOUR)
    write_plan(level)


def write_plan(level: SharingLevel = SharingLevel.EXACT) -> None:
    """Anna travels today, by a ride at eight and a flight at a quarter to ten, and shares where she is."""
    trips.create_trip(trip(EIGHT, EIGHT + 30 * HOUR))
    for item in (
        _item(RIDE, ItemKind.RIDE, 0, 40, place=ItemPlace(name="Office", latitude=OFFICE[0], longitude=OFFICE[1])),
        _item(FLIGHT, ItemKind.FLIGHT, 105, 220, origin="BER", destination="LHR"),
    ):
        items.create_item(item)
    share(level)


def share(level: SharingLevel, *, granted: bool = True) -> None:
    preferences.set_tracking(ANNA, granted=granted, text_version="1", level=level, quiet_hours=None, expected=None)


def set_time(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def follow_anna(who: Identity, connection_id: str, reason: str | None = REASON) -> dict[str, Any]:
    """Open a connection that follows Anna, and return what it was answered."""
    until = clock.now() + 2 * HOUR
    live_updates.connect(who, connection_id, "https://sockets.example.com/api", until=until)
    connection = live_updates.get_connection(connection_id)
    caller = current_identity(connection.identity, "follow_traveller")  # as every message is looked at
    answer = follow(msgspec.structs.replace(connection, identity=caller), ANNA.user_id, reason)
    return {"level": answer.level, "position": answer.position, "progress": answer.progress}


def heard(wire: Wire, connection_id: str, kind: str) -> list[dict[str, Any]]:
    return [message for to, message in wire.pushed if to == connection_id and message["type"] == kind]


def wait(point: Point, since: int, until: int, every: int = 60) -> list[Signal]:
    """Somebody who stands there, from so many minutes after eight until so many."""
    return [report(point, at) for at in range(MONDAY + since * 60, MONDAY + until * 60, every)]


def jam(minutes: int) -> list[Signal]:
    """Half of the road in twenty minutes, a halt, and the other half."""
    going_on = MONDAY + (20 + minutes) * 60
    return [
        *wait(ROAD[0], -10, 0),
        *drive(ROAD[:31], MONDAY, 1_200, every=30),
        *wait(MIDWAY, 21, 20 + minutes),
        *drive(ROAD[30:], going_on, 1_200, every=30),
    ]


def until_minute(track: Iterable[Signal], minute: int) -> list[Signal]:
    return [each for each in track if each.at <= MONDAY + minute * 60]


def _item(item_id: str, kind: ItemKind, begins: int, ends: int, **fields: Any) -> Item:
    return Item(
        item_id=item_id,
        kind=kind,
        name=kind.value,
        user_id="anna",
        trip_id=TRIP,
        starts_at=EIGHT + begins * MINUTE,
        ends_at=EIGHT + ends * MINUTE,
        created_at=EIGHT - 20 * HOUR,
        updated_at=EIGHT - 20 * HOUR,
        created_by="anna",
        **fields,
    )
