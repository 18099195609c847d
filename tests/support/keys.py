"""The key that traveller profiles are encrypted under, made in moto as infra/foundation.yaml makes it."""

import boto3

from chalicelib.gateways import aws
from tests.support.tables import REGION, STAGE


def make_keys() -> None:
    """A key behind this stage's alias; clients that were made before are forgotten."""
    kms = boto3.client("kms", region_name=REGION)
    key = kms.create_key(Description="profiles")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=f"alias/sojourn-{STAGE}-passengers", TargetKeyId=key)
    aws.client.cache_clear()
