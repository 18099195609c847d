"""How people write in a hurry: shorthand of chats and of travel desks, names in small letters, what is said of
oneself as "self". Each is put in the words that the rules read."""

import re

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    all_decisive,
    negations,
    words_for_people,
)
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday

# In order: what is written on the left is read as what stands on the right.
_FORMS: tuple[tuple[str, str], ...] = (
    (r"\bnxt\b", "next"),
    (r"\b(?:1|one|a) (?:piece of |small )?(?=(?:hand|cabin)[- ](?:luggage|baggage)\b)", ""),
    # "We need a car, not a flight".
    (r"\b((?:rental |hire )?car|hotel|room),? (?:and )?not an? (?:flight|train|plane)\b(?: ticket)?", r"\1 only"),
    (r"(?:(?<=\bon the )|(?<=\bby the )|(?<=\btake the ))(?:ave|tgv|ktx)\b", "train"),
    (r"\b2 ?b(?:e)?(?= (?:in|at|there|back|home)\b)", "to be"),
    (r"\bwhenevs\b", "whenever"),
    (r",?\s*\bidc\b(?: (?:which|what|who|when))?(?=\s*(?:[.,;!)]|$))", ""),
    (r"\bfully[- ]flexi?\b(?! (?:rates?|fares?|tickets?|bookings?|rooms?)\b)", "fully refundable"),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b(?= (?:go|fly|get|be|leave|travel|come|take|stay|head|book|depart|return)\b)", "want to"),
    (r"\bgotta\b", "have to"),
    (r"(?<![\w/])(?:btn|b/w|btwn|betw|bet)\.?(?= ?[0-9])", "between"),
    (r"\bfm(?= ?[0-9])", "from"),
    (r"(?<=\w )ea\b\.?(?=\s*(?:[,;.)]|$))", "each"),
    # "Going to bus it from Lima to Cusco myself".
    (
        (r"\b(?:bus|coach|ferry|boat|taxi) it(?= (?:from|to|between|over|down|up|back|home|there|across)\b)"),
        "take the bus",
    ),
    (r"\b(?:train|rail) it(?= (?:from|to|between|over|down|up|back|home|there|across)\b)", "take the train"),
    # "Total 3 pax - self, Ann Lee and Bob Ray".
    (r"(?:(?<=[-:(,] )|(?<=[(:-]))self(?=(?:,| and| &| ?\+| plus|/) )", "myself"),
    (r"(?<=[a-z] )(?:x{1,4}|(?:xo)+x?)(?=\s*$)", ""),
    (r"\b(?:midd?le?[ -]?|medium[ -])size[sd]?\b(?! (?:company|business|firm|town|city))", "mid-size"),
)
_COMPILED = tuple((LatePattern(pattern, re.IGNORECASE), plain) for pattern, plain in _FORMS)

# "Me n priya are off to Muscat": somebody who is called by a first name.
_ME = r"(?:me|myself|i)"
_AND = r"(?: ?(?:\+|&|,) ?| (?:and|n|plus|with) )"
_SMALL_NAME = r"[a-z]{3,12}"
_GOES = (
    r"(?:am|are|r|will|shall|both|need|needs|want|wants|have|has|'re|were|off|going|fly|flying|travel|travell?ing|go"
    r"|would|wud|hoping|looking|trying|thinking|from|to|on|in|leaving|for)"
)
_BESIDE_ME = LatePattern(
    rf"\b(?P<lead>(?i:{_ME}){_AND})(?P<name>{_SMALL_NAME})(?=\s*(?:[.,;:!?)]|$|(?:{_GOES}|and|n|plus|&)\b))"
    rf"|(?:(?<=^)|(?<=[.!?,:;] )|(?<=for )|(?<=book ))(?P<first>{_SMALL_NAME})(?=(?: (?:and|n|plus) | ?& ?| ?\+"
    rf" ?)(?i:{_ME})\b)"
)


# "First class on the way up, coach on the way back": beside another class it is one.
_ANOTHER_CLASS = LatePattern(r"\b(?:first|business|premium|economy)\b", re.IGNORECASE)
_COACH = LatePattern(
    r"(?<!slow )(?<!national )\bcoach(?=\s*(?:[,.;!]|$|(?:on|for|in) the\b|(?:coming|going|heading|flying|back|home"
    r"|out|there|both|return\w*|class|is|will|works)\b))",
    re.IGNORECASE,
)


def put_chat_plainly(text: str) -> str:
    """Return a line of text with what is written in a hurry in plain words."""
    if _ANOTHER_CLASS.search(text):
        text = _COACH.sub("economy class", text)
    for pattern, plain in _COMPILED:
        text = pattern.sub(plain, text)
    return _BESIDE_ME.sub(_write_as_name, text)


def _write_as_name(match: re.Match[str]) -> str:
    """Return somebody beside whoever writes with a capital, unless the word means anything else."""
    name = match["name"] or match["first"]
    words = all_decisive() | negations() | words_for_people() | _OTHERS
    return (
        match[0]
        if is_everyday(name) or name in words or names_city(name)
        else f"{match['lead'] or ''}{name.capitalize()}"
    )


# Of whom no name is said, and what one brings along.
_OTHERS = frozenset((
    "hubby", "wifey", "bestie", "mate", "mates", "bro", "sis", "mum", "mom", "dad", "gran", "bf", "gf", "coll", "colls",
    "peeps", "ppl", "crew", "lot", "kiddo", "luggage", "bag", "plus", "two", "three", "four", "other", "others", "then",
    "also", "back", "out", "train", "flight", "hotel", "car", "window", "aisle", "pax", "self", "the", "and", "nobody",
))  # fmt: skip
