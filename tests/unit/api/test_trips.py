"""Trips over HTTP: made by hand, listed, changed, called off and removed; and as a timeline."""

from typing import Any

import pytest

from chalicelib.models import items as items_table
from chalicelib.models import shares as shares_table
from chalicelib.models import trips as trips_table
from tests.support.booked_samples import BOOKING_ID
from tests.support.turning_clock import TurningClock
from tests.unit.api.people import Person, pointers
from tests.unit.api.trip_samples import BOOKED, TRIP, booked_trip, from_day_to_day, planned

pytestmark = pytest.mark.usefixtures("stage")


def test_a_trip_is_kept_as_it_was_written(anna: Person) -> None:
    answer = anna.send("POST", "/v1/trips", TRIP | {"notes": "Bring the contracts."})
    trip = answer.json_body["trip"]

    assert answer.status_code == 201
    assert answer.headers["Location"] == f"http://localhost/v1/trips/{trip['tripId']}"
    assert anna.get(f"/v1/trips/{trip['tripId']}") == answer.json_body == {"trip": trip, "items": []}
    assert (trip["status"], trip["access"], trip["bookingId"], trip["price"]) == ("planned", "owner", None, None)
    assert anna.walk("/v1/trips") == [trip]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"endsAt": "2026-12-01T06:14:59Z"}, "/endsAt"),
        ({"endsAt": "2027-12-03T06:15:00Z"}, "/endsAt"),
        ({"endsAt": "2026-12-03T06:15:00"}, "/endsAt"),
        ({"startsAt": "0001-01-01T00:00:00+14:00"}, "/startsAt"),
        ({"startsAt": None}, "/startsAt"),
        ({"status": "confirmed"}, "/status"),
    ],
)
def test_a_trip_that_cannot_be_is_refused(anna: Person, changes: dict[str, Any], pointer: str) -> None:
    assert pointer in pointers(anna.send("POST", "/v1/trips", TRIP | changes))
    assert anna.walk("/v1/trips") == []


def test_the_clock_makes_a_trip_in_progress_and_completed_and_lists_agree(anna: Person, clock: TurningClock) -> None:
    trip_id = planned(anna, startsAt="2026-11-20T09:00:00Z", endsAt="2026-11-20T10:00:00Z")
    statuses = ("planned", "confirmed", "in_progress", "completed", "cancelled")

    for minutes, expected in (
        (0, "planned"),
        (49, "planned"),
        (1, "in_progress"),
        (59, "in_progress"),
        (1, "completed"),
    ):
        clock.turn(minutes=minutes)
        answer = anna.send("GET", f"/v1/trips/{trip_id}")
        assert answer.json_body["trip"]["status"] == expected
        found = [status for status in statuses if anna.walk(f"/v1/trips?status={status}")]
        assert found == [expected]


def test_what_the_clock_changes_is_not_called_unchanged(anna: Person, clock: TurningClock) -> None:
    trip_id = planned(anna, startsAt="2026-11-20T09:00:00Z", endsAt="2026-11-20T10:00:00Z")
    tag = anna.send("GET", f"/v1/trips/{trip_id}").headers["ETag"]
    assert anna.send("GET", f"/v1/trips/{trip_id}", if_none_match=tag).status_code == 304

    clock.turn(hours=1)

    assert anna.send("GET", f"/v1/trips/{trip_id}", if_none_match=tag).status_code == 200
    assert anna.send("PATCH", f"/v1/trips/{trip_id}", {"name": "Mine"}, if_match=tag).status_code == 200
    assert anna.send("PATCH", f"/v1/trips/{trip_id}", {"name": "Lost"}, if_match=tag).status_code == 412


def test_lists_are_by_status_and_day_and_walk_page_by_page(anna: Person, david: Person) -> None:
    planned(david)
    for first, last in ((1, 2), (5, 6), (19, 22), (21, 23), (25, 26), (28, 29)):
        planned(anna, name=f"{first}", **from_day_to_day(first, last))

    def names(query: str) -> list[str]:
        return [trip["name"] for trip in anna.walk(f"/v1/trips?limit=1&{query}")]

    assert names("") == ["28", "25", "21", "19", "5", "1"]
    assert names("status=planned") == ["28", "25", "21"]
    assert names("status=in_progress") == ["19"]
    assert names("status=completed") == ["5", "1"]
    assert names("startsFrom=2026-11-05&startsTo=2026-11-25") == ["25", "21", "19", "5"]
    assert names("status=planned&startsTo=2026-11-25") == ["25", "21"]
    assert names("status=completed&startsFrom=2026-11-06") == []
    assert names("status=planned&startsTo=2026-11-01") == []


