"""The months that a report covers, and how its figures are gathered over them: by month, or by whatever they are of."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import groupby
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.reports.contribution import SEPARATOR, Group
from chalicelib.domain.reports.measures import Measures, add_up
from chalicelib.errors import FieldError, InvalidInput

LONGEST_MONTHS = 24
MONTH_PATTERN = "20[0-9]{2}-(0[1-9]|1[0-2])"
Month = Annotated[str, msgspec.Meta(pattern=f"^{MONTH_PATTERN}$", examples=["2027-03"])]


class MonthRange(NamedTuple):
    """A first and a last month, `2027-01`, both of which it covers."""

    first: str
    last: str

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(str(year) for year in range(int(self.first[:4]), int(self.last[:4]) + 1))

    def covers(self, month: str) -> bool:
        return self.first <= month <= self.last


class MonthFigures(NamedTuple):
    """Figures of one group in one month."""

    group: Group
    month: str
    measures: Measures


class GroupFigures(NamedTuple):
    """Figures of one group of a report: of a key, or of a month where it is grouped by that."""

    name: str
    currency: str
    measures: Measures


def choose_months(first: str | None, last: str | None, now: datetime) -> MonthRange:
    """Return the months that a caller means: until this one, and from January on, where they do not say. Raises
    InvalidInput."""
    ends = last or max(f"{now:%Y-%m}", first or "")
    begins = first or f"{ends[:4]}-01"
    if begins > ends:
        raise InvalidInput(
            "The months that are asked for are none.", [FieldError("/toMonth", "It is before `fromMonth`.")]
        )
    if count_months(begins, ends) > LONGEST_MONTHS:
        detail = f"Ask for at most {LONGEST_MONTHS} months at a time."
        raise InvalidInput("The months that are asked for are too many.", [FieldError("/fromMonth", detail)])
    return MonthRange(begins, ends)


def count_months(first: str, last: str) -> int:
    """Return how many months there are from one to another, both included."""
    return _number(last) - _number(first) + 1


def months_before(month: str, count: int) -> str:
    """Return the month that is so many before another."""
    number = _number(month) - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def gather_by_key(years: Iterable[Iterable[MonthFigures]]) -> Iterator[GroupFigures]:
    """Yield the figures of each key and currency, in their order, from years of which each is in that order."""
    figures = merge(*years, key=lambda each: _place(each.group))
    for _, found in groupby(figures, key=lambda each: _place(each.group)):
        together = list(found)
        group = together[0].group
        yield GroupFigures(group.key, group.currency, add_up(each.measures for each in together))


def gather_by_month(figures: Iterable[MonthFigures]) -> list[GroupFigures]:
    """Return the figures of each month and currency, in the order of months."""
    sums: dict[tuple[str, str], list[Measures]] = {}
    for each in figures:
        sums.setdefault((each.month, each.group.currency), []).append(each.measures)
    return [GroupFigures(month, currency, add_up(found)) for (month, currency), found in sorted(sums.items())]


def _place(group: Group) -> str:
    """Return by what groups are ordered, as the table orders their rows."""
    return f"{group.key}{SEPARATOR}{group.currency}{SEPARATOR}"


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
