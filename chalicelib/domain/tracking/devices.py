"""A device that reports where its owner is, and the credential by which it is known.

A credential is the device's id, a dot, and 192 random bits, of which only a salted hash is kept: it is shown once. It
is one text, for most clients have one field for it; those that sign in with a name and a password take both halves.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.ids import prefix_pattern, prefixed
from chalicelib.domain.value import Value

SECRET_BYTES = 24
SALT_BYTES = 16
PREFIX = "dev"
_CREDENTIAL = re.compile(rf"({prefix_pattern(PREFIX)})\.([A-Za-z0-9_-]{{32}})")

DeviceId = Annotated[str, prefixed(PREFIX, "01JQZXF8M2N4P6Q8R0S2T4V6W8")]
DeviceName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=60,
        pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$",
        description="What its owner calls it",
        examples=["Anna's phone"],
    ),
]


class DeviceDetails(Value, frozen=True):
    """A device that may report positions, as its owner sees it."""

    device_id: str
    name: Annotated[str, msgspec.Meta(description="What its owner calls the device")]
    version: int
    created_at: datetime
    updated_at: datetime


class TrackingDevice(DeviceDetails, frozen=True):
    """A device of a person, until they revoke it, with what its secret is known by."""

    user_id: str
    salt: str
    secret_hash: str

    @property
    def details(self) -> DeviceDetails:
        """Return what its owner sees."""
        return DeviceDetails(**{name: getattr(self, name) for name in DeviceDetails.__struct_fields__})


class Credential(NamedTuple):
    """The two halves of what a device sends."""

    device_id: str
    secret: str

    @property
    def text(self) -> str:
        return f"{self.device_id}.{self.secret}"


def make_credential(device_id: str, random: bytes) -> Credential:
    """Return the credential that `random` (SECRET_BYTES of it) gives the device."""
    return Credential(device_id, base64.urlsafe_b64encode(random).decode())


def hash_secret(secret: str, salt: str) -> str:
    """Return what is kept of a secret; of 192 random bits a fast hash is as good as a slow one."""
    return hmac.new(bytes.fromhex(salt), secret.encode(), hashlib.sha256).hexdigest()


def is_opened_by(secret: str, device: TrackingDevice | None) -> bool:
    """Return whether the secret is this device's, in the same time whether or not it is, and whether or not there is
    one."""
    salt = device.salt if device else "00" * SALT_BYTES
    kept = device.secret_hash if device else hash_secret("", salt)
    return hmac.compare_digest(hash_secret(secret, salt), kept) and device is not None


def read_credential(text: str) -> Credential | None:
    """Return the halves of a credential; None where the text is none."""
    match = _CREDENTIAL.fullmatch(text.strip())
    return Credential(match.group(1), match.group(2)) if match else None


def read_authorization(headers: Mapping[str, str]) -> Credential | None:
    """Return the credential of an Authorization header: a bearer's, or a name and a password, of which the password is
    all of it, or the second half and the name the first."""
    scheme, _, rest = headers.get("authorization", "").strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return read_credential(rest)
        case "basic":
            name, _, password = _decode_basic(rest).partition(":")
            return read_credential(password) or read_credential(f"{name.strip()}.{password.strip()}")
        case _:
            return None


def _decode_basic(text: str) -> str:
    try:
        return base64.b64decode(text.strip(), validate=True).decode()
    except ValueError:  # of base64 or of UTF-8
        return ""
