"""Policies taken apart: a statement is as many pairs of an action and a resource, and each can be taken away."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from infra.packaged_template import ALIAS
from tests.least_privilege.evaluator import Policy, Statement, as_list
from tests.least_privilege.requests import RECORDED_STAGE, Request

_ALIASES = ("ForAnyValue:StringEquals", "kms:ResourceAliases")


class Pair(NamedTuple):
    """One action on one resource, of a statement of a policy. Keys of KMS are one resource there, and told apart by the
    aliases that the statement's condition names: `key` is one of several."""

    statement: int
    action: str
    resource: str
    key: str = ""


def split(policy: Policy) -> list[Pair]:
    """Return every pair that a policy allows; what it denies is nobody's right."""
    return [
        Pair(number, action, resource, key)
        for number, statement in enumerate(policy["Statement"])
        if statement["Effect"] == "Allow"
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        for key in (_keys(statement) if len(_keys(statement)) > 1 else [""])
    ]


def alone(policy: Policy, pair: Pair) -> Statement:
    """Return the statement that says of this pair what the policy says of it."""
    only = {**policy["Statement"][pair.statement], "Action": [pair.action], "Resource": [pair.resource]}
    return _with_keys(only, [pair.key]) if pair.key else only


def without(policy: Policy, pair: Pair) -> dict[str, Any]:
    """Return the policy without this pair; everything else that it says, it still says."""
    statements: list[Statement] = []
    for number, statement in enumerate(policy["Statement"]):
        statements += _rest(statement, pair) if number == pair.statement else [statement]
    return {**policy, "Statement": statements}


def _rest(statement: Statement, pair: Pair) -> Iterator[Statement]:
    actions, resources = as_list(statement["Action"]), as_list(statement["Resource"])
    other_actions = [each for each in actions if each != pair.action]
    other_resources = [each for each in resources if each != pair.resource]
    if other_actions:
        yield {**statement, "Action": other_actions, "Resource": resources}
    if other_resources:
        yield {**statement, "Action": [pair.action], "Resource": other_resources}
    if pair.key:
        same = {**statement, "Action": [pair.action], "Resource": [pair.resource]}
        yield _with_keys(same, [each for each in _keys(statement) if each != pair.key])


def _keys(statement: Statement) -> list[str]:
    operator, name = _ALIASES
    return as_list(statement.get("Condition", {}).get(operator, {}).get(name, []))


def _with_keys(statement: Statement, keys: list[str]) -> Statement:
    operator, name = _ALIASES
    return {**statement, "Condition": {**statement["Condition"], operator: {name: keys}}}


def on_stage(request: Request, stage: str, *, emulated: bool = False) -> Request:
    """Return the same request as it is made on another stage, where the same things have that stage's name in theirs.

    The embedded cloud knows a key by its alias alone, of a task token it does not know the state machine, and of a
    function that another calls it looks at no alias.
    """
    moved = Request(
        request.action,
        _rename(request.resource, stage),
        tuple((key, tuple(_rename(each, stage) for each in held)) for key, held in request.context),
    )
    if not emulated:
        return moved
    if request.action.startswith("states:SendTask"):
        return moved._replace(resource="*")
    if request.action == "lambda:InvokeFunction":
        return moved._replace(resource=moved.resource.removesuffix(f":{ALIAS}"))
    if request.action.startswith("kms:"):
        (alias,) = moved.keys["kms:resourcealiases"]
        return moved._replace(resource=moved.resource.replace("key/x", alias))
    return moved


def _rename(text: str, stage: str) -> str:
    for before, after in (("-", "-"), ("/", "/")):
        text = text.replace(f"sojourn{before}{RECORDED_STAGE}{after}", f"sojourn{before}{stage}{after}")
    return text
