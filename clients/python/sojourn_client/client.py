"""The client: every operation of the API as a method, and what takes more than one call."""

import time
from collections.abc import Callable, Collection, Iterator
from types import TracebackType
from typing import Self, TypeVar

from sojourn_client.base import Answer
from sojourn_client.errors import PreconditionFailed, VersionConflict
from sojourn_client.events import ENDED, Event, EventReader
from sojourn_client.models import BookingStatus, BookingView
from sojourn_client.operations import Operations
from sojourn_client.transport import PATIENT, Retry, Transport

T = TypeVar("T")
R = TypeVar("R")

# How long nothing may come of an open stream, which shows every quarter of a minute that it lives, before another is
# opened; and how long to wait at most after one that brought nothing.
_QUIET = 40.0
_LONGEST_PAUSE = 5.0


class Client(Operations):
    """One person's (or system's) calls. May be shared between threads.

    `base_url`: the API's address. `token`: a Cognito **id** token, or a function that gives a fresh one.
    `timeout`: seconds that an answer may take.
    """

    def __init__(
        self,
        base_url: str,
        token: str | Callable[[], str] | None = None,
        *,
        retry: Retry = PATIENT,
        timeout: float = 35,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(Transport(base_url, token, retry=retry, timeout=timeout, sleep=sleep))

    def follow(
        self,
        booking_id: str,
        *,
        after: str | None = None,
        until: Collection[BookingStatus] = ENDED,
        seconds: float | None = None,
        wait: int = 10,
    ) -> Iterator[Event]:
        """The events of a booking as they happen, the one that led into one of the statuses `until` being the last.

        `after`: the id of the last event that was read before. `wait`: how many seconds (0-20) an answer may wait for
        news where it is sent whole. Each stream goes on where the last one ended, or broke. Raises TimeoutError after
        `seconds`.
        """
        stop = None if seconds is None else time.monotonic() + seconds
        while stop is None or time.monotonic() < stop:
            reader, came = EventReader(), False
            for event in self._read(reader, f"/v1/sse/bookings/{booking_id}?wait={wait}", after, stop):
                after, came = event.event_id, True
                yield event
                if event.status in until:
                    return
            if not came:
                self.transport.sleep(min(reader.retry, _LONGEST_PAUSE))
        raise TimeoutError(f"{booking_id} did not come to {', '.join(until)} within {seconds} s")

    def _read(self, reader: EventReader, path: str, after: str | None, stop: float | None) -> Iterator[Event]:
        """The events of one stream, as they come; until `stop`, if nothing more comes by then."""
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": after} if after else {})}
        quiet = _QUIET if stop is None else min(_QUIET, max(stop - time.monotonic(), 0.1))
        for piece in self.transport.stream(path, headers, quiet=quiet):
            yield from reader.feed(piece)
            if stop is not None and time.monotonic() >= stop:
                return

    def wait_until(self, booking_id: str, *statuses: BookingStatus, seconds: float = 60) -> BookingView:
        """The booking as soon as it is in one of `statuses`, or in one in which nothing more happens.

        Raises TimeoutError after `seconds`.
        """
        until = frozenset(statuses) | ENDED
        stop = time.monotonic() + seconds
        booking = self.get_booking(booking_id)
        while booking.body.status not in until:
            if time.monotonic() > stop:
                raise TimeoutError(f"{booking_id} is still {booking.body.status} after {seconds} s")
            self.transport.sleep(0.25)
            booking = self.get_booking(booking_id, known=booking)
        return booking.body

    def close(self) -> None:
        """Close the connections that are open."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def change(read: Callable[[], Answer[T]], write: Callable[[Answer[T]], Answer[R]], *, tries: int = 3) -> Answer[R]:
    """Read, then write what follows from it with `if_match=` what was read; anew when somebody else was faster.

        change(lambda: client.get_budget("SALES-EU", "2027"),
               lambda seen: client.set_budget("SALES-EU", "2027", BudgetRequest(limit=double(seen)), if_match=seen))

    Raises PreconditionFailed or VersionConflict when somebody else was faster `tries` times.
    """
    for _ in range(tries - 1):
        try:
            return write(read())
        except (PreconditionFailed, VersionConflict):
            continue
    return write(read())
