"""Slips of the pen: one letter too many, too few, wrong, or two swapped.

Two words that are one slip apart share what is left when a letter is taken out of either (Garbe 2012, "SymSpell"), so
that by an index of these the words near another are found without going through all.
"""

from collections.abc import Iterable, Iterator


class SlipIndex:
    """Words, to be found by others that are one slip of the pen away."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_shortened: dict[str, list[str]] = {}
        self._longest = 0
        for word in words:
            self._longest = max(self._longest, len(word))
            for left in shorten(word):
                self._by_shortened.setdefault(left, []).append(word)

    def find_near(self, word: str) -> list[str]:
        """Return the words that one slip makes of `word`, itself included, in alphabetical order."""
        if len(word) > self._longest + 1:
            return []
        found = {near for left in shorten(word) for near in self._by_shortened.get(left, ())}
        return sorted(near for near in found if is_one_slip(word, near))


def shorten(word: str) -> Iterator[str]:
    """Yield a word and what is left of it when any one letter is taken out."""
    yield word
    yield from dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))


def is_one_slip(word: str, other: str) -> bool:
    """Return whether one letter too many, too few, wrong, or two swapped make one word of the other, or none does."""
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(longer) > len(shorter):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at + 1 : at + 2] + shorter[at : at + 1] + shorter[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or swapped == longer[at:]
