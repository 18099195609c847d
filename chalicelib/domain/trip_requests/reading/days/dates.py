"""Mentions of dates in a request: what stands there, and which days each could be. No year or month is ever guessed.

A phrase is found before it is read: what "tomorrow" means is known only when it is known where the trip starts.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.date_patterns import MENTION
from chalicelib.domain.trip_requests.reading.days.deadlines import (
    begin_of_deadline,
    is_of_travel,
    may_speak_of_deadlines,
)
from chalicelib.domain.trip_requests.reading.days.relative_dates import read_relative_days
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_OF_THE_NEXT_WEEK = LatePattern(r"\b(?:after|following|thereafter|afterwards)\b", re.IGNORECASE)
_IN_A_WHILE = LatePattern(rf"in (?P<count>{COUNT}) (?P<unit>day|week|month)")
# Groups of the patterns of days by their place in a week, a month or a year.
_PLACED = (
    "nth",
    "weekof",
    "ofnext",
    "ofnext2",
    "ofthis",
    "ofthis2",
    "afternext",
    "inweeks",
    "inweeks2",
    "from",
    "feast",
)


class Mention(NamedTuple):
    """A date as written, at `start` to `end` of the text: exactly one of the three ways to say it is filled in.

    `days` are the possible days (two for 03/04/2027, day first and month first; two for a doubtful "next Friday");
    `month_day` is a date without a year; `weekday` (0 is Monday) a day of the week without a date, which may be said to
    be the `next` one; `later` is a number of days after the day before it, and `day_of_month` the first such day after
    that. What is `relative` means another day tomorrow.
    """

    start: int
    end: int
    text: str
    days: tuple[date, ...] = ()
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    numeric: bool = False
    relative: bool = False
    next: bool = False
    later: int | None = None
    day_of_month: int | None = None
    from_event: int | None = None  # how many days before or after what one travels for
    doubt: str = ""  # why what is written is no day; `days` are then those that may have been meant

    def is_same(self, other: "Mention") -> bool:
        """Return whether both say the same day."""
        said = (self.days, self.month_day, self.later, self.day_of_month)
        return said == (other.days, other.month_day, other.later, other.day_of_month)

    def repeats(self, other: "Mention") -> bool:
        """Return whether this says again the day that another says: "the 9th" after "9 March"."""
        is_one_day = bool(self.month_day and other.days) and all(
            (day.month, day.day) == self.month_day for day in other.days
        )
        is_number = self.day_of_month is not None and self.day_of_month in other.numbers
        return self.is_same(other) or is_one_day or is_number or self._names_weekday_of(other)

    def _names_weekday_of(self, other: "Mention") -> bool:
        """Return whether this is "the Tuesday" behind a date that is said to be a Tuesday."""
        is_said = other.weekday is not None or len({day.weekday() for day in other.days}) == 1
        of_week = other.weekday if other.weekday is not None else next((day.weekday() for day in other.days), None)
        is_pointed = self.text.lower().startswith(("the ", "that ")) and self.weekday is not None
        if _OF_THE_NEXT_WEEK.search(self.text):
            return False
        return is_pointed and is_said and not self.month_day and self.day_of_month is None and of_week == self.weekday

    @property
    def numbers(self) -> set[int]:
        """The numbers that the day may have in its month."""
        if self.month_day:
            return {self.month_day[1]}
        return {self.day_of_month} if self.day_of_month is not None else {day.day for day in self.days}


class _NoSuchDate(ValueError):
    """What is written is no day of the calendar, or not the day of the week that it is said to be; `near` are the days
    that may have been meant."""

    def __init__(self, reason: str, near: tuple[date, ...] = ()) -> None:
        super().__init__(reason)
        self.near = near


def month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def find_phrases(text: str) -> list[re.Match[str]]:
    """Return every phrase in `text` that says one date or a range of dates, in order; not of anything but travel."""
    return [match for match in MENTION.finditer(text) if is_of_travel(text, *match.span())]


def find_deadlines(text: str) -> list[tuple[int, int]]:
    """Return where `text` says by which day an answer is wanted, or what was on a day that is past."""
    if not may_speak_of_deadlines(text):
        return []
    begins = ((begin_of_deadline(text, match.start()), match.end()) for match in MENTION.finditer(text))
    return [(begin, end) for begin, end in begins if begin is not None]


def read_phrases(phrases: Iterable[re.Match[str]], today: date) -> list[Mention]:
    """Return the dates that the phrases say on a day that is `today` where the trip starts; a range such as "3-5 March"
    is two of them, and 31 February is one in doubt."""
    return [mention for phrase in phrases for mention in _read_or_doubt(phrase, today)]


def occurrences(month_day: tuple[int, int], weekday: int | None, on_or_after: date, number: int) -> list[date]:
    """Return the next `number` days of that month and day (and day of the week, if any is said) within 40 years."""
    month, day = month_day
    years = range(on_or_after.year, min(on_or_after.year + 40, 9999))
    days = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    fitting = [found for found in days if found >= on_or_after and weekday in {None, found.weekday()}]
    return fitting[:number]


def day_of_month_from(day: date, number: int) -> date:
    """Return the first day with that number in its month, on or after `day`."""
    return next(each for n in range(70) if (each := day + timedelta(days=n)).day == number)


def first_on_weekday(day: date, number: int, weekday: int) -> date:
    """Return the first day with that number in its month that is that day of the week, on or after `day`."""
    found = day_of_month_from(day, number)
    while found.weekday() != weekday:
        found = day_of_month_from(found + timedelta(days=1), number)
    return found


def weekday_after(day: date, weekday: int) -> date:
    """Return the first such day of the week after `day`."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def next_weekdays(day: date, weekday: int) -> tuple[date, ...]:
    """Return each day that "next Friday" can mean to those who say it on `day`: the first one to come, and that of next
    week, where weeks start on Monday and where they start on Sunday; on a Friday, also the one after that."""
    coming = weekday_after(day, weekday)
    monday = day + timedelta(days=7 - day.weekday())
    sunday = day + timedelta(days=7 - (day.weekday() + 1) % 7)
    of_next_week = (monday + timedelta(days=weekday), sunday + timedelta(days=(weekday + 1) % 7))
    after = (coming + timedelta(days=7),) if day.weekday() == weekday else ()
    return tuple(sorted({coming, *of_next_week, *after}))


