"""From where to where: places by the words before them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.landmarks import locate
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.journeys.journeys import find_journey
from chalicelib.domain.trip_requests.reading.journeys.named_slices import Journey
from chalicelib.domain.trip_requests.reading.journeys.place_names import (
    certain_place,
    distinct_places,
    is_same_place,
    place_at_start,
)
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words

# How far from where a journey ends a hotel may be, in metres.
_REACHED_BY_ONESELF, _DISTRICT = 130_000, 10_000
# What stands where a place must, and is none that is known.
_NAME = r"(?P<name>[^\W\d_a-z][\w'-]{2,40}(?: [^\W\d_a-z][\w'-]{1,40}){0,3})"
_BEHIND_UNKNOWN = rf"(?=\s*(?:[{GAP}.,;!?]|$|on\b|at\b|and\b|by\b|for\b|to\b))"
_FROM_UNKNOWN = LatePattern(rf"\bfrom\s+{_NAME}{_BEHIND_UNKNOWN}")
_UNKNOWN_BEFORE = LatePattern(rf"(?:^|[{GAP}.;:!?,]|\b(?:book|fly|flights?|get|trip|need|travel|train))\s*{_NAME}\s*$")
_FROM_ELSEWHERE = LatePattern(
    rf"\b(?:from|ex|out of|leaving from|departing from)\s+"
    rf"(?!{GAP}|home\b|here\b|there\b|(?:my |the )?(?:usual|home|same)\b)\w",
    re.IGNORECASE,
)
_HEADS = LatePattern(r"to\b|into\b|->|-\s", re.IGNORECASE)
_TO_UNKNOWN = LatePattern(rf"(?:\bto\b|->|\s-)\s+{_NAME}{_BEHIND_UNKNOWN}")


class NamedRoute(NamedTuple):
    """The places that are named, by what the words before them say; `heads_for` is whether one stands after "to"."""

    origins: list[str]
    destinations: list[str]
    homes: list[str]
    heads_for: bool
    stay: str | None = None  # where the hotel is, if not where the journey ends


class RouteReading(NamedTuple):
    """Where the trip starts and goes; None where it is asked back or refused."""

    origin: Place | None
    destination: Place | None


def take_journey(words: Words, stays: Sequence[str] = ()) -> Journey:
    """Take the places out of `words`, with the words that say what each is; `stays` are those of hotels, which may be
    named once more."""
    journey = find_journey(words.text)
    again = [(start, end) for name, start, end in journey.beside if any(is_same_place(name, stay) for stay in stays)]
    for span in (*journey.spans, *again):
        words.blank(*span)
    return journey


def take_route(words: Words, journey: Journey, text: str) -> NamedRoute:
    """Return the ends of a journey there, and the same way back; where one is missing, what stands in its stead in
    `text`, which still has them."""
    first = journey.slices[0] if journey.slices else None
    origins = [*journey.origins, *([first.origin] if first and first.origin else [])]
    destinations = [*([first.destination] if first and first.destination else []), *journey.destinations]
    if not origins and (unknown := _unknown_origin(words, journey, text)):
        words.blank(*unknown.span("name"))
        origins = [unknown["name"]]
    if not destinations and (unknown := words.take(_TO_UNKNOWN)):
        destinations = [unknown["name"]]
    return NamedRoute(distinct_places(origins), distinct_places(destinations), list(journey.homes), journey.heads_for)


def with_stay_places(named: NamedRoute, stays: Sequence[str], near: str | None) -> NamedRoute:
    """Return the ends with where a hotel is: the destination, if no other is named, or a town near it; or else what it
    is to be near, if that is a place itself."""
    at = place_at_start(near) if near and not (stays or named.destinations or named.origins) else None
    if at and certain_place(at):
        return named._replace(destinations=[at])
    if stays and not named.heads_for and not named.origins:
        return named._replace(destinations=list(stays))
    elsewhere = [text for text in stays if not any(is_same_place(text, end) for end in named.destinations)]
    if len(elsewhere) == len(named.origins) == 1 and is_same_place(elsewhere[0], named.origins[0]):
        return named._replace(stay=elsewhere[0])  # before one leaves
    if len(elsewhere) == len(named.destinations) == 1 and _is_near(elsewhere[0], named.destinations[0]):
        return named._replace(stay=elsewhere[0])
    return named._replace(destinations=[*named.destinations, *elsewhere])


def with_car_place(named: NamedRoute, pick_up: str | None) -> NamedRoute:
    """Return the ends with where a car is picked up that is all there is to book."""
    if pick_up is None or named.origins or named.destinations:
        return named
    return named._replace(destinations=[pick_up])


def find_district(named: NamedRoute) -> str | None:
    """Return the town of the hotel where it is a part of the city that the journey goes to."""
    if named.stay is None or not named.destinations:
        return None
    return named.stay if _is_near(named.stay, named.destinations[0], _DISTRICT) else None


def find_landmark(stays: Sequence[str], journey: Journey) -> str | None:
    """Return where the one hotel is, if that is a part of a city that the journey goes to, whatever else is called so:
    BKC of Mumbai, and no airport in Alaska."""
    ends = [*journey.destinations, *(each.destination for each in journey.slices if each.destination)]
    if len(stays) != 1 or any(is_same_place(end, stays[0]) for end in ends):
        return None
    places = [place for end in ends if (place := certain_place(end))]
    return stays[0] if any(locate(stays[0], place).latitude is not None for place in places) else None


def find_city_around(town: str, ends: Sequence[str]) -> str | None:
    """Return the first of the places that a journey goes to of which a town is a part, by another name."""
    around = (end for end in ends if not is_same_place(town, end) and _is_near(town, end, _DISTRICT))
    return None if any(is_same_place(town, end) for end in ends) else next(around, None)


def start_at_home(journey: Journey, home: str | None, words: Words) -> Journey:
    """Return a journey of several slices with the traveller's home airport where the words do not say where it
    starts."""
    first = journey.slices[0] if journey.slices else None
    if first is None or first.origin or home is None or not _may_start_at_home(words, home, first.destination):
        return journey
    slices = [
        each._replace(destination=home) if each.goes_back and each.destination is None else each
        for each in journey.slices
    ]
    return journey._replace(slices=(slices[0]._replace(origin=home), *slices[1:]))


def depart_from_home(named: NamedRoute, home: str | None, words: Words) -> NamedRoute:
    """Return the ends of a journey with the traveller's home airport where the words do not say where it starts."""
    goes_to = next(iter(named.destinations), None)
    if named.origins or home is None or goes_to is None or not _may_start_at_home(words, home, goes_to):
        return named
    return named._replace(origins=[home])


