"""Reports over HTTP: what the company spent on travel, and how it kept to its policy."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec

from chalicelib.api.http.media_types import choose_media_type
from chalicelib.api.http.routing import (
    Alternative,
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    answer_in,
    links_to,
)
from chalicelib.api.report_views import (
    ComplianceFigures,
    SpendFigures,
    to_compliance,
    to_spend,
    write_compliance,
    write_spend,
)
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.csv_text import CSV
from chalicelib.domain.identity import Role
from chalicelib.domain.reports.contribution import Dimension
from chalicelib.domain.reports.measures import Measures
from chalicelib.domain.reports.periods import LONGEST_MONTHS, GroupFigures, Month
from chalicelib.domain.text import CostCentre
from chalicelib.services.reports import reading as service

Figures = TypeVar("Figures")
_JSON = "application/json"
_CSV = CSV.partition(";")[0]

blueprint = ApiBlueprint(
    __name__,
    tag="Reports",
    description="What the company spent on travel and how it kept to its policy, by month, cost centre, traveller, "
    "route and carrier.",
)

_SAID = (
    "A booking counts in the month (UTC) in which it was bought, whatever becomes of it later: a refund lowers the "
    "figures of that month. Figures follow a change within seconds, and are compared with the bookings every night. "
    "Amounts are never converted: a group has an entry for each currency, and a page may have more entries than "
    f"`limit`, which counts groups. At most {LONGEST_MONTHS} months at a time. Send `Accept: {_CSV}` for a "
    "spreadsheet; then the `Link` header leads to the next page."
)


class SpendGrouping(StrEnum):
    """By what spend is grouped."""

    MONTH = "month"
    COST_CENTRE = "costCentre"
    TRAVELLER = "traveller"
    ROUTE = "route"
    CARRIER = "carrier"


class ComplianceGrouping(StrEnum):
    """By what compliance is grouped."""

    MONTH = "month"
    COST_CENTRE = "costCentre"
    TRAVELLER = "traveller"


class _ReportQuery(PageQuery, frozen=True):
    """A page of a report of some months."""

    from_month: Annotated[
        Month | None, msgspec.Meta(description="First month; January of the last one's year if left out")
    ] = None
    to_month: Annotated[Month | None, msgspec.Meta(description="Last month, included; this one if left out")] = None
    cost_centre: Annotated[
        CostCentre | None,
        msgspec.Meta(description="Of this one alone, where it is grouped by `month` or by `costCentre`"),
    ] = None


class SpendQuery(_ReportQuery, frozen=True):
    """A page of a report of spend."""

    group_by: Annotated[SpendGrouping, msgspec.Meta(description="What each entry is of")] = SpendGrouping.MONTH


class ComplianceQuery(_ReportQuery, frozen=True):
    """A page of a report of compliance."""

    group_by: Annotated[ComplianceGrouping, msgspec.Meta(description="What each entry is of")] = (
        ComplianceGrouping.MONTH
    )


_DIMENSIONS: Mapping[str, Dimension] = {
    SpendGrouping.MONTH: Dimension.COMPANY,
    SpendGrouping.COST_CENTRE: Dimension.COST_CENTRE,
    SpendGrouping.TRAVELLER: Dimension.TRAVELLER,
    SpendGrouping.ROUTE: Dimension.ROUTE,
    SpendGrouping.CARRIER: Dimension.CARRIER,
}


def _example_figures() -> GroupFigures:
    measures = Measures(
        bookings=42,
        cancelled=3,
        travellers=47,
        gross=2_148_350,
        refunded=112_400,
        by_credit=18_000,
        fees=21_000,
        credited=9_000,
        flights=1_402_150,
        rail=96_200,
        stays=601_500,
        cars=48_500,
        co2_grams=9_420_000,
        compliant=36,
        exceptions=6,
        declined=2,
        lead_days=756,
        compared=40,
        missed_savings=84_300,
    )
    return GroupFigures("2027-03", "EUR", measures)


def _example_spend() -> SpendFigures:
    return to_spend(_example_figures(), Dimension.COMPANY)


def _example_compliance() -> ComplianceFigures:
    return to_compliance(_example_figures(), Dimension.COMPANY)


@blueprint.route(
    "/v1/reports/spend",
    summary="Report spend by month, cost centre, traveller, route or carrier",
    description=(
        f"{_SAID} By cost centre and by traveller, a booking of several is divided among them, to the minor unit, and "
        "counts as one booking for each. By route and by carrier there are fares alone, each divided equally among its "
        "slices, and these among their segments."
    ),
    roles=[Role.TRAVEL_MANAGER],
    scope=Scope.REPORTS_READ,
    alternatives={_CSV: Alternative(str, lambda: write_spend([_example_spend()]))},
    links=[links_to("report_compliance")],
    example=lambda: Example(response=Page(items=(_example_spend(),), next_cursor=None)),
)
def report_spend(call: Call[None, SpendQuery]) -> Answer[Page[SpendFigures]]:
    return _answer(call, call.query.group_by, to_spend, write_spend)


@blueprint.route(
    "/v1/reports/compliance",
    summary="Report compliance with the travel policy by month, cost centre or traveller",
    description=f"{_SAID} A declined request counts in the month in which it was made.",
    roles=[Role.TRAVEL_MANAGER],
    scope=Scope.REPORTS_READ,
    alternatives={_CSV: Alternative(str, lambda: write_compliance([_example_compliance()]))},
    links=[links_to("report_spend")],
    example=lambda: Example(response=Page(items=(_example_compliance(),), next_cursor=None)),
)
def report_compliance(call: Call[None, ComplianceQuery]) -> Answer[Page[ComplianceFigures]]:
    return _answer(call, call.query.group_by, to_compliance, write_compliance)


def _answer(
    call: Call[None, Any],
    grouping: str,
    show: Callable[[GroupFigures, Dimension], Figures],
    write: Callable[[Sequence[Figures]], str],
) -> Answer[Page[Figures]]:
    """Answer with a page of a report, as its caller wants it written."""
    months = service.read_months(call.identity, call.query.from_month, call.query.to_month)
    dimension = _DIMENSIONS[grouping]
    found, position = service.list_figures(
        months,
        dimension,
        cost_centre=call.query.cost_centre,
        limit=call.query.limit,
        start=call.position(),
    )
    rows = [show(each, dimension) for each in found]
    if choose_media_type(call.headers.get("accept"), [_JSON, _CSV]) == _JSON:
        return call.page(rows, position)
    name = f"report-{months.first}-{months.last}-by-{grouping}.csv"
    headers = {"Content-Type": CSV, "Content-Disposition": f'attachment; filename="{name}"'}
    return answer_in(_CSV, write(rows), {**headers, **call.link_to(call.cursor_at(position))})
