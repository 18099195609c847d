"""Words are found where they stand letter by letter, and nowhere else; what was meant is shown beside what was said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.verbatim import (
    LONGEST_SHOWN,
    describe_difference,
    find_nearest,
    find_verbatim,
    shorten_words,
)
from tests.support.quoted_words import Quoted, quotes, vary

TEXT = (
    "Hotel rates. A night in London costs at most 180 EUR, taxes in. Elsewhere it costs at most 140 EUR.\n\n"
    "Long flights. Premium economy may be booked above six hours of flight time; business class needs a director’s "
    "approval."
)


@settings(max_examples=40)
@given(quotes())
def test_whatever_is_cut_out_of_a_text_is_found_in_it(quoted: Quoted) -> None:
    found = find_verbatim(quoted.quote, quoted.text)

    assert found is not None
    assert quoted.text[found.start : found.end] == quoted.quote
    assert found.start <= quoted.start


@settings(max_examples=40)
@given(quotes())
def test_a_quote_that_only_looks_the_same_is_not_found(quoted: Quoted) -> None:
    for how, changed in vary(quoted.quote).items():
        found = find_verbatim(changed, quoted.text)

        assert (found is not None) == (changed in quoted.text), how


@settings(max_examples=40)
@given(quotes(), st.data())
def test_a_quote_with_another_letter_is_found_only_where_that_stands_too(quoted: Quoted, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(quoted.quote) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]))
    changed = quoted.quote[:place] + other + quoted.quote[place + 1 :]

    assert (find_verbatim(changed, quoted.text) is not None) == (changed in quoted.text)


@settings(max_examples=40)
@given(quotes())
def test_the_nearest_words_are_of_the_text_and_differ_from_the_quote(quoted: Quoted) -> None:
    for changed in vary(quoted.quote).values():
        found = find_nearest(changed, quoted.text)

        if found is not None and not find_verbatim(changed, quoted.text):
            nearest = quoted.text[found.start : found.end]
            assert nearest
            assert describe_difference(changed, nearest)


@pytest.mark.parametrize(
    "quote", ["A night in London costs at most 180 EUR", "business class needs a director’s approval"]
)
def test_words_that_differ_only_in_what_is_forgiven_are_shown_whole(quote: str) -> None:
    forgiven = vary(quote).keys() - {"letter left out", "letters exchanged"}

    for changed in (vary(quote)[how] for how in forgiven):
        found = find_nearest(changed, TEXT)

        assert found is not None
        assert TEXT[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("A night in Paris costs at most 180 EUR, taxes in.", "A night in London costs at most 180 EUR, taxes in."),
        ("A nigth in London costs at most 180 EUR", "A night in London costs at most 180 EUR"),
        ("may be booked above 6 hours of flight time", "may be booked above six hours of flight time"),
        ("busines clas", "business class"),
        ("at most 180 USD", "at most 180"),
    ],
)  # fmt: skip
def test_of_other_words_those_are_shown_that_are_most_alike(quote: str, nearest: str) -> None:
    found = find_nearest(quote, TEXT)

    assert found is not None
    assert TEXT[found.start : found.end] == nearest


@pytest.mark.parametrize("quote", ["Meals are paid by receipt", "?!", " ", "\N{ZERO WIDTH SPACE}", "出張"])
def test_nothing_is_shown_for_words_of_which_there_are_none(quote: str) -> None:
    assert find_nearest(quote, TEXT) is None


@pytest.mark.parametrize("text", ["", " ", "...", "\n\n"])
def test_nothing_is_found_in_a_text_without_words(text: str) -> None:
    assert find_verbatim("London", text) is None
    assert find_verbatim("", text) is None
    assert find_nearest("London", text) is None


@pytest.mark.parametrize(
    ("quote", "words", "said"),
    [
        ("Lond\N{CYRILLIC SMALL LETTER O}n", "London", 'has "о" (U+043E CYRILLIC SMALL LETTER O), the document "o"'),
        ("a\N{NO-BREAK SPACE}b", "a b", "the quote has (U+00A0 NO-BREAK SPACE), the document (U+0020 SPACE)"),
        ("London!", "London", 'goes on with "!"'),
        ("Lond", "London", 'ends before "o"'),
    ],
)  # fmt: skip
def test_the_first_difference_is_named_by_code_points(quote: str, words: str, said: str) -> None:
    assert said in describe_difference(quote, words)


@settings(max_examples=40)
@given(st.text(max_size=900))
def test_words_are_shown_in_one_line_of_bounded_length(words: str) -> None:
    shown = shorten_words(words)

    assert "\n" not in shown
    assert len(shown) <= LONGEST_SHOWN + len(" ...")
