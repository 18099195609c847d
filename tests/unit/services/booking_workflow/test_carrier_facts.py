"""From the profile to the order: what carriers are told of who travels, and what is said to be missing before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.api.booking_views import to_view
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.offers.offers import FlightOffer, Offer
from chalicelib.domain.passengers import LoyaltyNumber, PassengerKind
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode
from chalicelib.gateways.suppliers.protocol import SupplierTraveller
from chalicelib.models.passengers import PassengerRow
from chalicelib.services import passengers
from chalicelib.services.bookings.carrier_facts import describe_for_supplier
from tests.simulation.world import ANNA, BEN, World
from tests.simulation.worlds import world
from tests.support.booked_samples import booking
from tests.support.cities import CITIES
from tests.support.passenger_samples import PASSPORT, details
from tests.support.trip_shapes import car, train
from tests.unit.policy_samples import flight, stay, trip


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    """A world whose supplier remembers what it was told."""
    with world(model=True) as made:
        yield made


def keep(**changes: Any) -> str:
    """Anna's own profile."""
    given = details(given_name="Zoë", family_name="O\u2019Neil", latin_given_name="ZOE", **changes)
    made = passengers.create_passenger(ANNA, PassengerKind.EMPLOYEE, given, passenger_id=clock.new_id("psg"))
    return made.profile.passenger_id


def change(passenger_id: str, **changes: Any) -> None:
    given = details(given_name="Zoë", family_name="O\u2019Neil", latin_given_name="ZOE", **changes)
    passengers.replace_passenger(ANNA, passenger_id, given, expected=None)


def planned(world: World) -> Booking:
    booking_id = world.ask()
    world.run()
    return world.booking(booking_id)


def told(world: World) -> list[SupplierTraveller]:
    """What the supplier was told at each purchase, of the one who travels."""
    assert world.supplier is not None
    return [traveller for (traveller,) in world.supplier.told.values()]


def test_carriers_learn_what_the_profile_has_for_them(world: World) -> None:
    keep()
    asked = planned(world)

    world.choose(asked.booking_id)
    world.run()

    assert world.booking(asked.booking_id).status is BookingStatus.BOOKED
    (sent,) = told(world)
    assert (sent.given_name, sent.family_name, sent.nationality) == ("ZOE", "O'NEIL", "DE")
    assert (sent.birth_date, sent.document) == (details().birth_date, PASSPORT)
    assert (sent.known_traveller_number, sent.seat, sent.meal) == ("TT1234567", details().seat, details().meal)
    assert asked.missing == world.booking(asked.booking_id).missing == ()


@pytest.mark.parametrize("programme", ["BA", "LH", "U2", "FR", "VY"])
def test_carriers_learn_of_their_own_programmes_alone(world: World, programme: str) -> None:
    keep(loyalty=(LoyaltyNumber(programme=programme, number="87654321"),))
    asked = planned(world)

    chosen = world.choose(asked.booking_id).selected
    world.run()

    (sent,) = told(world)
    assert [each.programme for each in sent.loyalty] == [
        programme for flight in chosen.flights if programme in flight.carriers
    ]


def test_who_has_no_profile_is_booked_by_name_and_sees_what_is_missing(world: World) -> None:
    asked = planned(world)

    assert [(each.pointer, each.passenger_id) for each in to_view(ANNA, asked).missing] == [("", None)]
    assert to_view(BEN, asked).missing == ()

    world.choose(asked.booking_id)
    world.run()

    assert world.booking(asked.booking_id).status is BookingStatus.BOOKED
    assert told(world) == [SupplierTraveller(given_name="ANNA", family_name="BERGER")]


def test_what_is_completed_meanwhile_is_missing_no_more(world: World) -> None:
    mine = keep(documents=())
    asked = planned(world)
    assert [(each.pointer, each.passenger_id) for each in asked.missing] == [("/documents", mine)]

    change(mine)

    assert world.choose(asked.booking_id).missing == ()
    world.run()
    (sent,) = told(world)
    assert sent.document == PASSPORT


def test_profile_that_is_deleted_before_the_purchase_leaves_the_name(world: World) -> None:
    mine = keep()
    asked = planned(world)
    world.choose(asked.booking_id)
    passengers.delete_passenger(ANNA, mine, expected=None)

    world.run()

    assert told(world) == [SupplierTraveller(given_name="ZOE", family_name="O'NEIL")]
    assert [each.pointer for each in world.booking(asked.booking_id).missing] == [""]


@pytest.mark.parametrize("text", ["t", "", "AAAA", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="])
def test_profile_that_was_altered_stops_no_trip(world: World, text: str) -> None:
    mine = keep()
    kept = PassengerRow.get(mine)
    kept.update(actions=[PassengerRow.encrypted.set(Encrypted(key=kept.encrypted.key, text=text))])
    asked = planned(world)

    world.choose(asked.booking_id)
    world.run()

    assert [each.pointer for each in world.booking(asked.booking_id).missing] == [""]
    assert [(each.given_name, each.birth_date) for each in told(world)] == [("ZOE", None)]


@pytest.mark.parametrize(
    ("offer", "has_document", "has_seat"),
    [
        (flight(slice_indexes=(0, 1)), True, True),
        (train(0), True, True),
        (train(2), False, True),
        (stay(), False, False),
        (car(), False, False),
    ],
    ids=["flight", "train to London", "train to Paris", "hotel", "car"],
)
@pytest.mark.usefixtures("world")
def test_each_seller_learns_what_it_asks_for_alone(offer: Offer, has_document: bool, has_seat: bool) -> None:
    profile = passengers.reveal_to_suppliers(keep())
    berlin, paris, london = (CITIES[name].place for name in ("Berlin", "Paris", "London"))
    slices = ((paris, london), (london, paris), (berlin, paris))
    request = trip(
        slices=tuple(
            SliceRequest(origin=origin, destination=destination, depart_on=date(2027, 3, 3), mode=TravelMode.ANY)
            for origin, destination in slices
        )
    )

    (sent,) = describe_for_supplier(booking(request=request), offer, [profile])

    assert (sent.document, sent.birth_date) == ((PASSPORT, details().birth_date) if has_document else (None, None))
    assert sent.seat == (details().seat if has_seat else None)
    assert (sent.meal is None) is not isinstance(offer, FlightOffer)
