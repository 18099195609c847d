"""Tables that are gone come back from the newest backup that is old enough, with all that a backup does not hold."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.recovery import tables
from infra.recovery.tables import RESTORED, list_tables, restore_tables
from infra.target import DeploymentFailed, Target
from tests.support.tables import REGION, described_tables

TARGET = Target("local", REGION)
TRIPS = "sojourn-local-trips"
SOME = {"trips", "items", "quotes", "limits"}


@pytest.fixture(autouse=True)
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Some tables of a stage, in which one has a row."""
    monkeypatch.setattr(tables, "RESTORED", tuple(each for each in RESTORED if each.name in SOME))
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name=REGION)
        for table in described_tables():
            if table["TableName"].removeprefix("sojourn-local-") in SOME:
                dynamodb.create_table(**table)
        dynamodb.put_item(TableName=TRIPS, Item={"tripId": {"S": "trp_1"}, "name": {"S": "first"}})
        yield dynamodb


def say(_: str) -> None:
    """Say nothing."""


def back_up(dynamodb: Any, table: str) -> datetime:
    made = dynamodb.create_backup(TableName=table, BackupName="hourly")["BackupDetails"]
    return datetime.fromtimestamp(made["BackupCreationDateTime"].timestamp(), UTC)


def names(dynamodb: Any) -> list[str]:
    return [row["name"]["S"] for row in dynamodb.scan(TableName=TRIPS)["Items"]]


def test_a_table_comes_back_from_its_newest_backup(stage: Any) -> None:
    back_up(stage, TRIPS)
    stage.put_item(TableName=TRIPS, Item={"tripId": {"S": "trp_1"}, "name": {"S": "second"}})
    newest = back_up(stage, TRIPS)
    stage.delete_table(TableName=TRIPS)

    restored = restore_tables(TARGET, None, say)

    assert list(restored.tables) == ["trips"]
    assert abs(restored.tables["trips"] - newest) < timedelta(seconds=1)
    assert names(stage) == ["second"]
    described = stage.describe_continuous_backups(TableName=TRIPS)["ContinuousBackupsDescription"]
    assert described["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert restore_tables(TARGET, None, say).tables == {}, "what is there stays as it is"


def test_what_expires_expires_again(stage: Any) -> None:
    table = "sojourn-local-limits"
    back_up(stage, table)
    stage.delete_table(TableName=table)

    restore_tables(TARGET, None, say)

    described = stage.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expiresAt"}


def test_nothing_is_restored_while_one_table_has_no_backup_that_is_old_enough(stage: Any) -> None:
    back_up(stage, TRIPS)
    back_up(stage, "sojourn-local-items")
    for name in (TRIPS, "sojourn-local-items", "sojourn-local-quotes"):
        stage.delete_table(TableName=name)

    with pytest.raises(DeploymentFailed, match="no backup of trips, items"):
        restore_tables(TARGET, datetime(2020, 1, 1, tzinfo=UTC), say)

    assert {"trips", "items"}.isdisjoint(list_tables(TARGET))
    restored = restore_tables(TARGET, None, say)
    assert set(restored.tables) == {"trips", "items"}
    assert restored.without == ("quotes",), "which goes with its stack, and is made anew by the next deployment"


def test_what_went_with_its_stack_just_now_comes_back_whatever_the_moment(stage: Any) -> None:
    present = list_tables(TARGET)
    back_up(stage, "sojourn-local-quotes")
    stage.delete_table(TableName="sojourn-local-quotes")

    restored = restore_tables(TARGET, datetime(2020, 1, 1, tzinfo=UTC), say, present=present)

    assert set(restored.tables) == {"quotes"}


def test_who_is_connected_is_nothing_to_bring_back() -> None:
    assert {"connections", "subscriptions", "call-counts", "tickets"}.isdisjoint(table.name for table in RESTORED)
