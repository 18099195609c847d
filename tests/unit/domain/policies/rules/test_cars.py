"""The highest category of a rental car, by how many share it."""

import pytest

from chalicelib.domain.policies.rules.cars import CarBand, HighestCarCategory
from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.domain.policies.policy_shapes import asked, car_in, itinerary, rental
from tests.unit.policy_samples import BERLIN, HAMBURG, crowd, flight, option, verdict_on

CARS = HighestCarCategory(
    clause="1.1",
    action=Action.APPROVE,
    bands=(
        CarBand(from_travellers=1, category=CarCategory.COMPACT),
        CarBand(from_travellers=4, category=CarCategory.STANDARD),
    ),
)


@pytest.mark.parametrize(
    ("travellers", "category", "outcome"),
    [
        (1, CarCategory.MINI, Outcome.COMPLIANT),
        (1, CarCategory.COMPACT, Outcome.COMPLIANT),
        (1, CarCategory.INTERMEDIATE, Outcome.APPROVAL_REQUIRED),
        (3, CarCategory.INTERMEDIATE, Outcome.APPROVAL_REQUIRED),
        (4, CarCategory.STANDARD, Outcome.COMPLIANT),
        (9, CarCategory.FULL_SIZE, Outcome.APPROVAL_REQUIRED),
    ],
)
def test_category_is_allowed_from_the_very_traveller_of_its_band(
    travellers: int, category: CarCategory, outcome: Outcome
) -> None:
    request = asked(cars=(car_in(BERLIN),), travellers=crowd(travellers))

    assert verdict_on(CARS, itinerary(rental(request, 0, category=category)), request).outcome is outcome


def test_each_car_above_it_is_named() -> None:
    request = asked(cars=(car_in(BERLIN), car_in(HAMBURG, 3), car_in(BERLIN, 6)))
    chosen = itinerary(
        rental(request, 0, category=CarCategory.FULL_SIZE),
        rental(request, 1),
        rental(request, 2, category=CarCategory.PREMIUM),
    )

    violations = verdict_on(CARS, chosen, request).violations

    assert {each.expected for each in violations} == {"a car of the category compact at most for 1 traveller"}
    assert [each.actual for each in violations] == [
        "full size (Sample Cars car in Berlin)",
        "premium (Sample Cars car in Berlin)",
    ]


def test_all_who_share_the_car_count_for_whom_ever_the_rule_holds() -> None:
    request = asked(cars=(car_in(BERLIN),), travellers=crowd(4))
    chosen = itinerary(rental(request, 0, category=CarCategory.STANDARD))
    for_crew = HighestCarCategory(clause="1.1", action=Action.APPROVE, bands=CARS.bands, groups=("crew",))

    verdict = verdict_on(for_crew, chosen, request, groups=("crew", None, None, None))

    assert verdict.outcome is Outcome.COMPLIANT


def test_trip_without_a_car_keeps_it() -> None:
    assert verdict_on(CARS, option(flight())).outcome is Outcome.COMPLIANT
