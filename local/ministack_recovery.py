"""What the emulator's DynamoDB lacks of backups, so that what is rehearsed here is what AWS would do.

An export to S3 says that it is done and writes nothing there; here it writes what AWS writes, and all tables that are
exported as of one moment are exported as they were at one moment. A table that is deleted leaves no backup there; on
AWS, one with point-in-time recovery leaves a system backup, and so it does here. And a restoration to a moment copies
the table as it is now there; here, where the environment asks for a journal, it is the table of that moment.

With a journal, system backups may lag: tables deleted together are kept as all of them were some seconds before the
first was, but for those whose names hold what stands for the systems of others. On AWS they do not lag; what is
rehearsed so is a copy that does, as one in another region. And a witness may be asked for: a file that says of every
change when it was made and what it came to, by a hash, for whoever compares.
"""

import base64
import gzip
import hashlib
import json
import os
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Table = dict[str, Any]
Items = dict[str, dict[str, Any]]  # by partition and sort key; an item is never changed, only replaced
Answer = tuple[int, dict[str, str], bytes]

JOURNAL = "SOJOURN_BACKUP_JOURNAL"  # set: what changes is written down, which takes memory
LAG = "SOJOURN_BACKUP_LAG_SECONDS"
PROMPT = "sandbox-"  # in the names of tables that stand for a supplier's own books
WITNESS = "SOJOURN_BACKUP_WITNESS"
_TOGETHER = 60.0  # seconds within which tables are deleted by one and the same misfortune
_FROZEN = 600.0  # seconds for which exports as of one moment find the tables as they were


class Change(NamedTuple):
    """What became of one item, when; None where it was removed."""

    at: float
    partition: str
    sort: str
    item: Any


class Journal:
    """What has changed in each table, by the table's own id, since it was first written to."""

    def __init__(self) -> None:
        self._before: dict[str, Items] = {}
        self._changes: defaultdict[str, list[Change]] = defaultdict(list)
        self._witness = Path(path).open("a", encoding="utf-8") if (path := os.environ.get(WITNESS)) else None  # noqa: SIM115

    def note(self, table: Table, change: Change) -> None:
        """Note a change that is about to be made."""
        table_id = table["TableId"]
        if table_id not in self._before:
            self._before[table_id] = copy_items(table["items"])
        self._changes[table_id].append(change)
        if self._witness is not None:
            self._testify(table["TableName"], change)

    def _testify(self, table: str, change: Change) -> None:
        digest = None if change.item is None else digest_of(change.item)
        print(json.dumps([change.at, table, change.partition, change.sort, digest]), file=self._witness, flush=True)

    def items_at(self, table: Table, moment: float) -> Items:
        """Return what a table held at a moment."""
        if table["TableId"] not in self._before:
            return copy_items(table["items"])
        found = copy_items(self._before[table["TableId"]])
        for change in self._changes[table["TableId"]]:
            if change.at > moment:
                break
            if change.item is None:
                found.get(change.partition, {}).pop(change.sort, None)
            else:
                found.setdefault(change.partition, {})[change.sort] = change.item
        return {partition: items for partition, items in found.items() if items}


def copy_items(items: Mapping[str, Mapping[str, Any]]) -> Items:
    """Return the same items under the same keys, which stay when a table changes."""
    return {partition: dict(sorted_items) for partition, sorted_items in items.items()}


def digest_of(item: Any) -> str:
    """Return a hash of an item as DynamoDB writes it, or as a client reads it, for whom bytes are no longer base64."""
    return hashlib.sha256(json.dumps(item, sort_keys=True, default=_write_bytes).encode()).hexdigest()


def _write_bytes(value: bytes) -> str:
    return b64encode(value).decode()


def install(dynamodb: Any, s3: Any, resources: dict[str, dict[str, Any]]) -> None:
    """Let the emulator's DynamoDB keep and give back what AWS would, also of what goes with its stack."""
    recovery = Recovery(dynamodb, s3, Journal() if os.environ.get(JOURNAL) else None, float(os.environ.get(LAG, "0")))
    table = resources["AWS::DynamoDB::Table"]
    table["delete"] = recovery.backing_up(table["delete"])


