"""Times of day as people say them: "half nine", "quarter to eight in the morning", "1700", "noon"."""

import re
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOUR_NAMED = rf"(?:{'|'.join(_HOURS)})"
HOUR = rf"(?:{HOUR_NAMED}|[0-9]{{1,2}})"
_PART = r"(?:\s+in the (?:early )?(?:morning|afternoon|evening)|\s+at night)"
# What behind a bare number says that it is no hour.
_NO_HOUR = (
    r"(?!\s*(?:st|nd|rd|th)\b|[0-9/.,:-]*[0-9]|\s?(?:%|€|\$|£|(?-i:[A-Z]{3})\b)|\s*(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec|(?:days?|nights?|weeks?|months?|people|persons?|pax|travell?ers?|stops?|hours?|minutes?|euros?|pounds?|dollars?"
    r"|stars?|bags?|of us|colleagues|rooms?|seats?|tickets?|nos)\b))"
)
# A year behind its month is no time of the day: "17 October 2027 onward".
_MONTH_ENDS = "ary|rch|ril|may|une|uly|ust|ber|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
_NO_YEAR = rf"(?!(?:(?<=(?:{_MONTH_ENDS}) )|(?<=(?:{_MONTH_ENDS}), ))20[23][0-9])"
TIME = (
    rf"(?:(?:12 )?(?:noon|midnight)|midday|lunch ?time"
    rf"|(?:(?:five|ten|twenty|twenty[ -]five) past|twenty(?:[ -]five)? to) {HOUR}\b(?:\s?[ap]\.?m\.?)?{_PART}?"
    rf"|(?:half|quarter)(?: past| to| after)? {HOUR}\b(?:\s?[ap]\.?m\.?)?{_PART}?"
    rf"|[0-9]{{1,2}}[:.h][0-9]{{2}}(?![0-9])(?:\s?[ap]\.?m\b\.?|\s?(?:hrs?|hours|h|uhr)\b|\b){_PART}?"
    rf"|[0-9]{{1,2}}\s?h\b(?![a-z])"
    rf"|(?:the )?(?:0?[6-9]|1[0-9]|2[0-4])\s?(?:hours|hrs|uhr)\b"
    rf"|{_NO_YEAR}(?:[01][0-9]|2[0-4])[0-5][0-9]\b(?:\s?(?:hrs?|hours|h|[ap]\.?m\.?)\b)?(?!\s?[€$£])"
    rf"|{HOUR}\s?[ap]\.?m\b\.?{_PART}?(?![a-z0-9])"
    rf"|{HOUR}(?:\s?o'?clock)?{_PART}?(?![a-z0-9]){_NO_HOUR})"
)
_HALF = LatePattern(rf"(half|quarter)( past| to| after)? ({HOUR})", re.IGNORECASE)
_CLOCK = LatePattern(rf"({HOUR})(?:[:.h]([0-9]{{2}}))?", re.IGNORECASE)
_MINUTES_NAMED = {"five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
_MINUTES = LatePattern(rf"(five|ten|twenty[ -]five|twenty) (past|to) ({HOUR})", re.IGNORECASE)
_HOURS_OF_24 = LatePattern(r"([0-9]{1,2})\s?(?:hours|hrs|uhr)")
_FOUR = LatePattern(r"([0-9]{2})([0-9]{2})")
_NAMED = {"noon": 720, "midday": 720, "midnight": 1439, "lunchtime": 780, "lunch time": 780}
_NOON = 12 * 60


class ClockTime(NamedTuple):
    """A time of day in minutes; one of twelve hours that may be of the morning or of the evening is not certain."""

    minutes: int
    is_certain: bool


def read_time(text: str) -> ClockTime | None:
    """Return the time that a match of TIME says; None when there is no such time."""
    said = re.sub(r"^(?:the|12(?= (?:noon|midnight))) ", "", text.strip().lower())
    if said in _NAMED:
        return ClockTime(_NAMED[said], is_certain=True)
    if half := _HALF.match(said):
        offset = 30 if half[1] == "half" else 15
        minutes = _hour(half[3]) * 60 + (-offset if (half[2] or "").strip() == "to" else offset)
    elif odd := _MINUTES.match(said):
        minutes = _hour(odd[3]) * 60 + _MINUTES_NAMED[odd[1].replace("-", " ")] * (1 if odd[2] == "past" else -1)
    elif hours := _HOURS_OF_24.fullmatch(said):
        return ClockTime(min(int(hours[1]) * 60, 24 * 60 - 1), is_certain=True)
    elif four := _FOUR.match(said):
        minutes = int(four[1]) * 60 + int(four[2])
        return _with_half_of_day(minutes, said, is_bare=False) if minutes <= 24 * 60 else None
    elif clock := _CLOCK.match(said):
        minutes = _hour(clock[1]) * 60 + int(clock[2] or 0)
        if int(clock[2] or 0) > 59:
            return None
        if (clock[2] or re.fullmatch(r"[0-9]{1,2}\s?h", said)) and not re.search(r"[ap]\.?m|in the|at night", said):
            # Hours with minutes in two digits are of the 24-hour clock, "5:30" may be of the other.
            is_certain = clock[1].startswith("0") or minutes >= 9 * 60 or "h" in said
            return ClockTime(minutes, is_certain) if minutes < 24 * 60 else None
    else:
        return None
    return _with_half_of_day(minutes, said, is_bare=True)


def _with_half_of_day(minutes: int, said: str, *, is_bare: bool) -> ClockTime | None:
    is_pm = bool(re.search(r"p\.?m|afternoon|evening|at night", said))
    is_am = bool(re.search(r"[0-9\s]a\.?m|morning", said))
    if is_pm and is_am:
        return None
    if is_pm or is_am:
        if minutes >= 13 * 60:
            return ClockTime(minutes, is_certain=True) if is_pm and minutes < 24 * 60 else None
        return ClockTime(minutes % _NOON + (_NOON if is_pm else 0), is_certain=True)
    if minutes > 24 * 60:
        return None
    return ClockTime(min(minutes, 24 * 60 - 1), is_certain=not is_bare or minutes >= _NOON)


def _hour(word: str) -> int:
    return _HOURS.index(word) + 1 if word in _HOURS else int(word)
