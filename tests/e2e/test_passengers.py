"""Traveller profiles, consents and privacy against a deployed copy: the key, the rights of each function, the nightly
job, and a stage that keeps no profiles."""

import json
from datetime import timedelta
from typing import Any

import pytest

from local.client import Client
from tests.e2e.world import World, at_once

Json = dict[str, Any]
PRIVATE = ("1988-04-12", "C01X00T47", "TT1234567", "+4915112345678")


def profile(**changes: Any) -> Json:
    usual = {
        "givenName": "Anna Maria",
        "familyName": "Weber",
        "birthDate": "1988-04-12",
        "nationality": "DE",
        "documents": [
            {"kind": "passport", "number": "C01X00T47", "issuingCountry": "DE", "expiresOn": "2033-05-31"},
        ],
        "knownTravellerNumber": "TT1234567",
        "emergencyContact": {"name": "Jan Weber", "phone": "+4915112345678"},
    }
    return usual | changes


def newcomer(world: World) -> Client:
    """Somebody who has just joined the company, so that nobody else's data are in the way."""
    return world.newcomer("Grace Newcomer", "traveller")


def user_id(client: Client) -> str:
    return str(client.get("/v1/me")["userId"])


def kept(client: Client, **changes: Any) -> str:
    return str(client.post("/v1/passengers", profile(**changes))["passengerId"])


@pytest.fixture(scope="module")
def people(world: World) -> tuple[Client, Client]:
    """Two newcomers."""
    first, second = at_once(newcomer, [world, world])
    return first, second


@pytest.mark.waits
def test_a_profile_is_encrypted_masked_and_revealed_on_record(world: World, people: tuple[Client, Client]) -> None:
    person, arranger = people
    mine = kept(person, arrangerIds=[user_id(arranger)])

    shown = person.get(f"/v1/passengers/{mine}")
    revealed = arranger.get(f"/v1/passengers/{mine}?reveal=true")

    rows = [row for row in world.rows("passengers") if row["passengerId"] == mine]
    assert [word for word in PRIVATE if word in json.dumps(shown) + str(rows)] == []
    assert revealed["documents"][0]["number"] == "C01X00T47"
    (seen,) = person.get(f"/v1/passengers/{mine}/accesses")["items"]
    assert (seen["userId"], seen["reason"]) == (user_id(arranger), "revealed")
    assert mine in [each["passengerId"] for each in arranger.get("/v1/passengers?relation=arranger")["items"]]
    assert world.second.call("GET", f"/v1/passengers/{mine}?reveal=true").status == 404


@pytest.mark.waits
def names_in(booking: Json) -> list[tuple[str, str]]:
    return [(each["givenName"], each["familyName"]) for each in booking["request"]["travellers"]]


@pytest.mark.waits
def test_arranger_books_for_who_consents_and_a_person_who_travels_is_not_erased(world: World) -> None:
    person, arranger = at_once(newcomer, [world, world])
    mine = kept(person, arrangerIds=[user_id(arranger)])
    foreign = kept(world.second, kind="guest")
    refused = arranger.call(
        "POST", "/v1/bookings", world.trip_request(passengerIds=[mine, foreign], costCentre="GENERAL")
    )
    assert (refused.status, [each["pointer"] for each in refused.body["errors"]]) == (400, ["/passengerIds/1"])

    booking = world.options(world.trip_request(passengerIds=[mine], costCentre="GENERAL"), by=arranger)

    assert booking["status"] == "awaiting_selection", booking["failure"]
    assert names_in(booking) == [("Anna Maria", "Weber")]
    assert person.call("POST", "/v1/privacy/erasures", {}).status == 409
    (listed,) = person.get("/v1/bookings?role=traveller")["items"]
    assert (listed["bookingId"], listed["roles"]) == (booking["bookingId"], ["traveller"])
    assert person.get(f"/v1/bookings/{booking['bookingId']}")["operations"] == ["select", "cancel"]
    person.post(f"/v1/bookings/{booking['bookingId']}/cancellation")
    arranger.wait_for(booking["bookingId"], "cancelled")
    assert person.post("/v1/privacy/erasures", {})["status"] == "done"
    left = arranger.get(f"/v1/bookings/{booking['bookingId']}")
    assert names_in(left) == [("Erased", "Traveller")]
    assert arranger.get(f"/v1/bookings/{booking['bookingId']}/audit/verification")["intact"]
    assert person.call("GET", f"/v1/passengers/{mine}").status == 404


