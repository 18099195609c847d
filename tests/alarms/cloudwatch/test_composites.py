"""Composite alarms: rules over the states of others."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.composites import CompositeAlarm, read_rule
from tests.alarms.cloudwatch.evaluation import AlarmState
from tests.alarms.cloudwatch.unsupported import Unsupported

ARN = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:disk"
STATES = {"cpu": AlarmState.ALARM, "disk": AlarmState.OK, "net": AlarmState.INSUFFICIENT_DATA}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ('ALARM("cpu")', True),
        ("ALARM(cpu)", True),
        ("ALARM('disk')", False),
        (f'OK("{ARN}")', True),
        ("INSUFFICIENT_DATA(net)", True),
        ("ALARM(cpu) AND ALARM(disk)", False),
        ("ALARM(cpu) AND NOT ALARM(disk)", True),
        ("ALARM(disk) AND ALARM(net) OR ALARM(cpu)", True),
        ("ALARM(disk) AND (ALARM(net) OR ALARM(cpu))", False),
        ("NOT (ALARM(cpu) OR OK(disk))", False),
        ("NOT NOT ALARM(cpu)", True),
        ("TRUE", True),
        ("FALSE OR ALARM(cpu)", True),
    ],
)
def test_rules(rule: str, holds: bool) -> None:
    assert CompositeAlarm("any", rule).holds(STATES) is holds


@pytest.mark.parametrize(
    "rule", ["", "ALARM", "ALARM()", "ALARM(cpu) ALARM(disk)", "ALARM(cpu) AND", "(ALARM(cpu)", "XOR", "ALARM(a b)",
             " OR ".join(["ALARM(cpu)"] * 101), "TRUE " + " " * 10_240]
)  # fmt: skip
def test_what_is_not_understood_is_refused(rule: str) -> None:
    with pytest.raises(Unsupported):
        read_rule(rule)


def test_a_rule_over_an_alarm_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unsupported, match="memory"):
        CompositeAlarm("any", "ALARM(cpu) OR ALARM(memory)").holds(STATES)


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3), min_size=1, max_size=3))
def test_and_binds_closer_than_or(groups: list[list[str]]) -> None:
    rule = " OR ".join(" AND ".join(f'ALARM("{name}")' for name in group) for group in groups)
    composite = CompositeAlarm("any", rule)

    for ringing in product([True, False], repeat=3):
        states = {
            name: AlarmState.ALARM if rings else AlarmState.OK for name, rings in zip("abc", ringing, strict=True)
        }
        expected = any(all(states[name] is AlarmState.ALARM for name in group) for group in groups)
        assert composite.holds(states) is expected
