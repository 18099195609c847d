"""Trips, items and shares in their tables: a change of what is no longer so is refused, whoever came first."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
from moto import mock_aws

from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.errors import VersionConflict
from chalicelib.models import items, shares, trips
from chalicelib.models.items import ItemRow
from tests.support.tables import make_tables

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
ITEM = Item(item_id="itm_1", user_id="anna", name="Visa", created_at=NOW, updated_at=NOW, created_by="anna")
SHARE = Share(trip_id="trp_1", user_id="ben", right=Right.READ, shared_at=NOW, updated_at=NOW, shared_by="anna")
TRIP = Trip(
    trip_id="trp_1",
    traveller_id="anna",
    name="London",
    status=TripStatus.PLANNED,
    starts_at=NOW,
    ends_at=NOW,
    created_at=NOW,
    updated_at=NOW,
    created_by="anna",
)


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with mock_aws():
        make_tables("items", "limits", "mentions", "shares", "trips")
        yield


def test_an_item_that_changed_meanwhile_is_neither_changed_nor_removed() -> None:
    items.create_item(ITEM)
    second = msgspec.structs.replace(ITEM, name="Second", version=2)
    items.replace_item(ITEM, second)

    with pytest.raises(VersionConflict):
        items.replace_item(ITEM, msgspec.structs.replace(ITEM, name="Lost", version=2))
    with pytest.raises(VersionConflict):
        items.delete_item(ITEM)
    with pytest.raises(VersionConflict):
        items.create_item(ITEM)
    assert items.get_item("itm_1") == second


def test_an_item_that_was_removed_meanwhile_does_not_come_back() -> None:
    items.create_item(ITEM)
    items.delete_item(ITEM)

    with pytest.raises(VersionConflict):
        items.replace_item(ITEM, msgspec.structs.replace(ITEM, version=2))


def test_a_trip_that_changed_meanwhile_is_not_changed() -> None:
    trips.create_trip(TRIP)
    second = msgspec.structs.replace(TRIP, name="Second", version=2)
    trips.replace_trip(TRIP, second)

    with pytest.raises(VersionConflict):
        trips.replace_trip(TRIP, msgspec.structs.replace(TRIP, name="Lost", version=2))
    with pytest.raises(VersionConflict):
        trips.create_trip(TRIP)
    assert trips.get_trip("trp_1") == second


def test_a_share_that_changed_meanwhile_is_not_changed() -> None:
    shares.put_share(None, SHARE)
    second = msgspec.structs.replace(SHARE, right=Right.WRITE, version=2)
    shares.put_share(SHARE, second)

    for before in (None, SHARE):
        with pytest.raises(VersionConflict):
            shares.put_share(before, msgspec.structs.replace(SHARE, version=2))
    assert shares.find_share("trp_1", "ben") == second


def test_clearing_a_trip_takes_what_its_index_has_not_yet_and_leaves_what_was_moved_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trip_id = "trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7"
    new, moved = (msgspec.structs.replace(ITEM, item_id=each, trip_id=trip_id) for each in ("itm_new", "itm_moved"))
    items.create_item(moved)
    behind = [*ItemRow.by_trip.query(trip_id)]
    items.create_item(new)
    items.replace_item(moved, msgspec.structs.replace(moved, trip_id=None, version=2))
    monkeypatch.setattr(ItemRow.by_trip, "query", lambda _trip_id: behind)

    items.clear_trip(trip_id)

    assert items.find_item("itm_new") is None
    assert items.get_item("itm_moved").trip_id is None
