"""Bookings across the company: who may list them, by what, and as what they are written."""

import csv
import io
from collections.abc import Iterator

import pytest

from chalicelib.domain.identity import Identity
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.support.gateway import call
from tests.unit.api.scenes import InWorld, in_world

COMPANY = "/v1/bookings?scope=all&startsFrom=2027-01-01"


@pytest.fixture(scope="module")
def scene() -> Iterator[InWorld]:
    """A booking of Anna's that is booked, one that waits for approval, and one of David's that waits for him."""
    with in_world() as made:
        booked(made.world)
        waiting_for_approval(made.world)
        planned(made.world, DAVID)
        yield made


def test_a_travel_manager_lists_everybodys_bookings_with_what_they_are_filtered_by(scene: InWorld) -> None:
    listed = {each["status"]: each for each in call(CLARA, "GET", COMPANY).body["items"]}

    shown = listed["booked"]
    assert {
        name: shown[name] for name in shown if not name.endswith(("Id", "At", "Name", "Names")) and name != "name"
    } == {
        "roles": [],
        "status": "booked",
        "startsOn": "2027-03-03",
        "endsOn": "2027-03-05",
        "places": ["Berlin", "London"],
        "price": shown["price"],
        "travellerIds": ["anna"],
        "costCentres": ["SALES-EU"],
        "outcome": "compliant",
        "countries": ["DE", "GB"],
    }
    assert shown["name"] == "Berlin to London"
    assert listed["awaiting_selection"]["requesterId"] == "david"
    assert listed["awaiting_selection"]["outcome"] is None
    assert listed.keys() == {"booked", "awaiting_selection", "awaiting_approval"}


@pytest.mark.parametrize("who", [ANNA, BEN], ids=lambda who: who.user_id)
def test_nobody_else_lists_what_is_not_theirs(scene: InWorld, who: Identity) -> None:
    refused = call(who, "GET", COMPANY)
    own = call(who, "GET", "/v1/bookings").body["items"]

    assert refused.status == 403
    assert {each["requesterId"] for each in own} <= {who.user_id}
    assert all(each["costCentres"] == each["travellerIds"] == [] for each in own)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "abw"),
        ("&status=booked", "b"),
        ("&userId=anna", "bw"),
        ("&userId=anna&role=traveller", "bw"),
        ("&userId=anna&status=awaiting_approval", "w"),
        ("&costCentre=SALES-EU", "abw"),
        ("&costCentre=OPS", ""),
        ("&outcome=compliant", "b"),
        ("&outcome=approval_required", "w"),
        ("&country=GB", "abw"),
        ("&country=JP", ""),
        ("&startsTo=2027-03-02", ""),
        ("&startsTo=2027-03-03", "abw"),
        ("&startsTo=2027-03-03&userId=david", "a"),
        ("&startsTo=2027-03-02&userId=david", ""),
    ],
)
def test_a_filter_finds_what_it_says(scene: InWorld, asked: str, found: str) -> None:
    by_status = {"booked": "b", "awaiting_selection": "a", "awaiting_approval": "w"}
    items = call(CLARA, "GET", COMPANY + asked).body["items"]

    assert "".join(sorted(by_status[each["status"]] for each in items)) == found


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("scope=all&startsFrom=2027-01-02&startsTo=2027-01-01", "/startsTo"),
        ("scope=all&startsFrom=2027-01-01&startsTo=2028-01-02", "/startsTo"),
        ("scope=all&role=traveller", "/role"),
        ("userId=anna", "/userId"),
        ("costCentre=OPS&country=DE", "/country"),
        ("scope=everything", "/scope"),
        ("scope=all&country=Germany", "/country"),
    ],
)
def test_what_makes_no_sense_together_is_refused_with_its_place(scene: InWorld, asked: str, pointer: str) -> None:
    refused = call(CLARA, "GET", f"/v1/bookings?{asked}")

    assert refused.status == 400
    assert pointer in [each["pointer"] for each in refused.body["errors"]]


def test_pages_lead_through_the_list_and_a_cursor_is_good_for_its_filters_alone(scene: InWorld) -> None:
    first = call(CLARA, "GET", f"{COMPANY}&limit=2")
    cursor = first.body["nextCursor"]
    rest = call(CLARA, "GET", f"{COMPANY}&limit=2&cursor={cursor}").body
    elsewhere = call(CLARA, "GET", f"{COMPANY}&country=GB&cursor={cursor}")

    assert len({each["bookingId"] for each in (*first.body["items"], *rest["items"])}) == 3
    assert rest["nextCursor"] is None
    assert elsewhere.status == 400


def test_a_page_is_a_file_for_who_asks_for_csv(scene: InWorld) -> None:
    answer = call(CLARA, "GET", f"{COMPANY}&status=booked&limit=1", Accept="text/csv")

    header, line = csv.reader(io.StringIO(answer.text, newline=""))
    read = dict(zip(header, line, strict=True))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bookings.csv"'
    assert (read["status"], read["places"], read["countries"]) == ("booked", "Berlin; London", "DE; GB")
    assert (read["currency"], read["price"].count(".")) == ("EUR", 1)
    assert read["createdAt"].endswith("Z")