def test_a_list_goes_on_after_the_clock_has_passed_the_place_where_it_stopped(
    anna: Person, clock: TurningClock
) -> None:
    for day in (21, 22, 23):
        planned(anna, **from_day_to_day(day, day))
    page = anna.get("/v1/trips?status=planned&limit=2")

    clock.turn(days=2)

    assert anna.get(f"/v1/trips?status=planned&limit=2&cursor={page['nextCursor']}") == {
        "items": [],
        "nextCursor": None,
        "unreadable": [],
    }


def test_a_manager_lists_anybodys_trips_and_others_only_their_own(anna: Person, david: Person, clara: Person) -> None:
    trip_id = planned(anna)

    assert [trip["tripId"] for trip in clara.walk("/v1/trips?userId=anna")] == [trip_id]
    assert clara.get(f"/v1/trips/{trip_id}")["trip"]["access"] == "manager"
    assert clara.walk("/v1/trips") == []
    assert len(anna.walk("/v1/trips?userId=anna")) == 1
    assert david.send("GET", "/v1/trips?userId=anna").status_code == 403
    assert clara.send("PATCH", f"/v1/trips/{trip_id}", {"name": "x"}).status_code == 403


def test_a_trip_is_replaced_or_updated(anna: Person) -> None:
    trip_id = planned(anna, notes="Bring the contracts.")

    patched = anna.patch(f"/v1/trips/{trip_id}", {"endsAt": "2026-12-04T18:00:00+01:00"})["trip"]
    assert (patched["endsAt"], patched["notes"], patched["version"]) == (
        "2026-12-04T17:00:00Z",
        "Bring the contracts.",
        2,
    )
    assert anna.patch(f"/v1/trips/{trip_id}", {"notes": None})["trip"]["notes"] is None
    assert anna.put(f"/v1/trips/{trip_id}", TRIP)["trip"]["endsAt"] == TRIP["endsAt"]
    assert pointers(anna.send("PATCH", f"/v1/trips/{trip_id}", {"endsAt": "2026-11-01T00:00:00Z"})) == ["/endsAt"]
    assert pointers(anna.send("PATCH", f"/v1/trips/{trip_id}", {"startsAt": None})) == ["/startsAt"]


def test_a_list_shows_a_trip_where_it_starts_after_a_change(anna: Person) -> None:
    trip_id = planned(anna)
    planned(anna, name="Other", **from_day_to_day(25, 26))

    anna.patch(f"/v1/trips/{trip_id}", from_day_to_day(22, 23))

    assert [trip["name"] for trip in anna.walk("/v1/trips")] == ["Other", "Berlin to London"]


def test_of_a_booked_trip_only_name_and_notes_change(anna: Person) -> None:
    booking = booked_trip()
    path = f"/v1/trips/{BOOKED}"

    changed = anna.patch(path, {"name": "Kickoff", "notes": "Bring the contracts."})["trip"]
    assert (changed["name"], changed["bookingId"], changed["price"]["currency"]) == ("Kickoff", BOOKING_ID, "EUR")
    assert changed["price"] == {"amount": sum(order.price.amount for order in booking.orders), "currency": "EUR"}
    assert pointers(anna.send("PATCH", path, {"startsAt": "2026-12-01T06:15:00Z"})) == ["/startsAt"]


def test_a_trip_whose_orders_stand_is_neither_cancelled_nor_removed(anna: Person) -> None:
    booked_trip()

    refused = anna.send("POST", f"/v1/trips/{BOOKED}/cancellation")

    assert refused.status_code == 409
    assert "confirmed orders" in refused.json_body["detail"]
    assert anna.send("DELETE", f"/v1/trips/{BOOKED}").status_code == 409
    assert anna.get(f"/v1/trips/{BOOKED}")["trip"]["status"] == "confirmed"


def test_a_trip_made_by_hand_is_cancelled_once_and_then_stays_as_it_is(anna: Person) -> None:
    trip_id = planned(anna)
    path = f"/v1/trips/{trip_id}"

    first = anna.post(f"{path}/cancellation")["trip"]
    again = anna.post(f"{path}/cancellation")["trip"]

    assert first == again
    assert (first["status"], first["version"]) == ("cancelled", 2)
    assert anna.send("PATCH", path, {"name": "x"}).status_code == 409
    assert anna.send("POST", "/v1/items", {"name": "Late", "tripId": trip_id}).status_code == 409
    assert [trip["tripId"] for trip in anna.walk("/v1/trips?status=cancelled")] == [trip_id]
    assert anna.walk("/v1/trips?status=planned") == []


