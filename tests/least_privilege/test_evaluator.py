"""The evaluator of policies against what AWS documents, and against a slower one written another way."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.least_privilege.evaluator import Unknown, applies, is_allowed, matches
from tests.least_privilege.pairs import Pair, alone, on_stage, split, without
from tests.least_privilege.requests import Request, with_context

TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/sojourn-prod-trips"
GET = Request("dynamodb:GetItem", TABLE)


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action: Any = "dynamodb:GetItem", resource: Any = TABLE, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def asked(**keys: Any) -> Request:
    return with_context(GET.action, GET.resource, **keys)


@pytest.mark.parametrize(
    ("statements", "request_", "expected"),
    [
        ([], GET, False),
        ([allow()], GET, True),
        ([allow(["dynamodb:PutItem", "dynamodb:GetItem"])], GET, True),
        ([allow("dynamodb:PutItem")], GET, False),
        ([allow("dynamodb:getitem")], GET, True),  # names of actions are the same in any case
        ([allow(resource=TABLE.upper())], GET, False),  # those of resources are not
        ([allow("dynamodb:Get*")], GET, True),
        ([allow("dynamodb:?etItem")], GET, True),
        ([allow("dynamodb:Get")], GET, False),  # a pattern stands for the whole text
        ([allow(resource=f"{TABLE}/index/*")], GET, False),
        ([allow(resource=TABLE)], GET._replace(resource=f"{TABLE}/index/by-day"), False),
        ([allow(resource="arn:aws:dynamodb:*:*:table/sojourn-prod-*")], GET, True),
        ([allow(), {**allow(), "Effect": "Deny"}], GET, False),
        ([{**allow("*", "*"), "Effect": "Deny"}, allow()], GET, False),
        ([allow(), {**allow("dynamodb:PutItem"), "Effect": "Deny"}], GET, True),
        ([{"Effect": "Allow", "NotAction": ["dynamodb:GetItem"], "Resource": TABLE}], GET, False),
        ([{"Effect": "Allow", "NotAction": ["dynamodb:PutItem"], "Resource": TABLE}], GET, True),
        ([allow(Condition={"StringNotEquals": {"a:b": "c"}})], asked(a__b=["c"]), False),
        ([allow(Condition={"StringNotEquals": {"a:b": ["c", "d"]}})], asked(a__b=["e"]), True),
        ([allow(Condition={"StringNotEquals": {"a:b": "c"}})], GET, True),  # of a key that is not there this holds
        ([allow(Condition={"StringEquals": {"a:b": "c"}})], GET, False),  # a key that is not there equals nothing
        ([allow(Condition={"StringEquals": {"A:B": "c"}})], asked(a__b=["c"]), True),
        ([allow(Condition={"StringEquals": {"a:b": ["d", "c"]}})], asked(a__b=["c"]), True),
        ([allow(Condition={"StringEquals": {"a:b": "C"}})], asked(a__b=["c"]), False),
        ([allow(Condition={"StringLike": {"a:b": "c*"}})], asked(a__b=["cd"]), True),
        ([allow(Condition={"ArnLike": {"a:b": "arn:aws:x:*:*:c/*"}})], asked(a__b=["arn:aws:x:r:1:c/d"]), True),
        ([allow(Condition={"ForAnyValue:StringEquals": {"a:b": "c"}})], asked(a__b=["d", "c"]), True),
        ([allow(Condition={"ForAnyValue:StringEquals": {"a:b": "c"}})], asked(a__b=[]), False),
        ([allow(Condition={"StringEquals": {"a:b": "c", "a:d": "e"}})], asked(a__b=["c"]), False),  # all must hold
        (
            [allow(Condition={"StringEquals": {"a:b": "c"}, "StringLike": {"a:d": "e"}})],
            asked(a__b=["c"], a__d=["e"]),
            True,
        ),
    ],
)
def test_a_policy_decides_as_documented(statements: Any, request_: Request, expected: bool) -> None:
    assert is_allowed(policy(*statements), request_) is expected


@pytest.mark.parametrize(
    "statement",
    [
        {"Effect": "Allow", "NotAction": "dynamodb:GetItem", "Action": "dynamodb:*", "Resource": TABLE},
        {"Effect": "Allow", "Action": "dynamodb:*", "NotResource": TABLE},
        {**allow(), "Effect": "Perhaps"},
        allow(Condition={"StringNotLike": {"a:b": "c"}}),
        allow(Condition={"ForAllValues:StringEquals": {"a:b": "c"}}),
    ],
)
def test_what_is_not_known_is_not_guessed(statement: Any) -> None:
    with pytest.raises(Unknown):
        is_allowed(policy(statement), asked(a__b=["c"]))


def plainly_matches(pattern: str, text: str) -> bool:
    """The same by its definition, one character after the other."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(plainly_matches(pattern[1:], text[start:]) for start in range(len(text) + 1))
    return bool(text) and pattern[0] in {"?", text[0]} and plainly_matches(pattern[1:], text[1:])


