"""Cuts texts into the word pieces of BERT's uncased vocabulary: words in lower case and without accents, each cut into
the longest pieces that are known, of which all but the first begin with `##`."""

import unicodedata
from collections.abc import Iterator, Sequence

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
INNER = "##"
LONGEST_WORD = 100  # characters; a longer one is unknown
# Characters that are words of their own (Chinese, Japanese and Korean ideographs).
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
# Of ASCII, what is no letter and no digit is punctuation, whatever Unicode calls it.
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


_MOST_REMEMBERED = 50_000  # words


class WordPieces:
    """A vocabulary, whose pieces are numbered in the order in which it lists them."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._unknown = self._numbers[UNKNOWN]
        self._begin, self._end = self._numbers[BEGIN], self._numbers[END]
        self._known: dict[str, tuple[int, ...]] = {}

    def number(self, text: str, at_most: int) -> list[int]:
        """Return the numbers of a text's pieces, between those of its beginning and its end; what goes beyond `at_most`
        of them all is left out."""
        numbers = [self._begin]
        for word in split_words(text):
            if len(numbers) >= at_most:
                break
            numbers += self._cut(word)
        return [*numbers[: at_most - 1], self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        if (known := self._known.get(word)) is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._find_cut(word)
        return known

    def _find_cut(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the longest pieces that make up a word; of one that cannot be made up, the unknown."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found, start = [], 0
        while start < len(word):
            prefix = INNER if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._numbers), None)
            if end is None:
                return (self._unknown,)
            found.append(self._numbers[prefix + word[start:end]])
            start = end
        return tuple(found)


def split_words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case and without accents, and each mark of punctuation by itself."""
    for word in "".join(_clean(text)).split():
        letters = unicodedata.normalize("NFD", word.lower())
        plain = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
        start = 0
        for place, character in enumerate(plain):
            if _is_mark(character):
                if start < place:
                    yield plain[start:place]
                yield character
                start = place + 1
        if start < len(plain):
            yield plain[start:]


def _clean(text: str) -> Iterator[str]:
    """Yield the characters of a text: white space as blanks, ideographs between blanks, and nothing that controls."""
    for character in text:
        if character in "\t\n\r " or unicodedata.category(character) == "Zs":
            yield " "
        elif character in "\0\ufffd" or unicodedata.category(character) in {"Cc", "Cf"}:
            continue
        elif any(first <= ord(character) <= last for first, last in _IDEOGRAPHS):
            yield f" {character} "
        else:
            yield character


def _is_mark(character: str) -> bool:
    return character in _ASCII_MARKS or unicodedata.category(character).startswith("P")
