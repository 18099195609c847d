"""In the second region every row that must be kept comes back from its newest copy, or nothing does; secrets go on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import failover
from infra.failover import choose_copies, fail_over, find_role, list_copies
from infra.foundation.tables import TABLES
from infra.target import DeploymentFailed, Target
from infra.templates import Value

FIRST, SECOND = "eu-central-1", "eu-west-1"
THERE = Target("prod", SECOND)
NOON = datetime(2027, 3, 1, 12, 5, tzinfo=UTC)
KEPT = [table for table in TABLES if table.kept]


class Vaults:
    """AWS Backup of one region: copies in a vault, and jobs that make tables of them when looked at twice."""

    def __init__(self) -> None:
        self.points: list[Value] = []
        self.jobs: dict[str, Value] = {}
        self.fails = ""

    def keep(self, name: str, at: datetime, status: str = "COMPLETED", stage: str = "prod") -> None:
        table = f"arn:aws:dynamodb:{FIRST}:123456789012:table/sojourn-{stage}-{name}"
        arn = f"arn:aws:backup:{SECOND}:123456789012:recovery-point:{name}-{at:%H%M}"
        self.points.append({"ResourceArn": table, "RecoveryPointArn": arn, "CreationDate": at, "Status": status})

    def get_paginator(self, operation: str) -> "Vaults":
        assert operation == "list_recovery_points_by_backup_vault"
        return self

    def paginate(self, BackupVaultName: str, ByResourceType: str) -> Iterator[Value]:  # noqa: N803
        assert (BackupVaultName, ByResourceType) == ("sojourn-prod-copies", "DynamoDB")
        for point in self.points:
            yield {"RecoveryPoints": [point]}

    def start_restore_job(self, **asked: Any) -> Value:
        self.jobs[asked["RecoveryPointArn"]] = {**asked, "looked": 0}
        return {"RestoreJobId": asked["RecoveryPointArn"]}

    def describe_restore_job(self, RestoreJobId: str) -> Value:  # noqa: N803
        job = self.jobs[RestoreJobId]
        name = job["Metadata"]["targetTableName"]
        if self.fails and name.endswith(self.fails):
            return {"Status": "FAILED", "StatusMessage": "the role may not"}
        job["looked"] += 1
        if job["looked"] < 2:
            return {"Status": "RUNNING"}
        if job["looked"] == 2:
            make_table(name)
        return {"Status": "COMPLETED"}


def make_table(name: str) -> None:
    boto3.client("dynamodb", region_name=SECOND).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )


@pytest.fixture(name="vaults")
def a_region_with_copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vaults]:
    vaults, real = Vaults(), Target.client
    monkeypatch.setattr(Target, "client", lambda self, name: vaults if name == "backup" else real(self, name))
    monkeypatch.setattr(failover, "PAUSE_SECONDS", 0)
    for table in KEPT:
        for hour in (0, 1, 2):
            vaults.keep(table.name, NOON + timedelta(hours=hour, seconds=len(table.name)))
    with mock_aws():
        boto3.client("iam").create_role(
            RoleName="sojourn-prod-foundation-BackupRole-1A2B", AssumeRolePolicyDocument="{}"
        )
        boto3.client("iam").create_role(
            RoleName="sojourn-dev-foundation-BackupRole-9Z8Y", AssumeRolePolicyDocument="{}"
        )
        yield vaults


def test_every_table_that_must_be_kept_comes_back_as_it_was_last_copied(vaults: Vaults) -> None:
    said: list[str] = []

    fail_over(THERE, None, said.append)

    dynamodb = boto3.client("dynamodb", region_name=SECOND)
    assert set(dynamodb.list_tables(Limit=100)["TableNames"]) == {f"sojourn-prod-{table.name}" for table in KEPT}
    assert {arn.rpartition("-")[2] for arn in vaults.jobs} == {"1405"}
    assert {job["IamRoleArn"] for job in vaults.jobs.values()} == {find_role(THERE)}
    for table in KEPT:
        name = f"sojourn-prod-{table.name}"
        described = dynamodb.describe_table(TableName=name)["Table"]
        recovery = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        assert described["DeletionProtectionEnabled"] is True
        assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
        assert expiry.get("AttributeName", "") == table.expires
    assert said[-2].startswith(f"fail-over: the oldest of {len(KEPT)} copies is of 2027-03-01 14:05 UTC, ")


def test_what_is_there_already_is_not_restored_again(vaults: Vaults) -> None:
    fail_over(THERE, None, lambda _: None)
    first = len(vaults.jobs)

    fail_over(THERE, None, lambda _: None)

    assert first == len(KEPT) == len(vaults.jobs)


def test_copies_are_those_until_a_moment_whole_and_of_the_stage(vaults: Vaults) -> None:
    vaults.keep("trips", NOON + timedelta(hours=5), status="PARTIAL")
    vaults.keep("trips", NOON + timedelta(hours=6), stage="staging")

    chosen = choose_copies(THERE, NOON + timedelta(hours=1, minutes=30))

    assert {copy.arn.rpartition("-")[2] for copy in chosen.values()} == {"1305"}
    assert max(copy.made_at for name, copy in list_copies(THERE) if name == "trips") < NOON + timedelta(hours=3)


def test_nothing_is_restored_where_a_table_has_no_copy(vaults: Vaults) -> None:
    vaults.points = [each for each in vaults.points if not each["ResourceArn"].endswith("-trips")]

    with pytest.raises(DeploymentFailed, match="has no copy of trips, so nothing is restored"):
        fail_over(THERE, None, print)

    assert vaults.jobs == {}


def test_a_restoration_that_fails_says_why(vaults: Vaults) -> None:
    vaults.fails = "-trips"

    with pytest.raises(DeploymentFailed, match="trips was not restored: the role may not"):
        fail_over(THERE, None, print)


def test_a_stage_that_was_never_backed_up_has_no_role(vaults: Vaults) -> None:
    with pytest.raises(DeploymentFailed, match="no role sojourn-staging-foundation-BackupRole-"):
        find_role(Target("staging", SECOND))


def test_replicas_of_secrets_become_secrets_of_their_own(vaults: Vaults, monkeypatch: pytest.MonkeyPatch) -> None:
    class Secrets:
        primary = FIRST
        exceptions = None

        def __init__(self) -> None:
            self.promoted: list[str] = []

        def describe_secret(self, SecretId: str) -> Value:  # noqa: N803
            return {"ARN": SecretId, "PrimaryRegion": SECOND if SecretId in self.promoted else FIRST}

        def stop_replication_to_replica(self, SecretId: str) -> None:  # noqa: N803
            self.promoted.append(SecretId)

    secrets, before = Secrets(), Target.client
    monkeypatch.setattr(
        Target, "client", lambda self, name: secrets if name == "secretsmanager" else before(self, name)
    )

    assert failover.promote_secrets(THERE) == [
        "sojourn-prod-signing",
        "sojourn-prod-supplier-sandbox",
        "sojourn-prod-locator-index",
    ]
    assert failover.promote_secrets(THERE) == []


def test_a_secret_that_is_not_there_is_left_to_the_deployment(vaults: Vaults) -> None:
    assert failover.promote_secrets(THERE) == []
