"""Every kind of rule on trips in every shape: hotels and cars alone, by rail and by air, through several cities."""

from datetime import date
from typing import get_args

import msgspec
import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.evaluation import find_trains, judge
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import CityCap, NightlyCap
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.limits import add_limits
from chalicelib.domain.policies.rules.money import Refundable
from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.unit.domain.policies.every_rule import EVERYTHING, NOTE, Expected, grand
from tests.unit.domain.policies.policy_shapes import (
    PARIS,
    RAIL,
    SHAPES,
    asked,
    car_in,
    fare,
    itinerary,
    one_slice,
    rental,
    ride,
    room,
    stay_in,
)
from tests.unit.policy_samples import BERLIN, HAMBURG, LAGOS, LONDON, TODAY, euros, left, policy


def broken(rule: AnyRule, request: TripRequest, chosen: Option) -> list[tuple[str, str]]:
    found = judge(chosen, request, policy(rule), today=TODAY, budgets=left(euros(1)))
    return [(each.expected, each.actual) for each in found.violations]


def names() -> list[str]:
    return [f"{number} {each.rule.name}" for number, each in enumerate(EVERYTHING)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("expected", EVERYTHING, ids=names())
def test_rule_is_about_what_it_speaks_of_in_every_shape(expected: Expected, shape: str) -> None:
    request, chosen = grand(shape)

    assert bool(broken(expected.rule, request, chosen)) is (shape in expected.breaks)
    relevance = expected.rule.relevance(request)
    assert relevance.applies is (shape in (expected.breaks if expected.about is None else expected.about))
    assert relevance.trip_detail == expected.named.get(shape)


def test_every_kind_is_asked_in_every_shape() -> None:
    assert {type(each.rule) for each in EVERYTHING} == set(get_args(AnyRule))


@pytest.mark.parametrize(
    ("indexes", "price", "expected"),
    [
        ((0, 1), 500, []),
        ((0, 1), 501, ["at most 500.00 EUR for 1 traveller and 2 slices over 931.3 km and 343.5 km"]),
        ((0, 1, 2), 900, []),
        ((0, 1, 2), 901, ["at most 900.00 EUR for 1 traveller and 3 slices over 931.3 km and 343.5 km and 877.1 km"]),
        ((1,), 100, []),
        ((1,), 101, ["at most 100.00 EUR for 1 traveller and 1 slice over 343.5 km"]),
        ((2, 3), 800, []),
        ((2, 3), 801, ["at most 800.00 EUR for 1 traveller and 2 slices over 877.1 km"]),
    ],
)
def test_fare_over_several_slices_has_the_sum_of_their_limits(
    indexes: tuple[int, ...], price: int, expected: list[str]
) -> None:
    bands = tuple(FareBand(from_metres=start, amounts=(euros(most),)) for start, most in ((0, 100), (500_000, 400)))
    rule = FareCap(clause="1.1", action=NOTE, bands=bands)
    request = asked(
        (
            one_slice(BERLIN, LONDON),
            one_slice(LONDON, PARIS, 1),
            one_slice(PARIS, BERLIN, 2),
            one_slice(BERLIN, PARIS, 3),
        )
    )

    found = broken(rule, request, itinerary(fare(request, *indexes, price=euros(price))))

    assert [said for said, _ in found] == expected


def test_limits_are_added_in_each_currency_that_all_bands_have() -> None:
    def limit(*amounts: tuple[int, str]) -> tuple[Money, ...]:
        return tuple(Money(amount=amount, currency=currency) for amount, currency in amounts)

    added = add_limits([limit((1, "EUR"), (10, "USD"), (5, "GBP")), limit((20, "USD"), (2, "EUR"))])

    assert added == limit((3, "EUR"), (30, "USD"))
    assert add_limits([limit((1, "EUR"), (2, "JPY"))]) == limit((1, "EUR"), (2, "JPY"))


def test_short_slice_is_for_the_train_that_was_offered_on_it() -> None:
    request = asked((one_slice(BERLIN, LONDON), one_slice(LONDON, HAMBURG, 2), one_slice(HAMBURG, BERLIN, 4)))
    rule = ShortRoute(clause="1.1", action=NOTE, min_metres=300_000)
    flown, ridden = itinerary(fare(request, 0, 1, 2)), itinerary(fare(request, 0, 1), ride(request, 2))

    verdict = judge(flown, request, policy(rule), today=TODAY, budgets=(), trains=find_trains([ridden]))

    assert [each.actual for each in verdict.violations] == [
        "a flight over 255.1 km, Berlin - Hamburg, where ICE 2 (2 h 00 min) was offered"
    ]
    assert [actual for _, actual in broken(rule, request, flown)] == ["a flight over 255.1 km, Berlin - Hamburg"]
    assert broken(rule, request, ridden) == []


def test_short_route_has_the_scope_of_its_slice_and_not_of_the_trip() -> None:
    request = asked((one_slice(BERLIN, HAMBURG), one_slice(HAMBURG, PARIS, 1), one_slice(PARIS, LONDON, 2)))
    rule = ShortRoute(clause="1.1", action=NOTE, min_metres=400_000, scope="domestic")
    abroad = msgspec.structs.replace(rule, scope="international")
    chosen = itinerary(fare(request, 0, 1, 2))

    assert [actual for _, actual in broken(rule, request, chosen)] == ["a flight over 255.1 km, Berlin - Hamburg"]
    assert [actual for _, actual in broken(abroad, request, chosen)] == ["a flight over 343.5 km, London - Paris"]


@pytest.mark.parametrize(
    ("request_", "visited"),
    [
        (asked((one_slice(BERLIN, LAGOS), one_slice(LAGOS, BERLIN, 3))), ["Lagos"]),
        (asked((one_slice(LAGOS, BERLIN), one_slice(BERLIN, LAGOS, 3))), []),
        (asked((one_slice(LAGOS, BERLIN, 1),), (stay_in(LAGOS, 0, 1),)), ["Lagos"]),
        (asked(stays=(stay_in(LAGOS),)), ["Lagos"]),
        (asked(cars=(car_in(LAGOS),)), ["Lagos"]),
        (asked((one_slice(BERLIN, LONDON), one_slice(LAGOS, BERLIN, 3))), ["Lagos"]),
        (asked((one_slice(LAGOS, BERLIN),), cars=(car_in(LAGOS),)), []),
    ],
)
def test_trip_goes_where_it_leads_and_where_one_stays_but_not_where_it_starts(
    request_: TripRequest, visited: list[str]
) -> None:
    rule = DestinationApproval(clause="1.1", action=NOTE, reason="far", countries=("NG",))
    anything = itinerary(room(asked(stays=(stay_in(LAGOS),)), 0))

    assert [actual for _, actual in broken(rule, request_, anything)] == [f"{name}, NG" for name in visited]


def test_each_hotel_has_the_limits_of_its_own_city() -> None:
    request = asked(stays=(stay_in(LONDON), stay_in(PARIS, 2, nights=3), stay_in(LONDON, 5)))
    rule = NightlyCap(
        clause="1.1",
        action=NOTE,
        default=(euros(100),),
        cities=(CityCap(city="London", country="GB", amounts=(euros(200),)),),
    )
    rooms = room(request, 0, euros(400)), room(request, 1, euros(301)), room(request, 2, euros(402))

    assert [said for said, _ in broken(rule, request, itinerary(*rooms))] == [
        "at most 100.00 EUR a night in Paris",
        "at most 200.00 EUR a night in London",
    ]
    assert rule.relevance(request).trip_detail == "London"


def test_first_day_is_counted_where_the_trip_starts() -> None:
    """A hotel before the first flight is where it starts."""
    rule = AdvanceBooking(clause="1.1", action=NOTE, min_days=58)
    flight_first = asked((one_slice(BERLIN, LONDON),), (stay_in(LONDON, 1),))
    hotel_first = asked((one_slice(BERLIN, LONDON, 1),), (stay_in(BERLIN, 0, 1),))
    day_less = asked((one_slice(BERLIN, LONDON),), (stay_in(BERLIN, -1, 1),))

    assert date(2027, 1, 4) == TODAY
    assert [broken(rule, each, itinerary(fare(each, 0))) for each in (flight_first, hotel_first)] == [[], []]
    assert broken(rule, day_less, itinerary(fare(day_less, 0))) == [("booked at least 58 days ahead", "57 days ahead")]


def test_refundable_is_asked_of_each_component_of_its_kind() -> None:
    request = asked(
        (one_slice(BERLIN, HAMBURG, mode=RAIL), one_slice(HAMBURG, BERLIN, 2, mode=RAIL)), cars=(car_in(HAMBURG),)
    )
    fixed = {"refundability": Refundability.NONE}
    rule = Refundable(clause="1.1", action=NOTE, component_kind=ComponentKind.RAIL, above=(euros(60),))
    trains = ride(request, 0, euros(60), **fixed), ride(request, 1, euros(61), **fixed)

    found = broken(rule, request, itinerary(*trains, rental(request, 0, euros(900), **fixed)))

    assert found == [("at most 60.00 EUR unless it is refundable", "61.00 EUR for a train that is not refundable")]
