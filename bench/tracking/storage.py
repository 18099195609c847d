"""What positions cost to keep and to read, beside an item for each position as boto3's batch writer writes them: the
same positions, in the same run, into tables that moto keeps.

A device that was offline sends many at once, one with a signal a few every minutes; each batch is stored by itself.
"""

import os
from collections.abc import Sequence
from contextlib import redirect_stderr
from datetime import UTC, datetime
from io import StringIO
from typing import Any, NamedTuple

import boto3
import msgspec

from bench import work
from bench.tracking.units import counted
from bench.tracking.world import DAY, put_on_a_trip, standing_clock
from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.looks import own_sight
from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from tests.support.tables import REGION
from tests.support.traces import RIDE, STARTS_AT, fixes_of, make_trace

# How many positions come at once, and of how many it is measured.
BATCHES = {1: 90, 10: 720, 30: 2_160, 100: 2_160, 1_000: 2_160}
TARGET_BATCHES = (30, 100, 1_000)
LEAST_RATIO = 20
HOUR_STARTS_AT = STARTS_AT - STARTS_AT % BUCKET_SECONDS + 2 * BUCKET_SECONDS
HOUR_POSITIONS = 360
TABLE = "one-item-a-position"


class Stored(NamedTuple):
    """Units for each 1,000 positions."""

    writes: float
    reads: float


def measure() -> str:
    """Print units of writing and reading, with their targets; return a line for the summary."""
    from moto import mock_aws

    from tests.support.tables import make_tables

    os.environ.update(work.ENVIRONMENT, SOJOURN_SIGNING_KEY="bench" * 8)
    ride = fixes_of(make_trace(RIDE, max(BATCHES.values())))
    with mock_aws(), redirect_stderr(StringIO()), standing_clock(datetime.fromtimestamp(STARTS_AT, UTC) + DAY):
        make_tables()
        items = _write_items(ride)
        stored = {size: _store(f"person-{size}", ride[:count], size) for size, count in BATCHES.items()}
        hour, hour_of_items = _read_hour("person-100"), _read_hour_of_items()
    met = _print_writes(items, stored)
    print(f"\nan hour's history of one position each 10 s: {hour:g} read units, {hour_of_items:g} as items")
    return (
        f"{items.writes / stored[100].writes:.0f} times fewer write units, {'target met' if met else 'target MISSED'}"
    )


def _print_writes(items: Stored, stored: dict[int, Stored]) -> bool:
    print("\nwrite units for 1,000 positions (and the read units of storing them), and how many times fewer than")
    print(f"as an item each by boto3's batch writer ({items.writes:,.0f})")
    met = True
    for size, each in stored.items():
        ratio = items.writes / each.writes
        is_held, is_met = size in TARGET_BATCHES, ratio >= LEAST_RATIO
        verdict = ("met   " if is_met else "MISSED") if is_held else "      "
        target = f", at least {LEAST_RATIO}" if is_held else ""
        print(f"  {verdict} {size:5} at once: {each.writes:7.1f} ({each.reads:8.1f}), {ratio:6.1f} times fewer{target}")
        met = met and (is_met or not is_held)
    return met


def _store(user_id: str, fixes: Sequence[Fix], size: int) -> Stored:
    """Store fixes of a new person in batches, as the worker does."""
    from chalicelib.services.tracking.storing import store_positions

    put_on_a_trip(user_id, size, fixes[0].at, datetime.fromtimestamp(fixes[-1].at, UTC))
    with counted() as units:
        added = sum(store_positions(user_id, fixes[begin : begin + size]).added for begin in range(0, len(fixes), size))
    if added != len(fixes):
        raise AssertionError(f"{added} of {len(fixes)} positions were stored.")
    return Stored(units.writes / len(fixes) * 1_000, units.reads / len(fixes) * 1_000)


def _read_hour(user_id: str) -> float:
    from chalicelib.services.tracking.history import TimeSpan, list_positions
    from chalicelib.services.tracking.storing import in_no_zone

    span = TimeSpan(*(datetime.fromtimestamp(HOUR_STARTS_AT + hours * 3_600, UTC) for hours in (0, 1)))
    with counted() as units:
        found = list_positions(own_sight(user_id), span, zones_of=in_no_zone, device=None, limit=1_000, start=None)
    _require_an_hour(len(found.rows))
    return units.reads


def _write_items(fixes: Sequence[Fix]) -> Stored:
    """Write an item for each fix, as anybody would: under the person, by time."""
    database: Any = boto3.resource("dynamodb", region_name=REGION)
    table = database.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "userId", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "S"},
        ],
        KeySchema=[{"AttributeName": "userId", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
    )
    with counted() as units, table.batch_writer() as batch:
        for fix in fixes:
            said = {name: value for name, value in msgspec.structs.asdict(fix).items() if value is not None}
            batch.put_item(Item={**said, "userId": "person", "at": f"{fix.moment.isoformat()}#{fix.device}"})
    return Stored(units.writes / len(fixes) * 1_000, 0)


def _read_hour_of_items() -> float:
    client: Any = boto3.client("dynamodb", region_name=REGION)
    first, last = (datetime.fromtimestamp(HOUR_STARTS_AT + hours * 3_600, UTC).isoformat() for hours in (0, 1))
    with counted() as units:
        answer = client.query(
            TableName=TABLE,
            KeyConditionExpression="userId = :person AND #at BETWEEN :first AND :last",
            ExpressionAttributeNames={"#at": "at"},
            ExpressionAttributeValues={":person": {"S": "person"}, ":first": {"S": first}, ":last": {"S": last}},
        )
    _require_an_hour(answer["Count"])
    return units.reads


def _require_an_hour(count: int) -> None:
    if count != HOUR_POSITIONS:
        raise AssertionError(f"An hour has {HOUR_POSITIONS} positions, and {count} were found.")
