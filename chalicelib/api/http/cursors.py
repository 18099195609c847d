"""The position in a list as an opaque token: encrypted, and good only for one person, one list and its filters.

A position is the key of a row, and rows are found by whose they are: nobody is to read that in an address or a log.
"""

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple

import msgspec

from chalicelib import settings
from chalicelib.domain.value import Cursor
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways import encryption, secrets

LONGEST_CURSOR = 2_048


class ListScope(NamedTuple):
    """What a cursor belongs to: whose list, which list (its path), and under which filters (canonical JSON)."""

    user_id: str
    path: str
    filters: str


def encode_cursor(position: Cursor, scope: ListScope) -> str:
    """Return `position` as a word of URL-safe characters."""
    payload = msgspec.json.encode(position, order="sorted")
    return _pack(encryption.encrypt_alike(_key(secrets.signing_key()), payload, _bound(scope)))


def decode_cursor(cursor: str, scope: ListScope) -> Cursor:
    """Return the position in `cursor`; InvalidInput unless it was made here for just this `scope`."""
    encrypted, bound = _unpack(cursor), _bound(scope)
    for signing_key in secrets.signing_keys():
        try:
            payload = encryption.decrypt_alike(_key(signing_key), encrypted, bound)
        except encryption.DecryptionFailed:
            continue
        return msgspec.json.decode(payload, type=Cursor)
    raise _bad_cursor()


def _unpack(cursor: str) -> bytes:
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        raise _bad_cursor()
    try:
        encrypted = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise _bad_cursor() from error
    if _pack(encrypted) != cursor:  # a word that reads the same, but is not the one that was given out
        raise _bad_cursor()
    return encrypted


def _pack(encrypted: bytes) -> str:
    return base64.urlsafe_b64encode(encrypted).rstrip(b"=").decode()


def _key(signing_key: bytes) -> bytes:
    """Return the key for cursors alone, which follows from a signing key of the stage."""
    return hmac.digest(signing_key, b"cursor", hashlib.sha512)


def _bound(scope: ListScope) -> bytes:
    return msgspec.json.encode([settings.current().stage, *scope])


def _bad_cursor() -> InvalidInput:
    detail = "Take it from the last answer's nextCursor, with the same filters."
    return InvalidInput("The cursor is not of this list.", [FieldError("/cursor", detail)])
