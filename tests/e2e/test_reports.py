"""Reports of a deployed copy: what is bought is in them moments later, and a cancellation lowers what was spent."""

import uuid

import pytest

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, day
from tests.support.waiting import eventually


def reported(manager: Client, cost_centre: str) -> Json:
    """What a cost centre of its own spent, whatever month it is now; nothing before anything of it is counted."""
    months = f"fromMonth={day(-31):%Y-%m}&toMonth={day(31):%Y-%m}"
    entries = manager.get(f"/v1/reports/spend?{months}&groupBy=costCentre&costCentre={cost_centre}")["items"]
    return entries[0] if entries else {}


@pytest.mark.waits
def test_a_purchase_is_reported_and_its_cancellation_lowers_what_was_spent(world: World) -> None:
    cost_centre = world.new_budget(10_000)
    booking = world.finish(world.options(world.trip_request(stay={}, cost_centre=cost_centre)))
    price = booking["price"]

    bought = eventually(lambda: reported(world.manager, cost_centre))

    assert (bought["bookings"], bought["gross"], bought["net"]) == (1, price, price)
    path = f"/v1/bookings/{booking['bookingId']}"
    quote = world.traveller.post(f"{path}/quotes", {"kind": "cancellation"})
    confirmed = f"{path}/quotes/{quote['quoteId']}/confirmation"
    world.traveller.call("POST", confirmed, headers={"Idempotency-Key": uuid.uuid4().hex})
    ended = world.traveller.wait_for(booking["bookingId"], "cancelled")
    after = eventually(lambda: _cancelled(reported(world.manager, cost_centre)))
    committed = world.manager.get(f"/v1/budgets/{cost_centre}/{ended['budgets'][0]['period']}")["committed"]
    assert (after["bookings"], after["gross"], after["net"]) == (1, price, committed)
    assert after["co2Grams"] == 0


@pytest.mark.waits
def test_the_nightly_recount_runs_with_no_more_rights_than_it_needs(world: World) -> None:
    cost_centre = world.new_budget(10_000)
    booking = world.finish(world.options(world.trip_request(cost_centre=cost_centre)))
    eventually(lambda: reported(world.manager, cost_centre))

    world.invoke("nightly")

    assert reported(world.manager, cost_centre)["gross"] == booking["price"]


def _cancelled(entry: Json) -> Json:
    return entry if entry.get("cancelledBookings") else {}
