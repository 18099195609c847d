"""What a request must have or would rather have, and what an offer lacks of it: of preferences, of time windows and of
what is asked of a hotel. Each is asked of one offer at a time, so what an itinerary lacks is what its offers lack."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.domain.local_days import local_day, nights_between
from chalicelib.domain.offers.alliances import alliance_of
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Slice, StayOffer, UnmetPreference, kind_of
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.policies.document import TradeOffs
from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    CabinAsRequested,
    CheckedBags,
    MostStops,
    NearPlace,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    Strength,
    TimeWindow,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.stay_dates import first_day_there, is_same_city
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest

# What a wish is worth where the company says nothing of such a thing, in minor units of the policy's currency.
UNMET_WISH = 2_500
# Who drops a car off has to get through the station or the airport after that.
_FROM_CAR_TO_GATE = timedelta(hours=1)


class Shortfall(NamedTuple):
    """What one offer lacks: which want of the request, for which of its slices, stays or cars, and in words."""

    want: int
    pointer: str
    detail: str


Lack = tuple[str, str]
"""A pointer into the request, and what is lacking there in words."""


class Want(NamedTuple):
    """Something that a request must have or would rather have; `worth` is what the company would pay for it once, in
    minor units of the policy's currency."""

    name: str
    strength: Strength
    worth: int
    find: Callable[[Offer], Iterable[Lack]]


class Ride(NamedTuple):
    """A slice of an offer beside its place in the request."""

    place: int
    flown: Slice | RailSlice

    @property
    def pointer(self) -> str:
        return f"/slices/{self.place}"

    @property
    def departs(self) -> tuple[datetime, str]:
        return self.flown.departs_at, self.flown.segments[0].origin_timezone

    @property
    def arrives(self) -> tuple[datetime, str]:
        return self.flown.arrives_at, self.flown.segments[-1].destination_timezone


def list_wants(request: TripRequest, worth: TradeOffs) -> tuple[Want, ...]:
    """Return everything that the request must have or would rather have, in its order: preferences, then windows, then
    what is asked of each stay, then that each car can be picked up and dropped off."""
    return (
        *(_want_of(each, request, worth) for each in request.preferences),
        *_windows(request, worth),
        *_stay_wants(request, worth),
        *_car_wants(request, worth),
    )


def find_shortfalls(wants: Iterable[Want], offer: Offer) -> tuple[Shortfall, ...]:
    """Return what an offer lacks of the wants."""
    return tuple(
        Shortfall(place, pointer, detail) for place, want in enumerate(wants) for pointer, detail in want.find(offer)
    )


def as_unmet(want: Want, shortfall: Shortfall, *, is_offered: bool) -> UnmetPreference:
    """Return a shortfall as it is shown."""
    return UnmetPreference(
        preference=want.name,
        strength=want.strength,
        pointer=shortfall.pointer,
        detail=shortfall.detail,
        is_offered=is_offered,
    )


def list_rides(offer: Offer, indexes: Iterable[int] = ()) -> Iterator[Ride]:
    """Yield the slices of an offer that are at these places of the request; all where none are named."""
    wanted = tuple(indexes)
    if isinstance(offer, FlightOffer | RailOffer):
        flown: tuple[Slice | RailSlice, ...] = offer.slices
        for place, each in zip(offer.slice_indexes, flown, strict=True):
            if not wanted or place in wanted:
                yield Ride(place, each)


def distance_of(stay: StayOffer, request: TripRequest) -> int:
    """Return metres from a hotel to what its stay is to be near, or to the centre, also where it is not known where
    that is."""
    near = request.stays[stay.stay_index].near
    point = near.point if near else None
    if point is None:
        return stay.distance_to_centre_metres
    return round(great_circle_distance(stay.latitude, stay.longitude, *point))


def is_overnight(ride: Ride) -> bool:
    """Return whether a slice is under way through the night: that of where it leaves, or, where it arrives on a later
    day, that of where it arrives."""
    (departs_at, here), (arrives_at, there) = ride.departs, ride.arrives
    if any(True for _ in nights_between(departs_at, arrives_at, here)):
        return True
    is_later = local_day(arrives_at, there) > local_day(departs_at, here)
    return is_later and any(True for _ in nights_between(departs_at, arrives_at, there))


def _want_of(preference: AnyPreference, request: TripRequest, worth: TradeOffs) -> Want:
    def find(offer: Offer) -> Iterable[Lack]:
        return find_lacks(preference, offer, request)

    name = str(preference.__struct_config__.tag)
    return Want(name, preference.strength, _worth_of(preference, worth, len(request.travellers)), find)


