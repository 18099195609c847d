"""The bucket of a stage's releases, on an S3 that keeps what buckets are told."""

import boto3
import pytest
from moto import mock_aws

from infra.artifacts import LIFECYCLE, Artifacts
from infra.target import Target


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.mark.usefixtures("cloud")
def test_bucket_is_private_versioned_and_forgets_what_was_replaced() -> None:
    with mock_aws():
        bucket = Artifacts(Target("dev", "eu-central-1")).bucket
        s3 = boto3.client("s3", region_name="eu-central-1")

        assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
        assert all(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values())
        (rule,) = s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
        assert "Expiration" not in rule  # a rollback needs the packages of the release before
        assert rule["NoncurrentVersionExpiration"] == LIFECYCLE["NoncurrentVersionExpiration"]
        assert '"aws:SecureTransport": "false"' in s3.get_bucket_policy(Bucket=bucket)["Policy"]
