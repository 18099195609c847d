"""Geofences: areas of the map at whose edges something is to be said, with what counts as being there and when.

A geofence is what its owner wrote (`GeofenceRequest`), and the area that it stood for then.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, assert_never

import msgspec

from chalicelib.domain.ids import prefixed
from chalicelib.domain.text import ShortText
from chalicelib.domain.tracking.geofencing.calendars import Calendar
from chalicelib.domain.tracking.geofencing.geofence_shapes import (
    AnyShape,
    CircleShape,
    CorridorShape,
    DrawnShape,
    FoundShape,
    PlaceShape,
    PolygonShape,
    RouteShape,
    TripShape,
    resolve_place_shape,
    shape_errors_in,
)
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

# A person's; as many as the grid finds in no time.
MOST_GEOFENCES = 500
MOST_EXIT_MARGIN = 1_000
LEAST_DWELL, MOST_DWELL = 60, 7 * 24 * 3600

GeofenceId = Annotated[str, prefixed("gfn", "01JQZXC4T6V8X0Z2B4D6F8H0K2")]
DwellSeconds = Annotated[int, msgspec.Meta(ge=LEAST_DWELL, le=MOST_DWELL, description="Seconds", examples=[1800])]


FindCorridor = Callable[[FoundShape], CorridorShape]


class GeofenceEventKind(StrEnum):
    """What happened at a geofence."""

    ENTER = "enter"
    DWELL = "dwell"  # somebody has stayed in it for as long as was asked
    EXIT = "exit"


class GeofenceRequest(Value, frozen=True):
    """A geofence as its owner writes it."""

    name: Annotated[ShortText, msgspec.Meta(description="Name by which its owner knows it")]
    shape: Annotated[AnyShape, msgspec.Meta(description="Area of the map that it covers")]
    calendar: Annotated[Calendar | None, msgspec.Meta(description="When it counts; null for always")] = None
    events: Annotated[
        tuple[GeofenceEventKind, ...],
        msgspec.Meta(min_length=1, max_length=3, description="Which ones are published"),
    ] = (GeofenceEventKind.ENTER, GeofenceEventKind.EXIT)
    dwell_seconds: Annotated[DwellSeconds | None, msgspec.Meta(description="How long a stay is, for `dwell`")] = None
    exit_margin_metres: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=MOST_EXIT_MARGIN,
            description="How far outside somebody has left it, beyond twice the accuracy of the position",
        ),
    ] = 50


class Geofence(Value, frozen=True):
    """A geofence: what its owner wrote, and the area that it stands for."""

    geofence_id: GeofenceId
    request: GeofenceRequest
    counts_from: datetime  # whoever is inside then enters it then
    # What the name of a place, a route or a trip stood for then; None where the area was drawn.
    found: CircleShape | CorridorShape | None = None

    @property
    def area(self) -> DrawnShape:
        """Return the area that it stands for."""
        shape = self.request.shape
        if isinstance(shape, DrawnShape):
            return shape
        if self.found is None:
            raise ValueError(f"The geofence {self.geofence_id} is of what was to be found, and was not.")
        return self.found


def make_geofence(
    geofence_id: str, request: GeofenceRequest, counts_from: datetime, find_corridor: FindCorridor | None = None
) -> Geofence:
    """Return a valid geofence; `find_corridor` is asked for the one along a route or a trip.

    Raises InvalidInput with every error by its pointer, AmbiguousRequest, and what `find_corridor` raises.
    """
    errors = list(errors_in(request))
    if errors:
        raise InvalidInput("The geofence is not valid.", errors)
    found = _find_area(request.shape, find_corridor)
    return Geofence(geofence_id=geofence_id, request=request, counts_from=counts_from, found=found)


def _find_area(shape: AnyShape, find_corridor: FindCorridor | None) -> CircleShape | CorridorShape | None:
    """Return the area of what has to be found; None for a shape that was drawn."""
    match shape:
        case PlaceShape():
            return resolve_place_shape(shape)
        case RouteShape() | TripShape():
            if find_corridor is None:
                raise ValueError("There is nobody to find the corridor along a route or a trip.")
            return find_corridor(shape)
        case CircleShape() | PolygonShape() | CorridorShape():
            return None
        case _:
            assert_never(shape)


def errors_in(request: GeofenceRequest) -> Iterator[FieldError]:
    """Yield what is wrong with a request beyond its schema."""
    yield from (FieldError(f"/shape{error.pointer}", error.detail) for error in shape_errors_in(request.shape))
    if request.calendar:
        yield from (FieldError(f"/calendar{error.pointer}", error.detail) for error in request.calendar.errors())
    if len(set(request.events)) < len(request.events):
        yield FieldError("/events", "names a kind twice")
    asks_dwell = GeofenceEventKind.DWELL in request.events
    if asks_dwell and request.dwell_seconds is None:
        yield FieldError("/dwellSeconds", "is needed for `dwell`: how long a stay is")
    if request.dwell_seconds is not None and not asks_dwell:
        yield FieldError("/events", "must name `dwell`, as `dwellSeconds` is given")
