"""Signatures of messages, as Standard Webhooks 1.0 has them: whose they are, that they are new, and whole."""

import base64
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from chalicelib.errors import Unauthenticated

TOLERANCE = timedelta(minutes=5)
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_LONGEST = 1_000


def verify(headers: Mapping[str, str], body: bytes, keys: Iterable[bytes], now: datetime) -> str:
    """Return the id of a message whose signature fits one of the keys. Raises Unauthenticated, which never says what
    did not fit."""
    message_id, timestamp, signatures = (headers.get(name, "") for name in _HEADERS)
    if not message_id or max(len(message_id), len(signatures)) > _LONGEST or not _is_now(timestamp, now):
        raise Unauthenticated("The signature of the message is missing or not valid.")
    signed = [each.encode() for each in signatures.split(" ")]
    expected = (sign(message_id, timestamp, body, key).encode() for key in keys)
    if not any(hmac.compare_digest(right, each) for right in expected for each in signed):
        raise Unauthenticated("The signature of the message is missing or not valid.")
    return message_id


def sign(message_id: str, timestamp: str, body: bytes, key: bytes) -> str:
    """Return the signature of a message."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, content, "sha256")).decode()


def make_headers(message_id: str, body: bytes, key: bytes, now: datetime) -> dict[str, str]:
    """Return the headers of a message that is sent at `now`."""
    timestamp = str(int(now.timestamp()))
    return dict(zip(_HEADERS, (message_id, timestamp, sign(message_id, timestamp, body, key)), strict=True))


def _is_now(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(now.timestamp() - int(timestamp)) <= TOLERANCE.total_seconds()
