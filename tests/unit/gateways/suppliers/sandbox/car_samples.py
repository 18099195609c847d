"""What the tests of the sandbox's cars share: a query, and places on both sides of borders and water."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.searches import CarQuery
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.gateways.suppliers.sandbox.cars import Rental, car_inventory_item, car_offer, car_rentals

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def city(name: str, country: str, airport: str, latitude: float, longitude: float, timezone: str) -> Place:
    return Place(
        name=name, country=country, airports=(airport,), latitude=latitude, longitude=longitude, timezone=timezone
    )


BERLIN = city("Berlin", "DE", "BER", 52.52, 13.40, "Europe/Berlin")
BERLIN_AIRPORT = city("Berlin Brandenburg Airport", "DE", "BER", 52.36217, 13.50067, "Europe/Berlin")
HAMBURG = city("Hamburg", "DE", "HAM", 53.55, 9.99, "Europe/Berlin")
PARIS = city("Paris", "FR", "CDG", 48.85, 2.35, "Europe/Paris")
LISBON = city("Lisbon", "PT", "LIS", 38.72, -9.14, "Europe/Lisbon")
MADRID = city("Madrid", "ES", "MAD", 40.42, -3.70, "Europe/Madrid")
PALMA = city("Palma", "ES", "PMI", 39.57, 2.65, "Europe/Madrid")
LONDON = city("London", "GB", "LHR", 51.51, -0.13, "Europe/London")
BELFAST = city("Belfast", "GB", "BFS", 54.60, -5.93, "Europe/London")
DUBLIN = city("Dublin", "IE", "DUB", 53.35, -6.26, "Europe/Dublin")
TOKYO = city("Tokyo", "JP", "HND", 35.69, 139.69, "Asia/Tokyo")
BOSTON = city("Boston", "US", "BOS", 42.36, -71.06, "America/New_York")
SUVA = city("Suva", "FJ", "SUV", -18.1416, 178.4415, "Pacific/Fiji")
EVERYWHERE = (BERLIN, BERLIN_AIRPORT, PARIS, LISBON, LONDON, TOKYO, BOSTON, SUVA)


def car_query(**changes: Any) -> CarQuery:
    """A car in Berlin from Wednesday to Friday, 3 to 5 March 2027, at ten; with changes. Where only the pick-up is
    changed, it is dropped off in the same place."""
    usual: dict[str, Any] = {
        "pick_up": BERLIN,
        "pick_up_on": date(2027, 3, 3),
        "pick_up_at": "10:00",
        "drop_off": changes.get("pick_up", BERLIN),
        "drop_off_on": date(2027, 3, 5),
        "drop_off_at": "10:00",
        "category": CarCategory.MINI,
        "automatic": False,
        "travellers": 1,
        "currency": "EUR",
    }
    return CarQuery(**(usual | changes))


def rentals(**changes: Any) -> list[Rental]:
    return car_rentals(car_query(**changes), NOW)


def cars(**changes: Any) -> list[CarOffer]:
    """What is offered while nothing is rented."""
    found = [(rental, car_inventory_item(rental)) for rental in rentals(**changes)]
    return [car_offer(rental, item, item.price, NOW + timedelta(hours=1)) for rental, item in found]
