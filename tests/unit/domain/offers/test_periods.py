"""The year that each component is charged to, and what each budget pays of a trip of any shape."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money, divide
from chalicelib.domain.offers.offers import Offer
from chalicelib.domain.offers.periods import budget_keys, charge_budgets, period_of, periods_of, periods_of_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.unit.domain.offers.new_year_trips import trips_over_new_year
from tests.unit.domain.policies.policy_shapes import (
    PARIS,
    asked,
    car_in,
    fare,
    one_slice,
    rental,
    ride,
    room,
    stay_in,
)
from tests.unit.policy_samples import BERLIN, LONDON

OLD, NEW = date(2026, 12, 30), date(2027, 1, 2)
OVER_NEW_YEAR = asked(
    (one_slice(BERLIN, LONDON, depart_on=OLD), one_slice(LONDON, BERLIN, depart_on=NEW)),
    (stay_in(LONDON, check_in=OLD, nights=3), stay_in(PARIS, check_in=NEW)),
    (car_in(LONDON, pick_up_on=date(2026, 12, 31)), car_in(LONDON, pick_up_on=date(2027, 1, 1))),
)


@pytest.mark.parametrize(
    ("offer_of", "period"),
    [
        (lambda trip: fare(trip, 0, 1), "2026"),
        (lambda trip: fare(trip, 0), "2026"),
        (lambda trip: fare(trip, 1), "2027"),
        (lambda trip: ride(trip, 0), "2026"),
        (lambda trip: ride(trip, 1), "2027"),
        (lambda trip: room(trip, 0), "2026"),
        (lambda trip: room(trip, 1), "2027"),
        (lambda trip: rental(trip, 0), "2026"),
        (lambda trip: rental(trip, 1), "2027"),
    ],
)
def test_component_is_charged_to_the_year_in_which_it_begins(
    offer_of: Callable[[TripRequest], Offer], period: str
) -> None:
    assert period_of(offer_of(OVER_NEW_YEAR), OVER_NEW_YEAR) == period


def test_flight_that_its_carrier_moves_into_the_next_year_stays_charged_to_the_budget_that_paid() -> None:
    late = one_slice(BERLIN, LONDON, depart_on=date(2026, 12, 31))
    request = asked((late,))
    sold = fare(request, 0)
    moved = fare(asked((msgspec.structs.replace(late, depart_on=date(2027, 1, 1)),)), 0)

    rescheduled = msgspec.structs.replace(sold, slices=moved.slices)

    assert rescheduled.slices[0].departs_at.year == 2027
    assert period_of(rescheduled, request) == period_of(sold, request) == "2026"


def test_room_of_a_night_of_arrival_in_the_new_year_is_charged_to_it() -> None:
    """Who leaves on New Year's Eve and arrives in the morning after next has no night of the old year there."""
    eve = date(2026, 12, 31)
    stay = stay_in(LONDON, check_in=eve, nights=4, begins_on_arrival=True, arrives_by=0)
    request = asked((one_slice(BERLIN, LONDON, depart_on=eve),), (stay,))
    offered = room(request, 0, check_in=date(2027, 1, 1))

    assert period_of(offered, request) == "2027"
    assert periods_of_request(request) == ("2026", "2027")
    assert periods_of_request(asked(stays=(stay_in(LONDON, check_in=eve, nights=4),))) == ("2026",)


@given(trips_over_new_year(), st.data())
@settings(max_examples=60)
def test_each_budget_is_charged_what_begins_in_its_year_and_all_together_the_price(
    made: tuple[TripRequest, list[Offer], list[str]], data: st.DataObject
) -> None:
    request, offers, years = made
    amounts = [data.draw(st.integers(0, 10**6)) for _ in offers]
    priced = [(each, Money(amount=amount, currency="EUR")) for each, amount in zip(offers, amounts, strict=True)]

    charged = charge_budgets(request, priced)

    assert [period_of(each, request) for each in offers] == years
    assert set(periods_of(offers, request)) <= set(periods_of_request(request))
    wanted = dict.fromkeys(budget_keys(request, periods_of(offers, request)), 0)
    for (_, price), year in zip(priced, years, strict=True):
        for centre, part in zip(request.charged, divide(price, len(request.travellers)), strict=True):
            wanted[BudgetKey(centre, year)] += part.amount
    assert {key: money.amount for key, money in charged.items()} == wanted
    assert list(charged) == list(wanted)
    assert sum(wanted.values()) == sum(amounts)
