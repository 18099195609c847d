"""Trips across the company: who may list them, by what, and who is where on a day."""

import csv
import io
from collections.abc import Iterator

import pytest

from chalicelib.domain.identity import Identity
from tests.simulation.stages import booked
from tests.simulation.world import ANNA, CLARA, DAVID
from tests.support.gateway import call
from tests.unit.api.scenes import InWorld, in_world

COMPANY = "/v1/trips?scope=all"
BY_HAND = {"name": "Kickoff", "startsAt": "2027-02-01T08:00:00Z", "endsAt": "2027-02-02T18:00:00Z"}


@pytest.fixture(scope="module")
def scene() -> Iterator[InWorld]:
    """A trip of Anna's to London that is booked, and one of David's that he planned by hand."""
    with in_world() as made:
        booked(made.world)
        assert call(DAVID, "POST", "/v1/trips", BY_HAND, Idempotency_Key="by-hand").status == 201
        yield made


def names_in(path: str, who: Identity = CLARA) -> list[str]:
    answer = call(who, "GET", path)
    assert answer.status == 200, answer.body
    return [each["name"] for each in answer.body["items"]]


def test_a_travel_manager_lists_everybodys_trips_by_start(scene: InWorld) -> None:
    assert names_in(COMPANY) == ["Kickoff", "Berlin to London"]
    assert call(ANNA, "GET", COMPANY).status == 403
    assert names_in("/v1/trips", ANNA) == ["Berlin to London"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("&status=confirmed", ["Berlin to London"]),
        ("&status=planned", ["Kickoff"]),
        ("&userId=david", ["Kickoff"]),
        ("&userId=david&role=traveller&startsFrom=2027-02-02", []),
        ("&startsFrom=2027-02-01&startsTo=2027-02-01", ["Kickoff"]),
        ("&startsFrom=2027-02-02", ["Berlin to London"]),
        ("&costCentre=SALES-EU", ["Berlin to London"]),
        ("&costCentre=OPS", []),
        ("&outcome=compliant", ["Berlin to London"]),
        ("&outcome=denied", []),
        ("&country=GB", ["Berlin to London"]),
        ("&country=JP", []),
        ("&on=2027-03-02&country=GB", []),
        ("&on=2027-03-03&country=DE", ["Berlin to London"]),
        ("&on=2027-03-04&country=DE", []),
        ("&on=2027-03-04&country=GB", ["Berlin to London"]),
        ("&on=2027-03-04&country=GB&userId=david", []),
        ("&on=2027-03-04&country=GB&costCentre=SALES-EU", ["Berlin to London"]),
        ("&on=2027-03-06&country=GB", []),
    ],
)
def test_a_filter_finds_what_it_says(scene: InWorld, asked: str, found: list[str]) -> None:
    assert names_in(COMPANY + asked) == found


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("scope=all&on=2027-03-03", "/country"),
        ("scope=all&on=2027-03-03&country=GB&startsFrom=2027-03-01", "/startsFrom"),
        ("scope=all&on=2026-01-01&country=GB", "/on"),
        ("scope=all&startsFrom=2027-01-01&startsTo=2028-01-02", "/startsTo"),
        ("scope=all&role=requester", "/role"),
        ("scope=all&shared=true", "/shared"),
        ("country=GB", "/country"),
        ("on=2027-03-03", "/on"),
    ],
)
def test_what_makes_no_sense_together_is_refused_with_its_place(scene: InWorld, asked: str, pointer: str) -> None:
    refused = call(CLARA, "GET", f"/v1/trips?{asked}")

    assert refused.status == 400
    assert pointer in [each["pointer"] for each in refused.body["errors"]]


def test_pages_lead_through_the_list(scene: InWorld) -> None:
    first = call(CLARA, "GET", f"{COMPANY}&limit=1").body
    rest = call(CLARA, "GET", f"{COMPANY}&limit=1&cursor={first['nextCursor']}").body

    assert [each["name"] for each in (*first["items"], *rest["items"])] == ["Kickoff", "Berlin to London"]


def test_a_page_is_a_file_for_who_asks_for_csv(scene: InWorld) -> None:
    answer = call(CLARA, "GET", f"{COMPANY}&status=confirmed", Accept="text/csv")

    header, line = csv.reader(io.StringIO(answer.text, newline=""))
    read = dict(zip(header, line, strict=True))
    assert (read["name"], read["travellerIds"], read["currency"]) == ("Berlin to London", "anna", "EUR")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trips.csv"'


def test_who_has_cancelled_is_there_no_more() -> None:
    with in_world() as made:
        booking_id = booked(made.world)
        path = f"{COMPANY}&on=2027-03-04&country=GB"
        assert names_in(path) == ["Berlin to London"]

        quote = call(
            ANNA,
            "POST",
            f"/v1/bookings/{booking_id}/quotes",
            {"kind": "cancellation"},
            Idempotency_Key="quote",
        ).body
        confirmed = call(
            ANNA, "POST", f"/v1/bookings/{booking_id}/quotes/{quote['quoteId']}/confirmation", Idempotency_Key="confirm"
        )
        made.world.run(600)

        assert confirmed.status == 202, confirmed.body
        assert names_in(path) == []
