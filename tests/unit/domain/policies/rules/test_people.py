"""How many may travel together."""

from chalicelib.domain.policies.rules.people import TravellingTogether
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import crowd, trip, verdict_on


def test_too_many_on_one_aircraft_are_found() -> None:
    together = TravellingTogether(clause="1.9", action=Action.DENY, max_travellers=5)

    assert verdict_on(together, request=trip(travellers=crowd(5))).outcome is Outcome.COMPLIANT
    assert verdict_on(together, request=trip(travellers=crowd(6))).outcome is Outcome.DENIED
