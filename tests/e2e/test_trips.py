"""Trips against a deployed copy: bought or made by hand, shared, told in a timeline and in people's own calendars."""

import pytest
from icalendar import Calendar

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, day
from tests.support.waiting import eventually

ANY = {"If-Match": "*"}


@pytest.fixture(scope="module")
def bought(world: World) -> Json:
    """A trip that a booking became, with its items."""
    booking = world.finish(world.options(world.trip_request(stay={})))
    found: Json = world.traveller.get(f"/v1/trips/{booking['tripId']}")
    return found


@pytest.fixture(scope="module")
def by_hand(world: World) -> Json:
    """A trip that the traveller plans by hand."""
    ends = day(35)
    body = {"name": "Team days", "startsAt": f"{day(33)}T08:00:00Z", "endsAt": f"{ends}T18:00:00Z"}
    reply = world.traveller.call("POST", "/v1/trips", body)
    assert (reply.status, reply.body["trip"]["status"]) == (201, "planned")
    trip: Json = reply.body["trip"]
    return trip


def me(client: Client) -> str:
    user_id: str = client.get("/v1/me")["userId"]
    return user_id


def test_a_bought_trip_is_confirmed_and_its_items_are_the_suppliers(world: World, bought: Json) -> None:
    trip, items = bought["trip"], bought["items"]
    path = f"/v1/items/{items[0]['itemId']}"

    refused = world.traveller.call("PATCH", path, {"name": "x", "status": "done"}, headers=ANY)
    noted = world.traveller.call("PATCH", path, {"description": "Window seat"}, headers=ANY)

    assert (trip["status"], trip["createdBy"], trip["access"]) == ("confirmed", "system/booking", "owner")
    assert {item["createdBy"] for item in items} == {"system/booking"}
    assert [error["pointer"] for error in refused.body["errors"]] == ["/name", "/status"]
    assert (noted.status, noted.body["description"]) == (200, "Window seat")
    assert world.traveller.call("DELETE", path).status == 409
    assert world.traveller.call("POST", f"/v1/trips/{trip['tripId']}/cancellation").status == 409
    assert world.traveller.call("DELETE", f"/v1/trips/{trip['tripId']}").status == 409


def test_a_bought_trip_fits_together(world: World, bought: Json) -> None:
    timeline = world.traveller.get(f"/v1/trips/{bought['trip']['tripId']}/timeline")

    assert [entry["itemId"] for entry in timeline["entries"]] == [item["itemId"] for item in bought["items"]]
    assert timeline["conflicts"] == []
    assert all(entry["starts"]["local"][-6] in "+-" for entry in timeline["entries"])


@pytest.mark.waits
def test_trips_are_found_by_status_day_and_person(world: World, by_hand: Json) -> None:
    starts = by_hand["startsAt"][:10]
    around = f"startsFrom={starts}&startsTo={starts}"

    def ids(client: Client, query: str) -> list[str]:
        return [trip["tripId"] for trip in client.get(f"/v1/trips?limit=100&{query}")["items"]]

    assert eventually(lambda: by_hand["tripId"] in ids(world.traveller, f"status=planned&{around}"))
    assert by_hand["tripId"] in ids(world.manager, f"userId={by_hand['travellerId']}&{around}")
    assert by_hand["tripId"] not in ids(world.traveller, f"status=in_progress&{around}")
    assert by_hand["tripId"] not in ids(world.manager, around)
    assert world.second.call("GET", f"/v1/trips?userId={by_hand['travellerId']}").status == 403