def _worth_of(preference: AnyPreference, worth: TradeOffs, travellers: int) -> int:
    match preference:
        case MostStops():
            said = travellers * worth.connection
        case NoOvernight():
            said = travellers * worth.unsocial_time
        case CabinAsRequested():
            said = travellers * worth.lower_cabin
        case WithCarriers() | WithoutCarriers():
            said = travellers * worth.non_preferred_carrier
        case RefundableComponents():
            said = worth.non_refundable
        case NearPlace():
            said = worth.centre_kilometre
        case CheckedBags() | SeatChoice():
            said = 0
    return said or UNMET_WISH


def find_lacks(preference: AnyPreference, offer: Offer, request: TripRequest) -> Iterable[Lack]:
    """Return each slice, stay or car of `offer` that does not meet the preference, with what it lacks in words."""
    match preference:
        case MostStops():
            return _find_changes(preference, offer)
        case NoOvernight():
            return _find_nights(preference, offer)
        case CabinAsRequested():
            return _find_lower_cabins(preference, offer, request)
        case WithCarriers() | WithoutCarriers():
            return _find_wrong_carriers(preference, offer)
        case RefundableComponents():
            return _find_unrefundable(preference, offer)
        case CheckedBags():
            return _find_missing_bags(preference, offer)
        case SeatChoice():
            return _find_missing_seats(preference, offer)
        case NearPlace():
            return _find_distance(preference, offer, request)


def _find_changes(preference: MostStops, offer: Offer) -> Iterator[Lack]:
    for ride in list_rides(offer, preference.slices):
        changes = len(ride.flown.segments) - 1
        if changes > preference.stops:
            yield ride.pointer, f"{changes} change{'s' * (changes > 1)}, at most {preference.stops} asked for"


def _find_nights(preference: NoOvernight, offer: Offer) -> Iterator[Lack]:
    for ride in list_rides(offer, preference.slices):
        if is_overnight(ride):
            yield ride.pointer, "under way through the night"


def _find_unrefundable(preference: RefundableComponents, offer: Offer) -> Iterator[Lack]:
    is_about = not preference.kinds or kind_of(offer) in preference.kinds
    if is_about and offer.refundability is Refundability.NONE:
        yield pointer_of(offer), "not refundable"


def _find_distance(preference: NearPlace, offer: Offer, request: TripRequest) -> Iterator[Lack]:
    if isinstance(offer, StayOffer) and (not preference.stays or offer.stay_index in preference.stays):
        near = request.stays[offer.stay_index].near
        if near is not None and near.point is None:
            yield pointer_of(offer), f"where {near.name} is, is not known"
            return
        metres = distance_of(offer, request)
        if metres > preference.within_metres:
            asked = f"at most {preference.within_metres / 1000:.1f} km asked for"
            yield pointer_of(offer), f"{metres / 1000:.1f} km away, {asked}"


def _find_lower_cabins(preference: CabinAsRequested, offer: Offer, request: TripRequest) -> Iterator[Lack]:
    for ride in list_rides(offer, preference.slices):
        asked = request.slices[ride.place].cabin
        lower = [each.name for each in ride.flown.segments if cabins_below(asked, each.cabin, offer)]
        if lower:
            yield ride.pointer, f"{', '.join(lower)} in a lower cabin than {asked.replace('_', ' ')}"


def cabins_below(asked: Cabin, cabin: Cabin, offer: Offer) -> int:
    """Return how many cabins below what is asked for a segment of this offer is; a train has only two."""
    if isinstance(offer, RailOffer):
        return int(asked is not Cabin.ECONOMY and cabin is Cabin.ECONOMY)
    return max(0, asked.rank - cabin.rank)


def _find_wrong_carriers(preference: WithCarriers | WithoutCarriers, offer: Offer) -> Iterator[Lack]:
    if not isinstance(offer, FlightOffer):
        return
    which = "another carrier" if isinstance(preference, WithCarriers) else "a carrier to be avoided"
    for place, flown in zip(offer.slice_indexes, offer.slices, strict=True):
        wrong = [each.flight_designator for each in flown.segments if not _is_right(preference, each.marketing_carrier)]
        if wrong and place in (preference.slices or offer.slice_indexes):
            yield f"/slices/{place}", f"{', '.join(wrong)} with {which}"


def _is_right(preference: WithCarriers | WithoutCarriers, carrier: str) -> bool:
    if isinstance(preference, WithoutCarriers):
        return carrier not in preference.carriers
    if carrier in preference.carriers:
        return True
    return preference.alliance is not None and alliance_of(carrier) is preference.alliance


def _find_missing_bags(preference: CheckedBags, offer: Offer) -> Iterator[Lack]:
    if not isinstance(offer, FlightOffer):
        return  # a train weighs no bags
    for ride in list_rides(offer, preference.slices):
        if offer.bags is None:
            yield ride.pointer, "the supplier does not say how many checked bags are included"
        elif offer.bags.checked < preference.bags:
            yield ride.pointer, f"{offer.bags.checked} checked bags included, {preference.bags} asked for"


