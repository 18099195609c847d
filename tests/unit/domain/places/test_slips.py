import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places.slips import SlipIndex, is_one_slip

WORDS = st.lists(st.text("abc", min_size=1, max_size=6), max_size=12)


@given(WORDS, st.text("abc", max_size=8))
def test_index_finds_all_words_that_are_one_slip_away_and_no_others(words: list[str], word: str) -> None:
    assert SlipIndex(words).find_near(word) == sorted({each for each in words if is_one_slip(word, each)})


@pytest.mark.parametrize(
    ("word", "other", "is_near"),
    [
        ("hotel", "hotel", True),
        ("hotl", "hotel", True),
        ("hootel", "hotel", True),
        ("hotwl", "hotel", True),
        ("hotle", "hotel", True),
        ("othel", "hotel", False),
        ("hot", "hotel", False),
        ("htole", "hotel", False),
    ],
)
def test_one_slip_is_one_letter_or_two_neighbours(word: str, other: str, is_near: bool) -> None:
    assert is_one_slip(word, other) is is_near
    assert is_one_slip(other, word) is is_near


def test_long_word_is_near_none_without_looking() -> None:
    assert SlipIndex(["hotel"]).find_near("hotel" * 200) == []
