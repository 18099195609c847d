"""When a slice can arrive at the earliest, on the wall of its destination: across the date line, the day before."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.trip_requests.trip_request import SliceRequest

# No airliner is faster than this from gate to gate.
_ON_THE_GROUND = timedelta(minutes=30)
_METRES_A_SECOND = 1_000 / 3.6


def earliest_arrival(asked: SliceRequest) -> date:
    """Return the first day at the destination on which one can be there who leaves on the day of departure."""
    here, there = asked.origin, asked.destination
    metres = great_circle_distance(here.latitude, here.longitude, there.latitude, there.longitude)
    leaves_at = datetime.combine(asked.depart_on, time(), ZoneInfo(here.timezone)).astimezone(UTC)
    return local_day(leaves_at + _ON_THE_GROUND + timedelta(seconds=metres / _METRES_A_SECOND), there.timezone)
