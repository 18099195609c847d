"""What a hotel is to be near: a district, a station, a fair, in the words in which it is called."""

import re
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import NearPlace, Strength
from chalicelib.domain.trip_requests.reading.airlines import find_airlines
from chalicelib.domain.trip_requests.reading.hotels.hotel_words import ASKED_BEHIND
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, is_nearly_decisive
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday
from chalicelib.domain.trip_requests.reading.strengths import strength_within
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words, is_filler

_HOW_FAR = (
    r"(?:within |at most |max(?:imum)? |no more than |less than |about )?(?:an? )?(?:easy |short )?"
    r"(?:(?P<count>[0-9]{1,4}(?:[.,][0-9])?|one|two|five|ten|fifteen|half an?(?= )|an?(?= (?:mile|km|kilomet)))[ -]?"
    r"(?P<unit>m|met(?:er|re)s?|km|kilomet(?:er|re)s?"
    r"|miles?|min(?:ute)?s?'?)(?:'s?)?(?: walk(?:ing)?)?|walk(?:ing)?(?: distance)?)(?: distance)? (?:of|from|to)"
)
_NEAR = LatePattern(
    rf"\b(?:(?:which|that|it) (?:is|should be|must be) |preferably |ideally |as |somewhere |located |situated )*"
    rf"(?:(?:near(?:by|est)?|nr|close)(?: (?:as possible )?(?:to|of|by))?|next to|beside|opposite"
    r"|within (?:easy )?reach of|(?:handy|convenient) for|near enough to|right (?:by|at|next to)|in walking range of"
    r"|in the (?:immediate |close |direct )?(?:vicinity|proximity|neighbou?rhood|area|surroundings) of"
    r"|not (?:too )?far from"
    rf"|adjacent to|around the corner from|{_HOW_FAR})\s+(?:to )?",
    re.IGNORECASE,
)
# "Taipei 101", "Lac 2": at the end of what is said, where a number counts nothing.
_NUMBER_OF_NAME = LatePattern(r" [0-9]{1,3}(?=\s*(?:[,;)\n]|\.(?![0-9])|$))")
_NIGHTS = r"(?:,? (?:for )?(?:[1-9]|one|two|three|four|five|six|seven) nights?,?)?"
_HOTEL = rf"(?P<hotel>{GAP}|\brooms\b)"
_BY = LatePattern(
    rf"{_HOTEL}{_NIGHTS}\s*(?:by|at|beside|along)\s+(?=the\s+\w|[^\W\d_a-z])"
    r"(?!(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_NEEDED = rf"(?:[\s,:]*\b{ASKED_BEHIND}\b)*[\s,:]*"
_IN = LatePattern(
    rf"{_HOTEL}(?:{_NEEDED}\b(?:in|at|on)\s+"
    r"|\s*:\s*(?:[1-9]|one|two|three|four|five|six|seven) nights?\s*,\s*(?:in )?(?=[^\W\d_a-z]))"
)
_DISTRICT = LatePattern(
    r"(?:\b(?:in|at|near|preferably|ideally|around)\s+)?(?:the\s+)?"
    r"(?P<name>[^\W\d_a-z][\w&'-]*(?:[ -][^\W\d_a-z][\w&'-]*){0,2}"
    r" (?:district|area|quarter|neighbou?rhood|side))\b"
)
# "Hotel: Nairobi, Westlands": one word behind the city, parted on both sides.
_CITY_OF_HOTEL = LatePattern(rf"{_HOTEL}(?:{_NEEDED}\b(?:in|at)\s+|\s*(?:only\s*)?:\s*)")
_PART_BEHIND = LatePattern(rf",\s+(?P<name>[^\W\d_a-z][\w'-]{{3,20}})(?=\s*(?:[,.;)]|$|{GAP}))")
_IN_DISTRICT = LatePattern(r" in ([^\W\d_a-z][\w'-]*)(?![\w'-]| [^\W\d_a-z])")
_IN_ITS_DISTRICT = LatePattern(r",? (?:in|at) (?=[^\W\d_a-z])")
# Behind a mark, in what is said of the hotel: "hotel ..., by the station", "in the station area".
_APART = LatePattern(
    rf"(?:[,.;]|{GAP})\s*(?:(?:right|just|somewhere|preferably|ideally)\s+)?(?:(?:by|around"
    rf"|beside)\s+(?=the\s+(?!(?:way|time|end"
    r"|day|week|month|hour|clock|book|corner|look|train|plane|bus|same|morning|evening|afternoon|night|[0-9])\b)\w)"
    r"|in\s+(?=the\s+(?:[\w'-]+\s+){1,3}(?:area|district|quarter|neighbou?rhood)\b))"
)
# Parts that every other town has: "old town would be ace".
_OLD_TOWN = LatePattern(
    r"\b(?:in )?(?:the )?(?P<name>old town|old city|waterfront|historic(?:al)? cent(?:re|er)|harbour ?front"
    r"|beach ?front)\b"
    r"(?=\s*(?:[,.;!)]|$|would be|please|pls|if possible|ideally|preferred|is best|area))"
    r"(?: would be (?:ace|great|nice|ideal|perfect|lovely|good|cool|best))?",
    re.IGNORECASE,
)
_SOMEWHERE = LatePattern(r"\b(?:somewhere|anywhere) (?:in|around) (?:the )?(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)
_AT = LatePattern(r"\bat\s+$", re.IGNORECASE)
_NUMBERED = frozenset(("terminal", "hall", "gate", "pier", "building", "exit", "zone", "sector"))
_WORD = LatePattern(r"[^\W_](?:[\w&'’@-]|\.(?=\w))*")
_ENDS = frozenset((
    "for", "with", "under", "below", "at", "max", "maximum", "and", "from", "on", "up", "upto", "not", "within",
    "please", "pls", "to", "is", "if", "as", "or", "during", "until", "till", "while", "that", "which", "tops",
    "per", "each", "all", "both", "plus", "in", "by", "around", "about", "no", "cap", "budget", "a", "an", "same",
    "one", "two", "three", "four", "five", "i", "we", "our", "my", "because", "since", "so", "but", "thanks",
    "thank", "would", "should", "will", "limit", "night", "nights", "cost", "price", "book", "need", "check",
    "when", "where", "this", "next", "last", "then",
))  # fmt: skip
_OF_THE_NIGHT = LatePattern(r"night (?:market|bazaar|safari|zoo|souk)s?\b", re.IGNORECASE)
_BEGINS = frozenset(("our", "my", "a", "an", "in", "same"))
_NAMELESS = frozenset((
    "least", "most", "once", "all", "me", "you", "us", "it", "there", "here", "them", "future", "there.", "total",
    "advance", "general", "case", "town", "city", "end", "centre", "center", "moment", "morning", "evening",
    "afternoon", "time", "trip", "way", "between", "question", "country", "place", "area", "person",
))  # fmt: skip
# Of these a hotel is, not near to which it lies.
_CHAINS = frozenset((
    "marriott", "hilton", "hyatt", "sheraton", "westin", "radisson", "novotel", "ibis", "mercure", "accor", "sofitel",
    "pullman", "kempinski", "moxy", "travelodge", "scandic", "ramada", "wyndham", "leonardo", "steigenberger", "taj",
    "oberoi", "hampton", "doubletree", "melia", "citizenm", "intercontinental", "fairmont", "courtyard", "aloft",
))  # fmt: skip
_MOST_WORDS = 5
_COUNTS = {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "one": 1, "two": 2, "five": 5, "ten": 10, "fifteen": 15}
# Metres in one of a unit, by how it begins; of a minute, what one walks in it.
_METRES = (("mile", 1609), ("min", 80), ("k", 1000), ("m", 1))


class NamedNear(NamedTuple):
    """What a hotel is to be near, where in the text that is said, and how many metres from it at most."""

    name: str
    start: int
    within_metres: int | None = None
    strength: Strength = Strength.MUST


def take_nearness(words: Words) -> NamedNear | None:
    """Return what a hotel is to be near, taken out of `words`."""
    text = words.text
    for match in _NEAR.finditer(text):
        if end := _end_of_name(text, match.end()):
            end = _end_of_district(text, end)
            words.blank(match.start(), end)
            strength = strength_within(text, match.start(), end, Strength.MUST)
            return NamedNear(_tidy(text[match.end() : end]), match.start(), _metres(match), strength)
    if named := _take_somewhere(words) or _take_district(words) or _take_part_behind(words):
        return named
    if apart := next((match for match in _APART.finditer(text) if _end_of_name(text, match.end())), None):
        end = _end_of_name(text, apart.end()) or apart.end()
        words.blank(apart.start() + 1, end)
        return NamedNear(_tidy(text[apart.end() : end]), apart.start())
    for pattern in (_BY, _IN):
        for match in pattern.finditer(text):
            end = _end_of_name(text, match.end())
            city = place_at_start(text[match.end() :]) if pattern is _IN else None
            if city and (behind := _IN_ITS_DISTRICT.match(text, match.end() + len(city))):
                end = _end_of_name(text, behind.end())
                if end and not place_at_start(text[behind.end() :]):
                    words.blank(behind.start(), end)
                    return NamedNear(_tidy(text[behind.end() : end]), behind.start())
            is_called = pattern is _BY or _is_name(text[match.end() : end or match.end()])
            is_beside = pattern is _BY and not _AT.search(match[0])
            if end and is_called and (is_beside or not place_at_start(text[match.end() :])):
                words.blank(match.end("hotel"), end)
                return NamedNear(_tidy(text[match.end() : end]), match.start())
    return None


def _take_part_behind(words: Words) -> NamedNear | None:
    """Return the part of a city that stands as one word right behind it, taken out of `words`: no place, day or airline
    and no word of a trip."""
    for match in _CITY_OF_HOTEL.finditer(words.text):
        city = place_at_start(words.text[match.end() :])
        part = _PART_BEHIND.match(words.text, match.end() + len(city)) if city else None
        if part is not None and not _means_something_else(part["name"]):
            words.blank(*part.span("name"))
            return NamedNear(part["name"], part.start())
    return None


def _means_something_else(name: str) -> bool:
    is_word = is_everyday(name) or name.lower() in all_decisive() or is_nearly_decisive(name)
    return is_word or name.lower() in _CHAINS or place_at_start(name) is not None or any(find_airlines(name))


def _take_somewhere(words: Words) -> NamedNear | None:
    """Return the part of a city that is named behind "somewhere in", taken out of `words`."""
    text = words.text
    for match in _SOMEWHERE.finditer(text):
        end = _end_of_name(text, match.end())
        if end and not place_at_start(text[match.end() :]):
            words.blank(match.start(), end)
            return NamedNear(_tidy(text[match.end() : end]), match.start())
    return None


def _take_district(words: Words) -> NamedNear | None:
    district = words.take(_DISTRICT) or words.take(_OLD_TOWN)
    return NamedNear(_tidy(district["name"]), district.start()) if district else None


def limit_distance(near: NamedNear | None) -> tuple[NearPlace, ...]:
    """Return the preference that says how far a hotel may be from what it is to be near."""
    if near is None or near.within_metres is None:
        return ()
    return (NearPlace(strength=near.strength, within_metres=near.within_metres),)


def _end_of_name(text: str, start: int) -> int | None:
    """Return where the name that starts there ends; None where none does."""
    end, count = None, 0
    for word in _WORD.finditer(text, start):
        between = text[end or start : word.start()]
        lower = word[0].lower()
        is_first = count == 0
        is_number = word[0][0].isdigit() and not (end and text[start:end].rsplit(maxsplit=1)[-1].lower() in _NUMBERED)
        ends = lower in _ENDS and not (is_first and lower in _BEGINS) and not _OF_THE_NIGHT.match(text, word.start())
        if between.strip() or ends or is_number:
            break
        if count and is_filler(lower) and not word[0][0].isupper():
            break
        end, count = word.end(), count + 1
        if count > _MOST_WORDS:
            break
    if end and (numbered := _NUMBER_OF_NAME.match(text, end)) and text[start:end].rsplit(maxsplit=1)[-1][0].isupper():
        end = numbered.end()
    name = text[start:end].strip().lower().removeprefix("the ") if end else ""
    return end if name and name not in _NAMELESS and name != "the" else None


def _end_of_district(text: str, end: int) -> int:
    """Return where a name ends with the district behind it, which is no city: "the office in Holborn"."""
    behind = _IN_DISTRICT.match(text, end)
    return behind.end() if behind and not place_at_start(behind[1]) else end


def _is_name(text: str) -> bool:
    """Return whether it is written as a name, or is one word of a text in small letters."""
    name = text.strip().removeprefix("the ")
    return name[:1].isupper() or (" " not in name and not is_filler(name))


def _tidy(text: str) -> str:
    name = " ".join(text.split())
    return name[4:] if name.lower().startswith("the ") else name


def _metres(match: re.Match[str]) -> int | None:
    """Return the limit of the distance in whole metres, from 100 m to 50 km."""
    if not match["count"]:
        return None
    said = match["count"].lower().replace(",", ".")
    count = _COUNTS.get(said) or float(said)
    unit = match["unit"].lower()
    factor = next(metres for name, metres in _METRES if unit.startswith(name))
    return min(max(round(count * factor), 100), 50_000)
