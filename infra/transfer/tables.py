"""The rows of a stage's tables, out as all of them were at one moment, and in again.

They go out by DynamoDB's own export to S3, which takes nothing from those who use the stage, into the bucket of its
releases, and from there into the bundle.
"""

import base64
import gzip
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from infra.artifacts import Artifacts
from infra.commands import CommandFailed
from infra.foundation.tables import TABLES
from infra.target import Say, Target
from infra.transfer.bundle import Bundle, BundleBroken, Part, Row, Total, to_line

# Of who is connected, and who calls how often, nothing is worth taking along.
MOMENTARY = frozenset({"connections", "subscriptions", "call-counts", "tickets"})
NAMES = tuple(table.name for table in TABLES if table.name not in MOMENTARY)
LIMIT_SECONDS = 7_200
_A_BATCH = 25  # DynamoDB's own limit of a batch of writes
_TRIES = 12
ChangeRow = Callable[[str, Row], Row]


class ImportRefused(CommandFailed):
    """A stage cannot take a bundle in; the message says why, and what to do."""


def export_tables(target: Target, bundle: Bundle, say: Say) -> None:
    """Write the rows of every table as of the bundle's moment; what is there already stays. Raises BundleBroken."""
    artifacts = Artifacts(target)
    _start_exports(target, bundle, artifacts.bucket)
    for name in NAMES:
        if bundle.has(_part(name)):
            continue
        folder = _await_export(target, bundle.manifest.exports[name], _prefix(bundle))
        part = bundle.write(_part(name), _read_export(artifacts, folder))
        say(f"export: {name}: {part.rows} rows")
    _purge(target, artifacts.bucket, f"{_prefix(bundle)}/")


def _start_exports(target: Target, bundle: Bundle, bucket: str) -> None:
    """Have every table exported that is not yet, all as of the same moment. The token makes a second call the same."""
    dynamodb, moment = target.client("dynamodb"), datetime.fromtimestamp(bundle.manifest.moment, UTC)
    for name in NAMES:
        if name in bundle.manifest.exports:
            continue
        table = f"sojourn-{bundle.manifest.stage}-{name}"
        arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
        made = dynamodb.export_table_to_point_in_time(
            TableArn=arn,
            S3Bucket=bucket,
            S3Prefix=_prefix(bundle),
            ExportTime=moment,
            ExportFormat="DYNAMODB_JSON",
            ClientToken=f"{bundle.manifest.id}-{name}",
        )
        bundle.manifest.exports[name] = made["ExportDescription"]["ExportArn"]
        bundle.save()


def _await_export(target: Target, arn: str, prefix: str) -> str:
    """Wait until an export is done; the folder that it was written into."""
    dynamodb, until = target.client("dynamodb"), time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < until:
        described = dynamodb.describe_export(ExportArn=arn)["ExportDescription"]
        if described["ExportStatus"] == "COMPLETED":
            return f"{prefix}/AWSDynamoDB/{arn.rpartition('/')[2]}"
        if described["ExportStatus"] == "FAILED":
            raise BundleBroken(f"{arn} failed: {described.get('FailureMessage', 'DynamoDB does not say why')}")
        time.sleep(0.2 if not target.on_aws else 10)
    raise BundleBroken(f"{arn} is not done after {LIMIT_SECONDS} s: run this again, which goes on.")


def _read_export(artifacts: Artifacts, folder: str) -> Iterator[Row]:
    """Yield the rows of an export. Raises BundleBroken when one of its files is not what its list says."""
    for line in artifacts.read(f"{folder}/manifest-files.json").splitlines():
        listed = json.loads(line)
        body = artifacts.read(listed["dataFileS3Key"])
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        rows = [json.loads(each)["Item"] for each in gzip.decompress(body).splitlines()]
        if digest != listed["md5Checksum"] or len(rows) != listed["itemCount"]:
            raise BundleBroken(f"{listed['dataFileS3Key']} is not what was exported: remove the bundle and begin anew.")
        yield from rows


def _purge(target: Target, bucket: str, folder: str) -> None:
    """Remove every version of what lies in a folder: it is what the stage holds of people."""
    s3 = target.client("s3")
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=folder):
        for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def find_occupied(target: Target) -> list[str]:
    """Return the tables of a stage that have rows. Raises ImportRefused when it lacks one."""
    dynamodb, occupied = target.client("dynamodb"), []
    for name in NAMES:
        try:
            found = dynamodb.scan(TableName=f"sojourn-{target.stage}-{name}", Limit=1, ConsistentRead=True)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            raise ImportRefused(f"{target.stage} has no table {name}: `make deploy` first.") from error
        occupied += [name] * bool(found["Items"])
    return occupied


def import_table(target: Target, bundle: Bundle, name: str, change: ChangeRow) -> Part:
    """Write a table's rows, each as `change` makes it; what was written, by number and sum."""
    dynamodb, total = target.client("dynamodb"), Total()
    rows = bundle.read(_part(name))
    while batch := list(islice(rows, _A_BATCH)):
        changed = [change(name, row) for row in batch]
        for row in changed:
            total.add(to_line(row))
        _write_batch(dynamodb, f"sojourn-{target.stage}-{name}", changed)
    return Part("", "", total.rows, str(total))


def _write_batch(dynamodb: Any, table: str, rows: Iterable[Row]) -> None:
    left = [{"PutRequest": {"Item": _with_bytes(row)}} for row in rows]
    for tried in range(_TRIES):
        left = dynamodb.batch_write_item(RequestItems={table: left}).get("UnprocessedItems", {}).get(table, [])
        if not left:
            return
        time.sleep(min(0.05 * 2**tried, 10))
    raise ImportRefused(f"{table} does not take rows as fast as they come: run this again, which goes on.")


def _with_bytes(value: Any) -> Any:
    """Return a value with what is binary as bytes, which JSON has as base64."""
    match value:
        case {"B": str(text)}:
            return {"B": base64.b64decode(text)}
        case {"BS": [*texts]}:
            return {"BS": [base64.b64decode(text) for text in texts]}
        case dict():
            return {key: _with_bytes(each) for key, each in value.items()}
        case list():
            return [_with_bytes(each) for each in value]
        case _:
            return value


def count_table(target: Target, name: str) -> Part:
    """Return how many rows a table has now, and their sum."""
    total = Total()
    pages = target.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=f"sojourn-{target.stage}-{name}", ConsistentRead=True):
        for row in page["Items"]:
            total.add(to_line(row))
    return Part("", "", total.rows, str(total))


def _part(name: str) -> str:
    return f"tables/{name}"


def _prefix(bundle: Bundle) -> str:
    return f"exports/{bundle.manifest.id}"
