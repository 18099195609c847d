"""When slices are to depart or to land: "landing before noon", "not before half nine", "between 9 and 12", "in the
evening". Which slice is meant, the place in the text says."""

import re
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.days.clock_times import read_time
from chalicelib.domain.trip_requests.reading.days.deadlines import DEADLINE, may_speak_of_deadlines
from chalicelib.domain.trip_requests.reading.days.event_times import take_event_times
from chalicelib.domain.trip_requests.reading.days.halves_of_days import (
    is_of_a_day_trip,
    settle_half,
    settle_range,
)
from chalicelib.domain.trip_requests.reading.days.ranked_slices import find_ranked_slice
from chalicelib.domain.trip_requests.reading.days.time_patterns import (
    ANY_TIME,
    ANY_VERB,
    AT,
    BARE,
    BOTH,
    DAY_WORD,
    EVENT_BEFORE,
    EVENT_BEHIND,
    GREETING,
    JOURNEY,
    LAST_MINUTE,
    LOOK_BACK,
    MONEY_BEFORE,
    MONEY_BEHIND,
    MONTH_BEFORE,
    NEXT_SLICE,
    OF_ANOTHER_THING,
    OR,
    PART,
    PARTS,
    PLAY,
    REASON,
    SAY,
    UNTIL,
    WHY_BEFORE,
    WINDOW,
)
from chalicelib.domain.trip_requests.reading.days.timed_ways import DIRECTION_BEHIND, slice_of
from chalicelib.domain.trip_requests.reading.scopes import Scope
from chalicelib.domain.trip_requests.reading.strengths import strength_of
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words

_ENDS_SENTENCE = LatePattern(r"[0-9 ][ap]m\.$", re.IGNORECASE)  # "by 11am."
_DATE_GOES_ON = LatePattern(r"[./-][0-9]")
_BEGINS_SENTENCE = LatePattern(r"\s+[A-Z]")
_KEPT = LatePattern(r"\b(?:trains?|flights?|back|home)\b", re.IGNORECASE)
_AT_A_PLACE = LatePattern(r"\b(?:in|at) (?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?\s*$", re.IGNORECASE)
_BESIDE_PLACE = LatePattern(
    r"\b(?:in|at|(?P<left>from|leav(?:e|ing)|depart(?:ing)?)|into|reach(?:ing)?) (?P<place>(?-i:[A-Z])[\w'-]+(?:"
    r" (?-i:[A-Z])[\w'-]+)?)"
    r"(?:,? (?:but|only|please|i|we|he|she|must|may|can|should|shall|will|would|like to|want to|have to"
    r"|has to|need to))*"
    r"\s*$",
    re.IGNORECASE,
)
_END_DAY = LatePattern(r"\b(?:on|in) (?:the|my|our) (?P<rank>first|last) day\b(?=[^.;:!?]*$)", re.IGNORECASE)
_BACK_BEFORE = LatePattern(
    rf"\b(?:back|home|return(?:s|ing)?)(?: (?:again|home|to [a-z][\w'-]+))*[\s,{GAP}]*(?:in|at|by|on)?\s*$",
    re.IGNORECASE,
)
_OF_ANY = LatePattern(r"\bnothing\b", re.IGNORECASE)
# "Both flights in the morning", "all flights after 9".
_BOTH_BEFORE = LatePattern(
    r"\b(?:always|every time|each time)(?: (?:in the|around|at))?\s*$"
    rf"|\b(?:both|all|each|every|either)(?: of (?:the|my|our|them))?(?: (?:the|my|our))? ?(?:{JOURNEY}|ways?"
    rf"|directions?|legs?"
    r"|slices?|sectors?|journeys?|of them)?(?:,? (?:should|must|to|need to|have to|be|leaves?|departs?|leaving"
    r"|departing|is|are"
    r"|please|preferably|ideally|only))*[\s,:]*$",
    re.IGNORECASE,
)
# "Business on the first flight" counts the slices, not the flights of a day.
_OF_A_SLICE = LatePattern(
    r"\b(?:class|economy|business|premium|biz|seats?|aisle|window|bags?|luggage) (?:(?:is|are|shall be|should be|to be"
    r"|only|requested|booked|needed|required|wanted|preferred|reserved|desired|please) ){0,4}(?:on|for"
    r"|in) (?:the )?(?:very )?$",
    re.IGNORECASE,
)
# "The last one in business", "the first should be in economy".
_A_SLICE_IN = LatePattern(
    r"[^.;!?,]{0,40}?\b(?:class|economy|business|premium|biz|seats?|aisle|window|bags?|luggage|train|rail)\b",
    re.IGNORECASE,
)
_ENDS_IN_JOURNEY = LatePattern(rf"\b{JOURNEY}$", re.IGNORECASE)


