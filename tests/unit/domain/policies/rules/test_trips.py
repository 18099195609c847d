"""One trip at a time."""

from datetime import UTC, datetime

import msgspec
import pytest

from chalicelib.domain.offers.offers import Overlap, OverlapKind
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import option, verdict_on

DATES = Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller="Anna Adams")
FLIGHT = Overlap(kind=OverlapKind.SAME_FLIGHT, traveller="Đỗ Văn An", trip_name="Secret", starts_at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        (Action.NOTE, Outcome.COMPLIANT),
        (Action.NOTIFY, Outcome.COMPLIANT),
        (Action.PASSIVE, Outcome.APPROVAL_REQUIRED),
        (Action.APPROVE, Outcome.APPROVAL_REQUIRED),
        (Action.DENY, Outcome.DENIED),
    ],
)
@pytest.mark.parametrize("overlap", [DATES, FLIGHT])
def test_another_trip_at_the_same_time_is_found_and_the_company_decides(
    overlap: Overlap, action: Action, outcome: Outcome
) -> None:
    found = verdict_on(
        OverlappingTrip(clause="1.9", action=action), msgspec.structs.replace(option(), overlaps=(overlap,))
    )

    assert found.outcome is outcome
    assert [(each.rule, each.action) for each in found.violations] == [("overlapping_trip", action)]
    assert overlap.traveller in found.violations[0].actual
    assert "Secret" not in found.violations[0].actual


def test_a_company_may_mind_the_same_flight_alone() -> None:
    rule = OverlappingTrip(clause="1.9", action=Action.DENY, same_flight_only=True)

    def outcome_of(*overlaps: Overlap) -> Outcome:
        return verdict_on(rule, msgspec.structs.replace(option(), overlaps=overlaps)).outcome

    assert [outcome_of(), outcome_of(DATES)] == [Outcome.COMPLIANT] * 2
    assert [outcome_of(FLIGHT), outcome_of(DATES, FLIGHT)] == [Outcome.DENIED] * 2
