"""Routes that are too short to fly."""

from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import HAMBURG, trip, verdict_on


def test_short_route_is_for_the_train() -> None:
    rule = ShortRoute(clause="1.9", action=Action.APPROVE, min_metres=300_000)

    assert verdict_on(rule).outcome is Outcome.COMPLIANT
    violation = verdict_on(rule, request=trip(destination=HAMBURG)).violations[0]
    assert (violation.expected, violation.actual) == (
        "no flight under 300.0 km",
        "a flight over 255.1 km, Berlin - Hamburg",
    )
