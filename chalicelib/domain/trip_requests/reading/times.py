"""When slices are to depart or to land: "landing before noon", "not before half nine", "between 9 and 12", "in the
evening". Which slice is meant, the place in the text says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.preferences import Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.clock_times import TIME, ClockTime, read_time
from chalicelib.domain.trip_requests.reading.strengths import strength_of
from chalicelib.domain.trip_requests.reading.words import Words

_DEPARTS = (
    r"(?:leav(?:e|es|ing)|depart(?:s|ing|ure)?|tak(?:e|es|ing) off|off the ground|set(?:s|ting)? off|away"
    r"|fly(?:ing)? out"
    r"|head(?:ing)? (?:out|off)|take-?off|out)"
)
_ARRIVES = (
    r"(?:land(?:s|ing)?|arriv(?:e|es|ing|al)|touch(?:es|ing)? down|get(?:s|ting)? (?:in|there|me there)|be (?:there|in)"
    r"|there|reach(?:es|ing)?)"
)
_VERB = rf"(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\b,?\s+(?:time\s+)?)?(?:\bat\s+)?"
_FORMS = (
    rf"(?P<between>\bbetween\s+(?P<t1>{TIME})\s+and\s+(?P<t2>{TIME}))",
    rf"(?P<range>(?<![0-9/.:-])\b(?:from\s+)?(?P<t3>{TIME})\s*(?:-|to|until|till?)\s*(?P<t4>{TIME}))",
    (
        rf"(?P<not_before>\b(?:not?\s+(?:earlier|sooner)\s+than|not\s+before|after|later than|past|any ?time after"
        rf"|earliest(?: at)?)\s+(?P<t5>{TIME})(?:\s+(?:or later|onwards?|the earliest))?)"
    ),
    rf"(?P<later>(?<![0-9/.:-])\b(?:from\s+)?(?P<t6>{TIME})\s+(?:or later|onwards?|at the earliest))",
    (
        rf"(?P<not_after>\b(?:not?\s+later\s+than|not\s+after|before|by|until|latest(?: by| at)?"
        rf"|no later than)\s+(?P<t7>{TIME})"
        r"(?:\s+(?:or earlier|at the latest|latest))?)"
    ),
    rf"(?P<earlier>(?<![0-9/.:-])\b(?P<t8>{TIME})\s+(?:or earlier|at the latest|latest))",
    rf"(?P<around>(?:\b(?:at\s+)?(?:around|about|approx(?:imately|\.)?|circa|roughly)|~)\s+(?P<t9>{TIME}))",
)
_WINDOW = re.compile(_VERB + rf"(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_AT = re.compile(rf"(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?(?:\bat\s+)(?P<time>{TIME})", re.IGNORECASE)
_PARTS = {
    "early morning": (None, 9 * 60),
    "late morning": (10 * 60, 12 * 60),
    "morning": (None, 12 * 60),
    "early afternoon": (12 * 60, 15 * 60),
    "late afternoon": (15 * 60, 18 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "early evening": (17 * 60, 20 * 60),
    "late evening": (20 * 60, None),
    "evening": (18 * 60, None),
    "am": (None, 12 * 60),
    "pm": (12 * 60, None),
}
_DAY_WORD = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|[0-9]/[0-9]{1,2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* [0-9]{1,2}(?:st|nd|rd|th)?)"
)
_PART = re.compile(
    rf"(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?(?:\b(?:in|on|during|for)\s+(?:the\s+)?)?"
    r"\b(?P<part>(?:(?:early|late)[ -])?(?:morning|afternoon|evening))s?\b(?:\s+(?:flight|train|of\b))?"
    r"|(?<=\s)(?P<half>am|pm)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(r"\b(?:good|this|every|my)\s*$", re.IGNORECASE)
# What else has a time: nothing is known of when to travel by when a meeting begins.
_EVENT = (
    r"\b(?:meetings?|conferences?|appointments?|calls?|events?|presentations?|workshops?|interviews?|seminars?|kick-?offs?|dinners?"
    r"|hearings?|exams?|training|trainings|session|sessions|starts?|begins?|opens?|closes?|check-?in|hours)\b"
)
_EVENT_BEFORE = re.compile(rf"{_EVENT}[^.;!?,]*$", re.IGNORECASE)
_EVENT_BEHIND = re.compile(rf"^\s*(?:[a-z'-]+ ){{0,2}}?{_EVENT}", re.IGNORECASE)
_LOOK_BACK = 70
_ANY_VERB = re.compile(
    rf"\b(?:(?P<departs>{_DEPARTS})|(?P<arrives>{_ARRIVES}|get me|back by|home by))\b", re.IGNORECASE
)
_PLAY = 60
_LAST_MINUTE = 24 * 60 - 1


class AskedWindow(NamedTuple):
    """A window that is asked for, at `start` of the text, in the traveller's words."""

    start: int
    text: str
    of_arrival: bool
    window: TimeWindow


