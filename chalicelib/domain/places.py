"""Real airports and cities: how a code or a name in a request becomes a place that flights and hotels serve."""

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.domain.trip_request import Place
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound

if TYPE_CHECKING:
    import airportsdata


class Airport(Value, frozen=True):
    """One airport with an IATA code; WGS 84 degrees and an IANA zone."""

    iata: str
    name: str
    city: str
    country: str
    latitude: float
    longitude: float
    timezone: str


@cache
def find_airport(iata: str) -> Airport:
    """The airport with this IATA code (upper case); NotFound when there is none. Source: airportsdata."""
    row = _airport_rows().get(iata)
    if row is None:
        raise NotFound(f"There is no airport with the IATA code {iata}.")
    return Airport(
        iata=iata,
        name=row["name"],
        city=row["city"],
        country=row["country"],
        latitude=row["lat"],
        longitude=row["lon"],
        timezone=row["tz"],
    )


def airport_place(airport: Airport) -> Place:
    """A single airport as the place of departure or arrival."""
    return Place(
        name=airport.name,
        country=airport.country,
        airports=(airport.iata,),
        latitude=airport.latitude,
        longitude=airport.longitude,
        timezone=airport.timezone,
    )


@cache
def _airport_rows() -> "dict[str, airportsdata.Airport]":
    import airportsdata

    return airportsdata.load("IATA")
