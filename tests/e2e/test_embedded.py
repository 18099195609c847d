"""More of where the embedded cloud is not AWS, seen on the deployed copy: each with what the code does about it."""

import json
import time
from pathlib import Path

import pytest

from local import cloud
from local.client import Client
from tests.e2e.world import ENDED, World, allowed
from tests.support.sockets import listeners_of

NOBODY = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"  # no booking has this id


def test_access_token_of_a_person_is_refused_as_garbage_is(world: World) -> None:
    access = world.stack.tokens("traveller")["AccessToken"]

    refused = Client(world.stack.base_url, access).call("GET", "/v1/me")
    stopped = Client(world.stack.base_url, "garbage").call("GET", "/v1/me")

    assert (refused.status, stopped.status) == (401, 401)
    assert refused.headers["WWW-Authenticate"] == stopped.headers["WWW-Authenticate"] == "Bearer"
    assert refused.body["type"] == stopped.body["type"] == "urn:sojourn:problem:unauthenticated"
    assert not {"Sojourn-Version"} & {*refused.headers, *stopped.headers}, "the gateway's answers"


def test_a_copy_that_has_worked_is_reached_by_this_computer_alone(world: World) -> None:
    """Its functions too, each of which is a process of the session that the emulator leads."""
    world.traveller.get("/v1/me")
    running = cloud.find(Path(world.stack.home))
    assert running

    doors = listeners_of(running.pid)

    assert doors
    assert [door for door in doors if not door.address.is_loopback] == []


def test_groups_come_in_brackets_and_are_read_all_the_same(world: World) -> None:
    assert set(world.approver.get("/v1/me")["roles"]) == {"traveller", "approver"}
    assert set(world.manager.get("/v1/me")["roles"]) == {"traveller", "travel-manager"}


def test_error_of_a_function_has_the_name_of_its_class(world: World) -> None:
    """By `local/ministack_host.py`; the workflow retries, or does not, by that name."""
    answer = world.service("lambda").invoke(
        FunctionName=world.stack.name("step_hold"), Payload=json.dumps({"bookingId": NOBODY})
    )
    error = json.loads(answer["Payload"].read())

    assert "FunctionError" in answer
    assert error == {"errorType": "NotFound", "errorMessage": f"There is no booking {NOBODY}."}


@pytest.mark.waits
def test_wait_goes_on_when_the_function_that_begins_it_fails(world: World) -> None:
    """On AWS its retries, and then its catch, would end it; here only the sweeper does."""
    with world.denied("step_await_selection", "dynamodb:GetItem"):
        booking_id = world.ask(world.trip_request())
        world.traveller.wait_for(booking_id, "planning")
        time.sleep(4)
        assert world.traveller.get(f"/v1/bookings/{booking_id}")["status"] == "planning"
        assert world.executions(booking_id)[0]["status"] == "RUNNING"


@pytest.mark.waits
def test_stopped_workflow_takes_one_last_answer(world: World) -> None:
    """On AWS its token is spent with it; here the next answer goes nowhere, and the sweeper finds that out."""
    booking = world.options(world.trip_request())
    execution = world.executions(booking["bookingId"])[0]["executionArn"]
    world.service("stepfunctions").stop_execution(executionArn=execution)

    world.select(booking, allowed(booking))

    time.sleep(1)
    assert world.traveller.get(f"/v1/bookings/{booking['bookingId']}")["status"] == "holding"
    world.overdue(booking["bookingId"])
    world.invoke("sweeper")
    assert world.traveller.wait_for(booking["bookingId"], *ENDED)["status"] == "booked"


@pytest.mark.parametrize("header", ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"])
def test_cors_headers_come_once(world: World, header: str) -> None:
    reply = world.traveller.call("GET", "/v1/me", headers={"Origin": "https://travel.example.com"})

    assert reply.headers.getlist(header) == [reply.headers[header]]  # type: ignore[attr-defined]
