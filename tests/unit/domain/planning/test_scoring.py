"""What each trait of an option costs the company, and how it is read from the offers."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.planning.preferences import UNMET_WISH
from chalicelib.domain.planning.scoring import Traits, Valuation, add_traits
from chalicelib.domain.policies.document import TradeOffs
from chalicelib.domain.policies.rules.carriers import Carrier, PreferredCarriers
from chalicelib.domain.trip_requests.preferences import AnyPreference, MostStops, Strength
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.verdict import Action
from tests.unit.policy_samples import DEPARTURE, crowd, flight, policy, segment, stay, stay_request, trip

NOTHING = Traits(price=1_000)
PREFERRED = PreferredCarriers(clause="1.1", action=Action.NOTE, carriers=(Carrier(code="LH", name="Lufthansa"),))


@pytest.mark.parametrize(
    ("traits", "worth", "cents"),
    [
        (NOTHING._replace(seconds=5400), TradeOffs(hour=200), 2 * 300),
        (NOTHING._replace(connections=2), TradeOffs(connection=50), 2 * 100),
        (NOTHING._replace(unsocial=1), TradeOffs(unsocial_time=70), 2 * 70),
        (NOTHING._replace(other_carriers=3), TradeOffs(non_preferred_carrier=5), 2 * 15),
        (NOTHING._replace(lower_cabins=1), TradeOffs(lower_cabin=9), 2 * 9),
        (NOTHING._replace(co2_grams=250_000), TradeOffs(co2_tonne=10_000), 2_500),
        (NOTHING._replace(centre_metre_nights=3_000), TradeOffs(centre_kilometre=800), 2_400),
        (NOTHING._replace(missing_star_nights=4), TradeOffs(star=11), 44),
        (NOTHING._replace(no_refunds=2), TradeOffs(non_refundable=13), 26),
    ],
)
def test_each_trait_costs_what_it_is_worth(traits: Traits, worth: TradeOffs, cents: int) -> None:
    pair = trip(travellers=crowd(2))
    asked, free = (Valuation(pair, policy(trade_offs=each)) for each in (worth, TradeOffs()))

    assert asked.cost(traits) == asked.unit * (1_000 + cents)
    assert free.cost(traits) == free.unit * 1_000


@pytest.mark.parametrize(
    ("currency", "amount", "cents"), [("EUR", 1_000, 1_000), ("USD", 1_000, 920), ("JPY", 500, 305)]
)
def test_prices_cost_what_they_are_worth_in_the_policys_currency(currency: str, amount: int, cents: int) -> None:
    valuation = Valuation(trip(currency=currency), policy())

    assert valuation.cost(Traits(price=amount)) == valuation.unit * cents


def test_stay_that_is_to_be_near_something_triples_the_distance_to_it() -> None:
    here = Landmark(name="The sample rooms", latitude=51.5, longitude=-0.1)
    found = stay(distance_to_centre_metres=1_000)

    def metre_nights(**asked: Any) -> int:
        return Valuation(trip(stay=stay_request(**asked)), policy()).rate(found).traits.centre_metre_nights

    somewhere = Landmark(name="The sample rooms")

    assert (metre_nights(), metre_nights(near_centre=True), metre_nights(near=here)) == (2_000, 6_000, 0)
    assert metre_nights(near=somewhere) == metre_nights()


def test_wish_costs_what_such_a_thing_is_worth_and_a_must_nothing() -> None:
    changing = flight(slices=(Slice(segments=(segment(), segment(departs_at=DEPARTURE + timedelta(hours=4)))),))

    def costs(*preferences: AnyPreference, **worth: int) -> int:
        valuation = Valuation(trip(preferences=preferences), policy(trade_offs=TradeOffs(**worth)))
        return valuation.rate(changing).cost // valuation.unit

    wish, must = (MostStops(stops=0, strength=strength) for strength in (Strength.WISH, Strength.MUST))
    assert costs(wish) - costs() == UNMET_WISH
    assert costs(wish, connection=700) - costs(connection=700) == 700
    assert costs(must) == costs()


def test_traits_are_those_of_all_components_together() -> None:
    first = segment(3600, Cabin.ECONOMY, "LH")
    second = segment(7200, Cabin.PREMIUM_ECONOMY, "XX", departs_at=first.arrives_at + timedelta(hours=1))
    fare = flight(slices=(Slice(segments=(first, second)),), refundability=Refundability.NONE, co2_grams=5)
    room = stay(stars=3, distance_to_centre_metres=700, refundability=Refundability.WITH_FEE)

    valuation = Valuation(trip(cabin=Cabin.BUSINESS), policy(PREFERRED))

    assert add_traits(valuation.rate(offer).traits for offer in (fare, room)) == Traits(
        price=48_000,
        seconds=4 * 3600,
        connections=1,
        unsocial=0,
        co2_grams=5,
        centre_metre_nights=1_400,
        missing_star_nights=4,
        other_carriers=1,
        lower_cabins=3,
        no_refunds=1,
    )
