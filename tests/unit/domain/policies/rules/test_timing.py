"""How long ahead a trip is booked."""

from datetime import date, timedelta

import msgspec
import pytest

from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import HAMBURG, trip, verdict_on


@pytest.mark.parametrize(("days", "outcome"), [(14, Outcome.COMPLIANT), (13, Outcome.DENIED), (-1, Outcome.DENIED)])
def test_advance_booking_counts_whole_days(days: int, outcome: Outcome) -> None:
    rule = AdvanceBooking(clause="1.6", action=Action.DENY, min_days=14)

    assert verdict_on(rule, today=date(2027, 3, 3) - timedelta(days=days)).outcome is outcome


def test_rule_for_domestic_trips_leaves_others_alone() -> None:
    rule = AdvanceBooking(clause="1.6", action=Action.DENY, min_days=365, scope="domestic")

    assert verdict_on(rule).outcome is Outcome.COMPLIANT
    assert verdict_on(rule, request=trip(destination=HAMBURG)).outcome is Outcome.DENIED
    international = msgspec.structs.replace(rule, scope="international")
    assert verdict_on(international).outcome is Outcome.DENIED
    assert verdict_on(international, request=trip(destination=HAMBURG)).outcome is Outcome.COMPLIANT
