"""Links by which anybody may follow a part of somebody's track: what each opens, for how long, and how it is known
again without being kept.

A token has 91 characters: whose links they are (not secret, the same for all of a person's), which link it is, and 256
random bits, of which only the SHA-256 is kept.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.ids import ULID_PATTERN, TripId, prefixed
from chalicelib.domain.text import display_name
from chalicelib.domain.timestamps import LONGEST_SPAN, Moment
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError

MOST_SHARES = 20  # that are open at a time
LONGEST_OPEN = timedelta(days=30)
USUALLY_OPEN = timedelta(days=1)
SECRET_BYTES = 32
_OWNER_CHARACTERS = 22
_ID_CHARACTERS = 26
TOKEN_PATTERN = f"[A-Za-z0-9_-]{{{_OWNER_CHARACTERS}}}{ULID_PATTERN}[A-Za-z0-9_-]{{43}}"

ShareId = Annotated[str, prefixed("trs", "01JQZX5V9D7R8M3T2K6W4H0YBE")]


class TrackShareRequest(Value, frozen=True, kw_only=True):
    """What a share link is to show: a trip of yours, or a span of time."""

    trip_id: Annotated[
        TripId | None, msgspec.Meta(description="Trip of yours to show; null: the span of time is shown")
    ] = None
    since: Annotated[
        Moment | None, msgspec.Meta(description="Beginning of what is shown, where it is no trip; null: as of now")
    ] = None
    until: Annotated[
        Moment | None, msgspec.Meta(description="End of what is shown, where it is no trip; null: until it expires")
    ] = None
    level: Annotated[
        SharingLevel, msgspec.Meta(description="How exactly at most, whatever else you or the company allow")
    ] = SharingLevel.CITY
    expires_at: Annotated[
        Moment | None,
        msgspec.Meta(
            description=f"At most {LONGEST_OPEN.days} days ahead; null: {USUALLY_OPEN.days * 24} hours from now"
        ),
    ] = None
    label: Annotated[
        str, display_name(100), msgspec.Meta(description="For whom it is, for yourself", examples=["Home"])
    ]


class TrackShare(Value, frozen=True, kw_only=True):
    """A share link of a person."""

    share_id: ShareId
    user_id: str
    secret_hash: str
    label: str
    level: SharingLevel
    trip_id: str | None
    since: datetime | None
    until: datetime | None
    created_at: datetime
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        return now < self.expires_at

    def ended_by(self, withdrawal: datetime | None) -> bool:
        """Return whether a person's last withdrawal of their consent has ended it, which a new consent changes
        nothing of."""
        return withdrawal is not None and self.created_at <= withdrawal


class ShareToken(NamedTuple):
    """The three parts of a link's token."""

    owner: str
    share_id: str
    secret: str

    @property
    def text(self) -> str:
        return self.owner + self.share_id.removeprefix("trs_") + self.secret


def errors_in(request: TrackShareRequest, now: datetime) -> Iterator[FieldError]:
    """Yield what is wrong with a request that comes in now."""
    if request.trip_id is not None and (request.since is not None or request.until is not None):
        yield FieldError("/tripId", "Name a trip, or a span of time, and not both.")
    expires_at = request.expires_at or now + USUALLY_OPEN
    if expires_at <= now:
        yield FieldError("/expiresAt", "Give a time that is yet to come.")
    elif expires_at > now + LONGEST_OPEN:
        yield FieldError("/expiresAt", f"A link is open for at most {LONGEST_OPEN.days} days.")
    since, until = request.since or now, request.until or expires_at
    if request.trip_id is None and not since < until:
        yield FieldError("/until", "What is shown ends before it begins.")
    elif request.trip_id is None and until - since > LONGEST_SPAN:
        yield FieldError("/until", f"Show at most {LONGEST_SPAN.days} days.")


def make_share(
    request: TrackShareRequest, *, share_id: str, user_id: str, now: datetime, random: bytes
) -> tuple[TrackShare, ShareToken]:
    """Return the link that a request without errors asks for, and the token that `random` (SECRET_BYTES of it) gives
    it."""
    token = ShareToken(owner_of(user_id), share_id, _encode(random))
    expires_at = request.expires_at or now + USUALLY_OPEN
    is_span = request.trip_id is None
    share = TrackShare(
        share_id=share_id,
        user_id=user_id,
        secret_hash=hash_of(token.secret),
        label=request.label,
        level=request.level,
        trip_id=request.trip_id,
        since=(request.since or now) if is_span else None,
        until=(request.until or expires_at) if is_span else None,
        created_at=now,
        expires_at=expires_at,
    )
    return share, token


def owner_of(user_id: str) -> str:
    """Return under what the links of a person stand."""
    return _encode(hashlib.sha256(f"track shares\n{user_id}".encode()).digest()[:16])


def read_token(text: str) -> ShareToken:
    """Return the parts of a token that looks like one."""
    id_ends_at = _OWNER_CHARACTERS + _ID_CHARACTERS
    return ShareToken(text[:_OWNER_CHARACTERS], f"trs_{text[_OWNER_CHARACTERS:id_ends_at]}", text[id_ends_at:])


def hash_of(secret: str) -> str:
    """Return what is kept of a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(secret: str, share: TrackShare | None) -> bool:
    """Return whether the secret is this link's, in the same time whether or not it is, and whether or not there is
    one."""
    kept = share.secret_hash if share else hash_of("")
    return hmac.compare_digest(hash_of(secret), kept) and share is not None


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
