"""What a person may ask of what is known about them: to see it all, and to have it forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Cursor, Value

EXPORT_KEPT = timedelta(days=7)


class Export(Value, frozen=True):
    """Leave to read everything held about a person, for some days. It holds none of it itself."""

    export_id: Annotated[str, msgspec.Meta(examples=["exp_01JQZY5V9D7R8M3T2K6W4H0YBE"])]
    user_id: Annotated[str, msgspec.Meta(description="Whom it is about")]
    requested_by: str
    created_at: datetime
    expires_at: datetime


class ErasureStatus(StrEnum):
    """Status of an erasure."""

    RUNNING = "running"
    DONE = "done"


class Erasure(Value, frozen=True):
    """The erasure of a person, or of a guest by their passenger profile: what was done, and where it goes on if it was
    interrupted. The record stays.

    It goes through its steps until a whole pass finds nothing more: what was written while it ran is found, too.
    """

    erasure_id: str
    user_id: str | None
    requested_by: str
    status: ErasureStatus
    created_at: datetime
    updated_at: datetime
    passenger_id: str | None = None
    counts: dict[str, int] = {}
    step: str | None = None
    position: Cursor | None = None
    found: int = 0  # in the present pass
    version: int = 1

    @property
    def subject(self) -> str:
        """Whom it is about: the id of a user, or of a guest's profile."""
        subject = self.user_id or self.passenger_id
        if subject is None:
            raise ValueError(f"erasure {self.erasure_id} is about nobody")
        return subject


def advance_erasure(
    erasure: Erasure, *, count: int, position: Cursor | None, steps: Sequence[str], now: datetime
) -> Erasure:
    """Return the erasure after a piece of its step: the same step from `position`, else the next, else another pass
    over all `steps` when this one found something, else the end."""
    step = erasure.step or steps[0]
    counts = {**erasure.counts, step: erasure.counts.get(step, 0) + count}
    found = erasure.found + count
    following = steps[steps.index(step) + 1 :]
    is_over = position is None and not following
    if position is not None:
        next_step: str | None = step
    elif following:
        next_step = following[0]
    else:
        next_step = steps[0] if found else None
    return msgspec.structs.replace(
        erasure,
        status=ErasureStatus.DONE if next_step is None else ErasureStatus.RUNNING,
        counts=counts,
        step=next_step,
        position=position,
        found=0 if is_over else found,
        updated_at=now,
        version=erasure.version + 1,
    )
