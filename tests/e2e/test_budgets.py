"""A budget of a deployed copy: twenty choices at once against money for three, and one warning of it."""

import pytest

from local.client import Reply
from tests.e2e.alike import ask_alike
from tests.e2e.webhooks import subscribed
from tests.e2e.world import ENDED, World, allowed, at_once, price_of, year_of
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits

TWENTY = 20


def test_twenty_choices_at_once_against_money_for_three(world: World) -> None:
    centre = world.new_budget(5_000)
    trip_request = world.trip_request(ahead=150, cost_centre=centre)
    bookings = ask_alike(world, trip_request, [world.traveller] * TWENTY)
    option = allowed(bookings[0])
    price = price_of(option)
    path = f"/v1/budgets/{centre}/{year_of(trip_request)}"
    world.manager.put(path, {"limit": {"amount": 3 * price + 1, "currency": "EUR"}, "thresholds": [60, 90]})

    def choose(booking_id: str) -> Reply:
        body = {"optionId": option["optionId"]}
        return world.traveller.call("POST", f"/v1/bookings/{booking_id}/selection", body, key=booking_id)

    with subscribed(world, "budget.*") as (server, _, secret):
        replies = at_once(choose, [each["bookingId"] for each in bookings], TWENTY)
        ended = [
            world.traveller.wait_for(each["bookingId"], *ENDED)["status"]
            for each, reply in zip(bookings, replies, strict=True)
            if reply.status == 200
        ]
        delivered = eventually(lambda: server.received if len(server.received) >= 2 else [])
        shown = eventually(lambda: found if len((found := world.manager.get(path))["reachedThresholds"]) == 2 else {})

    refused = [reply for reply in replies if reply.status != 200]
    assert ended == ["booked"] * 3
    assert len(refused) == TWENTY - 3
    for reply in refused:
        assert (reply.status, reply.body["type"]) == (409, "urn:sojourn:problem:budget-exceeded"), reply.body
        assert reply.body["detail"] == f"The remaining budget of {centre} for {year_of(trip_request)} is too low."
    assert world.budget(centre, trip_request) == (0, 3 * price, 1)
    waiting = [world.traveller.get(f"/v1/bookings/{each['bookingId']}")["status"] for each in bookings]
    assert waiting.count("awaiting_selection") == TWENTY - 3
    assert [each["percent"] for each in shown["reachedThresholds"]] == [60, 90]
    assert len({each.event_id for each in delivered}) == 2
    assert all(each.is_signed_by(secret) for each in delivered)
