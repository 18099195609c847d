"""Whether an option keeps to the travel policy: one pure function from option, request and policy to a verdict."""

from datetime import date

from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.rules.rule import Case, CostCentreBudget
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action, ApprovalKind, Outcome, Verdict, Violation

_OUTCOMES = {
    Action.NOTE: Outcome.COMPLIANT,
    Action.NOTIFY: Outcome.COMPLIANT,
    Action.PASSIVE: Outcome.APPROVAL_REQUIRED,
    Action.APPROVE: Outcome.APPROVAL_REQUIRED,
    Action.DENY: Outcome.DENIED,
}
_KINDS = {
    Action.NOTE: ApprovalKind.NONE,
    Action.NOTIFY: ApprovalKind.NOTIFY,
    Action.PASSIVE: ApprovalKind.PASSIVE,
    Action.APPROVE: ApprovalKind.HARD,
    Action.DENY: ApprovalKind.NONE,
}


def judge(
    option: Option,
    request: TripRequest,
    policy: Policy,
    *,
    today: date,
    budgets: tuple[CostCentreBudget, ...],
    beside: tuple[Violation, ...] = (),
) -> Verdict:
    """Return the verdict on `option` if it were booked on `today`, the date where the trip starts; a verdict that it
    carries already is not looked at.

    `budgets` are what each cost centre that is charged may still spend on this trip, what is reserved for it included.
    `beside` is what is violated whatever the policy says. The gravest violation decides the outcome;
    notes alone are compliant. Violations come gravest first, then by clause, so the order of the policy's rules does
    not matter.
    """
    case = Case(option=option, request=request, convert=policy.convert, today=today, budgets=budgets)
    found = {*beside, *(violation for rule in policy.rules for violation in rule.violations(case))}
    violations = tuple(sorted(found, key=_order))
    gravest = violations[0].action if violations else Action.NOTE
    return Verdict(
        outcome=_OUTCOMES[gravest], policy_version=policy.version, violations=violations, approval_kind=_KINDS[gravest]
    )


def _order(violation: Violation) -> tuple[int, tuple[int, ...], str, str, str]:
    number = tuple(int(part) for part in violation.clause.split("."))
    return -violation.action.gravity, number, violation.rule, violation.expected, violation.actual
