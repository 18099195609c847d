"""Metric math: what is documented of the functions and operators, and what holds of all series."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.expressions import Series, compute, names_in
from tests.alarms.cloudwatch.unsupported import Unsupported

M1: Series = (1.0, None, 3.0, 0.0)
M2: Series = (2.0, 2.0, None, 0.0)
KNOWN = {"m1": M1, "m2": M2}
SERIES = st.lists(st.none() | st.floats(0, 1e6), min_size=3, max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("expression", "series"),
    [
        ("m1 + m2", (3.0, None, None, 0.0)),
        ("100 * m1 / m2", (50.0, None, None, None)),
        ("m1 - m2 * 2", (-3.0, None, None, 0.0)),
        ("-m1", (-1.0, None, -3.0, 0.0)),
        ("(m1 + 1) ^ 2", (4.0, None, 16.0, 1.0)),
        ("m1 > 2", (0.0, None, 1.0, 0.0)),
        ("m1 >= 1 AND m2 >= 1", (1.0, None, None, 0.0)),
        ("m1 == 0 || m1 == 3", (0.0, None, 1.0, 1.0)),
        ("FILL(m1, 0)", (1.0, 0.0, 3.0, 0.0)),
        ("FILL(m1, -1)", None),
        ("FILL(m1, REPEAT)", (1.0, 1.0, 3.0, 0.0)),
        ("FILL(m1, LINEAR)", (1.0, 2.0, 3.0, 0.0)),
        ("FILL(m1, 0) + FILL(m2, 0)", (3.0, 2.0, 3.0, 0.0)),
        ("SUM([m1, m2])", (3.0, 2.0, 3.0, 0.0)),
        ("SUM(METRICS())", (3.0, 2.0, 3.0, 0.0)),
        ('SUM(METRICS("m1"))', (1.0, None, 3.0, 0.0)),
        ("MAX([m1, m2])", (2.0, 2.0, 3.0, 0.0)),
        ("AVG([m1, m2])", (1.5, 2.0, 3.0, 0.0)),
        ("SUM(m1)", (4.0,) * 4),
        ("m1 / SUM(m1)", (0.25, None, 0.75, 0.0)),
        ("IF(m1 > 0, m1, 9)", (1.0, None, 3.0, 9.0)),
        ("IF(m1 > 0, m1)", (1.0, None, 3.0, None)),
        ("IF(FILL(m2, 0) > 0, 100 * FILL(m1, 0) / m2, 0)", (50.0, 0.0, 0.0, 0.0)),
        ("DIFF(m1)", (None, None, None, -3.0)),
        ("RATE(FILL(m1, 0))", (None, -1 / 60, 3 / 60, -3 / 60)),
        ("RUNNING_SUM(m1)", (1.0, 1.0, 4.0, 4.0)),
        ("ABS(m1 - 2)", (1.0, None, 1.0, 2.0)),
        ("CEIL(m1 / 2) + FLOOR(m1 / 2)", (1.0, None, 3.0, 0.0)),
        ("PERIOD(m1) * m1", (60.0, None, 180.0, 0.0)),
        ("METRIC_COUNT(METRICS())", (2.0,) * 4),
    ],
)
def test_expressions(expression: str, series: Series | None) -> None:
    if series is None:
        assert compute(expression, KNOWN, 60)[1] == -1.0
    else:
        assert compute(expression, KNOWN, 60) == pytest.approx(series)


@pytest.mark.parametrize(
    "expression",
    ["m3", "m1 +", "(m1", "m1 m2", "MEDIAN(m1)", "[m1, m2]", "IF(METRICS(), 1)", "m1 ; m2", "FILL(m1, m2)"],
)
def test_what_is_not_understood_is_refused(expression: str) -> None:
    with pytest.raises(Unsupported):
        compute(expression, KNOWN, 60)


def test_the_ids_of_an_expression_are_known() -> None:
    assert names_in("IF(FILL(calls, 0) > 20, 100 * errors / calls, 0)") == {"calls", "errors"}


@settings(max_examples=60)
@given(SERIES, SERIES)
def test_what_is_missing_on_one_side_is_missing(one: Series, other: Series) -> None:
    sums = compute("a + b", {"a": one, "b": other}, 60)
    totals = compute("SUM([a, b])", {"a": one, "b": other}, 60)

    for a, b, added, total in zip(one, other, sums, totals, strict=True):
        assert (added is None) == (a is None or b is None)
        assert (total is None) == (a is None and b is None)
        assert total is None or total == pytest.approx((a or 0) + (b or 0))


@settings(max_examples=60)
@given(SERIES, st.floats(0, 10))
def test_filling_leaves_what_is_there_and_nothing_missing(series: Series, number: float) -> None:
    filled = compute(f"FILL(a, {number:.3f})", {"a": series}, 60)

    assert None not in filled
    assert all(point in (None, there) for point, there in zip(series, filled, strict=True))
    assert compute("FILL(a, REPEAT)", {"a": filled}, 60) == filled


@settings(max_examples=60)
@given(SERIES, SERIES)
def test_a_share_is_never_beyond_all(part: Series, rest: Series) -> None:
    known = {"part": part, "rest": rest}

    shares = compute("100 * part / (part + rest)", known, 60)

    assert all(share is None or -1e-9 <= share <= 100 + 1e-9 for share in shares)
