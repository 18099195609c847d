"""What goes wrong between us and whoever knows the map, in the words of the service, and for the log."""

from typing import Literal

from chalicelib import observability
from chalicelib.domain.tracking.maps import FARTHEST_FROM_ROAD_METRES, MapSource, TravelMode
from chalicelib.errors import NotFound, Unavailable

Failure = Literal["denied", "refused", "throttled", "timeout", "unavailable", "unreachable", "unreadable"]

NAMES = {
    MapSource.OFFLINE: "The map that ships with the service",
    MapSource.LOCATION_SERVICE: "Amazon Location",
    MapSource.OSRM: "The routing engine (OSRM)",
    MapSource.VALHALLA: "The routing engine (Valhalla)",
}
_GROUND = {TravelMode.CAR: "car", TravelMode.BICYCLE: "bicycle", TravelMode.FOOT: "foot", TravelMode.FLIGHT: "air"}


def report_failure(source: MapSource, failure: Failure, **details: object) -> Unavailable:
    """Log why there is no answer, and return the error to raise; the sentence is fit for the caller."""
    observability.warning("A map was not answered", mapSource=str(source), reason=failure, **details)
    return Unavailable(f"{NAMES[source]} does not answer at the moment ({failure}).")


def no_route(mode: TravelMode) -> NotFound:
    """Return the error for points that nothing leads between."""
    return NotFound(f"There is no way by {_GROUND[mode]} between these points.")


def no_road() -> NotFound:
    """Return the error for a point that is off every road that is known."""
    return NotFound(f"There is no road within {FARTHEST_FROM_ROAD_METRES:,} m of one of these points.")