def take_windows(words: Words) -> tuple[AskedWindow, ...]:
    """Return the windows that the words ask for, taken out of them; a time that may be of the morning or of the evening
    stays, and is asked about."""
    found: list[AskedWindow] = []
    for match in _find(words.text, _WINDOW):
        if (limits := _limits(match)) is None:
            continue
        is_by = bool(match["not_after"]) and " by " in f" {match[0].lower()} "
        found.append(_take(words, match, limits, by=is_by))
    for match in _find(words.text, _AT):
        time = read_time(match["time"])
        if time is not None and time.is_certain:
            found.append(_take(words, match, (time.minutes - _PLAY, time.minutes + _PLAY)))
    for match in _find(words.text, _PART):
        part = (match["part"] or match["half"]).lower().replace("-", " ")
        if not _GREETING.search(words.text[: match.start()]) and (match["part"] or _stands_by_a_day(words.text, match)):
            found.append(_take(words, match, _PARTS[part]))
    return tuple(sorted(found))


def _find(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return what matches and is no time of an event."""
    return [
        match
        for match in pattern.finditer(text)
        if not _EVENT_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        and not _EVENT_BEHIND.search(text[match.end() : match.end() + _LOOK_BACK])
    ]


def _stands_by_a_day(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rstrip()
    return bool(re.search(rf"{_DAY_WORD}$", before, re.IGNORECASE))


def _take(
    words: Words, match: re.Match[str], limits: tuple[int | None, int | None], *, by: bool = False
) -> AskedWindow:
    begin, end = limits
    of_arrival = _is_arrival(words.text, match, by=by)
    window = TimeWindow(
        not_before=_clock(begin), not_after=_clock(end), strength=strength_of(words.text, match, Strength.MUST)
    )
    words.blank(*match.span())
    return AskedWindow(match.start(), match[0].strip(), of_arrival, window)


def _clock(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    within = min(max(minutes, 0), _LAST_MINUTE)
    return f"{within // 60:02}:{within % 60:02}"


def _is_arrival(text: str, match: re.Match[str], *, by: bool) -> bool:
    """Return whether a window is of the landing: by the verb before it in its sentence; "by" is when one is there."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in ".;!?:") + 1
    near = text[max(begin, match.start() - _LOOK_BACK) : match.start()]
    verbs = [match["verb"]] if match["verb"] else [verb[0] for verb in _ANY_VERB.finditer(near)]
    if not verbs:
        return by
    found = _ANY_VERB.match(verbs[-1])
    return bool(found and found["arrives"])


def _limits(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """Return from when to when, in minutes of the day; None where that has two readings."""
    said = [read_time(match[name]) for name in ("t1", "t2", "t3", "t4") if match[name]]
    if match["between"] or match["range"]:
        return _range(said)
    single = next((read_time(match[f"t{n}"]) for n in range(5, 10) if match[f"t{n}"]), None)
    if single is None:
        return None
    is_not_before = match["not_before"] is not None and match[0].lower().find("not") >= 0
    is_morning = 7 * 60 <= single.minutes < 12 * 60 and is_not_before
    if not (single.is_certain or is_morning or (single.minutes == 12 * 60 and match["around"] is None)):
        return None
    if match["around"]:
        return single.minutes - _PLAY, single.minutes + _PLAY
    if match["not_before"] or match["later"]:
        return single.minutes, None
    return None, single.minutes


def _range(said: Sequence[ClockTime | None]) -> tuple[int, int] | None:
    """Return a range of two times, of which the second may say of which half of the day both are."""
    first, second = said
    if first is None or second is None:
        return None
    begin, end = first.minutes, second.minutes
    if second.is_certain and not first.is_certain and end > 12 * 60 and begin + 12 * 60 < end:
        begin += 12 * 60
    is_certain = (first.is_certain and second.is_certain) or (7 * 60 <= begin < end and end >= 12 * 60)
    is_certain = is_certain or (second.is_certain and begin < end)
    return (begin, end) if is_certain and begin < end else None
