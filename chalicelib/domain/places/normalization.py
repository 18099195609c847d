"""How names are compared: without case, accents and punctuation, so that "Saint-Étienne" is "saint etienne"."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ə": "a"}
)
_SAINT = re.compile(r"^(?:st|ste|saint|sankt)\b")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_NOT_WORD = re.compile(r"[^\w]+|_")


# The names in a request are looked up in several ways, and each folds them.
@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return `name` for comparison: lower case, base letters, single spaces; a leading "St" is "saint", "D.C." is
    "dc"."""
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
        name = "".join(letter for letter in parts if not unicodedata.combining(letter))
    if "." in name:
        name = _INITIALS.sub("", name)
    words = name.lower()
    if not words.isalpha():
        words = _NOT_WORD.sub(" ", words.replace("'", "").replace("’", "")).strip()
    return _SAINT.sub("saint", words) if words.startswith("s") else words
