"""The position in a list as an opaque token: signed, and good only for one person, one list and its filters."""

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple

import msgspec

from chalicelib import settings
from chalicelib.domain.value import Cursor
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways import secrets

LONGEST_CURSOR = 2_048
_MAC_BYTES = 16


class ListScope(NamedTuple):
    """What a cursor belongs to: whose list, which list (its path), and under which filters (canonical JSON)."""

    user_id: str
    path: str
    filters: str


def encode_cursor(position: Cursor, scope: ListScope) -> str:
    """Return `position` as a word of URL-safe characters."""
    payload = msgspec.json.encode(position, order="sorted")
    return _pack(_mac(payload, scope) + payload)


def decode_cursor(cursor: str, scope: ListScope) -> Cursor:
    """Return the position in `cursor`; InvalidInput unless it was made here for just this `scope`."""
    signed = _unpack(cursor)
    mac, payload = signed[:_MAC_BYTES], signed[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(payload, scope)):
        raise _bad_cursor()
    return msgspec.json.decode(payload, type=Cursor)


def _unpack(cursor: str) -> bytes:
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        raise _bad_cursor()
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise _bad_cursor() from error
    if _pack(signed) != cursor:  # a word that reads the same, but is not the one that was given out
        raise _bad_cursor()
    return signed


def _pack(signed: bytes) -> str:
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def _mac(payload: bytes, scope: ListScope) -> bytes:
    bound = msgspec.json.encode([settings.current().stage, *scope]) + b"\n" + payload
    return hmac.new(secrets.signing_key(), b"cursor\n" + bound, hashlib.sha256).digest()[:_MAC_BYTES]


def _bad_cursor() -> InvalidInput:
    detail = "Take it from the last answer's nextCursor, with the same filters."
    return InvalidInput("The cursor is not of this list.", [FieldError("/cursor", detail)])
