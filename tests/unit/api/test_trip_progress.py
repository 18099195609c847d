"""A traveller on the way over HTTP: their progress, to whom it is shown, and the live feed as server-sent events."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from chalicelib.api import trip_progress
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.models import items, position_looks, trips
from chalicelib.services.tracking.processing import process_positions
from tests.support.turning_clock import TurningClock
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.domain.tracking.windows_samples import trip
from tests.unit.services.tracking.on_the_way_samples import (
    EIGHT,
    FLIGHT,
    HOUR,
    MINUTE,
    REASON,
    RIDE,
    TRIP,
    jam,
    share,
    until_minute,
    write_plan,
)

pytestmark = pytest.mark.usefixtures("stage")

PROGRESS = f"/v1/trips/{TRIP}/progress"
WHY = f"reason={quote(REASON)}"
STREAM = f"/v1/sse/users/anna/tracking?wait=0&{WHY}"
ROAD_METRES = 18_500


@pytest.fixture
def trips_api(clock: TurningClock) -> Api:
    """Ten minutes after eight: Anna is a quarter of the road along."""
    clock.time = EIGHT - HOUR
    write_plan()
    at(clock, 10)
    return Api(trip_progress.blueprint)


def at(clock: TurningClock, minute: int, minutes_in_jam: int = 0) -> None:
    clock.time = EIGHT + minute * MINUTE
    process_positions("anna", until_minute(jam(minutes_in_jam), minute))


def ride_of(progress: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in progress["moves"] if each["itemId"] == RIDE)
    return dict(found)


def events(reply: Any) -> list[dict[str, Any]]:
    assert reply.headers["Content-Type"] == "text/event-stream"
    blocks = reply.body.decode().strip().split("\n\n")[1:]
    fields = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [{**each, "data": json.loads(each["data"])} for each in fields]


def test_traveller_sees_how_far_they_are_and_when_they_arrive(anna: Person) -> None:
    progress = anna.get(PROGRESS)

    assert (progress["currentItemId"], progress["nextItemId"]) == (RIDE, FLIGHT)
    assert progress["newestPositionAt"] == "2027-03-03T08:10:00Z"
    ride = ride_of(progress)
    assert (ride["phase"], ride["basis"], ride["withheld"]) == ("under_way", "position", None)
    assert ride["fraction"] == pytest.approx(0.25, abs=0.01)
    assert ride["travelledMetres"] + ride["remainingMetres"] == pytest.approx(ROAD_METRES, rel=0.02)
    assert ride["positionAgeSeconds"] == 0
    estimated = datetime.fromisoformat(ride["estimatedArrivalAt"])
    assert abs((estimated - (EIGHT + 40 * MINUTE)).total_seconds()) < 120
    assert ride["earliestArrivalAt"] <= ride["estimatedArrivalAt"] <= ride["latestArrivalAt"]
    assert position_looks.list_looks("anna", limit=10, start=None).rows == []


def test_estimate_is_withheld_once_its_position_is_too_old(anna: Person, clock: TurningClock) -> None:
    clock.time = EIGHT + 30 * MINUTE
    ride = ride_of(anna.get(PROGRESS))

    assert (ride["withheld"], ride["estimatedArrivalAt"], ride["confidence"]) == ("stale", None, None)
    assert ride["positionAgeSeconds"] == 1_200


def test_travel_manager_looks_for_a_reason_which_the_traveller_reads(anna: Person, clara: Person) -> None:
    shown = clara.get(f"{PROGRESS}?{WHY}")

    assert shown["userName"]
    assert {key: value for key, value in shown.items() if not key.endswith("Name")} == {
        key: value for key, value in anna.get(PROGRESS).items() if not key.endswith("Name")
    }
    (look,) = position_looks.list_looks("anna", limit=10, start=None).rows
    assert (look.viewer_id, look.kind, look.reason) == ("clara", "progress", REASON)


def test_look_without_a_reason_is_refused_where_it_is_missing(clara: Person) -> None:
    refused = clara.send("GET", PROGRESS)

    assert (refused.status_code, pointers(refused)) == (400, ["/reason"])


def test_nobody_else_sees_that_there_is_anything(david: Person) -> None:
    unknown = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z8"
    for asked in (PROGRESS, f"{PROGRESS}?{WHY}"):
        theirs, nobodys = david.send("GET", asked), david.send("GET", asked.replace(TRIP, unknown))
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        details = [json.loads(each.body)["detail"] for each in (theirs, nobodys)]
        assert details[0].replace(TRIP, unknown) == details[1]
    assert david.send("GET", STREAM).status_code == 404


def test_trip_that_is_not_under_way_or_not_theirs_shows_nothing(clara: Person, anna: Person) -> None:
    later = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z9"
    trips.create_trip(trip(EIGHT + 300 * HOUR, EIGHT + 330 * HOUR, trip_id=later))

    assert clara.send("GET", f"/v1/trips/{later}/progress?{WHY}").status_code == 404
    assert anna.get(f"/v1/trips/{later}/progress")["moves"] == []
    assert clara.send("GET", f"{PROGRESS}?{WHY}&userId=david").status_code == 404
    assert anna.send("GET", "/v1/trips/trp_01JQZXB2M4C6N8P0R2T4V6X8Z8/progress").status_code == 404


def test_trip_that_shows_nothing_is_as_none_before_a_reason_is_asked_for(clara: Person, clock: TurningClock) -> None:
    clock.time = EIGHT + 40 * HOUR  # long after the trip

    over, none = (clara.send("GET", path) for path in (PROGRESS, "/v1/trips/trp_01JQZX5V9D7R8M3T2K6W4H0YZZ/progress"))

    assert (over.status_code, none.status_code) == (404, 404)
    assert over.json_body["detail"] == none.json_body["detail"].replace("trp_01JQZX5V9D7R8M3T2K6W4H0YZZ", TRIP)


def test_who_shares_their_city_alone_shows_the_schedule(clara: Person, clock: TurningClock) -> None:
    share(SharingLevel.CITY)
    at(clock, 12)
    progress = clara.get(f"{PROGRESS}?{WHY}")

    assert progress["level"] == "city"
    assert {each["basis"] for each in progress["moves"]} == {"schedule"}
    assert (ride_of(progress)["fraction"], ride_of(progress)["withheld"]) == (None, "no_position")
    assert progress["newestPositionAt"] is None


def test_warnings_of_the_trip_stand_beside_the_progress(anna: Person, clara: Person, clock: TurningClock) -> None:
    at(clock, 60, minutes_in_jam=60)
    assert statuses(anna.get(PROGRESS)) == {"missed_connection": "raised", "stopped": "raised"}

    at(clock, 100, minutes_in_jam=60)
    assert statuses(anna.get(PROGRESS)) == {"missed_connection": "raised", "stopped": "ended"}
    assert statuses(clara.get(f"{PROGRESS}?{WHY}")) == statuses(anna.get(PROGRESS))


def statuses(progress: dict[str, Any]) -> dict[str, str]:
    return {each["kind"]: each["status"] for each in progress["warnings"]}


def test_feed_begins_with_where_somebody_is_and_goes_on_from_any_event(clara: Person, clock: TurningClock) -> None:
    (begun,) = events(clara.send("GET", STREAM))
    assert begun["event"] == "following"
    assert begun["data"]["position"]["at"] == "2027-03-03T08:10:00Z"
    assert events(clara.send("GET", STREAM, last_event_id=begun["id"])) == []

    at(clock, 60, minutes_in_jam=60)
    seen = events(clara.send("GET", STREAM, last_event_id=begun["id"]))
    assert [each["event"] for each in seen[:2]] == ["positions", "trip_progress"]
    assert {each["event"] for each in seen[2:]} == {"trip.warning_raised"}
    assert len(seen[2:]) == 2
    assert seen[2]["data"]["userName"]
    rest = events(clara.send("GET", f"{STREAM}&lastEventId={seen[2]['id']}"))
    assert [each["id"] for each in rest] == [each["id"] for each in seen[3:]]


def test_feed_of_who_may_see_nothing_more_ends_with_a_message(clara: Person, clock: TurningClock) -> None:
    (begun,) = events(clara.send("GET", STREAM))
    share(SharingLevel.EXACT, granted=False)

    reply = clara.send("GET", STREAM, last_event_id=begun["id"])

    assert reply.body.decode().startswith("retry: 60000")
    assert [each["event"] for each in events(reply)] == ["following_ended"]


@pytest.mark.parametrize("last", ["evt_01JQZX5V9D7R8M3T2K6W4H0YBE", "1", "1.x"])
def test_event_of_something_else_is_no_place_to_go_on_from(last: str, clara: Person) -> None:
    assert clara.send("GET", STREAM, last_event_id=last).status_code == 400
    assert clara.send("GET", f"{STREAM}&lastEventId={last}").status_code == 400


def test_items_of_a_colleague_with_whom_the_trip_is_shared_are_no_moves(anna: Person) -> None:
    ride = items.get_item(RIDE)
    items.remove_item(RIDE)
    items.create_item(msgspec.structs.replace(ride, item_id="itm_01JQZXB2M4C6N8P0R2T4V6X8Z7", created_by="david"))

    assert [each["itemId"] for each in anna.get(PROGRESS)["moves"]] == [FLIGHT]


def test_positions_after_the_arrival_show_it(anna: Person, clock: TurningClock) -> None:
    at(clock, 42)
    ride = ride_of(anna.get(PROGRESS))

    assert (ride["phase"], ride["withheld"], ride["remainingMetres"]) == ("arrived", "arrived", 0)
    assert ride["arrivedAt"] is not None
