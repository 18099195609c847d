"""Whether an option keeps to the travel policy: one pure function from option, request and policy to a verdict."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.groups import Groups, bound_travellers
from chalicelib.domain.policies.rules.rule import Case, CostCentreBudget, Trains
from chalicelib.domain.policies.rules.wording import format_hours
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action, ApprovalKind, Finding, MissingFact, Outcome, Verdict, Violation

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
    beside: tuple[Finding, ...] = (),
    groups: Groups = (),
    trains: Trains = (),
) -> Verdict:
    """Return the verdict on `option` if it were booked on `today`, the date where the trip starts; a verdict that it
    carries already is not looked at.

    `budgets` are what each cost centre that is charged may still spend on this trip in each period, what is reserved
    for it included. `beside` is what is found whatever the policy says. `groups` are the policy groups of the
    travellers, in their order (none: all are of no group); each rule judges the share of those for whom it holds.
    `trains` say of slices, by their places in the request, which train was offered there. The gravest violation of
    all decides the outcome; notes alone are compliant, and what lacks a fact cannot be judged, unless it is denied
    anyway. Violations come gravest first, then by clause, so the order of the policy's rules does not matter.
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
        trains=trains,
    )
    found = {*beside, *_list_findings(policy, case, of)}
    violations = tuple(sorted((each for each in found if isinstance(each, Violation)), key=_order))
    missing = tuple(sorted((each for each in found if isinstance(each, MissingFact)), key=_order_of_missing))
    gravest = violations[0].action if violations else Action.NOTE
    unknown = bool(missing) and gravest is not Action.DENY
    return Verdict(
        outcome=Outcome.CANNOT_BE_JUDGED if unknown else _OUTCOMES[gravest],
        policy_version=policy.version,
        violations=violations,
        approval_kind=ApprovalKind.HARD if unknown else _KINDS[gravest],
        missing_facts=missing,
    )


def find_trains(options: Iterable[Option]) -> Trains:
    """Return for slices, by their places in the request, the quickest train that is in one of the options, in words."""
    rides = sorted(
        (ride.duration, ride.departs_at, ", ".join(each.train for each in ride.segments), index)
        for option in options
        for offer in option.rail
        for index, ride in zip(offer.slice_indexes, offer.slices, strict=True)
    )
    quickest = {index: f"{trains} ({format_hours(duration)})" for duration, _, trains, index in reversed(rides)}
    return tuple(sorted(quickest.items()))


def _list_findings(policy: Policy, case: Case, groups: Groups) -> Iterator[Finding]:
    """Yield what violates the rules, and what they lack to say so, each asked once about all for whom it holds; whom it
    is about is said where not all are of one group."""
    is_named = len(set(groups)) > 1
    for rule, places in bound_travellers(policy.rules, groups):
        of_them = case if places == case.places else msgspec.structs.replace(case, places=places)
        for finding in rule.violations(of_them):
            yield msgspec.structs.replace(finding, travellers=places) if is_named else finding


def _order(violation: Violation) -> tuple[int, tuple[int, ...], str, str, str, tuple[int, ...]]:
    return (
        -violation.action.gravity,
        _number_of(violation.clause),
        violation.rule,
        violation.expected,
        violation.actual,
        violation.travellers,
    )


def _order_of_missing(missing: MissingFact) -> tuple[tuple[int, ...], str, str, str, tuple[int, ...]]:
    return _number_of(missing.clause), missing.rule, missing.fact, missing.detail, missing.travellers


def _number_of(clause: str) -> tuple[int, ...]:
    return tuple(int(part) for part in clause.split("."))
