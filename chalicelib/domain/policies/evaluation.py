"""Whether an option keeps to the travel policy: one pure function from option, request and policy to a verdict."""

from collections.abc import Iterator
from datetime import date

import msgspec

from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.groups import Groups, bound_travellers
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
    groups: Groups = (),
) -> Verdict:
    """Return the verdict on `option` if it were booked on `today`, the date where the trip starts; a verdict that it
    carries already is not looked at.

    `budgets` are what each cost centre that is charged may still spend on this trip, what is reserved for it included.
    `beside` is what is violated whatever the policy says. `groups` are the policy groups of the travellers, in their
    order (none: all are of no group); each rule judges the share of those for whom it holds. The gravest violation of
    all decides the outcome; notes alone are compliant. Violations come gravest first, then by clause, so the order of
    the policy's rules does not matter.
    """
    of = groups or (None,) * len(request.travellers)
    all_places = tuple(range(len(of)))
    case = Case(
        option=option,
        request=request,
        convert=policy.convert,
        today=today,
        budgets=budgets,
        places=all_places,
    )
    found = {*beside, *_find_violations(policy, case, of)}
    violations = tuple(sorted(found, key=_order))
    gravest = violations[0].action if violations else Action.NOTE
    return Verdict(
        outcome=_OUTCOMES[gravest], policy_version=policy.version, violations=violations, approval_kind=_KINDS[gravest]
    )


def _find_violations(policy: Policy, case: Case, groups: Groups) -> Iterator[Violation]:
    """Yield what violates the rules, each asked once about all for whom it holds; whom it is about is said where not
    all are of one group."""
    is_named = len(set(groups)) > 1
    for rule, places in bound_travellers(policy.rules, groups):
        of_them = case if places == case.places else msgspec.structs.replace(case, places=places)
        for violation in rule.violations(of_them):
            yield msgspec.structs.replace(violation, travellers=places) if is_named else violation


def _order(violation: Violation) -> tuple[int, tuple[int, ...], str, str, str, tuple[int, ...]]:
    number = tuple(int(part) for part in violation.clause.split("."))
    return (
        -violation.action.gravity,
        number,
        violation.rule,
        violation.expected,
        violation.actual,
        violation.travellers,
    )
