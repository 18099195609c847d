"""Geofences: areas of the map at whose edges something is to be said, with what counts as being there and when.

A geofence is what its owner wrote (`GeofenceRequest`), and the area that it stood for then.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.ids import prefixed
from chalicelib.domain.text import ShortText
from chalicelib.domain.tracking.calendars import Calendar
from chalicelib.domain.tracking.geofence_shapes import (
    AnyShape,
    CircleShape,
    DrawnShape,
    PlaceShape,
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


class GeofenceEventKind(StrEnum):
    """What happened at a geofence."""

    ENTER = "enter"
    DWELL = "dwell"  # somebody has stayed in it for as long as was asked
    EXIT = "exit"


class GeofenceRequest(Value, frozen=True):
    """A geofence as its owner writes it."""

    name: ShortText
    shape: AnyShape
    calendar: Annotated[Calendar | None, msgspec.Meta(description="When it counts; null for always")] = None
    events: Annotated[
        tuple[GeofenceEventKind, ...], msgspec.Meta(min_length=1, max_length=3, description="What is to be told")
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
    circle: CircleShape | None = None  # what the name of a place stood for then; None where the area was drawn

    @property
    def area(self) -> DrawnShape:
        """Return the area that it stands for."""
        shape = self.request.shape
        if not isinstance(shape, PlaceShape):
            return shape
        if self.circle is None:
            raise ValueError(f"The geofence {self.geofence_id} is around a place, and has no circle.")
        return self.circle


def make_geofence(geofence_id: str, request: GeofenceRequest, counts_from: datetime) -> Geofence:
    """Return a valid geofence; raises InvalidInput with every error by its pointer, or AmbiguousRequest."""
    errors = list(errors_in(request))
    if errors:
        raise InvalidInput("The geofence is not valid.", errors)
    circle = resolve_place_shape(request.shape) if isinstance(request.shape, PlaceShape) else None
    return Geofence(geofence_id=geofence_id, request=request, counts_from=counts_from, circle=circle)


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
