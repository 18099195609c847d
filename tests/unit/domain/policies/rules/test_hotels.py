"""Hotels: the price of a night, stars, nights."""

from datetime import date

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import StayOffer
from chalicelib.domain.policies.rules.hotels import (
    CityCap,
    CountryCap,
    HotelStars,
    NightlyCap,
    StayLength,
    nightly_price,
)
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import (
    euros,
    flight,
    option,
    stay,
    verdict_on,
)

NIGHTS = NightlyCap(
    clause="1.3",
    action=Action.APPROVE,
    default=(euros(120),),
    countries=(CountryCap(country="GB", amounts=(euros(140),)),),
    cities=(CityCap(city="Zürich", country="CH", amounts=(euros(250),), aliases=("Zurich",)),),
)


@pytest.mark.parametrize(
    ("city", "country", "cap"),
    [("London", "GB", 140), ("ZURICH", "CH", 250), ("Zürich", "CH", 250), ("Zürich", "NL", 120), ("Bern", "CH", 120)],
)
def test_nightly_cap_is_the_citys_else_the_countrys_else_the_default(city: str, country: str, cap: int) -> None:
    at_cap = stay(price=euros(2 * cap), city=city, country=country)
    above = stay(price=Money(amount=200 * cap + 1, currency="EUR"), city=city, country=country)

    assert verdict_on(NIGHTS, option(flight(), at_cap)).outcome is Outcome.COMPLIANT
    assert (
        verdict_on(NIGHTS, option(flight(), above)).violations[0].expected == f"at most {cap}.00 EUR a night in {city}"
    )


def test_nightly_price_is_for_one_room_and_hides_no_fraction() -> None:
    rooms = stay(price=Money(amount=60_001, currency="EUR"), rooms=2)

    assert nightly_price(rooms) == Money(amount=15_001, currency="EUR")


@pytest.mark.parametrize(
    ("rule", "kept", "broken"),
    [
        (HotelStars(clause="1.9", action=Action.DENY, max_stars=4), stay(stars=4), stay(stars=5)),
        (
            StayLength(clause="1.9", action=Action.DENY, max_nights=2),
            stay(),
            stay(check_out=date(2027, 3, 6)),
        ),
    ],
)
def test_stay_keeps_to_its_limit(rule: AnyRule, kept: StayOffer, broken: StayOffer) -> None:
    assert verdict_on(rule, option(flight(), kept)).outcome is Outcome.COMPLIANT
    assert verdict_on(rule, option(flight(), broken)).outcome is Outcome.DENIED
