"""The buckets: nobody else reaches them, what they forget when, and who writes down what is done with them."""

from typing import Any

import pytest

from chalicelib.domain.documents import DocumentKind
from infra.foundation import buckets, template
from infra.policies import STAGES
from tests.support.resolving import ACCOUNT, REGION, resolve

BEYOND = [stage for stage in STAGES if stage != "local"]
BUCKETS = ("DocumentsBucket", "AuditAnchorsBucket", "AccessLogsBucket")
DAYS = {"local": 7, "dev": 7, "staging": 30, "prod": 90}


def made(stage: str = "prod") -> dict[str, Any]:
    return resolve(template.template(), stage)


def bucket(name: str, stage: str = "prod") -> dict[str, Any]:
    found: dict[str, Any] = made(stage)[name]["Properties"]
    return found


def statements(name: str, stage: str = "prod") -> dict[str, dict[str, Any]]:
    found = made(stage)[f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]
    return {each["Sid"]: each for each in found}


def rules(name: str, stage: str = "prod") -> dict[str, dict[str, Any]]:
    return {each["Id"]: each for each in bucket(name, stage)["LifecycleConfiguration"]["Rules"]}


def test_these_are_all_the_buckets() -> None:
    assert {name for name, each in made().items() if each["Type"] == "AWS::S3::Bucket"} == set(BUCKETS)


