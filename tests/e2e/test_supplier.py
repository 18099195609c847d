"""A supplier that runs short, does not answer, or fails: nothing is sold twice, and nothing is left behind."""

from typing import NamedTuple

import pytest

from local.client import Refused
from tests.e2e.alike import ask_alike
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, at_once, price_of
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits


class Case(NamedTuple):
    """One way for the supplier to go wrong, how often, and how the booking ends."""

    operation: str
    kind: str
    times: int
    status: str


CASES = [
    Case("hold", "timeout_after_effect", 1, "booked"),
    Case("hold", "timeout", 1, "booked"),
    Case("price", "error", 1, "booked"),
    Case("order", "timeout_after_effect", 1, "booked"),
    Case("order", "timeout_after_effect", 2, "booked"),
    Case("order", "error", 1, "booked"),
    Case("order", "error", 6, "booked"),  # more often than the workflow tries within seconds
    Case("order", "sold_out", 50, "failed"),
]


class Outcome(NamedTuple):
    """What has become of a booking whose supplier went wrong."""

    booking: Json
    price: int
    budget: tuple[int, int, int]
    holds: list[Json]
    orders: list[Json]
    units: dict[str, Json]
    before: dict[str, Json]


@pytest.fixture(scope="module")
def outcomes(world: World) -> dict[Case, Outcome]:
    """Every case, played out on a route and a day of its own; several at a time, because retries take their time."""

    def play(numbered: tuple[int, Case]) -> Outcome:
        number, case = numbered
        trip_request = world.trip_request(ahead=120 + number, cost_centre=world.new_budget(5_000))
        booking = world.options(trip_request)
        option = allowed(booking)
        world.sandbox("fault", case.operation, case.kind, "--times", case.times, "--match", booking["bookingId"])
        before = inventory(world)
        world.select(booking, option)
        done = world.traveller.wait_for(booking["bookingId"], *ENDED)
        holds, orders = (world.ledger(booking["bookingId"], kind) for kind in ("hold", "order"))
        units = {name: row for name, row in inventory(world).items() if name in {u for h in holds for u in h["units"]}}
        return Outcome(
            done, price_of(option), world.budget(trip_request["costCentre"], trip_request), holds, orders, units, before
        )

    try:
        return dict(zip(CASES, at_once(play, list(enumerate(CASES)), len(CASES)), strict=True))
    finally:
        world.sandbox("clear")


def inventory(world: World) -> dict[str, Json]:
    return {row["unit"]: row for row in world.rows("sandbox-inventory")}


def had(row: Json) -> int:
    """How many of a unit there are in all."""
    return int(row["left"] + row["sold"] + sum(hold["seats"] for hold in row["holds"].values()))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.status == "booked"], ids=lambda case: "-".join(case[:2])
)
def test_fault_that_passes_is_retried_and_buys_once(outcomes: dict[Case, Outcome], case: Case) -> None:
    done = outcomes[case]

    assert (done.booking["status"], done.booking["failure"]) == ("booked", None)
    assert [hold["status"] for hold in done.holds] == ["ordered"]
    assert [order["status"] for order in done.orders] == ["confirmed"]
    assert done.booking["orders"][0]["recordLocator"] == done.orders[0]["recordLocator"]
    assert done.budget == (0, done.price, 500_000 - done.price)
    assert all(row["holds"] == {} for row in done.units.values()), "a seat is held for ever"
    sold = {name: row["sold"] - done.before.get(name, {"sold": 0})["sold"] for name, row in done.units.items()}
    assert set(sold.values()) == {1}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.status == "failed"], ids=lambda case: "-".join(case[:2])
)
def test_refusal_fails_the_booking_and_releases_everything(outcomes: dict[Case, Outcome], case: Case) -> None:
    done = outcomes[case]

    assert (done.booking["status"], done.booking["failure"]["code"]) == ("failed", "sold_out")
    assert {hold["status"] for hold in done.holds} <= {"released"}
    assert done.orders == []
    assert done.budget == (0, 0, 500_000)
    assert all(row["holds"] == {} for row in done.units.values())
    for name, row in done.units.items():
        assert had(row) == had(done.before.get(name, row))


def test_last_seat_is_sold_once(world: World) -> None:
    trip_request = world.trip_request(
        ahead=140, origin="MUC", destination="MAD", costCentre=world.new_budget(20_000, world.second)
    )
    people = [world.traveller, world.second]
    bookings = ask_alike(world, trip_request, people)
    option = allowed(bookings[0])
    offer = option["components"][0]["offerId"]
    same = next(o for o in bookings[1]["options"] if o["components"][0]["offerId"] == offer)
    world.sandbox("seats", offer, 1)

    def choose(place: int) -> Json:
        chosen = (option, same)[place]
        world.select(bookings[place], chosen, by=people[place])
        moved = ("awaiting_approval", "awaiting_selection", *ENDED)
        return people[place].wait_for(bookings[place]["bookingId"], *moved)

    after = sorted(at_once(choose, [0, 1], 2), key=lambda booking: booking["status"] != "booked")

    winner, loser = after
    assert winner["status"] == "booked"
    assert loser["status"] in ("awaiting_selection", "failed")
    units = [
        row for row in inventory(world).values() if row["unit"] in world.ledger(winner["bookingId"], "hold")[0]["units"]
    ]
    assert [(int(row["left"]), int(row["sold"]), row["holds"]) for row in units] == [(0, 1, {})] * len(units)
    assert loser["status"] == "awaiting_selection", "there are other flights on that day"
    assert loser["round"] == 2
    assert offer not in {c["offerId"] for o in loser["options"] for c in o["components"]}
    person = people[bookings.index(next(b for b in bookings if b["bookingId"] == loser["bookingId"]))]
    second_try = world.finish(loser, by=person)
    assert second_try["status"] == "booked"
    assert world.budget(trip_request["costCentre"], trip_request)[:2] == (
        0,
        winner["price"]["amount"] + second_try["price"]["amount"],
    )


def test_price_that_rises_after_approval_voids_it(world: World) -> None:
    booking = world.options(world.trip_request(ahead=2, origin="VIE", destination="BRU"))
    option = allowed(booking, "approval_required")
    world.select(booking, option)
    waiting = world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    seen = waiting["approvalRequest"]
    world.sandbox("price", option["components"][0]["offerId"], 130)

    world.decide(waiting, "approved")
    path = f"/v1/bookings/{booking['bookingId']}"
    again = eventually(lambda: (b := world.traveller.get(path))["approvalRequest"]["status"] == "pending" and b)

    assert (again["status"], again["approvalRequest"]["voided"][0]["hash"]) == ("awaiting_approval", seen["hash"])
    assert again["approvalRequest"]["price"]["amount"] > seen["price"]["amount"]
    assert world.ledger(booking["bookingId"], "order") == []
    with pytest.raises(Refused, match="409"):
        world.decide(again, "approved", approval_hash=seen["hash"])
    done = world.see_through(booking["bookingId"])
    assert (done["status"], done["price"]) == ("booked", again["approvalRequest"]["price"])
