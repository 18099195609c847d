"""What happens to a booking, as server-sent events, WebSocket and webhooks tell it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from sojourn_client import models
from sojourn_client.base import Model
from sojourn_client.models import BookingStatus, EventType


class UnknownEvent(Model, frozen=True):
    """An event of a type that this version of the client does not know, with its data as they came."""

    event_id: str
    booking_id: str
    seq: int
    """The booking's version after this event."""
    type: EventType
    status: BookingStatus
    at: dt.datetime
    data: dict[str, Any]
    requester_id: str | None = None
    traveller_ids: tuple[str, ...] = ()
    """Of the travellers with an account those whom you may know."""


Event: TypeAlias = models.Event | UnknownEvent
"""One thing that happened; `event_id` is the same wherever the event is read. Its class says what its `data` hold:
`models.BookedEvent`, `models.AwaitingApprovalEvent` and so on."""

ENDED = frozenset(
    {BookingStatus.BOOKED, BookingStatus.DECLINED, BookingStatus.EXPIRED, BookingStatus.CANCELLED, BookingStatus.FAILED}
)
"""The statuses in which nothing more happens."""

_known: msgspec.json.Decoder[models.Event] = msgspec.json.Decoder(models.Event)
_unknown = msgspec.json.Decoder(UnknownEvent)


def read_event(text: str | bytes) -> Event:
    """Return an event from its JSON, such as the `data` of a webhook's message. Raises msgspec.ValidationError for what
    is none."""
    try:
        return _known.decode(text)
    except msgspec.ValidationError:
        return _unknown.decode(text)


class EventReader:
    """Reads a `text/event-stream` while it comes. `retry`: how many seconds to wait before the next one, as it says."""

    def __init__(self) -> None:
        self.retry = 0.5
        self._left = b""
        self._data: list[str] = []

    def feed(self, piece: bytes) -> Iterator[Event]:
        """The events that are whole with this piece. Lines end in LF, or in CR and LF."""
        *lines, self._left = (self._left + piece).split(b"\n")
        for line in (each.removesuffix(b"\r").decode() for each in lines):
            field, _, value = line.partition(":")
            if field == "data":
                self._data.append(value.removeprefix(" "))
            elif field == "retry":
                self.retry = int(value) / 1000
            elif not line and self._data:
                text, self._data = "\n".join(self._data), []
                yield read_event(text)


def read_stream(text: str) -> Iterator[Event]:
    """The events written in a `text/event-stream`, in their order."""
    yield from EventReader().feed(text.encode() + b"\n\n")
