"""Names of larger cities with one letter too many, too few, wrong, or two swapped: "Nashvile".

Two names that are one slip apart share what is left when a letter is taken out of either (Garbe 2012, "SymSpell"); that
index is made when it is first needed.
"""

from collections.abc import Iterator
from functools import cache

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.places.normalization import fold

# Shorter names are one slip away from too many words, and smaller cities from too many larger ones.
SHORTEST = 7
_FEWEST_PEOPLE = 150_000


def correct_city(word: str) -> str | None:
    """Return the name of the one larger city that is a slip away from a word; None where there is none, or several."""
    folded = fold(word)
    if len(folded) < SHORTEST or not folded.isalpha():
        return None
    found = {name for left in _shortened(folded) for name in _index().get(left, ())}
    near = [name for name in found if _is_one_slip(folded, fold(name))]
    return near[0] if len(near) == 1 else None


@cache
def _index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for city in gazetteer().cities:
        folded = fold(city.name)
        if city.own and city.population >= _FEWEST_PEOPLE and len(folded) >= SHORTEST and folded.isalpha():
            for left in _shortened(folded):
                index.setdefault(left, []).append(city.name)
    return index


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_one_slip(word: str, name: str) -> bool:
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(longer) > len(shorter):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at + 1 : at + 2] + shorter[at : at + 1] + shorter[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or swapped == longer[at:]
