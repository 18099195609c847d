"""What the demo shows of a booking, for each kind of component and trips of every shape."""

import msgspec
import pytest
from hypothesis import given, settings

from chalicelib.api.openapi import examples
from chalicelib.domain.offers.offers import CheaperOption, ChoiceCost, LimitExcess, Offer, UnmetPreference
from chalicelib.domain.trip_requests.preferences import MostStops, Strength
from chalicelib.domain.verdict import ApprovalKind
from local.descriptions import (
    describe_clause,
    describe_component,
    describe_options,
    describe_request,
    describe_shortfalls,
    name_clauses,
)
from tests.support.trip_shapes import TripShape, car, train, trip_shapes
from tests.unit.local.client_views import read_booking_view, read_option_view, read_request_view
from tests.unit.policy_samples import euros, flight, option, stay, trip


@pytest.mark.parametrize(
    ("offer", "line"),
    [
        (flight(), "LH2030 LH2030"),
        (flight(fare_brand="Economy Light"), "LH2030 LH2030 (Economy Light)"),
        (train(), "ES 9023 (Standard)"),
        (stay(), "The Sample Rooms (1.8 km)"),
        (car(), "compact car in Munich (Sample Cars)"),
    ],
)
def test_each_kind_of_component_is_described_on_a_line(offer: Offer, line: str) -> None:
    (component,) = read_option_view(option(offer)).components

    assert describe_component(component) == line


@settings(max_examples=30, deadline=None)
@given(trip_shapes())
def test_trips_of_every_shape_are_described_with_all_that_is_asked_for_and_offered(shape: TripShape) -> None:
    request = read_request_view(shape.request)

    asked = describe_request(request)
    (offered,) = describe_options(read_booking_view(shape.request, shape.option))

    assert len(asked) == len(request.slices) + len(request.stays) + len(request.cars)
    assert all(any(place.name in line for line in asked) for place in shape.request.places)
    assert offered.count(" + ") == len(shape.option.components) - 1
    assert f"{shape.option.price.amount / 100:,.2f} {shape.option.price.currency}" in offered


def test_preferences_are_described_by_their_strength() -> None:
    preferences = (MostStops(stops=0, strength=Strength.MUST),)

    lines = describe_request(read_request_view(trip(preferences=preferences)))

    assert lines[-1] == "must most_stops"


def test_what_an_option_lacks_and_what_choosing_it_costs_are_lines_of_their_own() -> None:
    lacking = UnmetPreference(
        preference="most_stops",
        strength=Strength.WISH,
        pointer="/slices/0",
        detail="1 change, at most 0 asked",
        is_offered=True,
    )
    cheaper = [CheaperOption(rank=rank, saves=euros(50), extra_seconds=60 * (3 - rank)) for rank in (1, 3, 5)]
    cost = ChoiceCost(
        excesses=(LimitExcess(rule="fare_cap", clause="4.1", excess=euros(30)),),
        approval_kind=ApprovalKind.NONE,
        approvers=(),
        cheaper=tuple(cheaper),
    )

    lines = list(
        describe_shortfalls(read_option_view(msgspec.structs.replace(option(), unmet=(lacking,), choice_cost=cost)))
    )

    assert lines == [
        "wish most_stops of /slices/0: 1 change, at most 0 asked",
        "30.00 EUR above fare_cap of clause 4.1",
        "option 1 saves 50.00 EUR, 2 minutes longer under way",
        "option 3 saves 50.00 EUR, as long under way",
        "option 5 saves 50.00 EUR, 2 minutes shorter under way",
    ]


def test_a_violation_is_shown_with_the_words_that_its_clause_cites() -> None:
    option = read_option_view(examples.OPTION)
    booking = msgspec.structs.replace(read_booking_view(examples.REQUEST), options=(option,))

    lines = "\n".join(describe_options(booking))

    assert option.verdict is not None
    clause = option.verdict.violations[0].cited_clause
    assert clause is not None
    words = '"A night in London may cost 180 EUR, all taxes in." (Travel handbook, 5.2 Hotel rates by city, page 7)'
    assert words in lines
    assert list(describe_clause(clause)) == ["clause 5.2 Hotel rates by city", f"    {words}"]
    assert name_clauses([clause]) == "  clauses 5.2"
    bare = msgspec.structs.replace(clause, citation=None)
    assert (list(describe_clause(bare)), name_clauses([])) == (["clause 5.2 Hotel rates by city"], "")
