"""What each trait of an option costs the company, and how it is read from the offers."""

from datetime import timedelta

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Refundability, Slice
from chalicelib.domain.planning.scoring import Traits, cost, reader
from chalicelib.domain.policies.document import TradeOffs
from chalicelib.domain.policies.rules.carriers import Carrier, PreferredCarriers
from chalicelib.domain.trip_requests.trip_request import Cabin, StayRequest
from chalicelib.domain.verdict import Action
from tests.unit.policy_samples import crowd, flight, option, policy, segment, stay, trip

NOTHING = Traits(*([0] * len(Traits._fields)))
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
    price = Money(amount=1_000, currency="EUR")

    assert cost(price, traits, pair, worth) == 3600 * (1_000 + cents)
    assert cost(price, traits, pair, TradeOffs()) == 3600 * 1_000


def test_preference_for_the_centre_triples_the_distance_to_it() -> None:
    asked = trip().stay
    assert asked is not None
    central = trip(stay=StayRequest(check_in=asked.check_in, check_out=asked.check_out, near_centre=True))
    traits, worth = NOTHING._replace(centre_metre_nights=1_000), TradeOffs(centre_kilometre=100)

    assert cost(Money(amount=0, currency="EUR"), traits, central, worth) == 3600 * 300


def test_traits_are_those_of_all_components_together() -> None:
    first = segment(3600, Cabin.ECONOMY, "LH")
    second = segment(7200, Cabin.PREMIUM_ECONOMY, "XX", departs_at=first.arrives_at + timedelta(hours=1))
    chosen = option(
        flight(slices=(Slice(segments=(first, second)),), refundability=Refundability.NONE, co2_grams=5),
        stay(stars=3, distance_to_centre_metres=700, refundability=Refundability.WITH_FEE),
    )

    read = reader(trip(cabin=Cabin.BUSINESS), policy(PREFERRED))

    assert read(chosen) == Traits(
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
