"""When slices are to depart or to land: "landing before noon", "not before half nine", "between 9 and 12", "in the
evening". Which slice is meant, the place in the text says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.preferences import Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.clock_times import TIME, ClockTime, read_time
from chalicelib.domain.trip_requests.reading.deadlines import DEADLINE
from chalicelib.domain.trip_requests.reading.money_words import CURRENCY, CURRENCY_CODE
from chalicelib.domain.trip_requests.reading.strengths import strength_of
from chalicelib.domain.trip_requests.reading.words import Words

_DEPARTS = (
    r"(?:leav(?:e|es|ing)|dep(?:art(?:s|ing|ure)?|\.)?|tak(?:e|es|ing) off|off the ground|set(?:s|ting)? off|away"
    r"|fly(?:ing)? out|pull(?:s|ing)? out|wheels up|start(?:s|ing)?"
    r"|head(?:ing)? (?:out|off)|take-?off|out)"
)
_ARRIVES = (
    r"(?:land(?:s|ing)?|arr(?:iv(?:e|es|ing|al)|\.)?|touch(?:es|ing)? down|get(?:s|ting)? (?:in|there|me there)"
    r"|be (?:there|in)|there|reach(?:es|ing)?)"
)
_VERB = rf"(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})(?<![.])\b\.?,?\s+(?:time\s+)?)?(?:\bat\s+)?"
_NO_DIGIT = r"(?<![0-9/.:-])"
_LEAST = r"(?:or later|or after|onwards?|at the earliest|the earliest)"
_MOST = r"(?:or earlier|or before|(?:at )?the latest|latest|max(?:imum)?)"
_FORMS = (
    rf"(?P<between>\b(?:between|btw)\s+(?P<t1>{TIME})\s+(?:and|to|-)\s+(?P<t2>{TIME}))",
    rf"(?P<range>{_NO_DIGIT}\b(?:from\s+)?(?P<t3>{TIME})\s*(?:-|to|until|till?)\s*(?P<t4>{TIME})(?:\s+departure)?)",
    (
        r"(?P<not_before>\b(?:not?\s+(?:earlier|sooner)\s+th[ae]n|not\s+before|after|later than"
        r"|(?<!half )(?<!quarter )past|any ?time after"
        rf"|earliest(?: at)?)\s+(?P<t5>{TIME})(?:\s+{_LEAST})?)"
    ),
    rf"(?P<later>{_NO_DIGIT}\b(?:from\s+)?(?P<t6>{TIME})(?:\s+{_LEAST}|\s?\+(?![0-9])))",
    (
        r"(?P<not_after>\b(?:not?\s+later\s+th[ae]n|not\s+after|before|by|until|latest(?: by| at)?"
        rf"|no later than)\s+(?P<t7>{TIME})(?:\s+{_MOST})?)"
    ),
    rf"(?P<earlier>{_NO_DIGIT}\b(?P<t8>{TIME})\s+{_MOST})",
    rf"(?P<around>(?:\b(?:at\s+)?(?:around|about|approx(?:imately|\.)?|circa|roughly|like|say)|~)\s+(?P<t9>{TIME}))",
    rf"(?P<ish>{_NO_DIGIT}\b(?P<t10>{TIME})(?:\s?-?\s?ish\b|\s+or (?:thereabouts|so)\b))",
    rf"(?P<say>\b(?:so |let's )?say,?\s+from\s+(?P<t11>{TIME}))",
)
_BEGINS = r"(?:\b|(?=[~@]))(?=[0-9a-z~@])"
_WINDOW = re.compile(_BEGINS + _VERB + rf"(?:{'|'.join(_FORMS)})", re.IGNORECASE)
# "01OCT 0700": a time of four digits right behind a day.
_MONTH_END = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ary|rch|ril|une|uly|ust|ber)"
_CLOCK = r"(?=(?!20[23][0-9])[0-2][0-9]:?[0-5][0-9]\b(?!\s?[-:]))"
_AT = re.compile(
    rf"{_BEGINS}(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?"
    r"(?:(?:\bat\s+|@\s?|(?<=\bdep )|(?<=\barr )|(?<=\bdeparting )|(?<=\barriving )"
    rf"|(?<={_MONTH_END} ){_CLOCK})(?P<time>{TIME})"
    rf"|{_NO_DIGIT}\b(?:the )?(?=[0-9]{{1,2}}(?:[:.h]?[0-9]{{2}}\b|\s?[ap]\.?m\b))(?P<named>{TIME})\s+"
    r"(?P<what>departure|flight|train|arrival|landing)\b)",
    re.IGNORECASE,
)
_PARTS = {
    "early morning": (None, 9 * 60),
    "late morning": (10 * 60, 12 * 60),
    "mid morning": (9 * 60, 11 * 60),
    "morning": (None, 12 * 60),
    "early afternoon": (12 * 60, 15 * 60),
    "late afternoon": (15 * 60, 18 * 60),
    "mid afternoon": (14 * 60, 16 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "early evening": (17 * 60, 20 * 60),
    "late evening": (20 * 60, None),
    "evening": (18 * 60, None),
    "late night": (20 * 60, None),
    "night": (18 * 60, None),
    "am": (None, 12 * 60),
    "pm": (12 * 60, None),
    "eve": (18 * 60, None),
    "first half": (None, 12 * 60),
    "second half": (12 * 60, 18 * 60),
    "first thing": (None, 9 * 60),
    "first flight": (None, 9 * 60),
    "last flight": (18 * 60, None),
    "before lunch": (None, 12 * 60),
    "after lunch": (13 * 60, 18 * 60),
    "after work": (17 * 60, None),
}
_DAY_WORD = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|today|tomorrow|same day"
    r"|next day|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:the )?[0-9]{1,2}(?:st|nd|rd|th)?"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? ?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|20[2-3][0-9]"
    r"|[0-9]{1,2}(?:st|nd|rd|th))"
)
_JOURNEY = r"(?:flights?|flts?|trains?|one|departure|connection|plane|service)"
# Of these, what may be something else stands for a part of the day only beside a day.
_PART = re.compile(
    rf"\b(?=[a-z12])(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?(?:\b(?:in|on|during|for|by|at)\s+(?:the\s+)?)?(?:"
    r"\b(?P<part>(?:(?:early|late|mid)[ -](?:in the )?)?(?:morning|afternoon|evening)|late[ -](?:at )?night)s?\b"
    rf"(?:\s+(?:{_JOURNEY}\b|of\b))?"
    rf"|\b(?P<night>night)\b(?!s)(?:\s+(?P<of_night>{_JOURNEY})\b)?"
    rf"|\b(?:the )?(?:very )?(?P<rank>first|1st|last|earliest|latest)(?: possible| available)? {_JOURNEY}\b"
    r"(?: (?:of the (?:day|morning|evening)|out|back|home|there|that day)\b)?"
    r"|\b(?P<thing>first thing)\b(?: in the morning)?"
    r"|\b(?P<meal>(?:before|after)[ -](?:lunch|work))\b"
    r"|(?<=\s)(?P<half>am|pm|(?-i:eve|EVE))\b(?!')"
    r"|\b(?P<half_day>(?:first|second|1st|2nd) half)\b(?! of)(?: of the day)?)",
    re.IGNORECASE,
)
_ANY_TIME = re.compile(
    r"\b(?:at )?(?:any ?time(?: of (?:the )?day| is (?:fine|ok|okay|good))?|whenever)\b(?=\s*(?:[,.;!)]|$))",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"^\s*(?:,\s*)?(?:on |for |in )?"
    r"(?:both (?:ways|sides|directions|legs|flights|days|times|slices)|each way|either way)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(r"\b(?:good|this|every|my|a|per|each|one|the|for)\s*$", re.IGNORECASE)
# What else has a time: nothing is known of when to travel by when a meeting begins.
_EVENT = (
    r"\b(?:meetings?|conferences?|appointments?|calls?|events?|presentations?|workshops?|interviews?|seminars?|kick-?offs?|dinners?"
    r"|hearings?|exams?|training|trainings|session|sessions|starts?|begins?|opens?|closes?|check-?in|hours)\b"
)
_EVENT_BEFORE = re.compile(rf"{_EVENT}[^.;!?,]*$", re.IGNORECASE)
# A rental car and a room have times of their own.
_OF_ANOTHER_THING = re.compile(
    r"\b(?:p/u|d/o|pick(?:ed|ing)?[ -]?up|drop(?:ped|ping)?[ -]?off|collect(?:ed|ing|ion)?"
    r"|check(?:ing)?[ -](?:in|out))\b[^.;!?]{0,40}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:by|before|until|till|latest|no later than)\s+(?:at\s+)?", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"(?<![0-9] )(?<![0-9])(?<!st )(?<!nd )(?<!rd )(?<!th )(?<!of )"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:the )?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"[0-9]{1,2}\b(?![:.h][0-9]|\s?[ap]\.?m\b)", re.IGNORECASE)
# What begins at a time is why one travels when one does: "for a one o'clock start".
_REASON = re.compile(
    rf"\bfor (?:an?|the|my|our) {TIME} (?:start|meeting|kick-?off|appointment|session|finish|slot)\b", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(rf"(?:[€$£¥₹]|\b{CURRENCY_CODE})\s?$", re.IGNORECASE)
_MONEY_BEHIND = re.compile(
    rf"\s?(?:[€$£¥₹]|{CURRENCY}\b|(?:an?|per|each|/)\s?(?:night|nt|day|room|person|head)\b|nightly\b|in total\b)",
    re.IGNORECASE,
)
_EVENT_BEHIND = re.compile(rf"^\s*(?:[a-z'-]+ ){{0,2}}?{_EVENT}", re.IGNORECASE)
_LOOK_BACK = 70
_ANY_VERB = re.compile(
    rf"\b(?:(?P<departs>{_DEPARTS}|fly(?:ing)?|travel(?:l?ing)?)"
    rf"|(?P<arrives>{_ARRIVES}|get me|(?:back|home) by(?! (?:train|rail|air|plane|bus|car)\b)))\b",
    re.IGNORECASE,
)
# From here on another slice is spoken of.
_NEXT_SLICE = re.compile(
    r"\b(?:back|home|return(?:s|ing)?|then|inbound|outbound)\b(?!\s+by\s+(?:[0-9]|noon|mid|half|quarter|the\b))",
    re.IGNORECASE,
)
_SAY = re.compile(r"\s*(?:,\s*)?(?:(?:so|say|or|that is|i\.e\.)\s*)*", re.IGNORECASE)
_OR = re.compile(r"\s*or\s*(?:in the\s*)?", re.IGNORECASE)
_DIRECTION_BEFORE = re.compile(r"\b(out|outbound|outward|onward|in|inbound)[\s:]+$", re.IGNORECASE)
_EVENING_NEAR = re.compile(r"\b(?:evening|afternoon|tonight|night|after work)\b", re.IGNORECASE)
_MORNING_NEAR = re.compile(r"\bmorning\b", re.IGNORECASE)
_NEAR = 30
_PLAY = 60
_NOON = 12 * 60
_LAST_MINUTE = 24 * 60 - 1


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

    @property
    def is_night(self) -> bool:
        return self.part == _PARTS["night"] and "night" in self.text.lower()


def take_windows(words: Words) -> tuple[AskedWindow, ...]:
    """Return the windows that the words ask for, taken out of them; a time that may be of the morning or of the evening
    stays, and is asked about."""
    found: list[AskedWindow] = []
    _take_deadlines(words)
    words.take_all(_REASON)
    text = words.text
    for match in _find(text, _WINDOW):
        if (limits := _limits(match, text)) is None:
            continue
        is_by = bool(match["not_after"]) and " by " in f" {match[0].lower()} "
        found.append(_take(words, match, limits, by=is_by))
    for match in _find(words.text, _AT):
        time = read_time(match["time"] or match["named"])
        if time is not None and (minutes := _settle_half(time, match, text)) is not None:
            found.append(_take(words, match, (minutes - _PLAY, minutes + _PLAY)))
    for match in reversed(_find(words.text, _PART)):
        part = _part_of(words.text, match)
        if part is not None:
            _take_part(words, match, _PARTS[part], found)
    words.take_all(_ANY_TIME)
    return tuple(sorted(found, key=lambda asked: asked.start))


def _find(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return what matches and is no time of an event."""
    return [match for match in pattern.finditer(text) if _is_of_travel(text, match)]


