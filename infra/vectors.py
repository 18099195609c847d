"""The bucket of S3 Vectors that a stage's policy index lies in, in a stack of its own: only AWS knows its kind, and
only a stage whose setting says `s3_vectors` needs it. The indexes in it are made by functions, for they are of a
model's dimensions; all that is in it can be made again from the documents."""

from infra.templates import Value, attribute, name_of, ref, resource, sub

STACK = "vectors"
BUCKET = "PolicyIndexBucket"


def template() -> Value:
    """Return the stack's template."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Sojourn, where vectors of policy documents lie.",
        "Parameters": {"Stage": {"Type": "String", "AllowedValues": ["dev", "staging", "prod"]}},
        "Resources": {BUCKET: _make_bucket(), f"{BUCKET}Policy": _make_policy()},
    }


def _make_bucket() -> Value:
    # Encrypted by the service's own keys: with a key of the stage, the service would have to be let use it.
    properties = {
        "VectorBucketName": name_of("policy-index"),
        "EncryptionConfiguration": {"SseType": "AES256"},
        "Tags": [{"Key": "application", "Value": "sojourn"}, {"Key": "stage", "Value": ref("Stage")}],
    }
    return resource("S3Vectors::VectorBucket", properties, kept=False)


def _make_policy() -> Value:
    arn = attribute(BUCKET, "VectorBucketArn")
    refusal = {
        "Sid": "OnlyOverTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3vectors:*",
        "Resource": [arn, sub(f"${{{BUCKET}.VectorBucketArn}}/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    policy = {"Version": "2012-10-17", "Statement": [refusal]}
    return resource("S3Vectors::VectorBucketPolicy", {"VectorBucketArn": arn, "Policy": policy})
