"""The judge: the outcome, the order of violations, and what may never happen to a verdict."""

import random
from collections.abc import Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Option, Slice, StayOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.verdict import Action, ApprovalKind, Outcome, Verdict
from tests.unit.policy_samples import (
    BERLIN,
    LAGOS,
    PLENTY,
    TODAY,
    euros,
    flight,
    left,
    option,
    policy,
    seeded_policy,
    segment,
    stay,
    trip,
)


def test_gravest_violations_come_first_then_clauses_in_their_own_order() -> None:
    def total(clause: str, action: Action) -> TotalCap:
        return TotalCap(clause=clause, action=action, amounts=(euros(1),))

    given_rules = [total("1.10", Action.NOTE), total("1.9", Action.NOTE), total("2.1", Action.DENY)]
    verdict = judge(option(), trip(), policy(*given_rules), today=TODAY, budgets=left(None))

    assert [v.clause for v in verdict.violations] == ["2.1", "1.9", "1.10"]
    assert verdict.outcome is Outcome.DENIED
    assert verdict.policy_version == 7


@pytest.mark.parametrize(
    ("action", "outcome", "kind"),
    [
        (Action.NOTE, Outcome.COMPLIANT, ApprovalKind.NONE),
        (Action.NOTIFY, Outcome.COMPLIANT, ApprovalKind.NOTIFY),
        (Action.PASSIVE, Outcome.APPROVAL_REQUIRED, ApprovalKind.PASSIVE),
        (Action.APPROVE, Outcome.APPROVAL_REQUIRED, ApprovalKind.HARD),
        (Action.DENY, Outcome.DENIED, ApprovalKind.NONE),
    ],
)
def test_gravest_action_says_which_approval_is_needed(action: Action, outcome: Outcome, kind: ApprovalKind) -> None:
    cap = TotalCap(clause="1", action=action, amounts=(euros(1),))
    noted = TotalCap(clause="2", action=Action.NOTE, amounts=(euros(2),))

    verdict = judge(option(), trip(), policy(cap, noted), today=TODAY, budgets=left(PLENTY))

    assert (verdict.outcome, verdict.approval_kind, verdict.required_approval_kind) == (outcome, kind, kind)


def test_seeded_policy_finds_the_usual_trip_compliant() -> None:
    verdict = judge(option(), trip(), seeded_policy(), today=TODAY, budgets=left(PLENTY))

    assert verdict == Verdict(
        outcome=Outcome.COMPLIANT, policy_version=1, violations=(), approval_kind=ApprovalKind.NONE
    )


cabins = st.sampled_from(list(Cabin))


@st.composite
def itineraries(draw: st.DrawFn) -> Option:
    """Any option of one or two slices, in any currency, with or without a stay."""
    currency = draw(st.sampled_from(["EUR", "USD", "JPY", "CHF"]))
    amounts = st.integers(1, 3_000_000).map(lambda amount: Money(amount=amount, currency=currency))
    pieces = st.builds(
        segment,
        st.integers(1800, 15 * 3600),
        cabins,
        st.sampled_from(["LH", "IA", "XX"]),
    )
    slices = st.lists(pieces, min_size=1, max_size=2).map(lambda found: Slice(segments=tuple(found)))
    refunds = st.sampled_from(list(Refundability))
    components: list[FlightOffer | StayOffer] = [
        flight(price=draw(amounts), slices=draw(st.lists(slices, min_size=1, max_size=2)), refundability=draw(refunds))
    ]
    if draw(st.booleans()):
        components.append(
            stay(
                price=draw(amounts),
                stars=draw(st.integers(1, 5)),
                city=draw(st.sampled_from(["London", "Leeds"])),
                refundability=draw(refunds),
            )
        )
    return option(*components)


def judge_by_seed(chosen: Option, rate_of: Policy | None = None) -> Verdict:
    return judge(chosen, trip(), rate_of or SEEDED, today=TODAY, budgets=left(euros(5_000)))


SEEDED = seeded_policy()


def broken_rules(verdict: Verdict) -> set[tuple[str, str]]:
    return {(violation.rule, violation.clause) for violation in verdict.violations}


@settings(deadline=None)
@given(itineraries(), st.integers(0, 1), st.integers(1, 10**7))
def test_raising_a_price_never_removes_a_violation(chosen: Option, which: int, more: int) -> None:
    components = list(chosen.components)
    raised = components[which % len(components)]
    price = Money(amount=raised.price.amount + more, currency=raised.price.currency)
    components[which % len(components)] = msgspec.structs.replace(raised, price=price)
    costlier = msgspec.structs.replace(chosen, components=tuple(components))

    before, after = judge_by_seed(chosen), judge_by_seed(costlier)

    assert broken_rules(before) <= broken_rules(after)
    assert before.outcome.gravity <= after.outcome.gravity


@settings(deadline=None)
@given(itineraries(), cabins)
def test_raising_the_cabin_never_removes_a_violation(chosen: Option, cabin: Cabin) -> None:
    raised = [
        msgspec.structs.replace(
            flight_slice,
            segments=tuple(
                msgspec.structs.replace(s, cabin=max(s.cabin, cabin, key=by_rank)) for s in flight_slice.segments
            ),
        )
        for flight_slice in chosen.flights[0].slices
    ]
    better = msgspec.structs.replace(chosen.flights[0], slices=tuple(raised))
    upgraded = msgspec.structs.replace(chosen, components=(better, *chosen.stays))

    before, after = judge_by_seed(chosen), judge_by_seed(upgraded)

    assert broken_rules(before) <= broken_rules(after)
    assert before.outcome.gravity <= after.outcome.gravity


def by_rank(cabin: Cabin) -> int:
    return cabin.rank


@settings(deadline=None)
@given(itineraries(), st.randoms(use_true_random=False))
def test_order_of_the_rules_changes_nothing(chosen: Option, shuffler: random.Random) -> None:
    shuffled = list(SEEDED.rules)
    shuffler.shuffle(shuffled)
    other = msgspec.structs.replace(SEEDED, rules=tuple(shuffled))

    assert judge_by_seed(chosen) == judge_by_seed(chosen, other)


@settings(deadline=None)
@given(itineraries(), st.sampled_from([trip(), trip(destination=LAGOS, purpose=None), trip(destination=BERLIN)]))
def test_every_violation_says_expected_and_actual_and_rests_on_a_clause(chosen: Option, request: TripRequest) -> None:
    verdict = judge(chosen, request, SEEDED, today=date(2027, 3, 2), budgets=left(None))

    assert verdict.violations
    for violation in verdict.violations:
        assert violation.expected
        assert violation.actual
        assert violation.expected != violation.actual
        assert SEEDED.clause(violation.clause) is not None
    assert verdict.outcome is outcome_of([violation.action for violation in verdict.violations])


def outcome_of(actions: Sequence[Action]) -> Outcome:
    if Action.DENY in actions:
        return Outcome.DENIED
    return Outcome.APPROVAL_REQUIRED if Action.APPROVE in actions else Outcome.COMPLIANT
