"""What the model of a supplier has on sale: the cheapest of what the sandbox sells, enough to choose again when
something is gone."""

from functools import lru_cache
from typing import TypeVar

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import CarQuery, FlightQuery, RailQuery, StayQuery
from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox

O = TypeVar("O", bound=Offer)  # noqa: E741

_FLIGHTS, _TRAINS, _STAYS, _CARS = 4, 3, 2, 2


@lru_cache(maxsize=256)
def few_flights(query: FlightQuery) -> tuple[FlightOffer, ...]:
    return _cheapest(Sandbox().search_flights(query), _FLIGHTS)


@lru_cache(maxsize=256)
def few_trains(query: RailQuery) -> tuple[RailOffer, ...]:
    return _cheapest(Sandbox().search_rail(query), _TRAINS)


@lru_cache(maxsize=256)
def few_stays(query: StayQuery) -> tuple[StayOffer, ...]:
    return _cheapest(Sandbox().search_stays(query), _STAYS)


@lru_cache(maxsize=256)
def few_cars(query: CarQuery) -> tuple[CarOffer, ...]:
    return _cheapest(Sandbox().search_cars(query), _CARS)


def _cheapest(offers: tuple[O, ...], count: int) -> tuple[O, ...]:
    return tuple(sorted(offers, key=lambda offer: (offer.price.amount, offer.offer_id))[:count])
