"""Lists of the company against a deployed copy: a travel manager lists, finds who is where, exports and downloads."""

import csv
import io

import pytest
import urllib3

from tests.e2e.ear import Json
from tests.e2e.world import World

_http = urllib3.PoolManager(retries=False)


@pytest.fixture(scope="module")
def bought(world: World) -> Json:
    """A booking with its trip."""
    return world.finish(world.options(world.trip_request(stay={})))


def test_a_travel_manager_lists_what_somebody_else_has_booked(world: World, bought: Json) -> None:
    starts_on = bought["request"]["slices"][0]["departOn"]
    days = f"startsFrom={starts_on}&startsTo={starts_on}"

    bookings = world.manager.get(f"/v1/bookings?scope=all&{days}&status=booked&limit=100")["items"]
    of_centre = world.manager.get(
        f"/v1/bookings?scope=all&{days}&costCentre={bought['request']['costCentre']}&limit=100"
    )["items"]
    country = bought["request"]["slices"][0]["destination"]["country"]
    present = world.manager.get(f"/v1/trips?scope=all&on={starts_on}&country={country}&limit=100")["items"]

    assert bought["bookingId"] in {each["bookingId"] for each in bookings}
    assert bought["bookingId"] in {each["bookingId"] for each in of_centre}
    assert bought["tripId"] in {each["tripId"] for each in present}
    assert world.traveller.call("GET", "/v1/bookings?scope=all").status == 403


def test_an_export_is_written_downloaded_and_deleted(world: World, bought: Json) -> None:
    asked = world.manager.call("POST", "/v1/exports", {"bookings": {"status": "booked"}})
    path = f"/v1/exports/{asked.body['exportId']}"

    world.invoke("sweeper")
    done = world.manager.get(path)
    assert done["status"] == "done", done
    answer = _http.request("GET", done["downloadUrl"])

    lines = list(csv.DictReader(io.StringIO(answer.data.decode(), newline="")))
    assert (asked.status, asked.body["status"]) == (202, "queued")
    assert len(lines) == done["rows"]
    assert bought["bookingId"] in {line["bookingId"] for line in lines}
    assert world.approver.call("GET", path).status == 403
    assert world.manager.call("DELETE", path).status == 204
    assert world.manager.call("GET", path).status == 404
    assert _http.request("GET", done["downloadUrl"]).status == 404
