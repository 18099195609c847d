"""Real cities of several time zones, with an airport and perhaps a railway station, for the trips of tests."""

from typing import NamedTuple

from chalicelib.domain.offers.rail import Station
from chalicelib.domain.places.place import Place


class City(NamedTuple):
    """A city, and where its trains stop; one without a station has no railway to another of these."""

    place: Place
    station: Station | None = None


def _city(
    name: str, country: str, airport: str, at: tuple[float, float], zone: str, code: str = "", station: str = ""
) -> City:
    place = Place(name=name, country=country, airports=(airport,), latitude=at[0], longitude=at[1], timezone=zone)
    return City(place, Station(code=code, name=station, country=country) if code else None)


CITIES = {
    city.place.name: city
    for city in (
        _city("Berlin", "DE", "BER", (52.52, 13.41), "Europe/Berlin", "8011160", "Berlin Hbf"),
        _city("Hamburg", "DE", "HAM", (53.55, 9.99), "Europe/Berlin", "8002549", "Hamburg Hbf"),
        _city("Munich", "DE", "MUC", (48.14, 11.58), "Europe/Berlin", "8000261", "München Hbf"),
        _city("Frankfurt", "DE", "FRA", (50.11, 8.68), "Europe/Berlin", "8000105", "Frankfurt (Main) Hbf"),
        _city("Paris", "FR", "CDG", (48.86, 2.35), "Europe/Paris", "8727100", "Paris Gare du Nord"),
        _city("London", "GB", "LHR", (51.51, -0.13), "Europe/London", "7015400", "London St Pancras Intl"),
        _city("New York", "US", "JFK", (40.71, -74.01), "America/New_York"),
        _city("Lagos", "NG", "LOS", (6.46, 3.39), "Africa/Lagos"),
        _city("Kathmandu", "NP", "KTM", (27.72, 85.32), "Asia/Kathmandu"),
        _city("Tokyo", "JP", "HND", (35.68, 139.69), "Asia/Tokyo"),
        _city("Honolulu", "US", "HNL", (21.31, -157.86), "Pacific/Honolulu"),
        _city("Auckland", "NZ", "AKL", (-36.85, 174.76), "Pacific/Auckland"),
        _city("Apia", "WS", "APW", (-13.83, -171.77), "Pacific/Apia"),
    )
}
# Between which one goes by oneself within an afternoon.
NEIGHBOURS = {"Berlin": "Hamburg", "Hamburg": "Berlin", "Munich": "Frankfurt", "Frankfurt": "Munich"}
NEIGHBOURS |= {"London": "Paris", "Paris": "London"}