def list_entries(client: Client, address: str) -> list[dict[str, Any]]:
    """All entries of an export, page by page."""
    page = client.get(f"{address}?limit=100")
    found = list(page["items"])
    while page["nextCursor"]:
        page = client.get(f"{address}?limit=100&cursor={page['nextCursor']}")
        found += page["items"]
    return found


def test_everything_held_is_shown_and_then_forgotten(world: World) -> None:
    person = newcomer(world)
    kept(person)
    kept(person, kind="guest", givenName="Grace", familyName="Hopper")
    person.put("/v1/consents/trip_sharing", {"granted": True, "textVersion": "1"}, if_match='"v0"')
    person.post("/v1/items", {"name": "Weber's birthday"})
    export = world.manager.post("/v1/privacy/exports", {"userId": user_id(person)})

    entries = list_entries(world.manager, export["entriesUrl"])
    erasure = world.manager.post("/v1/privacy/erasures", {"userId": user_id(person)})

    assert {each["section"] for each in entries} >= {
        "profile",
        "arrangedProfiles",
        "consents",
        "items",
        "exports",
    }
    assert "C01X00T47" in json.dumps(entries)
    assert person.call("GET", export["entriesUrl"]).status == 404
    wanted = {"items": 1, "consents": 1, "guests": 1, "profile": 1, "account": 1}
    assert {name: count for name, count in erasure["counts"].items() if count} == wanted
    assert person.get("/v1/passengers")["items"] == person.get("/v1/items")["items"] == []
    assert person.get("/v1/consents/trip_sharing")["granted"] is False


@pytest.mark.waits
def test_the_nightly_job_may_do_what_it_has_to(world: World, people: tuple[Client, Client]) -> None:
    person, _ = people
    guest = kept(person, kind="guest")
    world.backdate("passengers", {"passengerId": {"S": guest}}, "lastUsedAt", timedelta(days=400))
    erased = newcomer(world)
    with world.denied("api_handler", "dynamodb:DeleteItem", resource="arn:aws:dynamodb:*:*:table/sojourn-local-*"):
        kept(erased, kind="guest")
        begun = erased.call("POST", "/v1/privacy/erasures", {})

    world.invoke("nightly")

    assert person.call("GET", f"/v1/passengers/{guest}").status == 404
    running = [row for row in world.rows("privacy-erasures") if row["userId"] == user_id(erased)]
    assert begun.status >= 500 or begun.body["status"] == "running", begun.body
    assert [json.loads(row["document"])["status"] for row in running] == ["done"]


@pytest.mark.waits
def test_a_function_without_the_key_shows_nothing(world: World, people: tuple[Client, Client]) -> None:
    person, _ = people
    guest = kept(person, kind="guest")

    with world.denied("api_handler", "kms:*"):
        reply = person.call("GET", f"/v1/passengers/{guest}?reveal=true")

    assert (reply.status, "C01X" in reply.raw.decode()) == (503, False)


def test_keeping_profiles_is_turned_off_and_on_again_and_orphans_nothing(world: World) -> None:
    cloudformation, stack = world.service("cloudformation"), "sojourn-local-foundation"
    (known,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    kept = [each["ParameterKey"] for each in known["Parameters"] if each["ParameterKey"] != "EnablePassengersTable"]

    def list_resources() -> dict[str, str]:
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
        found = [each for page in pages for each in page["StackResourceSummaries"]]
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found}

    before = list_resources()
    for enabled in ("false", "true"):
        cloudformation.update_stack(
            StackName=stack,
            UsePreviousTemplate=True,
            Parameters=[
                {"ParameterKey": "EnablePassengersTable", "ParameterValue": enabled},
                *({"ParameterKey": name, "UsePreviousValue": True} for name in kept),
            ],
            Capabilities=["CAPABILITY_IAM"],
        )
        cloudformation.get_waiter("stack_update_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
        (now,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]

        outputs = {each["OutputKey"]: each["OutputValue"] for each in now["Outputs"]}
        assert outputs["PassengersEnabled"] == enabled
        assert list_resources() == before
    assert {"PassengersTable", "PassengerLinksTable", "PassengerAccessesTable", "PassengersKey"} <= before.keys()
