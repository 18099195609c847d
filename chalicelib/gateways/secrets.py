"""The stage's signing key, from Secrets Manager; kept for five minutes, so that a rotated key is taken up by itself."""

import time

from chalicelib import settings
from chalicelib.gateways import aws

KEPT_SECONDS = 300.0
_kept: dict[str, tuple[float, bytes]] = {}


def signing_key() -> bytes:
    """The key that cursors are signed with; `SOJOURN_SIGNING_KEY` where given (one laptop, tests)."""
    here = settings.current()
    if here.signing_key:
        return here.signing_key.encode()
    name = here.name("signing")
    until, key = _kept.get(name, (0.0, b""))
    if time.monotonic() >= until:
        key = aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"].encode()
        _kept[name] = (time.monotonic() + KEPT_SECONDS, key)
    return key
