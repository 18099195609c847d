"""Metrics as CloudWatch keeps them: values by name, dimensions and time, and statistics of them over a window.

Values of several units under one name are kept apart, as CloudWatch does; whoever asks for no unit gets all of them.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tests.alarms.cloudwatch.unsupported import Unsupported

Dimensions = frozenset[tuple[str, str]]


class Metric(NamedTuple):
    """What a series of values is known by."""

    namespace: str
    name: str
    dimensions: Dimensions = frozenset()

    def __str__(self) -> str:
        of = ", ".join(f"{name}={value}" for name, value in sorted(self.dimensions))
        return f"{self.namespace} {self.name}{f' ({of})' if of else ''}"


class Value(NamedTuple):
    """One value, and when it was measured (seconds)."""

    at: float
    value: float
    unit: str


def metric(namespace: str, name: str, dimensions: Mapping[str, str] | None = None) -> Metric:
    """A metric by its dimensions' names and values."""
    return Metric(namespace, name, frozenset((dimensions or {}).items()))


class Metrics:
    """Every value of a stage."""

    def __init__(self) -> None:
        self._values: dict[Metric, list[Value]] = defaultdict(list)
        self._sorted: set[Metric] = set()

    def put(self, of: Metric, at: datetime, value: float, unit: str = "None") -> None:
        """Keep one value."""
        self._values[of].append(Value(at.timestamp(), value, unit))
        self._sorted.discard(of)

    def names(self) -> set[Metric]:
        """Every metric that has a value."""
        return set(self._values)

    def times(self, of: Metric) -> list[float]:
        """When there was a value, in order."""
        return [each.at for each in self._in_order(of)]

    def between(self, of: Metric, start: float, end: float, unit: str | None = None) -> list[float]:
        """The values of `start` <= time < `end`."""
        found = self._in_order(of)
        inside = found[bisect_left(found, (start,)) : bisect_left(found, (end,))]
        return [each.value for each in inside if unit is None or each.unit == unit]

    def _in_order(self, of: Metric) -> Sequence[Value]:
        found = self._values.get(of, [])
        if found and of not in self._sorted:
            found.sort()
            self._sorted.add(of)
        return found


# --- statistics -------------------------------------------------------------------------------------------------------

_SIMPLE: dict[str, Callable[[Sequence[float]], float]] = {
    "SampleCount": len,
    "Sum": math.fsum,
    "Average": lambda values: math.fsum(values) / len(values),
    "Minimum": min,
    "Maximum": max,
}
_SHORT = re.compile(r"(p|tm|tc|ts|wm)(\d{1,3}(?:\.\d+)?)")
_BETWEEN = re.compile(r"(TM|TC|TS|WM)\((\d*(?:\.\d+)?)%:(\d*(?:\.\d+)?)%\)")
_RANK = re.compile(r"PR\((-?\d*(?:\.\d+)?):(-?\d*(?:\.\d+)?)\)")


def measure(statistic: str, values: Sequence[float]) -> float | None:
    """The statistic of the values of one window; None where there are none. Raises Unsupported."""
    work = _read_statistic(statistic)
    return float(work(values)) if values else None


def percentile_of(statistic: str) -> float | None:
    """Which percentile (0 to 100) a statistic is, if it is one."""
    short = _SHORT.fullmatch(statistic)
    return float(short[2]) if short and short[1] == "p" else None


def _read_statistic(statistic: str) -> Callable[[Sequence[float]], float]:
    if statistic in _SIMPLE:
        return _SIMPLE[statistic]
    if statistic == "IQM":
        return lambda values: _trimmed("TM", 25, 75, values)
    if (short := _SHORT.fullmatch(statistic)) and float(short[2]) <= 100:
        kind, share = short[1], float(short[2])
        if kind == "p":
            return lambda values: _percentile(values, share)
        return lambda values: _trimmed(kind.upper(), 0, share, values)
    if between := _BETWEEN.fullmatch(statistic):
        kind, low, high = between[1], float(between[2] or 0), float(between[3] or 100)
        return lambda values: _trimmed(kind, low, high, values)
    if rank := _RANK.fullmatch(statistic):
        over, up_to = float(rank[1] or "-inf"), float(rank[2] or "inf")
        return lambda values: 100 * sum(over < value <= up_to for value in values) / len(values)
    raise Unsupported(f"the statistic {statistic}")


def _percentile(values: Iterable[float], share: float) -> float:
    """The value below which that share (per cent) of them lies, between two of them in proportion."""
    ordered = sorted(values)
    place = share / 100 * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    value = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return min(max(value, ordered[below]), ordered[above])  # whatever was rounded


def _trimmed(kind: str, low: float, high: float, values: Sequence[float]) -> float:
    """A mean, count or sum of the values between two percentiles; WM counts those outside as the nearest inside."""
    floor, ceiling = _percentile(values, low), _percentile(values, high)
    if kind == "WM":
        return math.fsum(min(max(value, floor), ceiling) for value in values) / len(values)
    kept = [value for value in values if floor <= value <= ceiling]
    if kind == "TC":
        return len(kept)
    return math.fsum(kept) / (len(kept) if kind == "TM" else 1)
