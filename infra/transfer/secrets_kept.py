"""The secrets that a stage was given, which no release can make up: what suppliers sign with. They go along only if a
passphrase is said, under which they lie in the bundle."""

import base64
import json
import secrets
from typing import Any

from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from infra.target import Say, Target
from infra.transfer.bundle import Bundle, Row
from infra.transfer.tables import ImportRefused

PART = "secrets"
PASSPHRASE = "SOJOURN_PASSPHRASE"  # noqa: S105  # nosec B105 - the name of a variable
_SALT_BYTES, _NONCE_BYTES = 16, 12


def export_secrets(target: Target, bundle: Bundle, passphrase: str, say: Say) -> None:
    """Write the stage's secrets, encrypted under the passphrase; none without one."""
    if not passphrase:
        say(f"export: secrets are left out, for {PASSPHRASE} is not set")
        return
    if bundle.has(PART):
        return
    client, prefix = target.client("secretsmanager"), f"sojourn-{target.stage}-"
    pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [prefix]}])
    names = [each["Name"] for page in pages for each in page["SecretList"] if each["Name"].startswith(prefix)]
    values = {name.removeprefix(prefix): client.get_secret_value(SecretId=name)["SecretString"] for name in names}
    bundle.write(PART, [_encrypt(values, passphrase, bundle)])
    say(f"export: {len(values)} secrets, encrypted")


def import_secrets(target: Target, bundle: Bundle, passphrase: str, say: Say) -> None:
    """Give the stage the secrets of the bundle. Raises ImportRefused without the passphrase that they lie under."""
    for row in bundle.read(PART):
        values = _decrypt(row, passphrase, bundle)
        for name, value in values.items():
            _put(target.client("secretsmanager"), f"sojourn-{target.stage}-{name}", value)
        say(f"import: {len(values)} secrets")


def _put(client: Any, name: str, value: str) -> None:
    try:
        client.put_secret_value(SecretId=name, SecretString=value)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        client.create_secret(Name=name, SecretString=value)


def _encrypt(values: dict[str, str], passphrase: str, bundle: Bundle) -> Row:
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_derive(passphrase, salt)).encrypt(nonce, json.dumps(values).encode(), bundle.manifest.id.encode())
    return {
        name: base64.b64encode(each).decode() for name, each in (("salt", salt), ("nonce", nonce), ("text", sealed))
    }


def _decrypt(row: Row, passphrase: str, bundle: Bundle) -> dict[str, str]:
    if not passphrase:
        raise ImportRefused(f"The bundle has secrets: say in {PASSPHRASE} what they were encrypted under.")
    salt, nonce, sealed = (base64.b64decode(row[name]) for name in ("salt", "nonce", "text"))
    try:
        plain = AESGCM(_derive(passphrase, salt)).decrypt(nonce, sealed, bundle.manifest.id.encode())
    except InvalidTag:
        raise ImportRefused(
            f"The bundle's secrets were encrypted under something else than {PASSPHRASE} says."
        ) from None
    found: dict[str, str] = json.loads(plain)
    return found


def _derive(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
