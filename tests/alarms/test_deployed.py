"""Lines that are read from log groups, and evaluated like those of a stage in process."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.alarms.cloudwatch.metrics import metric
from tests.alarms.deployed import read_copy
from tests.alarms.described import describe
from tests.alarms.faults_of_requests import answer_nonsense
from tests.alarms.functions import LogLine
from tests.alarms.judging import read_log, rung
from tests.alarms.stage import stage


class Logs:
    """A client of CloudWatch Logs over these lines, a page a line."""

    def __init__(self, lines: list[LogLine]) -> None:
        self._lines = lines

    def get_paginator(self, operation: str) -> "Pages":
        return Pages(self._lines, operation)


class Pages:
    def __init__(self, lines: list[LogLine], operation: str) -> None:
        self._lines, self._operation = lines, operation

    def paginate(self, **asked: str) -> list[dict[str, Any]]:
        if self._operation == "describe_log_groups":
            names = sorted({line.group for line in self._lines if line.group.startswith(asked["logGroupNamePrefix"])})
            return [{"logGroups": [{"logGroupName": name}]} for name in names]
        found = [line for line in self._lines if line.group == asked["logGroupName"]]
        return [
            {"events": [{"timestamp": int(line.at.timestamp() * 1000), "message": f"{line.text}\n"}]} for line in found
        ]


def test_lines_of_a_copy_ring_what_they_ring_in_process() -> None:
    described = describe()
    with stage() as opened:
        answer_nonsense(opened)
        now = opened.now

    copy = read_copy(Logs(opened.log), now)

    assert read_log(copy, described) == []
    assert {"exceptions", "errors"} <= rung(copy, described).keys()
    assert copy.metrics.between(metric("Sojourn", "Errors", {"environment": "local"}), 0, 1e12).count(1.0) == 5


def test_malformed_line_of_a_copy_is_named() -> None:
    at = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
    group = "/aws/lambda/sojourn-local-nightly"
    lines = [LogLine(group, '{"_aws": {}}', at), LogLine("/aws/lambda/other", '{"_aws": []}', at)]

    (wrong,) = read_log(read_copy(Logs(lines), at + timedelta(minutes=1)), describe())

    assert wrong.startswith(f"{group}: Timestamp")


def test_copy_that_has_logged_nothing_rings_nothing() -> None:
    now = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
    copy = read_copy(Logs([]), now)

    assert read_log(copy, describe()) == []
    assert rung(copy, describe()) == {}
