"""Files of policy documents go with a stage: into its bundle, and back from the second region's replica."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.services.policy_documents import deletion
from chalicelib.services.policy_documents.files import folder, kept_key
from infra.recovery.contents import restore_files
from infra.target import Target
from infra.transfer.files import bucket_of, list_versions
from tests.support.tables import REGION, make_tables
from tests.unit.services.policy_documents.policy_world import MANAGER, policy_world

REPLICA = "replica-of-documents"


@pytest.fixture(name="target")
def a_target(monkeypatch: pytest.MonkeyPatch) -> Target:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return Target("local")


def make(s3: Any, *buckets: str) -> None:
    for each in buckets:
        s3.create_bucket(Bucket=each, CreateBucketConfiguration={"LocationConstraint": REGION})


def put(s3: Any, bucket: str, *keys: str) -> None:
    for each in keys:
        s3.put_object(Bucket=bucket, Key=each, Body=b"x")


def test_files_of_versions_that_are_there_come_back_with_what_lies_beside_them(target: Target) -> None:
    with policy_world() as world:
        make_tables("documents")
        kept, deleted, lost = world.parsed(), world.parsed(), world.parsed()
        deletion.delete_document(MANAGER, deleted.document_id, expected=None)
        world.create()  # whose file never came
        make(world.s3, bucket_of(target), REPLICA)
        beside = folder(kept.document_id, 1) + "vectors"
        put(world.s3, REPLICA, kept_key(kept.document_id, 1), beside, kept_key(deleted.document_id, 1))

        files = restore_files(target, REPLICA)

        there = {each["Key"] for each in world.s3.list_objects_v2(Bucket=bucket_of(target))["Contents"]}
        assert there == {kept_key(kept.document_id, 1), beside}
        assert files.missing == (kept_key(lost.document_id, 1),)
        assert restore_files(target, REPLICA).copied == 0


def test_bundle_has_what_is_kept_and_not_what_is_still_to_be_checked(target: Target) -> None:
    with policy_world() as world:
        make(world.s3, bucket_of(target))
        put(world.s3, bucket_of(target), "documents/ada/doc_1", "policies/pdc_1/1/file", "uploads/policies/pdc_1/2")

        found = list_versions(world.s3, bucket_of(target), datetime.now(UTC) + timedelta(days=1))

        assert [each.key for each in found] == ["documents/ada/doc_1", "policies/pdc_1/1/file"]
