"""Whoever travels finds what was booked for them among their items, whoever's trip it is; nobody else does."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.trips.item import Item, ItemDetails, ItemKind, ItemStatus
from chalicelib.domain.value import Cursor
from chalicelib.models import trips
from chalicelib.services.trips import items
from tests.simulation.arranging import ZORA, profile_of
from tests.simulation.world import ANNA, BEN, DAVID, World

TOGETHER = ("anna", "david", "zora")


def listed(identity: Identity, limit: int, status: ItemStatus | None = None, start: Cursor | None = None) -> list[Item]:
    """All pages of their list, from a place on."""
    found: list[Item] = []
    page, start = items.list_items(identity, status=status, trip_id=None, limit=limit, start=start)
    for _ in range(100):
        assert len(page) <= limit
        found += page
        if start is None:
            return found
        page, start = items.list_items(identity, status=status, trip_id=None, limit=limit, start=start)
    raise AssertionError("the list has no end")


def buy(world: World, *profiles: str, week: int = 0) -> str:
    """A booked trip that Anna asked for; its id."""
    leaves = date(2027, 3, 3) + timedelta(weeks=week)
    booking_id = world.ask(ANNA, passenger_ids=profiles, depart_on=leaves, return_on=leaves + timedelta(days=2))
    world.run()
    world.choose(booking_id)
    world.run()
    trip_id = world.booking(booking_id).trip_id
    assert trip_id is not None
    return trip_id


def profiles_of(world: World, *names: str) -> tuple[str, ...]:
    with world.wire.quiet():
        return tuple(profile_of(name) for name in names)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 7, 100])
def test_everybody_who_travels_finds_what_was_booked_for_them_on_any_page(world: World, limit: int) -> None:
    anna, david, zora = profiles_of(world, *TOGETHER)
    first, second = buy(world, anna, david, zora), buy(world, david, zora, week=1)
    alone = buy(world, zora, week=2)
    note = ItemDetails(kind=ItemKind.MEETING, name="Sales team")
    own = [items.create_item(DAVID, note, item_id=f"itm_01JQZXB2M4C6N8P0R2T4V6X8Z{n}").item_id for n in range(3)]

    trips = {each: {item.item_id for item in of_trip(ANNA, each)} for each in (first, second, alone)}

    for identity, mine in ((ANNA, [first]), (DAVID, [first, second]), (ZORA, [first, second, alone]), (BEN, [])):
        found = [item.item_id for item in listed(identity, limit)]
        written = set(own) if identity is DAVID else set()
        assert len(found) == len(set(found))
        assert set(found) == written.union(*(trips[each] for each in mine))


@pytest.mark.parametrize("limit", [1, 2])
def test_list_goes_on_though_the_trip_in_which_a_page_ended_is_gone(world: World, limit: int) -> None:
    profiles = profiles_of(world, *TOGETHER)
    earlier, later = buy(world, *profiles), buy(world, *profiles, week=1)
    kept = {item.item_id for item in of_trip(ANNA, earlier)}

    found, start = items.list_items(ZORA, status=None, trip_id=None, limit=limit, start=None)
    assert {item.trip_id for item in found} == {later}
    trips.delete_trip(trips.get_trip(later))
    rest = listed(ZORA, limit, start=start)

    assert {item.item_id for item in rest} == kept


def test_notes_that_another_wrote_on_a_shared_trip_stay_on_the_trip(world: World) -> None:
    trip_id = buy(world, *profiles_of(world, *TOGETHER))
    note = ItemDetails(kind=ItemKind.NOTE, name="Dinner", trip_id=trip_id)
    noted = items.create_item(ANNA, note, item_id="itm_01JQZXB2M4C6N8P0R2T4V6X8Z9")

    assert noted.item_id in {each.item_id for each in of_trip(ZORA, trip_id)}
    assert noted.item_id not in {each.item_id for each in listed(ZORA, 3)}
    assert noted.item_id in {each.item_id for each in listed(ANNA, 3)}


@pytest.mark.parametrize("status", ItemStatus)
def test_items_of_a_status_are_found_of_trips_of_others_as_well(world: World, status: ItemStatus) -> None:
    trip_id = buy(world, *profiles_of(world, *TOGETHER))
    of_status = {each.item_id for each in of_trip(ANNA, trip_id) if each.status is status}

    assert {each.item_id for each in listed(ZORA, 2, status)} == of_status


def of_trip(identity: Identity, trip_id: str) -> list[Item]:
    return items.list_items(identity, status=None, trip_id=trip_id, limit=100, start=None)[0]
