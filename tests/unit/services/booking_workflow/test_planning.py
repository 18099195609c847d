"""What is planned for trips of every shape, from all that the suppliers sell; and that its order is that of the
verdicts which are shown."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.planning.preferences import list_rides
from chalicelib.domain.policies.rules.money import BudgetAvailable, TotalCap
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trip_requests.preferences import MostStops, Strength, TimeWindow
from chalicelib.domain.trip_requests.trip_request import TravelMode
from chalicelib.domain.verdict import Action
from chalicelib.models import budgets
from chalicelib.services import policies
from chalicelib.services.booking_workflow import intake
from chalicelib.services.booking_workflow.searches import search_offers
from chalicelib.services.bookings.evaluation import planning_judge
from chalicelib.services.trip_requests.fields import BookingRequest, RequestedCar, RequestedSlice, RequestedStay
from tests.simulation.stages import booked
from tests.simulation.world import ANNA, World
from tests.unit.domain.planning.every_itinerary import make_all
from tests.unit.policy_samples import euros

BOOKING_ID = "bkg_01JQZX5V9D7R8M3T2K6W000013"


def day(number: int) -> date:
    return date(2027, 3, number)


def fly(origin: str, destination: str, on: int, mode: TravelMode = TravelMode.AIR) -> RequestedSlice:
    return RequestedSlice(origin=origin, destination=destination, depart_on=day(on), mode=mode)


def sleep(place: str, check_in: int, check_out: int) -> RequestedStay:
    return RequestedStay(place=place, check_in=day(check_in), check_out=day(check_out))


CAR = RequestedCar(pick_up="Munich", pick_up_on=day(3), drop_off_on=day(5))
SHAPES: Mapping[str, dict[str, Any]] = {
    "there and back": {
        "slices": (fly("Berlin", "London", 3), fly("London", "Berlin", 5)),
        "stays": (sleep("London", 3, 5),),
    },
    "several cities": {
        "slices": (fly("Berlin", "Rome", 3), fly("Rome", "Madrid", 5), fly("Madrid", "Berlin", 8)),
        "stays": (sleep("Rome", 3, 5), sleep("Madrid", 5, 8)),
    },
    "open jaw": {"slices": (fly("Berlin", "Munich", 3), fly("Frankfurt", "Berlin", 5))},
    "rail out and air back": {
        "slices": (fly("Paris", "London", 3, TravelMode.RAIL), fly("London", "Paris", 5)),
        "stays": (sleep("London", 3, 5),),
    },
    "any mode": {"slices": (fly("Berlin", "Hamburg", 3, TravelMode.ANY),)},
    "hotel alone": {"stays": (sleep("London", 3, 5),)},
    "car alone": {"cars": (CAR,)},
    "eight slices": {
        "slices": tuple(
            fly(*(("Berlin", "London") if number % 2 else ("London", "Berlin")), number) for number in range(1, 9)
        ),
        "stays": tuple(sleep("London" if number % 2 else "Berlin", number, number + 1) for number in range(1, 8)),
    },
    "everything": {"slices": (fly("Berlin", "Munich", 3),), "stays": (sleep("Munich", 3, 5),), "cars": (CAR,)},
}


def plan_trip(world: World, **shape: Any) -> Booking:
    asked = BookingRequest(cost_centre="SALES-EU", purpose="Sales kickoff", **shape)
    intake.request_booking(ANNA, asked, booking_id=BOOKING_ID)
    world.run()
    return world.booking(BOOKING_ID)


@pytest.mark.parametrize("name", SHAPES)
def test_options_have_all_of_the_request_each_once_and_in_its_order(world: World, name: str) -> None:
    booking = plan_trip(world, **SHAPES[name])
    request = booking.request

    assert booking.status is BookingStatus.AWAITING_SELECTION, booking.failure
    for option in booking.options:
        rides = [ride for offer in option.components for ride in list_rides(offer)]
        assert sorted(ride.place for ride in rides) == list(range(len(request.slices)))
        assert [stay.stay_index for stay in option.stays] == list(range(len(request.stays)))
        assert [car.car_index for car in option.cars] == list(range(len(request.cars)))
        assert option.components == (*option.transport, *option.stays, *option.cars)
        assert [offer.slice_indexes[0] for offer in option.transport] == sorted(
            offer.slice_indexes[0] for offer in option.transport
        )
        in_time = sorted(rides, key=lambda ride: ride.place)
        assert all(one.flown.arrives_at < other.flown.departs_at for one, other in pairwise(in_time))
        assert option.choice_cost is not None


def test_slice_of_any_mode_goes_by_whichever_is_better(world: World) -> None:
    booking = plan_trip(world, **SHAPES["any mode"])
    offers = search_offers(booking.request)

    assert {str(offer.__struct_config__.tag) for offer in offers} == {"flight", "rail"}
    assert booking.options[0].rail


def test_split_tickets_are_offered_beside_through_fares(world: World) -> None:
    booking = plan_trip(world, **SHAPES["several cities"])
    covered = {offer.slice_indexes for option in booking.options for offer in option.transport}

    assert covered <= {(0, 1, 2), (0,), (1,), (2,)}
    searched = {tuple(ride.place for ride in list_rides(offer)) for offer in search_offers(booking.request)}
    assert searched == {(0, 1, 2), (0,), (1,), (2,), ()}


@pytest.mark.parametrize("mode", [TravelMode.AIR, TravelMode.RAIL, TravelMode.ANY])
def test_time_that_nobody_keeps_is_said_beside_the_nearest_that_can_be_had(world: World, mode: TravelMode) -> None:
    at_night = msgspec.structs.replace(fly("Berlin", "Hamburg", 3, mode), arrival=TimeWindow(not_after="03:30"))

    booking = plan_trip(world, slices=(at_night, fly("Hamburg", "Berlin", 5, mode)))

    assert booking.options
    for option in booking.options:
        (unmet,) = option.unmet
        assert (unmet.preference, unmet.strength, unmet.pointer) == ("arrival", Strength.MUST, "/slices/0")
        assert not unmet.is_offered


def test_wish_that_is_met_is_among_the_options(world: World) -> None:
    wish = MostStops(strength=Strength.WISH, stops=0)

    booking = plan_trip(world, **SHAPES["there and back"], preferences=(wish,))

    assert any(not option.unmet for option in booking.options)


def let_be(_: World) -> None:
    """Leave everything as it is."""


def need_approval(world: World) -> None:
    world.publish(TotalCap(clause="3.2", action=Action.APPROVE, amounts=(euros(400),)))


def look_at_budgets(world: World) -> None:
    world.publish(BudgetAvailable(clause="3.1", action=Action.APPROVE))
    spend(45_000)


def overlap(world: World) -> None:
    world.publish(OverlappingTrip(clause="2.6", action=Action.DENY))
    booked(world)


def spend(left: int) -> None:
    budget = budgets.get_budget("SALES-EU", "2027")
    budgets.change_limit(budget, Money(amount=left, currency=budget.limit.currency))


@pytest.mark.parametrize("arrange", [let_be, need_approval, look_at_budgets, overlap])
@pytest.mark.parametrize("name", ["there and back", "any mode", "hotel alone", "everything"])
def test_itineraries_are_ordered_by_the_gravity_of_the_verdicts_that_are_shown(
    world: World, name: str, arrange: Any
) -> None:
    arrange(world)
    booking = msgspec.structs.replace(plan_trip(world, **SHAPES[name]), options=(), status=BookingStatus.PLANNING)
    policy, offers = policies.get_policy(), search_offers(booking.request)
    judge = planning_judge(booking, offers, policy)
    every = make_all(offers[::3], booking.request, policy) or make_all(offers, booking.request, policy)
    some = tuple(Option(option_id="", components=each, rank=1, reasons=()) for each in every[:: 1 + len(every) // 60])

    for judged in judge.judge(some):
        assert judged.verdict is not None
        floor = max(map(judge.floor, judged.components))
        gravity = judge.gravity(msgspec.structs.replace(judged, verdict=None, overlaps=()), floor)
        assert gravity == judged.verdict.outcome.gravity
        assert floor <= gravity
        assert judge.floor_at(judged.components[0], judged.price.amount) <= gravity
