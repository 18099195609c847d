"""How long a flight takes from gate to gate, and which moment a local departure time is, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import cos, radians
from zoneinfo import ZoneInfo

from chalicelib.domain.offers.block_time import block_time
from chalicelib.domain.offers.emissions import LONG_HAUL_FROM
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.resolver import Airport

_JET_STREAM = 65 / 3.6
_METRES_PER_DEGREE = 111_195


@lru_cache(maxsize=20_000)
def distance_metres(origin: Airport, destination: Airport) -> int:
    """Return great-circle metres between two airports."""
    return round(great_circle_distance(origin.latitude, origin.longitude, destination.latitude, destination.longitude))


@lru_cache(maxsize=20_000)
def block_seconds(origin: Airport, destination: Airport) -> int:
    """Return gate to gate in seconds, to 5 minutes.

    `block_time`, with the mean westerly jet stream of 25 to 65 degrees of latitude (65 km/h) for or against the flight,
    which is fitted to published timetables as well; `test_flight_times.py` lists them.
    """
    metres = distance_metres(origin, destination)
    seconds = block_time(metres, _tail_wind(origin, destination, metres))
    return round(seconds / 300) * 300


@lru_cache(maxsize=20_000)
def departure_time(day: date, minute: int, timezone: str) -> datetime:
    """Return the UTC moment of `minute` minutes after midnight of the local `day`.

    Where clocks go forward over that minute, it is the moment as far after the change (02:30 becomes 03:30); where
    they go back, the first of the two.
    """
    local = datetime.combine(day, time(), ZoneInfo(timezone)) + timedelta(minutes=minute)
    return local.astimezone(UTC)


def connection_seconds(before: tuple[Airport, Airport], after: tuple[Airport, Airport]) -> int:
    """Return the least time between arriving with `before` and leaving with `after` at the same hub.

    45 minutes within one country, 60 between countries, 90 when either flight is long-haul: the order of the minimum
    connecting times that hubs publish.
    """
    if max(distance_metres(*before), distance_metres(*after)) >= LONG_HAUL_FROM:
        return 90 * 60
    countries = {airport.country for airport in (*before, *after)}
    return 45 * 60 if len(countries) == 1 else 60 * 60


def _tail_wind(origin: Airport, destination: Airport, metres: int) -> float:
    """Return metres a second: positive eastward in the middle latitudes, a third of it elsewhere, zero north and
    south."""
    if metres == 0:
        return 0.0
    degrees_east = (destination.longitude - origin.longitude + 180) % 360 - 180
    latitude = (origin.latitude + destination.latitude) / 2
    eastward = degrees_east * cos(radians(latitude)) * _METRES_PER_DEGREE / metres
    strength = 1.0 if 25 <= abs(latitude) <= 65 else 1 / 3
    return _JET_STREAM * strength * max(-1.0, min(1.0, eastward))
