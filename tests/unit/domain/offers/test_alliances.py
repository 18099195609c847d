"""Who is a member of which alliance, those that moved lately among them."""

import pytest

from chalicelib.domain.offers import alliances
from chalicelib.domain.offers.alliances import alliance_of
from chalicelib.domain.trip_requests.preferences import Alliance
from chalicelib.gateways.suppliers.sandbox.airlines import all_airlines


@pytest.mark.parametrize(
    ("designator", "alliance"),
    [
        ("BA", Alliance.ONEWORLD),
        ("WY", Alliance.ONEWORLD),
        ("HA", Alliance.ONEWORLD),
        ("AF", Alliance.SKYTEAM),
        ("SK", Alliance.SKYTEAM),
        ("LH", Alliance.STAR_ALLIANCE),
        ("AZ", Alliance.STAR_ALLIANCE),
        ("CZ", None),
        ("EK", None),
        ("FR", None),
        ("??", None),
    ],
)
def test_airline_is_of_the_alliance_that_it_belongs_to(designator: str, alliance: Alliance | None) -> None:
    assert alliance_of(designator) is alliance


def test_no_airline_is_listed_twice_and_every_alliance_has_members() -> None:
    listed = [designator for members in alliances._MEMBERS.values() for designator in members.split()]

    assert len(listed) == len(set(listed))
    assert alliances._MEMBERS.keys() == set(Alliance)


def test_low_cost_airlines_are_of_no_alliance() -> None:
    assert {alliance_of(airline.designator) for airline in all_airlines() if airline.low_cost} == {None}
