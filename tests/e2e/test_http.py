"""What every answer over HTTP keeps to: versions, preconditions, CORS on errors too, lists, health and the document."""

import json
from typing import Any

import pytest
import urllib3
from openapi_spec_validator import OpenAPIV31SpecValidator

from local.client import Client, Refused, Reply
from tests.e2e.ear import Json
from tests.e2e.world import World, year_of
from tests.support.waiting import eventually


@pytest.fixture
def nobody(world: World) -> Client:
    return Client(world.stack.base_url)


def get(world: World, path: str, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return world.manager.call("GET", path, headers=named)


def put(world: World, path: str, body: Any, if_match: str | None) -> Reply:
    return world.manager.call("PUT", path, body, headers={"If-Match": if_match} if if_match else {})


def test_representation_that_one_has_is_not_sent_again(world: World) -> None:
    booking = world.options(world.trip_request())
    for path in (f"/v1/bookings/{booking['bookingId']}", "/v1/policies/current", "/v1/bookings", "/v1/me"):
        first = get(world, path)
        tag = first.headers["ETag"]

        again = get(world, path, If_None_Match=tag)

        assert (again.status, again.raw, again.headers["ETag"]) == (304, b"", tag), path
        assert again.headers["Access-Control-Allow-Origin"] == "*"
        assert get(world, path, If_None_Match='"another"').raw == first.raw


@pytest.mark.waits
def test_tag_changes_with_the_booking(world: World) -> None:
    booking = world.options(world.trip_request())
    path = f"/v1/bookings/{booking['bookingId']}"
    tag = get(world, path).headers["ETag"]

    world.traveller.post(f"{path}/cancellation")

    assert eventually(lambda: get(world, path, If_None_Match=tag).status == 200)


def test_budget_is_changed_only_by_who_has_seen_it(world: World) -> None:
    centre = world.new_budget(1_000)
    path = f"/v1/budgets/{centre}/{year_of(world.trip_request())}"
    more = {"limit": {"amount": 200_000, "currency": "EUR"}}
    tag = get(world, path).headers["ETag"]

    blind, stale, garbled = (put(world, path, more, given) for given in (None, '"v9"', "v1"))
    assert (blind.status, stale.status, garbled.status) == (428, 412, 400)
    assert put(world, path, more, '"v0"').status == 412, "it is there already"
    assert get(world, path).body["limit"]["amount"] == 100_000

    changed = put(world, path, more, tag)
    assert (changed.status, changed.body["limit"]["amount"]) == (200, 200_000)
    assert put(world, path, more, tag).status == 412, "that version is gone"
    assert put(world, path, more, "*").status == 200


def test_policy_is_published_only_by_a_manager_who_has_seen_the_last(world: World) -> None:
    path = "/v1/policies/current"
    current = get(world, path)
    document = world.policy_draft()

    assert put(world, path, document, None).status == 428
    assert put(world, path, document, '"v999"').status == 412
    assert put(world, path, {**document, "currency": "Euro"}, "*").status == 400
    assert world.traveller.call("PUT", path, document, headers={"If-Match": "*"}).status == 403
    published = put(world, path, document, current.headers["ETag"])

    assert (published.status, published.body["version"]) == (200, current.body["version"] + 1)
    assert get(world, path).body == published.body
    assert put(world, path, document, current.headers["ETag"]).status == 412


@pytest.mark.parametrize(
    "path", ["/v1/bookings", "/v1/policies/current", "/v1/sse/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"]
)
def test_browser_learns_what_it_may_send(world: World, path: str) -> None:
    asked = {
        "Origin": "https://travel.example.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key,content-type,if-match,last-event-id",
    }
    answer = urllib3.request("OPTIONS", world.stack.base_url + path, headers=asked)

    assert answer.status in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    allowed = {name.strip().lower() for name in answer.headers["Access-Control-Allow-Headers"].split(",")}
    assert set(asked["Access-Control-Request-Headers"].split(",")) <= allowed


def test_errors_can_be_read_by_browsers_wherever_they_come_from(world: World, nobody: Client) -> None:
    replies = {
        401: nobody.call("GET", "/v1/me"),
        403: world.traveller.call("GET", "/v1/budgets/SALES-EU/2027"),
        404: world.traveller.call("GET", "/v1/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"),
        400: world.traveller.call("POST", "/v1/bookings", {"origin": 1}),
        405: world.traveller.call("DELETE", "/v1/bookings"),
        428: world.manager.call("PUT", "/v1/budgets/SALES-EU/2027", {"limit": {"amount": 1, "currency": "EUR"}}),
    }

    for status, reply in replies.items():
        assert reply.headers["Access-Control-Allow-Origin"] == "*", status
        assert "application/problem+json" in reply.headers["Content-Type"], (status, reply.body)
        if status != 405:  # to API Gateway, and so to the embedded cloud, a method that is not there is a missing token
            assert (reply.status, reply.body["status"]) == (status, status)
            assert {"type", "title", "detail", "requestId"} <= set(reply.body)
    assert replies[405].status in (401, 403, 404, 405)


def test_exposed_headers_name_what_clients_need(world: World) -> None:
    reply = world.traveller.call(
        "POST", "/v1/bookings", world.trip_request(), headers={"Origin": "https://travel.example.com"}
    )
    exposed = {name.strip().lower() for name in reply.headers["Access-Control-Expose-Headers"].split(",")}

    assert {"etag", "location", "x-request-id"} <= exposed
    assert reply.headers["X-Request-Id"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_location_can_be_followed(world: World) -> None:
    reply = world.traveller.call("POST", "/v1/bookings", world.trip_request())

    followed = world.traveller.call("GET", reply.headers["Location"])

    assert (followed.status, followed.body["bookingId"]) == (200, reply.body["bookingId"])


def test_health_is_open_to_anybody(nobody: Client) -> None:
    health = nobody.call("GET", "/v1/health")

    assert (health.status, health.body["status"], health.body["stage"]) == (200, "ok", "local")
    assert {dependency["status"] for dependency in health.body["dependencies"].values()} == {"ok"}
    assert len(health.body["dependencies"]) >= 3


def test_document_holds_and_is_public(nobody: Client) -> None:
    reply = nobody.call("GET", "/v1/openapi.json")
    document = json.loads(reply.raw)

    OpenAPIV31SpecValidator(document).validate()
    assert reply.status == 200
    assert nobody.call("GET", "/v1/openapi.json", headers={"If-None-Match": reply.headers["ETag"]}).status == 304


def test_pages_of_a_list_are_the_list(world: World) -> None:
    for _ in range(3):
        world.ask(world.trip_request(), by=world.second)
    whole = world.second.get("/v1/bookings?limit=100")["items"]
    pages: list[Json] = []
    cursor = ""
    for _ in range(2):
        reply = world.second.call("GET", f"/v1/bookings?limit=1{cursor}")
        pages += reply.body["items"]
        assert 'rel="next"' in reply.headers["Link"]
        cursor = f"&cursor={reply.body['nextCursor']}"

    assert [booking["bookingId"] for booking in pages] == [booking["bookingId"] for booking in whole[:2]]
    assert world.traveller.call("GET", f"/v1/bookings?limit=1{cursor}").status == 400, "a cursor is its owner's"
    for wrong in ("limit=0", "limit=101", "limit=x", "cursor=abc", "colour=red", "status=flying"):
        assert world.second.call("GET", f"/v1/bookings?{wrong}").status == 400, wrong


def test_bodies_that_are_none_are_refused(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.traveller.token}", "Idempotency-Key": "k"}
    address = world.stack.base_url + "/v1/bookings"

    def status(body: bytes, kind: str = "application/json") -> int:
        return urllib3.request("POST", address, body=body, headers={**headers, "Content-Type": kind}).status

    assert [status(body) for body in (b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}")] == [400] * 7
    assert status(b"{}", "text/plain") == 415
    assert status(b'{"origin": "' + b"x" * 300_000 + b'"}') in (400, 413)


def test_booking_that_cannot_read_its_policy_fails_and_says_so(world: World) -> None:
    policies = f"arn:aws:dynamodb:*:*:table/{world.stack.name('policies')}"
    with world.denied("step_retrieve", "dynamodb:*", resource=policies):
        done = world.traveller.wait_for(world.ask(world.trip_request()), "failed", "awaiting_selection")

    assert (done["status"], done["failure"]["code"]) == ("failed", "internal_error")
    with pytest.raises(Refused, match="409"):
        world.traveller.post(f"/v1/bookings/{done['bookingId']}/selection", {"optionId": "opt_1"})
