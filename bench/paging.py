"""What a page of a list costs in DynamoDB, at 100 rows and at 100,000: the route itself, walked for some pages.

The rows are put straight into moto's table. Moto answers one unit for whatever is read, so the units are counted as
DynamoDB counts them: the sizes of all items that a Query went over, in steps of 4 kB, half a unit a step (a list is
read eventually consistently). That moto went over no more items than it returned is checked in every answer.
"""

import importlib
import json
import os
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from bench import work
from bench.read_units import SIZES, compare_sizes, counting_queries

Json = dict[str, Any]
PAGES = 3
LIMIT = 20
LISTS: dict[str, dict[str, str]] = {"all my items": {}, "my items in one status": {"status": "confirmed"}}
ACCOUNT = "123456789012"
REGION = "eu-central-1"


def measure() -> str:
    """Print the units of the first pages at each size; a line for the summary."""
    os.environ.update(work.ENVIRONMENT, SOJOURN_SIGNING_KEY="bench" * 8)
    print(f"\npaging: read units of each of the first {PAGES} pages of {LIMIT} items")
    costs = {size: _costs(size) for size in SIZES}
    all_same = compare_sizes(costs, LISTS, " rows")
    return f"read units a page {'the same' if all_same else 'NOT the same'} at {SIZES[0]} and {SIZES[1]} rows"


def _costs(size: int) -> dict[str, list[float]]:
    """The units of each page of each list, among `size` rows."""
    from moto import mock_aws

    from tests.support.tables import make_tables

    with mock_aws(), redirect_stderr(StringIO()):
        make_tables("items")
        _fill(size)
        return {title: _walk(asked) for title, asked in LISTS.items()}


def _walk(asked: dict[str, str]) -> list[float]:
    handler = importlib.import_module("app").app
    from chalicelib.models.items import ItemRow

    query = {**asked, "limit": str(LIMIT)}
    units: list[float] = []
    with counting_queries(ItemRow, units):
        for _ in range(PAGES):
            given = {name: [value] for name, value in query.items()}
            event = work.event("GET", "/v1/items", path="/v1/items", multiValueQueryStringParameters=given)
            answer = handler(event, None)
            assert answer["statusCode"] == 200, answer
            page = json.loads(answer["body"])
            assert len(page["items"]) == LIMIT, len(page["items"])
            query["cursor"] = page["nextCursor"]
    return units


def _fill(size: int) -> None:
    """Put the same item `size` times into the caller's list, each a minute after the other."""
    from moto.dynamodb.models import dynamodb_backends
    from moto.dynamodb.models.dynamo_type import DynamoType, Item

    row = work.answers()[f"{work.TABLE} GetItem"]["Item"]
    table: Any = dynamodb_backends[ACCOUNT][REGION].tables[work.TABLE]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(size):
        item_id = {"S": f"itm_{number:026d}"}
        created = (start + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        attributes = {**row, "itemId": item_id, "createdAt": {"S": created}}
        table.items[item_id["S"]] = Item(DynamoType(item_id), None, attributes)
