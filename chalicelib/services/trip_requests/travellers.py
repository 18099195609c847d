"""Who the travellers of a request are: users by their own profiles, the requester also by name, everybody else by name
alone."""

from chalicelib import settings
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.identity import Identity
from chalicelib.domain.names import is_same_name
from chalicelib.domain.passengers import PassengerKind, Profile
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.services import passengers
from chalicelib.services.trip_requests.parsing import traveller_of


def identify_travellers(identity: Identity, request: TripRequest) -> tuple[BookingTraveller, ...]:
    """Return the travellers of a request in its order, each with the user that they are known to be.

    Raises InvalidInput when a profile is no longer there for the caller.
    """
    if request.passenger_ids:
        return tuple(_from_profile(each) for each in passengers.find_usable(identity, request.passenger_ids))
    requester = _find_requester(identity, request.travellers)
    return tuple(
        BookingTraveller(
            given_name=each.given_name,
            family_name=each.family_name,
            user_id=identity.user_id if place == requester else None,
        )
        for place, each in enumerate(request.travellers)
    )


def _from_profile(profile: Profile) -> BookingTraveller:
    return BookingTraveller(
        given_name=profile.given_name,
        family_name=profile.family_name,
        user_id=profile.user_id if profile.kind is PassengerKind.EMPLOYEE else None,
        passenger_id=profile.passenger_id,
    )


def _find_requester(identity: Identity, named: tuple[Traveller, ...]) -> int | None:
    """Return which of the named is the caller, by the whole name of their account or of their own profile; a traveller
    and a requester are two people until shown to be one."""
    found = _place_of(traveller_of(identity), named)
    if found is None and settings.current().passengers_enabled:
        own = passengers.find_own(identity)
        found = None if own is None else _place_of(own.traveller, named)
    return found


def _place_of(sought: Traveller, named: tuple[Traveller, ...]) -> int | None:
    return next((place for place, each in enumerate(named) if is_same_name(each.full_name, sought.full_name)), None)
