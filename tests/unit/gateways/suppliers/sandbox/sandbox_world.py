"""What the sandbox's tests share: its tables, empty, a clock to turn, travellers, and a look into the inventory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer
from chalicelib.domain.offers.searches import FlightQuery, SliceQuery, StayQuery
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.protocol import SupplierTraveller
from chalicelib.gateways.suppliers.sandbox.inventory import find_hold, order_row
from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox, find_inventory_item
from chalicelib.gateways.suppliers.sandbox.tables import (
    HoldRecord,
    LedgerRow,
    OrderRecord,
    read_ledger,
    read_units,
)
from tests.simulation.cloud.empty import empty_cloud

ANNA = SupplierTraveller(given_name="ANNA", family_name="KELLER")
LONDON = Place(
    name="London",
    country="GB",
    airports=("LHR", "LGW", "LCY", "STN", "LTN"),
    latitude=51.5085,
    longitude=-0.1257,
    timezone="Europe/London",
)


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: int) -> None:
        self.time += timedelta(**by)


class World:
    """A sandbox over empty tables."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.supplier = Sandbox(now=self.clock)

    def flights(self, **changes: Any) -> tuple[FlightOffer, ...]:
        return self.supplier.search_flights(flight_query(**changes))

    def a_flight(self) -> FlightOffer:
        return self.flights()[0]

    def kept_hold(self, key: str) -> HoldRecord | None:
        """What the ledger has of a hold now."""
        return find_hold(key, self.clock())

    def kept_order(self, key: str) -> OrderRecord | None:
        """What the ledger has of an order."""
        found, _ = read_ledger(order_row(key))
        return found if isinstance(found, OrderRecord) else None

    def until(self, **later: int) -> datetime:
        return self.clock.time + timedelta(**(later or {"hours": 1}))


@contextmanager
def sandbox_world() -> Iterator[World]:
    """A world of its own, over the simulation's tables, which are several times as quick as moto's."""
    with empty_cloud():
        yield World()


def flight_query(**changes: Any) -> FlightQuery:
    """There and back between Berlin and London; with changes, of which `return_on` is None for one way."""
    given: dict[str, Any] = {
        "origins": ("BER",),
        "destinations": LONDON.airports,
        "depart_on": date(2027, 3, 3),
        "return_on": date(2027, 3, 5),
        "cabin": Cabin.ECONOMY,
        "travellers": 1,
        "currency": "EUR",
    }
    asked = given | changes
    there, back = (asked["origins"], asked["destinations"]), (asked["destinations"], asked["origins"])
    ways = zip((there, back), (asked["depart_on"], asked["return_on"]), strict=True)
    slices = [slice_query(*way, day, cabin=asked["cabin"]) for way, day in ways if day is not None]
    return FlightQuery(slices=tuple(slices), travellers=asked["travellers"], currency=asked["currency"])


def slice_query(origins: tuple[str, ...], destinations: tuple[str, ...], depart_on: date, **changes: Any) -> SliceQuery:
    """One slice in economy at any time of the day; with changes."""
    given: dict[str, Any] = {"cabin": Cabin.ECONOMY}
    return SliceQuery(origins=origins, destinations=destinations, depart_on=depart_on, **(given | changes))


def stay_query(**changes: Any) -> StayQuery:
    given: dict[str, Any] = {
        "place": LONDON,
        "check_in": date(2027, 3, 3),
        "check_out": date(2027, 3, 5),
        "rooms": 1,
        "currency": "EUR",
    }
    return StayQuery(**(given | changes))


def taken(offer_id: str) -> dict[str, tuple[int, int, int]]:
    """What is left, held and sold of each unit of an offer."""
    item = find_inventory_item(offer_id)
    units = read_units(item.units)
    return {
        name: (units[name].left, sum(held.seats for held in units[name].holds.values()), units[name].sold)
        if name in units
        else (capacity, 0, 0)
        for name, capacity in item.units.items()
    }


def untouched(offer_id: str) -> bool:
    """Whether every unit of an offer is as if nothing had ever been sold."""
    return taken(offer_id) == {name: (capacity, 0, 0) for name, capacity in find_inventory_item(offer_id).units.items()}


def ledger() -> dict[str, HoldRecord | OrderRecord]:
    """Every hold and order that was ever made, by its ledger key."""
    return {row.key: row.record for row in LedgerRow.scan() if isinstance(row.record, HoldRecord | OrderRecord)}


def hold(world: World, offer: FlightOffer, key: str = "k1") -> Money:
    return world.supplier.hold(offer, key=key, travellers=[ANNA], until=world.until()).price


def bought(world: World, offer: FlightOffer) -> Money:
    hold(world, offer, "h")
    return world.supplier.order("h", key="o").price


def offer_with(world: World, refundability: Refundability) -> FlightOffer:
    return next(offer for offer in world.flights() if offer.refundability is refundability)
