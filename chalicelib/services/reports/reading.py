"""Reading a report: the figures of some months, a page of groups at a time, from what is counted already."""

from collections.abc import Iterator
from itertools import groupby

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.reports.contribution import COMPANY, Dimension
from chalicelib.domain.reports.periods import (
    GroupFigures,
    MonthFigures,
    MonthRange,
    choose_months,
    gather_by_key,
    gather_by_month,
)
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import reports

# Rows of a group in one year, in one currency.
_MONTHS = 12


def read_months(identity: Identity, first: str | None, last: str | None) -> MonthRange:
    """Return the months of a report that somebody asks for. Raises NotAllowed, InvalidInput."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return choose_months(first, last, clock.now())


def list_figures(
    months: MonthRange, dimension: Dimension, *, cost_centre: str | None, limit: int, start: Cursor | None
) -> ResultPage[GroupFigures]:
    """Return one page of a report: of each group one entry a currency, in the order of keys or of months, and where the
    next page starts. By `Dimension.COMPANY` it is of months.

    A page has up to `limit` groups, and all currencies of each; it costs as much, however many bookings are counted.
    Raises InvalidInput when a cost centre is named beside a grouping other than by month or by cost centre.
    """
    after = start["after"]["S"] if start else ""
    if dimension is Dimension.COMPANY:
        groups = _by_month(months, cost_centre, after)
    elif cost_centre is None or dimension is Dimension.COST_CENTRE:
        groups = _by_key(months, dimension, cost_centre, after, limit)
    else:
        detail = "It can be named where `groupBy` is `month` or `costCentre`."
        raise InvalidInput("There is no such report of one cost centre.", [FieldError("/costCentre", detail)])
    return _cut_page(groups, limit)


def _by_month(months: MonthRange, cost_centre: str | None, after: str) -> Iterator[GroupFigures]:
    dimension, key = (Dimension.COMPANY, COMPANY) if cost_centre is None else (Dimension.COST_CENTRE, cost_centre)
    figures = (each for year in months.years for each in _list_year(months, dimension, year, key=key))
    yield from (each for each in gather_by_month(figures) if each.name > after)


def _by_key(
    months: MonthRange, dimension: Dimension, key: str | None, after: str, limit: int
) -> Iterator[GroupFigures]:
    page = (limit + 1) * _MONTHS
    return gather_by_key(_list_year(months, dimension, year, key=key, after=after, page=page) for year in months.years)


def _list_year(
    months: MonthRange, dimension: Dimension, year: str, *, key: str | None = None, after: str = "", page: int = 100
) -> Iterator[MonthFigures]:
    for each in reports.list_figures(dimension, year, key=key, after=after, page=page):
        if months.covers(each.month) and each.counted:
            yield MonthFigures(each.group, each.month, each.measures)


def _cut_page(groups: Iterator[GroupFigures], limit: int) -> ResultPage[GroupFigures]:
    rows: list[GroupFigures] = []
    last = ""
    for number, (name, found) in enumerate(groupby(groups, key=lambda each: each.name)):
        if number == limit:
            return ResultPage(rows, {"after": {"S": last}})
        rows += found
        last = name
    return ResultPage(rows, None)
