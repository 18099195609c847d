"""Webhooks of a deployed copy, sent to a receiver on this computer that verifies with somebody else's code."""

import json
from datetime import timedelta

import pytest

from tests.e2e.ear import Json
from tests.e2e.webhooks import delivery, subscribed
from tests.e2e.world import World
from tests.support.receiver import Behaviour, Received, answer
from tests.support.waiting import eventually


@pytest.mark.waits
def test_what_happens_to_a_booking_is_delivered_signed_under_its_one_id(world: World) -> None:
    with subscribed(world, "booking.requested", "booking.cancelled") as (server, webhook, secret):
        refused: set[str] = set()  # each event is refused once; others' may come between

        def refuse_first(received: Received) -> Behaviour | None:
            first = received.event_type == "booking.requested" and received.event_id not in refused
            refused.add(received.event_id)
            return answer(500) if first else None

        server.choose = refuse_first
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
        assert mine == {event["eventId"]: without_names(event) for event in (requested, *cancelled)}
        assert len(server.received_of(requested["eventId"])) >= 2  # it was refused, and came again under its id


def without_names(event: Json) -> Json:
    """An event as webhooks carry it: by ids alone."""
    return {field: value for field, value in event.items() if not field.endswith(("Name", "Names"))}


def test_delivery_is_logged_swept_and_replayed(world: World) -> None:
    with subscribed(world, "booking.requested") as (server, webhook, secret):
        path = f"/v1/webhooks/{webhook['webhookId']}"
        redirect = answer(307, Location="http://169.254.169.254/")
        server.choose = lambda received: redirect if received.event_type == "webhook.ping" else answer(503)
        pinged = world.manager.post(f"{path}/ping")
        failed = delivery(world, webhook, pinged["eventId"], lambda found: found["status"] == "failed")
        assert failed["lastAttempt"]["error"] == "Redirects are not followed."

        booking_id = world.ask(world.trip_request())
        event_id = world.events(booking_id)[0]["eventId"]
        waiting = delivery(world, webhook, event_id, lambda found: found["attempts"] >= 2)
        assert waiting["status"] == "pending"
        rotated = world.manager.post(f"{path}/secret")
        server.choose = lambda _: None
        key = {"webhookId": {"S": webhook["webhookId"]}, "eventId": {"S": event_id}}
        world.backdate("webhook-deliveries", key, "dueAt", timedelta(minutes=5))
        world.invoke("sweeper")
        delivery(world, webhook, event_id, lambda found: found["status"] == "delivered")

        count = len(server.received_of(event_id))
        world.manager.post(f"{path}/deliveries/{event_id}/replay")
        again = server.wait_for(event_id, count + 1)[-1]
        assert again.is_signed_by(secret)
        assert again.is_signed_by(rotated["secret"])
        log = world.manager.get(f"{path}/deliveries?status=failed")["items"]
        assert [each["eventId"] for each in log] == [pinged["eventId"]]


@pytest.mark.parametrize("url", ["http://hooks.example.com/", "https://169.254.169.254/", "https://metadata.internal/"])
def test_address_inside_is_refused_also_here(world: World, url: str) -> None:
    refused = world.manager.call("POST", "/v1/webhooks", {"url": url, "eventTypes": ["*"]})

    assert (refused.status, [each["pointer"] for each in refused.body["errors"]]) == (400, ["/url"])
