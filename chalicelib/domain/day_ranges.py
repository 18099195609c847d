"""A range of days that a list covers, and the months by which an index keeps what starts in it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.errors import FieldError, InvalidInput

LONGEST_RANGE = timedelta(days=366)
_LAST = date.max


class DayRange(NamedTuple):
    """Days from the first to the last, both of them included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Return whether the day lies in the range."""
        return self.first <= day <= self.last

    def months(self, since: str | None = None) -> Iterator[str]:
        """Yield the months that the range touches, as `month_of` names them, from the month `since` on."""
        month = self.first.replace(day=1)
        while True:
            if since is None or month_of(month) >= since:
                yield month_of(month)
            if month_of(month) >= month_of(self.last):
                return
            month = (month + timedelta(days=31)).replace(day=1)


def month_of(day: date) -> str:
    """Return the month of a day as `YYYY-MM`."""
    return f"{day.year:04}-{day.month:02}"


def days_from(first: date | None, last: date | None, today: date) -> DayRange:
    """Return the range that somebody asks for: what they do not say is as far as a list may go, and without both it
    begins today.

    Raises InvalidInput for a range that ends before it begins, or is longer than `LONGEST_RANGE`.
    """
    span = LONGEST_RANGE - timedelta(days=1)
    if first is None:
        first = today if last is None else last - min(span, last - date.min)
    if last is None:
        last = first + min(span, _LAST - first)
    if last < first:
        raise InvalidInput("The range of days is empty.", [FieldError("/startsTo", "This is before `startsFrom`.")])
    if last - first > span:
        detail = f"This is more than {LONGEST_RANGE.days} days after `startsFrom`: ask for the rest by itself."
        raise InvalidInput("The range of days is too long.", [FieldError("/startsTo", detail)])
    return DayRange(first, last)
