"""What rows hold encrypted, for a stage of another name or with other keys: it is bound to the stage's own tables and
keys, so it is decrypted for where it comes from and encrypted for where it goes."""

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chalicelib.dynamodb.tables import lengthen, shorten
from infra.target import Target
from infra.transfer.bundle import Bundle, Row
from infra.transfer.tables import ImportRefused

KEYS = ("passengers", "locators", "webhooks")
_NONCE_BYTES = 12
_FIELDS = {"key", "text"}  # of what is encrypted, as JSON
Context = dict[str, str]


class _Bound(NamedTuple):
    """By which key a table's encrypted values open, and which of a row's fields they are bound to."""

    key: str
    context: Callable[[str, Row], Context]


def _of(table: str, field: str) -> Callable[[str, Row], Context]:
    return lambda stage, row: {"table": f"sojourn-{stage}-{table}", field: str(row[field]["S"])}


def _item_context(stage: str, row: Row) -> Context:
    """Return what an item's locator is bound to: its booking, where one made it."""
    booking_id = json.loads(lengthen(row["document"]["S"])).get("bookingId")
    if booking_id is not None:
        return {"table": f"sojourn-{stage}-bookings", "bookingId": booking_id}
    return _of("items", "itemId")(stage, row)


BOUND: Mapping[str, _Bound] = {
    "bookings": _Bound("locators", _of("bookings", "bookingId")),
    "items": _Bound("locators", _item_context),
    "passengers": _Bound("passengers", _of("passengers", "passengerId")),
    "webhooks": _Bound("webhooks", _of("webhooks", "webhookId")),
}


class Reencryption:
    """Makes rows of one stage rows of another."""

    def __init__(self, target: Target, bundle: Bundle) -> None:
        self._kms, self._source, self._target = target.client("kms"), bundle.manifest, target

    def is_needed(self) -> bool:
        """Return whether the bundle's rows do not open where they go: another name, or another key."""
        known = find_keys(self._target)
        return self._source.stage != self._target.stage or any(
            known[name] != self._source.keys.get(name) for name in KEYS
        )

    def change(self, table: str, row: Row) -> Row:
        """Return a row with all that it holds encrypted, encrypted anew. Raises ImportRefused when its key is closed to
        the caller."""
        if table not in BOUND:
            return row
        return {name: self._change_attribute(table, row, value) for name, value in row.items()}

    def _change_attribute(self, table: str, row: Row, value: Any) -> Any:
        text = value.get("S", "")
        document = _parse(text)
        if document is None:
            return value
        changed = self._change_value(table, row, document)
        return value if changed == document else {"S": shorten(msgspec.json.encode(changed))}

    def _change_value(self, table: str, row: Row, value: Any) -> Any:
        match value:
            case {"key": str(key), "text": str(text), **rest} if not rest:
                return self._reencrypt(table, row, key, text)
            case dict():
                return {name: self._change_value(table, row, each) for name, each in value.items()}
            case list():
                return [self._change_value(table, row, each) for each in value]
            case _:
                return value

    def _reencrypt(self, table: str, row: Row, key: str, text: str) -> dict[str, str]:
        bound = BOUND[table]
        there, here = bound.context(self._source.stage, row), bound.context(self._target.stage, row)
        sealed = base64.b64decode(text)
        try:
            opened = self._kms.decrypt(
                KeyId=self._source.keys[bound.key], CiphertextBlob=base64.b64decode(key), EncryptionContext=there
            )["Plaintext"]
            plain = AESGCM(opened).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _binding(there))
        except (ClientError, InvalidTag) as error:
            raise ImportRefused(
                f"What {self._source.stage} has encrypted under {self._source.keys[bound.key]} cannot be decrypted"
                " here: let whoever imports use that key (kms:Decrypt), or import where it is known."
            ) from error
        made = self._kms.generate_data_key(
            KeyId=f"alias/sojourn-{self._target.stage}-{bound.key}", KeySpec="AES_256", EncryptionContext=here
        )
        nonce = secrets.token_bytes(_NONCE_BYTES)
        fresh = nonce + AESGCM(made["Plaintext"]).encrypt(nonce, plain, _binding(here))
        return {
            "key": base64.b64encode(made["CiphertextBlob"]).decode(),
            "text": base64.b64encode(fresh).decode(),
        }


def find_keys(target: Target) -> dict[str, str]:
    """Return the ARNs of the keys that a stage encrypts with, by what each is for."""
    kms = target.client("kms")
    described = {name: kms.describe_key(KeyId=f"alias/sojourn-{target.stage}-{name}") for name in KEYS}
    return {name: str(found["KeyMetadata"]["Arn"]) for name, found in described.items()}


def _binding(context: Context) -> bytes:
    """Return what a text is bound to, as the application says it."""
    return json.dumps(context, sort_keys=True, separators=(",", ":")).encode()


def _parse(text: str) -> Any:
    """Return the document that a text is; None for any other text."""
    try:
        found = json.loads(lengthen(text))
    except ValueError:
        return None
    return found if isinstance(found, dict | list) else None
