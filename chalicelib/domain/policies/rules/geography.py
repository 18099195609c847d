"""What rules ask about places: whether a trip or a slice goes abroad, how far it is, where the trip goes, and whether
two names mean one city."""

import unicodedata
from functools import lru_cache
from typing import Literal

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.policies.rules.rule import Relevance, applies_if
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest

TripScope = Literal["any", "domestic", "international"]


def in_scope(scope: TripScope, request: TripRequest) -> bool:
    """Return whether a trip of this request is domestic or international, as `scope` asks: it is international when it
    has places in more than one country, whatever lies between them. Where its travellers live is not looked at, so a
    hotel or a car alone makes a domestic trip."""
    return scope == "any" or (scope == "international") is (len({place.country for place in request.places}) > 1)


def slice_in_scope(scope: TripScope, asked: SliceRequest) -> bool:
    """Return whether a slice stays in its country or leaves it, as `scope` asks."""
    return scope == "any" or (scope == "international") is (asked.origin.country != asked.destination.country)


def slice_length(asked: SliceRequest) -> int:
    """Return metres along the great circle from origin to destination of a slice, whatever way the airline flies."""
    here, there = asked.origin, asked.destination
    return round(great_circle_distance(here.latitude, here.longitude, there.latitude, there.longitude))


def slices_by(mode: TravelMode, request: TripRequest) -> tuple[SliceRequest, ...]:
    """Return the slices of a trip that may be travelled so."""
    return tuple(asked for asked in request.slices if asked.mode in {mode, TravelMode.ANY})


def relevance_of_flights(request: TripRequest) -> Relevance:
    """Return that a rule on flights applies to a trip of which some slice may be flown."""
    return applies_if(slices_by(TravelMode.AIR, request))


def visited_places(request: TripRequest) -> tuple[Place, ...]:
    """Return where a trip goes, each place once: its destinations, and where its travellers stay, be it at home; cities
    that they only change in are none."""
    return tuple(dict.fromkeys([*request.destinations, *(asked.place for asked in request.stays)]))


def same_city(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, accents and what is not a letter ("Saint-Denis", "SAINT
    DENIS")."""
    return _plain(one) == _plain(other)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
