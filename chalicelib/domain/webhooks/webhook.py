"""Webhooks: who wants to be told of what, how a message is signed (Standard Webhooks), and when it is tried again."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.domain.backoff import jitter
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.budgets.alerts import REACHED_EVENT
from chalicelib.domain.documents import EXPIRING_EVENT
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.policy_documents.document import PolicyDocumentEventType
from chalicelib.domain.tracking.events import TrackingEventType
from chalicelib.domain.value import Value
from chalicelib.domain.webhooks.signatures import sign

PING = "webhook.ping"
DISABLED = "webhook.disabled"
_OF_POLICY_DOCUMENTS = (PolicyDocumentEventType.PARSED.value, PolicyDocumentEventType.FAILED.value)
_OF_TRACKING = tuple(each.value for each in TrackingEventType)
EVENT_TYPES = (
    *(each.value for each in EventType),
    EXPIRING_EVENT,
    REACHED_EVENT,
    *_OF_POLICY_DOCUMENTS,
    *_OF_TRACKING,
    DISABLED,
)
FAMILIES = tuple(dict.fromkeys(f"{each.partition('.')[0]}.*" for each in EVENT_TYPES))
SUBSCRIBABLE = ("*", *FAMILIES, *EVENT_TYPES)
"""What a webhook may subscribe to. A ping goes to the webhook that is pinged, whatever it subscribed to."""

WHSEC = "whsec_"
"""What every secret begins with."""
SECRET_BYTES = 32
OVERLAP = timedelta(hours=24)
MOST_SECRETS = 20  # that sign at once: a header of a kilobyte
MOST_WEBHOOKS = 20  # of the company

# Waits between tries, each made up to a tenth shorter or longer so that a receiver that comes back is not met by all
# that it missed in one moment. They add up to `TRIED_FOR`, and no try comes later than that.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20, minutes=23, seconds=55),
)
TRIED_FOR = timedelta(hours=72)
_JITTER = 0.1

# A failure that took this long is one that hangs; after so many of them in a row a receiver counts as hanging.
_SLOW_MILLISECONDS = 2_000
_SLOW_FAILURES_BORNE = 2

# A receiver that has refused this many tries in a row over this long is not asked again until somebody enables it.
_FAILURES_BORNE = 10
_FAILING_BORNE = TRIED_FOR


class DisabledReason(StrEnum):
    """Why delivery to a webhook stopped."""

    GONE = "gone"
    FAILING = "failing"


class Secret(Value, frozen=True):
    """A signing secret, `whsec_` and base64; one that was replaced signs until `expires_at`."""

    value: str
    expires_at: datetime | None = None


class Webhook(Value, frozen=True):
    """A subscription; whoever has its secrets can forge events. `failures` counts the tries that failed since one last
    succeeded, from `failing_since` on;
    `slow_failures` those of them in a row for which a function had to wait."""

    webhook_id: str
    url: str
    event_types: tuple[str, ...]
    description: str
    enabled: bool
    encrypted_secrets: Encrypted
    created_at: datetime
    created_by: str
    updated_at: datetime
    version: int = 1
    disabled_reason: DisabledReason | None = None
    disabled_version: int | None = None  # which version is the first that was disabled for this reason
    failures: int = 0
    failing_since: datetime | None = None
    slow_failures: int = 0
    # The request that the newest secret was made for, so that sent again it makes none.
    rotated_by: str | None = None


class DeliveryStatus(StrEnum):
    """Status of a delivery: `pending` until the next attempt, `delivered`, or `failed` after the last retry."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Attempt(Value, frozen=True):
    """A delivery attempt: the receiver's status code, or the error if it did not answer. The response's body is never
    read."""

    at: Annotated[datetime, msgspec.Meta(description="When it was sent")]
    duration_milliseconds: Annotated[int, msgspec.Meta(ge=0, description="How long the receiver took, in milliseconds")]
    status_code: Annotated[
        int | None, msgspec.Meta(description="Status of the receiver's response; null if it did not answer")
    ] = None
    error: Annotated[str | None, msgspec.Meta(description="Why there was no response; null if there was one")] = None

    @property
    def succeeded(self) -> bool:
        return self.status_code is not None and 200 <= self.status_code < 300

    @property
    def was_slow(self) -> bool:
        """Whether it kept a function waiting for nothing."""
        return not self.succeeded and self.duration_milliseconds >= _SLOW_MILLISECONDS


class Delivery(Value, frozen=True):
    """One event on its way to one webhook. `attempts` counts every try there was, `tries` those since `round_began`:
    a replay begins a new round. `revision` grows with every change."""

    webhook_id: str
    event_id: str
    event_type: str
    status: DeliveryStatus
    created_at: datetime
    round_began: datetime
    attempts: int = 0
    tries: int = 0
    next_attempt_at: datetime | None = None
    last_attempt: Attempt | None = None
    revision: int = 1


