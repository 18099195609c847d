"""The bucket that CloudFormation reads templates and packages from."""

import hashlib
import json
from typing import Any

from botocore.exceptions import ClientError

from infra.target import Target

ABSENT = {"404", "NoSuchBucket", "NoSuchKey", "NotFound", "NotFoundException", "ResourceNotFoundException"}

# What is current stays: CloudFormation rolls back to the packages of the release before, however old that is.
LIFECYCLE = {
    "ID": "what-was-replaced",
    "Status": "Enabled",
    "Filter": {},
    "NoncurrentVersionExpiration": {"NoncurrentDays": 90},
    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
}


class Artifacts:
    """The bucket of a stage's releases; private, versioned, and made when it is not there. What was put
    stays as it is, and what replaced what for 90 days."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._s3 = target.client("s3")
        self.bucket = f"{target.stack('artifacts')}-{target.account()}-{target.region}"
        if not self._has_bucket():
            self._make_bucket()

    def put(self, body: bytes, name: str) -> str:
        """Store under a key that carries the content's hash, unless it is there already; the key."""
        key = f"{hashlib.sha256(body).hexdigest()[:16]}/{name}"
        if not self._has(key):
            self._s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return key

    def write(self, key: str, body: bytes) -> None:
        """Store under a key of one's own, over what lies there."""
        self._s3.put_object(Bucket=self.bucket, Key=key, Body=body)

    def read(self, key: str) -> bytes:
        """Return what lies under a key."""
        return bytes(self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read())

    def list(self, folder: str) -> list[str]:
        """Return the keys that begin so."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=folder)
        return [each["Key"] for page in pages for each in page.get("Contents", [])]

    def remove(self, key: str) -> None:
        self._s3.delete_object(Bucket=self.bucket, Key=key)

    def url(self, key: str) -> str:
        """Return where CloudFormation reads what lies under a key."""
        if self._target.on_aws:
            return f"https://{self.bucket}.s3.{self._target.region}.amazonaws.com/{key}"
        return f"{self._target.endpoint}/{self.bucket}/{key}"

    def _has_bucket(self) -> bool:
        return is_there(self._s3.head_bucket, Bucket=self.bucket)

    def _has(self, key: str) -> bool:
        return is_there(self._s3.head_object, Bucket=self.bucket, Key=key)

    def _make_bucket(self) -> None:
        where = {} if self._target.region == "us-east-1" else {"LocationConstraint": self._target.region}
        self._s3.create_bucket(Bucket=self.bucket, **({"CreateBucketConfiguration": where} if where else {}))
        blocked = dict.fromkeys(
            ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
        )
        self._s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration=blocked)
        self._s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        self._s3.put_bucket_lifecycle_configuration(Bucket=self.bucket, LifecycleConfiguration={"Rules": [LIFECYCLE]})
        if self._target.on_aws:  # the embedded cloud answers on the loopback, without TLS
            self._s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps(_only_over_tls(self.bucket)))


def is_there(ask: Any, **what: str) -> bool:
    """Return whether what is asked for is there. That one may not ask is an error, and not the answer no."""
    try:
        ask(**what)
    except ClientError as error:
        if error.response["Error"]["Code"] in ABSENT:
            return False
        raise
    return True


def _only_over_tls(bucket: str) -> dict[str, Any]:
    refused = {
        "Sid": "OnlyOverTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [refused]}
