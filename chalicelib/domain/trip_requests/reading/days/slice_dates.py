"""The day of each slice of a journey of several: which date belongs to which, and what it means after the one before
it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.date_phrases import DatePhrases
from chalicelib.domain.trip_requests.reading.days.date_roles import connect, is_of_event, lies_within
from chalicelib.domain.trip_requests.reading.days.dates import Mention, read_phrases
from chalicelib.domain.trip_requests.reading.days.stopovers import Stopover, nights_behind
from chalicelib.domain.trip_requests.reading.days.trip_dates import (
    confirm_day,
    confirm_order,
    say_day,
    settle_first_day,
    settle_next_day,
)
from chalicelib.domain.trip_requests.reading.journeys.named_slices import NamedSlice
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.sale_window import SaleWindow

# What begins another clause, in which a length stands before its slice.
_CLAUSE = LatePattern(rf"(?:[,;.:(]|\b(?:and|then|finally|lastly))[\s,{GAP}]*$", re.IGNORECASE)


class SliceDates(NamedTuple):
    """The day of each slice, None where it is asked or refused; and where in the text each begins, dates before it
    included; the nights between them that say a day, and those of no slice beside them."""

    days: tuple[date | None, ...]
    starts: tuple[int, ...]
    stopovers: tuple[Stopover, ...] = ()
    unplaced: tuple[str, ...] = ()  # nights of which it is open where they are spent


def settle_slice_dates(
    taken: DatePhrases, slices: Sequence[NamedSlice], findings: Findings, window: SaleWindow
) -> SliceDates:
    """Return the days on which the slices depart; what is unclear, wrong or missing goes to `findings`."""
    nothing = SliceDates((None,) * len(slices), tuple(one_slice.start for one_slice in slices))
    mentions = connect(taken, read_phrases(taken.phrases, window.today), window.today)
    if taken.lasting is not None:
        said = Mention(taken.lasting, taken.lasting, "the day after", later=taken.nights)
        mentions = sorted([*mentions, said], key=lambda mention: mention.start)
        if mentions[0] is said and len(mentions) > 1:
            mentions[:2] = [mentions[1], said._replace(start=mentions[1].end, end=mentions[1].end)]
    while len(mentions) > 1 and mentions[0].later is not None:
        mentions = mentions[1:]  # "it now takes place one week later: ..." counts from no day that is said
    mentions = _without_events(taken.text, mentions, slices, window.today)
    lead = bool(mentions) and mentions[0].start < slices[0].start
    if not window.is_certain and any(mention.relative for mention in mentions):
        return nothing
    groups = _without_repeated(_assign(taken.text, mentions, slices, lead=lead))
    nights, stopovers = nights_behind(taken.stopovers, slices, taken.text)
    groups = _at_the_start(groups, slices, stopovers)
    groups = [group or _count(count, one) for group, count, one in zip(groups, nights, slices, strict=True)]
    days = _settle(groups, nights, slices, findings, window)
    starts = [
        min([one_slice.start, *(mention.start for mention in group)])
        for one_slice, group in zip(slices, groups, strict=True)
    ]
    known = {(each.start, each.end) for each in stopovers}
    unplaced = [
        f"{each.nights} nights" for each in taken.stopovers if stopovers and (each.start, each.end) not in known
    ]
    return SliceDates(tuple(days), tuple(starts), stopovers, tuple(unplaced))


def _without_events(text: str, mentions: list[Mention], slices: Sequence[NamedSlice], today: date) -> list[Mention]:
    """Return the dates without those that are said of what one travels for, where each slice has one of the others:
    before the first slice, or between the days of the journey."""
    events = [each for each in mentions if is_of_event(text, each, mentions)]
    others = [each for each in mentions if each not in events]
    if len(others) != len(slices):
        return mentions
    is_certain = all(each.start < slices[0].start or lies_within(each, others[0], others[-1], today) for each in events)
    return others if is_certain else mentions


def _at_the_start(
    groups: list[list[Mention]], slices: Sequence[NamedSlice], stopovers: Sequence[Stopover]
) -> list[list[Mention]]:
    """Return the dates of each slice, of which the only one, said behind all slices and before all nights, is the day
    of the first: "Rome - Oslo - Riga - Rome on 3 March, 2 nights in Oslo, 3 nights in Riga"."""
    said = [mention for group in groups for mention in group]
    if len(said) != 1 or not stopovers or not slices[-1].end <= said[0].start < stopovers[0].start:
        return groups
    return [said, *([] for _ in slices[1:])]


def _count(nights: int | None, one_slice: NamedSlice) -> list[Mention]:
    """Return the day of a slice that is counted in nights from the one before it."""
    if nights is None:
        return []
    return [Mention(one_slice.start, one_slice.start, f"after {nights} nights", later=nights)]


def _assign(text: str, mentions: Sequence[Mention], slices: Sequence[NamedSlice], *, lead: bool) -> list[list[Mention]]:
    """Return the dates of each slice: in order where there are as many as slices and each stands beside its own, else
    those between one slice and the next."""
    distinct = [each for place, each in enumerate(mentions) if not place or not each.is_same(mentions[place - 1])]
    for said in (mentions, distinct):
        if len(said) == len(slices) and all(
            _is_beside(mention, place, slices) or _is_of_a_chain(mention, slices) for place, mention in enumerate(said)
        ):
            return [[mention] for mention in said] if not _is_unclear_range(said, slices) else [[] for _ in slices]
    if _stand_behind_ends(distinct, slices):
        return [[mention] for mention in distinct]
    groups: list[list[Mention]] = [[] for _ in slices]
    for mention in distinct:
        starts = [place for place, one_slice in enumerate(slices) if one_slice.start <= mention.start]
        place = len(starts) if lead else len(starts) - 1
        if _begins_clause(text, mention):
            place = sum(one_slice.end <= mention.start for one_slice in slices)
        groups[min(max(place, 0), len(slices) - 1)].append(mention)
    return groups


def _begins_clause(text: str, mention: Mention) -> bool:
    """Return whether a length begins what is said of the next slice: "then, after two nights, from Oslo to Riga"."""
    return mention.later is not None and mention.later > 0 and _CLAUSE.search(text, 0, mention.start) is not None


def _is_beside(mention: Mention, place: int, slices: Sequence[NamedSlice]) -> bool:
    after = mention.start > slices[place - 1].start if place else True
    return after and (place + 1 == len(slices) or mention.start < slices[place + 1].start)


def _is_of_a_chain(mention: Mention, slices: Sequence[NamedSlice]) -> bool:
    """Return whether a date stands before or after all slices: "BER-CDG-MAD on 1 March and 3 March"."""
    return mention.start < slices[0].start or mention.start >= slices[-1].start


def _stand_behind_ends(mentions: Sequence[Mention], slices: Sequence[NamedSlice]) -> bool:
    """Return whether a date stands behind where each slice leads, as in "Oslo -> Rome (3 March) -> Oslo (5 March)"."""
    ends = [*(one_slice.end for one_slice in slices[1:]), None]
    return len(mentions) == len(slices) and all(
        one_slice.end <= mention.start and (end is None or mention.start < end)
        for mention, one_slice, end in zip(mentions, slices, ends, strict=True)
    )


def _is_unclear_range(mentions: Sequence[Mention], slices: Sequence[NamedSlice]) -> bool:
    """Return whether a range such as "3-5 March" would have to be the days of two slices that do not come back."""
    starts = [mention.start for mention in mentions]
    returns = len(slices) == 2 and (slices[1].goes_back or is_same_place(slices[0].origin, slices[1].destination))
    return len(set(starts)) < len(starts) and not returns


def _without_repeated(groups: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """Return the dates of each slice without those that only say again the day of a slice, such as those of a hotel."""
    firsts = [group[0] for group in groups if group]
    return [
        [each for place, each in enumerate(group) if not place or not any(each.repeats(first) for first in firsts)]
        for group in groups
    ]


def _settle(
    groups: Sequence[Sequence[Mention]],
    nights: Sequence[int | None],
    slices: Sequence[NamedSlice],
    findings: Findings,
    window: SaleWindow,
) -> list[date | None]:
    days: list[date | None] = []
    said = [next(iter(group), None) for group in groups]
    for place, (mention, group) in enumerate(zip(said, groups, strict=True)):
        field = "departOn" if place == 0 else f"slices.{place}.departOn"
        question = f"On which day do you travel from {slices[place].origin} to {slices[place].destination}?"
        if len(group) > 1:
            texts = " and ".join(repr(each.text) for each in group)
            days.append(findings.ask_date(field, f"A slice departs on one day, and {texts} are said. {question}"))
        elif mention is None or (place == 0 and mention.later is not None):
            days.append(findings.ask_date(field, question))
        elif place == 0:
            dated = next((each for each in said[1:] if each and each.days and not each.relative), None)
            days.append(settle_first_day(mention, dated, findings, window))
        else:
            last = days[-1]
            days.append(settle_next_day(mention, said[place - 1], last, field, findings, window) if last else None)
        day = confirm_day(days.pop(), field, question, findings, window)
        before = next((each for each in reversed(days) if each), None)
        if day and nights[place] is not None and (last := days[-1]) and (day - last).days != nights[place]:
            reason = f"{nights[place]} nights do not fit the dates {say_day(last)} to {say_day(day)}."
            day = findings.ask_date(field, f"{reason} {question}")
        days.append(confirm_order(before, day, field, question, findings) if before and day else day)
    return days
