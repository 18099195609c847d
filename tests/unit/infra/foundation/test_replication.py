"""Files are replicated to the second region by a role that can do nothing else, and so is that one was deleted."""

from typing import Any

from infra.foundation import template
from infra.foundation.replication import ANCHORS, DOCUMENTS, REPLICATED_FOLDERS
from tests.support.resolving import ACCOUNT, REGION, resolve

SECOND = "eu-west-1"
NAMES = {"DocumentsBucket": DOCUMENTS, "AuditAnchorsBucket": ANCHORS}


def made() -> dict[str, Any]:
    return resolve(template.template(), "prod", RecoveryRegion=SECOND)


def rules(bucket: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = made()[bucket]["Properties"]["ReplicationConfiguration"]["Rules"]
    return found


def statements() -> list[dict[str, Any]]:
    (policy,) = made()["ReplicationRole"]["Properties"]["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def test_files_go_to_the_bucket_that_the_stage_has_in_the_second_region() -> None:
    for bucket, name in NAMES.items():
        here = made()[bucket]["Properties"]["BucketName"]

        assert {each["Destination"]["Bucket"] for each in rules(bucket)} == {
            f"arn:aws:s3:::{here.removesuffix(REGION)}{SECOND}"
        }
        assert here == f"sojourn-prod-{name}-{ACCOUNT}-{REGION}"


def test_what_was_deleted_is_deleted_there_too() -> None:
    for bucket in NAMES:
        assert {each["DeleteMarkerReplication"]["Status"] for each in rules(bucket)} == {"Enabled"}


def test_documents_are_replicated_and_uploads_that_nobody_confirmed_are_not() -> None:
    folders = [each["Filter"]["Prefix"] for each in rules("DocumentsBucket")]

    assert tuple(folders) == REPLICATED_FOLDERS
    assert not any("uploads/".startswith(folder) for folder in folders)
    assert len({each["Priority"] for each in rules("DocumentsBucket")}) == len(folders)
    assert [each["Filter"]["Prefix"] for each in rules("AuditAnchorsBucket")] == [""]


def test_documents_are_encrypted_there_by_the_same_key_of_several_regions() -> None:
    key = f"arn:aws:kms:{SECOND}:{ACCOUNT}:key/${{DocumentsKey}}"

    for each in rules("DocumentsBucket"):
        assert each["SourceSelectionCriteria"] == {"SseKmsEncryptedObjects": {"Status": "Enabled"}}
        assert each["Destination"]["EncryptionConfiguration"] == {"ReplicaKmsKeyID": key}


def test_the_role_reads_here_and_writes_there_and_nothing_else() -> None:
    for each in statements():
        regions = [
            REGION if str(on).count(REGION) else SECOND if str(on).count(SECOND) else "" for on in each["Resource"]
        ]
        reads = all(":Get" in action or ":List" in action for action in each["Action"])
        if each["Action"] == ["kms:Decrypt"]:
            assert each["Resource"] == [{"Fn::GetAtt": ["DocumentsKey", "Arn"]}]
            assert each["Condition"] == {"StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}}
        elif each["Action"] == ["kms:Encrypt"]:
            assert each["Condition"] == {"StringEquals": {"kms:ViaService": f"s3.{SECOND}.amazonaws.com"}}
        else:
            assert set(regions) == {REGION if reads else SECOND}
            assert all(on.startswith("arn:aws:s3:::sojourn-prod-") for on in each["Resource"])
            assert all("*" not in action for action in each["Action"])


def test_s3_alone_takes_the_role() -> None:
    (trust,) = made()["ReplicationRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert trust["Principal"] == {"Service": "s3.amazonaws.com"}
