"""What is said of an option: the verdict, the violations it rests on, and the approval that it calls for.

It stands apart from the policy that it is reached by, because an offer carries its verdict and a policy's rules look at
offers.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.value import Value

# What is no clause of the policy: it comes before the first.
NO_CLAUSE = "0"


class Action(StrEnum):
    """What a violation requires, in rising order of gravity."""

    NOTE = "note"
    """Said, and nothing more."""
    NOTIFY = "notify"
    """Those who would have to approve are told."""
    PASSIVE = "passive"
    """Approved unless somebody objects before the deadline."""
    APPROVE = "approve"
    DENY = "deny"

    @property
    def gravity(self) -> int:
        return list(Action).index(self)


class Outcome(StrEnum):
    """The outcome of a policy evaluation, decided by the gravest violation, or by a fact that a rule lacks."""

    COMPLIANT = "compliant"
    APPROVAL_REQUIRED = "approval_required"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    """Nothing forbids it, and something that a rule has to know is not known: a travel manager decides."""
    DENIED = "denied"

    @property
    def gravity(self) -> int:
        return list(Outcome).index(self)

    @property
    def may_be_chosen(self) -> bool:
        """Whether a traveller may select an option of this outcome, be it that somebody has to approve it."""
        match self:
            case Outcome.COMPLIANT | Outcome.APPROVAL_REQUIRED | Outcome.CANNOT_BE_JUDGED:
                return True
            case Outcome.DENIED:
                return False

    @property
    def asks_approval(self) -> bool:
        """Whether somebody has to approve before an option of this outcome is bought."""
        match self:
            case Outcome.APPROVAL_REQUIRED | Outcome.CANNOT_BE_JUDGED:
                return True
            case Outcome.COMPLIANT | Outcome.DENIED:
                return False


class ApprovalKind(StrEnum):
    """The kind of approval that a verdict requires, in rising order."""

    NONE = "none"
    NOTIFY = "notify"
    PASSIVE = "passive"
    HARD = "hard"

    @property
    def gravity(self) -> int:
        return list(ApprovalKind).index(self)


TravellerPlaces = Annotated[
    tuple[int, ...],
    msgspec.Meta(
        description="Places in `travellers` of the booking, from 0, of those whom it is about; empty if all "
        "are judged alike"
    ),
]


class Violation(Value, frozen=True):
    """A policy rule that an option violates, and the clause that states it."""

    rule: Annotated[
        str, msgspec.Meta(examples=["cabin_by_duration"], description="Name of the rule, such as `fare_cap`")
    ]
    clause: Annotated[str, msgspec.Meta(description="Number of the policy clause, such as `5.2`", examples=["4.2"])]
    expected: Annotated[str, msgspec.Meta(description="What the rule allows, in words")]
    actual: Annotated[str, msgspec.Meta(description="What the option has, in words")]
    action: Annotated[Action, msgspec.Meta(description="What the violation requires")]
    travellers: TravellerPlaces = ()
    excess: Annotated[
        Money | None, msgspec.Meta(description="By how much a price is above its limit, in the limit's currency")
    ] = None


class Fact(StrEnum):
    """What a rule has to know, and somebody may not have said."""

    EXCHANGE_RATE = "exchange_rate"
    HOTEL_STARS = "hotel_stars"


class MissingFact(Value, frozen=True):
    """A fact that a rule lacks to judge an option, and what would settle it."""

    rule: Annotated[str, msgspec.Meta(examples=["total_cap"], description="Name of the rule that cannot be evaluated")]
    clause: Annotated[str, msgspec.Meta(description="Number of the policy clause, such as `5.2`", examples=["3.2"])]
    fact: Annotated[Fact, msgspec.Meta(description="What it would have to know")]
    detail: Annotated[
        str,
        msgspec.Meta(description="What is not known", examples=["there is no exchange rate between 35000 ISK and EUR"]),
    ]
    settled_by: Annotated[
        str,
        msgspec.Meta(
            description="Who could say it, and where",
            examples=["a rate for ISK in the travel policy, published by a travel manager"],
        ),
    ]
    travellers: TravellerPlaces = ()


Finding = Violation | MissingFact


class Verdict(Value, frozen=True):
    """The deterministic evaluation of an option against one version of the travel policy."""

    outcome: Annotated[Outcome, msgspec.Meta(description="What it comes to, by the gravest violation or missing fact")]
    policy_version: Annotated[int, msgspec.Meta(description="Version of the travel policy that was applied")]
    violations: tuple[Violation, ...]
    approval_kind: Annotated[
        ApprovalKind | None,
        msgspec.Meta(
            description="The kind of approval required; null on older verdicts, from before there were several kinds"
        ),
    ] = None
    missing_facts: Annotated[
        tuple[MissingFact, ...],
        msgspec.Meta(
            description="What is not known and would have to be, for the rules to judge the option; it may be selected "
            "all the same, and a travel manager approves it"
        ),
    ] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The numbers of the policy clauses that it rests on, each once, the gravest violation's first."""
        findings: tuple[Finding, ...] = (*self.violations, *self.missing_facts)
        return tuple(dict.fromkeys(each.clause for each in findings if each.clause != NO_CLAUSE))

    @property
    def rules_that_ask(self) -> frozenset[str]:
        """The rules by which somebody has to approve, or may object."""
        return frozenset(each.rule for each in self.violations if each.action in (Action.PASSIVE, Action.APPROVE))

    @property
    def required_approval_kind(self) -> ApprovalKind:
        """The kind of approval that it calls for."""
        if self.approval_kind is not None:
            return self.approval_kind
        return ApprovalKind.HARD if self.outcome.asks_approval else ApprovalKind.NONE
