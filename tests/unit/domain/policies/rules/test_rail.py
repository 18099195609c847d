"""First class on trains, by the time that the journey takes."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice
from chalicelib.domain.policies.rules.rail import RailClassByDuration
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.domain.policies.policy_shapes import RAIL, asked, fare, itinerary, one_slice, ride
from tests.unit.policy_samples import BERLIN, HAMBURG, verdict_on

THREE_HOURS = 3 * 3600
CLASSES = RailClassByDuration(clause="1.1", action=Action.APPROVE, first_class_from_seconds=THREE_HOURS)
REQUEST: TripRequest = asked((one_slice(BERLIN, HAMBURG, mode=RAIL),))
FIRST, SECOND = Cabin.FIRST, Cabin.ECONOMY


def train(seconds: int, cabin: Cabin, after: RailSegment | None = None, **changes: Any) -> RailSegment:
    """A train of so many seconds; after another one, a quarter of an hour later."""
    usual = ride(REQUEST, 0).slices[0].segments[0]
    departs_at = after.arrives_at + timedelta(minutes=15) if after else usual.departs_at
    times = {"departs_at": departs_at, "arrives_at": departs_at + timedelta(seconds=seconds)}
    return msgspec.structs.replace(usual, cabin=cabin, **times, **changes)


def by(*trains: RailSegment) -> RailOffer:
    return ride(REQUEST, 0, slices=(RailSlice(segments=trains),))


@pytest.mark.parametrize(
    ("seconds", "cabin", "outcome"),
    [
        (THREE_HOURS - 1, SECOND, Outcome.COMPLIANT),
        (THREE_HOURS - 1, FIRST, Outcome.APPROVAL_REQUIRED),
        (THREE_HOURS, FIRST, Outcome.COMPLIANT),
        (THREE_HOURS, SECOND, Outcome.COMPLIANT),
    ],
)
def test_first_class_is_allowed_from_the_very_second(seconds: int, cabin: Cabin, outcome: Outcome) -> None:
    assert verdict_on(CLASSES, itinerary(by(train(seconds, cabin))), REQUEST).outcome is outcome


def test_changes_belong_to_the_journey_and_only_trains_in_first_class_are_named() -> None:
    feeder = train(3600, SECOND)
    long = by(feeder, train(THREE_HOURS - 3600 - 900, FIRST, feeder))
    short = by(feeder, train(3600, FIRST, feeder, train="ICE 7"))

    assert verdict_on(CLASSES, itinerary(long), REQUEST).outcome is Outcome.COMPLIANT
    (violation,) = verdict_on(CLASSES, itinerary(short), REQUEST).violations
    assert violation.expected == "second class where the journey takes 2 h 15 min"
    assert violation.actual == "first class on ICE 7 (Berlin to Hamburg)"


def test_without_a_time_first_class_is_never_allowed() -> None:
    never = RailClassByDuration(clause="1.1", action=Action.DENY)

    assert verdict_on(never, itinerary(by(train(9 * 3600, FIRST))), REQUEST).outcome is Outcome.DENIED
    assert verdict_on(never, itinerary(by(train(9 * 3600, SECOND))), REQUEST).outcome is Outcome.COMPLIANT


def test_cabin_of_a_flight_is_no_class_of_a_train() -> None:
    request = asked((one_slice(BERLIN, HAMBURG),))

    assert verdict_on(CLASSES, itinerary(fare(request, 0, cabin=FIRST)), request).outcome is Outcome.COMPLIANT
