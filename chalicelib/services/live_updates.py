"""Live progress over WebSocket: who is connected, what they listen to, and pushing events to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event, seq_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput, Unauthenticated
from chalicelib.gateways import websockets
from chalicelib.models import booking_events, bookings, websocket_connections
from chalicelib.models.websocket_connections import Connection
from chalicelib.services.api_addresses import complete_addresses, configured_address
from chalicelib.services.authorization.bookings import show_event, show_to_listener, visible_booking
from chalicelib.services.cited_clauses import cite_in_event, cite_in_events
from chalicelib.services.shown_names import show_names
from chalicelib.worklist import FAILED, LEFT, work_side_by_side

# API Gateway closes a WebSocket connection after two hours in any case.
LONGEST_CONNECTION = timedelta(hours=2)
BACKLOG = 100

# How long pushing one event may take, of the time of a batch of ten; and a heartbeat, of the minute of its function.
_PUSH_SECONDS, _PUSHES_AT_ONCE = 5.0, 16
_HEARTBEAT_SECONDS = 50.0

_REACHED, _CLOSED, _UNSUBSCRIBED = "reached", "closed", "unsubscribed"


class Pushed(NamedTuple):
    """How many listeners a push has reached, and the connections that it has not reached for now."""

    reached: int
    unreached: tuple[str, ...]


NOBODY = Pushed(0, ())


class Heartbeat(NamedTuple):
    """How many connections live, how many were closed or gone, could not be reached, or were not come to."""

    open: int
    closed: int
    failed: int
    left: int


class EventMessage(Value, frozen=True, tag="event", tag_field="type"):
    """An event as it is pushed to a connection."""

    event: Event


class Ping(Value, frozen=True, tag="ping", tag_field="type"):
    """A ping to a connection; the client need not answer."""

    at: datetime


def connect(identity: Identity, connection_id: str, endpoint: str, *, until: datetime) -> None:
    """Remember a connection that a verified person has opened, `until` their token ends or it has lasted too long;
    `endpoint` is where to send to it."""
    now = clock.now()
    websocket_connections.open_connection(
        Connection(
            connection_id=connection_id,
            endpoint=endpoint,
            identity=identity,
            connected_at=now,
            expires_at=min(until, now + LONGEST_CONNECTION),
        )
    )


def disconnect(connection_id: str) -> None:
    """Forget a connection; harmless when it is forgotten already."""
    websocket_connections.forget_connection(connection_id)


def get_connection(connection_id: str) -> Connection:
    """Return the open connection. Raises Unauthenticated when it is not (or no longer) known."""
    connection = websocket_connections.find_connection(connection_id)
    if connection is None or connection.expires_at <= clock.now():
        raise Unauthenticated("This connection is closed: connect again.")
    return connection


def subscribe(connection: Connection, booking_id: str, last_event_id: str | None) -> list[Event]:
    """Listen to a booking; the answer is what has happened since `last_event_id`, or since the beginning, as far as it
    is at most `BACKLOG` events.

    The subscription stands before the backlog is read, so that nothing falls between them; an event may come twice.
    Raises NotFound when the person may not see the booking, InvalidInput for an event id of another booking.
    """
    booking = visible_booking(connection.identity, booking_id)
    after = _seq_after(booking_id, last_event_id)
    websocket_connections.subscribe(connection, booking_id)
    found = booking_events.list_events(booking_id, after=after, limit=BACKLOG)
    return cite_in_events([show_event(connection.identity, booking, each) for each in found])


def unsubscribe(connection: Connection, booking_id: str) -> None:
    """Unsubscribe from a booking's events; harmless when nobody listens."""
    websocket_connections.unsubscribe(connection.connection_id, booking_id)


def has_news(booking_id: str, last_event_id: str | None) -> bool:
    """Return whether anything has happened to a booking since `last_event_id`, without showing it: one read unit as
    long as nothing has. Raises InvalidInput."""
    return bool(booking_events.list_events(booking_id, after=_seq_after(booking_id, last_event_id), limit=1))


