"""Policy groups: which rules hold for whom. A rule that names groups holds for them alone, in the place of the rule of
its identity that names none, which holds for everybody else."""

from collections.abc import Iterator, Sequence

import msgspec

from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.rules.kinds import AnyRule

Groups = tuple[str | None, ...]
"""The policy group of each traveller, in their order; None for none."""


def bound_travellers(rules: Sequence[AnyRule], groups: Groups) -> Iterator[tuple[AnyRule, tuple[int, ...]]]:
    """Yield each rule that holds for anybody, with the places of those for whom it does."""
    named = {(rule.identity, group) for rule in rules for group in rule.groups}
    for rule in rules:
        places = tuple(
            place
            for place, group in enumerate(groups)
            if (group in rule.groups if rule.groups else (rule.identity, group) not in named)
        )
        if places:
            yield rule, places


def policy_for(policy: Policy, groups: Groups) -> Policy:
    """Return the policy with those rules alone that hold for anybody of these groups."""
    rules = tuple(rule for rule, _ in bound_travellers(policy.rules, groups))
    return policy if rules == policy.rules else msgspec.structs.replace(policy, rules=rules)
