"""What is remembered of an erasure where no backup reaches, so that whoever comes back with one is erased again."""

from datetime import datetime

import msgspec

from chalicelib.domain.privacy.requests import Erasure, ErasureStatus
from chalicelib.domain.value import Value


class LedgerEntry(Value, frozen=True):
    """That somebody is to be erased: who, by an id that leads to nobody, at whose wish, and since when."""

    erasure_id: str
    user_id: str | None
    passenger_id: str | None
    requested_by: str
    created_at: datetime


def enter(erasure: Erasure) -> LedgerEntry:
    """Return what is remembered of an erasure."""
    return msgspec.convert(erasure, LedgerEntry, from_attributes=True)


def begin_again(entry: LedgerEntry, now: datetime) -> Erasure:
    """Return the erasure that an entry remembers, from its beginning."""
    return Erasure(
        erasure_id=entry.erasure_id,
        user_id=entry.user_id,
        passenger_id=entry.passenger_id,
        requested_by=entry.requested_by,
        status=ErasureStatus.RUNNING,
        created_at=entry.created_at,
        updated_at=now,
    )
