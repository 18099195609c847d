"""Texts are cut into the pieces that the models were taught with."""

from array import array
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.gateways.embeddings import unigram_pieces, word_pieces
from chalicelib.gateways.embeddings.unigram_pieces import BLANK, UnigramPieces
from chalicelib.gateways.embeddings.word_pieces import WordPieces

WORDS = ["[UNK]", "[CLS]", "[SEP]", "un", "##afford", "##able", "re", "-", "book", "##ing", "cafe", "人", "!"]
PIECES = WordPieces(WORDS)
LETTERS = ["", "", "", BLANK, "a", "b", "ab", f"{BLANK}a", "abab", f"{BLANK}ab"]
SCORES = array("f", [0, 0, 0, -3, -4, -4.5, -5, -5.5, -9, -6])


def shown(text: str, at_most: int = 100) -> list[str]:
    return [WORDS[number] for number in PIECES.number(text, at_most)]


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    cut = ["un", "##afford", "##able", "re", "-", "book", "##ing"]

    assert shown("Unaffordable RE-BOOKING") == ["[CLS]", *cut, "[SEP]"]


def test_accents_and_case_are_dropped_and_ideographs_and_marks_are_words() -> None:
    assert shown("CAFÉ人人!") == ["[CLS]", "cafe", "人", "人", "!", "[SEP]"]


def test_what_cannot_be_made_up_and_what_is_endless_is_unknown() -> None:
    assert shown("unknown") == ["[CLS]", "[UNK]", "[SEP]"]
    assert shown("un" * 60) == ["[CLS]", "[UNK]", "[SEP]"]


def test_no_more_pieces_are_given_than_may_be() -> None:
    assert shown("re re re re re", 4) == ["[CLS]", "re", "re", "[SEP]"]
    assert shown("unaffordable", 3) == ["[CLS]", "un", "[SEP]"]


@given(st.text())
def test_words_of_bert_hold_no_blank_and_no_capital(text: str) -> None:
    for word in word_pieces.split_words(text):
        assert word
        assert not any(letter.isspace() for letter in word)
        assert word == word.lower()


def best_cut(word: str) -> float:
    """The greatest sum of scores over all ways to cut a word, tried one by one; unknown letters cost 10 more."""
    known = {piece: score for piece, score in zip(LETTERS, SCORES, strict=True) if piece}
    best = -1e9
    for count in range(len(word)):
        for inner in combinations(range(1, len(word)), count):
            ends = [0, *inner, len(word)]
            parts = [word[start:end] for start, end in pairwise(ends)]
            if all(part in known or len(part) == 1 for part in parts):
                best = max(best, sum(known.get(part, min(SCORES) - 10) for part in parts))
    return best


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abx", min_size=1, max_size=7))
def test_the_cut_of_a_word_is_the_best_of_all(word: str) -> None:
    numbers = UnigramPieces(LETTERS, SCORES).number(word, 100)[1:-1]

    scores = [SCORES[number] if number else min(SCORES) - 10 for number in numbers]
    assert abs(sum(scores) - best_cut(BLANK + word)) < 1e-3


def test_texts_are_compared_in_their_compatible_form_and_nothing_is_unknown() -> None:
    assert list(unigram_pieces.split_words(" ﬁnal\u00a0１２\u200b ")) == [f"{BLANK}final", f"{BLANK}12"]
    assert UnigramPieces(LETTERS, SCORES).number("", 100) == [1, 0, 2]
    assert len(UnigramPieces(LETTERS, SCORES).number("ab " * 50, 9)) == 9