@pytest.mark.waits
def test_a_colleague_sees_what_is_shared_until_the_share_is_revoked(world: World, bought: Json) -> None:
    trip_id = bought["trip"]["tripId"]
    share = f"/v1/trips/{trip_id}/shares/{me(world.second)}"
    assert world.second.call("GET", f"/v1/trips/{trip_id}").status == 404

    world.traveller.put(share, {"right": "write"}, if_match='"v0"')
    seen = world.second.get(f"/v1/trips/{trip_id}")
    added = world.second.post("/v1/items", {"name": "I pick you up", "tripId": trip_id})
    shared = eventually(lambda: world.second.get("/v1/trips?shared=true")["items"])

    assert (seen["trip"]["bookingId"], seen["trip"]["price"], seen["trip"]["access"]) == (None, None, "write")
    assert {item["recordLocator"] for item in seen["items"]} == {None}
    assert trip_id in [trip["tripId"] for trip in shared]
    assert added["userId"] == bought["trip"]["travellerId"]
    assert world.traveller.call("DELETE", share).status == 204
    assert world.second.call("GET", f"/v1/trips/{trip_id}").status == 404
    assert world.second.call("GET", f"/v1/items/{added['itemId']}").status == 404
    assert trip_id not in [trip["tripId"] for trip in world.second.get("/v1/trips?shared=true")["items"]]


def test_calendar_programs_read_a_trip_by_its_address_alone(world: World, bought: Json) -> None:
    trip_id = bought["trip"]["tripId"]
    nobody = Client(world.stack.base_url)
    opened = world.traveller.post(f"/v1/trips/{trip_id}/calendar")
    of_all = world.traveller.post("/v1/me/calendar")

    of_trip, of_all = (each["url"].removeprefix(world.stack.base_url) for each in (opened, of_all))

    feed = nobody.call("GET", of_trip)
    again = nobody.call("GET", of_trip, headers={"If-None-Match": feed.headers["ETag"]})
    head = nobody.call("HEAD", of_trip)
    events = Calendar.from_ical(feed.raw).events
    everything = Calendar.from_ical(nobody.call("GET", of_all).raw).events

    assert of_trip.startswith("/v1/calendars/")
    assert opened["webcalUrl"].partition(":")[2] == opened["url"].partition(":")[2]
    assert (feed.status, again.status) == (200, 304)
    assert (head.status, head.raw, head.headers["ETag"]) == (200, b"", feed.headers["ETag"])
    assert feed.headers["Content-Type"].replace(" ", "") == "text/calendar;charset=utf-8"
    said = " ".join(str(event["SUMMARY"]) for event in events)
    assert all(item["name"].split()[0] in said for item in bought["items"])
    starts = {str(event["UID"]): event.decoded("DTSTART") for event in events}
    first = bought["items"][0]
    assert starts[f"{first['itemId']}@sojourn"].isoformat() == first["startsAt"].replace("Z", "+00:00")
    assert {str(event["UID"]) for event in events} <= {str(event["UID"]) for event in everything}
    assert not any(item["recordLocator"] in feed.body for item in bought["items"])
    assert world.traveller.call("DELETE", f"/v1/trips/{trip_id}/calendar").status == 204
    assert nobody.call("GET", of_trip).status == 404
    assert nobody.call("GET", f"/v1/calendars/{'A' * 65}.ics").status == 404


def test_a_trip_made_by_hand_is_changed_cancelled_and_removed(world: World, by_hand: Json) -> None:
    path = f"/v1/trips/{by_hand['tripId']}"
    read = world.traveller.call("GET", path)
    item_id = world.traveller.post("/v1/items", {"name": "Visa", "tripId": by_hand["tripId"]})["itemId"]

    patched = world.traveller.call("PATCH", path, {"notes": "Boots"}, headers={"If-Match": read.headers["ETag"]})
    stale = world.traveller.call("PATCH", path, {"notes": "Skis"}, headers={"If-Match": read.headers["ETag"]})
    off = world.traveller.post(f"{path}/cancellation")["trip"]

    assert (patched.status, patched.body["trip"]["notes"], stale.status) == (200, "Boots", 412)
    assert (off["status"], off["version"]) == ("cancelled", 3)
    assert world.traveller.call("DELETE", path).status == 204
    assert world.traveller.call("GET", path).status == 404
    assert world.traveller.call("GET", f"/v1/items/{item_id}").status == 404
