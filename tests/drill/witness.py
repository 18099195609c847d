"""What was really written, and when, by a file that the emulator's journal keeps beside its tables: against it the
restored rows are compared, and by it the age of what is missing is known."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from infra.recovery.tables import RESTORED
from infra.target import Target
from local.ministack_recovery import digest_of

Key = tuple[str, str, str]  # table, partition, sort


class Change(NamedTuple):
    """A change of a row: what it came to, by a hash; None where it was removed."""

    at: float
    key: Key
    digest: str | None


class Missing(NamedTuple):
    """Committed changes that the restored tables do not have, and how old they were when the stage was lost, in
    seconds."""

    changes: int
    oldest: float
    newest: float


def read(path: Path) -> list[Change]:
    """Return everything that was changed, in the order in which it was."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (json.loads(line) for line in lines)
    return [Change(at, (table, partition, sort), digest) for at, table, partition, sort, digest in found]


def expected(changes: list[Change], moment: float) -> dict[Key, str]:
    """Return the rows that there were at a moment."""
    rows: dict[Key, str | None] = {change.key: change.digest for change in changes if change.at <= moment}
    return {key: digest for key, digest in rows.items() if digest is not None}


def compare(target: Target, changes: list[Change], moment: float) -> list[str]:
    """Compare every row of the restored tables with what there was at a moment; what differs."""
    names = {f"sojourn-{target.stage}-{table.name}" for table in RESTORED if not table.name.startswith("sandbox-")}
    wanted = {key: digest for key, digest in expected(changes, moment).items() if key[0] in names}
    there = {key: digest for name in names for key, digest in _rows(target, name)}
    return [
        f"{key}: {'missing' if key not in there else 'not as it was' if key in wanted else 'was not there'}"
        for key in sorted(wanted.keys() | there.keys())
        if wanted.get(key) != there.get(key)
    ]


def _rows(target: Target, name: str) -> Iterator[tuple[Key, str]]:
    dynamodb = target.client("dynamodb")
    keys = [each["AttributeName"] for each in dynamodb.describe_table(TableName=name)["Table"]["KeySchema"]]
    for page in dynamodb.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        for row in page["Items"]:
            partition, *sort = (str(next(iter(row[key].values()))) for key in keys)
            yield (name, partition, sort[0] if sort else "__no_sort__"), digest_of(row)


def find_missing(target: Target, changes: list[Change], moment: float, lost: float) -> Missing:
    """Return what was committed after the moment that tables were brought back to, of those that are brought back."""
    names = {f"sojourn-{target.stage}-{table.name}" for table in RESTORED if not table.name.startswith("sandbox-")}
    ages = [max(0.0, lost - change.at) for change in changes if change.at > moment and change.key[0] in names]
    return Missing(len(ages), max(ages, default=0.0), min(ages, default=0.0))
