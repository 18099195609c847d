"""Which days a question is about: "on 3 March", "tomorrow", "next week", "in March"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = re.compile(rf"\b(?:in|during|for|of|this|next) ({'|'.join(_MONTHS)})\b(?:,? (20[0-9]{{2}}))?", re.IGNORECASE)
_WEEK = re.compile(r"\b(this|next|coming) (week|month)\b", re.IGNORECASE)
# Words with a capital that are days, and no places.
CALENDAR_WORDS = frozenset(
    [
        *_MONTHS,
        *[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "today",
            "tomorrow",
            "christmas",
            "easter",
        ],
    ]
)


class Span(NamedTuple):
    """Days from the first to the last, both inclusive."""

    first: date
    last: date

    def meets(self, first: date, last: date) -> bool:
        """Return whether something from `first` to `last` is on one of the days."""
        return self.first <= last and first <= self.last


def read_spans(question: str, today: date) -> list[Span]:
    """Return the days that a question names, as far as it says them without doubt: none where it names none."""
    from chalicelib.domain.trip_requests.reading.days.dates import find_phrases, occurrences, read_phrases

    said = read_phrases(find_phrases(question), today)
    days = {day for each in said for day in each.days}
    days |= {day for each in said if each.month_day for day in occurrences(each.month_day, None, today, 1)}
    return [*(Span(day, day) for day in sorted(days)), *_read_longer(question, today)]


def _read_longer(question: str, today: date) -> Iterator[Span]:
    for match in _MONTH.finditer(question):
        month = _MONTHS.index(match[1].lower()) + 1
        year = int(match[2]) if match[2] else today.year + (month < today.month)
        yield _month(year, month)
    for match in _WEEK.finditer(question):
        is_this = match[1].lower() == "this"
        if match[2].lower() == "month":
            after = _month(today.year, today.month)
            yield after if is_this else _month_of(after.last + timedelta(days=1))
        else:
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=0 if is_this else 1)
            yield Span(monday, monday + timedelta(days=6))


def _month_of(day: date) -> Span:
    return _month(day.year, day.month)


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
