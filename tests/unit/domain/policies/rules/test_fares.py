"""The highest fare, by the length of the route."""

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import (
    HAMBURG,
    crowd,
    euros,
    flight,
    option,
    trip,
    verdict_on,
)

FARES = FareCap(
    clause="1.2",
    action=Action.APPROVE,
    bands=(
        FareBand(from_metres=0, amounts=(euros(100),)),
        FareBand(from_metres=500_000, amounts=(euros(250),)),
    ),
)


@pytest.mark.parametrize(("cents", "outcome"), [(50_000, Outcome.COMPLIANT), (50_001, Outcome.APPROVAL_REQUIRED)])
def test_return_fare_may_be_twice_the_cap_to_the_cent(cents: int, outcome: Outcome) -> None:
    verdict = verdict_on(FARES, option(flight(price=Money(amount=cents, currency="EUR"))))

    assert verdict.outcome is outcome


def test_fare_cap_grows_with_travellers_and_shrinks_with_the_route() -> None:
    fare = option(flight(price=euros(1000)))

    assert verdict_on(FARES, fare, trip(travellers=crowd(2))).outcome is Outcome.COMPLIANT
    assert verdict_on(FARES, fare, trip(travellers=crowd(2), destination=HAMBURG)).violations[0].expected == (
        "at most 400.00 EUR for 2 travellers and 2 slices over 255.1 km"
    )
