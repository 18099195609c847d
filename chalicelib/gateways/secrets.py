"""The stage's secrets, from Secrets Manager; kept for five minutes, so that a rotated one is taken up by itself."""

import base64
import time

from chalicelib import settings
from chalicelib.gateways import aws

KEPT_SECONDS = 300.0
WHSEC = b"whsec_"
_kept: dict[str, tuple[float, bytes]] = {}


def signing_key() -> bytes:
    """Return the key that cursors are encrypted by; `SOJOURN_SIGNING_KEY` where given (one laptop, tests)."""
    here = settings.current()
    return here.signing_key.encode() if here.signing_key else _secret(here.name("signing"))


def supplier_signing_key(supplier: str) -> bytes:
    """Return what a supplier signs its notices with; `SOJOURN_SUPPLIER_SECRET` where given (tests). A secret that
    begins with `whsec_` is base64, as Standard Webhooks has it; any other is its own bytes."""
    here = settings.current()
    secret = here.supplier_secret.encode() if here.supplier_secret else _secret(here.name(f"supplier-{supplier}"))
    return base64.b64decode(secret.removeprefix(WHSEC)) if secret.startswith(WHSEC) else secret


def _secret(name: str) -> bytes:
    until, key = _kept.get(name, (0.0, b""))
    if time.monotonic() >= until:
        key = aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"].encode()
        _kept[name] = (time.monotonic() + KEPT_SECONDS, key)
    return key
