"""What is published of a traveller on the move: fences that they enter and leave, and warnings about their trip.

Each is one event under one id in the traveller's log, over the live feed and for webhooks. None holds coordinates:
where somebody is, is shown by positions, to whom they may be shown.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from chalicelib.domain.ids import EventId, derive_id
from chalicelib.domain.value import Value

# Who publishes an event once more, after a crash, is told apart from who publishes another by the ids of so many.
REMEMBERED = 50


class TrackingEventType(StrEnum):
    """Everything that is published of a traveller on the move."""

    ENTERED = "geofence.entered"
    DWELT = "geofence.dwelt"
    EXITED = "geofence.exited"
    CORRECTED = "geofence.corrected"
    WARNING_RAISED = "trip.warning_raised"
    WARNING_ENDED = "trip.warning_ended"
    WARNING_WITHDRAWN = "trip.warning_withdrawn"


class TrackingEvent(Value, frozen=True, kw_only=True):
    """One thing that happened on the way; `event_id` is the same wherever the event is read."""

    event_id: Annotated[EventId, msgspec.Meta(description="Id of the event, the same wherever it is read")]
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the traveller")]
    type: Annotated[TrackingEventType, msgspec.Meta(description="What happened")]
    at: Annotated[datetime, msgspec.Meta(description="When it happened, by the positions that it follows from")]
    recorded_at: Annotated[datetime, msgspec.Meta(description="When it was found: later where positions came late")]
    trip_id: Annotated[str | None, msgspec.Meta(description="The trip that it belongs to, if it is about one")] = None
    data: Annotated[dict[str, Any], msgspec.Meta(description="What it is about: the fence, or the warning")]
    private: Annotated[
        bool, msgspec.Meta(description="About a geofence of the traveller's own, of which nobody else learns")
    ] = False


class LoggedEvent(Value, frozen=True):
    """An event, and its number in the log of its traveller: readers resume after it."""

    seq: int
    event: TrackingEvent


class LogHead(Value, frozen=True):
    """How far a traveller's log goes, and which events are the latest in it."""

    seq: int = 0
    latest: tuple[str, ...] = ()

    def knows(self, event_id: str) -> bool:
        """Return whether an event is one of the latest in the log."""
        return event_id in self.latest

    def after(self, event_id: str) -> "LogHead":
        """Return the head of the log with one event more."""
        return LogHead(self.seq + 1, (*self.latest, event_id)[-REMEMBERED:])


def make_event_id(at: datetime, *seed: str) -> str:
    """Return the id of what happened at this moment to the thing that `seed` names, in this revision of it: the same
    however often it is found."""
    return derive_id("evt", at, *seed)
