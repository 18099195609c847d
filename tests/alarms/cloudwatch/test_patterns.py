"""Filter patterns, by the examples with which CloudWatch Logs documents them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.patterns import read_pattern, selectors_in
from tests.alarms.cloudwatch.unsupported import Unsupported

TRAIL = {
    "eventType": "UpdateTrail",
    "sourceIPAddress": "111.111.111.111",
    "arrayKey": ["value", "another value"],
    "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
    "SomeObject": None,
    "cluster.name": "c",
    "latency": 123.5,
    "ThisFlag": True,
}
PEOPLE = {
    "user": {"id": 1, "email": "John.Stiles@example.com"},
    "users": [{"id": 2, "email": "John.Doe@example.com"}, {"id": 3, "email": "Jane.Doe@example.com"}],
    "actions": ["GET", "PUT", "DELETE"],
    "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
}
ON_FIELDS = [
    ('{ $.eventType = "UpdateTrail" }', TRAIL, True),
    ('{ $.eventType = "updatetrail" }', TRAIL, False),
    ("{ $.sourceIPAddress != 123.123.* }", TRAIL, True),
    ("{ $.sourceIPAddress = 111.111.* }", TRAIL, True),
    ('{ $.arrayKey[0] = "value" }', TRAIL, True),
    ('{ $.arrayKey[1] = "value" }', TRAIL, False),
    ("{ $.objectList[1].id = 2 }", TRAIL, True),
    ("{ $.eventType = %Trail% }", TRAIL, True),
    ("{ $.eventType = %^Trail% }", TRAIL, False),
    ("{ $.arrayKey[*] = %val.{2}% }", TRAIL, True),
    (r"{ $.* = %111\.111\.111\.1[0-9]{1,2}% }", TRAIL, True),
    ("{ $.['cluster.name'] = \"c\" }", TRAIL, True),
    ("{ $.SomeObject IS NULL }", TRAIL, True),
    ("{ $.SomeOtherObject IS NULL }", TRAIL, False),
    ("{ $.SomeOtherObject NOT EXISTS }", TRAIL, True),
    ("{ $.SomeObject NOT EXISTS }", TRAIL, False),
    ("{ $.ThisFlag IS TRUE }", TRAIL, True),
    ("{ $.ThisFlag IS FALSE }", TRAIL, False),
    ("{ $.latency > 123 }", TRAIL, True),
    ("{ $.latency >= 123.5 && $.latency <= 123.5 }", TRAIL, True),
    ("{ $.latency < 100 }", TRAIL, False),
    ("{ $.eventType > 1 }", TRAIL, False),
    ("{ $.nothing != 1 }", TRAIL, False),
    ('{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', PEOPLE, True),
    (
        '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
        PEOPLE,
        True,
    ),
    (
        '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "no") && $.actions[2] = "nonmatch" }',
        PEOPLE,
        False,
    ),
    ('{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', PEOPLE, False),
]


@pytest.mark.parametrize(("pattern", "values", "matches"), ON_FIELDS)
def test_fields_match_as_documented(pattern: str, values: dict[str, Any], matches: bool) -> None:
    assert read_pattern(pattern)(json.dumps(values)) is matches


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        ("ERROR", "[ERROR] out of memory", True),
        ("ERROR", "[error] out of memory", False),
        ("ERROR ARGUMENTS", "ERROR 400 BAD ARGUMENTS", True),
        ("ERROR ARGUMENTS", "ERROR 400", False),
        ('"INTERNAL SERVER ERROR"', "[500] INTERNAL SERVER ERROR", True),
        ('"INTERNAL SERVER ERROR"', "[500] INTERNAL ERROR", False),
        ("?ERROR ?ARGUMENTS", "[WARN] ARGUMENTS", True),
        ("?ERROR ?ARGUMENTS", "[INFO] fine", False),
        ("ERROR -ARGUMENTS", "ERROR 400 BAD ARGUMENTS", False),
        ("ERROR -ARGUMENTS", "ERROR 500", True),
        ("%AUTHORIZED|EXPIRED%", "UN-AUTHORIZED", True),
        ("", "whatever", True),
    ],
)
def test_terms_match_as_documented(pattern: str, line: str, matches: bool) -> None:
    assert read_pattern(pattern)(line) is matches


@pytest.mark.parametrize("line", ["", "no JSON", "[1]", '"text"', "{"])
def test_a_line_that_is_no_object_has_no_fields(line: str) -> None:
    assert not read_pattern("{ $.anything NOT EXISTS }")(line)


@pytest.mark.parametrize(
    "pattern",
    ["{ $.a = ", "{ $.a IS NOT NULL }", "{ $.a EXISTS }", "[ip, user]", "{ $.a > high }", "{ ($.a = 1 }", "{ a = 1 }",
     "{ $.*.*.b = 1 }", "{ $.a = 1 $.b = 2 }", "{ $.a = 1 & $.b = 1 }"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(Unsupported):
        read_pattern(pattern)


def test_the_fields_of_a_pattern_are_known() -> None:
    assert selectors_in('{ $.level = "ERROR" && ($.user.id = 1 || $.list[2] = 3) }') == {"level", "user", "list"}
    assert selectors_in("ERROR") == set()


LEVELS = st.sampled_from(["INFO", "WARNING", "ERROR"])
SOME = st.fixed_dictionaries({}, optional={"level": LEVELS, "stack": st.text(max_size=3), "n": st.integers(0, 3)})
CONDITIONS = [
    ('$.level = "ERROR"', lambda it: it.get("level") == "ERROR"),
    ('$.level != "ERROR"', lambda it: it.get("level", "ERROR") != "ERROR"),
    ('$.stack = "*"', lambda it: "stack" in it),
    ("$.stack NOT EXISTS", lambda it: "stack" not in it),
    ("$.n >= 2", lambda it: it.get("n", 0) >= 2),
]


@settings(max_examples=60)
@given(SOME, st.lists(st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=3), min_size=1, max_size=3))
def test_and_binds_closer_than_or(line: dict[str, Any], wanted: list[list[Any]]) -> None:
    pattern = " || ".join(" && ".join(text for text, _ in group) for group in wanted)

    expected = any(all(holds(line) for _, holds in group) for group in wanted)

    assert read_pattern(f"{{ {pattern} }}")(json.dumps(line)) is expected
