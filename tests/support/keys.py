"""The keys that rows are encrypted under, made in moto as the foundation makes them."""

import boto3

from chalicelib.gateways import aws
from infra.foundation.keys import KEYS
from tests.support.tables import REGION, STAGE


def make_keys() -> None:
    """A key behind each of this stage's aliases, unless there is one; clients that were made before are forgotten."""
    kms = boto3.client("kms", region_name=REGION)
    known = [each["AliasName"] for each in kms.list_aliases()["Aliases"]]
    for alias in (f"alias/sojourn-{STAGE}-{key.name}" for key in KEYS):
        if alias not in known:
            kms.create_alias(AliasName=alias, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    aws.client.cache_clear()
