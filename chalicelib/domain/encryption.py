"""A text that nobody can read without the key that it was encrypted under."""

from typing import Annotated

import msgspec

from chalicelib.domain.value import Value


class Encrypted(Value, frozen=True):
    """An encrypted text, with the encrypted key that opens it; both in base64."""

    key: Annotated[str, msgspec.Meta(description="The data key, encrypted by the key service")]
    text: Annotated[str, msgspec.Meta(description="Nonce, ciphertext and tag (AES-256-GCM)")]
