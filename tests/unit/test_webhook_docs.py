"""What docs/webhooks.md says about verifying is run as it stands there."""

import base64
import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.webhooks.webhook import Secret, sign_headers

GUIDE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
BODY = b'{"type":"booking.booked","name":"Z\xc3\xbcrich"}'
# Bytes that a shell or a text tool would spoil: zero, newline, beyond ASCII.
SECRET = "whsec_" + base64.b64encode(b"\x00\n\xff" + bytes(range(29))).decode()


def block(language: str, containing: str) -> str:
    """The one code block of the guide in `language` that contains this."""
    (found,) = [b for b in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL) if containing in b]
    return str(found)


def headers(at: datetime, *secrets: str) -> dict[str, str]:
    return sign_headers(tuple(Secret(value=each) for each in secrets), "evt_1", BODY, at)


@pytest.fixture
def is_ours() -> Any:
    named: dict[str, Any] = {}
    exec(block("python", "def is_ours"), named)  # noqa: S102 - our own guide
    return named["is_ours"]


def test_python_of_the_guide_takes_what_is_ours_and_nothing_else(is_ours: Any) -> None:
    now = datetime.now(UTC)
    other = "whsec_" + base64.b64encode(b"another").decode()

    assert is_ours(SECRET, headers(now, SECRET), BODY)
    assert is_ours(SECRET, headers(now, other, SECRET), BODY)
    assert not is_ours(SECRET, headers(now, other), BODY)
    assert not is_ours(SECRET, headers(now, SECRET), BODY + b" ")
    assert not is_ours(SECRET, headers(now - timedelta(minutes=6), SECRET), BODY)


def test_library_of_the_guide_takes_what_is_ours() -> None:
    named: dict[str, Any] = {"secret": SECRET, "body": BODY, "headers": headers(datetime.now(UTC), SECRET)}

    exec(block("python", "standardwebhooks"), named)  # noqa: S102 - our own guide

    assert named["event"]["type"] == "booking.booked"


def test_openssl_of_the_guide_makes_the_same_signature(tmp_path: Path) -> None:
    (tmp_path / "body").write_bytes(BODY)
    sent = headers(datetime.now(UTC), SECRET)
    given = {"SECRET": SECRET, "WEBHOOK_ID": sent["webhook-id"], "WEBHOOK_TIMESTAMP": sent["webhook-timestamp"]}

    made = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block("bash", "openssl")],  # noqa: S607
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"v1,{made.stdout.strip()}" == sent["webhook-signature"]
