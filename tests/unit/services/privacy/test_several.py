"""What somebody else booked for a person is exported to them whole, without a word of who travels along; and who is
forgotten leaves the others their journey."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.anonymity import ERASED, anonymise
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.trips.item import SUPPLIER, Item, ItemDetails, ItemKind, ItemStatus
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.models import bookings
from chalicelib.models import items as item_rows
from chalicelib.models import shares as share_rows
from chalicelib.models import trips as trip_rows
from chalicelib.services import record_locators
from chalicelib.services.trips import items
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.booked_samples import ordered
from tests.support.passenger_samples import ANNA, DAVID, EVE
from tests.unit.services.privacy.privacy_samples import NOW, forget, held, keep_booking, keep_profile

LOCATOR = "QXZ7LP"
NAMED = (
    Traveller(given_name="David", family_name="Okafor"),
    Traveller(given_name="Eve", family_name="Moreau"),
)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def journey() -> Trip:
    """Anna's booking for David and Eve, cancelled since, with its trip and its flight."""
    ids = [
        keep_profile(who, given_name=given, family_name=family, arranger_ids=("anna",))
        for who, given, family in ((DAVID, "David", "Okafor"), (EVE, "Eve", "Moreau"))
    ]
    made = keep_booking(ANNA, BookingStatus.CANCELLED, *ids)
    trip = Trip(
        trip_id=clock.new_id("trp"),
        traveller_id="david",
        requester_id="anna",
        traveller_ids=("david", "eve"),
        booking_id=made.booking_id,
        name="Berlin to London",
        notes="Bring the samples",
        starts_at=NOW,
        ends_at=NOW + timedelta(days=2),
        status=TripStatus.CONFIRMED,
        created_at=NOW,
        updated_at=NOW,
        created_by=SUPPLIER,
    )
    trip_rows.create_trip(trip)
    item_rows.create_item(_flight(trip))
    return trip


def _flight(trip: Trip) -> Item:
    kept = Item(
        item_id=clock.new_id("itm"),
        trip_id=trip.trip_id,
        user_id="david",
        booking_id=trip.booking_id,
        kind=ItemKind.FLIGHT,
        name="BA983 BER to LHR",
        description="economy, 930 km",
        status=ItemStatus.CONFIRMED,
        record_locator=LOCATOR,
        starts_at=NOW,
        created_at=NOW,
        updated_at=NOW,
        created_by=SUPPLIER,
    )
    return record_locators.protect_item(kept)


def sections(who: Identity) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in held(who):
        found.setdefault(each["section"], []).append(each)
    return found


@pytest.mark.parametrize(("who", "name", "other"), [(DAVID, "Okafor", "eve"), (EVE, "Moreau", "david")])
def test_a_traveller_has_the_whole_of_what_others_booked_for_them(who: Identity, name: str, other: str) -> None:
    trip = journey()

    found = sections(who)

    (booked,), (travelled,) = found["bookingsByOthers"], found["trips"]
    assert booked["data"]["booking"]["bookingId"] == trip.booking_id
    assert name in str(booked["data"]["booking"]["travellers"])
    assert len(booked["data"]["events"]) == len(booked["data"]["audit"]) == 1
    assert travelled["id"] == trip.trip_id
    journeys = [*travelled["data"]["items"], *(each["data"] for each in found.get("items", ()))]
    assert [(each["name"], each["recordLocator"]) for each in journeys] == [("BA983 BER to LHR", LOCATOR)]
    told = str({section: entries for section, entries in found.items() if section != "profile"})
    assert repr(other) not in told
    assert {"david": "Okafor", "eve": "Moreau"}[other] not in told


def test_who_asked_has_the_booking_and_the_trip_too() -> None:
    trip = journey()

    found = sections(ANNA)

    assert [each["id"] for each in found["bookings"]] == [trip.booking_id]
    assert [each["id"] for each in found["trips"]] == [trip.trip_id]
    assert "bookingsByOthers" not in found


def _share(trip: Trip, giver: str) -> Share:
    return Share(
        trip_id=trip.trip_id,
        user_id=f"friend-of-{giver}",
        right=Right.READ,
        shared_at=NOW,
        updated_at=NOW,
        shared_by=giver,
    )


@pytest.mark.parametrize("who", [DAVID, EVE, ANNA], ids=lambda who: who.user_id)
def test_who_is_forgotten_leaves_the_others_their_journey(who: Identity) -> None:
    trip = journey()
    others = {"anna", "david", "eve"} - {who.user_id}
    note = ItemDetails(name=f"Call {who.user_id}'s mother", trip_id=trip.trip_id)
    written = items.create_item(who, note, item_id=clock.new_id("itm"))
    for giver in ("anna", "david", "eve"):
        share_rows.put_share(None, _share(trip, giver))

    forget(who)

    kept = trip_rows.get_trip(trip.trip_id)
    assert (kept.notes, kept.parties) == (None, trip.parties)
    assert {each.shared_by for each in share_rows.list_shares(trip.trip_id)[0]} == others
    flight = next(each for each in item_rows.list_itinerary(trip.trip_id) if each.is_booked)
    assert record_locators.reveal_item(flight).record_locator == LOCATOR
    assert item_rows.get_item(written.item_id).name == "Erased item"
    for name in others:
        assert [each.trip_id for each in trip_rows.list_trips(name, limit=9, start=None)[0]] == [trip.trip_id]


@pytest.mark.parametrize(
    ("gone", "left"),
    [((DAVID,), {"Eve Moreau"}), ((EVE,), {"David Okafor"}), ((ANNA,), {"David Okafor", "Eve Moreau"})],
    ids=["one traveller", "another", "the requester"],
)
def test_names_of_other_travellers_with_an_account_stay(gone: tuple[Identity, ...], left: set[str]) -> None:
    trip = journey()
    assert trip.booking_id is not None

    for who in gone:
        forget(who)

    booking = bookings.get_booking(trip.booking_id)
    assert {each.full_name for each in booking.travellers} - {ERASED.full_name} == left
    assert booking.request.purpose is None
    assert msgspec.json.encode(booking.approval_request).count(b"needed") == 0


def test_nothing_is_left_readable_when_all_are_forgotten() -> None:
    trip = journey()

    for who in (DAVID, EVE, ANNA):
        forget(who)

    assert {each.full_name for each in bookings.get_booking(str(trip.booking_id)).travellers} == {ERASED.full_name}
    assert trip_rows.get_trip(trip.trip_id).notes is None


def test_record_locators_go_with_the_last_who_travels_and_not_before() -> None:
    both = (
        BookingTraveller(given_name="David", family_name="Okafor", user_id="david"),
        BookingTraveller(given_name="Eve", family_name="Moreau", user_id="eve"),
    )
    bought = msgspec.structs.replace(
        ordered(), travellers=both, request=msgspec.structs.replace(ordered().request, travellers=NAMED)
    )
    locked = tuple(
        msgspec.structs.replace(each, encrypted_locator=Encrypted(key="k", text="t")) for each in bought.orders
    )
    before = msgspec.structs.replace(bought, orders=locked)

    one = msgspec.structs.replace(before, **anonymise(before, frozenset({"david"})))
    none = msgspec.structs.replace(one, **anonymise(one, frozenset({"eve"})))

    assert one.orders == locked
    assert {each.encrypted_locator for each in none.orders} == {None}