def near_weekday(day: date, weekday: int) -> tuple[date, ...]:
    """Return a day and the nearest one of that day of the week, of which one was said wrongly, in order."""
    nearest = min((day + timedelta(days=n) for n in range(-3, 4)), key=lambda each: (each.weekday() != weekday, each))
    return tuple(sorted({day, nearest}))


def _read_or_doubt(match: re.Match[str], today: date) -> Iterator[Mention]:
    read = _read(match, today)
    while True:
        try:
            mention = next(read, None)
        except _NoSuchDate as error:
            mention = Mention(*match.span(), match[0], days=error.near, doubt=str(error))
        if mention is None:
            return
        yield mention


def _read(match: re.Match[str], today: date) -> Iterator[Mention]:
    start, end = match.span()
    group = match.groupdict()
    for name in ("r1", "r2"):
        if group[f"{name}from"]:
            parts = {part: group[name + part] for part in ("month", "year")}
            yield _calendar(start, start, match[0], day=group[f"{name}from"], weekday=group[f"{name}weekday"], **parts)
            yield _calendar(start, end, match[0], day=group[f"{name}day"], weekday=group[f"{name}endday"], **parts)
    for name in ("dm", "md"):
        if group[f"{name}day"]:
            parts = {part: group[name + part] for part in ("day", "month", "year", "weekday")}
            yield _calendar(start, end, match[0], **parts)
    if group["isoyear"]:
        day = _date(int(group["isoyear"]), int(group["isomonth"]), int(group["isoday"]), match[0])
        yield Mention(start, end, match[0], days=(day,))
    if group["numyear"]:
        days = _both_orders(int(group["numyear"]), int(group["first"]), int(group["second"]), match[0])
        if group["sep"] == "." and int(group["second"]) <= 12:
            days = days[:1]  # nobody writes the month first with points
        yield Mention(start, end, match[0], days=_on_weekday(days, group["numweekday"], match[0]), numeric=True)
    if group["short1"]:
        days = _next_of_both_orders(int(group["short1"]), int(group["short2"]), today, match[0])
        days = _on_weekday(days, group["shortweekday"], match[0])
        yield Mention(start, end, match[0], days=days, numeric=True, relative=True)
    yield from _read_relative(match, today)


def _read_relative(match: re.Match[str], today: date) -> Iterator[Mention]:
    start, end = match.span()
    group = match.groupdict()
    if any(group[name] for name in _PLACED):
        days = read_relative_days(group, today)
        if not days:
            raise _NoSuchDate(f"There is no such day as {match[0]!r}.")
        yield Mention(start, end, match[0], days=days, relative=True)
    if group["relative"]:
        yield Mention(start, end, match[0], days=(_relative(group["relative"], today),), relative=True)
    if group["weekdayonly"]:
        yield _weekday(match, today)
    yield from _read_following(match, today)


def _read_following(match: re.Match[str], today: date) -> Iterator[Mention]:
    """Yield what counts from the days before it."""
    start, end = match.span()
    group = match.groupdict()
    if count := group["later"] or group["later2"]:
        unit = (group["unit"] or group["unit2"] or "").lower()
        yield Mention(start, end, match[0], later=count_of(count) * (7 if unit.startswith("week") else 1))
    if side := group["eventside"]:
        shift = 1 if side.lower() == "after" else -1
        yield Mention(start, end, match[0], later=max(shift, 0), from_event=shift)
    if group["daybefore"]:
        yield Mention(start, end, match[0], later=0, from_event=-1)
    if group["nextday"] or group["sameday"]:
        yield Mention(start, end, match[0], later=int(group["nextday"] is not None))
    if group["dayonly"]:
        yield _day_of_month(match, today)


