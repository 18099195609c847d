"""The same request, however often it is sent, is done once; and answered alike each time."""

import uuid

import pytest
import urllib3

from local.client import Reply
from tests.e2e.ear import Json
from tests.e2e.world import World, allowed, at_once

TIMES = 20


def post_at_once(world: World, path: str, body: Json, key: str, times: int) -> list[Reply]:
    return at_once(lambda _: world.traveller.call("POST", path, body, key=key), range(times), times)


def same_answer(replies: list[Reply], status: int) -> bytes:
    """The one answer that all got who did not come while it was being worked on."""
    assert {reply.status for reply in replies} <= {status, 409}
    problems = {reply.body["type"] for reply in replies if reply.status == 409}
    assert problems <= {"urn:sojourn:problem:still-running"}
    answers = {reply.raw for reply in replies if reply.status == status}
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.waits
def test_request_sent_twenty_times_at_once_is_one_booking_and_one_order(world: World) -> None:
    trip_request, key = world.trip_request(), uuid.uuid4().hex
    before = {booking["bookingId"] for booking in world.traveller.get("/v1/bookings?limit=100")["items"]}

    replies = post_at_once(world, "/v1/bookings", trip_request, key, TIMES)
    answer = same_answer(replies, 202)
    late = world.traveller.call("POST", "/v1/bookings", trip_request, key=key)

    assert late.raw == answer
    assert late.headers["Idempotency-Replayed"] == "true"
    booking_id = late.body["bookingId"]
    after = {booking["bookingId"] for booking in world.traveller.get("/v1/bookings?limit=100")["items"]}
    assert after - before == {booking_id}
    booking = world.traveller.wait_for(booking_id, "awaiting_selection")
    assert len(world.executions(booking_id)) == 1

    choice = {"optionId": allowed(booking)["optionId"]}
    selections = post_at_once(world, f"/v1/bookings/{booking_id}/selection", choice, uuid.uuid4().hex, TIMES)
    same_answer(selections, 200)
    done = world.see_through(booking_id)
    again = world.traveller.call("POST", "/v1/bookings", trip_request, key=key)

    assert done["status"] == "booked"
    assert again.raw == answer, "the answer is what it was, not what has become of it"
    fares = len(allowed(booking)["components"])
    assert len(world.ledger(booking_id, "hold")) == len(world.ledger(booking_id, "order")) == fares
    assert [event["type"] for event in world.events(booking_id)].count("booking.selected") == 1


@pytest.mark.waits
def test_two_choices_at_once_are_one(world: World) -> None:
    booking = world.options(world.trip_request(stay={"nearCentre": True}))
    path = f"/v1/bookings/{booking['bookingId']}/selection"
    options = [o["optionId"] for o in booking["options"] if o["verdict"]["outcome"] != "denied"][:2]
    assert len(options) == 2

    replies = at_once(lambda option: world.traveller.call("POST", path, {"optionId": option}), options, 2)

    assert sorted(reply.status for reply in replies) == [200, 409]
    chosen = next(reply.body["selectedOptionId"] for reply in replies if reply.status == 200)
    done = world.see_through(booking["bookingId"])
    assert (done["status"], done["selectedOptionId"]) == ("booked", chosen)


def test_key_of_another_request_is_refused(world: World) -> None:
    key = uuid.uuid4().hex
    booking_id = world.ask(world.trip_request(), key=key)

    other = world.traveller.call("POST", "/v1/bookings", world.trip_request(nights=3), key=key)
    elsewhere = world.second.call("POST", "/v1/bookings", world.trip_request(nights=3), key=key)

    assert (other.status, other.body["type"]) == (422, "urn:sojourn:problem:key-reused")
    assert elsewhere.status == 202, "a key belongs to whoever sent it"
    assert elsewhere.body["bookingId"] != booking_id


def test_post_that_spends_money_wants_a_key(world: World) -> None:
    for path, body in (
        ("/v1/bookings", world.trip_request()),
        ("/v1/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7/selection", {"optionId": "opt_1"}),
    ):
        headers = {"Authorization": f"Bearer {world.traveller.token}"}
        reply = urllib3.request("POST", world.stack.base_url + path, json=body, headers=headers)

        assert reply.status == 400
        assert reply.json()["errors"][0]["pointer"] == "/Idempotency-Key"


def test_refusal_is_kept_under_the_key_too(world: World) -> None:
    key = uuid.uuid4().hex
    wrong = world.trip_request(depart_on="2020-01-01")

    first, second = (world.traveller.call("POST", "/v1/bookings", wrong, key=key) for _ in range(2))

    assert (first.status, second.status) == (400, 400)
    assert first.raw == second.raw
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
