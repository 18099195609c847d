"""Rotating the secrets that are our own to choose: each step of a rotation, as Secrets Manager asks for it.

A new value is made up here and known to nobody. Nobody has to be notified of it: whoever signs takes the one in use,
and whoever checks takes the one before it as well. A real supplier's secret is the supplier's to change, and is not
rotated.
"""

import secrets
import string
from typing import Annotated, Literal

import msgspec

from chalicelib.gateways import secret_versions

RotationStep = Literal["createSecret", "setSecret", "testSecret", "finishSecret"]
LENGTH = 64
ALPHABET = string.ascii_letters + string.digits


class RotationRefused(Exception):
    """What is asked for is no step of a rotation that is under way."""


class Rotation(msgspec.Struct, frozen=True, kw_only=True):
    """One step, as Secrets Manager sends it: the secret's ARN, and the version that is to be in use."""

    step: RotationStep = msgspec.field(name="Step")
    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=2_048, pattern=r"^[\w:/+=.@-]+$")] = msgspec.field(
        name="SecretId"
    )
    version: Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[\w-]+$")] = msgspec.field(
        name="ClientRequestToken"
    )


def rotate(asked: Rotation) -> bool:
    """Do one step; whether there was anything to do. One that comes again changes nothing. Raises RotationRefused."""
    versions = secret_versions.list_versions(asked.secret)
    if not versions.is_rotated:
        raise RotationRefused("The secret is not rotated.")
    if versions.in_use == asked.version:
        return False
    if secret_versions.PENDING not in versions.labels.get(asked.version, ()):
        raise RotationRefused(f"The version {asked.version} is not pending.")
    match asked.step:
        case "createSecret":
            return _create(asked)
        case "setSecret":
            return False  # nobody has to be told of it
        case "testSecret":
            _test(asked)
            return False
        case "finishSecret":
            _test(asked)
            secret_versions.put_in_use(asked.secret, asked.version, instead_of=versions.in_use)
            return True


def _create(asked: Rotation) -> bool:
    if secret_versions.find_pending(asked.secret, asked.version) is not None:
        return False
    value = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    secret_versions.put_pending(asked.secret, asked.version, value)
    return True


def _test(asked: Rotation) -> None:
    value = secret_versions.find_pending(asked.secret, asked.version) or ""
    if len(value) != LENGTH or set(value) - set(ALPHABET):
        raise RotationRefused("The pending version has no value that was made here.")
