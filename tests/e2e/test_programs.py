"""A program signs in by client credentials and acts through the deployed gateway: for a person, and as itself."""

import pytest

from chalicelib.domain.authorization.scopes import Scope
from local.client import Client, Reply
from tests.e2e.programs import Program, make_program
from tests.e2e.world import World


@pytest.fixture(scope="module")
def bot(world: World) -> Program:
    return make_program(world, Scope.BOOKINGS_READ, Scope.BOOKINGS_WRITE, Scope.ACT_FOR)


def test_a_program_books_for_a_person_through_the_gateway_and_the_audit_has_both(world: World, bot: Program) -> None:
    anna = world.traveller.get("/v1/me")["userId"]

    accepted = bot.client.call("POST", "/v1/bookings", world.trip_request(), headers={"Act-For": anna})

    assert accepted.status == 202, accepted.body
    booking_id = accepted.body["bookingId"]
    assert world.traveller.get(f"/v1/bookings/{booking_id}")["requesterId"] == anna
    requested = world.traveller.get(f"/v1/bookings/{booking_id}/audit")["items"][0]["actor"]
    assert (requested["kind"], requested["id"], requested["programId"]) == ("person", anna, bot.client_id)
    assert world.traveller.get(f"/v1/bookings/{booking_id}/audit/verification")["intact"]
    assert bot.client.get(f"/v1/bookings/{booking_id}")["requesterId"] == anna  # as itself, it sees the company


def test_what_its_scopes_do_not_name_is_closed_to_it_at_the_gateway_and_behind(world: World, bot: Program) -> None:
    anna = {"Act-For": world.traveller.get("/v1/me")["userId"]}

    assert bot.client.call("GET", "/v1/employees").status == 403
    assert bot.client.call("GET", "/v1/trips", headers=anna).status == 403
    assert bot.client.call("POST", "/v1/bookings", world.trip_request()).status == 400  # for nobody
    assert bot.client.call("GET", "/v1/me", headers=anna).status == 401  # the user pool's authorizer takes no program
    for headers in ({"Act-For": "nobody-we-know"}, {"Act-For": bot.client_id}):
        assert bot.client.call("GET", "/v1/bookings", headers=headers).status == 403


def test_a_person_is_verified_by_the_function_as_well_and_names_nobody_else(world: World) -> None:
    ben = {"Act-For": world.approver.get("/v1/me")["userId"]}

    assert world.traveller.call("GET", "/v1/bookings").status == 200
    assert world.traveller.call("GET", "/v1/bookings", headers=ben).status == 403


def test_what_the_function_denies_is_a_problem_that_asks_for_a_token(world: World) -> None:
    denied: Reply = Client(world.stack.base_url, "garbage").call("GET", "/v1/bookings")

    assert (denied.status, denied.body["status"]) == (401, 401)
    assert denied.body["type"] == "urn:sojourn:problem:unauthenticated"
    assert "sign in again" in denied.body["detail"]
    assert denied.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert denied.headers["Access-Control-Allow-Origin"] == "*"
