"""CloudWatch's embedded metric format: the metrics that a line of the log carries.

A line that does not keep the format gives no metric at all; `errors_in` says why.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.alarms.cloudwatch.metrics import Metric

MOST_DIMENSIONS = 30  # in a set
MOST_METRICS = 100  # in a directive
MOST_VALUES = 100  # of a metric
UNITS = frozenset(
    {"Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "None"}
    | {f"{size}{kind}" for size in ("", "Kilo", "Mega", "Giga", "Tera") for kind in ("bytes", "bits")}
    | {"Bytes", "Bits", "Count/Second", "Bytes/Second", "Bits/Second"}
    | {f"{size}{kind}/Second" for size in ("Kilo", "Mega", "Giga", "Tera") for kind in ("bytes", "bits")}
) - {"bytes", "bits"}


class Measured(NamedTuple):
    """One value of a metric, from a line of the log."""

    metric: Metric
    at: datetime
    value: float
    unit: str


class Malformed(Exception):
    """A line says that it carries metrics, and does not keep the format."""


def measured_in(line: str) -> list[Measured]:
    """The values that a line carries; none where it carries none, or does not keep the format."""
    try:
        return list(_read(line))
    except Malformed:
        return []


def errors_in(line: str) -> str | None:
    """What is wrong with the metrics of a line, if anything."""
    try:
        list(_read(line))
    except Malformed as error:
        return str(error)
    return None


def _read(line: str) -> Iterator[Measured]:
    try:
        root = json.loads(line)
    except ValueError:
        return
    if not isinstance(root, dict) or "_aws" not in root:
        return
    meta = root["_aws"]
    _require(isinstance(meta, dict), "_aws is no object")
    stamp: Any = meta.get("Timestamp")
    directives: Any = meta.get("CloudWatchMetrics")
    _require(_is_number(stamp) and stamp >= 0, "Timestamp is no number of milliseconds")
    _require(isinstance(directives, list), "CloudWatchMetrics is no list")
    at = datetime.fromtimestamp(stamp / 1000, UTC)
    for directive in directives:
        _require(isinstance(directive, dict), "a directive is no object")
        yield from _read_directive(root, directive, at)


def _read_directive(root: dict[str, Any], directive: dict[str, Any], at: datetime) -> Iterator[Measured]:
    namespace = directive.get("Namespace")
    _require(isinstance(namespace, str) and 1 <= len(namespace) <= 255, "Namespace is no text of 1 to 255 characters")
    sets: Any = directive.get("Dimensions")
    defined: Any = directive.get("Metrics", [])
    _require(isinstance(sets, list) and bool(sets), "Dimensions has no set")
    _require(isinstance(defined, list) and len(defined) <= MOST_METRICS, f"more than {MOST_METRICS} metrics")
    dimensions = [_read_dimensions(root, each) for each in sets]
    for definition in defined:
        name, unit, values = _read_definition(root, definition)
        for of in dimensions:
            for value in values:
                yield Measured(Metric(str(namespace), name, of), at, float(value), unit)


def _read_dimensions(root: dict[str, Any], names: Any) -> frozenset[tuple[str, str]]:
    _require(isinstance(names, list) and len(names) <= MOST_DIMENSIONS, f"more than {MOST_DIMENSIONS} dimensions")
    for name in names:
        _require(isinstance(name, str) and isinstance(root.get(name), str), f"the dimension {name} has no text")
        _require(1 <= len(root[name]) <= 1024, f"the dimension {name} is empty or longer than 1,024 characters")
    return frozenset((name, root[name]) for name in names)


def _read_definition(root: dict[str, Any], definition: Any) -> tuple[str, str, list[float]]:
    _require(isinstance(definition, dict) and isinstance(definition.get("Name"), str), "a metric has no name")
    name, unit = definition["Name"], definition.get("Unit", "None")
    _require(unit in UNITS, f"{name} has the unit {unit}")
    _require(definition.get("StorageResolution", 60) in {1, 60}, f"{name} has another resolution than 1 and 60")
    values = root.get(name)
    listed: list[Any] = values if isinstance(values, list) else [values]
    _require(1 <= len(listed) <= MOST_VALUES, f"{name} has no values, or more than {MOST_VALUES}")
    _require(all(map(_is_number, listed)), f"{name} has a value that is no number")
    return name, unit, listed


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Malformed(otherwise)
