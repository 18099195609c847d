"""A trip that is shared with a colleague: with whom, and what they may do."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value

MOST_SHARES = 50


class Right(StrEnum):
    """A colleague's right: `read` the trip and its items, or `write` them too."""

    READ = "read"
    WRITE = "write"


class Share(Value, frozen=True):
    """A colleague's access to a trip; only the traveller grants and revokes it."""

    trip_id: str
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the colleague")]
    right: Right
    shared_at: datetime
    updated_at: datetime
    shared_by: str
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