class Recovery:
    """Stands before the emulator's own functions."""

    def __init__(self, dynamodb: Any, s3: Any, journal: Journal | None, lag: float) -> None:
        self._dynamodb, self._s3, self._journal, self._lag = dynamodb, s3, journal, lag
        self._now = 0.0  # of the request that is being answered: all that it changes, it changes at once
        self._misfortune = float("-inf")
        self._frozen: dict[object, tuple[float, dict[str, Items]]] = {}
        self._own = {
            name: getattr(dynamodb, name)
            for name in ("handle_request", "_delete_table", "_restore_table_to_point_in_time")
        }
        self._export = dynamodb._export_table_to_point_in_time
        dynamodb.handle_request = self._handle
        dynamodb._delete_table = self._delete_table
        dynamodb._export_table_to_point_in_time = self._export_whole
        if journal is not None:
            dynamodb._restore_table_to_point_in_time = self._restore_to_moment
            dynamodb._set_item = self._noting(dynamodb._set_item, journal)
            dynamodb._remove_item = self._noting(dynamodb._remove_item, journal)

    async def _handle(self, *request: Any) -> Any:
        self._now = time.time()
        return await self._own["handle_request"](*request)

    def _noting(self, change: Callable[..., Any], journal: Journal) -> Callable[..., Any]:
        def noting(table: Table, partition: str, sort: str, *item: Any) -> Any:
            journal.note(table, Change(self._now, partition, sort, item[0] if item else None))
            return change(table, partition, sort, *item)

        return noting

    def backing_up(self, delete: Callable[..., Any]) -> Callable[..., Any]:
        """Return what deletes a table of a stack, which is kept as one that is deleted otherwise."""

        def delete_table(name: str, *more: Any) -> Any:
            self._now = time.time()
            self._back_up(name)
            return delete(name, *more)

        return delete_table

    def _delete_table(self, asked: Any) -> Answer:
        self._back_up(self._dynamodb._normalize_table_name(asked.get("TableName")))
        answer: Answer = self._own["_delete_table"](asked)
        return answer

    def _back_up(self, name: str) -> None:
        """Keep a table that is being deleted, as one with point-in-time recovery is kept for 35 days."""
        table = self._dynamodb._tables.get(name)
        if table is None or table.get("DeletionProtectionEnabled"):
            return
        self._dynamodb._create_backup({"TableName": name, "BackupName": f"{name}$DeletedTableBackup"})
        made = next(reversed(list(self._dynamodb._backups.values())))
        made["BackupDetails"]["BackupType"] = "SYSTEM"
        if self._journal is None or not self._lag or PROMPT in name:
            return
        if self._now - self._misfortune > _TOGETHER:
            self._misfortune = self._now
        made["BackupDetails"]["BackupCreationDateTime"] = self._misfortune - self._lag
        made["_items_snapshot"] = self._journal.items_at(table, self._misfortune - self._lag)

    def _restore_to_moment(self, asked: Any) -> Answer:
        name = asked.get("SourceTableName") or self._dynamodb._table_name_from_arn(asked.get("SourceTableArn", ""))
        source = self._dynamodb._tables.get(name)
        answer: Answer = self._own["_restore_table_to_point_in_time"](asked)
        if answer[0] == 200 and source is not None and self._journal is not None:
            moment = float(asked.get("RestoreDateTime") or self._now - self._lag)
            table = self._dynamodb._tables[asked["TargetTableName"]]
            table["items"] = defaultdict(dict, self._journal.items_at(source, moment))
            self._dynamodb._items_replaced(table)
        return answer

    def _export_whole(self, asked: Any) -> Answer:
        answer: Answer = self._export(asked)
        if answer[0] == 200:
            described = json.loads(answer[2])["ExportDescription"]
            name = self._dynamodb._table_name_from_arn(asked["TableArn"])
            self._write_export(described, self._items_to_export(name, asked.get("ExportTime")))
        return answer

    def _items_to_export(self, name: str, moment: float | None) -> Items:
        """Return a table's items as of a moment, which may be any with a journal, and is the present without one."""
        table = self._dynamodb._tables[name]
        if moment is None:
            return copy_items(table["items"])
        if self._journal is not None:
            return self._journal.items_at(table, float(moment))
        self._frozen = {key: kept for key, kept in self._frozen.items() if self._now - kept[0] < _FROZEN}
        if moment not in self._frozen:
            tables = {key[-1]: copy_items(it["items"]) for key, it in self._dynamodb._tables._data.items()}
            self._frozen[moment] = self._now, tables
        return self._frozen[moment][1].get(name, {})

    def _write_export(self, described: Any, items: Items) -> None:
        """Write the items and the lists of them as AWS lays them out: AWSDynamoDB/<export>/..."""
        prefix = described.get("S3Prefix")
        folder = f"{prefix}/" * bool(prefix) + f"AWSDynamoDB/{described['ExportArn'].rpartition('/')[2]}"
        lines = [json.dumps({"Item": item}) for item in _flatten(items)]
        body = gzip.compress("".join(f"{line}\n" for line in lines).encode())
        data = f"{folder}/data/{hashlib.sha256(body).hexdigest()[:26]}.json.gz"
        listed = {
            "itemCount": len(lines),
            "md5Checksum": base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode(),
            "etag": hashlib.md5(body, usedforsecurity=False).hexdigest(),
            "dataFileS3Key": data,
        }
        files = f"{folder}/manifest-files.json"
        summary = {
            "version": "2020-06-30",
            "exportArn": described["ExportArn"],
            "itemCount": len(lines),
            "manifestFilesS3Key": files,
            "s3Bucket": described["S3Bucket"],
            "outputFormat": "DYNAMODB_JSON",
        }
        for key, content in (
            (data, body),
            (files, json.dumps(listed).encode() + b"\n"),
            (f"{folder}/manifest-summary.json", json.dumps(summary).encode()),
        ):
            status = self._s3._put_object(described["S3Bucket"], key, content, {})[0]
            if status != 200:
                raise OSError(f"The export could not be written to {described['S3Bucket']}: {status}")


def _flatten(items: Items) -> Iterator[Any]:
    for sorted_items in items.values():
        yield from sorted_items.values()
