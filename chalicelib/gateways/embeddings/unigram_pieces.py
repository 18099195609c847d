"""Cuts texts into the pieces of a SentencePiece vocabulary, each of which has a score: of all ways to cut a word, into
those whose scores add to most."""

import unicodedata
from array import array
from collections.abc import Iterator, Sequence

UNKNOWN, BEGIN, END = 0, 1, 2
BLANK = "\u2581"  # in place of the blank before a word
_MOST_REMEMBERED = 50_000  # words
# What one unknown character costs beside the least likely piece.
_UNKNOWN_COST = 10.0


class UnigramPieces:
    """A vocabulary: its pieces, an empty one for what is no text, and what each scores."""

    def __init__(self, pieces: Sequence[str], scores: "array[float]") -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._scores = scores
        self._longest = max(map(len, pieces))
        self._unknown_score = min(scores) - _UNKNOWN_COST
        self._known: dict[str, tuple[int, ...]] = {}

    def number(self, text: str, at_most: int) -> list[int]:
        """Return the numbers of a text's pieces, between those of its beginning and its end; what goes beyond `at_most`
        of them all is left out."""
        numbers = [BEGIN]
        for word in split_words(text):
            if len(numbers) >= at_most:
                break
            numbers += self._cut(word)
        if len(numbers) == 1:
            numbers.append(UNKNOWN)
        return [*numbers[: at_most - 1], END]

    def _cut(self, word: str) -> tuple[int, ...]:
        # No piece reaches over a blank, so that the best cut of a text is made of the best cuts of its words.
        if (known := self._known.get(word)) is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word] = tuple(self._find_cut(word))
        return known

    def _find_cut(self, word: str) -> list[int]:
        """Return the numbers of the pieces of the best cut, found from left to right: at each place the best way to get
        there, which is a way to an earlier place and one piece more (Viterbi)."""
        best = [0.0] + [-1e38] * len(word)
        came_from, by_piece = [0] * (len(word) + 1), [UNKNOWN] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                number = self._numbers.get(word[start:end])
                if number is None and end > start + 1:
                    continue
                score = best[start] + (self._unknown_score if number is None else self._scores[number])
                if score > best[end]:
                    best[end], came_from[end], by_piece[end] = score, start, number or UNKNOWN
        cut, place = [], len(word)
        while place:
            cut.append(by_piece[place])
            place = came_from[place]
        return cut[::-1]


def split_words(text: str) -> Iterator[str]:
    """Yield the words of a text in their compatible form (NFKC), each with the mark of a blank before it."""
    shown = "".join(each for each in text if each.isspace() or unicodedata.category(each) not in {"Cc", "Cf"})
    for word in unicodedata.normalize("NFKC", shown).split():
        yield BLANK + word
