"""The live feed of a traveller: which positions and events are shown to whom, and where a reader left off."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Annotated, NamedTuple, TypeVar, assert_never

import msgspec

from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal
from chalicelib.domain.tracking.looks import Sight, Standing
from chalicelib.domain.tracking.sharing_levels import coarsen
from chalicelib.domain.value import Value

T = TypeVar("T")

# What is older is history: who follows somebody wants to know where they are, also of who was in the air meanwhile.
LIVE_SECONDS = 12 * 3_600
MOST_POSITIONS = 1_000  # that are pushed of a batch, or sent to a reader at once
AT_ONCE = 100  # in one message: API Gateway passes on 32 kB in one frame

PLACE_PATTERN = r"^[0-9]{1,12}\.[0-9]{1,12}$"
_PLACE = re.compile(PLACE_PATTERN)
_SECOND = attrgetter("at")

# Of whoever shows only in which zones they are, fences are what is shown; of whoever does not show zones, none is.
_ZONE_LEVELS = frozenset({SharingLevel.EXACT, SharingLevel.IN_ZONE})


class LivePosition(Value, frozen=True, kw_only=True):
    """A position as it may be shown: coordinates where the level is `exact`, else the places that the level names."""

    at: Annotated[datetime, msgspec.Meta(description="When the traveller was there")]
    level: Annotated[SharingLevel, msgspec.Meta(description="How exactly it is shown")]
    latitude: Annotated[float | None, msgspec.Meta(description="WGS 84 degrees, north")] = None
    longitude: Annotated[float | None, msgspec.Meta(description="WGS 84 degrees, east")] = None
    accuracy_metres: Annotated[float | None, msgspec.Meta(description="Radius within which it is")] = None
    speed_metres_per_second: Annotated[float | None, msgspec.Meta(description="Speed over ground")] = None
    heading_degrees: Annotated[float | None, msgspec.Meta(description="From true north, clockwise")] = None
    altitude_metres: Annotated[float | None, msgspec.Meta(description="Metres above the WGS 84 ellipsoid")] = None
    battery_percent: Annotated[int | None, msgspec.Meta(description="Charge of the device that reported it")] = None
    places: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Country and city, country alone, or ids of geofences, as the level has it"),
    ] = ()


class StreamPlace(NamedTuple):
    """Where a reader of the feed left off: the second of the latest position, and the number of the latest event."""

    second: int
    seq: int

    @property
    def text(self) -> str:
        return f"{self.second}.{self.seq}"


def read_place(text: str) -> StreamPlace | None:
    """Return where a reader left off who says so by the id of the last event; None when that is no such id."""
    if not _PLACE.fullmatch(text):
        return None
    second, _, seq = text.partition(".")
    return StreamPlace(int(second), int(seq))


def show_positions(track: Iterable[Signal], sight: Sight) -> list[LivePosition]:
    """Return the positions of a track, of which nothing is flagged, as somebody may see them. Pings show nothing, and
    neither does an exact position to whom only zones are shown: their events say in which they are."""
    shown = []
    for signal in track:
        level = sight.level_at(signal.moment)
        if level is SharingLevel.IN_ZONE and isinstance(signal, Fix):
            continue
        reduced = coarsen(signal, level, lambda _fix: ()) if level is not None else None
        position = to_position(reduced) if reduced is not None else None
        if position is not None:
            shown.append(position)
    return shown


def split_messages(positions: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield what one message holds of positions, in their order."""
    for begin in range(0, len(positions), AT_ONCE):
        yield tuple(positions[begin : begin + AT_ONCE])


def split_seconds(track: Sequence[Signal], most: int = AT_ONCE) -> Iterator[Sequence[Signal]]:
    """Yield a track in order of time in parts of up to `most` signals, of which each ends where a second ends: a reader
    who has it goes on by its last second. A second of more signals is a part by itself."""
    begin = 0
    while begin < len(track):
        end = begin + most
        if end < len(track):
            end = bisect_left(track, track[end].at, begin, end, key=_SECOND)
        if end == begin:
            end = bisect_right(track, track[begin].at, begin, key=_SECOND)
        yield track[begin:end]
        begin = end


def to_position(signal: Signal) -> LivePosition | None:
    """Return a signal as a position; None for a ping."""
    match signal:
        case Fix():
            return LivePosition(
                at=signal.moment,
                level=SharingLevel.EXACT,
                latitude=signal.latitude_degrees,
                longitude=signal.longitude_degrees,
                accuracy_metres=signal.accuracy_metres,
                speed_metres_per_second=signal.speed_metres_per_second,
                heading_degrees=signal.heading_degrees,
                altitude_metres=signal.altitude_metres,
                battery_percent=signal.battery,
            )
        case CoarseFix():
            return LivePosition(at=signal.moment, level=signal.level, places=signal.places)
        case Ping():
            return None
        case _:
            assert_never(signal)


def may_show_event(sight: Sight, event: TrackingEvent) -> bool:
    """Return whether somebody may see an event: of a fence where zones are shown, a warning where all is. What is
    private is the traveller's alone."""
    if event.private and sight.standing is not Standing.SELF:
        return False
    level = sight.level_at(event.at)
    match event.type:
        case (
            TrackingEventType.ENTERED | TrackingEventType.DWELT | TrackingEventType.EXITED | TrackingEventType.CORRECTED
        ):
            return level in _ZONE_LEVELS
        case TrackingEventType.WARNING_RAISED | TrackingEventType.WARNING_ENDED | TrackingEventType.WARNING_WITHDRAWN:
            return level is SharingLevel.EXACT
        case _:
            assert_never(event.type)
