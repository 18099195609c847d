"""Geofences: areas of the map at whose edges something is to be said, with what counts as being there and when.

A geofence is what its owner wrote (`GeofenceDraft`), and the area that it stood for then.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.ids import prefixed
from chalicelib.domain.text import ShortText
from chalicelib.domain.tracking.calendars import Calendar
from chalicelib.domain.tracking.geofence_shapes import AnyShape, DrawnShape, resolve_shape, shape_errors_in
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


class GeofenceDraft(Value, frozen=True):
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
    draft: GeofenceDraft
    area: DrawnShape
    counts_from: datetime  # whoever is inside then enters it then


def make_geofence(geofence_id: str, draft: GeofenceDraft, counts_from: datetime) -> Geofence:
    """Return a valid geofence; raises InvalidInput with every error by its pointer, or AmbiguousRequest."""
    errors = list(errors_in(draft))
    if errors:
        raise InvalidInput("The geofence is not valid.", errors)
    area = resolve_shape(draft.shape)
    return Geofence(geofence_id=geofence_id, draft=draft, area=area, counts_from=counts_from)


def errors_in(draft: GeofenceDraft) -> Iterator[FieldError]:
    """Yield what is wrong with a draft beyond its schema."""
    yield from (FieldError(f"/shape{error.pointer}", error.detail) for error in shape_errors_in(draft.shape))
    if draft.calendar:
        yield from (FieldError(f"/calendar{error.pointer}", error.detail) for error in draft.calendar.errors())
    if len(set(draft.events)) < len(draft.events):
        yield FieldError("/events", "names a kind twice")
    asks_dwell = GeofenceEventKind.DWELL in draft.events
    if asks_dwell and draft.dwell_seconds is None:
        yield FieldError("/dwellSeconds", "is needed for `dwell`: how long a stay is")
    if draft.dwell_seconds is not None and not asks_dwell:
        yield FieldError("/events", "must name `dwell`, as `dwellSeconds` is given")
