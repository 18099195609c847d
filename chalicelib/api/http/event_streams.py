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


def await_events(read: Callable[[], T], seconds: float) -> T:
    """Return what `read` finds, at once if that is anything, else whatever there is after so many seconds."""
    until = time.monotonic() + seconds
    while True:
        found = read()
        if len(found) or time.monotonic() >= until:
            return found
        time.sleep(_PAUSE_SECONDS)


def write_events(events: Iterable[tuple[str, str, Any]], *, ended: bool) -> str:
    """Return events (id, type, data) as they are sent; when nothing more can come (`ended`), a reader is told to come
    back late."""
    head = f"retry: {_RETRY_ENDED_MS if ended else _RETRY_MS}\n\n"
    return head + "".join(
        f"id: {event_id}\nevent: {kind}\ndata: {msgspec.json.encode(data).decode()}\n\n"
        for event_id, kind, data in events
    )
