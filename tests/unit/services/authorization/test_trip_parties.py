"""A trip is found, read and changed by whoever travels on it, and by whoever asked for it; each calendar holds only the
journeys of its own person."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from chalicelib.api.trips import to_view
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips.share import Right
from chalicelib.domain.trips.trip import TripDetails
from chalicelib.errors import InvalidInput, NotAllowed, NotFound
from chalicelib.models import shares as share_rows
from chalicelib.models import trips as trip_rows
from chalicelib.services.authorization.trips import TripAccess, visible_trip
from chalicelib.services.bookings import queries
from chalicelib.services.servicing import quotes
from chalicelib.services.trips import calendars, shares, trips
from chalicelib.services.trips.trips import TripFilter
from tests.simulation.approvals import keep
from tests.simulation.stages import booked, planned
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.listed import ids_of, trips_of
from tests.support.passenger_samples import EVE
from tests.unit.services.authorization.arranged import DAVIDS, EVES, GUESTS, OWN, QUOTE_ID, arrange


@pytest.fixture
def arranged(world: World) -> World:
    arrange(world)
    return world


def trip_of(world: World, *passenger_ids: str) -> str:
    trip_id = world.booking(booked(world, passenger_ids=passenger_ids)).trip_id
    assert trip_id is not None
    return trip_id


def listed(who: Identity, role: PartyRole | None = None) -> list[str]:
    found, _ = trips.list_trips(who, TripFilter(role=role), user_id=None, limit=10, start=None)
    return [each.trip_id for each in trips_of(found)]


def listed_bookings(who: Identity, role: PartyRole | None = None) -> list[str]:
    return ids_of(queries.list_bookings(who, status=None, role=role, limit=10, start=None)[0])


def calendar_of(who: Identity) -> str:
    return calendars.read_calendar(calendars.create_calendar(who, None)[1])


# Who travels; who finds the trip as its requester, as a traveller; whose first it is.
CASES: dict[str, tuple[tuple[str, ...], set[str], str]] = {
    "the requester alone": ((OWN,), {"anna"}, "anna"),
    "a colleague alone": ((DAVIDS,), {"david"}, "david"),
    "two colleagues": ((EVES, DAVIDS), {"eve", "david"}, "eve"),
    "the requester and a colleague": ((OWN, EVES), {"anna", "eve"}, "anna"),
    "a colleague and the requester": ((EVES, OWN), {"anna", "eve"}, "eve"),
    "a guest alone": ((GUESTS,), set(), "anna"),
    "a guest and a colleague": ((GUESTS, DAVIDS), {"david"}, "david"),
    "the requester and a guest": ((OWN, GUESTS), {"anna"}, "anna"),
    "the requester, a colleague and a guest": ((OWN, DAVIDS, GUESTS), {"anna", "david"}, "anna"),
    "everybody": ((OWN, DAVIDS, EVES, GUESTS), {"anna", "david", "eve"}, "anna"),
}
cases = pytest.mark.parametrize("case", CASES)
PEOPLE = {"anna": ANNA, "david": DAVID, "eve": EVE, "ben": BEN}


@cases
def test_each_finds_the_trip_in_the_part_that_they_have_in_it(arranged: World, case: str) -> None:
    passenger_ids, travelling, first = CASES[case]
    trip_id = trip_of(arranged, *passenger_ids)
    booking_id = trip_rows.get_trip(trip_id).booking_id

    for name, who in PEOPLE.items():
        travels, asked = name in travelling, name == "anna"
        parts = {None: travels or asked, PartyRole.TRAVELLER: travels, PartyRole.REQUESTER: asked}
        for role, there in parts.items():
            assert listed(who, role) == ([trip_id] if there else []), (name, role)
            assert listed_bookings(who, role) == ([booking_id] if there else []), (name, role)
    assert trip_rows.get_trip(trip_id).traveller_id == first


@cases
def test_each_calendar_holds_the_journeys_of_its_own_person(arranged: World, case: str) -> None:
    passenger_ids, travelling, _ = CASES[case]
    trip_of(arranged, *passenger_ids)

    shown = {name for name, who in PEOPLE.items() if "BEGIN:VEVENT" in calendar_of(who)}

    assert shown == travelling


@cases
def test_one_may_open_the_calendar_of_a_trip_for_whom_one_asked_or_with_whom_one_travels(
    arranged: World, case: str
) -> None:
    passenger_ids, travelling, _ = CASES[case]
    trip_id = trip_of(arranged, *passenger_ids)

    for name, who in PEOPLE.items():
        if name in travelling | {"anna"}:
            assert "BEGIN:VEVENT" in calendars.read_calendar(calendars.create_calendar(who, trip_id)[1])
        else:
            with pytest.raises(NotFound):
                calendars.create_calendar(who, trip_id)


def test_the_calendar_of_a_trip_has_the_name_of_whoever_opened_it_and_travels(arranged: World) -> None:
    trip_id = trip_of(arranged, DAVIDS, EVES)
    keep("eve", name="Eve Moreau")
    keep("david", name="David Okafor")

    text = calendars.read_calendar(calendars.create_calendar(EVE, trip_id)[1])

    assert "Eve Moreau" in text
    assert "Okafor" not in text


@pytest.mark.parametrize("who", [ANNA, DAVID, EVE], ids=lambda who: who.user_id)
def test_every_party_changes_and_shares_the_trip(arranged: World, who: Identity) -> None:
    keep("ben", name="Ben Larsen")
    trip_id = trip_of(arranged, DAVIDS, EVES)

    seen = visible_trip(who, trip_id)
    trips.rewrite_trip(who, trip_id, lambda now: msgspec.structs.replace(now, notes="Contracts"), expected=None)
    shares.put_share(who, trip_id, "ben", Right.READ, expected=None)

    assert (seen.access, seen.sees_all) == (TripAccess.OWNER, True)
    found, _ = trips.list_trips(EVE, TripFilter(), user_id=None, limit=10, start=None)
    assert [each.notes for each in trips_of(found)] == ["Contracts"]
    assert share_rows.find_share(trip_id, "ben") is not None
    for party in ("anna", "david", "eve"):
        with pytest.raises(InvalidInput):
            shares.put_share(who, trip_id, party, Right.READ, expected=None)


@pytest.mark.parametrize(
    ("who", "first", "all_of_them"),
    [(ANNA, "david", ("david", "eve")), (CLARA, "david", ("david", "eve")), (EVE, "eve", ("eve",))],
    ids=["requester", "manager", "traveller"],
)
def test_co_travellers_do_not_learn_who_else_travels(
    arranged: World, who: Identity, first: str, all_of_them: tuple[str, ...]
) -> None:
    trip_id = trip_of(arranged, DAVIDS, EVES)

    view = to_view(visible_trip(who, trip_id), arranged.clock.time)

    assert (view.requester_id, view.traveller_id, view.traveller_ids) == ("anna", first, all_of_them)


def test_a_colleague_learns_of_one_traveller_only(arranged: World) -> None:
    keep("ben", name="Ben Larsen")
    trip_id = trip_of(arranged, OWN, DAVIDS, EVES)
    shares.put_share(EVE, trip_id, "ben", Right.READ, expected=None)

    view = to_view(visible_trip(BEN, trip_id), arranged.clock.time)

    assert (view.traveller_id, view.traveller_ids, view.booking_id) == ("anna", ("anna",), None)


def test_a_cancelled_trip_is_deleted_for_all_by_who_asked_for_it(arranged: World) -> None:
    trip_id = trip_of(arranged, DAVIDS, EVES)
    booking_id = trip_rows.get_trip(trip_id).booking_id
    assert booking_id is not None
    tokens = [calendars.create_calendar(who, trip_id)[1] for who in (ANNA, DAVID, EVE)]
    quotes.quote_cancellation(DAVID, booking_id, None, quote_id=QUOTE_ID)
    quotes.confirm_quote(DAVID, booking_id, QUOTE_ID)
    arranged.run()

    with pytest.raises(NotAllowed):
        trips.delete_trip(DAVID, trip_id, expected=None)
    trips.delete_trip(ANNA, trip_id, expected=None)

    assert [listed(who) for who in (ANNA, DAVID, EVE)] == [[], [], []]
    for token in tokens:
        with pytest.raises(NotFound):
            calendars.read_calendar(token)


def test_pages_of_trips_join_without_gap_or_repetition_whoever_asked(arranged: World) -> None:
    made = []
    for day in range(5):
        starts_at = arranged.clock.time + timedelta(days=day)
        details = TripDetails(name=f"{day}", starts_at=starts_at, ends_at=starts_at)
        made.append(trips.create_trip(DAVID, details, trip_id=f"trp_01JQZXB2M4C6N8P0R2T4V6X80{day}").trip.trip_id)
    made += [trip_of(arranged, DAVIDS), trip_of(arranged, OWN, DAVIDS)]

    def walk(limit: int, role: PartyRole | None = None) -> list[str]:
        found, start = trips.list_trips(DAVID, TripFilter(role=role), user_id=None, limit=limit, start=None)
        while start is not None:
            more, start = trips.list_trips(DAVID, TripFilter(role=role), user_id=None, limit=limit, start=start)
            found += more
        return [each.trip_id for each in trips_of(found)]

    for limit in (1, 2, 3, 7):
        assert sorted(walk(limit)) == sorted(made)
        assert walk(limit, PartyRole.REQUESTER) == made[4::-1]


def test_what_the_supplier_moves_moves_in_every_list(arranged: World) -> None:
    trip_id = trip_of(arranged, DAVIDS)
    booking_id = trip_rows.get_trip(trip_id).booking_id
    assert booking_id is not None
    taken(moved(arranged, booking_id))

    for who in (ANNA, DAVID):
        found, _ = trips.list_trips(who, TripFilter(), user_id=None, limit=10, start=None)
        assert trips_of(found) == [trip_rows.get_trip(trip_id)]


READS: dict[str, Callable[[Identity, str], object]] = {
    "trip": visible_trip,
    "itinerary": lambda who, trip_id: trips.list_itinerary(who, visible_trip(who, trip_id)),
    "timeline": trips.get_timeline,
    "shares": lambda who, trip_id: shares.list_shares(who, trip_id, limit=10, start=None).rows == [],
}


@pytest.mark.parametrize("read", READS)
def test_nobody_else_finds_a_trip(arranged: World, read: str) -> None:
    trip_id = trip_of(arranged, DAVIDS)
    planned(arranged, passenger_ids=(EVES,))

    assert READS[read](DAVID, trip_id)
    assert READS[read](ANNA, trip_id)
    with pytest.raises(NotFound):
        READS[read](EVE, trip_id)
