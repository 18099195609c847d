"""What must hold of every option as an answer to its request: each slice is travelled exactly once, from where, when
and by what it was asked for; each stay and each car is at its place; and what is lacking of a must is said."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.preferences import (
    CheckedBags,
    MostStops,
    RefundableComponents,
    SliceIndexes,
    Strength,
    TimeWindow,
)
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest

_AROUND_THE_CITY = 100_000  # metres
_CHANGES_WITHIN = timedelta(hours=1)  # at the least, from one flight or train to another


class _Ride(NamedTuple):
    """A slice as it would be travelled, with the fare and its place in the request."""

    place: int
    offer: FlightOffer | RailOffer
    flown: Slice | RailSlice


def of_answers(before: Booking | None, after: Booking) -> Iterator[str]:
    """Yield what does not hold of options that are new: planned, or quoted in the place of what was booked."""
    if after.options and (before is None or not before.options):
        for option in after.options:
            for text in of_answer(after.request, option):
                yield f"{after.booking_id}: {option.option_id} {text}"


def of_request(request: TripRequest) -> Iterator[str]:
    """Yield which stays are not between the slices that are said to lead to them and from them."""
    for number, stay in enumerate(request.stays):
        leads = [at for at, each in enumerate(request.slices) if _is_one_city(each.destination, stay.place)]
        leaves = [at for at, each in enumerate(request.slices) if _is_one_city(each.origin, stay.place)]
        if stay.arrives_by not in (None, *leads) or stay.leaves_by not in (None, *leaves):
            yield f"stay {number} in {stay.place.name} is between the slices {stay.arrives_by} and {stay.leaves_by}"


def of_answer(request: TripRequest, option: Option) -> Iterator[str]:
    """Yield what does not hold of an option for this request."""
    rides = sorted(_rides(option), key=lambda each: each.place)
    if [each.place for each in rides] != list(range(len(request.slices))):
        yield f"travels the slices {[each.place for each in rides]} of {len(request.slices)}"
        return
    for ride in rides:
        yield from _of_ride(request.slices[ride.place], ride)
    for one, other in pairwise(rides):
        if other.flown.departs_at < one.flown.arrives_at + _CHANGES_WITHIN:
            yield f"leaves by slice {other.place} before one can be there by slice {one.place}"
    cars = [each.car_index for each in option.cars]
    if sorted(cars) != list(range(len(request.cars))):
        yield f"has the cars {cars} of {len(request.cars)}"
    stays = [each.stay_index for each in option.stays]
    if len(set(stays)) != len(stays):
        yield f"has several rooms for one of the stays {stays}"
    if list(option.components) != sorted(option.components, key=_order):
        yield "names its components in another order than the request"
    yield from _of_places(request, option)
    yield from _of_musts(request, option, rides)


def _order(offer: Offer) -> tuple[int, int]:
    match offer:
        case FlightOffer() | RailOffer():
            return 0, offer.slice_indexes[0]
        case StayOffer():
            return 1, offer.stay_index
        case CarOffer():
            return 2, offer.car_index


def _rides(option: Option) -> Iterator[_Ride]:
    for offer in option.transport:
        for part_index, place in enumerate(offer.slice_indexes):
            yield _Ride(place, offer, offer.slices[part_index])


def _of_ride(asked: SliceRequest, ride: _Ride) -> Iterator[str]:
    first, last = ride.flown.segments[0], ride.flown.segments[-1]
    for segment, place in ((first.origin, asked.origin), (last.destination, asked.destination)):
        there = segment in place.airports if isinstance(segment, str) else segment.country == place.country
        if not there:
            yield f"travels slice {ride.place} by {segment}, and not by {place.name}"
    leaves = first.departs_at.astimezone(ZoneInfo(first.origin_timezone)).date()
    if leaves != asked.depart_on:
        yield f"leaves by slice {ride.place} on {leaves} instead of {asked.depart_on}"
    other = FlightOffer if asked.mode is TravelMode.RAIL else RailOffer
    if asked.mode is not TravelMode.ANY and isinstance(ride.offer, other):
        yield f"travels slice {ride.place} by {ride.offer.__struct_config__.tag}, asked for was {asked.mode}"


def _of_places(request: TripRequest, option: Option) -> Iterator[str]:
    for stay in option.stays:
        asked = request.stays[stay.stay_index]
        if _metres(stay.latitude, stay.longitude, asked.place) > _AROUND_THE_CITY:
            yield f"stays in {stay.city} instead of {asked.place.name}"
    for car in option.cars:
        wanted = request.cars[car.car_index]
        ends = (
            ("picks up", car.pick_up, wanted.pick_up, car.pick_up_at, f"{wanted.pick_up_on} {wanted.pick_up_at}"),
            ("drops off", car.drop_off, wanted.drop_off, car.drop_off_at, f"{wanted.drop_off_on} {wanted.drop_off_at}"),
        )
        for what, station, place, moment, clock in ends:
            shown = f"{moment.astimezone(ZoneInfo(station.timezone)):%Y-%m-%d %H:%M}"
            if shown != clock or _metres(station.latitude, station.longitude, place) > _AROUND_THE_CITY:
                yield f"{what} a car in {station.city} at {shown} instead of {place.name} at {clock}"


def _of_musts(request: TripRequest, option: Option, rides: list[_Ride]) -> Iterator[str]:
    """Yield each must that an option does not keep, and does not say that it lacks."""
    said = {(each.pointer, each.preference) for each in option.unmet if each.strength is Strength.MUST}
    lacking = {*_missed_windows(request, rides), *_missed_preferences(request, option, rides)}
    lacking |= {
        (f"/stays/{stay.stay_index}", "min_stars")
        for stay in option.stays
        if (stay.stars or 0) < (request.stays[stay.stay_index].min_stars or 0)
    }
    yield from (f"lacks {name} of {pointer}, which it does not say" for pointer, name in sorted(lacking - said))


def _missed_windows(request: TripRequest, rides: list[_Ride]) -> Iterator[tuple[str, str]]:
    for ride in rides:
        asked, first, last = request.slices[ride.place], ride.flown.segments[0], ride.flown.segments[-1]
        ends = (
            ("departure", asked.departure, first.departs_at, first.origin_timezone),
            ("arrival", asked.arrival, last.arrives_at, last.destination_timezone),
        )
        for name, window, moment, zone in ends:
            if window is not None and window.strength is Strength.MUST and not _is_within(window, moment, zone):
                yield f"/slices/{ride.place}", name


def _missed_preferences(request: TripRequest, option: Option, rides: list[_Ride]) -> Iterator[tuple[str, str]]:
    for must in (each for each in request.preferences if each.strength is Strength.MUST):
        match must:
            case MostStops():
                yield from _slices_that(rides, must.slices, "most_stops", _has_more_than(must.stops))
            case CheckedBags():
                yield from _slices_that(rides, must.slices, "checked_bags", _weighs_fewer_than(must.bags))
            case RefundableComponents(kinds=()):
                for offer in option.components:
                    if offer.refundability is Refundability.NONE:
                        yield _pointer(offer), "refundable"
            case _:
                pass  # no shape of the simulation must have it


def _slices_that(
    rides: list[_Ride], about: SliceIndexes, name: str, lack: Callable[[_Ride], bool]
) -> Iterator[tuple[str, str]]:
    yield from (
        (f"/slices/{each.place}", name) for each in rides if each.place in (about or [each.place]) and lack(each)
    )


def _has_more_than(stops: int) -> Callable[[_Ride], bool]:
    return lambda ride: len(ride.flown.segments) > stops + 1


def _weighs_fewer_than(bags: int) -> Callable[[_Ride], bool]:
    return lambda ride: (
        isinstance(ride.offer, FlightOffer) and (ride.offer.bags is None or ride.offer.bags.checked < bags)
    )


def _pointer(offer: Offer) -> str:
    kind, number = _order(offer)
    return f"/{('slices', 'stays', 'cars')[kind]}/{number}"


def _is_within(window: TimeWindow, moment: datetime, zone: str) -> bool:
    shown = moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    too_early = window.not_before is not None and shown < window.not_before
    too_late = window.not_after is not None and shown > window.not_after
    return not too_early and not too_late


def _is_one_city(place: Place, other: Place) -> bool:
    return _metres(place.latitude, place.longitude, other) <= _AROUND_THE_CITY


def _metres(latitude: float, longitude: float, place: Place) -> float:
    return great_circle_distance(latitude, longitude, place.latitude, place.longitude)
