"""Places to which the trip does not go: those that are said not to be wanted ("not Luton again", from Stansted), those
near its ends where what one travels for takes place ("the training in Bratislava", by way of Vienna), and the regions
and countries that its ends are in ("off to Shetland: Edinburgh to Sumburgh")."""

import re
from collections.abc import Collection, Sequence

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import city_of, is_airport, names_place, resolve_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.airlines import find_airlines
from chalicelib.domain.trip_requests.reading.blanks import CAPITALISED
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place, place_at_start
from chalicelib.domain.trip_requests.reading.journeys.spoken_regions import lies_in
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.trip_request import SliceRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput

_LETTERS_OF_A_CODE = 3
# On the way between its ends a trip may touch any place: of "via" it is asked.
# Why not there: "it's miles out", "is too far".
_BECAUSE = (
    r"(?:,? (?:because |as |since )?(?:it's|it is|that's|that is|is|which is) (?:just |way |much "
    r"|a bit )?(?:too far(?: out| away)?"
    r"|(?:far|miles)(?: out| away| off|\s*¦+)|out of the way|a (?:zoo|mess|nightmare|pain)))?"
)
_DENIED = LatePattern(
    r"(?<![\w'-])(?i:(?:(?:and|but|so|please|pls),? )*(?:not|no|never|avoid(?:ing)?|rather than|instead of"
    r"|anything but)"
    rf"(?: (?:from|to|at|into|out of|again|ever|more|any ?more))*)"
    rf" (?:(?P<name>{CAPITALISED}|[a-z]{{4,15}})|(?P<sibling>the (?:new|old|other|main|big|second"
    rf"|secondary) (?:airport|one)))"
    rf"(?i:(?:,? (?:again|this time|please|pls|thanks|thank you|ever|airport|though|haha|lol))*{_BECAUSE})(?![\w'-])"
)
# Where what one travels for takes place; what it is may have been read as the purpose.
_OCCASION_IN = LatePattern(
    rf"(?P<occasion>\b(?i:meetings?|conferences?|congress|fair|expo|workshops?|trainings?|seminars?|summit|events?"
    rf"|exhibition|site visits?|visits?|lectures?|hearings?|weddings?|audits?|courses?|offices?|plants?)|{GAP})"
    rf" (?i:in|at) (?P<name>(?-i:[^\W\d_a-z]))"
)
_REGION = LatePattern(
    r"\b(?i:to|for|of|around|across|visiting|tour(?:ing)?)(?i: (?:the|northern|southern|eastern|western|central|lovely"
    r"|sunny))*"
    rf" (?P<name>{CAPITALISED})(?![\w'-])"
)
# "The salvador thing", "for my Oslo trip": what one goes for, by where it is.
_THING_AT = LatePattern(
    r"(?<![\w'-])(?:(?:for|re|about|on|of|regarding) )?(?:the|my|our|his|her|that|this) (?P<name>[^\W\d_][\w'-]*"
    r"(?: [^\W\d_][\w'-]*)?) (?:thing|trip|visit|gig|job|meeting|conference|workshop|event|project|deal|case|fair|audit"
    r"|kick-?off|wedding|show|session|journey|travel|tour|assignment|mission|site|office|plant|branch|client|team)\b"
    r"(?! (?:lead|leader|manager|building)\b)",
    re.IGNORECASE,
)
_NEAR_METRES = 150_000


def take_untouched(words: Words, slices: Sequence[SliceRequest]) -> Words:
    """Return `words`, with those places taken out of them that are denied and that no end of a slice is, and
    those in which one is."""
    places = [place for each in slices for place in (each.origin, each.destination)]
    airports = {code for place in places for code in place.airports}
    for match in list(_DENIED.finditer(words.text)) if airports else ():
        name = match["name"]
        is_exact = any(map(is_airport, places))
        is_sibling = is_exact and (name is None or any(_is_sibling(name, place) for place in places))
        if is_sibling or (name and not any(find_airlines(name)) and not _may_be_touched(name, airports)):
            words.blank(*match.span())
    for match in list(_OCCASION_IN.finditer(words.text)) if airports else ():
        name = place_at_start(words.text[match.start("name") :])
        if name and _is_of_purpose(words, match) and _is_near(name, places):
            words.blank(match.end("occasion"), match.start("name") + len(name))
    for match in list(_REGION.finditer(words.text)) if airports else ():
        if any(lies_in(place, match["name"]) for place in places[1:]):
            words.blank(*match.span())
    for match in list(_THING_AT.finditer(words.text)) if airports else ():
        if any(is_same_place(match["name"], place.name) for place in places[1:]):
            words.blank(*match.span("name"))
    return words


def _is_of_purpose(words: Words, match: re.Match[str]) -> bool:
    """Return whether what stands before a place is an occasion, also one that was read as the purpose."""
    end = match.end("occasion")
    return match["occasion"] != GAP or any(each.field == "purpose" and each.end == end for each in words.all_claimed)


def _is_near(name: str, places: Sequence[Place]) -> bool:
    """Return whether a name is of a place that one reaches from an end of the trip."""
    try:
        place = resolve_place(name, in_words=True)
    except (AmbiguousRequest, InvalidInput):
        return False
    return any(
        great_circle_distance(place.latitude, place.longitude, each.latitude, each.longitude) < _NEAR_METRES
        for each in places
    )


def _is_sibling(name: str, place: Place) -> bool:
    """Return whether a name is of another airport of the city of an airport: "Belfast City, not International"."""
    if not is_airport(place):
        return False
    try:
        other = resolve_place(f"{city_of(place).name} {name}", in_words=True)
    except (AmbiguousRequest, InvalidInput):
        return False
    return is_airport(other) and other.airports != place.airports


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
