"""What the dates of a request are to one another: which is the day out and which the day back, which says another
once more, and what one says of the month or the order of the numbers of all."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.date_phrases import AGAIN, JOINED, OR, DatePhrases
from chalicelib.domain.trip_requests.reading.days.dates import Mention, month_number, occurrences
from chalicelib.domain.trip_requests.reading.days.event_days import speaks_of_event
from chalicelib.domain.trip_requests.reading.days.said_weeks import put_in_weeks
from chalicelib.domain.trip_requests.reading.text.words import GAP

_BACK = LatePattern(
    r"(?<!\bmy )(?<!\bhave )(?<!\bat )\b(?:back|home|return(?:s|ing)?|inbound|homeward)\b"
    r"(?! (?:airport|office|town|address|base)\b|(?<!back) (?:is )?in (?-i:[A-Z]))"
    r"|(?<=\bmy )return(?:s|ing)?\b|\b(?:until|till?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OUT = LatePattern(r"\b(?:out|outbound|outward|onward|leav\w+|depart\w+|going|go|starting)\b", re.IGNORECASE)
_ONLY_BACK = LatePattern(
    r"\b(?:just|only)\b[^.;:]{0,40}\b(?:home|back|return)\b|\b(?:home|back|return(?:ing)?)\b\s*:", re.IGNORECASE
)
# "On Wednesday I leave not before 3 pm": a time behind the day, in the same clause.
_TIME_BEHIND = LatePattern(rf",?[^.,;:!?0-9{GAP}]{{0,40}}{GAP}")
_OR_SO = LatePattern(r"\s*(?:or (?:thereabouts|so)\b|,? give or take\b|\+/-|-?ish\b)", re.IGNORECASE)
_AFTER_OR_BEFORE = LatePattern(
    r"\b(?:(?:not |no )?(?:before|after|earlier than|later than)|around|about|roughly|approximately)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "To Salzburg and back on 17 December": one day of both.
_THERE_AND_BACK = LatePattern(rf"\b(?:and|&) (?:back|return)(?: again)?[\s{GAP}]*(?:on )?(?:the )?$", re.IGNORECASE)
_SEASON = LatePattern(r"\b(?:months?|year|quarter|spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_NEAR = 12
_DAYS_OUT_AND_BACK = 2
_DAYS_OF_ONE_MONTH = 3
_MOST_DAYS = 20  # among more, none is looked for
_LOOK_BACK = 60  # no such words are longer
_IN = LatePattern(r"\bin\s+$", re.IGNORECASE)
_COMES = LatePattern(r"\bcom(?:e|es|ing)\b[^,.;]{0,30}$", re.IGNORECASE)
# "... and two days later I come back": the word stands behind the day.
_BACK_AFTER = LatePattern(
    rf"[\s{GAP}]*(?:,\s*)?(?:(?:[a-z']+ ){{0,5}}?(?:back|home|return|inbound)\b(?![^,.;]*[0-9])|in(?=\s*(?:[,;.]|$)))",
    re.IGNORECASE,
)


class Roles(NamedTuple):
    """The day out, the day back, a second day that is not said to be the way back, and what is too many."""

    out: Mention | None
    back: Mention | None
    loose: Mention | None
    extra: tuple[Mention, ...]
    is_only_back: bool = False  # the one day is that of a way home without a way out


def connect(taken: DatePhrases, mentions: list[Mention], today: date) -> list[Mention]:
    """Return the mentions with what they say of one another: one that is said twice is one, numbers are in one order,
    and "the 4th" is of the month that is said."""
    merged = same_order(_merge_repeated(taken.text, mentions, today), taken.order)
    merged = [_open_in_month(each, taken.vague) for each in merged]
    merged = put_in_weeks(taken, [_open(taken.text, each) for each in merged], today)
    return _count_from_events(_name_months(merged, taken.vague, today), today)


def _open_in_month(mention: Mention, vague: re.Match[str] | None) -> Mention:
    """Return a day of the week in doubt where it is one of a month or a season: "in May, Thursday to Sunday"."""
    is_bare = mention.weekday is not None and not mention.month_day and mention.day_of_month is None
    if vague is None or not is_bare or mention.doubt or not (vague["month"] or _SEASON.search(vague[0])):
        return mention
    return mention._replace(doubt=f"{mention.text!r} may be any of {vague[0].strip()!r}.", days=(), weekday=None)


def _open(text: str, mention: Mention) -> Mention:
    """Return a mention in doubt where it only says after or before which day one travels."""
    said = _AFTER_OR_BEFORE.search(text, max(mention.start - _LOOK_BACK, 0), mention.start) or _OR_SO.match(
        text, mention.end
    )
    if said is None or mention.doubt or mention.later is not None:
        return mention
    return mention._replace(doubt=f"{said[0].strip()} {mention.text} is no one day.", days=(), month_day=None)


def find_roles(taken: DatePhrases, mentions: list[Mention], today: date) -> Roles:
    """Return which of the mentions is the day out and which the day back."""
    roles = _part(taken, mentions)
    if _DAYS_OUT_AND_BACK < len(mentions) <= _MOST_DAYS and (others := _without_events(taken.text, mentions, today)):
        roles = _part(taken, others)
    if roles.back and roles.loose and roles.loose.later != 0:
        roles = roles._replace(loose=None, extra=(roles.loose, *roles.extra))  # no day is passed over
    if roles.back and len(mentions) == 1 and _ONLY_BACK.search(taken.text[: roles.back.start]):
        return Roles(roles.back, None, None, (), is_only_back=True)
    lasts = taken.nights is not None or taken.days is not None
    if roles.back and len(mentions) == 1 and taken.lasting is not None and taken.lasting >= roles.back.end:
        return roles._replace(out=roles.back, back=None)  # "a return to Oslo on the 3rd, back the same day"
    if roles.back and len(mentions) == 1 and not lasts and _THERE_AND_BACK.search(taken.text[: roles.back.start]):
        return roles._replace(out=roles.back, back=roles.back._replace(later=0))
    if roles.loose and roles.loose.later == 0 and taken.nights == 0 and (taken.lasting or 0) >= roles.loose.end:
        return roles._replace(loose=None)  # "a meeting on the 3rd: Oslo to Rome that day, back the same day"
    is_said_behind = taken.back_at is not None and roles.loose is not None and taken.back_at >= roles.loose.end
    if roles.loose and roles.back is None and (taken.round_trip or is_said_behind):
        return roles._replace(back=roles.loose, loose=None)
    return roles


def _without_events(text: str, mentions: list[Mention], today: date) -> list[Mention]:
    """Return the two days of a journey, where all others are said to be those of what one travels for: "workshop 6-7
    October; fly on the 5th, back on the 8th". They are counted from it; none where it is not certain which is which."""
    events = [each for each in mentions if is_of_event(text, each, mentions)]
    others = [each for each in mentions if each not in events]
    days = [day for each in events for day in _event_days(each, others, today)]
    if not 0 < len(days) == len(events) or len(others) != _DAYS_OUT_AND_BACK:
        return []
    out, back = _beside(others[0], min(days), -1), _beside(others[1], max(days), 1)
    is_around = _last_of(out, today) <= min(days) and max(days) <= _last_of(back, max(today, _last_of(out, today)))
    return [out, back] if is_around else []


