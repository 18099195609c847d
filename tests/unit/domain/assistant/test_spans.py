"""The days that a question is about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.assistant.spans import Span, read_spans

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Do I have a trip tomorrow?", date(2026, 11, 21), date(2026, 11, 21)),
        ("where am I on 3 March", date(2027, 3, 3), date(2027, 3, 3)),
        ("trips in March?", date(2027, 3, 1), date(2027, 3, 31)),
        ("trips in february 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("what about in November", date(2026, 11, 1), date(2026, 11, 30)),
        ("Where am I this week?", date(2026, 11, 16), date(2026, 11, 22)),
        ("Where am I next week?", date(2026, 11, 23), date(2026, 11, 29)),
        ("any trips next month", date(2026, 12, 1), date(2026, 12, 31)),
        ("any trips this month", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_days_weeks_and_months_are_read(question: str, first: date, last: date) -> None:
    assert read_spans(question, TODAY) == [Span(first, last)]


@pytest.mark.parametrize("question", ["When is my next trip?", "may I march in?", "the week after", ""])
def test_no_day_is_read_where_none_is_said(question: str) -> None:
    assert read_spans(question, TODAY) == []


@settings(max_examples=50, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["next week", "this month", "next month", "in May"])
)
def test_a_span_is_in_order_on_any_day(today: date, said: str) -> None:
    (span,) = read_spans(f"any trips {said}?", today)

    assert span.first <= span.last
    assert span.meets(span.last, span.last)
    assert not span.meets(date.min, span.first - (span.first - date(1999, 1, 1)))
