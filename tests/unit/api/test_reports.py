"""Reports over HTTP: by what they are grouped, for whom, a page at a time, and as a spreadsheet reads them."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from chalicelib import clock
from chalicelib.api import reports
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.reports.contribution import Dimension, Group
from chalicelib.domain.reports.measures import Measures
from chalicelib.models.reports import set_figures
from chalicelib.services import employees
from chalicelib.services.reports import counting
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import CLARA
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.services.reports.report_samples import booking_id, keep, life_of

pytestmark = pytest.mark.usefixtures("stage")
YEARS = "fromMonth=2026-01&toMonth=2027-12"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    with empty_cloud():
        monkeypatch.setattr(clock, "now", lambda: datetime(2027, 2, 10, 8, tzinfo=UTC))
        yield Api(reports.blueprint)


@pytest.fixture
def clara(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "clara", "traveller", "travel-manager")


def put(dimension: Dimension, key: str, month: str, currency: str = "EUR", **figures: int) -> None:
    measures = Measures(bookings=1, **figures)
    assert set_figures(None, Group(dimension, key, currency), month, counted=1, measures=measures)


def count_bookings() -> None:
    """Bookings 0 and 4 of January 2027, 1 and 5 of February 2026, and 3, which was declined."""
    for number in (0, 1, 3, 4, 5):
        keep(life_of(number)[1])
        counting.count_booking(booking_id(number))


def test_spend_of_a_year_is_by_month_from_january_until_now(clara: Person) -> None:
    count_bookings()

    report = clara.get("/v1/reports/spend")

    assert [(each["group"], each["bookings"]) for each in report["items"]] == [("2027-01", 2)]
    assert report["items"][0]["gross"] == {"amount": 96_000, "currency": "EUR"}
    assert report["items"][0]["byKind"]["stays"]["amount"] == 60_000
    assert report["nextCursor"] is None


@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("month", ["2026-02", "2026-11", "2027-01"]),
        ("costCentre", ["OPS", "RESEARCH", "SALES-EU"]),
        ("traveller", ["(guests)", "user-0", "user-1", "user-3", "user-4"]),
        ("route", ["BER-LHR"]),
        ("carrier", ["LH"]),
    ],
)
def test_spend_is_grouped_as_is_asked(clara: Person, grouping: str, groups: list[str]) -> None:
    count_bookings()

    walked = clara.walk(f"/v1/reports/spend?{YEARS}&groupBy={grouping}&limit=2")

    assert [each["group"] for each in walked] == groups
    assert sum(each["gross"]["amount"] for each in walked) == 4 * (
        18_000 if grouping in ("route", "carrier") else 48_000
    )


def test_travellers_are_named_and_those_who_are_nobody_in_particular_are_not(clara: Person) -> None:
    count_bookings()
    employees.put_employee(CLARA, "user-0", EmployeeDetails(name="Zoe Berg"), expected=0)

    found = {each["group"]: each for each in clara.walk(f"/v1/reports/spend?{YEARS}&groupBy=traveller")}

    assert (found["user-0"]["travellerId"], found["user-0"]["travellerName"]) == ("user-0", "Zoe Berg")
    assert found["(guests)"]["travellerId"] is None
    assert clara.get(f"/v1/reports/spend?{YEARS}")["items"][0]["travellerId"] is None


def test_a_cost_centre_is_read_alone_by_month_and_by_itself(clara: Person) -> None:
    count_bookings()

    by_month = clara.walk(f"/v1/reports/spend?{YEARS}&costCentre=OPS")
    itself = clara.walk(f"/v1/reports/spend?{YEARS}&costCentre=OPS&groupBy=costCentre")

    assert [each["group"] for each in itself] == ["OPS"]
    assert sum(each["net"]["amount"] for each in by_month) == itself[0]["net"]["amount"] > 0
    refused = clara.send("GET", "/v1/reports/spend?costCentre=OPS&groupBy=route")
    assert (refused.status_code, pointers(refused)) == (400, ["/costCentre"])


def test_compliance_says_what_was_within_the_policy_approved_and_declined(clara: Person) -> None:
    count_bookings()

    found = {each["group"]: each for each in clara.walk(f"/v1/reports/compliance?{YEARS}")}

    assert (found["2027-01"]["withinPolicy"], found["2027-01"]["approvedExceptions"]) == (2, 0)
    assert (found["2026-02"]["withinPolicy"], found["2026-02"]["approvedExceptions"]) == (0, 2)
    assert (found["2026-11"]["bookings"], found["2026-11"]["declined"]) == (0, 1)
    assert found["2026-11"]["averageLeadDays"] is None
    assert found["2027-01"]["averageLeadDays"] > 0


def test_currencies_are_never_put_together_nor_parted_by_a_page(clara: Person) -> None:
    for currency in ("EUR", "JPY", "USD"):
        put(Dimension.CARRIER, "BA", "2027-01", currency, gross=5)
    put(Dimension.CARRIER, "LH", "2027-01", gross=7)

    page = clara.get("/v1/reports/spend?groupBy=carrier&limit=1")
    rest = clara.walk("/v1/reports/spend?groupBy=carrier&limit=1")

    assert [each["gross"]["currency"] for each in page["items"]] == ["EUR", "JPY", "USD"]
    assert [(each["group"], each["gross"]["currency"]) for each in rest][-1] == ("LH", "EUR")
    assert len(rest) == 4


def test_keys_that_begin_alike_are_each_read_once(clara: Person) -> None:
    keys = ["Rail", "Rail 1", "Rail-A", "Rail A", "RailX", "Ra", "SNCF", "ÖBB"]
    for key in keys:
        put(Dimension.CARRIER, key, "2026-12", gross=1)
        put(Dimension.CARRIER, key, "2027-01", gross=2)

    for limit in (1, 2, 3):
        walked = clara.walk(f"/v1/reports/spend?{YEARS}&groupBy=carrier&limit={limit}")
        assert sorted(each["group"] for each in walked) == sorted(keys)
        assert {each["gross"]["amount"] for each in walked} == {3}


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("fromMonth=2027-13", "/fromMonth"),
        ("fromMonth=2027-1", "/fromMonth"),
        ("fromMonth=2027-03&toMonth=2027-02", "/toMonth"),
        ("fromMonth=2025-01&toMonth=2027-01", "/fromMonth"),
        ("groupBy=hotel", "/groupBy"),
        ("costCentre=a", "/costCentre"),
        ("from=2027-01", "/from"),
    ],
)
def test_what_makes_no_report_is_refused_where_it_stands(clara: Person, query: str, wrong: str) -> None:
    refused = clara.send("GET", f"/v1/reports/spend?{query}")

    assert (refused.status_code, pointers(refused)) == (400, [wrong])


def test_twenty_four_months_are_read_and_compliance_by_route_is_none(clara: Person) -> None:
    assert clara.get("/v1/reports/spend?fromMonth=2025-02&toMonth=2027-01")["items"] == []
    assert pointers(clara.send("GET", "/v1/reports/compliance?groupBy=route")) == ["/groupBy"]


def test_a_spreadsheet_gets_lines_of_its_own_kind_in_which_nothing_is_a_formula(clara: Person) -> None:
    put(Dimension.CARRIER, '=HYPERLINK("evil", "x")', "2027-01", gross=123_456, co2_grams=7)
    put(Dimension.CARRIER, "Rail", "2027-01", "JPY", gross=500)

    answer = clara.send("GET", "/v1/reports/spend?groupBy=carrier&limit=1", accept="text/csv")

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report-2027-01-2027-02-by-carrier.csv"'
    assert 'rel="next"' in answer.headers["Link"]
    [head, line] = csv.reader(io.StringIO(answer.body.decode(), newline=""))
    found = dict(zip(head, line, strict=True))
    assert (found["group"], found["gross"], found["currency"]) == ('\'=HYPERLINK("evil", "x")', "1234.56", "EUR")
    assert (found["net"], found["co2Grams"]) == ("", "7")


def test_compliance_comes_as_a_spreadsheet_too(clara: Person) -> None:
    put(Dimension.COMPANY, "-", "2027-01", lead_days=9, missed_savings=50, compliant=1)

    answer = clara.send("GET", "/v1/reports/compliance", accept="text/csv")

    assert answer.body.decode().splitlines()[1] == "2027-01,EUR,1,1,0,0,9.0,0,0.50"


def test_reports_are_the_travel_managers(api: Api, pool_keys: PoolKeys) -> None:
    for path in ("/v1/reports/spend", "/v1/reports/compliance"):
        for groups in (["traveller"], ["traveller", "approver"], ["traveller", "operator"]):
            assert Person(api, pool_keys, "ben", *groups).send("GET", path).status_code == 403
