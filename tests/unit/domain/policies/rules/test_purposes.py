"""What a trip is for."""

from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import trip, verdict_on


def test_missing_purpose_is_found() -> None:
    purpose = PurposeStated(clause="1.9", action=Action.DENY)

    assert verdict_on(purpose).outcome is Outcome.COMPLIANT
    assert verdict_on(purpose, request=trip(purpose="  ")).outcome is Outcome.DENIED
    assert verdict_on(purpose, request=trip(purpose=None)).outcome is Outcome.DENIED
