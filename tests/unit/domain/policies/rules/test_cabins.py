"""The highest cabin, by the time in the air."""

from datetime import timedelta

import pytest

from chalicelib.domain.offers.offers import Option, Slice
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import (
    flight,
    option,
    segment,
    verdict_on,
)

SIX_HOURS = 6 * 3600


def one_way(seconds: int, cabin: Cabin) -> Option:
    return option(flight(slices=(Slice(segments=(segment(seconds, cabin),)),)))


CABINS = CabinByDuration(
    clause="1.1",
    action=Action.APPROVE,
    bands=(
        CabinBand(from_seconds=0, cabin=Cabin.ECONOMY),
        CabinBand(from_seconds=SIX_HOURS, cabin=Cabin.PREMIUM_ECONOMY),
    ),
)


@pytest.mark.parametrize(
    ("seconds", "cabin", "outcome"),
    [
        (SIX_HOURS - 1, Cabin.ECONOMY, Outcome.COMPLIANT),
        (SIX_HOURS - 1, Cabin.PREMIUM_ECONOMY, Outcome.APPROVAL_REQUIRED),
        (SIX_HOURS, Cabin.PREMIUM_ECONOMY, Outcome.COMPLIANT),
        (SIX_HOURS, Cabin.BUSINESS, Outcome.APPROVAL_REQUIRED),
        (SIX_HOURS * 3, Cabin.PREMIUM_ECONOMY, Outcome.COMPLIANT),
    ],
)
def test_cabin_is_allowed_from_the_very_second_of_its_band(seconds: int, cabin: Cabin, outcome: Outcome) -> None:
    assert verdict_on(CABINS, one_way(seconds, cabin)).outcome is outcome


def test_longest_flight_of_a_slice_decides_the_cabin_of_all_its_flights() -> None:
    feeder = segment(3600, Cabin.PREMIUM_ECONOMY)
    long_haul = segment(SIX_HOURS, Cabin.PREMIUM_ECONOMY, departs_at=feeder.arrives_at + timedelta(hours=1))

    together = verdict_on(CABINS, option(flight(slices=(Slice(segments=(feeder, long_haul)),))))
    apart = verdict_on(CABINS, option(flight(slices=(Slice(segments=(long_haul,)), Slice(segments=(feeder,))))))

    assert together.outcome is Outcome.COMPLIANT
    assert apart.outcome is Outcome.APPROVAL_REQUIRED


def test_time_in_transit_earns_no_better_cabin() -> None:
    first = segment(3 * 3600, Cabin.PREMIUM_ECONOMY)
    second = segment(3 * 3600, Cabin.PREMIUM_ECONOMY, departs_at=first.arrives_at + timedelta(hours=9))

    verdict = verdict_on(CABINS, option(flight(slices=(Slice(segments=(first, second)),))))

    assert verdict.outcome is Outcome.APPROVAL_REQUIRED


def test_in_a_mixed_cabin_only_the_flights_above_the_allowed_cabin_are_named() -> None:
    below = segment(7200, Cabin.ECONOMY, number="1")
    above = segment(7200, Cabin.BUSINESS, departs_at=below.arrives_at + timedelta(hours=1), number="2")

    verdict = verdict_on(CABINS, option(flight(slices=(Slice(segments=(below, above)),))))

    assert [v.actual for v in verdict.violations] == ["business on LH2 (BER-LHR)"]
    assert verdict.violations[0].expected == "economy at most where the longest flight takes 2 h 00 min"
