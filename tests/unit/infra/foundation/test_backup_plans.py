"""What is backed up, how often, for how long and where to; and that a stage that did not ask for it has none of it."""

import json
from typing import Any

import pytest

from infra.deploy import SETTINGS
from infra.foundation import backup_plans, template
from infra.foundation.tables import TABLES
from infra.identity import keep_identity
from infra.policies import STAGES
from tests.support.resolving import ACCOUNT, REGION, resolve

SECOND = "eu-west-1"


def made(stage: str = "prod", **given: str) -> dict[str, Any]:
    return resolve(template.template(), stage, **given)


def of_kind(kind: str, resources: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == f"AWS::{kind}"}


def rules(**given: str) -> dict[str, dict[str, Any]]:
    plans = of_kind("Backup::BackupPlan", made(**given)).values()
    return {each["BackupPlan"]["BackupPlanName"]: each["BackupPlan"]["BackupPlanRule"][0] for each in plans}


@pytest.mark.parametrize(
    ("stage", "said", "expected"),
    [
        ("local", "stage", False),
        ("dev", "stage", False),
        ("staging", "stage", False),
        ("prod", "stage", True),
        ("dev", "on", True),
        ("prod", "off", False),
    ],
)
def test_a_stage_pays_for_backups_only_where_they_are_wanted(stage: str, said: str, *, expected: bool) -> None:
    there = made(stage, Backups=said)

    assert all(bool(of_kind(kind, there)) is expected for kind in ("Backup::BackupPlan", "Backup::BackupSelection"))
    assert ("BackupRole" in there) is expected
    assert ("BackupVault" in there) is (stage != "local"), "which costs nothing, and outlives the plans"


@pytest.mark.parametrize(
    ("said", "region", "expected"),
    [("stage", "", {"daily"}), ("stage", SECOND, {"daily", "hourly"}), ("on", "", {"daily", "hourly"})],
)
def test_hourly_backups_are_made_for_a_second_region_or_when_they_are_asked_for(
    said: str, region: str, expected: set[str]
) -> None:
    assert set(rules(Backups=said, RecoveryRegion=region)) == {f"sojourn-prod-{name}" for name in expected}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_without_a_second_region_has_nothing_there(stage: str) -> None:
    there = made(stage)
    text = json.dumps(there)

    assert "ReplicationRole" not in there
    for property_name in ("ReplicationConfiguration", "ReplicaRegions", "CopyActions"):
        assert f'"{property_name}"' not in text


def test_every_table_has_point_in_time_recovery() -> None:
    there = of_kind("DynamoDB::Table", made("dev"))

    assert len(there) == len(TABLES)
    assert {each["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] for each in there.values()} == {True}


def test_tables_are_backed_up_by_the_hour_for_a_week_and_by_the_day_for_ninety() -> None:
    found = rules(Backups="on")

    assert {name: each["Lifecycle"] for name, each in found.items()} == {
        "sojourn-prod-hourly": {"DeleteAfterDays": 7},
        "sojourn-prod-daily": {"MoveToColdStorageAfterDays": 1, "DeleteAfterDays": 91},
    }
    assert found["sojourn-prod-hourly"]["ScheduleExpression"].endswith("* * * ? *)")
    assert {each["StartWindowMinutes"] for each in found.values()} == {60}, "the shortest that AWS takes"
    assert {json.dumps(each["TargetBackupVault"]) for each in found.values()} == {'{"Ref": "BackupVault"}'}


def test_each_backup_is_copied_to_the_second_region_and_kept_there_as_long() -> None:
    for rule in rules(RecoveryRegion=SECOND).values():
        (copy,) = rule["CopyActions"]

        assert copy["DestinationBackupVaultArn"] == (
            f"arn:aws:backup:{SECOND}:{ACCOUNT}:backup-vault:sojourn-prod-{backup_plans.COPIES_VAULT}"
        )
        assert copy["Lifecycle"] == rule["Lifecycle"]


def test_every_plan_takes_in_every_table_that_outlives_the_stack_and_no_other() -> None:
    selections = of_kind("Backup::BackupSelection", made(Backups="on"))
    kept = {f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/sojourn-prod-{each.name}" for each in TABLES if each.kept}

    assert {each["BackupPlanId"]["Ref"] for each in selections.values()} == {"HourlyBackups", "DailyBackups"}
    for each in selections.values():
        assert set(each["BackupSelection"]["Resources"]) == kept


def test_no_backup_can_be_deleted_early_or_kept_longer_than_is_promised() -> None:
    (vault,) = of_kind("Backup::BackupVault", made()).values()
    days = [each["Lifecycle"]["DeleteAfterDays"] for each in rules(Backups="on").values()]

    assert vault["LockConfiguration"] == {"MinRetentionDays": min(days), "MaxRetentionDays": max(days)}
    assert "ChangeableForDays" not in vault["LockConfiguration"], "which nobody could ever take back"


def test_secrets_are_replicated_to_the_second_region() -> None:
    secrets = of_kind("SecretsManager::Secret", made(RecoveryRegion=SECOND))

    assert secrets
    assert {json.dumps(each.get("ReplicaRegions")) for each in secrets.values()} == {json.dumps([{"Region": SECOND}])}


def test_what_a_key_encrypts_can_be_read_in_a_second_region() -> None:
    keys = {stage: of_kind("KMS::Key", made(stage)) for stage in STAGES}

    assert {stage: {each["MultiRegion"] for each in there.values()} for stage, there in keys.items()} == {
        "local": {False},
        "dev": {True},
        "staging": {True},
        "prod": {True},
    }


def test_a_key_of_one_region_stays_the_key_that_it_is() -> None:
    new = template.template()
    before = json.loads(json.dumps(new))
    del before["Resources"]["PassengersKey"]["Properties"]["MultiRegion"]

    same, kept = keep_identity(before, new)

    assert "MultiRegion" not in same["Resources"]["PassengersKey"]["Properties"]
    assert kept == ["PassengersKey.MultiRegion"]


def test_backups_can_be_asked_for_where_a_stage_is_deployed() -> None:
    assert SETTINGS["BACKUPS"] == "Backups"
    assert "RecoveryRegion" not in SETTINGS.values(), "which takes a pilot light first"