def events_after(identity: Identity, booking_id: str, last_event_id: str | None, limit: int) -> list[Event]:
    """Return what has happened to a booking since `last_event_id`, or since the beginning. Raises NotFound,
    InvalidInput."""
    booking = visible_booking(identity, booking_id)
    found = booking_events.list_events(booking_id, after=_seq_after(booking_id, last_event_id), limit=limit)
    return cite_in_events([show_event(identity, booking, each) for each in found])


def send(connection: Connection, message: msgspec.Struct) -> bool:
    """Send to one connection, its addresses whole; False when it is gone, and then it is forgotten. Raises
    Unavailable."""
    text = complete_addresses(msgspec.json.encode(show_names(message)).decode(), configured_address())
    if websockets.send(connection.endpoint, connection.connection_id, text.encode()):
        return True
    websocket_connections.forget_connection(connection.connection_id)
    return False


def push_to_listeners(event: Event, *, only: Sequence[str] | None = None) -> Pushed:
    """Push one event to everybody who listens to its booking and may see it now, or to some of them `only`.

    Each is on its own: who may not see the booking any more hears nothing more of it, and a connection whose token has
    ended is closed.
    """
    listeners = websocket_connections.listeners(event.booking_id)
    wanted = [each for each in listeners if only is None or each in only]
    if not wanted:
        return NOBODY
    booking, unreached = bookings.get_booking(event.booking_id), set(wanted)
    event = cite_in_event(event)

    def push(connection_id: str) -> str:
        word = _push(connection_id, event, booking)
        unreached.discard(connection_id)
        return word

    counts = work_side_by_side(
        wanted, push, ids=lambda each: {"connectionId": each}, most=_PUSHES_AT_ONCE, seconds=_PUSH_SECONDS
    )
    return Pushed(counts[_REACHED], tuple(sorted(unreached)))


def _push(connection_id: str, event: Event, booking: Booking) -> str:
    """Push to one connection, and say what became of it. Raises Unavailable."""
    connection = websocket_connections.find_connection(connection_id)
    if connection is None:
        websocket_connections.forget_connection(connection_id)
        return _CLOSED
    if connection.expires_at <= clock.now():
        return close(connection)
    shown = show_to_listener(connection.identity, booking, event)
    if shown is None:
        websocket_connections.unsubscribe(connection_id, event.booking_id)
        return _UNSUBSCRIBED
    return _REACHED if send(connection, EventMessage(event=shown)) else _CLOSED


def send_heartbeats() -> Heartbeat:
    """Ping every open connection, many at a time; forget those that are gone, and close those whose token has ended."""
    ping = Ping(at=clock.now())

    def beat(stored: tuple[str, str]) -> str:
        connection = websocket_connections.read_connection(stored[1])
        if connection.expires_at <= clock.now():
            return close(connection)
        return _REACHED if send(connection, ping) else _CLOSED

    counts = work_side_by_side(
        websocket_connections.stored_connections(),
        beat,
        ids=lambda stored: {"connectionId": stored[0]},
        most=websockets.MOST_AT_ONCE,
        seconds=_HEARTBEAT_SECONDS,
    )
    return Heartbeat(counts[_REACHED], counts[_CLOSED], counts[FAILED], counts[LEFT])


def close(connection: Connection) -> str:
    """Close a connection whose time is over, and forget it, also when it cannot be closed for now. Raises
    Unavailable."""
    websocket_connections.forget_connection(connection.connection_id)
    websockets.close(connection.endpoint, connection.connection_id)
    return _CLOSED


def _seq_after(booking_id: str, last_event_id: str | None) -> int:
    if last_event_id is None:
        return 0
    seq = seq_of(booking_id, last_event_id)
    if seq is None:
        raise InvalidInput(
            "The event does not belong to this booking.", [FieldError("/lastEventId", "unknown event id")]
        )
    return seq
