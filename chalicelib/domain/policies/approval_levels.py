"""Who has to approve an option by its verdict: how many, and in which roles."""

from collections.abc import Iterator

from chalicelib.domain.money import Money
from chalicelib.domain.policies.charging import OWN_COST_CENTRE
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.verdict import ApprovalKind, Outcome, Verdict


def count_levels(verdict: Verdict | None, price: Money, policy: Policy) -> int:
    """Return how many have to approve, one after another, where somebody has to: a travel manager alone where it
    cannot be judged; else the owner of the cost centre where they are asked, and then as many levels of the management
    chain as the price needs, where the policy asks for approval as well."""
    if verdict is not None and verdict.outcome is Outcome.CANNOT_BE_JUDGED:
        return 1
    asking = verdict.rules_that_ask if verdict else frozenset()
    if OWN_COST_CENTRE not in asking:
        return policy.levels_for(price)
    if asking == {OWN_COST_CENTRE}:
        return 1
    return 1 + (1 if policy.approvals.mode == "any" else policy.levels_for(price))


def name_approvers(verdict: Verdict, price: Money, policy: Policy) -> tuple[str, ...]:
    """Return in which roles people would have to approve, or may object, in their order; nobody where none has to."""
    if verdict.required_approval_kind not in {ApprovalKind.PASSIVE, ApprovalKind.HARD}:
        return ()
    if verdict.outcome is Outcome.CANNOT_BE_JUDGED:
        return ("a travel manager",)
    return tuple(_name_roles(verdict.rules_that_ask, policy.levels_for(price), policy.approvals.mode == "any"))


def _name_roles(asking: frozenset[str], levels: int, is_any: bool) -> Iterator[str]:
    if OWN_COST_CENTRE in asking:
        yield "the owner of the cost centre"
    if asking == {OWN_COST_CENTRE}:
        return
    if is_any and levels > 1:
        yield f"any of {levels} levels of the management chain"
    else:
        yield from (f"level {level} of the management chain" for level in range(1, levels + 1))