def _event_days(event: Mention, others: list[Mention], today: date) -> list[date]:
    """Return the days that a mention of what one travels for can mean: "the 9th" behind a day of the journey is the
    first such day from that on."""
    before = [day for each in others if each.end <= event.start for day in _days_of(each, today)][:1]
    is_bare = event.weekday is not None and not event.month_day and not event.next
    if before and (event.day_of_month is not None or is_bare) and not event.doubt:
        return [_beside(event._replace(later=None), before[0], 1).days[0]]
    return _days_of(event, today)


def _last_of(mention: Mention, today: date) -> date:
    """Return the last day that a mention can mean; the first of the calendar where it is counted from another."""
    return max(_days_of(mention, today), default=date.min)


def is_of_event(text: str, mention: Mention, mentions: list[Mention]) -> bool:
    begin = max((each.end for each in mentions if each.start < mention.start), default=0)
    clause = re.split(r"[.;!?,]", text[begin : mention.start])[-1]
    if _OUT.search(clause) or _BACK.search(clause):
        return False
    return speaks_of_event(clause, text, mention.end)


def lies_within(event: Mention, first: Mention, last: Mention, today: date) -> bool:
    """Return whether what is said to take place on a day does so between two days of the journey."""
    begins = _days_of(first, today)
    days = _event_days(event, [first], today)
    ends = [_beside(last, begins[0], 1).days[0]] if len(begins) == 1 and last.day_of_month else _days_of(last, today)
    return len(begins) == len(days) == len(ends) == 1 and begins[0] <= days[0] <= ends[0]


