"""What a booking's answer says of it holds when it is read."""

from datetime import timedelta

from tests.simulation.stages import booked, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA
from tests.support.gateway import call
from tests.unit.api.scenes import in_world


def test_what_can_be_done_no_more_is_said_to_a_caller_who_may_see_the_booking() -> None:
    with in_world() as scene:
        path = f"/v1/bookings/{booked(scene.world)}"
        known = call(ANNA, "GET", path)
        assert known.body["operations"] == ["change"]
        assert call(ANNA, "GET", path, If_None_Match=known.headers["ETag"]).status == 304

        scene.clock.time += timedelta(days=500)  # the trip has begun, and nothing was written since
        read = call(ANNA, "GET", path, If_None_Match=known.headers["ETag"])

    assert (read.status, read.body["operations"]) == (200, [])


def test_travellers_are_shown_with_their_ids_to_requester_and_manager_and_by_name_to_the_approver() -> None:
    with in_world() as scene:
        path = f"/v1/bookings/{waiting_for_approval(scene.world)}"
        seen = {who.user_id: call(who, "GET", path).body["travellers"] for who in (ANNA, CLARA, BEN)}

    named = {"givenName": "Anna", "familyName": "Berger", "passengerId": None}
    assert seen["anna"] == seen["clara"] == [{**named, "userId": "anna"}]
    assert seen["ben"] == [{**named, "userId": None}]


def test_answer_and_booking_say_what_was_read_of_the_words() -> None:
    words = "Berlin to London 3-5 March 2027. My boss has agreed"
    with in_world():
        accepted = call(ANNA, "POST", "/v1/bookings", {"request": words}, Idempotency_Key="say-it")
        kept = call(ANNA, "GET", accepted.body["url"])

    assert accepted.status == 202
    assert accepted.body["requestReading"] == kept.body["requestReading"]
    assert kept.body["requestReading"]["unread"] == ["My boss has agreed"]
