"""The day of each slice of a journey of several: which date belongs to which, and what it means after the one before
it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.date_phrases import DatePhrases
from chalicelib.domain.trip_requests.reading.dates import Mention, NoSuchDate, read_phrases
from chalicelib.domain.trip_requests.reading.legs import Leg
from chalicelib.domain.trip_requests.reading.trip_dates import (
    same_order,
    settle_first_day,
    settle_next_day,
    validate_days,
)
from chalicelib.domain.trip_requests.sale_window import SaleWindow


class LegDates(NamedTuple):
    """The day of each leg, None where it is asked or refused; and where in the text each begins, dates before it
    included."""

    days: tuple[date | None, ...]
    starts: tuple[int, ...]


def settle_leg_dates(taken: DatePhrases, legs: Sequence[Leg], findings: Findings, window: SaleWindow) -> LegDates:
    """Return the days on which the legs depart; what is unclear, wrong or missing goes to `findings`."""
    nothing = LegDates((None,) * len(legs), tuple(leg.start for leg in legs))
    try:
        mentions = same_order(read_phrases(taken.phrases, window.today))
    except NoSuchDate as error:
        findings.refuse(str(error))
        return nothing
    if taken.lasting is not None:
        said = Mention(taken.lasting, taken.lasting, "the day after", later=taken.nights)
        mentions = sorted([*mentions, said], key=lambda mention: mention.start)
    lead = bool(mentions) and mentions[0].start < legs[0].start
    if not window.is_certain and any(mention.relative for mention in mentions):
        return nothing
    groups = _assign(mentions, legs, lead=lead)
    for group in groups:
        for extra in group[1:]:
            findings.refuse(f"A slice departs on one day; {extra.text!r} is one date too many.")
    days = _settle([next(iter(group), None) for group in groups], legs, findings, window)
    starts = [min([leg.start, *(mention.start for mention in group)]) for leg, group in zip(legs, groups, strict=True)]
    return LegDates(tuple(days), tuple(starts))


def _assign(mentions: Sequence[Mention], legs: Sequence[Leg], *, lead: bool) -> list[list[Mention]]:
    """Return the dates of each leg: in order where there are as many as legs and each stands beside its own, else those
    between one leg and the next."""
    distinct = [each for place, each in enumerate(mentions) if not place or not each.is_same(mentions[place - 1])]
    for said in (mentions, distinct):
        if len(said) == len(legs) and all(
            _is_beside(mention, place, legs) or _is_of_a_chain(mention, legs) for place, mention in enumerate(said)
        ):
            return [[mention] for mention in said] if not _is_unclear_range(said, legs) else [[] for _ in legs]
    groups: list[list[Mention]] = [[] for _ in legs]
    for mention in distinct:
        starts = [place for place, leg in enumerate(legs) if leg.start <= mention.start]
        place = len(starts) if lead else len(starts) - 1
        groups[min(max(place, 0), len(legs) - 1)].append(mention)
    return groups


def _is_beside(mention: Mention, place: int, legs: Sequence[Leg]) -> bool:
    after = mention.start > legs[place - 1].start if place else True
    return after and (place + 1 == len(legs) or mention.start < legs[place + 1].start)


def _is_of_a_chain(mention: Mention, legs: Sequence[Leg]) -> bool:
    """Return whether a date stands before or after all legs: "BER-CDG-MAD on 1 March and 3 March"."""
    return mention.start < legs[0].start or mention.start >= legs[-1].start


def _is_unclear_range(mentions: Sequence[Mention], legs: Sequence[Leg]) -> bool:
    """Return whether a range such as "3-5 March" would have to be the days of two legs that do not come back."""
    starts = [mention.start for mention in mentions]
    return len(set(starts)) < len(starts) and not (len(legs) == 2 and legs[1].goes_back)


def _settle(
    said: Sequence[Mention | None], legs: Sequence[Leg], findings: Findings, window: SaleWindow
) -> list[date | None]:
    days: list[date | None] = []
    for place, mention in enumerate(said):
        field = "departOn" if place == 0 else f"slices.{place}.departOn"
        if mention is None or (place == 0 and mention.later is not None):
            question = f"On which day do you travel from {legs[place].origin} to {legs[place].destination}?"
            days.append(findings.ask_date(field, question))
        elif place == 0:
            dated = next((each for each in said[1:] if each and each.days and not each.relative), None)
            days.append(settle_first_day(mention, dated, findings, window))
        else:
            before = days[-1]
            days.append(settle_next_day(mention, said[place - 1], before, field, findings, window) if before else None)
    validate_days([day for day in days if day], findings, window)
    return days
