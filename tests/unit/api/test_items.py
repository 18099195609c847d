"""Items over HTTP: kept, listed, changed and removed; by their owner, by colleagues, and by nobody else."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.api import items
from chalicelib.domain.employees import Employee, EmployeeDetails
from chalicelib.domain.trips.item import ItemDetails
from chalicelib.models import employees
from chalicelib.models import items as items_table
from chalicelib.services.employees import put_employee
from tests.simulation.cloud.empty import empty_cloud
from tests.support.booked_samples import BOOKING_ID
from tests.support.connection import Cut
from tests.support.people import person_of
from tests.support.turning_clock import TurningClock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.api.trip_samples import BOOKED, TRIP, booked_trip

pytestmark = pytest.mark.usefixtures("stage")

PLACE = {"name": "London office", "latitude": 51.5, "longitude": -0.1}
MEETING = {
    "kind": "meeting",
    "name": "Sales team",
    "startsAt": "2027-03-04T10:00:00+01:00",
    "endsAt": "2027-03-04T11:30:00+01:00",
    "startTimezone": "Europe/London",
    "place": PLACE,
}


def shared_trip(owner: Person, colleague: Person, right: str) -> str:
    trip_id: str = owner.post("/v1/trips", TRIP)["trip"]["tripId"]
    owner.put(f"/v1/trips/{trip_id}/shares/{colleague.user_id}", {"right": right})
    return trip_id


def test_an_item_is_removed_by_what_the_sdk_had_to_send_twice(pool_keys: PoolKeys) -> None:
    with empty_cloud() as wire:
        anna = Person(Api(items.blueprint), pool_keys, "anna")
        path = f"/v1/items/{anna.post('/v1/items', MEETING)['itemId']}"
        wire.scissors = lambda made: Cut.BLINK if made.operation == "dynamodb.DeleteItem" else None

        assert anna.send("DELETE", path, if_match='"v1"').status_code == 204
        assert anna.send("GET", path).status_code == 404


def test_an_item_is_kept_as_it_was_written(anna: Person) -> None:
    answer = anna.send("POST", "/v1/items", MEETING)
    made = answer.json_body

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"v1"')
    assert answer.headers["Location"] == f"http://localhost/v1/items/{made['itemId']}"
    assert anna.get(f"/v1/items/{made['itemId']}") == made
    assert (made["startsAt"], made["createdAt"]) == ("2027-03-04T09:00:00Z", "2026-11-20T08:10:00Z")
    assert made["place"] == {**PLACE, "address": None}
    assert (made["status"], made["createdBy"], made["userId"], made["booked"]) == ("planned", "anna", "anna", False)


def test_owner_is_called_by_the_record_that_was_read_for_their_rights(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = person_of("clara", "Clara Rossi", "travel-manager")
    put_employee(manager, "anna", EmployeeDetails(name="Anna Berger"), expected=None)
    made = anna.post("/v1/items", MEETING)
    asked: list[list[str]] = []

    def find_employees(user_ids: Iterable[str]) -> dict[str, Employee]:
        asked.append(sorted(user_ids))
        return {}

    monkeypatch.setattr(employees, "find_employees", find_employees)

    shown = anna.get(f"/v1/items/{made['itemId']}")

    assert (shown["createdByName"], asked) == ("Anna Berger", [[]])


@pytest.mark.parametrize(
    ("zones", "local"),
    [
        (("Europe/London", "Asia/Kolkata"), ("2027-03-04T09:00:00+00:00", "2027-03-04T16:00:00+05:30")),
        ((None, "Pacific/Apia"), ("2027-03-04T22:00:00+13:00", "2027-03-04T23:30:00+13:00")),
        (("America/St_Johns", None), ("2027-03-04T05:30:00-03:30", "2027-03-04T07:00:00-03:30")),
        ((None, None), (None, None)),
    ],
)
def test_times_are_shown_by_the_clocks_of_their_places(
    anna: Person, zones: tuple[str | None, str | None], local: tuple[str | None, str | None]
) -> None:
    made = anna.post("/v1/items", MEETING | dict(zip(("startTimezone", "endTimezone"), zones, strict=True)))

    assert (made["startsAtLocal"], made["endsAtLocal"]) == local


def test_an_item_sent_twice_is_made_once_even_if_the_first_answer_was_never_kept(anna: Person) -> None:
    first = anna.send("POST", "/v1/items", MEETING, idempotency_key="k1")
    again = anna.send("POST", "/v1/items", MEETING, idempotency_key="k1")

    assert again.body == first.body
    assert len(anna.walk("/v1/items")) == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"kind": "yacht"}, "/kind"),
        ({"startsAt": "2027-03-04T10:00:00"}, "/startsAt"),
        ({"startsAt": "0001-01-01T00:00:00+14:00"}, "/startsAt"),
        ({"startsAt": "9999-12-31T23:59:59-14:00", "endsAt": None}, "/startsAt"),
        ({"startsAt": None}, "/startsAt"),
        ({"endsAt": "2027-03-04T09:59:59+01:00"}, "/endsAt"),
        ({"endsAt": "2028-03-06T09:59:59+01:00"}, "/endsAt"),
        ({"startTimezone": "Europe/Atlantis"}, "/startTimezone"),
        ({"endTimezone": "Europe"}, "/endTimezone"),
        ({"endTimezone": "../../etc/passwd"}, "/endTimezone"),
        ({"startTimezone": "right/Europe/Berlin"}, "/startTimezone"),
        ({"startTimezone": "posix/Asia/Tokyo"}, "/startTimezone"),
        ({"endTimezone": "Factory"}, "/endTimezone"),
        ({"endTimezone": "localtime"}, "/endTimezone"),
        ({"expiresAt": "2026-11-20T08:10:00Z"}, "/expiresAt"),
        ({"expiresAt": "1999-11-20T08:10:00Z"}, "/expiresAt"),
        ({"place": {"latitude": 1.0}}, "/place/name"),
        ({"tripId": "trp_01JQZXB2M4C6N8P0R2T4V6X8Z9"}, "/tripId"),
        ({"tripId": "trp_'; drop"}, "/tripId"),
        ({"itemId": "itm_mine"}, "/itemId"),
    ],
)
def test_an_item_that_cannot_be_is_refused_with_the_place_that_is_wrong(
    anna: Person, changes: dict[str, Any], pointer: str
) -> None:
    assert pointer in pointers(anna.send("POST", "/v1/items", MEETING | changes))
    assert anna.walk("/v1/items") == []


def test_lists_are_by_status_and_by_time_of_making(anna: Person, david: Person, clock: TurningClock) -> None:
    david.post("/v1/items", MEETING)
    for number in range(5):
        clock.turn(seconds=1)
        status = "confirmed" if number % 2 else "planned"
        anna.post("/v1/items", {"name": f"Note {number}", "status": status})

    every = [item["name"] for item in anna.walk("/v1/items?limit=2")]
    confirmed = [item["name"] for item in anna.walk("/v1/items?status=confirmed&limit=1")]

    assert every == ["Note 4", "Note 3", "Note 2", "Note 1", "Note 0"]
    assert confirmed == ["Note 3", "Note 1"]
    assert anna.walk("/v1/items?status=done") == []


def test_an_item_that_changes_its_status_changes_lists(anna: Person) -> None:
    made = anna.post("/v1/items", {"name": "Visa"})
    anna.patch(f"/v1/items/{made['itemId']}", {"status": "done"})

    assert anna.walk("/v1/items?status=planned") == []
    assert [item["version"] for item in anna.walk("/v1/items?status=done")] == [2]


def test_an_item_is_gone_at_its_time_although_the_table_still_has_it(anna: Person, clock: TurningClock) -> None:
    made = anna.post("/v1/items", {"name": "Gate code", "expiresAt": "2026-11-20T09:00:00Z"})
    path = f"/v1/items/{made['itemId']}"
    row = items_table.ItemRow.get(made["itemId"])
    assert int(row.ttl.timestamp()) == 1795165200

    clock.turn(minutes=49, seconds=59)
    assert anna.get(path)["name"] == "Gate code"
    clock.turn(seconds=1)

    assert [anna.send(method, path).status_code for method in ("GET", "DELETE")] == [404, 404]
    assert anna.send("PATCH", path, {"name": "Mine again"}).status_code == 404
    assert anna.walk("/v1/items") == []
    assert anna.walk("/v1/items?status=planned") == []


def test_many_items_that_are_gone_cost_a_page_no_more_than_five_times_its_size(
    anna: Person, clock: TurningClock
) -> None:
    anna.post("/v1/items", {"name": "Kept"})
    for number in range(12):
        clock.turn(seconds=1)
        anna.post("/v1/items", {"name": f"Note {number}", "expiresAt": "2026-11-20T09:00:00Z"})
    clock.turn(hours=1)

    first = anna.get("/v1/items?limit=2")

    assert first["items"] == []
    assert first["nextCursor"]
    assert [item["name"] for item in anna.walk("/v1/items?limit=2")] == ["Kept"]


def test_a_put_replaces_and_a_patch_updates_some_fields(anna: Person) -> None:
    path = f"/v1/items/{anna.post('/v1/items', MEETING | {'recordLocator': 'R1'})['itemId']}"

    put = anna.put(path, {"name": "Lunch"})
    assert (put["kind"], put["startsAt"], put["place"], put["recordLocator"]) == ("note", None, None, None)
    anna.put(path, MEETING)
    patched = anna.patch(path, {"place": {"address": "1 Poultry", "latitude": None}, "endsAt": None})

    assert patched["place"] == {"name": "London office", "address": "1 Poultry", "latitude": None, "longitude": -0.1}
    assert (patched["endsAt"], patched["name"], patched["version"]) == (None, "Sales team", 4)


def test_a_patch_may_come_as_merge_patch_and_must_result_in_a_whole_item(anna: Person) -> None:
    path = f"/v1/items/{anna.post('/v1/items', MEETING)['itemId']}"
    merge_patch = {"content_type": "application/merge-patch+json"}

    assert anna.send("PATCH", path, {"name": "Lunch"}, **merge_patch).json_body["name"] == "Lunch"
    assert pointers(anna.send("PATCH", path, {"name": None})) == ["/name"]
    assert pointers(anna.send("PATCH", path, {"place": {"name": None}})) == ["/place/name"]
    assert pointers(anna.send("PATCH", path, {"startsAt": None})) == ["/startsAt"]
    assert pointers(anna.send("PATCH", path, {"createdBy": "david"})) == ["/createdBy"]


def test_a_change_is_of_the_version_that_was_read(anna: Person) -> None:
    path = f"/v1/items/{anna.post('/v1/items', MEETING)['itemId']}"
    anna.patch(path, {"name": "Changed"})

    stale = {"if_match": '"v1"'}
    codes = [
        anna.send("PATCH", path, {"name": "Lost"}, **stale).status_code,
        anna.send("PUT", path, {"name": "Lost"}, **stale).status_code,
        anna.send("DELETE", path, **stale).status_code,
        anna.send("DELETE", path, if_match='"v2"').status_code,
        anna.send("GET", path).status_code,
    ]

    assert codes == [412, 412, 412, 204, 404]


def test_an_item_of_ones_own_is_nobody_elses_not_even_the_managers(anna: Person, david: Person, clara: Person) -> None:
    path = f"/v1/items/{anna.post('/v1/items', MEETING)['itemId']}"

    for other in (david, clara):
        assert other.send("GET", path).status_code == 404
        assert other.send("PUT", path, MEETING).status_code == 404
        assert other.send("PATCH", path, {"name": "x"}).status_code == 404
        assert other.send("DELETE", path).status_code == 404
        assert other.walk("/v1/items") == []


def test_a_trips_items_come_in_order_of_their_start_and_undated_ones_last(anna: Person) -> None:
    trip_id = anna.post("/v1/trips", TRIP)["trip"]["tripId"]
    for name, starts_at in (("second", "2027-03-04T10:00:00Z"), ("undated", None), ("first", "2027-03-03T10:00:00Z")):
        anna.post("/v1/items", {"name": name, "startsAt": starts_at, "tripId": trip_id})

    listed = [item["name"] for item in anna.walk(f"/v1/items?tripId={trip_id}&limit=1")]

    assert listed == ["first", "second", "undated"]
    assert [item["name"] for item in anna.get(f"/v1/trips/{trip_id}")["items"]] == listed
    assert anna.walk(f"/v1/items?tripId={trip_id}&status=done") == []


def test_a_colleague_with_the_right_to_write_changes_a_trips_items(anna: Person, david: Person) -> None:
    trip_id = shared_trip(anna, david, "write")

    made = david.post("/v1/items", MEETING | {"tripId": trip_id})
    path = f"/v1/items/{made['itemId']}"

    assert (made["userId"], made["createdBy"]) == ("anna", "david")
    assert david.patch(path, {"name": "Lunch"})["name"] == anna.get(path)["name"] == "Lunch"
    assert david.send("PATCH", path, {"tripId": None}).status_code == 403
    anna.send("DELETE", f"/v1/trips/{trip_id}/shares/david")
    assert david.send("GET", path).status_code == 404
    assert david.send("DELETE", path).status_code == 404
    assert anna.send("DELETE", path).status_code == 204


def test_a_colleague_with_the_right_to_read_changes_nothing(anna: Person, david: Person) -> None:
    trip_id = shared_trip(anna, david, "read")
    path = f"/v1/items/{anna.post('/v1/items', MEETING | {'tripId': trip_id})['itemId']}"

    assert david.get(path)["name"] == "Sales team"
    assert david.send("PATCH", path, {"name": "x"}).status_code == 403
    assert david.send("DELETE", path).status_code == 403
    assert david.send("POST", "/v1/items", MEETING | {"tripId": trip_id}).status_code == 403


def test_a_managers_sight_ends_at_trips(anna: Person, clara: Person) -> None:
    trip_id = anna.post("/v1/trips", TRIP)["trip"]["tripId"]
    path = f"/v1/items/{anna.post('/v1/items', MEETING | {'tripId': trip_id})['itemId']}"

    assert clara.get(path)["name"] == "Sales team"
    assert clara.send("PATCH", path, {"name": "x"}).status_code == 403
    assert clara.send("DELETE", path).status_code == 403


def test_an_item_moves_between_ones_own_trips_and_into_a_colleagues(anna: Person, david: Person) -> None:
    trip_id, other = (anna.post("/v1/trips", TRIP)["trip"]["tripId"] for _ in range(2))
    foreign = shared_trip(david, anna, "write")
    path = f"/v1/items/{anna.post('/v1/items', MEETING | {'tripId': trip_id})['itemId']}"

    anna.patch(path, {"tripId": other})
    assert anna.walk(f"/v1/items?tripId={trip_id}") == []
    assert len(anna.walk(f"/v1/items?tripId={other}")) == 1
    assert anna.patch(path, {"tripId": foreign})["userId"] == "david"

    assert len(david.walk("/v1/items")) == 1
    assert anna.walk("/v1/items") == []
    assert anna.send("PATCH", path, {"tripId": trip_id}).status_code == 403, "it is David's now"


def test_of_a_booked_item_only_the_description_changes(anna: Person) -> None:
    booked_trip()
    item_id = anna.get(f"/v1/trips/{BOOKED}")["items"][0]["itemId"]
    path = f"/v1/items/{item_id}"
    before = anna.get(path)
    whole = {field: before[field] for field in before if field in ItemDetails.__struct_encode_fields__}

    assert (before["booked"], before["createdBy"], before["recordLocator"]) == (True, "system/booking", "REF0")
    assert pointers(anna.send("PATCH", path, {"status": "done", "tripId": None})) == ["/status", "/tripId"]
    assert pointers(anna.send("PUT", path, whole | {"recordLocator": None})) == ["/recordLocator"]
    assert anna.put(path, whole | {"description": "Window seat"})["description"] == "Window seat"
    assert anna.send("DELETE", path).status_code == 409


def test_a_colleague_sees_a_booked_item_without_what_opens_it_elsewhere(
    anna: Person, david: Person, clara: Person
) -> None:
    booked_trip()
    anna.put(f"/v1/trips/{BOOKED}/shares/david", {"right": "write"})
    path = f"/v1/items/{anna.get(f'/v1/trips/{BOOKED}')['items'][0]['itemId']}"

    seen = david.get(path)
    listed = david.walk(f"/v1/items?tripId={BOOKED}")
    in_trip = david.get(f"/v1/trips/{BOOKED}")["items"]

    assert [seen, *listed[1:]] == listed == in_trip
    assert (seen["booked"], seen["recordLocator"]) == (True, None)
    assert BOOKING_ID not in str(seen)
    assert david.patch(path, {"description": "I meet you there"})["recordLocator"] is None
    assert anna.get(path)["recordLocator"] == clara.get(path)["recordLocator"] == "REF0"


def test_a_trip_takes_so_many_items_and_no_more(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.models.items.MOST_ON_A_TRIP", 2)
    trip_id = anna.post("/v1/trips", TRIP)["trip"]["tripId"]
    for _ in range(2):
        anna.post("/v1/items", MEETING | {"tripId": trip_id})

    assert anna.send("POST", "/v1/items", MEETING | {"tripId": trip_id}).status_code == 409


def test_items_whose_time_has_run_out_take_no_room_on_a_trip(
    anna: Person, clock: TurningClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.models.items.MOST_ON_A_TRIP", 2)
    trip_id = anna.post("/v1/trips", TRIP)["trip"]["tripId"]
    soon = (clock.time + timedelta(minutes=10)).isoformat()
    for number in range(2):
        anna.post("/v1/items", MEETING | {"tripId": trip_id, "name": f"Meeting {number}", "expiresAt": soon})

    clock.turn(minutes=11)  # past what counts as added a moment ago

    assert anna.send("POST", "/v1/items", MEETING | {"tripId": trip_id}).status_code == 201
