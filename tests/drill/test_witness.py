"""The drill sees a row that is missing, altered or too much, and knows how old what is missing was."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.target import Target
from local.ministack_recovery import digest_of
from tests.drill import witness
from tests.drill.__main__ import make_plan
from tests.drill.witness import Change
from tests.support.tables import REGION

TARGET = Target("local", REGION)
TRIPS = "sojourn-local-trips"


def trip(number: int, name: str = "a trip") -> dict[str, Any]:
    return {"tripId": {"S": f"trp_{number}"}, "name": {"S": name}}


def written(at: float, item: dict[str, Any]) -> Change:
    return Change(at, (TRIPS, item["tripId"]["S"], "__no_sort__"), digest_of(item))


class Rows:
    """The rows of a table as a scan gives them, with the table's keys."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self._rows = rows

    def client(self, _: str) -> "Rows":
        return self

    def describe_table(self, **_: Any) -> dict[str, Any]:
        return {"Table": {"KeySchema": [{"AttributeName": "tripId"}]}}

    def get_paginator(self, _: str) -> "Rows":
        return self

    def paginate(self, TableName: str, **_: Any) -> list[dict[str, Any]]:  # noqa: N803 - as DynamoDB calls it
        return [{"Items": self._rows if TableName == TRIPS else ()}]


def compare(changes: list[Change], *rows: dict[str, Any]) -> list[str]:
    class Stage(Target):
        def client(self, service: str) -> Any:
            return Rows(*rows)

    return [line.rpartition(": ")[2] for line in witness.compare(Stage("local", REGION), changes, 10)]


def test_whatever_differs_from_what_was_written_is_said() -> None:
    changes = [written(1, trip(1)), written(2, trip(2)), written(11, trip(3))]

    assert compare(changes, trip(1), trip(2)) == []
    assert compare(changes, trip(1)) == ["missing"]
    assert compare(changes, trip(1), trip(2, "another")) == ["not as it was"]
    assert compare(changes, trip(1), trip(2), trip(3)) == ["was not there"]


def test_what_was_removed_is_wanted_no_more_and_what_came_later_is_missing() -> None:
    key = written(1, trip(1)).key
    changes = [written(1, trip(1)), Change(2, key, None), written(12, trip(2)), written(15, trip(3))]

    assert compare(changes) == []
    assert witness.find_missing(TARGET, changes, 10, lost=16) == (2, 4, 1)


def test_a_witness_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "witness.jsonl"
    path.write_text(
        "".join(f"{json.dumps(each)}\n" for each in ([1.5, TRIPS, "trp_1", "x", "aa"], [2, TRIPS, "b", "", None]))
    )

    assert witness.read(path) == [Change(1.5, (TRIPS, "trp_1", "x"), "aa"), Change(2, (TRIPS, "b", ""), None)]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_seed_decides_alike_each_time_and_the_erasure_falls_into_the_lag(seed: int) -> None:
    plan = make_plan(seed)

    assert plan == make_plan(seed)
    assert plan.moment > 0
    assert plan.lag >= 5
