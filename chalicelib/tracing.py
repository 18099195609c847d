"""Says in X-Ray what a trace is about: a subsegment for each operation, with the booking's id to search by.

Lambda makes a function's own segment, to which nobody may add; so each operation is sent as a part of it to the daemon
that Lambda has beside every function it traces. X-Ray's own library does the same and makes every start slower.
"""

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from chalicelib import settings

if TYPE_CHECKING:
    from socket import socket

_HEADER = b'{"format": "json", "version": 1}\n'
_noted: dict[str, str] = {}
_LONGEST_NAME, _LONGEST_VALUE = 200, 1_000
_ANNOTATED = ("bookingId", "tripId", "requestId", "outcome", "error")  # nothing of a person


class Trace(NamedTuple):
    """Where in which trace this function's work is, and who is told of it."""

    trace_id: str
    parent_id: str
    daemon: tuple[str, int]


def find_trace() -> Trace | None:
    """Return the trace under way; None where nothing is traced, or this invocation is not among those that are."""
    header, address = settings.read_trace()
    header = _noted.get("header", header)
    fields = dict(pair.strip().split("=", 1) for pair in header.split(";") if "=" in pair)
    if not address or fields.get("Sampled") != "1" or not (fields.get("Root") and fields.get("Parent")):
        return None
    host, _, port = address.rpartition(":")
    return Trace(fields["Root"], fields["Parent"], (host, int(port)))


def note_trace(header: str) -> None:
    """Note the header of the invocation under way, where a runtime of ours is told it. Lambda's own puts it into the
    environment."""
    _noted["header"] = header


def send_operation(name: str, seconds: float, fields: Mapping[str, object], *, failed: bool) -> None:
    """Tell the daemon of an operation that has ended just now and took that long; nothing where nothing is traced."""
    trace = find_trace()
    if trace is None:
        return
    ended = time.time()
    subsegment = {
        "type": "subsegment",
        "name": name[:_LONGEST_NAME],
        "id": os.urandom(8).hex(),
        "trace_id": trace.trace_id,
        "parent_id": trace.parent_id,
        "start_time": ended - seconds,
        "end_time": ended,
        "fault": failed,
        "annotations": {"operation": name, "environment": settings.current().stage, **_annotations(fields)},
    }
    _send(_HEADER + msgspec.json.encode(subsegment), trace.daemon)


def _annotations(fields: Mapping[str, object]) -> dict[str, str]:
    """Return what a trace may be searched by, of the fields of an operation's line."""
    found = {name: value[:_LONGEST_VALUE] for name in _ANNOTATED if isinstance(value := fields.get(name), str)}
    made = fields.get("touchedId")  # what a POST has made
    if isinstance(made, str) and made.startswith("bkg_"):
        found.setdefault("bookingId", made)
    return found


def _send(message: bytes, daemon: tuple[str, int]) -> None:
    try:
        _socket().sendto(message, daemon)
    except OSError:
        pass  # the daemon is full, or away: a trace is not worth a request


_open: list["socket"] = []


def _socket() -> "socket":
    """Return the one socket of this process, which waits for nobody."""
    if not _open:
        from socket import AF_INET, SOCK_DGRAM, socket

        made = socket(AF_INET, SOCK_DGRAM)
        made.setblocking(False)
        _open.append(made)
    return _open[0]
