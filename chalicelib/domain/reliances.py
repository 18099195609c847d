"""What a commit of a booking relies on, beside the booking itself."""

from typing import Literal, NamedTuple


class Reliance(NamedTuple):
    """A record that a commit relies on: refused when it is no longer of this version (None: not there)."""

    kind: Literal["employee", "passenger"]
    record_id: str
    version: int | None
