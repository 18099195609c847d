"""What the tests of the sandbox's trains share: a query, and cities with and without a station."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import RailQuery
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.rail import RailTicket, rail_inventory_item, rail_offer, rail_tickets
from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, all_stations

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
# One station of each city.
CITIES = {station.city: station for station in all_stations().values()}
EUROPE = sorted(key for key, station in CITIES.items() if station.timezone.startswith("Europe/"))
# Two cities of Europe mostly, where nearly all are linked; some of other continents, which are not.
TWO_CITIES = st.tuples(st.sampled_from(EUROPE), st.sampled_from(EUROPE)) | st.tuples(
    st.sampled_from(sorted(CITIES)), st.sampled_from(sorted(CITIES))
)


def beside(station: RailStation) -> Place:
    """A place where the station is."""
    return Place(
        name=station.name,
        country=station.country,
        airports=("XXX",),
        latitude=station.latitude,
        longitude=station.longitude,
        timezone=station.timezone,
    )


def city(key: str) -> Place:
    return beside(CITIES[key])


BERLIN, HAMBURG, MUNICH, COLOGNE, PARIS, LONDON = map(city, ("BER", "HAM", "MUC", "KOL", "PAR", "LON"))
SUVA = Place(
    name="Suva", country="FJ", airports=("SUV",), latitude=-18.1416, longitude=178.4415, timezone="Pacific/Fiji"
)


def rail_query(**changes: Any) -> RailQuery:
    """From Berlin to Hamburg on Wednesday, 3 March 2027; with changes."""
    usual: dict[str, Any] = {
        "origin": BERLIN,
        "destination": HAMBURG,
        "depart_on": date(2027, 3, 3),
        "cabin": Cabin.ECONOMY,
        "travellers": 1,
        "currency": "EUR",
    }
    return RailQuery(**(usual | changes))


def trains(now: datetime = NOW, **changes: Any) -> list[RailOffer]:
    """What is offered while nothing is sold."""
    return [as_offer(ticket) for ticket in rail_tickets(rail_query(**changes), now)]


def as_offer(ticket: RailTicket) -> RailOffer:
    item = rail_inventory_item(ticket)
    return rail_offer(ticket, item, item.price, NOW + timedelta(hours=1))
