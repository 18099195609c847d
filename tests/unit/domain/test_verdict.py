"""How grave what a verdict says is, and the approval that it calls for."""

from chalicelib.domain.verdict import Action, ApprovalKind, Outcome, Verdict


def test_actions_and_outcomes_rise_together() -> None:
    assert [action.gravity for action in Action] == [0, 1, 2, 3, 4]
    assert [outcome.gravity for outcome in Outcome] == [0, 1, 2, 3]


def test_verdict_kept_before_there_were_kinds_calls_for_a_decision() -> None:
    asked = Verdict(outcome=Outcome.APPROVAL_REQUIRED, policy_version=1, violations=())
    compliant = Verdict(outcome=Outcome.COMPLIANT, policy_version=1, violations=())

    assert (asked.required_approval_kind, compliant.required_approval_kind) == (ApprovalKind.HARD, ApprovalKind.NONE)
