"""The stage's secrets, from Secrets Manager; kept for five minutes, so that a rotated one is taken up by itself.

While one is rotated, some functions have the new value and some the old one: what either of them signed is good, so
whoever checks something is given every value that may have signed it.
"""

import base64
import time
from collections.abc import Iterator
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import observability, settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws

KEPT_SECONDS = 300.0
READ_AGAIN_SECONDS = 10.0
WHSEC = b"whsec_"
CURRENT, PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"


class _Kept(NamedTuple):
    """A version of a secret as it was read, None where there is none, and when; `asked_again_at`: not before then, for
    it could not be read since."""

    value: bytes | None
    read_at: float
    asked_again_at: float = 0.0

    def until(self, seconds: float) -> float:
        return max(self.read_at + seconds, self.asked_again_at)


_kept: dict[tuple[str, str], _Kept] = {}


def signing_key() -> bytes:
    """Return the key that cursors are encrypted by; `SOJOURN_SIGNING_KEY` where given (one laptop, tests). Raises
    Unavailable."""
    return next(signing_keys())


def signing_keys() -> Iterator[bytes]:
    """Return the keys that a cursor may have been encrypted by, the likeliest first."""
    here = settings.current()
    return iter([here.signing_key.encode()]) if here.signing_key else _values(here.name("signing"))


def supplier_signing_keys(supplier: str) -> Iterator[bytes]:
    """Return what a supplier may have signed a notice with, the likeliest first; `SOJOURN_SUPPLIER_SECRET` where given
    (tests). A secret that begins with `whsec_` is base64, as Standard Webhooks has it; any other is its own bytes."""
    here = settings.current()
    given = here.supplier_secret.encode()
    for secret in [given] if given else _values(here.name(f"supplier-{supplier}")):
        yield base64.b64decode(secret.removeprefix(WHSEC)) if secret.startswith(WHSEC) else secret


def locator_index_key() -> bytes:
    """Return the key under which record locators are hashed; it is not rotated, for what it hashed would not be found.
    Raises Unavailable."""
    here = settings.current()
    return here.locator_index_key.encode() if here.locator_index_key else next(_values(here.name("locator-index")))


def policy_index_secrets() -> Iterator[bytes]:
    """Return what may say where the policy index's database is, and as whom it is asked, the likeliest first."""
    return _values(settings.current().name("policy-index"))


def reporting_secrets() -> Iterator[bytes]:
    """Return what may say where the reporting copy's database is, and as whom it is asked, the likeliest first."""
    return _values(settings.current().name("reporting"))


def _values(name: str) -> Iterator[bytes]:
    """Return the value in use, the one before it, and the one that may have come into use since it was read."""
    current = _read(name, CURRENT, KEPT_SECONDS)
    if current is None:
        raise LookupError(f"the secret {name} has no value")
    yield current
    previous = _read(name, PREVIOUS, KEPT_SECONDS)
    if previous is not None:
        yield previous
    latest = _read(name, CURRENT, READ_AGAIN_SECONDS)
    if latest is not None and latest != current:
        yield latest


def _read(name: str, stage: str, kept_seconds: float) -> bytes | None:
    """Return a version of a secret, read no longer ago than so many seconds, or as it was read last while it cannot be;
    None where there is no such version. With another value in use there is another before it, whenever that was read.
    Raises Unavailable."""
    now = time.monotonic()
    known = _kept.get((name, stage))
    if known is not None and now < known.until(kept_seconds):
        return known.value
    try:
        found = _Kept(_fetch(name, stage), now)
    except (BotoCoreError, ClientError) as error:
        if known is None:
            raise Unavailable("The stage's secrets cannot be read at the moment.") from error
        observability.warning("secret could not be read again", secret=name, error=type(error).__name__)
        found = known._replace(asked_again_at=now + READ_AGAIN_SECONDS)
    _kept[name, stage] = found
    if stage == CURRENT and known is not None and found.value != known.value:
        _kept.pop((name, PREVIOUS), None)
    return found.value


def _fetch(name: str, stage: str) -> bytes | None:
    try:
        answer = aws.client("secretsmanager").get_secret_value(SecretId=name, VersionStage=stage)
    except ClientError as error:
        if stage == PREVIOUS and error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    return str(answer["SecretString"]).encode()
