"""Secrets Manager's calls, each a step of the rotation of one secret."""

from typing import Any

import msgspec

from chalicelib import observability
from chalicelib.services.operations import secret_rotation


def rotate_secret(event: dict[str, Any]) -> None:
    """Do the step that the event asks for. Raises ValidationError or RotationRefused: the rotation fails then, and the
    secret stays as it is."""
    with observability.operation("rotateSecret") as line:
        asked = msgspec.convert(event, secret_rotation.Rotation)
        line.note(step=asked.step, rotated=asked.secret.rpartition(":")[2], version=asked.version)
        line.note(changed=secret_rotation.rotate(asked))
