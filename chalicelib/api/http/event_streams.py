"""Server-sent events of anything: where they come from, how they are written, and the two ways in which they are sent.

Where the platform streams, one answer stays open and is written as things happen (`stream_events`). Everywhere else it
is whole when it is sent: it waits a while for news, then ends, and the reader comes back (`answer_events`).
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, NamedTuple, Protocol

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import EventId
from chalicelib.domain.value import Value
from chalicelib.services.authorization import people

# How often a source is asked while an answer waits that cannot be added to.
_PAUSE_SECONDS = 0.4
# How often it is asked for an open stream: while something may be under way, and once nothing has come for a while.
QUICK_PAUSE_SECONDS, QUIET_PAUSE_SECONDS = 0.05, 0.5
QUICK_SECONDS = 60.0
# How often a quiet stream shows that it lives, and the right to read it is asked again. A gateway ends one that says
# nothing for 5 minutes, and some proxies one that is silent for half of one.
PING_SECONDS = 15.0
_RIGHTS_KEPT = timedelta(seconds=5)
# How long a client should wait before it asks for more; longer once nothing more can come.
_RETRY_MS = 500
_RETRY_ENDED_MS = 60_000
_PING = ": ping\n\n"
RETRY = f"retry: {_RETRY_MS}\n\n"
_RETRY_ENDED = f"retry: {_RETRY_ENDED_MS}\n\n"


HOW_LONG = (
    "It stays open, and says things as they happen, for a quarter of an hour at most; where it cannot be streamed, it "
    "is sent after `wait` seconds. It ends with `retry:`, and an EventSource reconnects for the rest."
)
"""What the description says of every stream."""


class WaitQuery(Value, frozen=True):
    """How long to wait for a new event, and how events are written."""

    wait: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=20,
            description="Seconds to wait for an event where an answer is sent whole. A stream that stays open waits "
            "for all that comes, unless this is 0: then it says what there is, and ends",
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


class SentEvent(NamedTuple):
    """An event as it is sent: the id from which a reader goes on, its type, and what it holds."""

    id: str
    type: str
    data: Any


class News(NamedTuple):
    """What a source has to say. `ended`: nothing more can come. `place`: from where a reader goes on, if that is not
    behind the last event. `more`: the rest of what there is follows at once."""

    events: list[SentEvent] = []
    ended: bool = False
    place: str | None = None
    more: bool = False

    @property
    def is_any(self) -> bool:
        """Whether there is anything that has to be sent, or read on from."""
        return bool(self.events) or self.ended or self.more


NOTHING = News()


class Source(Protocol):
    """Where the events of one stream come from, for one reader. Both raise what the right to read raises."""

    def read(self) -> News:
        """Return what is new since the last call; before it says anything, the right to read it is asked."""
        ...

    def check(self) -> bool:
        """Ask the right to read it while there is nothing to say; False when nothing can come after what was read."""
        ...


class Reader:
    """Who reads a stream for minutes, with the roles of now: asked again at most every few seconds."""

    def __init__(self, identity: Identity, operation: str) -> None:
        self._identity, self._operation, self._asked_at = identity, operation, clock.now()

    def now(self) -> Identity:
        """Return the reader as they may read now. Raises NotAllowed for who has left meanwhile."""
        if clock.now() >= self._asked_at + _RIGHTS_KEPT:
            self._identity, self._asked_at = people.current_identity(self._identity, self._operation), clock.now()
        return self._identity


class AtOnce:
    """A source that has said everything at once."""

    def __init__(self, news: News) -> None:
        self._news = news

    def read(self) -> News:
        news, self._news = self._news, NOTHING
        return news

    def check(self) -> bool:
        return False


@dataclass(frozen=True)
class EventStream:
    """What a view answers with whose events come from a source. `quick_pause`: for how many seconds it is left alone
    while something may be under way, which is longer where to ask takes more than a look."""

    source: Source
    query: WaitQuery | None = None
    quick_pause: float = QUICK_PAUSE_SECONDS

    @property
    def wait(self) -> int:
        """How long somebody waits for news."""
        return self.query.wait if self.query else 0

    @property
    def named(self) -> bool:
        """Whether events have names."""
        return self.query.named if self.query else True


class Turn(Protocol):
    """The time that an open stream has: a clock, and a wait that may be cut short."""

    def now(self) -> float:
        """Return the seconds of a clock that never goes back."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait so long; True when the stream is to end instead."""
        ...


def answer_events(stream: EventStream) -> str:
    """Return what the source of a stream says, at once if that is anything, else whatever there is after its wait."""
    until = time.monotonic() + stream.wait
    while True:
        found = stream.source.read()
        if found.is_any or time.monotonic() >= until:
            return write_news(found, named=stream.named)
        time.sleep(_PAUSE_SECONDS)


def stream_events(stream: EventStream, found: News, turn: Turn, until: float) -> Iterator[str]:
    """Yield what was found when a stream was opened, and then what its source says, as soon as it says it, until
    nothing more can come or it is `until`.

    What is read is read once what was read before has been taken, so that a slow reader makes nothing pile up. Whoever
    reads is told at first, and again at the end, how long to wait before they come back. Raises what the source raises.
    """
    yield RETRY
    moved, asked, is_over, known = turn.now(), None, False, None
    while True:
        now = turn.now()
        if found.is_any:
            yield _write_all(found, named=stream.named)
            moved, asked, is_over = now, now, False
        elif found.place not in (None, known):  # for a reader who has to come back before there was an event
            yield _write_all(found, named=stream.named)
        known = found.place or known
        if found.ended or is_over or (stream.wait == 0 and not found.more):
            yield _RETRY_ENDED if found.ended or is_over else RETRY
            return
        if asked is None or now - asked >= PING_SECONDS:
            is_over = not stream.source.check()
            if asked is not None:
                yield _PING
            asked = now
        pause = 0.0 if found.more or is_over else _choose_pause(stream, now - moved)
        if now >= until or turn.wait(min(pause, until - now)):
            yield RETRY
            return
        found = stream.source.read()


def write_news(news: News, *, named: bool = True) -> str:
    """Return news as a whole answer; when nothing more can come, a reader is told to come back late."""
    return (_RETRY_ENDED if news.ended else RETRY) + _write_all(news, named=named)


def _choose_pause(stream: EventStream, quiet_seconds: float) -> float:
    if quiet_seconds < QUICK_SECONDS:
        return stream.quick_pause
    return max(stream.quick_pause, QUIET_PAUSE_SECONDS)


def _write_all(news: News, *, named: bool) -> str:
    """Return events as they are sent. An id without data moves the place of an EventSource and calls no listener: it is
    read on from there even if nothing could be shown."""
    written = "".join(_write_event(each) if named else _write_message(each) for each in news.events)
    return written + (f"id: {news.place}\n\n" if news.place is not None else "")


def _write_event(event: SentEvent) -> str:
    return f"id: {event.id}\nevent: {event.type}\ndata: {msgspec.json.encode(event.data).decode()}\n\n"


def _write_message(event: SentEvent) -> str:
    plain = msgspec.to_builtins(event.data)
    said = {"type": event.type, **plain} if isinstance(plain, dict) else {"type": event.type, "data": plain}
    return f"id: {event.id}\ndata: {msgspec.json.encode(said).decode()}\n\n"