def _is_of_travel(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _EVENT_BEFORE.search(before) or _OF_ANOTHER_THING.search(before) or _is_deadline(text, match):
        return False
    if _MONTH_BEFORE.search(before) and _BARE.match(match[0]):
        return False  # "July 19 to 20"
    if _MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(text, match.end()):
        return False
    return not _EVENT_BEHIND.search(text[match.end() : match.end() + _LOOK_BACK])


def _is_deadline(text: str, match: re.Match[str]) -> bool:
    """Return whether a time is one by which an answer is wanted: "please reply by 5 pm"."""
    until = _UNTIL.match(match[0])
    return bool(until and DEADLINE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()] + until[0]))


def _take_deadlines(words: Words) -> None:
    """Take times by which an answer is wanted; what says so stays before a day that may follow."""
    for match in _WINDOW.finditer(words.text):
        if (until := _UNTIL.match(match[0])) and _is_deadline(words.text, match):
            words.blank(match.start() + until.end(), match.end())


def _part_of(text: str, match: re.Match[str]) -> str | None:
    """Return the name of the part of a day that a match says; None where its words mean something else."""
    if match["rank"]:
        is_first = match["rank"].lower() in {"first", "1st", "earliest"}
        return "first flight" if is_first else "last flight"
    named = match["part"] or match["thing"] or match["meal"]
    if named or match["half_day"]:
        plain = re.sub(r"[ -](?:in the |at )?", " ", (named or match["half_day"]).lower()).replace("1st", "first")
        is_greeting = match["part"] and _GREETING.search(text[: match.start()])
        return None if is_greeting else plain.replace("2nd", "second")
    is_beside_a_day = bool(re.search(rf"{_DAY_WORD},?$", text[: match.start()].rstrip(), re.IGNORECASE))
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
        joined = _join(limits, other.part) if other.part and _OR.fullmatch(between) else None
        if joined:
            both = TimeWindow(not_before=_clock(joined[0]), not_after=_clock(joined[1]), strength=other.window.strength)
            found[place] = other._replace(start=match.start(), window=both, part=joined)
        elif other.part is None and _SAY.fullmatch(between) and _holds(limits, other.window):
            found[place] = other._replace(start=min(match.start(), other.start), end=max(match.end(), other.end))
        else:
            continue
        words.blank(*match.span())
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
    both = _BOTH.match(words.text[match.end() :])
    last = match.end() + (both.end() if both else 0)
    words.blank(match.start(), last)
    part = limits if is_part else None
    of_slice = _slice_of(words.text[: match.start()], match.groupdict().get("verb"))
    return AskedWindow(match.start(), match[0].strip(), of_arrival, window, both is not None, last, part, of_slice)