def _day_of_month(match: re.Match[str], today: date) -> Mention:
    """Return the day that "the 4th" or "Monday 4th" can mean: the first one to come, unless its month is said."""
    number = int(match["dayonly"][:-2])
    weekday = _WEEKDAYS.index(match["doweekday"][:3].lower()) if match["doweekday"] else None
    of = match["domonth"]
    if of and of.lower() != "the":
        first = today.replace(day=1)
        month = first if of.lower() == "this" else (first + timedelta(days=32)).replace(day=1)
        day = _date(month.year, month.month, number, match[0])
        return Mention(*match.span(), match[0], days=_on_weekday((day,), match["doweekday"], match[0]), relative=True)
    coming = day_of_month_from(today, number)
    days: tuple[date, ...] = (coming,)
    if weekday is not None:
        days = (first_on_weekday(today, number, weekday),)
    elif coming == today:
        days = (coming, day_of_month_from(today + timedelta(days=1), number))
    return Mention(*match.span(), match[0], days=days, weekday=weekday, day_of_month=number, relative=True)


def _calendar(start: int, end: int, text: str, day: str, month: str, year: str | None, weekday: str | None) -> Mention:
    number = month_number(month)
    day_number = int(re.sub(r"[a-z]+", "", day.lower()))
    said = _WEEKDAYS.index(weekday[:3].lower()) if weekday else None
    if year is None:
        _date(2000, number, day_number, text)  # a leap year: 29 February may be meant
        return Mention(start, end, text, month_day=(number, day_number), weekday=said)
    found = _date(int(year), number, day_number, text)
    if said not in {None, found.weekday()}:
        near = near_weekday(found, said or 0)
        raise _NoSuchDate(f"{found.day} {found:%B %Y} is a {found:%A}, not what {text!r} says.", near)
    return Mention(start, end, text, days=(found,))


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _NoSuchDate(f"There is no such day as {text!r}.") from error


def _both_orders(year: int, first: int, second: int, text: str) -> tuple[date, ...]:
    """Return the days that two numbers can mean, day first before month first."""
    orders = dict.fromkeys([(second, first), (first, second)])
    days = [
        date(year, month, day) for month, day in orders if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    ]
    if not days:
        raise _NoSuchDate(f"There is no such day as {text!r}.")
    return tuple(days)


def _next_of_both_orders(first: int, second: int, today: date, text: str) -> tuple[date, ...]:
    """Return the next days that two numbers without a year can mean, day first before month first."""
    orders = dict.fromkeys([(second, first), (first, second)])
    days = [
        found
        for month, day in orders
        if 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]
        for found in occurrences((month, day), None, today, 1)
    ]
    if not days:
        raise _NoSuchDate(f"There is no such day as {text!r}.")
    return tuple(days)


def _on_weekday(days: tuple[date, ...], weekday: str | None, text: str) -> tuple[date, ...]:
    """Return those of `days` that are the day of the week that is said beside them."""
    if weekday is None:
        return days
    fitting = tuple(day for day in days if day.weekday() == _WEEKDAYS.index(weekday[:3].lower()))
    if not fitting:
        raise _NoSuchDate(f"None of the days that {text!r} can mean is such a day of the week.", days)
    return fitting


def _relative(phrase: str, today: date) -> date:
    """Return the day of "tomorrow" or "in two months", which end as early as the last day of a shorter month."""
    lower = phrase.lower()
    if counted := _IN_A_WHILE.match(lower):
        return _after(today, count_of(counted["count"]), counted["unit"])
    return today + timedelta(days=0 if lower == "today" else 2 if "after" in lower else 1)


def _after(day: date, count: int, unit: str) -> date:
    if unit != "month":
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weekday(match: re.Match[str], today: date) -> Mention:
    """Return the days that a day of the week can mean: the first one to come; today, on such a day; for "next Friday",
    all that it can mean."""
    weekday = _WEEKDAYS.index(match["weekdayonly"][:3].lower())
    which = (match["which"] or "").lower().split()[-1:]
    if which == ["next"]:
        days = next_weekdays(today, weekday)
    elif which not in (["coming"], ["upcoming"]) and weekday == today.weekday():
        days = (today, weekday_after(today, weekday))
    else:
        days = (weekday_after(today, weekday),)
    before = -1 if match["weekdaybefore"] else None
    return Mention(
        *match.span(), match[0], days=days, weekday=weekday, relative=True, next=which == ["next"], from_event=before
    )
