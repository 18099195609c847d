"""One booking or trip that cannot be read, in whatever way, hides no other in any list: it is said by its id."""

import csv
import io
from collections.abc import Iterator

import pytest

from chalicelib import observability
from chalicelib.domain.identity import Identity
from tests.simulation.stages import EVA, booked, stuck, waiting_for_approval
from tests.simulation.unreadable import DOCUMENTS, spoil, spoil_booking
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.support.gateway import call
from tests.unit.api.scenes import InWorld, in_world

COMPANY = "/v1/bookings?scope=all&startsFrom=2027-01-01"
CUT_OFF = '{"status":"bo'
COMPRESSED = "zlib:eJwLycgsVgCiRIXi3MwchZz8vHQAO3gGQQ"


@pytest.fixture
def scene() -> Iterator[InWorld]:
    with in_world() as made:
        yield made


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    monkeypatch.setattr(observability, "metric", lambda name, value=1, *_, **__: found.append((name, value)))
    return found


@pytest.mark.parametrize("document", [*DOCUMENTS, COMPRESSED, "zlib:!"])
def test_company_lists_say_which_booking_cannot_be_read_and_show_all_others(
    document: str, scene: InWorld, measured: list[tuple[str, float]]
) -> None:
    ids = [scene.world.ask() for _ in range(3)]
    spoil_booking(scene.world, ids[1], document)

    for asked in ("", "&costCentre=SALES-EU", "&userId=anna", "&status=requested", "&outcome=denied", "&country=JP"):
        page = call(CLARA, "GET", COMPANY + asked).body
        assert page["unreadable"] == [ids[1]], asked
        shown = [each["bookingId"] for each in page["items"]]
        assert sorted(shown) == ([] if asked in {"&outcome=denied", "&country=JP"} else sorted({*ids} - {ids[1]})), (
            asked
        )
    lines = list(csv.reader(io.StringIO(call(CLARA, "GET", COMPANY, Accept="text/csv").text, newline="")))
    walked = walk(CLARA, f"{COMPANY}&limit=1")

    assert [line[:2] for line in lines if line[0] == ids[1]] == [[ids[1], "unreadable"]]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert sorted(walked) == sorted(ids)
    assert ("UnreadableRows", 1) in measured


def walk(who: Identity, path: str) -> list[str]:
    """Everything of a list, page by page."""
    found: list[str] = []
    cursor = ""
    while True:
        page = call(who, "GET", path + cursor).body
        found += [*(each["bookingId"] for each in page["items"]), *page["unreadable"]]
        if page["nextCursor"] is None:
            return found
        cursor = f"&cursor={page['nextCursor']}"


def test_own_list_says_which_summary_cannot_be_read(scene: InWorld) -> None:
    ids = [scene.world.ask() for _ in range(3)]
    spoil_booking(scene.world, ids[1], CUT_OFF, attribute="summary")

    for asked in ("", "&role=requester", "&role=traveller", "&status=requested"):
        page = call(ANNA, "GET", f"/v1/bookings?limit=9{asked}").body
        assert ([each["bookingId"] for each in page["items"]], page["unreadable"]) == ([ids[2], ids[0]], [ids[1]])


def test_inbox_and_failed_compensations_have_all_others(scene: InWorld) -> None:
    first, second = waiting_for_approval(scene.world), waiting_for_approval(scene.world)
    third, fourth = (stuck(scene.world).booking_id for _ in range(2))
    for booking_id in (first, third):
        spoil_booking(scene.world, booking_id, CUT_OFF)

    inbox = call(BEN, "GET", "/v1/approvals").body["items"]
    failed = call(EVA, "GET", "/v1/compensations").body["items"]

    assert [each["bookingId"] for each in inbox] == [second]
    assert [each["bookingId"] for each in failed] == [fourth]


TRIP = {"name": "Plan", "startsAt": "2027-03-03T06:15:00Z", "endsAt": "2027-03-05T18:50:00Z"}


def test_lists_of_trips_say_which_cannot_be_read_and_show_all_others(
    scene: InWorld, measured: list[tuple[str, float]]
) -> None:
    call(CLARA, "PUT", "/v1/employees/david", {"name": "David Okafor"}, If_Match="*")
    made = [call(ANNA, "POST", "/v1/trips", TRIP).body["trip"]["tripId"] for _ in range(3)]
    for trip_id in made:
        assert call(ANNA, "PUT", f"/v1/trips/{trip_id}/shares/david", {"right": "read"}, If_Match='"v0"').status == 200
    spoil(scene.world, "trips", made[1], CUT_OFF)
    company = "/v1/trips?scope=all&startsFrom=2027-01-01"

    lists = [(CLARA, company), (CLARA, f"{company}&userId=anna"), (CLARA, f"{company}&status=planned")]
    for who, asked in [
        *lists,
        (ANNA, "/v1/trips"),
        (ANNA, "/v1/trips?role=requester"),
        (DAVID, "/v1/trips?shared=true"),
    ]:
        page = call(who, "GET", asked).body
        assert page["unreadable"] == [made[1]], asked
        assert {each["tripId"] for each in page["items"]} == {made[0], made[2]}, asked
    lines = list(csv.reader(io.StringIO(call(CLARA, "GET", company, Accept="text/csv").text, newline="")))
    assert [line[:2] for line in lines if line[0] == made[1]] == [[made[1], "unreadable"]]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert ("UnreadableRows", 1) in measured


def test_trip_is_listed_whatever_is_asked_of_a_booking_that_cannot_be_read(scene: InWorld) -> None:
    booking_ids = [booked(scene.world), booked(scene.world)]
    spoil_booking(scene.world, booking_ids[0], CUT_OFF)
    since = "startsFrom=2027-01-01"

    found = [
        [each["bookingId"] for each in call(CLARA, "GET", f"/v1/trips?scope=all&{asked}").body["items"]]
        for asked in (f"{since}&costCentre=SALES-EU", f"{since}&costCentre=OPS", "country=GB&on=2027-03-04")
    ]

    assert sorted(found[0]) == sorted(found[2]) == sorted(booking_ids)
    assert found[1] == booking_ids[:1]
