"""The company's travel policy as rules and clauses, and the verdict on an option. No model ever decides one."""
# Types only so far; `judge` and the rules come with the engine.

from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value


class Action(StrEnum):
    """What a violation calls for, in rising order."""

    NOTE = "note"
    APPROVE = "approve"
    DENY = "deny"


class Outcome(StrEnum):
    """The whole verdict, decided by the gravest violation."""

    COMPLIANT = "compliant"
    APPROVAL_REQUIRED = "approval_required"
    DENIED = "denied"


class Violation(Value):
    """One rule that an option breaks, and the clause it rests on."""

    rule: Annotated[str, msgspec.Meta(examples=["cabin_by_duration"])]
    clause: Annotated[str, msgspec.Meta(description="The clause's number", examples=["4.2"])]
    expected: str
    actual: str
    action: Action


class Verdict(Value):
    """The deterministic judgement of one option under one version of the policy."""

    outcome: Outcome
    policy_version: int
    violations: tuple[Violation, ...]
