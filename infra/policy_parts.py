"""What of a function's policy stands in its role, and what beside it: IAM takes 10,240 characters in the inline
policies of a role, spaces not counted, and 6,144 more in each managed policy that is attached to it.

Chalice takes one inline policy a function. The packaged template makes the managed one and attaches it; what
`chalice deploy` has deployed is given it by `infra.managed_policies`.
"""

import json
from typing import Any, NamedTuple, cast

from infra.policies import Policy
from infra.policy_places import ONLY_HERE, bind_statements, resolve
from infra.policy_statements import Statement

INLINE_LIMIT = 10_240
MANAGED_LIMIT = 6_144
# That we let each be, so that a release that needs more rights is not the one that finds out.
LONGEST_INLINE, LONGEST_MANAGED = 9_500, 5_500


class Parts(NamedTuple):
    """The statements of a policy that stand in the role, and those beside it, if there are any."""

    inline: Policy
    managed: Policy | None


def split(document: Policy) -> Parts:
    """Return a policy in its two parts: in the order of its statements, as many inline as there is room for."""
    for count in range(len(document["Statement"]), 0, -1):
        inline = _take(document, document["Statement"][:count])
        if measure(inline) <= LONGEST_INLINE:
            left = document["Statement"][count:]
            return Parts(inline, _take(document, left) if left else None)
    raise ValueError(f"one statement alone is longer than {LONGEST_INLINE} characters")


def measure(document: Policy) -> int:
    """Return how long a policy is in its role, where the names of region and buckets are longest."""
    longest = {"account": "1" * 12, "region": "ap-southeast-1"}
    named = [resolve(each, **longest) for each in bind_statements(document["Statement"])]
    return len(json.dumps({**document, "Statement": named}, separators=(",", ":")))


def bind_managed(document: Policy) -> dict[str, Any]:
    """Return a managed policy as CloudFormation is to make it; the role's own policy denies other regions for both."""
    bound = [each for each in bind_statements(document["Statement"]) if each != ONLY_HERE]
    return {**document, "Statement": bound}


def _take(document: Policy, statements: list[Statement]) -> Policy:
    return cast("Policy", {**document, "Statement": statements})
