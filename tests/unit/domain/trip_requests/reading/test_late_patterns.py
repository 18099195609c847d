"""A long pattern costs nothing before a text needs it."""

import re

import pytest

from chalicelib.domain.trip_requests.reading.text.late_patterns import LatePattern


def test_pattern_is_compiled_once_and_not_before_it_is_looked_for() -> None:
    pattern = LatePattern("(?P<number>[0-9]+) eur")

    assert "compiled" not in vars(pattern)
    assert [bool(pattern.compiled.search(text)) for text in ("90 EUR", "90 eur", "ninety eur")] == [True, True, False]
    assert pattern.compiled is vars(pattern)["compiled"]


def test_what_is_no_pattern_is_found_when_it_is_looked_for() -> None:
    with pytest.raises(re.error):
        _ = LatePattern("(").compiled
