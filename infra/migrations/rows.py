"""Changing rows of a table: each is written only if it is still what was read."""

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from infra.migrations.migration import Change, Skipped
from infra.target import Target

Row = dict[str, Any]  # attributes as DynamoDB's own API has them
NewRow = Callable[[Row], Row | None]


def change_rows(target: Target, table: str, new_row: NewRow) -> Iterator[Change]:
    """Return a change for every row of a table that is to be another: `new_row` says which, None where it may stay.

    Raises ValueError when the new row has another key: that is a row to add and one to delete, and no change.
    """
    dynamodb, name = target.client("dynamodb"), f"sojourn-{target.stage}-{table}"
    keys = [each["AttributeName"] for each in dynamodb.describe_table(TableName=name)["Table"]["KeySchema"]]
    for row in scan(target, table):
        changed = new_row(dict(row))
        if changed is None or changed == row:
            continue
        if any(changed.get(key) != row[key] for key in keys):
            raise ValueError(f"the key of {_name(row, keys)} would be another")
        yield Change(_name(row, keys), _writer(dynamodb, name, row, changed))


def scan(target: Target, table: str) -> Iterator[Row]:
    """Return every row of a table, read consistently."""
    pages = target.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=f"sojourn-{target.stage}-{table}", ConsistentRead=True):
        yield from page["Items"]


def _writer(dynamodb: Any, table: str, before: Row, after: Row) -> Callable[[], None]:
    """Return what puts a row in the place of another, if nobody has changed or deleted that since."""
    names = {f"#n{place}": name for place, name in enumerate(sorted(before.keys() | after.keys()))}
    seen = {
        f":v{place}": before[name] for place, name in enumerate(sorted(before.keys() | after.keys())) if name in before
    }
    conditions = [
        f"{mark} = :v{mark[2:]}" if names[mark] in before else f"attribute_not_exists({mark})" for mark in names
    ]

    def write() -> None:
        try:
            dynamodb.put_item(
                TableName=table,
                Item=after,
                ConditionExpression=" AND ".join(conditions),
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=seen,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                raise Skipped from error
            raise

    return write


def _name(row: Row, keys: list[str]) -> str:
    return " ".join(str(next(iter(row[key].values()))) for key in keys)
