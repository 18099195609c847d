"""When a trip starts and ends: the roles of the dates in a request, and how long it lasts.

The phrases are taken out of the words first, and read once the place of departure is known: its day is today.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.date_phrases import JOINED, DatePhrases
from chalicelib.domain.trip_requests.reading.days.date_roles import connect, find_roles
from chalicelib.domain.trip_requests.reading.days.dates import (
    Mention,
    day_of_month_from,
    near_weekday,
    next_weekdays,
    occurrences,
    read_phrases,
    weekday_after,
)
from chalicelib.domain.trip_requests.reading.days.said_days import Said, fits, following, lengths_of
from chalicelib.domain.trip_requests.sale_window import SaleWindow

ONE_WAY = "one-way"

# "Out on 28 February, home on the 2nd" is of March; "out on 3 February, home on the 1st" was hardly meant so.
_INTO_NEXT_MONTH = 21
_FIRST_DAY = "On which day does the trip start?"
_LAST_DAY = "On which day does it end?"


class TripDates(NamedTuple):
    """What is known of the days: None where it is asked back, and `return_on` is None for one way as well."""

    depart_on: date | None
    return_on: date | None
    nights: int | None
    back_at: int | None = None  # where the text begins to speak of the way back

    @property
    def ends_on(self) -> date | None:
        """The last day, as far as a day or a number of nights says it."""
        return self.return_on or _later(self.depart_on, self.nights)


def settle_span(taken: DatePhrases, findings: Findings, window: SaleWindow, trip: TripDates | None = None) -> TripDates:
    """Return the first and the last day of a hotel or a car: two dates are both, and no way back is asked for. Days of
    the week, or of the month, alone are those of the `trip` that it is part of."""
    if trip and trip.depart_on and taken.are_without_month:
        window = window.from_day(trip.depart_on - timedelta(days=1))
    return settle_dates(taken, findings, window, is_span=True)


def settle_dates(taken: DatePhrases, findings: Findings, window: SaleWindow, *, is_span: bool = False) -> TripDates:
    """Return the days that are meant, of those on sale; what is unclear, wrong or missing goes to `findings`.

    While it is open where the trip starts, which is asked or refused by itself, days that depend on today are not
    looked at.
    """
    said = _read(taken, window.today)
    if said.is_relative and not window.is_certain:
        return TripDates(None, None, taken.nights)
    if is_span:
        said = said._replace(back=said.back or said.loose, loose=None, one_way=False)
    _check_length(said, findings, window)
    depart_on = confirm_day(_departure(said, findings, window), "departOn", _FIRST_DAY, findings, window)
    if said.one_way and said.loose and said.back is None:
        return TripDates(_ask_which(said, findings, window), None, said.nights)
    is_open = is_span and said.back is None and said.days is None
    return_on = None if is_open else _return(said, depart_on, findings, window)
    return_on = confirm_day(return_on, "returnOn", _LAST_DAY, findings, window)
    return _agree(said, depart_on, return_on, findings)._replace(back_at=_find_return(taken, said))


def settle_first_day(first: Mention, later: Mention | None, findings: Findings, window: SaleWindow) -> date | None:
    """Return the day of a first slice; `later` is a day after it, which may say the year of both."""
    return _departure(Said(first, later, None, None, False, False, None, None), findings, window)


def settle_next_day(
    said: Mention, before: Mention | None, day: date, field: str, findings: Findings, window: SaleWindow
) -> date | None:
    """Return the day of a slice after one that departs on `day`, of which `before` was said."""
    return _return_said(said, before, day, findings, window, field)


def confirm_order(before: date, day: date, field: str, question: str, findings: Findings) -> date | None:
    """Return a day on which one travels on after `before`; of one that is earlier it is asked which is meant."""
    if day >= before:
        return day
    reason = f"{say_day(day)} is before {say_day(before)}, which it follows on."
    answer = findings.ask_date(field, f"{reason} {question}")
    if answer is not None and answer < before:
        findings.refuse(reason, f"/answers/{field}")
    return answer


def confirm_day(day: date | None, field: str, question: str, findings: Findings, window: SaleWindow) -> date | None:
    """Return a day that is on sale; of one that is past, or not on sale yet, it is asked which is meant instead."""
    reason = _say_why_not(day, window)
    if day is None or reason is None:
        return day
    answer = findings.ask_date(field, f"{reason} {question}")
    wrong = _say_why_not(answer, window)
    if wrong is not None:
        findings.refuse(wrong, f"/answers/{field}")
    return answer if wrong is None else None


def _say_why_not(day: date | None, window: SaleWindow) -> str | None:
    if day is not None and window.is_past(day):
        return f"{say_day(day)} is in the past."
    return _unsold(day, window) if day is not None and day > window.last else None


def say_too_long(nights: int, window: SaleWindow) -> str:
    return f"{nights} nights are too many: hotels sell at most {window.most_nights}."


def _check_length(said: Said, findings: Findings, window: SaleWindow) -> None:
    """Refuse a length that no hotel sells before anything is asked about it; of days, the last may be no night."""
    nights = said.nights if said.nights is not None else (said.days or 1) - 1
    if not window.may_last(nights):
        findings.refuse(say_too_long(nights, window))


def _read(taken: DatePhrases, today: date) -> Said:
    mentions = connect(taken, read_phrases(taken.phrases, today), today)
    roles = find_roles(taken, mentions, today)
    if taken.nights == 0 and taken.lasting is not None and roles.back and not taken.lasts_until(taken.lasting):
        taken = taken._replace(nights=None)  # "there the same day ... back on 7 July"
    returns = not roles.is_only_back and (taken.round_trip or taken.back_at is not None)
    return Said(roles.out, roles.back, roles.loose, *taken[2:7], roles.extra, returns)


def _find_return(taken: DatePhrases, said: Said) -> int | None:
    if said.back is None or said.out is None or said.back.start <= said.out.end:
        return taken.back_at
    if JOINED.fullmatch(taken.text, said.out.end, said.back.start):
        return taken.back_at
    return taken.find_return(said.out.end, said.back.start)


def _departure(said: Said, findings: Findings, window: SaleWindow) -> date | None:
    if said.out is None:
        return findings.ask_date("departOn", _FIRST_DAY, _choices(_workdays(said.vague, window.today), said, window))
    if said.extra:
        texts = " and ".join(repr(each.text) for each in said.extra)
        return findings.ask_date("departOn", f"Besides the days out and back there is {texts}. {_FIRST_DAY}")
    if said.out.doubt:
        near = _choices(said.out.days, said, window)
        return findings.ask_date("departOn", f"{said.out.doubt} {_FIRST_DAY}", near)
    if said.out.month_day and said.back and said.back.days and not said.back.relative:
        # "28 December to 3 January 2027": the year stands once, at the end.
        day = _year_before(said.out.month_day, said.back.days[0]) or said.back.days[-1]
        return _on_its_weekday(day, said.out, "departOn", findings, window)
    if said.out.month_day:
        day, *_ = occurrences(said.out.month_day, None, window.today, 1)
        return _on_its_weekday(day, said.out, "departOn", findings, window)
    days = [day for day in _possible(said.out, window) if fits(day, said)] or _possible(said.out, window)
    if len(days) == 1 or not any(_may_start(day, said, window) for day in days):
        return days[0]
    question = f"Which day is {said.out.text}?" if said.out.numeric else _FIRST_DAY
    unsold = [say_day(day) for day in days if not window.sells(day)]
    closed = f" {' and '.join(unsold)} is not on sale yet." if unsold else ""
    return findings.ask_date("departOn", question + closed, _choices(days, said, window))


def _on_its_weekday(day: date, mention: Mention, field: str, findings: Findings, window: SaleWindow) -> date | None:
    """Return a day that is the day of the week that is said beside it; else it is asked which of the two is meant."""
    if mention.weekday in {None, day.weekday()} or not window.may_sell(day):
        return day
    days = [each for each in near_weekday(day, mention.weekday or 0) if window.sells(each)]
    reason = f"{say_day(day)} is not the day of the week that {mention.text!r} says."
    choices = [(each.isoformat(), say_day(each)) for each in days]
    return findings.ask_date(field, f"{reason} Which day is meant?", choices)


def _possible(mention: Mention, window: SaleWindow) -> list[date]:
    """Return the days that a mention can mean; past ones only when there is no other."""
    if mention.month_day:
        found = occurrences(mention.month_day, mention.weekday, window.today, 1)
        return [day for day in found if window.may_sell(day)]
    return [day for day in mention.days if not window.is_past(day)] or list(mention.days)


def _choices(days: Iterable[date], said: Said, window: SaleWindow) -> list[tuple[str, str]]:
    """Return those of `days` on which the trip can start, as choices of a question."""
    return [(day.isoformat(), say_day(day)) for day in days if _may_start(day, said, window)]


def _may_start(day: date, said: Said, window: SaleWindow) -> bool:
    """Return whether a trip that starts on `day` can end as is said on a day, and after as many nights, on sale."""
    lengths = lengths_of(day, said)
    if lengths is None:
        lengths = [said.nights if said.nights is not None else (said.days or 1) - 1]
    return any(window.may_last(nights) and window.sells(day + timedelta(days=nights)) for nights in lengths)


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


def _ask_which(said: Said, findings: Findings, window: SaleWindow) -> date | None:
    """Ask on which of two days one travels one way."""
    days = [day for mention in (said.out, said.loose) if mention for day in _possible(mention, window)]
    return findings.ask_date("departOn", "On which of the two days is the trip?", _choices(days, said, window))


def _return(said: Said, depart_on: date | None, findings: Findings, window: SaleWindow) -> date | None:
    if said.back and said.one_way:
        return _ask_whether_back(said.back, depart_on, findings, window)
    if said.back:
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
    if said.out is not None and not said.returns:
        return None  # no way back is made up
    return _ask_return(findings, said, [])


def _ask_whether_back(back: Mention, depart_on: date | None, findings: Findings, window: SaleWindow) -> date | None:
    days = _return_choices(_possible(back, window), depart_on, window) if depart_on else []
    question = f'"One way" and a return on {back.text!r} cannot both be meant. On which day is the return, if any?'
    answer = findings.ask("returnOn", question, [*days, (ONE_WAY, "One way, no return")])
    return None if answer in {None, ONE_WAY} else findings.answered_date("returnOn", answer or "")


def _return_choices(days: Iterable[date], depart_on: date | None, window: SaleWindow) -> list[tuple[str, str]]:
    return [
        (day.isoformat(), say_day(day))
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
    if back.doubt:
        choices = _return_choices(back.days, depart_on, window)
        return findings.ask_date(field, f"{back.doubt} Which day is meant?", choices)
    if back.later is not None:
        return depart_on + timedelta(days=back.later)
    if back.day_of_month is not None or back.month_day:
        day = (
            occurrences(back.month_day, None, depart_on, 1)[0]
            if back.month_day
            else day_of_month_from(depart_on, back.day_of_month or 0)
        )
        is_doubtful = back.month_day is None and out and out.month_day and (day - depart_on).days > _INTO_NEXT_MONTH
        question = f"Is {back.text!r} {say_day(day)}? Which day is meant?"
        choices = _return_choices([day], depart_on, window)
        return (
            findings.ask_date(field, question, choices)
            if is_doubtful
            else _on_its_weekday(day, back, field, findings, window)
        )
    if back.weekday is not None and not back.next and not (out and back.is_same(out)):
        return _return_on_weekday(back, back.weekday, depart_on, findings, window, field)
    if out and out.numeric and back.numeric and len(out.days) == len(back.days) == 2 and depart_on in out.days:
        return following(back.days[out.days.index(depart_on)], depart_on, back)  # one writer, one order
    days = [day for day in _return_days(back, depart_on, window.today) if day >= depart_on]
    if len(days) == 1 or not any(map(window.sells, days)):
        return next(iter(days or back.days))
    what = "the return, " if field == "returnOn" else ""
    return findings.ask_date(field, f"Which day is {what}{back.text}?", _return_choices(days, depart_on, window))


def _return_on_weekday(
    back: Mention, weekday: int, depart_on: date, findings: Findings, window: SaleWindow, field: str
) -> date | None:
    """Return the first such day after the departure; where it is to be of the same week, and is over, it is asked."""
    day = weekday_after(depart_on, weekday)
    if not back.text.lower().endswith("week") or day.isocalendar().week == depart_on.isocalendar().week:
        return day
    question = f"No {back.text!r} comes after {say_day(depart_on)}. Which day is meant?"
    return findings.ask_date(field, question, _return_choices([day], depart_on, window))


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


def _ask_return(findings: Findings, said: Said, dates: Iterable[tuple[str, str]]) -> date | None:
    one_way = [] if said.round_trip else [(ONE_WAY, "One way, no return")]
    question = "On which day is the return?" if said.round_trip else "On which day is the return, or is it one way?"
    answer = findings.ask("returnOn", question, [*dates, *one_way])
    if answer is None or (one_way and answer == ONE_WAY):
        return None
    return findings.answered_date("returnOn", answer)


def _agree(said: Said, depart_on: date | None, return_on: date | None, findings: Findings) -> TripDates:
    """Return the days of the trip; where they contradict each other, or the nights that are said, it is asked until
    when it lasts."""
    if depart_on is None or return_on is None:
        return TripDates(depart_on, return_on, said.nights)
    if return_on < depart_on:
        return TripDates(depart_on, confirm_order(depart_on, return_on, "returnOn", _LAST_DAY, findings), said.nights)
    nights = (return_on - depart_on).days
    if said.nights in {None, nights}:
        return TripDates(depart_on, return_on, said.nights)
    ends = sorted({return_on, depart_on + timedelta(days=said.nights or 0)})
    reason = f"{said.nights} nights do not fit the dates {say_day(depart_on)} to {say_day(return_on)}."
    answer = findings.ask_date("returnOn", f"{reason} {_LAST_DAY}", [(day.isoformat(), say_day(day)) for day in ends])
    return TripDates(depart_on, answer, None if answer else said.nights)


def _unsold(day: date, window: SaleWindow) -> str:
    return f"{say_day(day)} is not on sale yet: airlines sell only until {say_day(window.last)}."


def say_day(day: date) -> str:
    """Return a day in words."""
    return f"{day:%A} {day.day} {day:%B %Y}"
