"""Who the travellers of a request are: users by their own profiles, the requester also by name, everybody else by name
alone."""

import msgspec

from chalicelib import settings
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.identity import Identity
from chalicelib.domain.names import is_same_name
from chalicelib.domain.passengers import PassengerKind, Profile
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.services import passengers
from chalicelib.services.trip_requests.naming import claimed_name


def identify_travellers(
    identity: Identity, request: TripRequest, *, is_requester_first: bool = False
) -> tuple[BookingTraveller, ...]:
    """Return the travellers of a request in its order, each with the user that they are known to be.

    The requester `is_requester_first` where no travellers were given: then the first is the requester, whatever they
    answered to be called. Raises InvalidInput when a profile is no longer there for the caller.
    """
    found = passengers.find_usable(identity, request.passenger_ids) if request.passenger_ids else []
    profiled = tuple(map(_from_profile, found))
    named = request.travellers[len(profiled) :]
    if not named or any(each.user_id == identity.user_id for each in profiled):
        return (*profiled, *(_by_name(each) for each in named))
    return (*profiled, *_name_requester(identity, named, first=is_requester_first and not profiled))


def _from_profile(profile: Profile) -> BookingTraveller:
    return BookingTraveller(
        given_name=profile.given_name,
        family_name=profile.family_name,
        user_id=profile.user_id if profile.kind is PassengerKind.EMPLOYEE else None,
        passenger_id=profile.passenger_id,
    )


def _by_name(traveller: Traveller) -> BookingTraveller:
    return BookingTraveller(given_name=traveller.given_name, family_name=traveller.family_name)


def _name_requester(identity: Identity, named: tuple[Traveller, ...], *, first: bool) -> tuple[BookingTraveller, ...]:
    """Return the named, the caller among them as the user that they are: by the whole name of their own profile, of
    their token or of their account; a traveller and a requester are two people until shown to be one."""
    own = passengers.find_own(identity) if settings.current().passengers_enabled else None
    claimed = claimed_name(identity)
    called = [own.traveller.full_name if own else "", claimed.full_name if claimed else "", identity.name]
    found = [place for name in called if (place := _place_of(name, named)) is not None]
    travellers = [_by_name(each) for each in named]
    for requester in [0] if first else found[:1]:
        is_own = own is not None and is_same_name(own.traveller.full_name, named[requester].full_name)
        travellers[requester] = msgspec.structs.replace(
            travellers[requester],
            user_id=identity.user_id,
            passenger_id=own.passenger_id if own and is_own else None,
        )
    return tuple(travellers)


def _place_of(name: str, named: tuple[Traveller, ...]) -> int | None:
    return next((place for place, each in enumerate(named) if is_same_name(each.full_name, name)), None)
