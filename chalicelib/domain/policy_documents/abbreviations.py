"""Abbreviations that a document explains, such as `privately owned vehicle (POV)`: where it goes on with the short form
alone, nobody who asks in words of their own would find it.

A short form is explained by the words before it when its letters stand in them in their order, the first of them at the
beginning of a word (Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions, 2003).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

SHORTEST, LONGEST = 2, 8  # letters of a short form
_COMPOUND = 4  # letters of a word for each of its short form
_EXPLAINED = re.compile(r"\(\s*[\"'“‘]?([A-Z][A-Za-z&/-]{1,9})[\"'”’]?\s*\)")
_WORD = re.compile(r"[\w'’&-]+")
_NEVER_FIRST = frozenset(
    _WORD.findall("a an and at by for in of on or the to with de des du la le les der die und von")
)
_BREAK = re.compile(r"[.;:!?()\[\]]|\n\n")


def find_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Return what each short form that the texts explain stands for; if they explain it in several ways, the one that
    they use most."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for short, long in _find_explained(text):
            found.setdefault(short, Counter())[long.lower() if long.isupper() else long] += 1
    known = {short: longs.most_common(1)[0][0] for short, longs in found.items()}
    # A long form may hold a short one: `TQSE actual expense (TQSE-AE)`.
    return {short: expand_abbreviations(long, {**known, short: short}) for short, long in known.items()}


def expand_abbreviations(text: str, known: Mapping[str, str]) -> str:
    """Return the text with what its abbreviations stand for in their place, also of several (`POVs`). Where it is not
    explained there, the short form follows the first time: who asks by it finds it too."""
    shown: set[str] = set()

    def expand(match: re.Match[str]) -> str:
        word = match[0]
        short = word if word in known or not word.endswith("s") else word[:-1]
        if short not in known:
            return word
        if match.start() > 0 and text[match.start() - 1] == "(":
            return word
        if short in shown:
            return known[short]
        shown.add(short)
        return f"{known[short]} ({short})"

    return _WORD.sub(expand, text) if known else text


def _find_explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _EXPLAINED.finditer(text):
        short = match[1]
        letters = [letter.lower() for letter in short if letter.isalnum()]
        capitals = sum(letter.isupper() for letter in short)
        if SHORTEST <= len(letters) <= LONGEST and capitals >= SHORTEST:
            before = _BREAK.split(text[max(0, match.start() - 160) : match.start()])[-1]
            words = list(_WORD.finditer(before))[-min(len(letters) + 5, 2 * len(letters)) :]
            if words and (long := _match_letters(before[words[0].start() :].rstrip(" \"'“”,"), letters)):
                yield short, long


def _begins_a_name(text: str, place: int) -> bool:
    """Return whether a word begins at a place, and one with which what is abbreviated may begin."""
    word = _WORD.match(text, place)
    within = place > 0 and text[place - 1].isalnum()
    return word is not None and not within and word[0] not in _NEVER_FIRST


def _match_letters(before: str, letters: list[str]) -> str | None:
    """Return the shortest end of the words before that holds the letters in their order; None where none does."""
    place = len(before)
    for order in range(len(letters) - 1, -1, -1):
        place = before.lower().rfind(letters[order], 0, place)
        while order == 0 and place >= 0 and not _begins_a_name(before, place):
            place = before.lower().rfind(letters[order], 0, place)
        if place < 0:
            return None
    long = before[place:]
    is_compound = len(long) >= _COMPOUND * len(letters)  # one word in other languages: `Reisekostenordnung (RKO)`
    return long if is_compound or len(_WORD.findall(long)) > 1 else None