def _slice_of(before: str, verb: str | None) -> int | None:
    """Return of which of two slices a window is by the word right before it: "out before 9, in after 6"."""
    named = (verb or "").lower() if (verb or "").lower() == "out" else None
    if said := _DIRECTION_BEFORE.search(before):
        named = said[1].lower()
    return None if named is None else int(named not in {"out", "outbound", "outward", "onward"})


def _clock(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    within = min(max(minutes, 0), _LAST_MINUTE)
    return f"{within // 60:02}:{within % 60:02}"


def _is_arrival(text: str, match: re.Match[str], *, by: bool) -> bool:
    """Return whether a window is of the landing: by the verb before it in what is said of its slice; "by" is when one
    is there."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in ".;!?:") + 1
    near = text[max(begin, match.start() - _LOOK_BACK) : match.start()]
    near = _NEXT_SLICE.split(near)[-1]
    verbs = [match["verb"]] if match["verb"] else [verb[0] for verb in _ANY_VERB.finditer(near)]
    if what := match.groupdict().get("what"):
        return what.lower() in {"arrival", "landing"}
    if not verbs:
        return by
    found = _ANY_VERB.match(verbs[-1])
    return bool(found and found["arrives"])


def _limits(match: re.Match[str], text: str) -> tuple[int | None, int | None] | None:
    """Return from when to when, in minutes of the day; None where that has two readings."""
    said = [read_time(match[name]) for name in ("t1", "t2", "t3", "t4") if match[name]]
    if match["between"] or match["range"]:
        return _range(said)
    single = next((read_time(match[f"t{n}"]) for n in range(5, 12) if match[f"t{n}"]), None)
    minutes = _settle_half(single, match, text) if single else None
    if minutes is None:
        return None
    if match["around"] or match["ish"]:
        return minutes - _PLAY, minutes + _PLAY
    if match["not_before"] or match["later"] or match["say"]:
        return minutes, None
    return None, minutes


def _settle_half(time: ClockTime, match: re.Match[str], text: str) -> int | None:
    """Return the minutes of a time; of an hour that may be of either half of the day, those that the words around it
    leave, or None."""
    if time.is_certain:
        return time.minutes
    groups = match.groupdict()
    is_early = 7 * 60 <= time.minutes < 12 * 60
    is_not_before = groups.get("not_before") is not None and "not" in match[0].lower()
    is_train = groups.get("ish") is not None and re.match(rf"\s*{_JOURNEY}\b", text[match.end() :])
    is_landing = groups.get("not_after") is not None and _is_arrival(text, match, by=False)
    if is_early and (is_not_before or is_landing or is_train):
        return time.minutes
    before = re.split(r"[.;!?]", text[max(0, match.start() - _NEAR) : match.start()])[-1]
    behind = re.split(r"[.;!?,]", text[match.end() : match.end() + _NEAR])[0]
    is_evening = bool(_EVENING_NEAR.search(before) or _EVENING_NEAR.search(behind))
    is_morning = bool(_MORNING_NEAR.search(before) or _MORNING_NEAR.search(behind))
    if is_evening == is_morning:
        return None
    return time.minutes % _NOON + (_NOON if is_evening else 0)


def _range(said: Sequence[ClockTime | None]) -> tuple[int, int] | None:
    """Return a range of two times, of which the second may say of which half of the day both are."""
    first, second = said
    if first is None or second is None:
        return None
    begin, end = first.minutes, second.minutes
    if second.is_certain and not first.is_certain and end > _NOON and begin + _NOON < end:
        begin += _NOON
    is_certain = (first.is_certain and second.is_certain) or (7 * 60 <= begin < end and end >= _NOON)
    is_certain = is_certain or (second.is_certain and begin < end)
    return (begin, end) if is_certain and begin < end else None
