"""Metric math: series that are computed from series, as far as alarms and dashboards of ours could want it.

A series is a value a window, None where there is none. Between two series there is a value only where both have one;
the functions over several series pass over those that have none.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tests.alarms.cloudwatch.unsupported import Unsupported

Series = tuple[float | None, ...]
Value = float | Series | list[Series]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|\"(?P<quoted>[^\"]*)\"|(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/^<>(),\[\]]))"
)
_WORDS = {"AND": "&&", "OR": "||"}
_OPERATORS: dict[str, Callable[[float, float], float | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
    "^": lambda a, b: float(a**b),
    "==": lambda a, b: float(a == b),
    "!=": lambda a, b: float(a != b),
    "<": lambda a, b: float(a < b),
    ">": lambda a, b: float(a > b),
    "<=": lambda a, b: float(a <= b),
    ">=": lambda a, b: float(a >= b),
    "&&": lambda a, b: float(bool(a) and bool(b)),
    "||": lambda a, b: float(bool(a) or bool(b)),
}
_CLOSER = (("||",), ("&&",), ("==", "!=", "<", ">", "<=", ">="), ("+", "-"), ("*", "/"), ("^",))


def compute(expression: str, known: Mapping[str, Series], period: int) -> Series:
    """The series of an expression over those that it names, a window of `period` seconds each. Raises Unsupported."""
    length = max((len(each) for each in known.values()), default=0)
    reader = _Reader(expression, known, period, length)
    value = reader.read(0)
    reader.end()
    if isinstance(value, list):
        raise Unsupported(f"an expression of several series: {expression}")
    return value if isinstance(value, tuple) else (value,) * length


def names_in(expression: str) -> set[str]:
    """The ids that an expression names."""
    found = [(found["name"], expression[found.end() :].lstrip()[:1]) for found in _TOKEN.finditer(expression)]
    return {name for name, following in found if name and following != "(" and name[0].islower()}


class _Reader:
    """Reads an expression from left to right and computes it on the way."""

    def __init__(self, text: str, known: Mapping[str, Series], period: int, length: int) -> None:
        self._tokens = list(reversed(_tokens(text)))
        self._known, self._period, self._length = known, period, length

    def read(self, level: int) -> Value:
        """Read what binds at least as close as this level."""
        if level == len(_CLOSER):
            return self._read_signed()
        value = self.read(level + 1)
        while (sign := self._peek()) in _CLOSER[level]:
            self._tokens.pop()
            value = self._combine(_OPERATORS[sign], value, self.read(level + 1))
        return value

    def end(self) -> None:
        if self._tokens:
            raise Unsupported(f"what follows: {self._tokens[-1]}")

    def _read_signed(self) -> Value:
        if self._peek() == "-":
            self._tokens.pop()
            return self._combine(_OPERATORS["-"], 0.0, self.read(len(_CLOSER) - 1))
        return self._read_one()

    def _read_one(self) -> Value:
        token = self._take()
        if token == "(":
            value = self.read(0)
            self._expect(")")
            return value
        if token == "[":
            return [self._as_series(each) for each in self._read_list("]")]
        if token[0].isdigit():
            return float(token)
        if self._peek() == "(":
            return self._read_call(token)
        if token not in self._known:
            raise Unsupported(f"{token} is the id of nothing")
        return self._known[token]

    def _read_call(self, name: str) -> Value:
        self._expect("(")
        if name == "FILL":
            filled = self._read_filled()
            self._expect(")")
            return filled
        if name == "METRICS":
            return list(self._read_metrics())
        given = self._read_list(")")
        return self._call(name, given)

    def _read_metrics(self) -> Sequence[Series]:
        """All series, or those whose id has the text in it."""
        part = "" if self._peek() == ")" else self._take()
        self._expect(")")
        return [series for name, series in self._known.items() if part in name]

    def _read_filled(self) -> Value:
        value = self.read(0)
        self._expect(",")
        fill = _FILLING[self._take()] if self._peek() in _FILLING else _fill_with(self._read_number())
        if isinstance(value, list):
            return [fill(each) for each in value]
        return fill(self._as_series(value))

    def _read_number(self) -> float:
        number = self.read(0)
        if not isinstance(number, float):
            raise Unsupported("a series in the place of a number")
        return number

    def _call(self, name: str, given: list[Value]) -> Value:
        if name == "IF":
            return self._choose(*given)
        if name in _REDUCING and len(given) == 1:
            return _reduce(_REDUCING[name], given[0])
        if name in _BY_POINT and len(given) == 1:
            work = _BY_POINT[name]
            return self._combine(lambda a, _: work(a), given[0], 0.0)
        if name in _BY_SERIES and len(given) == 1:
            return _BY_SERIES[name](self._as_series(given[0]))
        if name == "RATE" and len(given) == 1:
            return _divide(_differences(self._as_series(given[0])), self._period)
        if name == "PERIOD" and len(given) == 1:
            return float(self._period)
        if name == "METRIC_COUNT" and len(given) == 1 and isinstance(given[0], list):
            return float(len(given[0]))
        raise Unsupported(f"{name} of {len(given)}")

    def _choose(self, condition: Value, then: Value, otherwise: Value | None = None) -> Value:
        if isinstance(condition, list) or isinstance(then, list) or isinstance(otherwise, list):
            raise Unsupported("IF of several series")
        if isinstance(condition, float):
            return (then if condition else otherwise) if otherwise is not None else (then if condition else self._none)
        yes = self._as_series(then)
        no = self._none if otherwise is None else self._as_series(otherwise)
        chosen = zip(condition, yes, no, strict=True)
        return tuple(None if held is None else (a if held else b) for held, a, b in chosen)

    @property
    def _none(self) -> Series:
        return (None,) * self._length

    def _combine(self, work: Callable[[float, float], float | None], left: Value, right: Value) -> Value:
        if isinstance(left, list):
            return [self._combine_series(work, each, right) for each in left]
        if isinstance(right, list):
            return [self._combine_series(work, left, each) for each in right]
        if isinstance(left, float) and isinstance(right, float):
            found = work(left, right)
            return self._none if found is None else found
        return self._combine_series(work, left, right)

    def _combine_series(self, work: Callable[[float, float], float | None], left: Value, right: Value) -> Series:
        pairs = zip(self._as_series(left), self._as_series(right), strict=True)
        return tuple(None if a is None or b is None else _finite(work(a, b)) for a, b in pairs)

    def _as_series(self, value: Value) -> Series:
        if isinstance(value, list):
            raise Unsupported("several series in the place of one")
        return value if isinstance(value, tuple) else (value,) * self._length

    def _read_list(self, closing: str) -> list[Value]:
        values: list[Value] = []
        while self._peek() != closing:
            values.append(self.read(0))
            if self._peek() == ",":
                self._tokens.pop()
        self._tokens.pop()
        return values

    def _peek(self) -> str:
        return self._tokens[-1] if self._tokens else ""

    def _take(self) -> str:
        if not self._tokens:
            raise Unsupported("an expression that ends too early")
        return self._tokens.pop()

    def _expect(self, sign: str) -> None:
        if self._take() != sign:
            raise Unsupported(f"no {sign} where one is expected")


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if token is None:
            raise Unsupported(f"what begins here: {text[place:]}")
        word = token[str(token.lastgroup)]
        found.append(_WORDS.get(word, word))
        place = token.end()
    return found


# --- functions --------------------------------------------------------------------------------------------------------


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


_REDUCING: dict[str, Callable[[Sequence[float]], float]] = {"SUM": math.fsum, "AVG": _mean, "MIN": min, "MAX": max}
_BY_POINT: dict[str, Callable[[float], float | None]] = {
    "ABS": abs,
    "CEIL": lambda value: float(math.ceil(value)),
    "FLOOR": lambda value: float(math.floor(value)),
    "LOG": lambda value: math.log(value) if value > 0 else None,
    "LOG10": lambda value: math.log10(value) if value > 0 else None,
}


def _reduce(work: Callable[[Sequence[float]], float], value: Value) -> Value:
    """Of several series a series, over those that have a value; of one series a number."""
    if isinstance(value, list):
        found = ([point for point in points if point is not None] for points in zip(*value, strict=True))
        return tuple(work(points) if points else None for points in found)
    if isinstance(value, tuple):
        points = [point for point in value if point is not None]
        return work(points) if points else (None,) * len(value)
    return value


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _fill_with(number: float) -> Callable[[Series], Series]:
    return lambda series: tuple(number if point is None else point for point in series)


def _repeat(series: Series) -> Series:
    last: float | None = None
    filled: list[float | None] = []
    for point in series:
        last = point if point is not None else last
        filled.append(last)
    return tuple(filled)


def _interpolate(series: Series) -> Series:
    known = [place for place, point in enumerate(series) if point is not None]
    filled: list[Any] = list(series)
    for before, after in pairwise(known):
        first, last = filled[before], filled[after]
        for place in range(before + 1, after):
            filled[place] = first + (last - first) * (place - before) / (after - before)
    return tuple(filled)


def _differences(series: Series) -> Series:
    pairs = pairwise(series)
    return (None, *(None if a is None or b is None else b - a for a, b in pairs))


def _running_sum(series: Series) -> Series:
    total, sums = 0.0, []
    for point in series:
        total += point or 0.0
        sums.append(total)
    return tuple(sums)


def _divide(series: Series, by: float) -> Series:
    return tuple(None if point is None else point / by for point in series)


_FILLING: dict[str, Callable[[Series], Series]] = {"REPEAT": _repeat, "LINEAR": _interpolate}
_BY_SERIES: dict[str, Callable[[Series], Series]] = {"DIFF": _differences, "RUNNING_SUM": _running_sum}
