"""What a report costs in DynamoDB: each page of it at 100 and at 100,000 bookings; and the year of a large company by
month, cost centre, carrier and route.

The figures are sums of so many made-up bookings over the same groups. Units are counted from the items that each Query
went over, as DynamoDB counts them: sizes in steps of 4 kB, half a unit a step.
"""

import json
from collections.abc import Mapping
from contextlib import redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING, Any

from bench.read_units import SIZES, counting_queries

if TYPE_CHECKING:
    from chalicelib.domain.reports.measures import Measures

Json = dict[str, Any]
Groups = Mapping[str, int]
YEAR = "2027"
BY = {"month": "company", "costCentre": "costCentre", "carrier": "carrier", "route": "route"}
# So few that of 100 bookings there is one at least in each of them.
SMALL: Groups = {"company": 1, "costCentre": 5, "carrier": 8, "route": 8}
LARGE: Groups = {"company": 1, "costCentre": 60, "carrier": 40, "route": 300}
BOOKINGS_OF_LARGE = 120_000  # in a year
MOST_UNITS = 100
LIMIT = 100


def measure() -> str:
    """Print the units of each page of a year at each size; a line for the summary."""
    print(f"\nreports: read units of each page of {LIMIT} groups, of a year")
    costs = {size: _read_year(size, SMALL) for size in SIZES}
    for grouping in BY:
        for size in SIZES:
            print(f"  by {grouping:12} of {size:>7} bookings: {_said(costs[size][grouping])}")
    same = len({json.dumps(found) for found in costs.values()}) == 1
    print(f"  {'met   ' if same else 'MISSED'} the same at both sizes")
    large = _read_year(BOOKINGS_OF_LARGE, LARGE)
    for grouping in BY:
        of = f"{BOOKINGS_OF_LARGE:>7} bookings, {LARGE[BY[grouping]]} groups"
        print(f"  by {grouping:12} of {of}: {_said(large[grouping])}")
    whole = sum(map(sum, large.values()))
    print(f"  {'met   ' if whole <= MOST_UNITS else 'MISSED'} all four: {whole:g} units, at most {MOST_UNITS}")
    return f"a year of reports by month, cost centre, carrier and route {whole:g} units"


def _said(units: list[float]) -> str:
    return ", ".join(f"{each:g}" for each in units)


def _read_year(bookings: int, groups: Groups) -> dict[str, list[float]]:
    """The units of each page, by what is grouped by, when so many bookings are counted."""
    from moto import mock_aws

    from tests.support.tables import make_tables

    with mock_aws(), redirect_stderr(StringIO()):
        make_tables("reports")
        _fill(bookings, groups)
        return {grouping: _walk(grouping, groups) for grouping in BY}


def _fill(bookings: int, groups: Groups) -> None:
    """Put the figures of a year into moto's table, with each booking in one group of each kind."""
    from chalicelib.domain.reports.contribution import Dimension, Group
    from chalicelib.domain.reports.measures import add_up
    from chalicelib.models import reports
    from chalicelib.models.reports import Figures, FiguresRow

    for dimension, count in groups.items():
        of_group: dict[tuple[int, int], list[Measures]] = {}
        for number in range(bookings):
            place = (number % count, number // count % 12 + 1)
            of_group.setdefault(place, []).append(_measures_of(number, fares=dimension in ("carrier", "route")))
        with FiguresRow.batch_write() as batch:
            for (group, month), each in of_group.items():
                named = Group(Dimension(dimension), _key_of(dimension, group), "EUR")
                figures = Figures(named, f"{YEAR}-{month:02d}", add_up(each), len(each), f"{group * 12 + month:012x}")
                batch.save(reports.to_row(figures))


def _measures_of(number: int, *, fares: bool) -> "Measures":
    """What a booking counts for: a flight there and back with two nights, cancelled now and then."""
    from chalicelib.domain.reports.measures import Measures

    flight, stay = 18_000 + number * 7_919 % 60_000, 20_000 + number * 104_729 % 40_000
    cancelled = number % 10 == 0
    refunded, fees = (flight - 4_000, 4_000) if cancelled else (0, 0)
    emissions = 0 if cancelled else 200_000 + number * 31 % 900_000
    if fares:
        journeys = 0 if cancelled else 2
        return Measures(bookings=1, gross=flight, refunded=refunded, fees=fees, co2_grams=emissions, journeys=journeys)
    return Measures(
        bookings=1,
        travellers=1,
        gross=flight + stay,
        refunded=refunded,
        fees=fees,
        flights=flight,
        stays=stay,
        co2_grams=emissions,
        compliant=number % 5 != 0,
        exceptions=number % 5 == 0,
        lead_days=number % 40,
        compared=1,
        missed_savings=number % 3 * 1_500,
    )


def _key_of(dimension: str, number: int) -> str:
    match dimension:
        case "company":
            return "-"
        case "costCentre":
            return f"SALES-EUROPE-{number:03d}"
        case "carrier":
            return f"{chr(65 + number // 10)}{number % 10}"
        case _:
            return f"{chr(65 + number // 26)}{chr(65 + number % 26)}A-ZRH"


def _walk(grouping: str, groups: Groups) -> list[float]:
    from chalicelib.domain.reports.contribution import Dimension
    from chalicelib.domain.reports.periods import MonthRange
    from chalicelib.models.reports import FiguresRow
    from chalicelib.services.reports import reading

    months, dimension = MonthRange(f"{YEAR}-01", f"{YEAR}-12"), Dimension(BY[grouping])
    units: list[float] = []
    seen, start = 0, None
    while True:
        of_page: list[float] = []
        with counting_queries(FiguresRow, of_page):
            page = reading.list_figures(months, dimension, cost_centre=None, limit=LIMIT, start=start)
        seen, start = seen + len(page.rows), page.next
        units.append(sum(of_page))
        if start is None:
            break
    assert seen == (12 if grouping == "month" else groups[BY[grouping]]), (grouping, seen)
    return units
