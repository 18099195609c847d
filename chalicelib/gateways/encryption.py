"""Envelope encryption: a fresh data key for every row, itself encrypted by a KMS key that never leaves KMS.

There is a KMS key for each kind of secret, so that a function's role opens those that its work needs, and no other.
What is encrypted is bound to its context (the table and the row's id) twice, by KMS and by AES-GCM: a ciphertext
that is moved to another row does not open. `cryptography` is imported when it is first needed.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib import settings
from chalicelib.domain.encryption import Encrypted
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws

KEPT_SECONDS = 300.0
MOST_KEPT = 256
_NONCE_BYTES = 12

KeyName = Literal["passengers", "locators", "webhooks"]
"""What a KMS key is for: profiles' secrets, record locators, webhooks' signing secrets."""

_lock = threading.Lock()
_kept: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()


class DecryptionFailed(Exception):
    """An encrypted text does not open: it was altered, or belongs elsewhere. Nothing of it is in the message."""


class RowKey(NamedTuple):
    """A new data key for one row: what it encrypts opens for this `context` alone. It is kept nowhere else."""

    plain: bytes
    encrypted: str
    context: Mapping[str, str]

    def encrypt(self, text: bytes) -> Encrypted:
        """Return a text of this row, encrypted."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + AESGCM(self.plain).encrypt(nonce, text, _bound(self.context))
        return Encrypted(key=self.encrypted, text=base64.b64encode(sealed).decode())


def make_row_key(context: Mapping[str, str], *, key: KeyName = "passengers") -> RowKey:
    """Return a new data key, encrypted under the KMS key of this name and bound to `context`. Raises Unavailable."""
    made = _kms("generate_data_key", KeyId=_alias(key), KeySpec="AES_256", EncryptionContext=dict(context))
    row_key = RowKey(bytes(made["Plaintext"]), base64.b64encode(made["CiphertextBlob"]).decode(), context)
    if key != "passengers":  # whose rows are read by nobody without KMS having been asked, and logging it
        _keep(_name(bytes(made["CiphertextBlob"]), context, key), row_key.plain)  # what was written is often read next
    return row_key


def encrypt(plain: bytes, context: Mapping[str, str], *, key: KeyName = "passengers") -> Encrypted:
    """Return `plain` under a new data key, bound to `context`. Raises Unavailable."""
    return make_row_key(context, key=key).encrypt(plain)


def decrypt(encrypted: Encrypted, context: Mapping[str, str], *, key: KeyName = "passengers") -> bytes:
    """Return what was encrypted, if it was encrypted for just this `context`. Raises DecryptionFailed, Unavailable."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        text, data_key = base64.b64decode(encrypted.text), base64.b64decode(encrypted.key)
    except ValueError:
        raise DecryptionFailed("The encrypted text is none.") from None
    opened = AESGCM(_data_key(data_key, context, key))
    try:
        return opened.decrypt(text[:_NONCE_BYTES], text[_NONCE_BYTES:], _bound(context))
    except (InvalidTag, ValueError):  # ValueError: it is shorter than what is encrypted can be
        raise DecryptionFailed("The encrypted text could not be decrypted.") from None


def encrypt_with(key: bytes, plain: bytes, context: str) -> str:
    """Return `plain` under a key of the caller's own (32 bytes), bound to `context`: nonce, ciphertext and tag in
    base64."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, context.encode())).decode()


def decrypt_with(key: bytes, encrypted: str, context: str) -> bytes:
    """Return what was encrypted with this key for just this `context`. Raises DecryptionFailed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    text = base64.b64decode(encrypted)
    try:
        return AESGCM(key).decrypt(text[:_NONCE_BYTES], text[_NONCE_BYTES:], context.encode())
    except InvalidTag:
        raise DecryptionFailed("The encrypted text could not be decrypted.") from None


def encrypt_alike(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Return `plain` under a key of the caller's own (64 bytes), bound to `context` (AES-256-SIV): the same every time
    it is asked for, so that an answer it is in stays the same, and unreadable and unchangeable nevertheless."""
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(key).encrypt(plain, [context])


def decrypt_alike(key: bytes, encrypted: bytes, context: bytes) -> bytes:
    """Return what was encrypted alike with this key for just this `context`. Raises DecryptionFailed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    try:
        return AESSIV(key).decrypt(encrypted, [context])
    except InvalidTag:
        raise DecryptionFailed("The encrypted text could not be decrypted.") from None


def _data_key(encrypted: bytes, context: Mapping[str, str], key_name: KeyName) -> bytes:
    """Return the data key, from KMS; kept for five minutes under what it was encrypted as and for."""
    name = _name(encrypted, context, key_name)
    with _lock:
        until, key = _kept.get(name, (0.0, b""))
    if time.monotonic() < until:
        return key
    answer = _kms("decrypt", KeyId=_alias(key_name), CiphertextBlob=encrypted, EncryptionContext=dict(context))
    key = bytes(answer["Plaintext"])
    _keep(name, key)
    return key


def _keep(name: bytes, key: bytes) -> None:
    with _lock:
        _kept[name] = (time.monotonic() + KEPT_SECONDS, key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _name(encrypted: bytes, context: Mapping[str, str], key_name: KeyName) -> bytes:
    return hashlib.sha256(b"\0".join((_alias(key_name).encode(), _bound(context), encrypted))).digest()


def _kms(operation: str, **asked: Any) -> dict[str, Any]:
    from botocore.exceptions import BotoCoreError, ClientError

    kms = aws.client("kms")
    try:
        answer: dict[str, Any] = getattr(kms, operation)(**asked)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"InvalidCiphertextException", "IncorrectKeyException"}:
            raise DecryptionFailed("The data key could not be decrypted.") from None
        raise Unavailable("Encrypted data cannot be read or written at the moment.") from error
    except BotoCoreError as error:
        raise Unavailable("Encrypted data cannot be read or written at the moment.") from error
    return answer


def _alias(name: KeyName) -> str:
    return f"alias/{settings.current().name(name)}"


def _bound(context: Mapping[str, str]) -> bytes:
    return msgspec.json.encode(dict(context), order="sorted")
