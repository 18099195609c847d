"""What suppliers are asked for a trip: flights, of each slice alone and of all that are flown together; trains; rooms
from every night in which one may arrive; and cars. What they answer is for their query alone; here it is put at its
place in the request."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

import msgspec

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer, TransportOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import car_query, flight_query, rail_query, stay_query
from chalicelib.domain.planning.nights import ONE_NIGHT, arrival_night, first_night
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest
from chalicelib.gateways.suppliers import registry


def search_offers(request: TripRequest) -> tuple[Offer, ...]:
    """Return everything that suppliers offer for a request, each offer at its place in it. Where nobody offers a slice
    between the times that it must have, it is searched at any: the nearest is shown, with what it lacks."""
    fares: tuple[TransportOffer, ...] = (
        *_search_flights(request),
        *_search_rail(request, range(len(request.slices))),
    )
    covered = {index for fare in fares for index in fare.slice_indexes}
    timed = [index for index, each in enumerate(request.slices) if each.departure or each.arrival]
    fares = (*fares, *_search_at_any_time(request, [index for index in timed if index not in covered]))
    return (*fares, *_search_stays(request, fares), *_search_cars(request))


def _search_at_any_time(request: TripRequest, places: Sequence[int]) -> Iterator[TransportOffer]:
    slices = tuple(msgspec.structs.replace(each, departure=None, arrival=None) for each in request.slices)
    anytime = msgspec.structs.replace(request, slices=slices)
    for index in places:
        if slices[index].mode is not TravelMode.RAIL:
            yield from _search_fares(anytime, (index,))
    yield from _search_rail(anytime, places)


def _search_flights(request: TripRequest) -> Iterator[FlightOffer]:
    """Yield fares for all slices together that may be flown, for every two there and back, and for each alone: split
    tickets may be cheaper."""
    flown = tuple(index for index, each in enumerate(request.slices) if each.mode is not TravelMode.RAIL)
    pairs = (pair for pair in combinations(flown, 2) if _is_there_and_back(*(request.slices[at] for at in pair)))
    for places in dict.fromkeys([flown, *pairs, *((index,) for index in flown)]):
        if places:
            yield from _search_fares(request, places)


def _search_fares(request: TripRequest, places: tuple[int, ...]) -> Iterator[FlightOffer]:
    query = flight_query(request, [request.slices[index] for index in places])
    for offer in registry.for_component("flight").search_flights(query):
        yield msgspec.structs.replace(offer, slice_indexes=tuple(places[index] for index in offer.slice_indexes))


def _search_rail(request: TripRequest, places: Iterable[int]) -> Iterator[RailOffer]:
    for index in places:
        each = request.slices[index]
        if each.mode is TravelMode.RAIL or (each.mode is TravelMode.ANY and registry.is_sold("rail", request.currency)):
            for offer in registry.for_component("rail").search_rail(rail_query(request, each)):
                yield msgspec.structs.replace(offer, slice_indexes=(index,))


def _is_there_and_back(out: SliceRequest, back: SliceRequest) -> bool:
    return (out.origin, out.destination) == (back.destination, back.origin)


def _search_stays(request: TripRequest, fares: Sequence[TransportOffer]) -> Iterator[StayOffer]:
    """Yield the rooms of each stay from every night in which one of the fares brings there."""
    for index, stay in enumerate(request.stays):
        arrivals: Iterable[date | None] = (None,)
        if stay.arrives_by is not None:
            arrivals = [arrival_night((fare,), stay) for fare in fares if stay.arrives_by in fare.slice_indexes]
        for night in sorted({first_night(stay, arrival) for arrival in arrivals}):
            for offer in _search_rooms(request, index, night):
                yield msgspec.structs.replace(offer, stay_index=index)


def _search_rooms(request: TripRequest, index: int, night: date) -> Sequence[StayOffer]:
    """Return the rooms from that night on; where no hotel offers one, those from the next one on. A night that is won
    on the way to a stay that is as long as any is left out."""
    most = registry.sale_limits(("stay",)).nights
    for check_in in (night, night + ONE_NIGHT):
        query = stay_query(request, index, check_in)
        if query and query.nights <= most and (found := registry.for_component("stay").search_stays(query)):
            return found
    return ()


def _search_cars(request: TripRequest) -> Iterator[CarOffer]:
    for index, car in enumerate(request.cars):
        for offer in registry.for_component("car").search_cars(car_query(request, car)):
            yield msgspec.structs.replace(offer, car_index=index)
