"""Parts of a booking as parts of its request: what each was asked for as, and the request of some of them alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Slice, StayOffer, TransportOffer
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    CabinAsRequested,
    CheckedBags,
    MostStops,
    NearPlace,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.trip_request import TripRequest


class RequestedPart(NamedTuple):
    """What a part of a booking was asked for as: a slice, a stay or a car of the request, by its place there."""

    field: Literal["slices", "stays", "cars"]
    place: int


def requested_part(offer: Offer, part_index: int) -> RequestedPart:
    """Return what one part of an offer was asked for as."""
    match offer:
        case FlightOffer() | RailOffer():
            return RequestedPart("slices", offer.slice_indexes[part_index])
        case StayOffer():
            return RequestedPart("stays", offer.stay_index)
        case CarOffer():
            return RequestedPart("cars", offer.car_index)


def slices_of(offer: TransportOffer) -> Iterator[tuple[int, Slice | RailSlice]]:
    """Yield the slices of a fare, each with its place in the request."""
    for part_index, place in enumerate(offer.slice_indexes):
        yield place, offer.slices[part_index]


def narrow_request(request: TripRequest, wanted: Collection[RequestedPart]) -> TripRequest:
    """Return the request of these slices, stays and cars alone, counted anew; with the preferences that are about
    some of them."""
    slices, stays, cars = (
        sorted(each.place for each in wanted if each.field == field) for field in ("slices", "stays", "cars")
    )
    new_slices, new_stays = ({old: new for new, old in enumerate(indexes)} for indexes in (slices, stays))
    return msgspec.structs.replace(
        request,
        slices=tuple(request.slices[index] for index in slices),
        stays=tuple(
            msgspec.structs.replace(
                request.stays[index],
                arrives_by=_renumber(request.stays[index].arrives_by, new_slices),
                leaves_by=_renumber(request.stays[index].leaves_by, new_slices),
            )
            for index in stays
        ),
        cars=tuple(request.cars[index] for index in cars),
        preferences=tuple(_narrow_preferences(request.preferences, new_slices, new_stays)),
    )


def _renumber(index: int | None, places: Mapping[int, int]) -> int | None:
    return None if index is None else places.get(index)


def _narrow_preferences(
    preferences: Sequence[AnyPreference], slices: Mapping[int, int], stays: Mapping[int, int]
) -> Iterator[AnyPreference]:
    """Yield the preferences that are about all of the trip, or about some of these slices and stays."""
    for each in preferences:
        match each:
            case (
                MostStops()
                | NoOvernight()
                | CabinAsRequested()
                | WithCarriers()
                | WithoutCarriers()
                | CheckedBags()
                | SeatChoice()
            ):
                about = tuple(slices[index] for index in each.slices if index in slices)
                if about or not each.slices:
                    yield msgspec.structs.replace(each, slices=about)
            case NearPlace():
                about = tuple(stays[index] for index in each.stays if index in stays)
                if about or not each.stays:
                    yield msgspec.structs.replace(each, stays=about)
            case RefundableComponents():
                yield each