def test_a_trip_is_cancelled_as_it_was_seen_and_a_version_is_read_only_where_one_is_described(anna: Person) -> None:
    path = f"/v1/trips/{planned(anna)}"
    seen = anna.send("GET", path).headers["ETag"]
    anna.patch(path, {"name": "Somewhere else"})

    assert anna.send("POST", f"{path}/cancellation", if_match=seen).status_code == 412
    assert anna.send("POST", "/v1/items", {"name": "Milk"}, if_match="of nothing").status_code == 201


def test_a_trip_that_is_over_is_not_cancelled(anna: Person) -> None:
    trip_id = planned(anna, **from_day_to_day(1, 2))

    assert anna.send("POST", f"/v1/trips/{trip_id}/cancellation").status_code == 409


def test_a_trip_goes_with_its_items_and_shares(anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    item_id = anna.post("/v1/items", {"name": "Visa", "tripId": trip_id})["itemId"]
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})

    assert anna.send("DELETE", f"/v1/trips/{trip_id}", if_match='"v2"').status_code == 412
    assert anna.send("DELETE", f"/v1/trips/{trip_id}", if_match='"v1"').status_code == 204

    assert anna.send("GET", f"/v1/trips/{trip_id}").status_code == 404
    assert anna.send("GET", f"/v1/items/{item_id}").status_code == 404
    assert david.walk("/v1/trips?shared=true") == []
    assert shares_table.list_shares(trip_id) == ([], None)


def test_a_removal_that_was_interrupted_is_finished_by_the_next(
    anna: Person, david: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    trip_id = planned(anna)
    anna.post("/v1/items", {"name": "Visa", "tripId": trip_id})
    with monkeypatch.context() as broken:
        broken.setattr(items_table.ItemRow, "delete", _die)
        assert anna.send("DELETE", f"/v1/trips/{trip_id}").status_code == 500

    assert anna.send("GET", f"/v1/trips/{trip_id}").status_code == 404
    assert anna.walk("/v1/trips") == []
    assert david.send("DELETE", f"/v1/trips/{trip_id}").status_code == 404
    assert anna.send("DELETE", f"/v1/trips/{trip_id}").status_code == 204
    assert anna.walk("/v1/items") == []
    assert list(trips_table.TripRow.scan()) == []


def _die(*_: object, **__: object) -> None:
    raise RuntimeError("the process died here")


def test_a_foreign_trip_does_not_exist(anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    path = f"/v1/trips/{trip_id}"

    answers = [
        david.send("GET", path),
        david.send("PUT", path, TRIP),
        david.send("PATCH", path, {"name": "x"}),
        david.send("DELETE", path),
        david.send("POST", f"{path}/cancellation"),
        david.send("GET", f"{path}/shares"),
        david.send("GET", f"{path}/shares/david"),
        david.send("PUT", f"{path}/shares/david", {"right": "write"}),
        david.send("DELETE", f"{path}/shares/david"),
        david.send("GET", f"/v1/items?tripId={trip_id}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert david.walk("/v1/trips") == david.walk("/v1/trips?shared=true") == []


def test_the_timeline_is_for_whoever_sees_the_trip(anna: Person, david: Person) -> None:
    booked_trip()
    path = f"/v1/trips/{BOOKED}/timeline"
    anna.post("/v1/items", {"name": "Visa", "tripId": BOOKED})
    gone = anna.post(
        "/v1/items", {"name": "Code", "kind": "stay", "tripId": BOOKED, "expiresAt": "2026-11-20T08:11:00Z"}
    )

    timeline = anna.get(path)
    assert david.send("GET", path).status_code == 404
    anna.put(f"/v1/trips/{BOOKED}/shares/david", {"right": "read"})

    assert david.get(path) == timeline
    assert [entry["kind"] for entry in timeline["entries"]] == ["flight", "stay", "flight"]
    assert (len(timeline["undated"]), timeline["conflicts"]) == (2, [])
    assert gone["itemId"] in timeline["undated"]


def test_the_timeline_omits_what_has_expired(anna: Person, clock: TurningClock) -> None:
    trip_id = planned(anna)
    anna.post("/v1/items", {"name": "Code", "tripId": trip_id, "expiresAt": "2026-11-20T08:11:00Z"})

    clock.turn(minutes=1)

    assert anna.get(f"/v1/trips/{trip_id}/timeline")["undated"] == []
