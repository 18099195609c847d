"""The events of a booking over HTTP: as server-sent events, resumable at any event."""

from typing import Any

from chalicelib.api.http.event_streams import (
    HOW_LONG,
    NOTHING,
    EventStream,
    News,
    Reader,
    SentEvent,
    StreamQuery,
    write_news,
)
from chalicelib.api.http.routing import ApiBlueprint, Call, Example
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.booking import TERMINAL
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.shown_names import with_names
from chalicelib.errors import NotFound
from chalicelib.services import live_updates
from chalicelib.services.authorization.bookings import visible_booking
from chalicelib.services.shown_names import show_names

blueprint = ApiBlueprint(__name__, tag="Progress", description="Booking events as a stream of server-sent events.")

_AT_ONCE = 100


@blueprint.route(
    "/v1/sse/bookings/{bookingId}",
    summary="Stream a booking's events",
    scope=Scope.BOOKINGS_READ,
    description=(
        f"Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. {HOW_LONG}"
    ),
    errors=[NotFound],
    events=dict.fromkeys(EventType, Event),
    example=lambda: Example(write_news(_to_news([examples.EVENT], with_names([examples.EVENT], lambda _ids: {})))),
)
def stream_booking_events(call: Call[None, StreamQuery]) -> EventStream:
    reader = Reader(call.identity, "stream_booking_events")
    last_seen = call.last_event_id or call.query.last_event_id
    return EventStream(_BookingEvents(reader, call.path["bookingId"], last_seen), call.query)


class _BookingEvents:
    """The events of a booking for one reader. Once the stream is open, the log is looked at before the booking is read
    again to ask whether they may see it."""

    def __init__(self, reader: Reader, booking_id: str, last_seen: str | None) -> None:
        self._reader, self._booking_id, self._last_seen = reader, booking_id, last_seen
        self._is_open = False

    def read(self) -> News:
        if self._is_open and not live_updates.has_news(self._booking_id, self._last_seen):
            return NOTHING
        events = live_updates.events_after(self._reader.now(), self._booking_id, self._last_seen, _AT_ONCE)
        self._is_open = True
        if events:
            self._last_seen = events[-1].event_id
        return _to_news(events, show_names(events))

    def check(self) -> bool:
        return visible_booking(self._reader.now(), self._booking_id).status not in TERMINAL


def _to_news(events: list[Event], shown: list[Any]) -> News:
    return News(
        [SentEvent(event.event_id, event.type.value, data) for event, data in zip(events, shown, strict=True)],
        ended=bool(events) and events[-1].status in TERMINAL,
        more=len(events) == _AT_ONCE,
    )