def _beside(mention: Mention, event: date, direction: int) -> Mention:
    """Return "the 5th" or "Sunday" as the nearest such day on or before (-1), or on or after (1), a day."""
    if mention.later == 0:
        return mention._replace(days=(event,), later=None)  # "on that day"
    if mention.day_of_month is None and (mention.weekday is None or mention.month_day):
        return mention
    for ahead in range(31):
        day = event + timedelta(days=direction * ahead)
        if mention.weekday in {None, day.weekday()} and mention.day_of_month in {None, day.day}:
            return mention._replace(days=(day,), weekday=None, day_of_month=None, next=False)
    return mention


def _part(taken: DatePhrases, mentions: list[Mention]) -> Roles:
    text, end, start = taken.text, 0, -1
    out: Mention | None = None
    back: Mention | None = None
    loose: Mention | None = None
    extra: list[Mention] = []
    for mention in mentions:
        before = text[end : mention.start]
        joined = mention.start == start or (out is not None and JOINED.fullmatch(before.replace(GAP, "")))
        start, end = mention.start, mention.end
        if out and back is None and mention.is_same(out) and not joined and _BACK.search(before):
            back = _on_the_same_day(text, out, mention)
            continue
        if not joined and any(mention.repeats(said) for said in (out, back) if said):
            continue
        if out is None and mention.later is not None:
            continue
        if back is None and (joined or _leads_back(text, before, mention, is_second=out is not None)):
            back = mention
        elif out is None and back and not _OUT.search(before):
            out, back = back, mention  # "a return from Berlin, on 3 March, on 5 March"
        elif out is None:
            out = mention
        elif back is None and loose is None:
            loose = mention
        elif not (back and _is_said_again(text, mention, before, (out, back))):
            extra.append(mention)
    return Roles(out, back, loose, tuple(extra))


def _is_said_again(text: str, mention: Mention, before: str, said: tuple[Mention, Mention]) -> bool:
    """Return whether a day is one of the two of the journey: "I can't leave before 7 on that day"."""
    if any(mention.repeats(each) for each in said) or (mention.later == 0 and GAP in before):
        return True
    named = [each for each in said if mention.weekday is not None and mention.weekday in _weekdays_of(each)]
    is_bare = not (mention.month_day or mention.next or mention.day_of_month or mention.doubt)
    return is_bare and len(named) == 1 and (GAP in before or _TIME_BEHIND.match(text, mention.end) is not None)


def _weekdays_of(mention: Mention) -> set[int]:
    """Return on which days of the week a date is, as far as it says itself."""
    if mention.weekday is not None:
        return {mention.weekday}
    days = {day.weekday() for day in mention.days}
    return days if len(days) == 1 else set()