class AskedWindow(NamedTuple):
    """A window that is asked for, at `start` of the text, in the traveller's words."""

    start: int
    text: str
    of_arrival: bool
    window: TimeWindow
    of_all: bool = False  # of every slice: "morning flights both ways"
    end: int = 0
    part: tuple[int | None, int | None] | None = None  # the part of a day that it is, in minutes
    of_slice: int | None = None  # of which of two slices, where a word such as "out" or "in" says it
    at: str | None = None  # the place that is said to be left, or landed in, then
    scope: Scope | None = None  # of which of several slices: "the first one not before 9"

    def is_of_return(self, text: str) -> bool:
        """Return whether it is said right behind a word for the way back, and is of the second half of a day: "back in
        the evening", "home by 8 pm"."""
        latest = self.window.not_after or self.window.not_before or ""
        return latest > "12:00" and bool(_BACK_BEFORE.search(text[max(0, self.start - LOOK_BACK) : self.start]))

    @property
    def is_of_any(self) -> bool:
        """Whether it is said of whatever flies or goes: "nothing before 8"."""
        return _OF_ANY.search(self.text) is not None

    @property
    def is_night(self) -> bool:
        return self.part == PARTS["night"] and "night" in self.text.lower()


def take_windows(words: Words) -> tuple[AskedWindow, ...]:
    """Return the windows that the words ask for, taken out of them; a time that may be of the morning or of the evening
    stays, and is asked about."""
    found: list[AskedWindow] = []
    _take_deadlines(words)
    words.take_all(REASON)
    text = words.text
    for match in _find(text, WINDOW):
        if (limits := _limits(match, text)) is None:
            continue
        is_by = bool(match["not_after"]) and " by " in f" {match[0].lower()} "
        found.append(_take(words, match, limits, by=is_by))
    for match in _find(words.text, AT):
        time = read_time(match["time"] or match["named"] or match["listed"])
        if (
            time is not None
            and (minutes := settle_half(time, match, text, is_landing=_is_landing_limit(match, text))) is not None
        ):
            found.append(_take(words, match, (minutes - PLAY, minutes + PLAY)))
    for match in reversed(_find(words.text, PART)):
        part = _part_of(words.text, match)
        if part is not None:
            _take_part(words, match, PARTS[part], found)
    words.take_all(ANY_TIME)
    take_event_times(words, [each.start for each in found])
    return tuple(sorted(found, key=lambda asked: asked.start))


def _find(text: str, pattern: LatePattern) -> list[re.Match[str]]:
    """Return what matches and is no time of an event."""
    return [match for match in pattern.finditer(text) if _is_of_travel(text, match)]


