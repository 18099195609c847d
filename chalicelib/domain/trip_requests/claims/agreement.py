"""Whether a trip request has what is claimed of it."""

from collections.abc import Iterable
from itertools import pairwise
from typing import assert_never

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.claims.claim import (
    AnyClaim,
    ArrivalClaim,
    CabinClaim,
    CarClaim,
    CheckInClaim,
    CheckOutClaim,
    CompanionClaim,
    DepartureClaim,
    DepartureDayClaim,
    DestinationClaim,
    HotelClaim,
    MinStarsClaim,
    ModeClaim,
    NearCentreClaim,
    NightlyCapClaim,
    NightsClaim,
    OneWayClaim,
    OriginClaim,
    PartyClaim,
    PreferenceClaim,
    PurposeClaim,
    StayPlaceClaim,
    TotalCapClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut
from chalicelib.domain.trip_requests.trip_request import SliceRequest, StayRequest, TripRequest

_OfSlice = OriginClaim | DestinationClaim | DepartureDayClaim | DepartureClaim | ArrivalClaim
_OfStay = (
    HotelClaim
    | StayPlaceClaim
    | NightsClaim
    | CheckInClaim
    | CheckOutClaim
    | NightlyCapClaim
    | TotalCapClaim
    | NearCentreClaim
    | MinStarsClaim
    | CarClaim
)


def find_disagreements(kept: Iterable[BorneOut], request: TripRequest) -> tuple[BorneOut, ...]:
    """Return what is borne out with certainty and is otherwise in the request."""
    return tuple(each for each in kept if each.is_certain and not _holds(each, request))


def is_essential(claim: AnyClaim) -> bool:
    """Return whether a claim says where or when is travelled, for how many, or for how much."""
    return not isinstance(claim, PreferenceClaim | PurposeClaim | NearCentreClaim | MinStarsClaim)


def _holds(said: BorneOut, request: TripRequest) -> bool:
    claim = said.claim
    match claim:
        case OriginClaim() | DestinationClaim() | DepartureDayClaim() | DepartureClaim() | ArrivalClaim():
            found = request.slices[claim.slice : claim.slice + 1]
            return any(_holds_of_slice(claim, said.place, each) for each in found)
        case OneWayClaim() | ModeClaim() | CabinClaim() | PreferenceClaim():
            return _holds_of_journey(claim, request)
        case PartyClaim():
            return len(request.travellers) == claim.count
        case CompanionClaim():
            return any(set(claim.name.split()) == set(each.full_name.split()) for each in request.travellers)
        case PurposeClaim():
            return True  # said in other words, it is the same trip
        case _:
            return _holds_of_stay(claim, said.place, request)


def _holds_of_journey(claim: OneWayClaim | ModeClaim | CabinClaim | PreferenceClaim, request: TripRequest) -> bool:
    match claim:
        case OneWayClaim():
            return len(request.slices) == 1
        case ModeClaim():
            return all(each.mode is claim.mode for each in request.slices)
        case CabinClaim():
            return all(each.cabin is claim.cabin for each in request.slices)
        case PreferenceClaim():
            return claim.preference in request.preferences
        case _:
            assert_never(claim)


def _holds_of_slice(claim: _OfSlice, place: Place | None, found: SliceRequest) -> bool:
    match claim:
        case OriginClaim():
            return place is None or place.airports == found.origin.airports
        case DestinationClaim():
            return place is None or place.airports == found.destination.airports
        case DepartureDayClaim():
            return found.depart_on == claim.day
        case DepartureClaim():
            return found.departure == claim.window
        case ArrivalClaim():
            return found.arrival == claim.window
        case _:
            assert_never(claim)


def _holds_of_stay(claim: _OfStay, place: Place | None, request: TripRequest) -> bool:
    match claim:
        case HotelClaim():
            return bool(request.stays)
        case StayPlaceClaim():
            found = [*(each.place for each in request.stays), *(each.pick_up for each in request.cars)]
            return place is None or any(place.airports == each.airports for each in found)
        case NightsClaim():
            days = [each.depart_on for each in request.slices]
            spent = {(after - before).days for before, after in pairwise(days)}
            return claim.nights in spent | {each.nights for each in request.stays}
        case CheckInClaim():
            return claim.day in {each.check_in for each in request.stays} | {each.pick_up_on for each in request.cars}
        case CheckOutClaim():
            return claim.day in {each.check_out for each in request.stays} | {each.drop_off_on for each in request.cars}
        case CarClaim():
            return any((each.category, each.automatic) == (claim.category, claim.automatic) for each in request.cars)
        case _:
            return bool(request.stays) and all(_holds_of_hotel(claim, each) for each in request.stays)


def _holds_of_hotel(
    claim: NightlyCapClaim | TotalCapClaim | NearCentreClaim | MinStarsClaim, stay: StayRequest
) -> bool:
    match claim:
        case NightlyCapClaim():
            return stay.nightly_cap == claim.amount
        case TotalCapClaim():
            return stay.total_cap == claim.amount
        case NearCentreClaim():
            return stay.near_centre
        case MinStarsClaim():
            return stay.min_stars == claim.stars
        case _:
            assert_never(claim)