def _find_missing_seats(preference: SeatChoice, offer: Offer) -> Iterator[Lack]:
    if not isinstance(offer, FlightOffer | RailOffer):
        return
    for ride in list_rides(offer, preference.slices):
        if offer.seat_selection is None:
            yield ride.pointer, "the supplier does not say whether a seat can be chosen"
        elif offer.seat_selection is SeatSelection.NONE:
            yield ride.pointer, f"no seat at the {preference.position} can be chosen"


def _windows(request: TripRequest, worth: TradeOffs) -> Iterator[Want]:
    for index, each in enumerate(request.slices):
        for name, window in (("departure", each.departure), ("arrival", each.arrival)):
            if window is not None:
                price = len(request.travellers) * worth.hour or UNMET_WISH
                yield Want(name, window.strength, price, _window_check(index, name, window))


def _window_check(index: int, name: str, window: TimeWindow) -> Callable[[Offer], Iterator[Lack]]:
    def find(offer: Offer) -> Iterator[Lack]:
        for ride in list_rides(offer, (index,)):
            moment, zone = ride.departs if name == "departure" else ride.arrives
            if not window.includes(moment, zone):
                yield ride.pointer, f"{name} outside the time asked for"

    return find


def _stay_wants(request: TripRequest, worth: TradeOffs) -> Iterator[Want]:
    for index, stay in enumerate(request.stays):
        if stay.min_stars is not None:
            price = stay.nights * worth.star or UNMET_WISH
            yield Want("min_stars", Strength.MUST, price, _stars_check(index, stay.min_stars))
        if stay.refundable:
            yield Want("refundable", Strength.MUST, worth.non_refundable or UNMET_WISH, _refund_check(index))


def _car_wants(request: TripRequest, worth: TradeOffs) -> Iterator[Want]:
    """Yield that one has arrived where a car is picked up by then, and leaves where it is dropped off after that."""
    price = len(request.travellers) * worth.hour or UNMET_WISH
    for number, car in enumerate(request.cars):
        arrivals = [
            index
            for index, each in enumerate(request.slices)
            if is_same_city(each.destination, car.pick_up) and first_day_there(each) <= car.pick_up_on
        ]
        departures = [
            index
            for index, each in enumerate(request.slices)
            if is_same_city(each.origin, car.drop_off) and each.depart_on >= car.drop_off_on
        ]
        for index in arrivals[-1:]:
            yield Want("car", Strength.MUST, price, _arrival_check(index, number, car.picked_up_at))
        for index in departures[:1]:
            yield Want("car", Strength.MUST, price, _departure_check(index, number, car.dropped_off_at))


def _arrival_check(index: int, car: int, picked_up: datetime) -> Callable[[Offer], Iterator[Lack]]:
    def find(offer: Offer) -> Iterator[Lack]:
        for ride in list_rides(offer, (index,)):
            if ride.flown.arrives_at > picked_up:
                yield f"/cars/{car}", "the car is to be picked up before the arrival"

    return find


def _departure_check(index: int, car: int, dropped_off: datetime) -> Callable[[Offer], Iterator[Lack]]:
    def find(offer: Offer) -> Iterator[Lack]:
        for ride in list_rides(offer, (index,)):
            if ride.flown.departs_at < dropped_off + _FROM_CAR_TO_GATE:
                yield f"/cars/{car}", "the car is to be dropped off less than an hour before the departure"

    return find


def _stars_check(index: int, stars: int) -> Callable[[Offer], Iterator[Lack]]:
    def find(offer: Offer) -> Iterator[Lack]:
        if isinstance(offer, StayOffer) and offer.stay_index == index:
            if offer.stars is None:
                yield pointer_of(offer), "the supplier does not say how many stars"
            elif offer.stars < stars:
                yield pointer_of(offer), f"{offer.stars} stars, at least {stars} asked for"

    return find


def _refund_check(index: int) -> Callable[[Offer], Iterator[Lack]]:
    def find(offer: Offer) -> Iterator[Lack]:
        if isinstance(offer, StayOffer) and offer.stay_index == index and offer.refundability is Refundability.NONE:
            yield pointer_of(offer), "not refundable"

    return find


def pointer_of(offer: Offer) -> str:
    """Return the pointer to what of the request an offer is for; of several slices, to the first."""
    match offer:
        case FlightOffer() | RailOffer():
            return f"/slices/{offer.slice_indexes[0]}"
        case StayOffer():
            return f"/stays/{offer.stay_index}"
        case CarOffer():
            return f"/cars/{offer.car_index}"
