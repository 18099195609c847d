"""The address of a calendar: what it is good for, and how it is known again without being kept.

A token of 65 characters: which calendar it is (not secret, the same for a person and a trip), and 256 random bits, of
which only the SHA-256 is kept.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.value import Value

SECRET_BYTES = 32
_ID_CHARACTERS = 22
TOKEN_PATTERN = "[A-Za-z0-9_-]{65}"  # noqa: S105  # nosec B105 - what a token looks like


class Calendar(Value, frozen=True):
    """An open calendar of a person: of one trip, or without one of all of theirs."""

    calendar_id: str
    user_id: str
    trip_id: str | None
    secret_hash: str
    created_at: datetime
    owner_name: str = ""
    """As whoever opened it was called then; for an owner without an employee record."""


class FeedAddress(NamedTuple):
    """The two halves of a calendar's token."""

    calendar_id: str
    secret: str

    @property
    def token(self) -> str:
        return self.calendar_id + self.secret


def calendar_id_of(user_id: str, trip_id: str | None) -> str:
    """Return which calendar it is; a person has one of each trip and one of all, so that there is one address to take
    back."""
    return _encode(hashlib.sha256(f"{user_id}\n{trip_id or ''}".encode()).digest()[:16])


def make_address(calendar_id: str, random: bytes) -> FeedAddress:
    """Return the address that `random` (SECRET_BYTES of it) gives the calendar."""
    return FeedAddress(calendar_id, _encode(random))


def read_address(token: str) -> FeedAddress:
    """Return the halves of a token of the right length."""
    return FeedAddress(token[:_ID_CHARACTERS], token[_ID_CHARACTERS:])


def calendar_name(trip_name: str | None, person: str) -> str:
    """Return what calendar programs call a calendar: a trip, or all trips, and whose. Several people's may stand side
    by side."""
    if trip_name is None:
        return f"Trips of {person}" if person else "Trips"
    return f"{trip_name} ({person})" if person else trip_name


def hash_of(secret: str) -> str:
    """Return what is kept of a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, calendar: Calendar | None) -> bool:
    """Return whether the secret is this calendar's, in the same time whether or not it is, and whether or not there is
    one."""
    kept = calendar.secret_hash if calendar else hash_of("")
    return hmac.compare_digest(hash_of(secret), kept) and calendar is not None


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
