"""The keys that rows are encrypted under, made in moto as the foundation makes them."""

from functools import cache
from typing import Any

import pytest
from moto.kms import models
from moto.kms.utils import AbstractPrivateKey, RSAPrivateKey

from chalicelib.gateways import aws
from infra.foundation.keys import KEYS
from tests.support.tables import REGION, STAGE, client

AUDIT_BUCKET = "sojourn-local-audit-anchors-123456789012"


def make_keys() -> None:
    """A key behind each of this stage's aliases, unless there is one; clients that were made before are forgotten."""
    kms = client("kms")
    known = [each["AliasName"] for each in kms.list_aliases()["Aliases"]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "generate_private_key", lambda _spec: _unused_key())
        for key in KEYS:
            alias = f"alias/sojourn-{STAGE}-{key.name}"
            if alias not in known and not key.signs:
                kms.create_alias(AliasName=alias, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    aws.client.cache_clear()


@cache
def _unused_key() -> AbstractPrivateKey:
    """What moto gives to each key, also to those that only encrypt and never use it; it takes a tenth of a second."""
    return RSAPrivateKey(key_size=2048)


def make_audit_bucket() -> None:
    """The bucket of the audit's anchors, empty; the parameter that names it is made with the user pool."""
    place: Any = {"LocationConstraint": REGION}
    client("s3").create_bucket(Bucket=AUDIT_BUCKET, CreateBucketConfiguration=place)


def make_signing_key() -> None:
    """The key that signs the audit's anchors."""
    kms = client("kms")
    made = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=f"alias/sojourn-{STAGE}-audit", TargetKeyId=made)