@settings(max_examples=300)
@given(st.text("ab.*?", max_size=6), st.text("ab.\n", max_size=6))
def test_a_pattern_matches_by_its_definition(pattern: str, text: str) -> None:
    assert matches(pattern, text) == plainly_matches(pattern, text)


ACTIONS, RESOURCES = ("s:A", "s:B", "s:C"), ("arn:1", "arn:2", "arn:3")
some_actions = st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=3, unique=True)
some_resources = st.lists(st.sampled_from(RESOURCES), min_size=1, max_size=3, unique=True)
statements_ = st.builds(
    lambda actions, resources, effect: {"Effect": effect, "Action": actions, "Resource": resources},
    some_actions,
    some_resources,
    st.sampled_from(["Allow", "Allow", "Deny"]),
)


def plainly_allowed(statements: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Everything that statements without patterns allow, as a set of pairs."""

    def said(effect: str) -> set[tuple[str, str]]:
        these = [each for each in statements if each["Effect"] == effect]
        return {(action, resource) for each in these for action in each["Action"] for resource in each["Resource"]}

    return said("Allow") - said("Deny")


def all_allowed(of: dict[str, Any]) -> set[tuple[str, str]]:
    return {(a, r) for a in ACTIONS for r in RESOURCES if is_allowed(of, Request(a, r))}


@settings(max_examples=100)
@given(st.lists(statements_, max_size=4))
def test_a_policy_allows_what_its_statements_say_together(statements: list[dict[str, Any]]) -> None:
    assert all_allowed(policy(*statements)) == plainly_allowed(statements)


@settings(max_examples=100)
@given(st.lists(statements_, min_size=1, max_size=3), st.data())
def test_a_pair_that_is_taken_away_is_all_that_is_missing(
    statements: list[dict[str, Any]], data: st.DataObject
) -> None:
    whole = policy(*statements)
    allowed = split(whole)
    assume(allowed)
    pair = data.draw(st.sampled_from(allowed))

    left = split(without(whole, pair))

    assert sorted(each[1:] for each in left) == sorted(each[1:] for each in allowed if each != pair)
    others = [each for number, each in enumerate(statements) if number != pair.statement]
    own = statements[pair.statement]
    rest = [
        {**own, "Action": [action], "Resource": [resource]}
        for action in own["Action"]
        for resource in own["Resource"]
        if (action, resource) != (pair.action, pair.resource)
    ]
    assert all_allowed(without(whole, pair)) == plainly_allowed([*others, *rest])


def test_a_statement_of_one_pair_is_gone_with_it() -> None:
    whole = policy(allow(["dynamodb:GetItem"], [TABLE]))

    assert without(whole, Pair(0, "dynamodb:GetItem", TABLE))["Statement"] == []


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("arn:aws:dynamodb:r:1:table/sojourn-local-trips", "arn:aws:dynamodb:r:1:table/sojourn-prod-trips"),
        ("arn:aws:ssm:r:1:parameter/sojourn/local/foundation", "arn:aws:ssm:r:1:parameter/sojourn/prod/foundation"),
        ("arn:aws:execute-api:r:1:x/api/POST/@connections/x", "arn:aws:execute-api:r:1:x/api/POST/@connections/x"),
    ],
)
def test_a_thing_has_the_name_of_its_stage(here: str, there: str) -> None:
    assert on_stage(Request("a:B", here), "prod").resource == there


def test_the_embedded_cloud_knows_keys_by_their_alias_no_alias_of_a_function_and_no_owner_of_a_token() -> None:
    key = with_context("kms:Decrypt", "arn:aws:kms:r:1:key/x", kms__resourcealiases=["alias/sojourn-local-locators"])
    called = Request("lambda:InvokeFunction", "arn:aws:lambda:r:1:function:sojourn-local-f:live")
    token = Request("states:SendTaskSuccess", "arn:aws:states:r:1:stateMachine:sojourn-local-booking")

    assert on_stage(key, "local", emulated=True).resource == "arn:aws:kms:r:1:alias/sojourn-local-locators"
    assert on_stage(token, "local", emulated=True).resource == "*"
    assert on_stage(called, "local", emulated=True).resource == "arn:aws:lambda:r:1:function:sojourn-local-f"
    assert on_stage(called, "prod").resource == "arn:aws:lambda:r:1:function:sojourn-prod-f:live"


def test_each_key_that_a_condition_names_is_a_right_of_its_own() -> None:
    def asked_with(alias: str) -> Request:
        return with_context("kms:Decrypt", "arn:aws:kms:r:1:key/x", kms__resourcealiases=[alias])

    named = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": ["alias/a", "alias/b"]}}
    whole = policy(allow(["kms:Decrypt", "kms:Sign"], ["arn:aws:kms:*:*:key/*"], Condition=named))
    first, *others = split(whole)

    assert (first.key, len(others)) == ("alias/a", 3)
    assert [is_allowed(without(whole, first), asked_with(each)) for each in ("alias/a", "alias/b")] == [False, True]
    assert applies(alone(whole, first), asked_with("alias/a"))
    assert not applies(alone(whole, first), asked_with("alias/b"))
    assert {each[1:] for each in split(without(whole, first))} | {first[1:]} >= {each[1:] for each in others[1:]}
