"""Who travels, against a deployed copy: a stored profile with what carriers need of it, and two people of two cost
centres on one booking."""

import uuid
from typing import Any

import pytest
from icalendar import Calendar

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.newcomers import joined, profile
from tests.e2e.world import ENDED, World, allowed, at_once, price_of
from tests.support.waiting import eventually


def calendar_of(client: Client) -> str:
    """What a calendar program reads of all that somebody travels."""
    feed = client.post("/v1/me/calendar")["url"].removeprefix(client.base_url)
    events = Calendar.from_ical(Client(client.base_url).call("GET", feed).raw).events
    return " ".join(str(event["UID"]) for event in events)


@pytest.mark.waits
def test_own_profile_travels_unasked_under_its_confirmed_spelling_with_what_carriers_need(world: World) -> None:
    zofia, _ = joined(world, "Zofia Żółkiewska", "SALES-EU")
    kept = zofia.call("POST", "/v1/passengers", profile("Zofia Żółkiewska", documents=[]))
    own = kept.body["passengerId"]

    with world.ear(zofia) as ear:

        def request(**fields: Any) -> Json:
            body = world.trip_request(ahead=2, cost_centre="SALES-EU", **fields)
            return ear.ask({"action": "create_booking", "body": body, "idempotencyKey": uuid.uuid4().hex})

        asked = request()
        (question,) = asked["questions"]
        accepted = request(answers={"latinNames": question["choices"][0]["code"]})["booking"]

    assert (asked["code"], question["field"]) == ("ambiguous_request", "latinNames")
    assert accepted["request"]["passengerIds"] == [own]
    (traveller,) = accepted["request"]["travellers"]
    assert (traveller["familyName"], traveller["latinFamilyName"]) == ("Żółkiewska", "ZOLKIEWSKA")

    planned = zofia.wait_for(accepted["bookingId"], "awaiting_selection", *ENDED)
    assert [fact["pointer"] for fact in planned["missing"]] == ["/documents"]
    world.select(planned, allowed(planned, "approval_required"), by=zofia)
    waiting = zofia.wait_for(accepted["bookingId"], "awaiting_approval", *ENDED)
    completed = profile("Zofia Żółkiewska")
    zofia.put(f"/v1/passengers/{own}", completed, if_match=kept.headers["ETag"])
    world.decide(waiting, "approved")

    bought = zofia.wait_for(accepted["bookingId"], *ENDED)
    assert (bought["status"], bought["failure"], bought["missing"]) == ("booked", None, [])


@pytest.mark.waits
def test_two_travellers_charge_two_cost_centres_and_both_find_the_trip(world: World) -> None:
    names, centres = ("Lea Brandt", "Omar Haddad"), tuple(world.new_budget(5_000) for _ in range(2))
    (lea, lea_id), (omar, _) = at_once(lambda each: joined(world, *each), list(zip(names, centres, strict=True)))
    of_lea = lea.post("/v1/passengers", profile("Lea Brandt"))["passengerId"]
    of_omar = omar.post("/v1/passengers", profile("Omar Haddad", arrangerIds=[lea_id]))["passengerId"]
    trip_request = world.trip_request(ahead=2, passengerIds=[of_lea, of_omar])
    del trip_request["costCentre"]

    booking = world.options(trip_request, by=lea)
    option = allowed(booking, "approval_required")
    world.select(booking, option, by=lea)
    waiting = lea.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    reserved = [world.budget(centre, trip_request)[:2] for centre in centres]
    asked = [step["approverName"] for step in waiting["approvalRequest"]["steps"]]
    world.decide(waiting, "approved")
    bought = lea.wait_for(booking["bookingId"], *ENDED)

    assert (bought["status"], bought["failure"], bought["missing"]) == ("booked", None, [])
    assert asked == ["Ben Larsen"], "the manager of both is asked once"
    half = price_of(option) // 2
    assert reserved == [(half, 0), (half, 0)]
    assert [world.budget(centre, trip_request)[:2] for centre in centres] == [(0, half), (0, half)]
    items = lea.get(f"/v1/trips/{bought['tripId']}")["items"]
    for client in (lea, omar):
        assert [each["bookingId"] for each in client.get("/v1/bookings?role=traveller")["items"]] == [
            booking["bookingId"]
        ]
        assert eventually(lambda client=client: client.get("/v1/trips")["items"])[0]["tripId"] == bought["tripId"]  # type: ignore[misc]
        assert all(item["itemId"] in calendar_of(client) for item in items)


def test_colleagues_are_found_by_name_and_nothing_but_their_address_is_shown(world: World) -> None:
    anna = world.traveller.get("/v1/me")

    found = world.second.get("/v1/colleagues?query=berg")["items"]

    assert {"userId": anna["userId"], "name": "Anna Berger", "email": "anna.berger@example.com"} in found
    assert world.second.call("GET", "/v1/colleagues?query=b").status == 400