def _may_start_at_home(words: Words, home: str, goes_to: str | None) -> bool:
    """Return whether a journey can start at home: it does not go there, and no other start is said but not understood
    ("from our plant")."""
    return not is_same_place(home, goes_to) and not words.search(_FROM_ELSEWHERE)


def _is_near(text: str, other: str, metres: int = _REACHED_BY_ONESELF) -> bool:
    """Return whether one place is not farther than that from another."""
    one, two = certain_place(text), certain_place(other)
    if one is None or two is None:
        return False
    return great_circle_distance(one.latitude, one.longitude, two.latitude, two.longitude) <= metres


def _unknown_origin(words: Words, journey: Journey, text: str) -> re.Match[str] | None:
    if unknown := words.search(_FROM_UNKNOWN):
        return unknown
    heads = [start for start, _ in journey.spans if _HEADS.match(text, start)]
    return next((found for start in heads if (found := _UNKNOWN_BEFORE.search(words.text[:start]))), None)


def settle_place(named: NamedRoute, findings: Findings) -> Place | None:
    """Return where one stays or drives without a journey; an unknown or missing place goes to `findings`."""
    return _only(named.destinations or named.origins, "destination", "go", findings)


def settle_route(named: NamedRoute, findings: Findings) -> RouteReading:
    """Return from where to where; unknown, missing and contradictory places go to `findings`."""
    _refuse_other_end(named.origins, named.homes, findings)
    ends = [certain_place(texts[0]) if len(texts) == 1 else None for texts in (named.origins, named.destinations)]
    origin = _only(named.origins, "origin", "start", findings, ends[1])
    destination = _only(named.destinations, "destination", "go", findings, ends[0])
    if origin and destination and set(origin.airports) & set(destination.airports):
        findings.refuse(
            f"{origin.name} and {destination.name} are served by the same airport: there is nothing to fly."
        )
    return RouteReading(origin, destination)


def _only(texts: list[str], field: str, verb: str, findings: Findings, beside: Place | None = None) -> Place | None:
    """Return the one place of `texts`, asked for when there is none; several are refused."""
    if not texts:
        return findings.asked_place(field, f"Where does the trip {verb}?")
    if len(texts) == 1:
        return findings.place(texts[0], field, beside)
    findings.refuse(f"A trip has one {field}, but {' and '.join(texts)} are named.")
    return None


def _refuse_other_end(origins: list[str], homes: list[str], findings: Findings) -> None:
    other = [text for text in homes if not any(is_same_place(text, origin) for origin in origins)]
    if origins and other:
        findings.refuse(f"A trip ends where it starts: {origins[0]}, not {other[0]}.")
