"""How the words of a request were read by a model: which phrases were borne out, as what, and what was left."""

from typing import assert_never

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
from chalicelib.domain.trip_requests.claims.evidence import Checked
from chalicelib.domain.trip_requests.claims.reading import find_unread
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.request_reading import ReadWords, RequestReading

_OfSlice = OriginClaim | DestinationClaim | DepartureDayClaim | DepartureClaim | ArrivalClaim
_OfTrip = OneWayClaim | ModeClaim | CabinClaim | PreferenceClaim | PartyClaim | CompanionClaim | PurposeClaim


def explain_claims(checked: Checked, language: Language, *, has_stay: bool) -> RequestReading:
    """Return what was read in the order of the text, and what was not; whether the trip has a hotel says of what a day
    or a place without any slice is."""
    text = checked.text.text
    read = [
        ReadWords(words=text[each.span.start : each.span.end], field=_field_of(each.claim, has_stay=has_stay))
        for each in sorted(checked.kept, key=lambda said: said.span)
    ]
    return RequestReading(read=tuple(dict.fromkeys(read)), unread=tuple(find_unread(checked, language)))


def _field_of(claim: AnyClaim, *, has_stay: bool) -> str:
    match claim:
        case OriginClaim() | DestinationClaim() | DepartureDayClaim() | DepartureClaim() | ArrivalClaim():
            return _field_of_slice(claim)
        case StayPlaceClaim():
            return "stays.place" if has_stay else "cars.pickUp"
        case CheckInClaim():
            return "stays.checkIn" if has_stay else "cars.pickUpOn"
        case CheckOutClaim():
            return "stays.checkOut" if has_stay else "cars.dropOffOn"
        case HotelClaim() | CarClaim():
            return "stays" if isinstance(claim, HotelClaim) else "cars"
        case NightsClaim() | NightlyCapClaim() | TotalCapClaim() | NearCentreClaim() | MinStarsClaim():
            return _field_of_stay(claim)
        case _:
            return _field_of_trip(claim)


def _field_of_slice(claim: _OfSlice) -> str:
    match claim:
        case OriginClaim():
            return "slices.origin"
        case DestinationClaim():
            return "slices.destination"
        case DepartureDayClaim():
            return "slices.departOn"
        case DepartureClaim():
            return "slices.departure"
        case ArrivalClaim():
            return "slices.arrival"
        case _:
            assert_never(claim)


def _field_of_stay(claim: NightsClaim | NightlyCapClaim | TotalCapClaim | NearCentreClaim | MinStarsClaim) -> str:
    match claim:
        case NightsClaim():
            return "stays.nights"
        case NightlyCapClaim():
            return "stays.nightlyCap"
        case TotalCapClaim():
            return "stays.totalCap"
        case NearCentreClaim():
            return "stays.nearCentre"
        case MinStarsClaim():
            return "stays.minStars"
        case _:
            assert_never(claim)


def _field_of_trip(claim: _OfTrip) -> str:
    match claim:
        case OneWayClaim():
            return "slices"
        case ModeClaim():
            return "slices.mode"
        case CabinClaim():
            return "slices.cabin"
        case PreferenceClaim():
            return "preferences"
        case PartyClaim() | CompanionClaim():
            return "travellers"
        case PurposeClaim():
            return "purpose"
        case _:
            assert_never(claim)
