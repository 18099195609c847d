"""When a trip starts and ends: the roles of the dates in a request, and how long it lasts.

The phrases are taken out of the words first, and read once the place of departure is known: its day is today.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.date_phrases import JOINED, DatePhrases
from chalicelib.domain.trip_requests.reading.dates import (
    Mention,
    NoSuchDate,
    day_of_month_from,
    next_weekdays,
    occurrences,
    read_phrases,
    weekday_after,
)
from chalicelib.domain.trip_requests.sale_window import SaleWindow

ONE_WAY = "one-way"

_BACK = re.compile(r"\b(?:back|home|return(?:s|ing)?|until|till?)\b", re.IGNORECASE)


# "... and two days later I come back": the word stands behind the day.
_BACK_AFTER = re.compile(r"\s*(?:,\s*)?(?:[a-z']+ ){0,5}?(?:back|home)\b", re.IGNORECASE)


class TripDates(NamedTuple):
    """What is known of the days: None where it is asked back, and `return_on` is None for one way as well."""

    depart_on: date | None
    return_on: date | None
    nights: int | None

    @property
    def ends_on(self) -> date | None:
        """The last day, as far as a day or a number of nights says it."""
        return self.return_on or _later(self.depart_on, self.nights)


class _Said(NamedTuple):
    """What the words say, before any day is settled."""

    out: Mention | None
    back: Mention | None
    loose: Mention | None
    vague: re.Match[str] | None
    one_way: bool
    round_trip: bool
    nights: int | None
    days: int | None

    @property
    def is_relative(self) -> bool:
        """Whether any of the days depends on which day today is."""
        return any(mention.relative for mention in (self.out, self.back, self.loose) if mention)


def settle_span(taken: DatePhrases, findings: Findings, window: SaleWindow) -> TripDates:
    """Return the first and the last day of a hotel or a car: two dates are both, and no way back is asked for."""
    return settle_dates(taken, findings, window, is_span=True)


def settle_dates(taken: DatePhrases, findings: Findings, window: SaleWindow, *, is_span: bool = False) -> TripDates:
    """Return the days that are meant, of those on sale; what is unclear, wrong or missing goes to `findings`.

    While it is open where the trip starts, which is asked or refused by itself, days that depend on today are not
    looked at.
    """
    said = _read(taken, findings, window.today)
    if said is None or (said.is_relative and not window.is_certain):
        return TripDates(None, None, taken.nights)
    if is_span:
        said = said._replace(back=said.back or said.loose, loose=None, one_way=False)
    _check_length(said, findings, window)
    depart_on = _departure(said, findings, window)
    if said.one_way and said.loose and said.back is None:
        return TripDates(_ask_which(said, findings, window), None, said.nights)
    is_open = is_span and said.back is None and said.days is None
    return_on = None if is_open else _return(said, depart_on, findings, window)
    _validate(said, depart_on, return_on, findings, window)
    return TripDates(depart_on, return_on, said.nights)


def settle_first_day(first: Mention, later: Mention | None, findings: Findings, window: SaleWindow) -> date | None:
    """Return the day of a first slice; `later` is a day after it, which may say the year of both."""
    return _departure(_Said(first, later, None, None, False, False, None, None), findings, window)


def settle_next_day(
    said: Mention, before: Mention | None, day: date, field: str, findings: Findings, window: SaleWindow
) -> date | None:
    """Return the day of a slice after one that departs on `day`, of which `before` was said."""
    return _return_said(said, before, day, findings, window, field)


def validate_days(days: Iterable[date], findings: Findings, window: SaleWindow) -> None:
    """Refuse days that are past, or not on sale, and such as are before those that they follow on."""
    known = list(days)
    for day in dict.fromkeys(known):
        if window.is_past(day):
            findings.refuse(f"{_long(day)} is in the past.")
        elif day > window.last:
            findings.refuse(_unsold(day, window))
    for before, after in pairwise(known):
        if after < before:
            findings.refuse(f"{_long(after)} is before {_long(before)}, which it follows on.")


def say_too_long(nights: int, window: SaleWindow) -> str:
    return f"{nights} nights are too many: hotels sell at most {window.most_nights}."


def _check_length(said: _Said, findings: Findings, window: SaleWindow) -> None:
    """Refuse a length that no hotel sells before anything is asked about it; of days, the last may be no night."""
    nights = said.nights if said.nights is not None else (said.days or 1) - 1
    if not window.may_last(nights):
        findings.refuse(say_too_long(nights, window))


def _read(taken: DatePhrases, findings: Findings, today: date) -> _Said | None:
    try:
        mentions = read_phrases(taken.phrases, today)
    except NoSuchDate as error:
        findings.refuse(str(error))
        return None
    out, back, loose = _roles(taken.text, same_order(mentions, taken.order), findings)
    if taken.vague is not None and out is not None and out.day_of_month is not None:
        out = None  # "in March on the 3rd": the day of another month than the next
    return _Said(out, back, loose, *taken[2:7])


def same_order(mentions: list[Mention], said: int | None) -> list[Mention]:
    """Read all dates in one order, as one writer keeps it: the one that is said, or a date that can only be read day
    first (or month first) settles the others."""
    numeric = [mention for mention in mentions if mention.numeric]
    orders = ({_only_order(mention) for mention in numeric} - {None}) if said is None else {said}
    if len(orders) != 1:
        return mentions
    (index,) = orders
    return [
        mention._replace(days=(mention.days[index or 0],)) if mention.numeric and len(mention.days) == 2 else mention
        for mention in mentions
    ]


def _only_order(mention: Mention) -> int | None:
    """Return 0 when only day first is possible, 1 when only month first is, None when both are or it makes no
    difference."""
    first, second = (int(part) for part in re.findall(r"[0-9]+", mention.text)[:2])
    if len(mention.days) == 2 or first == second:
        return None
    return 0 if first == mention.days[0].day else 1


def _roles(
    text: str, mentions: list[Mention], findings: Findings
) -> tuple[Mention | None, Mention | None, Mention | None]:
    """Return (departure, return, a second date that is not said to be the return)."""
    out: Mention | None = None
    back: Mention | None = None
    loose: Mention | None = None
    start, end = -1, 0
    for mention in mentions:
        before = text[end : mention.start]
        joined = mention.start == start or (out is not None and JOINED.fullmatch(before))
        start, end = mention.start, mention.end
        if not joined and any(mention.is_same(said) for said in (out, back) if said):
            continue
        if out is None and mention.later is not None:
            continue
        if back is None and (joined or _BACK.search(before) or (out and _BACK_AFTER.match(text, mention.end))):
            back = mention
        elif out is None:
            out = mention
        elif back is None and loose is None:
            loose = mention
        else:
            findings.refuse(f"A trip has one day out and one day back; {mention.text!r} is one date too many.")
    return out, back, loose


def _departure(said: _Said, findings: Findings, window: SaleWindow) -> date | None:
    if said.out is None:
        question = "On which day does the trip start?"
        return findings.ask_date("departOn", question, _choices(_workdays(said.vague, window.today), said, window))
    if said.out.month_day and said.back and said.back.days and not said.back.relative:
        # "28 December to 3 January 2027": the year stands once, at the end.
        return _year_before(said.out.month_day, said.back.days[0]) or said.back.days[-1]
    if said.out.month_day:
        return _day_on_sale(said.out, findings, window)
    days = [day for day in _possible(said.out, window) if _fits(day, said)] or _possible(said.out, window)
    if len(days) == 1 or not any(_may_start(day, said, window) for day in days):
        return days[0]
    question = f"Which day is {said.out.text}?" if said.out.numeric else "On which day does the trip start?"
    unsold = [_long(day) for day in days if not window.sells(day)]
    closed = f" {' and '.join(unsold)} is not on sale yet." if unsold else ""
    return findings.ask_date("departOn", question + closed, _choices(days, said, window))


def _day_on_sale(mention: Mention, findings: Findings, window: SaleWindow) -> date | None:
    """Return the only day of that name on sale; there are never two, for less than a year is on sale."""
    if mention.month_day is None:
        return None
    day, *_ = occurrences(mention.month_day, None, window.today, 1)
    if not window.may_sell(day):
        findings.refuse(_unsold(day, window))
        return None
    if mention.weekday not in {None, day.weekday()}:
        findings.refuse(f"{_long(day)} is not the day of the week that {mention.text!r} says.")
        return None
    return day


def _possible(mention: Mention, window: SaleWindow) -> list[date]:
    """Return the days that a mention can mean; past ones only when there is no other."""
    if mention.month_day:
        found = occurrences(mention.month_day, mention.weekday, window.today, 1)
        return [day for day in found if window.may_sell(day)]
    return [day for day in mention.days if not window.is_past(day)] or list(mention.days)


def _choices(days: Iterable[date], said: _Said, window: SaleWindow) -> list[tuple[str, str]]:
    """Return those of `days` on which the trip can start, as choices of a question."""
    return [(day.isoformat(), _long(day)) for day in days if _may_start(day, said, window)]


def _may_start(day: date, said: _Said, window: SaleWindow) -> bool:
    """Return whether a trip that starts on `day` can end as is said on a day, and after as many nights, on sale."""
    lengths = _lengths(day, said)
    if lengths is None:
        lengths = [said.nights if said.nights is not None else (said.days or 1) - 1]
    return any(window.may_last(nights) and window.sells(day + timedelta(days=nights)) for nights in lengths)


def _fits(day: date, said: _Said) -> bool:
    """Return whether a trip that starts on `day` can end as is said: not before, and after as many nights."""
    return _lengths(day, said) != []


def _lengths(day: date, said: _Said) -> list[int] | None:
    """Return after how many nights a trip that starts on `day` can end as is said; None where that says nothing yet."""
    back, out = said.back, said.out
    if back is None or not back.days or back.weekday is not None:
        return None
    ends = back.days
    if out and out.numeric and back.numeric and len(out.days) == len(ends) == 2 and day in out.days:
        ends = (ends[out.days.index(day)],)  # one writer, one order
    return [(end - day).days for end in ends if day <= end and said.nights in {None, (end - day).days}]


def _year_before(month_day: tuple[int, int], day: date) -> date | None:
    """Return the last such month and day on or before `day`."""
    for year in range(day.year, day.year - 8, -1):
        candidates = occurrences(month_day, None, date(year, 1, 1), 1)
        if candidates and candidates[0] <= day:
            return candidates[0]
    return None


def _workdays(vague: re.Match[str] | None, today: date) -> list[date]:
    if vague is None or not vague["week"]:
        return []
    monday = weekday_after(today, 0)
    return [monday + timedelta(days=n) for n in range(5)]


def _ask_which(said: _Said, findings: Findings, window: SaleWindow) -> date | None:
    """Ask on which of two days one travels one way."""
    days = [day for mention in (said.out, said.loose) if mention for day in _possible(mention, window)]
    return findings.ask_date("departOn", "On which of the two days is the trip?", _choices(days, said, window))


def _return(said: _Said, depart_on: date | None, findings: Findings, window: SaleWindow) -> date | None:
    if said.back:
        if said.one_way:
            findings.refuse(f'"One way" and a return on {said.back.text!r} cannot both be meant.')
        return _return_said(said.back, said.out, depart_on, findings, window)
    if said.loose and not said.one_way:
        days = [day for day in _possible(said.loose, window) if depart_on is None or day >= depart_on]
        return _ask_return(findings, said, _return_choices(days, depart_on, window))
    if said.one_way:
        return None
    if said.nights is not None:
        return _later(depart_on, said.nights)
    if said.days is not None:
        return _return_after_days(said.days, depart_on, findings, window)
    return _ask_return(findings, said, [])


def _return_choices(days: Iterable[date], depart_on: date | None, window: SaleWindow) -> list[tuple[str, str]]:
    return [
        (day.isoformat(), _long(day))
        for day in days
        if window.sells(day) and (depart_on is None or window.may_last((day - depart_on).days))
    ]


def _later(day: date | None, nights: int | None) -> date | None:
    return day + timedelta(days=nights) if day and nights is not None else None


def _return_said(
    back: Mention,
    out: Mention | None,
    depart_on: date | None,
    findings: Findings,
    window: SaleWindow,
    field: str = "returnOn",
) -> date | None:
    if depart_on is None:
        return None  # it may follow from the departure, which is asked or refused
    if back.later is not None:
        return depart_on + timedelta(days=back.later)
    if back.day_of_month is not None:
        return day_of_month_from(depart_on, back.day_of_month)
    if back.month_day:
        (day,) = occurrences(back.month_day, None, depart_on, 1)
        if back.weekday not in {None, day.weekday()}:
            findings.refuse(f"{_long(day)} is not the day of the week that {back.text!r} says.")
        return day
    if back.weekday is not None and not back.next:
        return weekday_after(depart_on, back.weekday)
    if out and out.numeric and back.numeric and len(out.days) == len(back.days) == 2 and depart_on in out.days:
        return back.days[out.days.index(depart_on)]  # one writer, one order
    days = [day for day in _return_days(back, depart_on, window.today) if day >= depart_on]
    if len(days) == 1 or not any(map(window.sells, days)):
        return next(iter(days or back.days))
    what = "the return, " if field == "returnOn" else ""
    return findings.ask_date(field, f"Which day is {what}{back.text}?", _return_choices(days, depart_on, window))


def _return_days(back: Mention, depart_on: date, today: date) -> list[date]:
    """Return the days that "in 3 days" or "next Friday" can mean for a return, counted from today or the departure."""
    days = list(back.days)
    if back.text.lower().startswith("in "):
        days.append(depart_on + (back.days[0] - today))
    elif back.weekday is not None:
        days = sorted({*days, *next_weekdays(depart_on, back.weekday)})
    return list(dict.fromkeys(days))


def _return_after_days(days: int, depart_on: date | None, findings: Findings, window: SaleWindow) -> date | None:
    lengths = [
        n
        for n in (days - 1, days)
        if window.may_last(n) and (depart_on is None or window.sells(depart_on + timedelta(days=n)))
    ]
    if not lengths:
        return _later(depart_on, days - 1)  # refused: neither day is on sale, or no hotel sells so many nights
    choices = [(f"nights:{n}", f"{n} night{'s' * (n != 1)}") for n in lengths]
    answer = findings.choose("returnOn", f"How many nights away are {days} days?", choices)
    return _later(depart_on, int(answer.removeprefix("nights:"))) if answer else None


def _ask_return(findings: Findings, said: _Said, dates: Iterable[tuple[str, str]]) -> date | None:
    one_way = [] if said.round_trip else [(ONE_WAY, "One way, no return")]
    question = "On which day is the return?" if said.round_trip else "On which day is the return, or is it one way?"
    answer = findings.ask("returnOn", question, [*dates, *one_way])
    if answer is None or (one_way and answer == ONE_WAY):
        return None
    return findings.answered_date("returnOn", answer)


def _validate(
    said: _Said, depart_on: date | None, return_on: date | None, findings: Findings, window: SaleWindow
) -> None:
    if depart_on and window.is_past(depart_on):
        findings.refuse(f"{_long(depart_on)} is in the past.")
    for day in dict.fromkeys((depart_on, return_on)):
        if day and day > window.last:
            findings.refuse(_unsold(day, window))
    if depart_on and return_on and return_on < depart_on:
        findings.refuse(f"The return on {_long(return_on)} is before the departure on {_long(depart_on)}.")
    elif depart_on and return_on and said.nights is not None and (return_on - depart_on).days != said.nights:
        findings.refuse(f"{said.nights} nights do not fit the dates {_long(depart_on)} to {_long(return_on)}.")


def _unsold(day: date, window: SaleWindow) -> str:
    return f"{_long(day)} is not on sale yet: airlines sell only until {_long(window.last)}."


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
