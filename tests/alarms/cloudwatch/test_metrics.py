"""What is kept of a metric, and its statistics over a window."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alarms.cloudwatch.metrics import Metrics, measure, metric, percentile_of
from tests.alarms.cloudwatch.unsupported import Unsupported

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATENCY = metric("AWS/ApiGateway", "Latency", {"ApiName": "sojourn-dev", "Stage": "api"})
NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


def test_a_window_has_its_beginning_and_not_its_end() -> None:
    metrics = Metrics()
    for minute in (2, 0, 1):
        metrics.put(LATENCY, NOON + timedelta(minutes=minute), float(minute), "Milliseconds")
    start = NOON.timestamp()

    assert metrics.between(LATENCY, start, start + 120) == [0.0, 1.0]
    assert metrics.between(LATENCY, start + 1, start + 121) == [1.0, 2.0]
    assert metrics.between(LATENCY, start, start + 600, "Milliseconds") == [0.0, 1.0, 2.0]
    assert metrics.between(LATENCY, start, start + 600, "Seconds") == []


def test_other_dimensions_are_another_metric() -> None:
    metrics = Metrics()

    metrics.put(LATENCY, NOON, 1)

    assert metrics.between(metric("AWS/ApiGateway", "Latency", {"ApiName": "sojourn-dev"}), 0, 1e12) == []
    assert metrics.names() == {LATENCY}


@pytest.mark.parametrize(
    ("statistic", "value"),
    [("Sum", 15.0), ("Average", 3.0), ("Minimum", 1.0), ("Maximum", 5.0), ("SampleCount", 5.0), ("p50", 3.0),
     ("p0", 1.0), ("p100", 5.0), ("p90", 4.6), ("tm75", 2.5), ("tc75", 4.0), ("ts75", 10.0), ("wm75", 2.8),
     ("TM(25%:75%)", 3.0), ("IQM", 3.0), ("TC(25%:75%)", 3.0), ("PR(2:4)", 40.0), ("PR(:4)", 80.0)],
)  # fmt: skip
def test_statistics(statistic: str, value: float) -> None:
    assert measure(statistic, [5, 1, 4, 2, 3]) == pytest.approx(value)
    assert measure(statistic, []) is None


@pytest.mark.parametrize("statistic", ["p101", "sum", "Median", "", "p", "TM(1:2)"])
def test_statistics_that_there_are_not(statistic: str) -> None:
    with pytest.raises(Unsupported):
        measure(statistic, [1])


def test_percentiles_are_known_as_such() -> None:
    assert [percentile_of(name) for name in ("p95", "p99.9", "tm95", "Sum")] == [95.0, 99.9, None, None]


@settings(max_examples=60)
@given(NUMBERS, st.floats(0, 100))
def test_percentiles_rise_and_stay_among_the_values(values: list[float], share: float) -> None:
    found = [measure(f"p{each:.2f}", values) or 0.0 for each in (share / 2, share)]

    assert min(values) <= found[0] <= found[1] <= max(values)


@settings(max_examples=40)
@given(NUMBERS)
def test_a_share_of_the_values_lies_below_a_percentile(values: list[float]) -> None:
    for share in (10, 50, 95):
        found = measure(f"p{share}", values)

        assert found is not None
        assert sum(value <= found + 1e-6 for value in values) >= share / 100 * (len(values) - 1)
