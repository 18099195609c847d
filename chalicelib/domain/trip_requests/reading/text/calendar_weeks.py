"""A calendar week that is named once, put behind each day of the week that it is said of."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FREE_WEEK = LatePattern(r"\b(?:in )?week ([0-9]{1,2})(?: (20[0-9]{2}))?\b[,:]?", re.IGNORECASE)
_PLAIN_DAY = LatePattern(rf"\b({_WEEKDAY})\b(?!,? (?:(?:of|in) )?week)", re.IGNORECASE)
_JOINED_DAYS = LatePattern(
    rf"\b({_WEEKDAY})(\s*(?:-|to|until|till|through)\s*)({_WEEKDAY}),? (?:(?:of|in) )?"
    r"(week [0-9]{1,2}(?: 20[0-9]{2})?)\b",
    re.IGNORECASE,
)
_DAY_BEFORE = LatePattern(rf"\b{_WEEKDAY},? (?:(?:of|in) )?$", re.IGNORECASE)


def spread_week(text: str) -> str:
    """Return `text` with the one week that it names put behind each day of the week: "In week 38: Tuesday out, Thursday
    back"."""
    text = _JOINED_DAYS.sub(r"\1 \4\2\3 \4", text)
    weeks = [match for match in _FREE_WEEK.finditer(text) if not _DAY_BEFORE.search(text[: match.start()])]
    if len(weeks) != 1 or len(list(_FREE_WEEK.finditer(text))) != 1 or not _PLAIN_DAY.search(text):
        return text
    (week,) = weeks
    said = f"week {week[1]}" + (f" {week[2]}" if week[2] else "")
    without = f"{text[: week.start()]} {text[week.end() :]}"
    return " ".join(_PLAIN_DAY.sub(rf"\1 {said}", without).split())
