"""The document store as it is called: where its bucket is found, and what it says when something is not there."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from moto import mock_aws

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters, storage
from tests.support.files import BUCKET, make_bucket
from tests.support.tables import REGION

BODY = b"%PDF-1.7"
SHA256 = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def s3() -> Iterator[Any]:
    written = {"userPoolId": "p", "userPoolClientId": "c", "documentsBucket": BUCKET}
    forget = (aws.client.cache_clear, parameters.documents_bucket.cache_clear)
    for each in forget:
        each()
    with mock_aws():
        boto3.client("ssm", REGION).put_parameter(
            Name="/sojourn/local/foundation", Value=json.dumps(written), Type="String"
        )
        yield make_bucket()
    for each in forget:
        each()


def use(monkeypatch: pytest.MonkeyPatch, **said: Any) -> None:
    here = settings.Settings(**said)
    monkeypatch.setattr(settings, "current", lambda: here)


def form() -> storage.SignedForm:
    return storage.upload_form(
        "uploads/a", content_type="application/pdf", size_bytes=8, sha256=SHA256, valid=timedelta(minutes=5)
    )


def test_the_bucket_is_looked_up_where_the_environment_does_not_name_it(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch)

    assert urlsplit(form().url).netloc == f"{BUCKET}.s3.eu-central-1.amazonaws.com"


def test_the_embedded_cloud_is_reached_by_path(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents_bucket=BUCKET, aws_endpoint_url="http://127.0.0.1:4566")

    assert form().url == f"http://127.0.0.1:4566/{BUCKET}"


def test_a_file_is_written_by_its_kind_and_read_back(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents_bucket=BUCKET)

    storage.write("documents/a", BODY, content_type="application/pdf", sha256=SHA256, kind="receipt")

    assert storage.read("documents/a", at_most=8) == (8, "application/pdf", BODY)
    tags = s3.get_object_tagging(Bucket=BUCKET, Key="documents/a")["TagSet"]
    assert tags == [{"Key": "kind", "Value": "receipt"}]


def test_a_file_that_is_too_large_is_measured_and_not_read(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents_bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="uploads/a", Body=BODY)

    found = storage.read("uploads/a", at_most=7)

    assert found is not None
    assert (found.size_bytes, found.body) == (8, None)


def test_what_is_not_there_is_none_and_can_be_deleted(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents_bucket=BUCKET)

    storage.delete("uploads/nothing", "documents/nothing")

    assert storage.read("uploads/nothing", at_most=8) is None


def test_a_bucket_that_is_not_there_is_no_missing_file(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents_bucket="sojourn-local-documents-gone")

    with pytest.raises(Unavailable):
        storage.read("uploads/a", at_most=8)
    with pytest.raises(Unavailable):
        storage.write("documents/a", BODY, content_type="application/pdf", sha256=SHA256, kind="receipt")
    with pytest.raises(Unavailable):
        storage.delete("uploads/a")


def versions(bucket: str) -> int:
    found = boto3.client("s3", REGION).list_object_versions(Bucket=bucket)
    return len([*found.get("Versions", ()), *found.get("DeleteMarkers", ())])


def test_a_purge_reaches_every_version_in_both_regions(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As S3 replicates: the versions and that one was deleted, never that a version was."""
    here, there = f"{BUCKET}-eu-central-1", f"{BUCKET}-eu-west-1"
    written = {"userPoolId": "p", "userPoolClientId": "c", "documentsBucket": here, "recoveryRegion": "eu-west-1"}
    boto3.client("ssm", REGION).put_parameter(
        Name="/sojourn/local/foundation", Value=json.dumps(written), Type="String", Overwrite=True
    )
    use(monkeypatch)
    for bucket, region in ((here, REGION), (there, "eu-west-1")):
        client = boto3.client("s3", region)
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        for key in ("documents/a", "documents/a", "documents/ab"):
            client.put_object(Bucket=bucket, Key=key, Body=BODY)
        client.delete_object(Bucket=bucket, Key="documents/a")

    storage.purge("uploads/a", "documents/a")

    assert [versions(each) for each in (here, there)] == [1, 1], "and what another key begins with stays"


def test_a_purge_of_a_folder_reaches_every_version_below_it_and_nothing_beside(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    for key in ("documents/a/1", "documents/a/1", "documents/a/2", "documents/ab/1", "documents/a"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=BODY)
    s3.delete_object(Bucket=BUCKET, Key="documents/a/2")

    storage.purge("documents/a/")

    assert {each["Key"] for each in s3.list_object_versions(Bucket=BUCKET)["Versions"]} == {
        "documents/ab/1",
        "documents/a",
    }
    assert versions(BUCKET) == 2


def test_a_purge_that_the_second_region_does_not_answer_is_not_done(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written = {"userPoolId": "p", "userPoolClientId": "c", "documentsBucket": BUCKET, "recoveryRegion": "eu-west-1"}
    boto3.client("ssm", REGION).put_parameter(
        Name="/sojourn/local/foundation", Value=json.dumps(written), Type="String", Overwrite=True
    )
    use(monkeypatch)

    with pytest.raises(Unavailable):
        storage.purge("documents/a")
