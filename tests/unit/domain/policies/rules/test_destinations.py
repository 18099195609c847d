"""Destinations that need an approval."""

import pytest

from chalicelib.domain.places.place import Place
from chalicelib.domain.policies.rules.destinations import DestinationApproval, PolicyCity
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import (
    HAMBURG,
    LAGOS,
    LONDON,
    trip,
    verdict_on,
)

HEATHROW = Place(
    name="Heathrow Airport", country="GB", airports=("LHR",), latitude=51.47, longitude=-0.45, timezone="Europe/London"
)


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        (LAGOS, Outcome.APPROVAL_REQUIRED),
        (HEATHROW, Outcome.APPROVAL_REQUIRED),
        (HAMBURG, Outcome.COMPLIANT),
        (LONDON, Outcome.APPROVAL_REQUIRED),
    ],
)
def test_destination_is_known_by_country_by_city_and_by_airport(destination: Place, outcome: Outcome) -> None:
    rule = DestinationApproval(
        clause="1.8",
        action=Action.APPROVE,
        reason="security",
        countries=("NG",),
        cities=(PolicyCity(city="london", country="GB", airports=("LHR",)),),
    )

    assert verdict_on(rule, request=trip(destination=destination)).outcome is outcome
