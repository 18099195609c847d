"""What a person's name may consist of, as passports have it, in any script: one rule for every door that a name comes
in by, be it a field, words, an answer or a profile."""

import re
import unicodedata

from chalicelib.domain.text import LONGEST_NAME, PERSON_NAME_PATTERN

_PATTERN = re.compile(PERSON_NAME_PATTERN)
# Between and after letters, as in O'Neil, Jean-Luc, J.-P. and Gal·la; and what Katakana, Hebrew and Tibetan have there.
APOSTROPHES = "'’‘ʼʻ"
_HYPHENS = "-‐‑־"
_WITHIN = frozenset(f" {APOSTROPHES}{_HYPHENS}.·・׳״་")
_JOINERS = frozenset("\u200c\u200d")
# Letters and marks that leave nothing to see: fillers of Hangul and Khmer, and what chooses a variant of a letter.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Letters that are another letter in another dress: bold, raised, circled. No passport has them.
_DRESSED = ("<font>", "<super>", "<sub>", "<circle>", "<square>")
# Forms that a keyboard, a scan or a copy from a page makes of plain letters.
_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\uff00-\uffef]+")
_VIRAMA = 9  # the canonical combining class
_MOST_MARKS = 4  # on one letter: Tibetan and pointed Hebrew come close, nobody's name goes beyond
_TWICE = re.compile(f"([{re.escape(APOSTROPHES + _HYPHENS)}.·・])\\1")


def normalise_name(text: str) -> str:
    """Return a name as it is kept: composed (NFC), plain letters for their presentation forms, single spaces, none
    around it."""
    plain = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), unicodedata.normalize("NFC", text))
    return re.sub(" +", " ", unicodedata.normalize("NFC", plain)).strip(" ")


def name_error(name: str) -> str | None:
    """Return why a normalised text is nobody's given or family name; None when it may be one."""
    if not any(map(_is_letter, name)):
        return "has no letter"
    if len(name) > LONGEST_NAME:
        return f"longer than {LONGEST_NAME} characters"
    odd = next((each for place, each in enumerate(name) if not _fits(name, place)), None)
    if odd is not None:
        return f"has {_describe(odd)}, which is in no passport's name"
    if not _PATTERN.fullmatch(name) or not (_is_letter(name[0]) or (name[0] in APOSTROPHES and _is_letter(name[1]))):
        return "does not begin with a letter"
    if name[-1] in _HYPHENS:
        return "ends with a hyphen"
    doubled = _TWICE.search(name)
    return f"has {doubled[0]!r}" if doubled else None


def is_person_name(name: str) -> bool:
    """Return whether a normalised text may be somebody's given or family name."""
    return name_error(name) is None


def _fits(name: str, place: int) -> bool:
    """Return whether the character may stand where it does."""
    each = name[place]
    if each in _WITHIN:
        return True
    if each in _JOINERS:
        return _is_joiner_needed(name, place)
    if _INVISIBLE.match(each) or not each.isprintable() or unicodedata.decomposition(each).startswith(_DRESSED):
        return False
    if _is_letter(each):
        return True
    return _is_mark(each) and place > 0 and _carries(name, place)


def _carries(name: str, place: int) -> bool:
    """Return whether there is a letter under the mark at `place`, with no more marks on it than any script has."""
    below = place - 1
    while below >= 0 and (_is_mark(name[below]) or name[below] in _JOINERS):
        below -= 1
    return below >= 0 and _is_letter(name[below]) and place - below <= _MOST_MARKS


def _is_joiner_needed(name: str, place: int) -> bool:
    """Return whether the joiner at `place` shapes what is around it: beside a virama, as in Indic scripts, or, if it
    keeps letters apart, between those of a script that joins them."""
    before, after = name[place - 1 : place], name[place + 1 : place + 2]
    if not before or not after or before in _JOINERS or after in _JOINERS:
        return False
    if _VIRAMA in (unicodedata.combining(before), unicodedata.combining(after)):
        return _is_mark(before) or _is_letter(before)
    return name[place] == "\u200c" and _is_cursive(before) and _is_cursive(after)


def _is_cursive(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL" or "\u1820" <= letter <= "\u18aa"


def _is_letter(each: str) -> bool:
    return unicodedata.category(each)[0] == "L" and not _INVISIBLE.match(each)


def _is_mark(each: str) -> bool:
    return unicodedata.category(each) in ("Mn", "Mc")


def _describe(each: str) -> str:
    return repr(each) if unicodedata.category(each)[0] in "LNPS" else f"U+{ord(each):04X}"
