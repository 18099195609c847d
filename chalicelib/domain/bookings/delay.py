"""A step of the workflow that waits for another system: since when, until when it may, and when it is tried again."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.value import Value

# The steps that ask the supplier, or keep what it has sold: they are tried again for as long as there is time.
PatientStep = Literal["plan", "hold", "reopen", "reprice", "book", "record"]

_SHORTEST, _LONGEST = 5, 600  # seconds between two attempts


class Delay(Value, frozen=True):
    """Another system cannot do what comes next at the moment, and is asked again."""

    since: Annotated[datetime, msgspec.Meta(description="When the first attempt failed")]
    until: Annotated[datetime, msgspec.Meta(description="When it is given up, and the booking fails")]
    code: Annotated[
        str,
        msgspec.Meta(description="What keeps it: the failure's code if it lasts", examples=["supplier_unavailable"]),
    ]


def pause_before_retry(since: datetime, until: datetime, now: datetime) -> int | None:
    """Return the seconds until the next attempt: a quarter of the time that it has lasted, so that what was short is
    soon over and what is long is asked seldom; the last attempt is at `until`, after which it is None."""
    left = int((until - now).total_seconds())
    if left < 1:
        return None
    lasted = int((now - since) / timedelta(seconds=4))
    return min(left, max(_SHORTEST, min(_LONGEST, lasted)))
