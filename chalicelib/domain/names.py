"""Whether two names may be those of one person: compared without case, accents, punctuation and the order of the
words, and as passports spell them."""

import unicodedata
from collections.abc import Iterator

from chalicelib.domain.places.normalization import fold

Words = tuple[str, ...]

# As the machine-readable line of a passport writes them; elsewhere the accent alone is left out.
_PASSPORT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def is_same_name(one: str, other: str) -> bool:
    """Return whether two full names are the same, however they are spelled and in whichever order their words are."""
    return not canonical_names(one).isdisjoint(canonical_names(other))


def canonical_names(name: str) -> frozenset[str]:
    """Return a full name in each way that it may be written, folded and with its words in one order."""
    return frozenset(" ".join(sorted(words)) for words in spell(name))


def may_be_one_person(one: str, other: str) -> bool:
    """Return whether two full names may be one person's: the same, or with the same first and last word, so that a
    second given name hides nobody."""
    if is_same_name(one, other):
        return True
    ends = {(words[0], words[-1]) for words in spell(one) if len(words) > 1}
    return any((words[0], words[-1]) in ends for words in spell(other) if len(words) > 1)


def spell(name: str) -> Iterator[Words]:
    """Yield the words of a name, folded, in each way that it may be written."""
    written = unicodedata.normalize("NFC", name).casefold()
    for each in (written, written.translate(_PASSPORT)):
        words = tuple(fold(each).split())
        if words:
            yield words


def is_within(name: str, whole: str) -> bool:
    """Return whether all words of a name are among those of a longer one, however both are spelled."""
    wholes = [set(words) for words in spell(whole)]
    return any(set(words) <= all_words for words in spell(name) for all_words in wholes)
