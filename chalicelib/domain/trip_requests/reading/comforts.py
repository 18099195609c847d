"""What travellers would rather have, or must have, in words: stops, airlines, seats, bags, terms, no nights on the way.

Limits are musts unless the words only prefer them; comforts (a seat, an airline) are wishes unless the words insist.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.trip_requests.preferences import (
    Alliance,
    AnyPreference,
    CheckedBags,
    ComponentKind,
    MostStops,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
    WithCarriers,
)
from chalicelib.domain.trip_requests.reading.airlines import AIRLINES
from chalicelib.domain.trip_requests.reading.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.strengths import strength_of
from chalicelib.domain.trip_requests.reading.words import Words

_WITH = r"(?:\b(?:with|and|plus|including|on|in|by|a|an|the|of|at)\s+){0,3}"
_ONLY = (
    r"(?:\s+(?:only|required|is required|is a must|preferred|please|if (?:at all )?possible|if you can|if available"
    r"|if they have (?:one|it)|on (?:every|each|all) (?:flights?|legs?|slices?)|throughout)){0,3}"
)
_NONSTOP = re.compile(
    rf"{_WITH}\b(?:(?:non-?stop|direct)(?:\s+(?:flights?|fares?|trains?|connections?|services?))?"
    r"|(?:no|without(?: any| an?)?|zero)\s+(?:stops?|stop-?overs?|lay-?overs?|connections?|connecting flights?|changes?"
    rf"|changing(?: planes| trains)?)){_ONLY}(?:, i (?:hate|dislike|can't stand) (?:connections|stops|changes"
    rf"|changing))?\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    rf"{_WITH}(?:\b(?:at most|max(?:imum)?(?: of)?|no more than|not more than|up to)\s+(?P<most>{COUNT})\s+"
    r"(?:stops?|stop-?overs?|connections?|changes?)"
    rf"|\b(?P<one>{COUNT})\s+(?:stops?|connections?|changes?)\s+(?:max(?:imum)?|at most|at the most)){_ONLY}\b",
    re.IGNORECASE,
)
_OVERNIGHT = re.compile(
    r"\b(?:(?:please\s+)?(?:do not|don't|not|never)\s+(?:[a-z]+\s+){0,5}?(?:overnight|red[- ]eyes?)(?:\s+flights?)?"
    r"|(?:no|nothing|avoid(?:ing)?|without)\s+(?:an?\s+|any\s+)?(?:overnight|over night|red[- ]eyes?|night)"
    r"(?:\s+(?:flights?|trains?|travel|journeys?))?)\b(?! (?:needed|required|stays?|hotel))",
    re.IGNORECASE,
)
_SEAT = re.compile(
    rf"{_WITH}\b(?P<seat>aisle|window)(?:\s+seats?)?(?:,?\s+please)?{_ONLY}(?!\s+or\b)(?![\w-])", re.IGNORECASE
)
_EITHER_SEAT = re.compile(r"\b(?:aisle or window|window or aisle)\b", re.IGNORECASE)
_BAGS = re.compile(
    rf"{_WITH}(?:\b(?P<count>{COUNT})\s+(?:pieces? of\s+)?)?\b(?:checked|check-in"
    rf"|hold)[ -]?(?:in )?(?P<thing>bags?|suitcases?"
    rf"|luggage|baggage){_ONLY}\b",
    re.IGNORECASE,
)
_REFUNDABLE = re.compile(
    rf"{_WITH}(?<!non-)(?<!non )(?<!not )\b(?:fully\s+|flexible and\s+)?refundable(?:\s+(?P<thing>fares?|tickets?"
    rf"|flights?|rates?"
    rf"|rooms?|hotels?))?{_ONLY}\b",
    re.IGNORECASE,
)
_STARS = re.compile(
    r"(?:\b(?:at least|minimum|min\.?|with)\s+)?(?:\ba\s+)?\b(?P<stars>[1-5]|one|two|three|four|five)[ -]?stars?\b"
    r"(?:\s+or\s+(?:better|more|above|higher)|\s+minimum|\s+at least)?",
    re.IGNORECASE,
)
_ALLIANCES = {
    "star alliance": Alliance.STAR_ALLIANCE,
    "oneworld": Alliance.ONEWORLD,
    "one world": Alliance.ONEWORLD,
    "skyteam": Alliance.SKYTEAM,
    "sky team": Alliance.SKYTEAM,
}
# Names are written as names are: "Delta" and "LOT", but not "united" and "lot"; long ones in small letters as well.
_LONG_NAME = 8
_WRITTEN = {each: name for name in AIRLINES for each in (name, *([name.lower()] if len(name) >= _LONG_NAME else []))}
_NAME = "(?-i:" + "|".join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True)) + ")|" + "|".join(_ALLIANCES)
_NAMES = rf"(?P<names>(?:{_NAME})(?:(?:\s+or\s+|\s*,\s*(?:or\s+)?|\s*/\s*)(?:{_NAME}))*)"
_FLOWN = re.compile(
    rf"(?<!meeting )(?<!meet )(?:\b(?:fly(?:ing)?|flights?|travel(?:ling)?|seats?)\s+)?"
    rf"(?:\b(?:with|on|by|only|must be|has to be|prefer(?:ably|red)?(?: with| on)?"
    rf"|airlines?:?(?: is)?)\s+){{1,3}}{_NAMES}(?:\s+flights?)?"
    rf"{_ONLY}(?!\s+(?:at|in|office|team|people))\b"
    rf"|\b(?P<plain>{_NAME})(?:\s+flights?)?(?=\s+(?:only|preferred|if possible|please)\b){_ONLY}",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(_NAME, re.IGNORECASE)
_HOTEL_THINGS = ("rate", "room", "hotel")
_FLOWN_THINGS = ("fare", "ticket", "flight")


_INSISTS = re.compile(r"\b(?:only|required|a must|must be|has to be)\b", re.IGNORECASE)
_PREFERS = re.compile(r"\b(?:prefer|preferred|preferably|if)\b", re.IGNORECASE)
_MOST_STOPS = _MOST_BAGS = 3


class _Taken(NamedTuple):
    """A match that was taken out of the words, and how much it is meant."""

    match: re.Match[str]
    strength: Strength


class Comforts(NamedTuple):
    """What is asked for of the trip, and of its hotels."""

    preferences: tuple[AnyPreference, ...]
    refundable_stay: bool
    min_stars: int | None


def take_comforts(words: Words) -> Comforts:
    """Return the preferences that the words have, taken out of them; what has two readings stays, to be asked about."""
    preferences: list[AnyPreference] = [*_take_stops(words)]
    refundable_stay = False
    if match := words.search(_OVERNIGHT):
        preferences.append(NoOvernight(strength=strength_of(words.text, match, Strength.MUST)))
        words.take_all(_OVERNIGHT)
    for match, strength in _take_each(words, _REFUNDABLE):
        thing = (match["thing"] or "").lower()
        if thing.startswith(_HOTEL_THINGS):
            refundable_stay = True
            continue
        kinds = (ComponentKind.FLIGHT,) if thing.startswith(_FLOWN_THINGS) else ()
        preferences.append(RefundableComponents(strength=strength, kinds=kinds))
    for match, strength in _take_each(words, _BAGS, few=_MOST_BAGS):
        preferences.append(CheckedBags(strength=strength, bags=count_of(match["count"] or "one")))
    preferences += _take_airlines(words)
    preferences += _take_seats(words)
    stars = words.take(_STARS)
    return Comforts(tuple(dict.fromkeys(preferences)), refundable_stay, count_of(stars["stars"]) if stars else None)


def _take_each(
    words: Words, pattern: re.Pattern[str], usual: Strength = Strength.MUST, few: int | None = None
) -> Iterator[_Taken]:
    """Yield what matches, taken out of the words, with how much it is meant; what counts more than a `few` stays."""
    for match in list(pattern.finditer(words.text)):
        if few is not None and not 1 <= count_of(match["count"] or "one") <= few:
            continue
        strength = strength_of(words.text, match, usual)
        if _INSISTS.search(match[0]):
            strength = Strength.MUST
        elif _PREFERS.search(match[0]):
            strength = Strength.WISH
        words.blank(*match.span())
        yield _Taken(match, strength)


def _take_stops(words: Words) -> Iterator[AnyPreference]:
    for _, strength in _take_each(words, _NONSTOP):
        yield MostStops(strength=strength, stops=0)
    for match in list(_STOPS.finditer(words.text)):
        stops = count_of(match["most"] or match["one"])
        if stops <= _MOST_STOPS:
            strength = strength_of(words.text, match, Strength.MUST)
            words.blank(*match.span())
            yield MostStops(strength=strength, stops=stops)


def _take_seats(words: Words) -> Iterator[AnyPreference]:
    if words.search(_EITHER_SEAT):
        return
    for match, strength in _take_each(words, _SEAT, Strength.WISH):
        yield SeatChoice(strength=strength, position=SeatPosition(match["seat"].lower()))


def _take_airlines(words: Words) -> Iterator[AnyPreference]:
    """Yield the airlines and alliances that are to be flown with; airlines named together are a choice."""
    for match, strength in _take_each(words, _FLOWN, Strength.WISH):
        names = _ONE_NAME.findall(match["names"] or match["plain"])
        airlines = tuple(dict.fromkeys(AIRLINES[_WRITTEN[name]] for name in names if name in _WRITTEN))
        alliance = next((_ALLIANCES[name.lower()] for name in names if name.lower() in _ALLIANCES), None)
        yield WithCarriers(strength=strength, carriers=airlines, alliance=alliance)
