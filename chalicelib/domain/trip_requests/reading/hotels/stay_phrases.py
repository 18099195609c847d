"""Which dates are a hotel's own: two that stand right behind it, where the trip has others, or one hotel's of several
that are not travelled between."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.date_phrases import DatePhrases
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.reading.transport.cars import CarDates

_BEHIND = LatePattern(
    rf"(?:[\s{GAP},:(+]|\b(?:from|on|between|and|to|until|till?|for|the|there|only|is|needed|required|arriv\w+|leaving|departing"
    r"|check(?:ing)?[ -]?(?:in|out)|in|out)\b|-"
    r"|\b(?:in|at|near|close to|by) (?:the )?(?-i:[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})|\b(?-i:[A-Z]{3})\b)*",
    re.IGNORECASE,
)
_UNTIL = LatePattern(r"\b(?:until|till?|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_RETURNS = LatePattern(r"\b(?:back|home|return\w*|inbound|homeward|round)\b", re.IGNORECASE)
_IS_RANGE = LatePattern(r"[0-9].*(?:-|\bto\b|\btill?\b|\buntil\b|\band\b).*[0-9]", re.IGNORECASE)


class StayPlace(NamedTuple):
    """A city in which a hotel is said to be, at `start` to `end` of the text."""

    name: str
    start: int
    end: int


def part_stay_dates(dates: CarDates, ends: Sequence[int]) -> CarDates:
    """Return the dates with those of the one hotel apart; `ends` is where each word for a hotel ends."""
    taken = dates.of_trip
    if len(ends) != 1:
        return dates
    own: list[re.Match[str]] = []
    end = ends[0]
    for phrase in taken.phrases:
        if phrase.start() >= end and _BEHIND.fullmatch(taken.text[end : phrase.start()]):
            own.append(phrase)
            end = phrase.end()
    rest = [phrase for phrase in taken.phrases if phrase not in own]
    if len(own) == len(rest) == 1 and _ends_stay(taken, end=ends[0], last=own[0]):
        own = [*rest, *own]  # from the day of the one journey
    elif not rest or not (len(own) > 1 or any(_IS_RANGE.search(phrase[0]) for phrase in own)):
        return dates
    behind = " " * ends[0] + taken.text[ends[0] :]
    return dates._replace(of_stay=_alone(taken, behind, own), of_trip=taken._replace(phrases=rest))


def _ends_stay(taken: DatePhrases, end: int, last: re.Match[str]) -> bool:
    """Return whether a day behind a hotel is the one until which one stays there, where nothing speaks of a way back:
    "train to Munich on the 13th, and a hotel until the 15th"."""
    says_until = _UNTIL.search(taken.text, end, last.start()) is not None
    is_one_way = not taken.round_trip and _RETURNS.search(taken.text) is None
    return says_until and is_one_way and taken.nights is None and taken.days is None


def part_by_place(taken: DatePhrases, places: Sequence[StayPlace]) -> list[DatePhrases] | None:
    """Return the dates of each of several hotels, those behind its city until the next one; None where one has none."""
    starts = [0, *(place.start for place in places[1:]), len(taken.text)]
    parts = [
        _alone(taken, taken.text[:end], [phrase for phrase in taken.phrases if start <= phrase.start() < end])
        for start, end in pairwise(starts)
    ]
    return parts if all(part.phrases for part in parts) else None


def _alone(taken: DatePhrases, text: str, phrases: list[re.Match[str]]) -> DatePhrases:
    return DatePhrases(text, phrases, None, one_way=False, round_trip=False, nights=None, days=None, order=taken.order)
