"""The events of a booking over HTTP: as server-sent events, resumable at any event."""

import time
from typing import Annotated, Any

import msgspec

from chalicelib.api.http.routing import ApiBlueprint, Call, EventStream, Example
from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.booking import TERMINAL
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.ids import EventId
from chalicelib.domain.shown_names import with_names
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound
from chalicelib.services import live_updates
from chalicelib.services.shown_names import show_names

blueprint = ApiBlueprint(__name__, tag="Progress", description="Booking events as a stream of server-sent events.")

_AT_ONCE = 100
_PAUSE_SECONDS = 0.4
# How long a client should wait before it asks for more; longer once nothing more can come.
_RETRY_MS = 500
_RETRY_ENDED_MS = 60_000


class StreamQuery(Value, frozen=True):
    """How long to wait for a new event, and where to resume if no header can be sent."""

    wait: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=20, description="Seconds to wait for an event; API Gateway buffers the stream until it ends"
        ),
    ] = 10
    last_event_id: (
        Annotated[
            EventId,
            msgspec.Meta(description="The last event received, where the header `Last-Event-ID` cannot be sent"),
        ]
        | None
    ) = None


@blueprint.route(
    "/v1/sse/bookings/{bookingId}",
    summary="Stream a booking's events",
    description=(
        "Server-sent events after `Last-Event-ID`: at once if there are any, otherwise those of the next `wait` "
        "seconds. The stream then ends with `retry:`, and an EventSource reconnects for the rest."
    ),
    errors=[NotFound],
    example=lambda: Example(_write_events([examples.EVENT], with_names([examples.EVENT], lambda _ids: {}))),
)
def stream_booking_events(call: Call[None, StreamQuery]) -> EventStream:
    until = time.monotonic() + call.query.wait
    last_seen = call.last_event_id or call.query.last_event_id
    while True:
        events = live_updates.events_after(call.identity, call.path["bookingId"], last_seen, _AT_ONCE)
        if events or time.monotonic() >= until:
            return EventStream(_write_events(events, show_names(events)))
        time.sleep(_PAUSE_SECONDS)


def _write_events(events: list[Event], shown: list[Any]) -> str:
    ended = bool(events) and events[-1].status in TERMINAL
    head = f"retry: {_RETRY_ENDED_MS if ended else _RETRY_MS}\n\n"
    return head + "".join(
        f"id: {event.event_id}\nevent: {event.type}\ndata: {msgspec.json.encode(data).decode()}\n\n"
        for event, data in zip(events, shown, strict=True)
    )
