"""Names of larger cities with one letter too many, too few, wrong, or two swapped: "Nashvile"."""

from functools import cache

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.slips import SlipIndex

# Shorter names are one slip away from too many words, and smaller cities from too many larger ones.
SHORTEST = 7
_FEWEST_PEOPLE = 150_000


def correct_city(word: str) -> str | None:
    """Return the name of the one larger city that is a slip away from a word; None where there is none, or several."""
    folded = fold(word)
    if len(folded) < SHORTEST or not folded.isalpha():
        return None
    near = [name for each in _larger_cities().find_near(folded) if each != folded for name in _names()[each]]
    return near[0] if len(near) == 1 else None


@cache
def _larger_cities() -> SlipIndex:
    return SlipIndex(_names())


@cache
def _names() -> dict[str, set[str]]:
    """Return folded name -> how it is written, of the larger cities."""
    names: dict[str, set[str]] = {}
    for city in gazetteer().cities:
        if city.own and city.population >= _FEWEST_PEOPLE:
            folded = fold(city.name)
            if len(folded) >= SHORTEST and folded.isalpha():
                names.setdefault(folded, set()).add(city.name)
    return names