class Notice(Value, frozen=True):
    """Something that subscribers are told; `data` is what the event is elsewhere, in SSE and over WebSocket."""

    event_id: str
    type: str
    at: datetime
    data: Any


class PingNotice(Value, frozen=True):
    """A message that tries whether a receiver is there."""

    webhook_id: Annotated[str, msgspec.Meta(description="Id of the webhook, as paths name it")]


class DisabledNotice(Value, frozen=True):
    """Delivery to a webhook has stopped, until somebody enables it."""

    webhook_id: Annotated[str, msgspec.Meta(description="Id of the webhook, as paths name it")]
    reason: Annotated[DisabledReason, msgspec.Meta(description="Why it stopped")]


class Envelope(Value, frozen=True):
    """The body of a message, as Standard Webhooks has it."""

    type: str
    timestamp: datetime
    data: Any


def notice_of(event: Event) -> Notice:
    """Return a booking's event as its subscribers are told of it."""
    return Notice(event_id=event.event_id, type=event.type.value, at=event.at, data=event)


def envelope(notice: Notice) -> bytes:
    """Return the body that is sent, and signed, for a notice."""
    return msgspec.json.encode(Envelope(type=notice.type, timestamp=notice.at, data=notice.data))


def wants(webhook: Webhook, event_type: str) -> bool:
    """Return whether a webhook subscribed to events of this type, by its name, its family (`booking.*`) or all
    (`*`)."""
    family = f"{event_type.partition('.')[0]}.*"
    return not {event_type, family, "*"}.isdisjoint(webhook.event_types)


def unknown_types(event_types: Iterable[str]) -> list[int]:
    """Return positions in `event_types` of what is neither a type of event, nor a family of them, nor `*`."""
    return [index for index, each in enumerate(event_types) if each not in SUBSCRIBABLE]


def to_secret(raw: bytes) -> Secret:
    """Return a secret made of random bytes."""
    return Secret(value=WHSEC + base64.b64encode(raw).decode())


def rotate_secrets(secrets: tuple[Secret, ...], new: Secret, now: datetime) -> tuple[Secret, ...]:
    """Return the secrets that sign from now on, the new one first; those replaced sign for `OVERLAP` more."""
    ending = (
        msgspec.structs.replace(each, expires_at=now + OVERLAP) if each.expires_at is None else each
        for each in find_signing_secrets(secrets, now)
    )
    return (new, *ending)[:MOST_SECRETS]


def find_signing_secrets(secrets: tuple[Secret, ...], now: datetime) -> tuple[Secret, ...]:
    """Return the secrets that sign at this time."""
    return tuple(each for each in secrets if each.expires_at is None or each.expires_at > now)


def sign_headers(secrets: tuple[Secret, ...], event_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers by which the receiver knows that a message is ours, new, and whole (Standard Webhooks 1.0)."""
    timestamp = str(int(now.timestamp()))
    keys = (base64.b64decode(each.value.removeprefix(WHSEC)) for each in find_signing_secrets(secrets, now))
    signatures = (sign(event_id, timestamp, body, key) for key in keys)
    return {"webhook-id": event_id, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def next_attempt_at(delivery: Delivery, now: datetime) -> datetime | None:
    """Return when to try a delivery again whose latest try failed; None when it is given up. A ping is tried once."""
    last = delivery.round_began + TRIED_FOR
    if delivery.event_type == PING or delivery.tries > len(WAITS) or now >= last:
        return None
    wait = jitter(WAITS[max(delivery.tries, 1) - 1], _draw(delivery), share=_JITTER)
    return min(now + wait, last)


class Patience(NamedTuple):
    """How many deliveries to a receiver may be under way at once, and for how many seconds each waits for an answer."""

    at_once: int
    seconds: float


_USUAL, _HANGING = Patience(4, 10.0), Patience(1, 4.0)


def patience_with(webhook: Webhook) -> Patience:
    """Return how much one receiver may take of what delivers to all of them: far less once it hangs."""
    return _HANGING if is_hanging(webhook) else _USUAL


def is_hanging(webhook: Webhook) -> bool:
    """Return whether a receiver has kept us waiting for nothing several times in a row."""
    return webhook.slow_failures >= _SLOW_FAILURES_BORNE


def is_given_up(webhook: Webhook, now: datetime) -> bool:
    """Return whether a webhook has failed for so long that it is to be disabled."""
    if webhook.failing_since is None:
        return False
    return webhook.failures >= _FAILURES_BORNE and now - webhook.failing_since >= _FAILING_BORNE


def _draw(delivery: Delivery) -> float:
    """Return a number from 0 to 1 that differs from delivery to delivery and from try to try, and is always the
    same."""
    seed = f"{delivery.webhook_id}/{delivery.event_id}/{delivery.attempts}".encode()
    return int.from_bytes(hashlib.sha256(seed).digest()[:4]) / 0xFFFFFFFF
