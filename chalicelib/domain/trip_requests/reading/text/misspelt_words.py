"""Words of a request that were misspelt, put right: only where one keyword alone is a slip of the pen away, and the
word is no other English word, no place and no name.
"""

import re
from functools import cache, lru_cache

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.places.slips import SlipIndex
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday

# What a slip of the pen would not explain.
_TYPOS = {
    "plese": "please", "plase": "please", "pleas": "please", "bakc": "back", "trian": "train", "tarin": "train",
    "isle": "aisle", "asile": "aisle", "buisness": "business", "bussiness": "business", "wendsday": "Wednesday",
    "wensday": "Wednesday", "thrusday": "Thursday", "tuseday": "Tuesday", "firday": "Friday", "ocotber": "October",
    "novemeber": "November", "flght": "flight", "agust": "August", "tomorow": "tomorrow", "tommorrow": "tomorrow",
    "tommorow": "tomorrow", "nite": "night", "nites": "nights", "accomodation": "accommodation",
    "acommodation": "accommodation", "reutrning": "returning", "econonmy": "economy", "fryday": "Friday",
    "teusday": "Tuesday", "saterday": "Saturday", "feburary": "February", "choise": "choice", "recieve": "receive",
}  # fmt: skip
_DAYS = (
    "January", "February", "March", "April", "August", "September", "October", "November", "December", "Monday",
    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_KEYWORDS = (
    "tomorrow", "morning", "afternoon", "evening", "night", "nights", "weekend", "flight", "flights", "ticket",
    "tickets", "hotel", "hotels", "train", "trains", "return", "returning", "business", "economy", "premium",
    "window", "aisle", "luggage", "baggage", "refundable", "accommodation", "departure", "arrival", "departing",
    "arriving", "leaving", "direct", "nonstop", "between", "before", "airport", "station", "rental", "automatic",
    "compact", "passenger", "passengers", "traveller", "travellers", "colleague", "colleagues", "maximum", "minimum",
    "centre", "please", "booking", "airline", "landing",
)  # fmt: skip
_SHORT_NAME = 5  # letters: "Marsh" is hardly March
_WORD = LatePattern(r"(?<![\w'’-])[A-Za-z]{4,20}(?![\w'’-])")
_ISLE_OF = LatePattern(r"isle of\b", re.IGNORECASE)  # "the Isle of Man" is no seat
_OPENS = LatePattern(r"(?:\A|[.!?:;] *)\Z")


def correct_words(text: str) -> str:
    """Return a line of text with its misspelt keywords put right."""
    return _WORD.sub(_correct, text)


def _correct(match: re.Match[str]) -> str:
    word = match[0]
    if (plain := _TYPOS.get(word.lower())) and not _ISLE_OF.match(match.string, match.start()):
        return plain
    keyword = _nearest(word.lower()) if word[0].islower() or len(word) > _SHORT_NAME else None
    if keyword is None or names_place(word):
        return word
    may_be_name = word[0].isupper() and not _OPENS.search(match.string, max(0, match.start() - 3), match.start())
    return word if may_be_name and keyword[0].islower() and not word.isupper() else keyword


@cache
def _keywords() -> SlipIndex:
    return SlipIndex(each.lower() for each in (*_DAYS, *_KEYWORDS))


_DAYS_BY_LOWER = {each.lower(): each for each in _DAYS}


@lru_cache(maxsize=4096)
def _nearest(folded: str) -> str | None:
    """Return the only keyword that is one slip away from a word which is none itself, and no other English word."""
    near = [each for each in _keywords().find_near(folded) if each[0] == folded[0]]
    if not near or is_everyday(folded) or folded in all_decisive() or folded in _DAYS_BY_LOWER:
        return None
    if len(near) == 1 or {each.rstrip("s") for each in near} == {near[0]}:
        return _DAYS_BY_LOWER.get(near[0], near[0])
    return None
