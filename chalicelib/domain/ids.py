"""Ids: what they look like, and those that follow from something that is known already.

A thing's id is its kind's prefix and a ULID (`trp_01J...`); a person's is the `sub` of their first account in the
user pool (`domain.account_links`).
"""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated

import msgspec

ULID_PATTERN = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
EVENT_PATTERN = f"evt_{ULID_PATTERN}(?:_[0-9]{{6}})?"
USER_PATTERN = "[A-Za-z0-9_-]{1,64}"

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_TIME_LETTERS = 10
_RANDOM_BYTES = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def prefix_pattern(prefix: str) -> str:
    """Return what the ids of a kind of thing look like, from the first letter to the last."""
    return f"{prefix}_{ULID_PATTERN}"


def prefixed(prefix: str, example: str) -> msgspec.Meta:
    """Return what makes a text the id of a kind of thing: `Annotated[str, prefixed("trp", "01J...")]`."""
    return msgspec.Meta(pattern=f"^{prefix_pattern(prefix)}$", examples=[f"{prefix}_{example}"])


BookingId = Annotated[str, prefixed("bkg", "01JQZX5V9D7R8M3T2K6W4H0YBE")]
WebhookId = Annotated[str, prefixed("whk", "01JQZXD3N5P7R9T1V3X5Z7B9D1")]
EventId = Annotated[str, msgspec.Meta(pattern=f"^{EVENT_PATTERN}$", examples=["evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"])]
OptionId = Annotated[str, msgspec.Meta(pattern="^opt_[0-9a-z]{1,32}$", examples=["opt_3f9a1c2b7d4e"])]
TripId = Annotated[str, prefixed("trp", "01JQZXB2M4C6N8P0R2T4V6X8Z0")]
PassengerId = Annotated[str, prefixed("psg", "01JQZW3V9D7R8M3T2K6W4H0YBE")]
UserId = Annotated[
    str,
    msgspec.Meta(
        pattern=f"^{USER_PATTERN}$",
        description="The person's id: the `sub` of their first account in the user pool, which stays when that changes",
        examples=["6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"],
    ),
]


def is_user_id(text: str) -> bool:
    """Return whether a text may be a person's id."""
    return re.fullmatch(USER_PATTERN, text) is not None


def derive_id(prefix: str, at: datetime, *seed: str) -> str:
    """Return the id that follows from `seed`: a ULID of the moment `at`, the same however often it is asked for."""
    digest = sha256("\0".join(seed).encode()).digest()[:_RANDOM_BYTES]
    return f"{prefix}_{_encode_ulid((at - _EPOCH) // _MILLISECOND, int.from_bytes(digest))}"


def id_at(prefix: str, at: datetime) -> str:
    """Return the first of the ids that a moment may have: those made later sort after it."""
    return f"{prefix}_{_encode_ulid((at - _EPOCH) // _MILLISECOND, 0)}"


def event_id(thing_id: str, number: int) -> str:
    """Return the id of a thing's `number`-th event, such as `evt_01J..._000004`: they sort as they happened."""
    return f"evt_{thing_id.partition('_')[2]}_{number:06d}"


def time_of(ulid: str) -> datetime:
    """Return when a ULID (without a prefix) was made, to the millisecond."""
    milliseconds = 0
    for letter in ulid[:_TIME_LETTERS]:
        milliseconds = milliseconds * 32 + _LETTERS.index(letter)
    return _EPOCH + milliseconds * _MILLISECOND


def _encode_ulid(milliseconds: int, random: int) -> str:
    number = milliseconds << 8 * _RANDOM_BYTES | random
    return "".join(_LETTERS[number >> shift & 31] for shift in range(125, -5, -5))
