"""The key that traveller profiles are encrypted under, made in moto as the foundation makes it."""

import boto3

from chalicelib.gateways import aws
from tests.support.tables import REGION, STAGE

ALIAS = f"alias/sojourn-{STAGE}-passengers"


def make_keys() -> None:
    """A key behind this stage's alias, unless there is one; clients that were made before are forgotten."""
    kms = boto3.client("kms", region_name=REGION)
    if ALIAS not in [each["AliasName"] for each in kms.list_aliases()["Aliases"]]:
        kms.create_alias(AliasName=ALIAS, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    aws.client.cache_clear()