def _is_of_travel(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if (
        WHY_BEFORE.search(before)
        or EVENT_BEFORE.search(before)
        or OF_ANOTHER_THING.search(before)
        or _is_deadline(text, match)
    ):
        return False
    if MONTH_BEFORE.search(before) and BARE.match(match[0]):
        return False  # "July 19 to 20"
    if _DATE_GOES_ON.match(text, match.end()):
        return False  # "from 11.10.2027"
    if MONEY_BEFORE.search(before) or MONEY_BEHIND.match(text, match.end()):
        return False
    ends_sentence = match[0].endswith(".") and _BEGINS_SENTENCE.match(text, match.end())
    return bool(ends_sentence) or not EVENT_BEHIND.search(text[match.end() : match.end() + LOOK_BACK])


def _is_deadline(text: str, match: re.Match[str]) -> bool:
    """Return whether a time is one by which an answer is wanted: "please reply by 5 pm"."""
    until = UNTIL.match(match[0])
    return bool(until and DEADLINE.search(text[max(0, match.start() - LOOK_BACK) : match.start()] + until[0]))


def _take_deadlines(words: Words) -> None:
    """Take times by which an answer is wanted; what says so stays before a day that may follow."""
    if not may_speak_of_deadlines(words.text):
        return
    for match in WINDOW.finditer(words.text):
        if (until := UNTIL.match(match[0])) and _is_deadline(words.text, match):
            words.blank(match.start() + until.end(), match.end())


def _part_of(text: str, match: re.Match[str]) -> str | None:
    """Return the name of the part of a day that a match says; None where its words mean something else."""
    if match["midday"]:
        return "lunchtime"
    if match["rank"] and (
        _OF_A_SLICE.search(text[max(0, match.start() - LOOK_BACK) : match.start("rank")])
        or _A_SLICE_IN.match(text, match.end())
    ):
        return None
    if rank := match["rank"] or match["extreme"] or match["soon"]:
        is_first = rank.lower() in {"first", "1st", "earliest", "early"}
        return "first flight" if is_first else "last flight"
    named = match["part"] or match["thing"] or match["meal"]
    if named or match["half_day"]:
        plain = re.sub(r"[ -](?:in the |at )?", " ", (named or match["half_day"]).lower()).replace("1st", "first")
        is_of_a_day = match[0].lower().endswith(" of")
        is_departure = is_of_a_day or _ENDS_IN_JOURNEY.search(match[0])
        is_greeting = match["part"] and not is_departure and GREETING.search(text[: match.start()])
        named = plain.replace("2nd", "second")
        return None if is_greeting else named if named in PARTS else named.split()[-1]
    beside = rf"{DAY_WORD}(?: itself)?,?\s?\(?$"
    is_beside_a_day = bool(re.search(beside, text[: match.start()].rstrip(f" {GAP}"), re.IGNORECASE))
    if match["night"]:
        leads = re.match(r"(?:at|by|in the) ", match[0], re.IGNORECASE)
        return "night" if match["of_night"] or leads or is_beside_a_day else None
    half = match["half"].lower()
    is_last = half == "eve" and re.match(r"\s*(?:[,.;/]|$)", text[match.end() :])
    return half if is_beside_a_day or is_last else None


def _take_part(
    words: Words, match: re.Match[str], limits: tuple[int | None, int | None], found: list[AskedWindow]
) -> None:
    """Take a part of a day; one that stands right beside a time, or another part, is narrowed or widened by it."""
    text = words.text
    for place, other in enumerate(found):
        is_before = match.start() < other.start
        between = text[match.end() : other.start] if is_before else text[other.end : match.start()]
        joined = _join(limits, other.part) if other.part and OR.fullmatch(between) else None
        if joined:
            both = TimeWindow(not_before=_clock(joined[0]), not_after=_clock(joined[1]), strength=other.window.strength)
            found[place] = other._replace(start=match.start(), window=both, part=joined)
        elif other.part is None and SAY.fullmatch(between) and _holds(limits, other.window):
            found[place] = other._replace(start=min(match.start(), other.start), end=max(match.end(), other.end))
        else:
            continue
        _blank_but_kept(words, *match.span())
        return
    found.append(_take(words, match, limits, is_part=True))


def _join(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None]
) -> tuple[int | None, int | None] | None:
    """Return two parts of a day as one, if the second begins where the first ends."""
    return (one[0], other[1]) if one[1] == other[0] and one[1] is not None else None


def _holds(limits: tuple[int | None, int | None], window: TimeWindow) -> bool:
    """Return whether a part of a day says nothing against a window."""
    begin, end = _clock(limits[0]), _clock(limits[1])
    return not (
        (window.not_before and end and window.not_before >= end)
        or (window.not_after and begin and window.not_after <= begin)
    )


