"""Restores tables that are gone, under their own names, from the newest backup that DynamoDB has of each: the system
backup of a table that was deleted, or one that was made. What a backup does not hold of a table is set anew."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from infra.artifacts import is_there
from infra.foundation.tables import TABLES, Table
from infra.guards import CAREFUL
from infra.target import DeploymentFailed, Say, Target
from infra.transfer.tables import MOMENTARY

LIMIT_SECONDS = 14_400  # AWS restores within some hours, whatever a table's size
RESTORED = tuple(table for table in TABLES if table.name not in MOMENTARY)


class Backup(NamedTuple):
    """A backup of a table: of when, and by which it is restored."""

    made_at: datetime
    arn: str


class Restored(NamedTuple):
    """Which tables were restored, as of when, and which have no backup and are made anew."""

    tables: dict[str, datetime]
    without: tuple[str, ...]


def list_tables(target: Target) -> frozenset[str]:
    """Return which of the stage's tables are there."""
    return frozenset(table.name for table in RESTORED if _is_there(target, table))


def restore_tables(target: Target, at: datetime | None, say: Say, *, present: frozenset[str] = frozenset()) -> Restored:
    """Restore every table that is gone from its newest backup, or the newest until `at`; those that were there just now
    (`present`) and went with their stack from their newest. DeploymentFailed: one that must be kept has no backup, and
    nothing was restored."""
    gone = [table for table in RESTORED if not _is_there(target, table)]
    backups = {table.name: _find_backup(target, table, None if table.name in present else at) for table in gone}
    if missing := [table.name for table in gone if table.kept and backups[table.name] is None]:
        raise DeploymentFailed(
            f"There is no backup of {', '.join(missing)} in {target.region}, so nothing is restored: restore a copy of"
            " the vault's, or import what was exported (docs/disaster-recovery.md)."
        )
    chosen = {name: backup for name, backup in backups.items() if backup is not None}
    for name, backup in chosen.items():
        _restore(target, name, backup)
    for table in gone:
        if table.name in chosen:
            _await(target, _name(target, table))
            set_up(target, table)
    say(f"restore: {len(chosen)} tables are restored")
    without = tuple(table.name for table in gone if table.name not in chosen)
    return Restored({name: backup.made_at for name, backup in chosen.items()}, without)


def _is_there(target: Target, table: Table) -> bool:
    return is_there(target.client("dynamodb").describe_table, TableName=_name(target, table))


def _find_backup(target: Target, table: Table, at: datetime | None) -> Backup | None:
    found = [each for each in _list_backups(target, table) if at is None or each.made_at <= at]
    return max(found, default=None)


def _list_backups(target: Target, table: Table) -> Iterator[Backup]:
    pages = target.client("dynamodb").get_paginator("list_backups")
    for page in pages.paginate(TableName=_name(target, table), BackupType="ALL"):
        for each in page["BackupSummaries"]:
            if each["BackupStatus"] == "AVAILABLE":
                yield Backup(each["BackupCreationDateTime"], each["BackupArn"])


def _restore(target: Target, name: str, backup: Backup) -> None:
    table = f"sojourn-{target.stage}-{name}"
    target.client("dynamodb").restore_table_from_backup(TargetTableName=table, BackupArn=backup.arn)


def _await(target: Target, name: str) -> None:
    dynamodb, until = target.client("dynamodb"), time.monotonic() + LIMIT_SECONDS
    while dynamodb.describe_table(TableName=name)["Table"]["TableStatus"] != "ACTIVE":
        if time.monotonic() > until:
            raise DeploymentFailed(f"{name} is not restored after {LIMIT_SECONDS} s: run this again when it is.")
        time.sleep(5)


def set_up(target: Target, table: Table) -> None:
    """Set what no backup holds: recovery to any moment, what expires, and that nobody deletes it."""
    dynamodb, name = target.client("dynamodb"), _name(target, table)
    dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    if table.expires:
        expiry: dict[str, Any] = {"Enabled": True, "AttributeName": table.expires}
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    if target.stage in CAREFUL:
        dynamodb.update_table(TableName=name, DeletionProtectionEnabled=True)


def _name(target: Target, table: Table) -> str:
    return f"sojourn-{target.stage}-{table.name}"