def same_order(mentions: list[Mention], said: int | None) -> list[Mention]:
    """Read all dates in one order, as one writer keeps it: the one that is said, or a date that can only be read day
    first (or month first) settles the others."""
    numeric = [mention for mention in mentions if mention.numeric]
    orders = ({_only_order(mention) for mention in numeric} - {None}) if said is None else {said}
    if len(orders) != 1:
        orders = {_order_of_one_month(numeric)} - {None} if not orders else set()
    if len(orders) != 1:
        return mentions
    (index,) = orders
    return [
        mention._replace(days=(mention.days[index or 0],)) if mention.numeric and len(mention.days) == 2 else mention
        for mention in mentions
    ]


def _order_of_one_month(numeric: list[Mention]) -> int | None:
    """Return the order in which three dates or more are days of one month, where in the other each is the same day of
    another month: "8/3, 8/5, 8/6" are in August. None where neither is so."""
    numbers = [tuple(int(part) for part in re.findall(r"[0-9]+", each.text)[:2]) for each in numeric]
    if len(numbers) < _DAYS_OF_ONE_MONTH or any(len(each) != _DAYS_OUT_AND_BACK for each in numbers):
        return None
    firsts, seconds = ({each[part] for each in numbers} for part in (0, 1))
    if len(firsts) == 1 and len(seconds) == len(numbers):
        return 1
    return 0 if len(seconds) == 1 and len(firsts) == len(numbers) else None


def _only_order(mention: Mention) -> int | None:
    """Return 0 when only day first is possible, 1 when only month first is, None when both are or it makes no
    difference."""
    first, second = (int(part) for part in re.findall(r"[0-9]+", mention.text)[:2])
    if len(mention.days) != 1 or first == second:
        return None
    return 0 if first == mention.days[0].day else 1


def _on_the_same_day(text: str, out: Mention, back: Mention) -> Mention:
    """Return a day of the week that is said of both ways, with a time each, as one day: "Wednesday before 9, home
    Wednesday after 6"."""
    is_timed = all(GAP in text[max(0, each.start - _NEAR) : each.end + _NEAR] for each in (out, back))
    return back._replace(later=0, weekday=None) if is_timed and back.weekday is not None else back


def _leads_back(text: str, before: str, mention: Mention, *, is_second: bool) -> bool:
    if said := list(_BACK.finditer(before)):
        return is_second or not _OUT.search(before, said[-1].end())
    if _IN.search(before) and _OUT.search(text[: mention.start - len(before)]):
        return is_second
    return is_second and bool(_COMES.search(before) or _BACK_AFTER.match(text, mention.end))


