"""What every table has in common: where it is, how long a call may take, and how values are kept in one attribute."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.connection import Connection
from pynamodb.constants import STRING
from pynamodb.exceptions import DeleteError, PutError, UpdateError

from chalicelib import settings
from chalicelib.domain import compatibility
from chalicelib.dynamodb import client
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.errors import Unavailable, VersionConflict

client.share()  # before the first table is asked

T = TypeVar("T")

# Bytes up to which a JSON text is kept as it is, to be read by people as well. A row is paid for by its kilobytes each
# time that it is written, and a booking with its options is written some ten times; compressed, it is a third as long.
LONGEST_PLAIN = 4_000
_COMPRESSED = "zlib:"  # with which no JSON text begins

# What is raised by a value that cannot be read: of a status of tomorrow, without what it should have, or cut off.
UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError, zlib.error)

# How long a call of DynamoDB may take, and how often it is tried again.
_PATIENCE: dict[str, Any] = {"connect_timeout_seconds": 2, "read_timeout_seconds": 5, "max_retry_attempts": 3}


def table_meta(thing: str) -> Any:
    """Return a PynamoDB `Meta` for this stage's table of `thing`; a call gives up after 2 s to connect, 5 s to
    answer."""
    here = settings.current()
    where = {"table_name": here.name(thing), "region": here.region, "host": here.aws_endpoint_url or None}
    return type("Meta", (), where | _PATIENCE)


@cache
def transactions() -> Connection:
    """Return the connection that transactions are written through, as patient as the tables'."""
    here = settings.current()
    return Connection(region=here.region, host=here.aws_endpoint_url or None, **_PATIENCE)


def shorten(text: bytes) -> str:
    """Return a JSON text as it is kept: compressed if it is long, as that of a booking with its options, and gets
    shorter by it, as nothing does that is encrypted."""
    if len(text) <= LONGEST_PLAIN:
        return text.decode()
    compressed = _COMPRESSED + b64encode(zlib.compress(text)).decode()
    return compressed if len(compressed) < len(text) else text.decode()


def lengthen(kept: str) -> str | bytes:
    """Return the JSON text that is kept as `kept`."""
    return zlib.decompress(b64decode(kept.removeprefix(_COMPRESSED))) if kept.startswith(_COMPRESSED) else kept


class StructAttribute(Attribute[T]):
    """A msgspec value as JSON text in one string attribute; a long text is compressed, and so is paid for less.

    What a newer release wrote is read as far as it is known here, and never written over: docs/decisions/releases.md.
    """

    attr_type = STRING

    def __init__(self, kind: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def serialize(self, value: T) -> str:
        if compatibility.is_newer(value):
            raise Unavailable("A newer release wrote this, and only that release can change it.")
        return shorten(msgspec.json.encode(value))

    def deserialize(self, value: str) -> T:
        return cast(T, compatibility.read(lengthen(value), self.kind))


class Unreadable:
    """What stands for a value that cannot be read where one row is to hide no other."""


class IsolatedAttribute(StructAttribute[T | Unreadable]):
    """The same for rows that are read beside those of others: a value that cannot be read is said to be so."""

    def deserialize(self, value: str) -> T | Unreadable:
        try:
            return super().deserialize(value)
        except UNREADABLE:
            return Unreadable()


class TimeAttribute(Attribute[datetime]):
    """A UTC time as RFC 3339 text of fixed width (milliseconds), so that it sorts as it reads."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def deserialize(self, value: str) -> datetime:
        return datetime.fromisoformat(value)


@contextmanager
def changing(what: str) -> Iterator[None]:
    """Stand around one conditional write: VersionConflict says that `what` is no longer what the change was based
    on."""
    try:
        yield
    except (PutError, UpdateError, DeleteError) as error:
        if not is_condition_failed(error):
            raise
        raise VersionConflict(f"{what} has changed meanwhile.") from None
