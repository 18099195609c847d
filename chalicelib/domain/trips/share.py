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
    right: Annotated[Right, msgspec.Meta(description="What the colleague may do")]
    shared_at: Annotated[datetime, msgspec.Meta(description="Since when it is shared")]
    updated_at: datetime
    shared_by: Annotated[str, msgspec.Meta(description="Who shared it, by their id")]
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