def _merge_repeated(text: str, mentions: list[Mention], today: date) -> list[Mention]:
    """Return the mentions, of which "Wednesday week, that is the 27th" and "10/01/28 (Monday)" are one each."""
    merged: list[Mention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        again = AGAIN.fullmatch(text, before.end, mention.start) if before and before.end <= mention.start else None
        if before and OR.fullmatch(text, before.end, mention.start):
            merged[-1] = _choose(before, mention, today)
            continue
        one = _merge(before, mention, today, is_again=bool(again["sign"])) if before and again else None
        if one:
            merged[-1] = one
        elif before and again and again["sign"]:
            reason = f"{before.text!r} is not {mention.text!r}."
            merged[-1] = before._replace(end=mention.end, days=(), month_day=None, weekday=None, doubt=reason)
        else:
            merged.append(mention)
    return merged


def _choose(one: Mention, other: Mention, today: date) -> Mention:
    """Return two days of which either is meant as one in doubt."""
    days = tuple(sorted({*_days_of(one, today), *_days_of(other, today)}))
    return one._replace(
        end=other.end, text=f"{one.text} or {other.text}", days=days, month_day=None, weekday=None, relative=True,
        numeric=False, next=False, day_of_month=None, doubt=f"{one.text!r} or {other.text!r} may be meant.",
    )  # fmt: skip


def _merge(one: Mention, other: Mention, today: date, *, is_again: bool) -> Mention | None:
    """Return what both say; None where they do not say the same day."""
    if one.doubt or other.doubt:
        return None
    first, second = (one, other) if _is_explicit(one) else (other, one)
    if not _is_explicit(first) or (one.is_same(other) and not is_again):
        return None
    days = [day for day in _days_of(first, today) if _may_be(second, day, today)]
    if not days:
        return None
    return first._replace(
        start=one.start, end=other.end, text=f"{one.text} {other.text}", days=tuple(days), month_day=None,
        weekday=None, relative=True, next=False, day_of_month=None,
    )  # fmt: skip


def _is_explicit(mention: Mention) -> bool:
    return bool(mention.month_day or mention.numeric or (mention.days and mention.weekday is None))


def _days_of(mention: Mention, today: date) -> list[date]:
    if mention.month_day:
        return occurrences(mention.month_day, mention.weekday, today, 1)
    return list(mention.days)


def _may_be(mention: Mention, day: date, today: date) -> bool:
    if mention.day_of_month is not None:
        return day.day == mention.day_of_month and mention.weekday in {None, day.weekday()}
    if mention.weekday is not None and not mention.month_day:
        return day.weekday() == mention.weekday
    return mention.later == 0 or day in _days_of(mention, today)


def _name_months(mentions: list[Mention], vague: re.Match[str] | None, today: date) -> list[Mention]:
    """Return the mentions, of which "the 4th" is of the month that is said: "in May", or that of a date behind it, as
    in "Monday 4th and Friday 8th October"."""
    said = month_number(vague["month"]) if vague and vague["month"] else None
    named: list[Mention] = []
    for place, mention in enumerate(mentions):
        number = mention.day_of_month
        behind = next(
            (each for each in mentions[place:] if each.month_day or (each.days and each.day_of_month is None)), None
        )
        is_first = not any(each.month_day or (each.days and each.day_of_month is None) for each in named)
        if number is None or not (is_first or said):
            named.append(mention)
        elif said:
            named.append(mention._replace(month_day=(said, number), days=(), day_of_month=None, relative=False))
        else:
            named.append(_in_month_of(mention, number, behind, today))
    return named


def _in_month_of(mention: Mention, number: int, behind: Mention | None, today: date) -> Mention:
    if behind is None or behind.day_of_month is not None or behind.relative or behind.doubt:
        return mention
    days = _days_of(behind, today)
    if not days or number > days[-1].day:
        return mention
    day = days[-1].replace(day=number)
    if mention.weekday not in {None, day.weekday()}:
        return mention
    return mention._replace(days=(day,), day_of_month=None, weekday=None)


def _count_from_events(mentions: list[Mention], today: date) -> list[Mention]:
    """Return the mentions, where "the day before it" and "the day after it ends" are counted from the days before them,
    which are then those of what one travels for."""
    first = next((place for place, each in enumerate(mentions) if each.from_event is not None), None)
    if first is None:
        return mentions
    events = [day for each in mentions[:first] for day in _days_of(each, today)]
    if not events or any(len(_days_of(each, today)) != 1 for each in mentions[:first]):
        return [_doubt_before(each) for each in mentions]
    is_of_week = any(each.from_event is not None and each.weekday is not None for each in mentions)
    counted = [_count_from(each, events) for each in mentions[first:]]
    return [*mentions[:first], *counted] if is_of_week else counted


def _doubt_before(mention: Mention) -> Mention:
    """Return "the Sunday before" in doubt, as nothing says before which day it is."""
    if mention.from_event is None or mention.weekday is None:
        return mention
    return mention._replace(doubt=f"It is not said before which day {mention.text!r} is.", days=(), weekday=None)


def _count_from(mention: Mention, events: list[date]) -> Mention:
    shift = mention.from_event
    if shift is None and mention.later == 1 and mention.text.lower().endswith("day after"):
        shift = 1
    if shift is None:
        return mention
    if mention.weekday is not None:
        ahead = (min(events).weekday() - mention.weekday - 1) % 7 + 1
        return mention._replace(days=(min(events) - timedelta(days=ahead),), weekday=None, from_event=None)
    return mention._replace(days=((min(events) if shift < 0 else max(events)) + timedelta(days=shift),), later=None)
