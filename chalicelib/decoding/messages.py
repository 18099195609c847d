"""What comes in by any door, whole: text or plain values in, a typed message out, or an error that says what is wrong.

HTTP bodies, WebSocket messages, messages of queues and the input of workflow steps are all read by this, so that none
of them takes what another refuses. Each door turns the error into its own answer.
"""

from typing import Any, TypeVar

from chalicelib.decoding.json_text import LARGEST_BODY, parse_json, vet_values
from chalicelib.decoding.typed_values import to_body

T = TypeVar("T")
# What one task of a workflow hands to the next may have.
LARGEST_INPUT = 1024 * 1024


def read_text(raw: bytes | str, wanted: type[T], *, largest: int = LARGEST_BODY) -> T:
    """Return the message that came as text. Raises BodyTooLarge, or InvalidInput with a pointer for each thing
    wrong."""
    return to_body(parse_json(raw, largest=largest), wanted)


def read_values(value: Any, wanted: type[T]) -> T:
    """Return the message whose text somebody else has parsed, as strictly as if it had come as text. Raises
    BodyTooLarge, InvalidInput."""
    return to_body(vet_values(value, largest=LARGEST_INPUT), wanted)
