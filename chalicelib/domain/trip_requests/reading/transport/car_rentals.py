"""What is said of a rental car around the word for it: when it is picked up and dropped off, of which category it is at
least, and whether it has an automatic gearbox."""

import re
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.clock_times import TIME, read_time
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start, tidy_name
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.trip_request import CarCategory

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_DAY = (
    rf"{_WEEKDAY}(?:the )?(?:[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH}|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)"
    r"|[0-9]{1,2}[./][0-9]{1,2}(?:[./][0-9]{2,4})?)(?:,? 20[0-9]{2})?"
)
_PREPOSITION = r"(?:\b(?:at|by|around|from|until|till?|about|before|no later than)\s+)?"
_SPAN_BEFORE = LatePattern(
    rf"(?P<from>{_PREPOSITION}{TIME}),?\s+(?:on |of )?{_DAY}\s*,?\s*(?:to|up ?to|until|till?|-|and),?\s*"
    rf"(?P<until>{_PREPOSITION}{TIME}),?\s+(?:on |of )?{_DAY}",
    re.IGNORECASE,
)
_SPAN = LatePattern(
    rf"{_DAY},?\s+(?P<from>{_PREPOSITION}{TIME})\s*,?\s*(?:to|up ?to|until|till?|-"
    rf"|and)\s*{_DAY},?\s+(?P<until>{_PREPOSITION}{TIME})",
    re.IGNORECASE,
)
_FETCH = (
    r"(?:pick(?:ed|ing)?(?: it)?[ -]?up|pick-?up|p/u|pu|collect(?:ed|ion|ing)?(?: it)?|take it|taking it|get it"
    r"|receive it"
    r"|tak(?:e|en|ing)(?: it)? over|take(?= (?:on )?(?:the )?[0-9])"
    r"|starting|start)"
)
_BRING = (
    r"(?:drop(?:ped|ping)?(?: it| the car)?[ -]?(?:off|back)?(?: there)?|drop-?off|d/o|giv(?:e|ing)(?: it)? back"
    r"|hand(?:ing|ed)?(?: it)? back|giv(?:en|ing)(?: it)? back|brought back"
    r"|leav(?:e|ing) (?:it|the car)(?: back)?(?: there)?|bring(?:ing)?(?: it)?(?: back)?(?=\s+(?:to\b|¦))"
    r"|bring(?:ing)?(?: it)? back|return(?:ed|ing)?(?: it| the car)?(?: there)?)"
)
# A time with a word or a mark that says that it is one: "Nov 1 at 9 am" has a day and a time.
_MARKED = (
    rf"(?:(?:\b(?:at|by|around|from|until|till?|about|before|no later than)\s+){TIME}|(?:12 )?noon|midday"
    r"|(?:half|quarter) (?:past|to) \w+|[0-9]{1,2}(?::[0-9]{2})?\s?[ap]\.?m\b\.?|[0-9]{1,2}[:h][0-9]{2}\b"
    r"|[0-9]{1,2} ?o'?clock\b"
    r"|[0-9]{1,2}\s?h\b"
    r"|(?!20[23][0-9])(?:[01][0-9]|2[0-3])[0-5][0-9]\b(?:\s?(?:h|hrs)\b)?)"
)
# A time stands before its day or behind it; what says where may stand in between.
_BETWEEN = rf"(?:(?!\b(?:{_FETCH}|{_BRING})\b)[^.;!?]){{0,60}}?"
_FETCHED = LatePattern(
    rf"(?<![\w/])(?P<verb>{_FETCH})(?![\w/]){_BETWEEN}(?<![\w:/.])(?P<time>{_MARKED})", re.IGNORECASE
)
_BROUGHT = LatePattern(
    rf"(?<![\w/])(?P<verb>{_BRING})(?![\w/]){_BETWEEN}(?<![\w:/.])(?P<time>{_MARKED})", re.IGNORECASE
)
_VERBS = LatePattern(rf"(?<![\w/])(?:{_FETCH}|{_BRING})(?![\w/])(?P<from>\s+from\b)?", re.IGNORECASE)
_TRAVELS_BACK = LatePattern(r"return(?:ed|ing)? (?:to|from|home|flights?|journey|trip)\b", re.IGNORECASE)
_DIGITS = LatePattern(r"[0-9]{1,2}(?:[:.h][0-9]{2}\s?(?:h|hrs|hours)?| ?o'?clock)", re.IGNORECASE)
_ONE_PM = 13 * 60
_AT_AIRPORT = LatePattern(
    r"\b(?:(?:both |all )?(?:at|to|from|in) )?(?:the |that |this )?same (?:rental |hire |pick-?up )?(?:location|place"
    r"|station|branch|office|desk|spot|point|counter|garage|depot|agency|address|airport|city|town|loc)(?![\w-])"
    r"|\b(?:both )?(?:at|from|to) (?:the )?(?:same )?airport\b",
    re.IGNORECASE,
)
_APT = LatePattern(r"(?<=\b[A-Z]{3}) apt\b")
_SIZES = {
    CarCategory.FULL_SIZE: r"full[ -]?size",
    CarCategory.INTERMEDIATE: r"intermediate|mid[ -]?size|medium(?:[ -]size)?",
    CarCategory.PREMIUM: r"premium|luxury",
    CarCategory.STANDARD: r"standard",
    CarCategory.COMPACT: r"compact",
    CarCategory.ECONOMY: r"economy(?: class)?|econ",
    CarCategory.MINI: r"mini|(?:the )?(?:more small|smallest|smaller)(?: (?:one|car))?|small(?: (?:one|car))?",
}
_ENOUGH = (
    r"(?:\s+(?:is|will|would|does)(?: be)? (?:do|plenty|fine|enough|ok(?:ay)?|good|sufficient|great|grand"
    r"|perfect|lovely"
    r"|ideal|alright|all right)(?: nicely| just fine| well)?(?: for me| for us)?)?"
)
_CATEGORY = LatePattern(
    r"(?:\b(?:at least|minimum|min\.?|category:?|cat\.?:?|size:?|type:?|class:?)\s+)?(?:\b(?:an?|the)\s+)?\b(?:"
    + "|".join(f"(?P<{category}>{pattern})" for category, pattern in _SIZES.items())
    + r")(?:[ -](?:size|sized|category|class|car|model))?\b"
    r"(?:\s+or (?:larger|bigger|above|up|similar|better))?" + _ENOUGH,
    re.IGNORECASE,
)
_AUTOMATIC = LatePattern(
    r"(?:\b(?:with )?(?:an? )?(?:auto(?:matic)?)(?: (?:gearbox|transmission|gears?|car|only))?(?: (?:pls|please"
    r"|if possible|only))?\b"
    r"|,?\s*(?:because |as |since )?\b(?:i|we) (?:can't|cannot|can not|don't"
    r"|do not) drive (?:a )?(?:stick(?: shift)?|manual)\b)",
    re.IGNORECASE,
)
_MANUAL = LatePattern(
    r"\b(?:a )?manual(?: (?:gearbox|transmission))?(?: (?:is|will be))?(?: (?:ok(?:ay)?|fine"
    r"|too))?\b",
    re.IGNORECASE,
)
_NOT_NEEDED = LatePattern(
    r"\b(?:(?:suvs?|vans?|4x4|convertibles?|gps|sat ?nav|child seats?|chauffeur|driver)(?: (?:is|are))? (?:not"
    r"|un) ?(?:needed|required|necessary|wanted)"
    r"|no (?:suvs?|vans?|4x4|convertibles?|gps|sat ?nav|chauffeur|driver)(?: (?:needed|required|please))?)\b",
    re.IGNORECASE,
)
_JOURNEY = LatePattern(
    r"\b(?:fly|flying|flights?|train|planes?|hotel|room)\b|(?-i:\b[A-Z]{3}-[A-Z]{3}\b)"
    r"|(?-i:\b[A-Z][a-z]+ to [A-Z])",
    re.IGNORECASE,
)
_ENDS = LatePattern(r"[.;!?](?=\s|$)|\s-\s|\b(?:we|i) (?:fly|travel|return|go|leave)\b", re.IGNORECASE)
# "A car in Tampa. Pick it up at 8 pm, drop it off at noon": a sentence that goes on about it.
_MORE_OF_IT = LatePattern(
    r"\s*(?:(?:and|then|so|please|pls|kindly|to|i|we|i'll|we'll|i'd|we'd|will|would|like|want|need|can|could) ){0,5}"
    r"(?:(?:pick|collect|drop|return|tak|take|leav|leave|bring|get|fetch|hand|giv|give)(?:p?ing|ing|ting)? "
    r"(?:(?:up|off|back|over) )?(?:it\b|the rental\b)|(?:pick|drop)(?:p?ing)?[- ]?(?:up|off)\b(?! (?:from"
    r"|at) the airport))",
    re.IGNORECASE,
)


