"""A trip that is shared with a colleague: with whom, and what they may do."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value

MOST_SHARES = 50


class Right(StrEnum):
    """What a colleague may do: see the trip and its items, or change them too."""

    READ = "read"
    WRITE = "write"


class Share(Value, frozen=True):
    """One colleague's right to a trip; the traveller's alone to give and to take back."""

    trip_id: str
    user_id: Annotated[str, msgspec.Meta(description="The colleague")]
    right: Right
    shared_at: datetime
    updated_at: datetime
    shared_by: str
    version: Annotated[int, msgspec.Meta(ge=1)] = 1