def _take(
    words: Words,
    match: re.Match[str],
    limits: tuple[int | None, int | None],
    *,
    by: bool = False,
    is_part: bool = False,
) -> AskedWindow:
    begin, end = limits
    of_arrival = _is_arrival(words.text, match, by=by)
    window = TimeWindow(
        not_before=_clock(begin), not_after=_clock(end), strength=strength_of(words.text, match, Strength.MUST)
    )
    before = words.text[: match.start()]
    both = BOTH.match(words.text[match.end() :])
    is_of_all = both is not None or _BOTH_BEFORE.search(before) is not None
    last = match.end() + (both.end() if both else -bool(_ENDS_SENTENCE.search(match[0])))
    _blank_but_kept(words, match.start(), last)
    part = limits if is_part else None
    of_slice = slice_of(before, match)
    at = _BESIDE_PLACE.search(before)
    place = at["place"] if at and not (of_arrival and at["left"]) else None
    ranked = None if match.groupdict().get("rank") else find_ranked_slice(words.text, match)
    if ranked:
        words.blank(ranked.start, ranked.end)
    scope = ranked.scope if ranked else None
    if day := _END_DAY.search(before):
        words.blank(*day.span())
        scope = Scope("nth", day["rank"].lower())
    return AskedWindow(
        match.start(), match[0].strip(), of_arrival, window, is_of_all, last, part, of_slice, place, scope
    )


def _blank_but_kept(words: Words, start: int, end: int) -> None:
    """Take a time out of `words`, and leave what else is said with it: "the last train back" says how one travels, and
    which way."""
    for kept in _KEPT.finditer(words.text, start, end):
        words.blank(start, kept.start())
        start = kept.end()
    words.blank(start, end)


def _clock(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    within = min(max(minutes, 0), LAST_MINUTE)
    return f"{within // 60:02}:{within % 60:02}"


# By whom one is got from somewhere, it is said when that begins.
_GET_FROM = LatePattern(r"\bget (?:me|us|him|her|them)\b[^,;]*\bfrom (?-i:[A-Z])", re.IGNORECASE)


def _is_arrival(text: str, match: re.Match[str], *, by: bool) -> bool:
    """Return whether a window is of the landing: by the verb before it in what is said of its slice; "by" is when one
    is there."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in ".;!?:") + 1
    near = text[max(begin, match.start() - LOOK_BACK) : match.start()]
    near = NEXT_SLICE.split(near)[-1]
    if not match["verb"] and DIRECTION_BEHIND.match(text, match.end()):
        return by  # "be there by noon, lunchtime flight back"
    verbs = [match["verb"]] if match["verb"] else [verb[0] for verb in ANY_VERB.finditer(near)]
    if what := match.groupdict().get("what"):
        return what.lower() in {"arrival", "arriving", "landing"}
    if match.groupdict().get("part") and not match["verb"] and _ENDS_IN_JOURNEY.search(match[0]):
        return False  # of "the morning flight" it is the departure
    if not verbs:
        return by or (match.groupdict().get("not_after") is not None and _AT_A_PLACE.search(near) is not None)
    if match.groupdict().get("part") and not match["verb"] and _GET_FROM.search(near):
        return False  # "get me there from Rome in the afternoon"
    found = ANY_VERB.match(verbs[-1])
    return verbs[-1].lower() == "in" or bool(found and found["arrives"])  # "in by ten"


def _limits(match: re.Match[str], text: str) -> tuple[int | None, int | None] | None:
    """Return from when to when, in minutes of the day; None where that has two readings."""
    said = [read_time(match[name]) for name in ("t1", "t2", "t3", "t4") if match[name]]
    if match["between"] or match["range"]:
        return settle_range(said, is_of_a_day_trip=is_of_a_day_trip(match, text))
    single = next((read_time(match[f"t{n}"]) for n in range(5, 13) if match[f"t{n}"]), None)
    minutes = settle_half(single, match, text, is_landing=_is_landing_limit(match, text)) if single else None
    if minutes is None:
        return None
    if match["around"] or match["ish"]:
        return minutes - PLAY, minutes + PLAY
    if match["not_before"] or match["later"] or match["say"] or match["since"]:
        return minutes, None
    return None, minutes


def _is_landing_limit(match: re.Match[str], text: str) -> bool:
    """Return whether a match says by when one is to land."""
    return match.groupdict().get("not_after") is not None and _is_arrival(text, match, by=False)