# "Rental car from Lisbon to Porto", "drop-off Vienna", "dropping it in Bristol".
_FROM = LatePattern(rf"[\s,{GAP}]*\bfrom\s+(?=[^\W\d_a-z])")
_TO = LatePattern(r"\s*(?:\bto\b|->|-)\s*(?=[^\W\d_a-z])")
_LEFT_IN = LatePattern(
    rf"(?<![\w/])(?:{_BRING})(?![\w/])(?P<off>\s+(?:it\s+|the car\s+)?(?:off\s+)?)?(?P<in>(?:\b(?:in|at"
    rf"|to)\s+)?(?:the )?)"
    r"(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)
_NO_PLACE = LatePattern(rf"{_MONTH}\b|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_FROM_ALONE = LatePattern(rf"(?<![\w:/.])(?P<time>{_MARKED})", re.IGNORECASE)


class RentalPlaces(NamedTuple):
    """Where a rental car is picked up and dropped off, as far as the words around it say that these are two places."""

    pick_up: str | None
    drop_off: str | None


class RentalTerms(NamedTuple):
    """What is said of a rental car besides its days: local times, the category it has at least, the gearbox."""

    pick_up_at: str | None
    drop_off_at: str | None
    category: CarCategory | None
    automatic: bool


def take_rental_places(words: Words, end: int) -> RentalPlaces:
    """Return from where to where the car is driven whose words end at `end`, taken out of the text."""
    text = words.text
    if (leads := _FROM.match(text, end)) and (pick_up := _place_at(text, leads.end())):
        behind = leads.end() + len(pick_up)
        if (joins := _TO.match(text, behind)) and (drop_off := _place_at(text, joins.end())):
            words.blank(leads.start(), joins.end() + len(drop_off))
            return RentalPlaces(tidy_name(pick_up), tidy_name(drop_off))
    for left in _LEFT_IN.finditer(text):
        says_where = left["in"].strip() or "return" not in left[0].lower()
        if _TRAVELS_BACK.match(text, left.start()):
            continue
        if says_where and (drop_off := _place_at(text, left.end())):
            words.blank(left.start("in"), left.end() + len(drop_off))
            return RentalPlaces(None, tidy_name(drop_off))
    return RentalPlaces(None, None)


def _place_at(text: str, position: int) -> str | None:
    return None if _NO_PLACE.match(text, position) else place_at_start(text[position:])


def take_rental_terms(words: Words, start: int) -> RentalTerms:
    """Return what is said of the car for which a word begins at `start`, taken out of `words`: in its own sentence
    where more than the car is asked for, else in all that stands around it."""
    text = words.text
    is_alone = not _JOURNEY.search(text[:start] + text[start:].partition(". ")[2])
    ends = _ENDS.search(text, start)
    while ends and _MORE_OF_IT.match(text, ends.end()):
        ends = _ENDS.search(text, ends.end())
    region = (0, len(text)) if is_alone else (start, ends.start() if ends else len(text))
    times = _take_times(words, region, is_alone=is_alone)
    category = _take_category(words, region)
    automatic = bool(_take_within(words, _AUTOMATIC, region))
    _take_within(words, _MANUAL, region)
    _take_within(words, _NOT_NEEDED, region)
    _take_within(words, _AT_AIRPORT, region)
    return RentalTerms(*times, category, automatic)


def _take_times(words: Words, region: tuple[int, int], *, is_alone: bool) -> tuple[str | None, str | None]:
    """Return at which times a car is picked up and dropped off, these and the words that say so taken out of the text;
    where a place follows "from", it is where the car is."""
    begin, end = region
    found: list[re.Match[str] | None]
    if span := _SPAN.search(words.text, begin, end) or _SPAN_BEFORE.search(words.text, begin, end):
        spans = [span.span("from"), span.span("until")]
    else:
        found = [_FETCHED.search(words.text, begin, end), _BROUGHT.search(words.text, begin, end)]
        if found[0] is None and (brought := found[1]):
            found[0] = _FROM_ALONE.search(words.text, begin, brought.start())
        spans = [match.span("time") if match else (0, 0) for match in found]
    times = _clocks([words.text[slice(*each)] for each in spans])
    for each, time in zip(spans, times, strict=True):
        if time is not None:
            words.blank(*each)
    for verb in list(_VERBS.finditer(words.text, begin, end)):
        if not is_alone and _TRAVELS_BACK.match(words.text, verb.start()):
            continue
        lead = "at" if verb["from"] else ""
        words.blank(*verb.span())
        words.text = words.text[: verb.end() - len(lead)] + lead + words.text[verb.end() :]
    for code in list(_APT.finditer(words.text, begin, end)):
        words.blank(*code.span())
    return times[0], times[1]


def _clocks(said: list[str]) -> list[str | None]:
    """Return the times in digits, None of one that may be of either half of the day; where the other one is after noon
    on the clock of 24 hours, so is "8:30"."""
    plain = [re.sub(rf"^{_PREPOSITION}", "", each.strip(), flags=re.IGNORECASE) for each in said]
    times = [read_time(each) if each else None for each in plain]
    of_24_hours = any(
        time and time.minutes >= _ONE_PM and _DIGITS.fullmatch(each) for each, time in zip(plain, times, strict=True)
    )
    return [
        f"{time.minutes // 60:02}:{time.minutes % 60:02}"
        if time and (time.is_certain or (of_24_hours and _DIGITS.fullmatch(each)))
        else None
        for each, time in zip(plain, times, strict=True)
    ]


def _take_category(words: Words, region: tuple[int, int]) -> CarCategory | None:
    found = _take_within(words, _CATEGORY, region)
    return next((each for each in CarCategory if found[0][each.value]), None) if found else None


def _take_within(words: Words, pattern: LatePattern, region: tuple[int, int]) -> list[re.Match[str]]:
    found = list(pattern.finditer(words.text, *region))
    for match in found:
        words.blank(*match.span())
    return found
