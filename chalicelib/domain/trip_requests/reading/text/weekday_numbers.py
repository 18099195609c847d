"""Days of the month that are said behind a day of the week alone: "Monday 10 May ..., Wednesday 12, Thursday 13". They
are days, and no hours, where the weekdays are as far apart as the numbers."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_NUMBER = r"(?P<number>[12][0-9]|3[01]|0?[1-9])"
_DATED = (
    LatePattern(rf"\b{_WEEKDAY},? (?:the )?{_NUMBER}(?:st|nd|rd|th)?(?: of)? ?{_MONTH}", re.IGNORECASE),
    LatePattern(rf"\b{_WEEKDAY},? {_MONTH} (?:the )?{_NUMBER}(?:st|nd|rd|th)?\b", re.IGNORECASE),
)
_BARE = LatePattern(
    rf"\b{_WEEKDAY},? {_NUMBER}(?=\s*(?:[,;()]|$)|\.(?![0-9])|\s+(?:(?:in the |early |late )?(?:morning|afternoon"
    rf"|evening|night)"
    r"|and|to|from|back|return|by train|by plane|for|with|at|flight|-)\b)(?!\s*(?:-|to|and|until) ?[0-9])",
    re.IGNORECASE,
)
_DAYS_OF_A_WEEK = 7


def name_days_of_month(text: str) -> str:
    """Return a text in which "Wednesday 12" is "Wednesday the 12th", where another date bears that out."""
    dated = next((found for pattern in _DATED if (found := pattern.search(text))), None)
    if dated is None:
        return text
    return _BARE.sub(lambda match: _name(match) if _fits(match, dated) else match[0], text)


def _fits(match: re.Match[str], dated: re.Match[str]) -> bool:
    """Return whether two days of the month are as far apart as their weekdays, the later one said last."""
    apart = int(match["number"]) - int(dated["number"])
    return apart > 0 and (apart - _place(match) + _place(dated)) % _DAYS_OF_A_WEEK == 0


def _place(match: re.Match[str]) -> int:
    return _WEEKDAYS.index(match["weekday"].lower())


def _name(match: re.Match[str]) -> str:
    number = int(match["number"])
    is_teen = number // 10 == 1
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{match[0][: match.start('number') - match.start()]}the {number}{ending}"
