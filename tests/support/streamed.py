"""The function that streams as a test calls it, the log of a booking as long as one wants it, and what somebody reads
of a stream that may be cut anywhere."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.ids import event_id
from chalicelib.models import booking_events


def append_events(booking_id: str, count: int, *, after: int, last: BookingStatus | None = None) -> None:
    """Write so many events behind the one of this number, each like the first; the `last` of them with a status of its
    own."""
    (first,) = booking_events.list_events(booking_id, after=after - 1, limit=1)
    for seq in range(after + 1, after + count + 1):
        status = last if last is not None and seq == after + count else first.status
        event = msgspec.structs.replace(first, event_id=event_id(booking_id, seq), seq=seq, status=status)
        booking_events.to_row(event, 2**31).save()


class ReadEvents:
    """The events of as much of a stream as was read: those that are whole."""

    def __init__(self, content: bytes = b"") -> None:
        self.data: list[dict[str, Any]] = []
        self.last_id: str | None = None
        self.retry: list[int] = []
        self._left = b""
        self.feed(content)

    def feed(self, content: bytes) -> None:
        """Read on."""
        *whole, self._left = (self._left + content).split(b"\n\n")
        for each in whole:
            fields = dict(line.split(": ", 1) for line in each.decode().splitlines() if not line.startswith(":"))
            self.last_id = fields.get("id", self.last_id)
            if "retry" in fields:
                self.retry.append(int(fields["retry"]))
            if "data" in fields:
                self.data.append(msgspec.json.decode(fields["data"]))

    def cut(self) -> None:
        """Forget what was not whole when the connection broke."""
        self._left = b""


class Invocation:
    """A call of the function that has quarter of an hour; time passes while it waits, and something may happen then."""

    aws_request_id = "lambda-1"

    def __init__(self) -> None:
        self.time, self.happens = 0.0, dict[float, Any]()

    def get_remaining_time_in_millis(self) -> int:
        return int((900 - self.time) * 1000)

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> bool:
        self.time += seconds
        for at in [at for at in self.happens if at <= self.time]:
            self.happens.pop(at)()
        return False


def read_prelude(answer: Iterator[bytes]) -> tuple[int, dict[str, str]]:
    said, end, rest = next(answer).partition(b"\0" * 8)
    assert (len(end), rest) == (8, b"")
    prelude = json.loads(said)
    return prelude["statusCode"], prelude["headers"]
