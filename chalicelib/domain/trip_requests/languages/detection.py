"""Whether a request is in German, French or Spanish: by the small words that no sentence of these does without.

A sentence in English stays one, whatever names are in it: names bring articles and prepositions of their own ("Rio de
Janeiro", "Las Palmas"), so such words alone say nothing.
"""

from collections.abc import Mapping
from functools import cache

from chalicelib.domain.trip_requests.languages.small_words import DECISIVE, ENGLISH, PARTICLES, SUPPORTING, Language
from chalicelib.domain.trip_requests.late_patterns import LatePattern

_WORD = LatePattern(r"[^\W\d_]+(?:'(?=t\b|m\b|d\b|ll\b)[^\W\d_]+)?|[.!?\n:]")
_LONGEST = 1000
_LONGEST_CODE = 3


def detect_language(text: str) -> Language:
    """Return the language of a request, of its first 1,000 characters; English where nothing tells another one."""
    said = _list_words(text[:_LONGEST].replace("’", "'"))
    english = len(said & _words(ENGLISH))
    best, most = Language.ENGLISH, 0
    for language, decisive in _split(DECISIVE).items():
        decided, supported = len(said & decisive), len(said & _split(SUPPORTING)[language])
        is_decided = decided and (english == 0 or decided + supported > max(1, english))
        if is_decided and 2 * decided + supported > most:
            best, most = language, 2 * decided + supported
    return best


def decisive_words() -> frozenset[str]:
    """Return every word that alone may tell a language."""
    return frozenset().union(*_split(DECISIVE).values())


def _list_words(text: str) -> set[str]:
    """Return the words in small letters, but for those of names."""
    found = [".", *_WORD.findall(text), "."]
    return {
        word.lower()
        for before, word, behind in zip(found, found[1:], found[2:], strict=False)
        if word[0].isalpha() and not _is_of_a_name(before, word, behind)
    }


def _is_of_a_name(before: str, word: str, behind: str) -> bool:
    """Return whether a word is written as one of a name, or stands within one; German nouns have capitals as well."""
    if word[0].isupper():
        return before[0].isalpha() and word.lower() not in _nouns()
    return word in _words(PARTICLES) and before[0].isupper() and behind[0].isupper()


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _split(listed: Mapping[Language, str]) -> dict[Language, frozenset[str]]:
    return {language: _words(words) for language, words in listed.items()}


@cache
def _nouns() -> frozenset[str]:
    """Return what has a capital within a sentence: German nouns, and the days and months of English."""
    return frozenset(word for word in _words(DECISIVE[Language.GERMAN]) | _words(ENGLISH) if len(word) > _LONGEST_CODE)
