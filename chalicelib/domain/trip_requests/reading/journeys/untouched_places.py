"""Places that are said not to be wanted, and to which the trip does not go anyway: "not Luton again" from Stansted."""

import re
from collections.abc import Collection, Sequence

from chalicelib.domain.places.resolver import names_place, resolve_place
from chalicelib.domain.trip_requests.reading.asides.blanks import CAPITALISED
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import SliceRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput

_LETTERS_OF_A_CODE = 3
# On the way between its ends a trip may touch any place: of "via" it is asked.
_DENIED = re.compile(
    r"(?<![\w'-])(?i:(?:(?:and|but|so|please|pls),? )*(?:not|no|never|avoid(?:ing)?|rather than|instead of"
    r"|anything but)"
    rf"(?: (?:from|to|at|into|out of|again|ever|more|any ?more))*) (?P<name>{CAPITALISED})"
    r"(?i:(?: (?:again|this time|please|pls|thanks|thank you|ever|airport|though))*)(?![\w'-])"
)


def take_untouched(words: Words, slices: Sequence[SliceRequest]) -> Words:
    """Return `words`, with those places taken out of them that are denied and that no end of a slice is."""
    airports = {code for each in slices for place in (each.origin, each.destination) for code in place.airports}
    for match in list(_DENIED.finditer(words.text)) if airports else ():
        if not _may_be_touched(match["name"], airports):
            words.blank(*match.span())
    return words


def _may_be_touched(name: str, airports: Collection[str]) -> bool:
    if not names_place(name):
        return True
    is_code = len(name) == _LETTERS_OF_A_CODE and name.isupper()
    # Of a city beside which there is an airport of its name, that airport is denied: "not Luton".
    said = name if is_code or name.lower().endswith("airport") else f"{name} airport"
    try:
        return not set(resolve_place(said, in_words=True).airports).isdisjoint(airports)
    except (AmbiguousRequest, InvalidInput):
        return True
