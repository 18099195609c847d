"""Webhooks of a deployed copy, sent to a receiver on this computer that verifies with somebody else's code."""

import json
from datetime import timedelta

import pytest

from tests.e2e.webhooks import delivery, subscribed
from tests.e2e.world import World
from tests.support.receiver import answer, hang_up
from tests.support.waiting import eventually


@pytest.mark.waits
def test_what_happens_to_a_booking_is_delivered_signed_under_its_one_id(world: World) -> None:
    with subscribed(world, "booking.requested", "booking.cancelled") as (server, webhook, secret):
        server.behaviours.extend([answer(500)])
        booking_id = world.options(world.trip_request())["bookingId"]
        world.traveller.post(f"/v1/bookings/{booking_id}/cancellation")
        cancelled = eventually(lambda: [e for e in world.events(booking_id) if e["type"] == "booking.cancelled"])
        requested = world.events(booking_id)[0]

        for event in (requested, *cancelled):
            done = delivery(world, webhook, event["eventId"], lambda found: found["status"] == "delivered")
            assert done["lastAttempt"]["statusCode"] == 204
        assert all(each.is_signed_by(secret) for each in server.received)
        bodies = {each.event_id: json.loads(each.body)["data"] for each in server.received}
        mine = {name: body for name, body in bodies.items() if body["bookingId"] == booking_id}
        assert mine == {event["eventId"]: event for event in (requested, *cancelled)}
        # The one that was refused came again, under its id; what others still owed may have come between.
        assert len(server.received) == len(bodies) + 1


def test_delivery_is_logged_swept_and_replayed(world: World) -> None:
    with subscribed(world, "booking.requested") as (server, webhook, secret):
        path = f"/v1/webhooks/{webhook['webhookId']}"
        server.behaviours.extend([answer(307, Location="http://169.254.169.254/"), hang_up, *[answer(503)] * 9])
        pinged = world.manager.post(f"{path}/ping")
        failed = delivery(world, webhook, pinged["eventId"], lambda found: found["status"] == "failed")
        assert failed["lastAttempt"]["error"] == "Redirects are not followed."

        booking_id = world.ask(world.trip_request())
        event_id = world.events(booking_id)[0]["eventId"]
        waiting = delivery(world, webhook, event_id, lambda found: found["attempts"] >= 2)
        assert waiting["status"] == "pending"
        rotated = world.manager.post(f"{path}/secret")
        server.behaviours.clear()
        key = {"webhookId": {"S": webhook["webhookId"]}, "eventId": {"S": event_id}}
        world.backdate("webhook-deliveries", key, "dueAt", timedelta(minutes=5))
        world.invoke("sweeper")
        delivery(world, webhook, event_id, lambda found: found["status"] == "delivered")

        count = len(server.received)
        world.manager.post(f"{path}/deliveries/{event_id}/replay")
        again = server.wait_for(count + 1)[-1]
        assert again.event_id == event_id
        assert again.is_signed_by(secret)
        assert again.is_signed_by(rotated["secret"])
        log = world.manager.get(f"{path}/deliveries?status=failed")["items"]
        assert [each["eventId"] for each in log] == [pinged["eventId"]]


@pytest.mark.parametrize("url", ["http://hooks.example.com/", "https://169.254.169.254/", "https://metadata.internal/"])
def test_address_inside_is_refused_also_here(world: World, url: str) -> None:
    refused = world.manager.call("POST", "/v1/webhooks", {"url": url, "eventTypes": ["*"]})

    assert (refused.status, [each["pointer"] for each in refused.body["errors"]]) == (400, ["/url"])
