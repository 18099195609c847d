"""The embedded metric format, by its specification."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.embedded import errors_in, measured_in

DOCUMENTED: dict[str, Any] = {
    "_aws": {
        "Timestamp": 1574109732004,
        "CloudWatchMetrics": [
            {
                "Namespace": "lambda-function-metrics",
                "Dimensions": [["functionVersion"], ["functionVersion", "stage"], []],
                "Metrics": [{"Name": "time", "Unit": "Milliseconds", "StorageResolution": 60}, {"Name": "calls"}],
            }
        ],
    },
    "functionVersion": "$LATEST",
    "stage": "prod",
    "time": [100, 200.5],
    "calls": 3,
    "requestId": "989ffbf8-9ace-4817-a57c-e4dd734019ee",
}


def line(**changes: Any) -> str:
    return json.dumps({**DOCUMENTED, **changes})


def test_every_dimension_set_gets_every_value() -> None:
    found = measured_in(line())

    assert {each.metric.dimensions for each in found} == {
        frozenset({("functionVersion", "$LATEST")}),
        frozenset({("functionVersion", "$LATEST"), ("stage", "prod")}),
        frozenset(),
    }
    assert sorted((each.metric.name, each.value, each.unit) for each in found) == [
        *[("calls", 3.0, "None")] * 3,
        *[("time", 100.0, "Milliseconds")] * 3,
        *[("time", 200.5, "Milliseconds")] * 3,
    ]
    assert {each.at.timestamp() for each in found} == {1574109732.004}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"stage": 1}, "the dimension stage has no text"),
        ({"stage": ""}, "the dimension stage is empty or longer"),
        ({"time": "100"}, "time has a value that is no number"),
        ({"time": []}, "time has no values, or more than 100"),
        ({"time": [1] * 101}, "time has no values, or more than 100"),
        ({"calls": True}, "calls has a value that is no number"),
        ({"_aws": []}, "_aws is no object"),
        ({"_aws": {"CloudWatchMetrics": []}}, "Timestamp is no number of milliseconds"),
        ({"_aws": {"Timestamp": 1}}, "CloudWatchMetrics is no list"),
    ],
)
def test_a_line_that_breaks_the_format_gives_no_metric(changes: dict[str, Any], wrong: str) -> None:
    broken = line(**changes)

    assert measured_in(broken) == []
    assert (errors_in(broken) or "").startswith(wrong)


@pytest.mark.parametrize(
    ("part", "value"),
    [("Namespace", ""), ("Dimensions", []), ("Dimensions", [["absent"]]), ("Metrics", [{"Name": "time", "Unit": "ms"}]),
     ("Metrics", [{"Unit": "Count"}]), ("Metrics", [{"Name": "calls"}] * 101), ("Dimensions", [["stage"] * 31])],
)  # fmt: skip
def test_a_directive_that_breaks_the_format_gives_no_metric(part: str, value: Any) -> None:
    directive = {**DOCUMENTED["_aws"]["CloudWatchMetrics"][0], part: value}

    broken = line(_aws={"Timestamp": 1574109732004, "CloudWatchMetrics": [directive]})

    assert measured_in(broken) == []
    assert errors_in(broken) is not None


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", '{"level": "INFO"}', "START RequestId: 1 Version: $LATEST"])
def test_other_lines_carry_nothing_and_break_nothing(text: str) -> None:
    assert measured_in(text) == []
    assert errors_in(text) is None


@settings(max_examples=40)
@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=100),
    st.lists(
        st.sampled_from([[], ["stage"], ["functionVersion"], ["stage", "functionVersion"]]), min_size=1, max_size=4
    ),
)
def test_values_times_sets_come_out(values: list[float], sets: list[list[str]]) -> None:
    directive = {"Namespace": "n", "Dimensions": sets, "Metrics": [{"Name": "time", "Unit": "Count"}]}

    found = measured_in(line(time=values, _aws={"Timestamp": 0, "CloudWatchMetrics": [directive]}))

    assert sorted(each.value for each in found) == sorted(values * len(sets))
