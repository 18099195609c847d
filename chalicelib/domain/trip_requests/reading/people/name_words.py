"""Words that are no part of a person's name though they are written as names are: days, events, companies, labels, and
the places of a journey."""

import re

from chalicelib.domain.places.resolver import names_region
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import negations

_NO_NAME = """
january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday christmas easter diwali eid ramadan thanksgiving congress conference expo fair
messe summit forum meeting week festival show convention symposium workshop training kickoff project gmbh ltd
inc corp group bank university institute office street station airport hotel park centre center day eve year
star alliance class economy business premium first window aisle company road avenue hospital court ministry
embassy school college museum club team department union council commission committee agency association
airlines airways air rail express return outbound inbound out back route from to departure arrival date
purpose cost class sector stay flight flights hotel train car please thanks kindly book need get
no not nor never any names follow follows only both cls pax adt tba tbc fqtv
"""
# Of these, those that may stand right behind a name, where lines were joined.
_LABEL_WORDS = """
return outbound inbound out back route from to departure arrival date dates purpose cost class sector stay please thanks
kindly destination origin employee department hotel cabin carrier email phone tel mobile id position title company city
country project passport meal seat luggage bags trip itinerary outward onward budget comments remarks notes regards
"""
LABELS = frozenset(_LABEL_WORDS.split())
_NO_NAMES = frozenset(_NO_NAME.split())
# "Democratic Republic of the Congo".
_OF_THE = LatePattern(
    r"\b(?:Republic|Kingdom|States?|Isles?|Islands?|Bay|Gulf|Emirates|Federation|Commonwealth|Union|Bank|House|Court|Port"
    r"|Horn|Cape|Coast|City|Tower|Church|Lady|Museum|University|Institute|Ministry|Department|Office|School|College|Faculty"
    r"|Academy|Board|Council|Head|Director|Chief|Secretary) of (?:the )?[A-Z]"
)
_LONGEST_PLACE = 30


def is_no_name(word: str) -> bool:
    folded = word.strip(".,").lower()
    return folded in _NO_NAMES or folded in negations()


def is_of_a_place(text: str, begin: int, end: int) -> bool:
    """Return whether what looks like a name is a country, or part of the name of a place: "Ho Chi Minh City"."""
    first = max(0, begin - _LONGEST_PLACE)
    starts = (first + word.start() for word in re.finditer(r"[^\s,-]+", text[first : begin + 1]))
    return (
        names_region(text[begin:end])
        or _OF_THE.match(text, max(begin, text.rfind(" ", begin, end) + 1)) is not None
        or any(
            start + len(place_at_start(text[start:]) or "") >= (begin + 1 if start < begin else end) for start in starts
        )
    )
