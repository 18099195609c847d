"""Server-sent events of anything: where a reader left off, how long to wait for more, and how they are written."""

import time
from collections.abc import Callable, Iterable, Sized
from typing import Annotated, Any, TypeVar

import msgspec

from chalicelib.domain.ids import EventId
from chalicelib.domain.value import Value

T = TypeVar("T", bound=Sized)

_PAUSE_SECONDS = 0.4
# How long a client should wait before it asks for more; longer once nothing more can come.
_RETRY_MS = 500
_RETRY_ENDED_MS = 60_000


class WaitQuery(Value, frozen=True):
    """How long to wait for a new event, and how events are written."""

    wait: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=20, description="Seconds to wait for an event; API Gateway buffers the stream until it ends"
        ),
    ] = 10
    named: Annotated[
        bool,
        msgspec.Meta(
            description="True: an event is named by its type, for `addEventListener`. False: it has no name, and an "
            "EventSource gives every one to `onmessage`; its data says its `type`"
        ),
    ] = True


class StreamQuery(WaitQuery, frozen=True):
    """How long to wait for a new event, and where to resume if no header can be sent."""

    last_event_id: (
        Annotated[
            EventId,
            msgspec.Meta(description="The last event received, where the header `Last-Event-ID` cannot be sent"),
        ]
        | None
    ) = None


def await_events(read: Callable[[], T], seconds: float) -> T:
    """Return what `read` finds, at once if that is anything, else whatever there is after so many seconds."""
    until = time.monotonic() + seconds
    while True:
        found = read()
        if len(found) or time.monotonic() >= until:
            return found
        time.sleep(_PAUSE_SECONDS)


def write_events(events: Iterable[tuple[str, str, Any]], *, ended: bool, named: bool = True) -> str:
    """Return events (id, type, data) as they are sent; when nothing more can come (`ended`), a reader is told to come
    back late. An event that is not `named` says its type in its data."""
    head = f"retry: {_RETRY_ENDED_MS if ended else _RETRY_MS}\n\n"
    return head + "".join(
        _write_event(event_id, kind, data) if named else _write_message(event_id, kind, data)
        for event_id, kind, data in events
    )


def _write_event(event_id: str, kind: str, data: Any) -> str:
    return f"id: {event_id}\nevent: {kind}\ndata: {msgspec.json.encode(data).decode()}\n\n"


def _write_message(event_id: str, kind: str, data: Any) -> str:
    plain = msgspec.to_builtins(data)
    said = {"type": kind, **plain} if isinstance(plain, dict) else {"type": kind, "data": plain}
    return f"id: {event_id}\ndata: {msgspec.json.encode(said).decode()}\n\n"
