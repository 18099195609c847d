"""Live progress over WebSocket: who is connected, what they listen to, and pushing events to them."""

from datetime import datetime, timedelta

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.bookings.events import Event, seq_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput, Unauthenticated, Unavailable
from chalicelib.gateways import websockets
from chalicelib.models import booking_events, websocket_connections
from chalicelib.models.websocket_connections import Connection
from chalicelib.services.authorization.bookings import visible_booking

# API Gateway closes a WebSocket connection after two hours in any case.
LONGEST_CONNECTION = timedelta(hours=2)
BACKLOG = 100


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
    """Listen to a booking; the answer is what has happened since `last_event_id`, or since the beginning.

    The subscription stands before the backlog is read, so that nothing falls between them; an event may come twice.
    Raises NotFound when the person may not see the booking, InvalidInput for an event id of another booking.
    """
    visible_booking(connection.identity, booking_id)
    after = _seq_after(booking_id, last_event_id)
    websocket_connections.subscribe(connection, booking_id)
    return booking_events.list_events(booking_id, after=after, limit=BACKLOG)


def unsubscribe(connection: Connection, booking_id: str) -> None:
    """Unsubscribe from a booking's events; harmless when nobody listens."""
    websocket_connections.unsubscribe(connection.connection_id, booking_id)


def events_after(identity: Identity, booking_id: str, last_event_id: str | None, limit: int) -> list[Event]:
    """Return what has happened to a booking since `last_event_id`, or since the beginning. Raises NotFound,
    InvalidInput."""
    visible_booking(identity, booking_id)
    return booking_events.list_events(booking_id, after=_seq_after(booking_id, last_event_id), limit=limit)


def send(connection: Connection, message: msgspec.Struct) -> bool:
    """Send to one connection; False when it is gone, and then it is forgotten. Raises Unavailable."""
    if websockets.send(connection.endpoint, connection.connection_id, msgspec.json.encode(message)):
        return True
    websocket_connections.forget_connection(connection.connection_id)
    return False


def push_to_listeners(event: Event) -> tuple[int, int]:
    """Push one event to everybody who listens to its booking: how many were reached, and how many failed for now."""
    reached, failed = 0, 0
    for connection_id in websocket_connections.listeners(event.booking_id):
        connection = websocket_connections.find_connection(connection_id)
        if connection is None:
            websocket_connections.forget_connection(connection_id)
            continue
        try:
            reached += send(connection, EventMessage(event=event))
        except Unavailable:
            failed += 1
    return reached, failed


def send_heartbeats() -> tuple[int, int]:
    """Ping every open connection and forget those that are gone: how many live, how many went."""
    living, gone = 0, 0
    ping = Ping(at=clock.now())
    for connection in websocket_connections.open_connections():
        try:
            if send(connection, ping):
                living += 1
            else:
                gone += 1
        except Unavailable:
            observability.warning("connection not pinged", connectionId=connection.connection_id)
    return living, gone


def _seq_after(booking_id: str, last_event_id: str | None) -> int:
    if last_event_id is None:
        return 0
    seq = seq_of(booking_id, last_event_id)
    if seq is None:
        raise InvalidInput(
            "The event does not belong to this booking.", [FieldError("/lastEventId", "unknown event id")]
        )
    return seq
