"""Words without what differs when they mean the same: case, accents, and the commonest endings of English."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Longest first. What is left has to be as long as a word.
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "ed")
_HISSING = ("sses", "ches", "shes", "xes", "zes")
_SHORTEST = 3
_LONG = 6  # from which an "e" at the end may be one of "-ed" and "-es"
_LONGEST_ARTICLE = 2  # "l'", "d'", "qu'"


def fold(text: str) -> str:
    """Return the text in small letters and without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def words_in(text: str) -> list[str]:
    """Return the words of a folded text: of "l'hotel" and "manager's" what is no ending and no article."""
    return [_without_apostrophe(word) for word in _WORD.findall(text)]


def _without_apostrophe(word: str) -> str:
    before, mark, after = word.partition("'")
    if not mark:
        return word
    if len(before) <= _LONGEST_ARTICLE and len(after) > 1:
        return after
    return before if after == "s" else before + after


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a folded word without its ending: "reimbursed", "reimburses" and "reimbursement" are one; "plan" and
    "planes" are not."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            bare = word[: -len(ending)]
            return bare + "y" if ending in {"ies", "ied"} else _single(bare)
    return _single(_without_e(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith(_HISSING):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST else word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) >= _LONG else word


def _single(word: str) -> str:
    """Return a word whose last letter is not doubled: "cancelled" is "cancel"."""
    doubled = len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou"
    return word[:-1] if doubled else word
