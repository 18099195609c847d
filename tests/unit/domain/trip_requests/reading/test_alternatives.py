"""A pattern of many words finds each of them whole, and nothing else; what they share stands in it once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.currencies import SIGNS
from chalicelib.domain.trip_requests.reading.text.alternatives import any_of

# Few letters, so that many words begin or go on alike; some of them mean something in a pattern.
TEXTS = st.text(alphabet="abé $.-]^", max_size=7)


@given(words=st.sets(TEXTS.filter(bool), min_size=1, max_size=12), text=TEXTS)
def test_longest_of_the_words_that_a_text_begins_with_is_found(words: set[str], text: str) -> None:
    pattern = re.compile(any_of(words))
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)

    found = pattern.match(text)

    assert (found[0] if found else None) == longest
    assert all(pattern.fullmatch(word) for word in words)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["x"], "x"),
        (["a", "an", "and"], "a(?:n(?:d)?)?"),
        (["rs", "rs.", "r$"], r"r(?:\$|s(?:\.)?)"),
        (["red car", "blue car", "red cars", "blue cars"], r"(?:blue|red)\ car(?:s)?"),
        (["bin", "ban", "bun"], "b[aiu]n"),
    ],
)
def test_letters_that_words_share_stand_once(words: list[str], wanted: str) -> None:
    assert any_of(words) == wanted


def test_pattern_of_money_is_shorter_than_its_words() -> None:
    assert len(any_of(SIGNS)) < sum(map(len, SIGNS)) / 3
