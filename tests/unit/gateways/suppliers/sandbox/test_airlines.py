"""The table of airlines: real designators, real hubs."""

import re

import pytest

from chalicelib.domain.places.resolver import find_airport
from chalicelib.gateways.suppliers.sandbox.airlines import Airline, airlines_from, all_airlines


def test_designators_are_unique_and_well_formed() -> None:
    designators = [airline.designator for airline in all_airlines()]

    assert len(set(designators)) == len(designators) > 60
    assert all(re.fullmatch("[A-Z0-9]{2}", designator) for designator in designators)


@pytest.mark.parametrize("airline", all_airlines(), ids=lambda airline: airline.designator)
def test_hubs_are_airports_and_the_first_is_at_home(airline: Airline) -> None:
    hubs = [find_airport(hub) for hub in airline.hubs]

    assert hubs[0].country == airline.country


def test_airlines_are_found_by_their_hub() -> None:
    assert {airline.designator for airline in airlines_from("FRA")} == {"LH"}
    assert {"QF", "VA", "JQ"} == {airline.designator for airline in airlines_from("SYD")}
    assert airlines_from("ITO") == ()
