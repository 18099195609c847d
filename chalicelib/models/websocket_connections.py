"""The WebSocket connections that are open, and which of them listen to which booking or feed, or follow which
traveller."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain import compatibility
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Value
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.models.mentions import save_unless_erased


class Connection(Value, frozen=True):
    """An open connection: whose it is, how to send to it, and until when its token lets it stay."""

    connection_id: str
    endpoint: str
    identity: Identity
    connected_at: datetime
    expires_at: datetime


class ConnectionRow(Model):
    """One open connection."""

    Meta = table_meta("connections")

    connection_id = UnicodeAttribute(hash_key=True, attr_name="connectionId")
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[Connection](Connection)


class StoredConnectionRow(Model):
    """One open connection as it is stored, so that one that cannot be read hides no other."""

    Meta = table_meta("connections")

    connection_id = UnicodeAttribute(hash_key=True, attr_name="connectionId")
    document = UnicodeAttribute()


class _ByConnection(GlobalSecondaryIndex["SubscriptionRow"]):
    class Meta:
        index_name = "connection"
        projection = AllProjection()

    connection_id = UnicodeAttribute(hash_key=True, attr_name="connectionId")


# What stands before a person's id where a subscription has the id of a booking.
_PERSON = "user/"
# And what before a feed.
_FEED = "feed/"


class Follower(NamedTuple):
    """A connection that follows a traveller, and why, in its person's words; None, if it is the traveller's own."""

    connection_id: str
    user_id: str
    reason: str | None


class SubscriptionRow(Model):
    """One connection that listens to one booking, or to a feed of its person's from a place on, or follows one person
    for a reason."""

    Meta = table_meta("subscriptions")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    connection_id = UnicodeAttribute(range_key=True, attr_name="connectionId")
    expires_at = NumberAttribute(attr_name="expiresAt")
    reason = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    by_connection = _ByConnection()


def open_connection(connection: Connection) -> None:
    """Remember a connection; a second time changes nothing. Raises PersonErased."""
    expires_at = int(connection.expires_at.timestamp())
    row = ConnectionRow(connection.connection_id, expires_at=expires_at, document=connection)
    save_unless_erased(row, None, of=[connection.identity.user_id], what="The connection")


def find_connection(connection_id: str) -> Connection | None:
    """Return the connection, or None when it is not (or no longer) open."""
    try:
        return ConnectionRow.get(connection_id, consistent_read=True).document
    except DoesNotExist:
        return None


def stored_connections() -> Iterator[tuple[str, str]]:
    """Yield every open connection, for the heartbeat: its id, and what `read_connection` reads."""
    for row in StoredConnectionRow.scan():
        yield row.connection_id, row.document


def list_of_person(user_id: str) -> list[str]:
    """Return ids of the open connections of a person, also of those that cannot be read but name them."""
    return [connection_id for connection_id, text in stored_connections() if f'"{user_id}"' in text]


def read_connection(text: str) -> Connection:
    """Return a stored connection. Raises msgspec.ValidationError."""
    connection: Connection = compatibility.read(text, Connection)
    return connection


def subscribe(connection: Connection, booking_id: str) -> None:
    """Let a connection listen to a booking; a second time changes nothing."""
    SubscriptionRow(booking_id, connection.connection_id, expires_at=int(connection.expires_at.timestamp())).save()


def unsubscribe(connection_id: str, booking_id: str) -> None:
    """Stop a connection from listening to a booking; harmless when it does not."""
    SubscriptionRow(booking_id, connection_id).delete()


def listeners(booking_id: str) -> list[str]:
    """Return ids of the connections that listen to a booking."""
    return [row.connection_id for row in SubscriptionRow.query(booking_id)]


def follow(connection: Connection, user_id: str, reason: str | None) -> None:
    """Let a connection follow a person; a second time it goes on for the reason that it has then."""
    SubscriptionRow(
        f"{_PERSON}{user_id}",
        connection.connection_id,
        expires_at=int(connection.expires_at.timestamp()),
        reason=reason,
    ).save()


def unfollow(connection_id: str, user_id: str) -> None:
    """Stop a connection from following a person; harmless when it does not."""
    SubscriptionRow(f"{_PERSON}{user_id}", connection_id).delete()


def list_followers(user_id: str) -> list[Follower]:
    """Return the connections that follow a person."""
    return [_follower(row) for row in SubscriptionRow.query(f"{_PERSON}{user_id}")]


def all_followers() -> Iterator[Follower]:
    """Yield every connection that follows anybody, for the heartbeat."""
    for row in SubscriptionRow.scan(SubscriptionRow.booking_id.startswith(_PERSON)):
        yield _follower(row)


def _follower(row: SubscriptionRow) -> Follower:
    return Follower(row.connection_id, row.booking_id.removeprefix(_PERSON), row.reason)


def listen_to_feeds(connection: Connection, feeds: Sequence[str], place: str) -> None:
    """Let a connection listen to feeds of its person's, the first of which is their own, from a place on."""
    expires_at = int(connection.expires_at.timestamp())
    for feed in reversed(feeds):
        SubscriptionRow(f"{_FEED}{feed}", connection.connection_id, expires_at=expires_at, place=place).save()


def stop_listening_to_feeds(connection_id: str, feeds: Iterable[str]) -> None:
    """Stop a connection from listening to feeds; harmless when it does not."""
    for feed in feeds:
        SubscriptionRow(f"{_FEED}{feed}", connection_id).delete()


def feed_listeners(feed: str) -> list[str]:
    """Return ids of the connections that listen to a feed."""
    return [row.connection_id for row in SubscriptionRow.query(f"{_FEED}{feed}")]


def find_feed_place(connection_id: str, feed: str) -> str | None:
    """Return how far a connection has got that listens to its person's own feed, read consistently; None when it does
    not listen."""
    for row in SubscriptionRow.query(
        f"{_FEED}{feed}", SubscriptionRow.connection_id == connection_id, consistent_read=True
    ):
        return row.place
    return None


def move_feed_place(connection: Connection, feed: str, place: str) -> None:
    """Note how far a connection has got."""
    expires_at = int(connection.expires_at.timestamp())
    SubscriptionRow(f"{_FEED}{feed}", connection.connection_id, expires_at=expires_at, place=place).save()


def forget_connection(connection_id: str) -> None:
    """Remove a connection and all that it listened to; harmless when it is gone already."""
    for row in SubscriptionRow.by_connection.query(connection_id):
        row.delete()
    ConnectionRow(connection_id).delete()
