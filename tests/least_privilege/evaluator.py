"""Whether an IAM policy allows a request, as AWS documents it for one account: what nothing allows is denied, and a
statement that denies wins. It knows the elements and operators that our policies use, and refuses all others."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from tests.least_privilege.requests import Request

Statement = Mapping[str, Any]
Policy = Mapping[str, Any]
_ELEMENTS = {"Sid", "Effect", "Action", "NotAction", "Resource", "Condition"}


class Unknown(Exception):
    """A policy says something that is not known here: an answer would be a guess."""


def is_allowed(policy: Policy, request: Request) -> bool:
    """Return whether the policy allows the request. Raises Unknown."""
    effects = {_effect(each) for each in policy["Statement"] if applies(each, request)}
    return effects == {"Allow"}


def applies(statement: Statement, request: Request) -> bool:
    """Return whether a statement is about the request: its action, its resource, and what its conditions look at."""
    if unknown := statement.keys() - _ELEMENTS:
        raise Unknown(f"elements {', '.join(sorted(unknown))}")
    return (
        _is_of_action(statement, request.action.lower())
        and any(matches(pattern, request.resource) for pattern in as_list(statement["Resource"]))
        and _holds(statement.get("Condition", {}), request.keys)
    )


def _is_of_action(statement: Statement, action: str) -> bool:
    if "Action" in statement and "NotAction" in statement:
        raise Unknown("actions and all but some")
    patterns = as_list(statement.get("Action", statement.get("NotAction", ())))
    return any(matches(each.lower(), action) for each in patterns) is ("Action" in statement)


def _effect(statement: Statement) -> str:
    if statement["Effect"] not in {"Allow", "Deny"}:
        raise Unknown(f"effect {statement['Effect']}")
    return str(statement["Effect"])


def as_list(value: str | Iterable[str]) -> list[str]:
    """Return what an element of a policy holds: one text, or several."""
    return [value] if isinstance(value, str) else list(value)


def matches(pattern: str, text: str) -> bool:
    """Return whether a text is as the pattern says: `*` is any text, `?` is any one character, all else is itself."""
    return _compile(pattern).fullmatch(text) is not None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(each, re.escape(each)) for each in pattern), re.DOTALL)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": str.__eq__,
    "StringLike": matches,
    "ArnLike": matches,
    "ArnEquals": matches,
}


# Each holds where the other does not, also where a request lacks the key.
_NEGATED = {"StringNotEquals": "StringEquals"}


def _holds(conditions: Mapping[str, Mapping[str, str | list[str]]], keys: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether every condition holds. A key that a request lacks meets no operator but a negated one."""
    return all(
        _compares(operator, as_list(wanted), keys.get(key.lower(), ()))
        for operator, asked in conditions.items()
        for key, wanted in asked.items()
    )


def _compares(operator: str, wanted: list[str], held: tuple[str, ...]) -> bool:
    if operator in _NEGATED:
        return not _compares(_NEGATED[operator], wanted, held)
    name = operator.removeprefix("ForAnyValue:")
    if name not in _OPERATORS:
        raise Unknown(f"operator {operator}")
    if name == operator and len(held) > 1:
        raise Unknown(f"operator {operator} on a key with several values")
    return any(_OPERATORS[name](each, value) for each in wanted for value in held)
