"""Days that are said by their place in a week, a month or a year: "first Monday in March", "Thursday week", "Friday of
week 28", "a week from tomorrow"."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from chalicelib.domain.trip_requests.reading.days.feasts import FEASTS, next_feast
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)"
)
_WHICH_MONTH = (
    rf"(?:(?P<nthmonth>{_MONTH})\b(?:,?\s+(?P<nthyear>20[0-9]{{2}}))?|(?P<monthis>this|next) month|the month)"
)

PATTERNS = (
    rf"\b(?:(?:the )?day (?P<feastside>before|after) )?(?P<feast>{'|'.join(FEASTS)})\b",
    rf"\b(?:the )?(?P<nth>{'|'.join(_NTHS)}) (?P<nthday>{_WEEKDAY}|day) (?:in|of) {_WHICH_MONTH}",
    rf"\b(?P<weekof>{_WEEKDAY}),? (?:(?:of|in) )?week (?P<week>[0-9]{{1,2}})(?: (?P<weekyear>20[0-9]{{2}}))?\b",
    rf"\b(?P<ofnext>{_WEEKDAY}),? (?:of )?next week\b|\bnext week,? (?:on )?(?P<ofnext2>{_WEEKDAY})\b",
    rf"\b(?P<ofthis>{_WEEKDAY}),? (?:of )?this week\b|\bthis week,? (?:on )?(?P<ofthis2>{_WEEKDAY})\b",
    rf"\b(?:the )?(?P<afternext>{_WEEKDAY}) (?:after next|(?:of )?the week after next)\b",
    (
        rf"\b(?P<inweeks>{_WEEKDAY}) (?P<weeks>week|two weeks)\b(?! [0-9])"
        rf"|\b(?P<weeks2>a week|two weeks) on (?P<inweeks2>{_WEEKDAY})\b"
    ),
    rf"\b(?:in )?(?P<from>{COUNT}) (?P<fromunit>days?|weeks?) from (?P<start>today|tomorrow|now)\b",
)


def read_relative_days(group: Mapping[str, str | None], today: date) -> tuple[date, ...]:
    """Return the days that one of `PATTERNS` can mean on `today`; none where it is none of them, or no such day."""
    if nth := group["nth"]:
        return _nth_day(_NTHS[nth.lower()], group, today)
    if weekday := group["weekof"]:
        return _of_week(_number(weekday), int(group["week"] or 0), group["weekyear"], today)
    if weekday := group["ofnext"] or group["ofnext2"]:
        return days_of_next_week(_number(weekday), today)
    if weekday := group["ofthis"] or group["ofthis2"]:
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=_number(weekday))
        return (day,) if day >= today else ()
    if weekday := group["afternext"]:
        return tuple(day + timedelta(days=7) for day in days_of_next_week(_number(weekday), today))
    return _counted_from(group, today)


def _counted_from(group: Mapping[str, str | None], today: date) -> tuple[date, ...]:
    if weekday := group["inweeks"] or group["inweeks2"]:
        weeks = 2 if "two" in (group["weeks"] or group["weeks2"] or "") else 1
        ahead = (_number(weekday) - today.weekday()) % 7
        first = today + timedelta(days=ahead + 7 * weeks)
        return (first,) if ahead else (first, first + timedelta(days=7))
    if feast := group["feast"]:
        shift = {"before": -1, "after": 1}.get((group["feastside"] or "").lower(), 0)
        return (next_feast(feast, today) + timedelta(days=shift),)
    if count := group["from"]:
        unit = 7 if (group["fromunit"] or "").lower().startswith("week") else 1
        start = today + timedelta(days=int(group["start"] == "tomorrow"))
        return (start + timedelta(days=count_of(count) * unit),)
    return ()


def _number(weekday: str) -> int:
    return _DAYS.index(weekday[:3].lower())


def _nth_day(nth: int, group: Mapping[str, str | None], today: date) -> tuple[date, ...]:
    """Return the nth such day of a month: of the year that is said, else the next that is not past."""
    name = (group["nthday"] or "").lower()
    if group["nthmonth"]:
        month = _MONTHS.index(group["nthmonth"][:3].lower()) + 1
        years = [int(group["nthyear"])] if group["nthyear"] else [today.year, today.year + 1]
    else:
        ahead = today.replace(day=1) + timedelta(days=32 if (group["monthis"] or "").lower() == "next" else 0)
        month, years = ahead.month, [ahead.year]
    days = [day for year in years if (day := _nth_of(nth, name, year, month)) is not None]
    return tuple(day for day in days if day >= today)[:1] or tuple(days[:1])


def _nth_of(nth: int, name: str, year: int, month: int) -> date | None:
    all_days = [date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1)]
    days = [day for day in all_days if name == "day" or day.weekday() == _number(name)]
    return days[nth - 1 if nth > 0 else nth] if len(days) >= abs(nth) else None


def _of_week(weekday: int, week: int, year: str | None, today: date) -> tuple[date, ...]:
    """Return the day of a week that is counted by ISO 8601."""
    for each in [int(year)] if year else [today.isocalendar().year, today.isocalendar().year + 1]:
        try:
            day = date.fromisocalendar(each, week, weekday + 1)
        except ValueError:
            continue
        if day >= today or year:
            return (day,)
    return ()


def days_of_next_week(weekday: int, today: date) -> tuple[date, ...]:
    """Return the day of the next week; a Sunday may be its first or its last day."""
    monday = today + timedelta(days=7 - today.weekday())
    if weekday < 6:
        return (monday + timedelta(days=weekday),)
    return (
        (monday - timedelta(days=1), monday + timedelta(days=6))
        if today.weekday() < 6
        else (monday + timedelta(days=6),)
    )