@pytest.mark.parametrize("name", BUCKETS)
def test_every_bucket_is_private_encrypted_versioned_and_forgets(name: str) -> None:
    there = bucket(name)
    (encryption,) = there["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    versions = [each["NoncurrentVersionExpiration"] for each in rules(name).values() if "TagFilters" not in each]

    assert there["BucketName"].startswith("sojourn-prod-")
    assert there["BucketName"].endswith(f"-{ACCOUNT}-{REGION}"), "another region of the same account has its own"
    assert set(there["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(there["PublicAccessBlockConfiguration"]) == 4
    assert there["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] in {"AES256", "aws:kms"}
    assert there["VersioningConfiguration"] == {"Status": "Enabled"}
    assert versions
    assert all(each["NoncurrentDays"] <= 30 for each in versions)


@pytest.mark.parametrize("stage", STAGES)
def test_the_longest_name_of_a_bucket_is_short_enough(stage: str) -> None:
    names = [each["Properties"]["BucketName"] for each in made(stage).values() if each["Type"] == "AWS::S3::Bucket"]

    assert max(len(name) - len(REGION) + len("ap-southeast-2") for name in names) <= 63


@pytest.mark.parametrize("name", BUCKETS)
@pytest.mark.parametrize("stage", BEYOND)
def test_every_bucket_is_reached_over_tls_only_on_aws(stage: str, name: str) -> None:
    of_today = statements(name, stage)["OnlyOverTlsOfToday"]
    over_tls = statements(name, stage)["OnlyOverTls"]

    for each in (over_tls, of_today):
        assert (each["Effect"], each["Principal"], each["Action"]) == ("Deny", "*", "s3:*")
        assert len(each["Resource"]) == 2
    assert over_tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert of_today["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}


@pytest.mark.parametrize("name", BUCKETS)
def test_nobody_but_s3_itself_is_let_in_by_a_buckets_policy(name: str) -> None:
    allowed = [each for each in statements(name).values() if each["Effect"] != "Deny"]

    assert [each["Principal"] for each in allowed] == (
        [{"Service": "logging.s3.amazonaws.com"}] if name == "AccessLogsBucket" else []
    )


def test_what_is_deleted_can_be_had_back_for_a_month_and_uploads_for_a_day() -> None:
    kept = rules("DocumentsBucket")

    assert kept["what-was-deleted"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert "ExpirationInDays" not in kept["what-was-deleted"], "a document stays until somebody deletes it"
    assert kept["uploads-that-nobody-confirmed"]["ExpirationInDays"] == 1


def test_what_books_are_kept_by_is_archived_where_it_answers_at_once_and_nothing_else() -> None:
    archiving = {name: each for name, each in rules("DocumentsBucket").items() if "Transitions" in each}
    tagged = [tag for each in archiving.values() for tag in each["TagFilters"]]

    assert {tag["Key"] for tag in tagged} == {"kind"}
    assert {tag["Value"] for tag in tagged} == {DocumentKind.RECEIPT, DocumentKind.INVOICE}
    for each in archiving.values():
        assert each["Transitions"] == [{"StorageClass": "GLACIER_IR", "TransitionInDays": 90}]
        assert each["Prefix"] == "documents/"
        assert int(each["ObjectSizeGreaterThan"]) >= 128 * 1024


def test_documents_have_a_key_of_their_own() -> None:
    (encryption,) = bucket("DocumentsBucket")["BucketEncryption"]["ServerSideEncryptionConfiguration"]

    assert encryption["ServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": {"Fn::GetAtt": ["DocumentsKey", "Arn"]},
    }
    assert encryption["BucketKeyEnabled"] is True


@pytest.mark.parametrize("name", ["DocumentsBucket", "AuditAnchorsBucket"])
def test_who_does_what_with_a_bucket_is_logged(name: str) -> None:
    logging = bucket(name)["LoggingConfiguration"]

    assert logging["DestinationBucketName"] == {"Ref": "AccessLogsBucket"}
    assert made()[name]["DependsOn"] == "AccessLogsBucketPolicy", "S3 may write before it has to"
    assert len({bucket(each)["LoggingConfiguration"]["LogFilePrefix"] for each in BUCKETS[:2]}) == 2


@pytest.mark.parametrize("stage", STAGES)
def test_access_logs_go_with_the_other_logs(stage: str) -> None:
    (rule,) = rules("AccessLogsBucket", stage).values()

    assert rule["ExpirationInDays"] == DAYS[stage]


def test_s3_logs_for_this_stages_buckets_alone() -> None:
    written = statements("AccessLogsBucket")["S3WritesItsLogs"]

    assert written["Action"] == "s3:PutObject"
    assert written["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}
    assert written["Condition"]["ArnLike"] == {"aws:SourceArn": "arn:aws:s3:::sojourn-prod-*"}


def test_anchors_of_the_audit_are_locked_and_only_their_function_writes_them() -> None:
    (rule,) = rules("AuditAnchorsBucket").values()
    only = statements("AuditAnchorsBucket")["OnlyTheAnchoringFunctionWrites"]
    writers = only["Condition"]["ArnNotLike"]["aws:PrincipalArn"]
    modes = {
        stage: bucket("AuditAnchorsBucket", stage)["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
        for stage in STAGES
    }

    assert bucket("AuditAnchorsBucket")["ObjectLockEnabled"] is True
    assert {stage: mode["Mode"] for stage, mode in modes.items()} == {
        "local": "GOVERNANCE",
        "dev": "GOVERNANCE",
        "staging": "GOVERNANCE",
        "prod": "COMPLIANCE",
    }
    assert {mode["Years"] for mode in modes.values()} == {8}
    assert rule["ExpirationInDays"] > 8 * 365.25, "nothing is to be removed while it is locked"
    assert all("AnchorAudit" in writer or "anchor_audit" in writer for writer in writers)
    assert only["NotResource"] == "${AuditAnchorsBucket.Arn}/erasures/*", "whatever lies elsewhere"
    assert "s3:DeleteObject" in statements("AuditAnchorsBucket")["NobodyHidesOrShortens"]["Action"]


def test_erasures_are_remembered_beside_the_anchors_by_those_that_erase_alone() -> None:
    only = statements("AuditAnchorsBucket")["OnlyErasingFunctionsRemember"]
    roles = [each.rpartition("/")[2] for each in only["Condition"]["ArnNotLike"]["aws:PrincipalArn"]]

    assert only["Resource"] == "${AuditAnchorsBucket.Arn}/erasures/*"
    assert roles == [
        "sojourn-prod-service-*ApiHandler*",
        "sojourn-prod-service-*Nightly*",
        "sojourn-prod-api_handler",
        "sojourn-prod-nightly",
    ]


def test_the_kinds_that_are_archived_are_kinds_that_there_are() -> None:
    assert set(buckets.ARCHIVED_KINDS) <= set(DocumentKind)
