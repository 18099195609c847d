"""docs/data.md says of every table and index what the foundation and the models have, and sizes that were measured."""

import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.services.privacy import erasure
from infra.foundation import buckets, keys, template
from infra.foundation.tables import EVERYTHING, TABLES, Index, Table
from tests.simulation.cloud.units import size_of_row
from tests.simulation.stages import planned
from tests.simulation.worlds import world
from tests.support.data_page import section
from tests.support.forgetting import NOT_ERASED, models_used, services_used
from tests.support.row_classes import row_classes
from tests.support.tables import STAGE

DYNAMODBS_LIMIT = 400_000
# How a row of the table begins that says that an erasure leaves it alone.
LEFT_ALONE = ("stays", "holds", "gone", "goes", "as the event", "encrypted", "stands", "is the company's", "names")
BY_TABLE = {table.name: table for table in TABLES}


def name_in(cell: str) -> str:
    return cell.split("`")[1]


def key_of(keyed: Table | Index) -> str:
    return ", ".join(f"`{name}`" for name in (keyed.partition, keyed.sort) if name)


def bytes_in(text: str) -> int:
    number, _, unit = text.strip().partition(" ")
    return round(float(number) * {"B": 1, "kB": 1_000}[unit])


def test_every_table_is_there_in_the_order_of_the_foundation() -> None:
    assert [name_in(row[0]) for row in section("Tables")] == [table.name for table in TABLES]


@pytest.mark.parametrize("row", section("Tables"), ids=lambda row: name_in(row[0]))
def test_a_table_is_keyed_and_kept_as_is_said(row: list[str]) -> None:
    table = BY_TABLE[name_in(row[0])]
    kept = "stays when the stack goes" if table.kept else "goes with the stack"

    assert row[2] == key_of(table)
    assert row[5] == (f"{kept}; until `{table.expires}`" if table.expires else kept)


@pytest.mark.parametrize("row", section("Tables"), ids=lambda row: name_in(row[0]))
def test_a_row_is_far_from_what_dynamodb_takes(row: list[str]) -> None:
    usual, largest = map(bytes_in, row[3].split(", "))

    assert usual < largest < DYNAMODBS_LIMIT


@pytest.mark.parametrize("row", section("Tables"), ids=lambda row: name_in(row[0]))
def test_what_an_erasure_reaches_is_said_to_change(row: list[str]) -> None:
    """By the modules that the erasure uses, and the reasons why it does not use the others."""
    modules = {rows.__module__.rpartition(".")[2] for rows in row_classes()[name_in(row[0])]}
    source = Path(erasure.__file__)
    erased = models_used(source).union(*(models_used(file) for file in services_used(source))) - NOT_ERASED.keys()

    if not modules & erased:
        assert row[6].startswith((*LEFT_ALONE, "removed")), row[6]
    elif not modules & {"privacy", "approval_tasks"}:
        assert not row[6].startswith("holds nobody"), row[6]


def test_every_index_is_there_with_its_key_and_what_it_carries() -> None:
    said = [(re.findall(r"`([\w-]+)`", row[0]), row[1], row[2]) for row in section("Indexes")]

    assert said == [
        ([table.name, index.name], key_of(index), carried(index)) for table in TABLES for index in table.indexes
    ]


def carried(index: Index) -> str:
    if index.carries == EVERYTHING:
        return "everything"
    return ", ".join(f"`{name}`" for name in index.carries) or "keys alone"


def test_every_index_says_what_asks_it() -> None:
    assert all(len(row[3]) > 5 for row in section("Indexes"))


def test_a_hot_key_is_of_a_table_and_an_index_that_there_are() -> None:
    names = {table.name for table in TABLES} | {index.name for table in TABLES for index in table.indexes}

    for row in section("Hot keys"):
        named = re.findall(r"`([\w-]+)`", row[0])
        assert named
        assert set(named) <= names


def test_what_a_booking_leaves_behind_is_what_was_measured() -> None:
    said = {name_in(row[0]): (int(row[1]), int(row[2])) for row in section("What a booking leaves behind")}

    measured = measure_booking()

    assert said.keys() == measured.keys()
    assert {name: rows for name, (rows, _) in said.items()} == {name: rows for name, (rows, _) in measured.items()}
    for name, (_, total) in measured.items():
        assert 0.6 * said[name][1] <= total <= 1.2 * said[name][1], name


def measure_booking() -> dict[str, tuple[int, int]]:
    """How many rows, and bytes of them, a booking has in each table that it is written into."""
    with world() as made:
        before = rows_of(made)
        booking_id = planned(made)
        made.listen(booking_id)
        made.choose(booking_id)
        made.run(3600)
        after = rows_of(made)
    lasting = {name: rows for name, rows in after.items() if name not in {"connections", "subscriptions"}}
    counted = {name: [row for key, row in rows.items() if key not in before[name]] for name, rows in lasting.items()}
    return {name: (len(rows), sum(map(size_of_row, rows))) for name, rows in counted.items() if rows}


def rows_of(made: Any) -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row, of the tables that hold what people do; the sandbox's shelves and the budgets are there before."""
    tables = made.wire.tables.tables
    names = [table.name for table in TABLES if table.name not in {"sandbox-inventory", "budgets", "policies"}]
    return {name: dict(tables[f"sojourn-{STAGE}-{name}"].rows) for name in names}


def test_every_bucket_and_every_key_is_there() -> None:
    named = {each["BucketName"]["Fn::Sub"] for name, each in buckets_made().items()}
    said = {name_in(row[0]).replace("<stage>", "${Stage}") for row in section("Files")}

    assert {
        name.replace("<account>", "${AWS::AccountId}").replace("<region>", "${AWS::Region}") for name in said
    } == named
    assert [name_in(row[0]) for row in section("Keys")] == [f"alias/sojourn-<stage>-{key.name}" for key in keys.KEYS]


def buckets_made() -> dict[str, Any]:
    made = template.template()["Resources"]
    return {name: made[name]["Properties"] for name in buckets.resources() if not name.endswith("Policy")}
