"""The simulation's KMS: it hides nothing, but opens a data key only for the key and context that it was made for."""

import hashlib
from collections.abc import Mapping
from typing import Any

from tests.simulation.cloud.rows import Failure


def answer(operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a request for a data key, or for what a data key is encrypted as."""
    made_for = repr((params["KeyId"], sorted(params["EncryptionContext"].items()))).encode()
    data_key = hashlib.sha256(made_for).digest()
    blob = b"encrypted " + hashlib.sha256(data_key).digest()
    if operation == "GenerateDataKey":
        return {"Plaintext": data_key, "CiphertextBlob": blob}
    if operation == "Decrypt":
        if params["CiphertextBlob"] != blob:
            raise Failure("InvalidCiphertextException", "")
        return {"Plaintext": data_key}
    raise NotImplementedError(f"kms.{operation}")
