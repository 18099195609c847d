"""What is still to be given back at a supplier after a booking could not be compensated."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.backoff import doubling_pause
from chalicelib.domain.value import Value

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)


class CompensationFailure(msgspec.Struct, frozen=True, kw_only=True):
    """One compensation that a supplier did not do: of a component's hold or order, under its key, for this error."""

    component_index: int
    kind: Literal["hold", "order"]
    key: str
    error: str


class OpenCompensation(Value, frozen=True):
    """A hold or an order that is not given back yet, and how often that was tried."""

    component_index: int
    kind: Literal["hold", "order"]
    key: Annotated[str, msgspec.Meta(description="The idempotency key under which it was made")]
    error: Annotated[str, msgspec.Meta(description="Name of the last error", examples=["SupplierTimeout"])]
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime


def pending_after(
    known: Sequence[OpenCompensation], failures: Sequence[CompensationFailure], now: datetime
) -> tuple[OpenCompensation, ...]:
    """Return what is not compensated after an attempt in which exactly `failures` failed."""
    earlier = {(each.kind, each.key): each for each in known}
    found = []
    for failure in failures:
        before = earlier.get((failure.kind, failure.key))
        found.append(
            OpenCompensation(
                component_index=failure.component_index,
                kind=failure.kind,
                key=failure.key,
                error=failure.error,
                attempts=before.attempts + 1 if before else 1,
                first_failed_at=before.first_failed_at if before else now,
                last_failed_at=now,
            )
        )
    return tuple(found)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait before the next attempt: one minute, then twice as long each time, an hour at most."""
    return doubling_pause(attempts, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)
