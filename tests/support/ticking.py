"""A handler that streams, for a runtime in a process of its own: it says `begun`, waits, and says how that ended."""

from collections.abc import Iterator
from typing import Any


def tick(event: dict[str, Any], invocation: Any) -> Iterator[bytes]:
    yield b"begun"
    yield b"stopping" if invocation.wait(event["seconds"]) else b"over"
