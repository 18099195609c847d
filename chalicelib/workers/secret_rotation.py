"""Secrets Manager's calls, each a step of the rotation of one secret."""

from typing import Any

from chalicelib import observability
from chalicelib.decoding import messages
from chalicelib.services.operations import secret_rotation


def rotate_secret(event: dict[str, Any]) -> None:
    """Do the step that the event asks for. Raises InvalidInput or RotationRefused: the rotation fails then, and the
    secret stays as it is."""
    with observability.operation("rotateSecret") as line:
        asked = messages.read_values(event, secret_rotation.Rotation)
        line.note(step=asked.step, rotated=asked.secret.rpartition(":")[2], version=asked.version)
        line.note(changed=secret_rotation.rotate(asked))
