"""Which day is meant by a message about something that has a day already: "the 12th" of a trip in March is the twelfth
of March, and "Friday" of one that leaves on a Wednesday that week's. Where two readings remain both are returned."""

from collections.abc import Iterable
from datetime import date, timedelta

from chalicelib.domain.trip_requests.reading.days.dates import Mention, occurrences

# A number of a day is taken to be of the month that was spoken of, if it is that near; else of either month around.
_NEAR = timedelta(days=14)
_WEEK = 7


def days_meant(said: Mention, day: date, today: date) -> tuple[date, ...]:
    """Return each day that `said` can mean of what is on `day` now, the nearest first; none before `today`, unless all
    are."""
    if said.later is not None:
        return (day + timedelta(days=said.later),)
    if said.day_of_month is not None:
        return _sensible(_around(day, said.day_of_month), today)
    if said.weekday is not None and not said.next:
        return _sensible(_weekdays_around(day, said.weekday), today)
    if said.month_day is not None:
        return tuple(occurrences(said.month_day, said.weekday, today, 1))
    return tuple(dict.fromkeys(said.days))


def day_of_month_near(number: int, day: date, today: date) -> tuple[date, ...]:
    """Return each day with this number in its month that can be meant of what is on `day` now."""
    return _sensible(_around(day, number), today)


def _around(day: date, number: int) -> list[date]:
    """Return the days with that number in their month next to `day`: in its month, if near, else before and after."""
    days = [day + timedelta(days=n) for n in range(-40, 41)]
    fitting = sorted((each for each in days if each.day == number), key=lambda each: abs(each - day))
    same = [each for each in fitting if (each.year, each.month) == (day.year, day.month) and abs(each - day) <= _NEAR]
    return same or fitting[:2]


def _weekdays_around(day: date, weekday: int) -> list[date]:
    """Return that day of the week: later in the same week, if it is, else before and after."""
    monday = day - timedelta(days=day.weekday())
    of_week = monday + timedelta(days=weekday)
    if of_week >= day:
        return [of_week]
    return [of_week, of_week + timedelta(days=_WEEK)]


def _sensible(days: Iterable[date], today: date) -> tuple[date, ...]:
    found = tuple(days)
    return tuple(each for each in found if each >= today) or found
