"""The metrics that a stage pays for: all that are written are described, all that are described are written, and there
are few."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chalicelib.services.bookings import measurements
from infra.foundation import logs
from infra.package import ROOT

GUIDE = (ROOT / "docs" / "observability.md").read_text(encoding="utf-8")
OF_EVERY_OPERATION = {"Requests", "Errors", "Duration"}  # written with an operation's own line
WORKED_OFF_IN = (
    "sweep",
    "cleanUpDocuments",
    "importPeople",
    "purgeExpired",
)  # operations that measure the oldest that is due


class Written(NamedTuple):
    """A place in the code that measures something."""

    name: str
    dimensions: frozenset[str]


def calls_in(path: Path) -> Iterator[ast.Call]:
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if "observability.metric" in source else ():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "observability.metric":
            yield node


def list_written() -> set[Written]:
    """Every metric that the application measures; each is named where it is measured."""
    found = {Written(name, frozenset()) for name in OF_EVERY_OPERATION}
    for path in Path(ROOT, "chalicelib").rglob("*.py"):
        for call in calls_in(path):
            name = call.args[0]
            assert isinstance(name, ast.Constant), f"{path}:{call.lineno} measures nothing that has a name"
            keywords = {each.arg: ast.unparse(each.value) for each in call.keywords}
            dimensions = {"operation"} if keywords.get("by_operation") != "False" else set()
            found.add(Written(str(name.value), frozenset(dimensions | ({"outcome"} & keywords.keys()))))
    return found


def list_described() -> set[Written]:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", GUIDE, re.MULTILINE)
    return {Written(name, frozenset(re.findall(r"`(\w+)`", more))) for name, more in rows if more.strip() != "of lines"}


def test_every_metric_is_described_with_its_dimensions_and_no_other_is() -> None:
    assert list_described() == list_written()


def test_every_count_of_lines_is_described_and_no_other_is() -> None:
    described = set(re.findall(r"^\| `(\w+)` \| of lines \|", GUIDE, re.MULTILINE))

    assert described == {count.metric for count in logs.COUNTS}


def test_they_are_few() -> None:
    """Each series, a name with the values of its dimensions, is paid for every hour in which it has a value: those of
    models, and of the data plane, have none where there is none."""
    names = [*list_written(), *logs.COUNTS]
    more = len(measurements.OUTCOMES) - 1 + len(WORKED_OFF_IN) - 1

    assert len(names) <= 38
    assert len(names) + more <= 44


def test_a_measurement_of_an_operation_is_made_in_one_of_them_alone() -> None:
    """By operation, whoever measures in two operations makes two series; only what is worked off is meant to."""
    called = [path.name for path in Path(ROOT, "chalicelib").rglob("*.py") if "work_off(" in path.read_text()]

    workers = ["employee_imports.py", "maintenance.py", "requests.py", "retention.py", "sweeper.py", "worklist.py"]
    assert sorted(called) == workers


def test_metric_that_nobody_described_would_be_seen() -> None:
    planted = ast.parse('observability.metric("SeatsLost", by_operation=False)').body[0]
    assert isinstance(planted, ast.Expr)
    assert isinstance(planted.value, ast.Call)

    assert "SeatsLost" not in {each.name for each in list_described()}
    assert ast.unparse(planted.value.func) == "observability.metric"
