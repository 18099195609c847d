"""The events of a booking over HTTP: as server-sent events, resumable at any event."""

from typing import Any

from chalicelib.api.http.event_streams import StreamQuery, await_events, write_events
from chalicelib.api.http.routing import ApiBlueprint, Call, EventStream, Example
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.booking import TERMINAL
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.shown_names import with_names
from chalicelib.errors import NotFound
from chalicelib.services import live_updates
from chalicelib.services.shown_names import show_names

blueprint = ApiBlueprint(__name__, tag="Progress", description="Booking events as a stream of server-sent events.")

_AT_ONCE = 100


@blueprint.route(
    "/v1/sse/bookings/{bookingId}",
    summary="Stream a booking's events",
    scope=Scope.BOOKINGS_READ,
    description=(
        "Server-sent events after `Last-Event-ID`: at once if there are any, otherwise those of the next `wait` "
        "seconds. The stream then ends with `retry:`, and an EventSource reconnects for the rest."
    ),
    errors=[NotFound],
    events=dict.fromkeys(EventType, Event),
    example=lambda: Example(_write([examples.EVENT], with_names([examples.EVENT], lambda _ids: {}))),
)
def stream_booking_events(call: Call[None, StreamQuery]) -> EventStream:
    last_seen = call.last_event_id or call.query.last_event_id
    events = await_events(
        lambda: live_updates.events_after(call.identity, call.path["bookingId"], last_seen, _AT_ONCE), call.query.wait
    )
    return EventStream(_write(events, show_names(events), named=call.query.named))


def _write(events: list[Event], shown: list[Any], *, named: bool = True) -> str:
    ended = bool(events) and events[-1].status in TERMINAL
    written = [(event.event_id, event.type.value, data) for event, data in zip(events, shown, strict=True)]
    return write_events(written, ended=ended, named=named)
