"""A company in which people ask for each other's trips, wait for approvals, stand in for each other, and leave: what
the matrix of parties is tried on. Nothing that is tried in it changes what the next one finds."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind, profile_of
from chalicelib.models import passengers
from chalicelib.services import employees
from chalicelib.services.servicing import quotes, supplier_notices
from tests.simulation.approvals import TWO_LEVELS, asked_for, away, keep, publish
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.gateway import call
from tests.support.passenger_samples import details, encrypted


def somebody(user_id: str, name: str, *roles: str) -> Identity:
    email = f"{user_id}@example.com"
    return Identity(user_id=user_id, email=email, name=name, groups=frozenset({"traveller", *roles}))


EVE = somebody("eve", "Eve Moreau")
LEO = somebody("leo", "Leo Brandt")
RUTH = somebody("ruth", "Ruth Engel")
WALT = somebody("walt", "Walt Sommer")
OTTO = somebody("otto", "Otto Lange")
MONA = somebody("mona", "Mona Diaz", "approver")
DORA = somebody("dora", "Dora Lund")
IRIS = somebody("iris", "Iris Vogel")
JUNO = somebody("juno", "Juno Falk")
GUSTAVO = somebody("gustavo", "Gustavo Lima")
RITA = somebody("rita", "Rita Holm")
WANDA = somebody("wanda", "Wanda Ek")
TESS = somebody("tess", "Tess Brink", "travel-desk")
OLGA = somebody("olga", "Olga Nowak", "operator")
STRANGER = somebody("sven", "Sven Stranger")
EVERYBODY = (
    ANNA,
    BEN,
    CLARA,
    DAVID,
    EVE,
    LEO,
    RUTH,
    WALT,
    OTTO,
    MONA,
    DORA,
    IRIS,
    JUNO,
    GUSTAVO,
    RITA,
    WANDA,
    OLGA,
    TESS,
    STRANGER,
)

_MANAGERS = {"clara": None, "mona": "clara", "ben": "mona"}
_EVERYBODY = (
    *(CLARA, MONA, BEN, ANNA, DAVID, EVE, LEO, RUTH, WALT, OTTO, DORA, IRIS, JUNO, GUSTAVO, RITA, WANDA, OLGA, TESS),
    STRANGER,
)
OWN, DAVIDS, EVES, GUESTS, LEOS = (f"psg_01JQZW3V9D7R8M3T2K6W4H0YB{letter}" for letter in "ADEGK")
_PROFILES: tuple[tuple[str, Identity, PassengerKind, str, tuple[str, ...]], ...] = (
    (OWN, ANNA, PassengerKind.EMPLOYEE, ANNA.name, ()),
    (DAVIDS, DAVID, PassengerKind.EMPLOYEE, DAVID.name, ("anna", "walt", "otto", "ruth")),
    (EVES, EVE, PassengerKind.EMPLOYEE, EVE.name, ("anna",)),
    (GUESTS, ANNA, PassengerKind.GUEST, GUSTAVO.name, ()),
    (LEOS, LEO, PassengerKind.EMPLOYEE, LEO.name, ("anna",)),
)
_MEETING = {"kind": "meeting", "name": "Sales team", "startsAt": "2027-03-04T10:00:00+01:00"}


class Journey(NamedTuple):
    """A booking that waits for its first approver, and one alike that is bought, with what hangs on it."""

    waiting: str
    bought: str
    trip: str
    item: str
    quote: str
    change: str


class Scene(NamedTuple):
    """Every journey by its name: who asked for whom, and what has become of them since."""

    journeys: dict[str, Journey]


def furnish(world: World) -> Scene:
    """Make everybody and everything."""
    for who in _EVERYBODY:
        keep(who.user_id, name=who.name, manager_id=_MANAGERS.get(who.user_id, "ben"))
    for passenger_id, who, kind, name, arrangers in _PROFILES:
        _keep_profile(world, passenger_id, who, kind, name, arrangers)
    for person, delegate in (("ben", "dora"), ("david", "iris"), ("anna", "juno")):
        change = _delegating(world, delegate)
        employees.rewrite_employee(CLARA, person, change, expected=None)
    publish(world, TWO_LEVELS)
    journeys = {
        "travelling along": _journey(world, ANNA, OWN, DAVIDS, EVES, GUESTS),
        "staying at home": _journey(world, ANNA, DAVIDS, EVES, GUESTS),
        "withdrawn": _journey(world, WALT, DAVIDS),
        "with a leaver": _journey(world, ANNA, LEOS, EVES),
        "by a leaver": _journey(world, RUTH, DAVIDS),
    }
    kept = passengers.get_passenger(DAVIDS).profile
    left = msgspec.structs.replace(kept, arranger_ids=("anna", "otto", "ruth"), version=kept.version + 1)
    passengers.replace_passenger(kept, left, encrypted(DAVIDS))
    for user_id in ("leo", "ruth"):
        employees.deactivate_employee(CLARA, user_id, expected=None)
    return Scene(journeys)


def _delegating(world: World, delegate: str) -> Callable[[EmployeeDetails], EmployeeDetails]:
    return lambda now: msgspec.structs.replace(now, delegate=away(world, delegate))


def _keep_profile(
    world: World, passenger_id: str, who: Identity, kind: PassengerKind, name: str, arrangers: tuple[str, ...]
) -> None:
    given, _, family = name.partition(" ")
    named = details(given_name=given, family_name=family, arranger_ids=arrangers)
    profile = profile_of(named, passenger_id=passenger_id, kind=kind, user_id=who.user_id, now=world.clock.time)
    passengers.create_passenger(profile, encrypted(profile.passenger_id))


def _journey(world: World, requester: Identity, *passenger_ids: str) -> Journey:
    bought = asked_for(world, requester, passenger_ids=passenger_ids)
    for approver in (BEN, MONA):
        world.decide(bought, "approved", approver)
        world.run(60)
    booking = world.booking(bought)
    assert booking.status is BookingStatus.BOOKED
    assert booking.trip_id is not None
    quote = quotes.quote_cancellation(requester, bought, None, quote_id=f"qte_{bought.partition('_')[2]}")
    taken(moved(world, bought))  # what was quoted is stale from here on
    (change,) = world.booking(bought).supplier_changes
    supplier_notices.decide_change(requester, bought, change.change_id, "accepted")
    for who, right in ((RITA, "read"), (WANDA, "write")):
        path = f"/v1/trips/{booking.trip_id}/shares/{who.user_id}"
        assert call(requester, "PUT", path, {"right": right}, If_Match="*").status == 200
    item = call(requester, "POST", "/v1/items", _MEETING | {"tripId": booking.trip_id}).body["itemId"]
    waiting = asked_for(world, requester, passenger_ids=passenger_ids)
    return Journey(waiting, bought, booking.trip_id, item, quote.quote_id, change.change_id)
