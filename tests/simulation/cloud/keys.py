"""The simulation's KMS: it hides nothing, but opens a data key only for the key and context that it was made for."""

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.simulation.cloud.rows import Failure

SIGNING_KEY = ec.generate_private_key(ec.SECP256R1())


def answer(operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a request for a data key, for what one is encrypted as, or for a signature."""
    if operation == "Sign":
        signature = SIGNING_KEY.sign(params["Message"], ec.ECDSA(hashes.SHA256()))
        return {"Signature": signature, "KeyId": "arn:aws:kms:eu-central-1:000000000000:key/audit"}
    if operation == "GetPublicKey":
        return {"PublicKey": SIGNING_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)}
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
