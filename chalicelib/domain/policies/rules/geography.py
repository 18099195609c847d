"""What rules ask about places: whether a trip goes abroad, how far it is, and whether two names mean one city."""

import unicodedata
from functools import lru_cache
from typing import Literal

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.trip_requests.trip_request import TripRequest

TripScope = Literal["any", "domestic", "international"]


def in_scope(scope: TripScope, request: TripRequest) -> bool:
    """Return whether a trip of this request is domestic or international, as `scope` asks."""
    international = request.origin.country != request.destination.country
    return scope == "any" or (scope == "international") is international


def route_length(request: TripRequest) -> int:
    """Return metres along the great circle from origin to destination, whatever way the airline flies."""
    here, there = request.origin, request.destination
    return round(great_circle_distance(here.latitude, here.longitude, there.latitude, there.longitude))


def same_city(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, accents and what is not a letter ("Saint-Denis", "SAINT
    DENIS")."""
    return _plain(one) == _plain(other)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
