"""The right to spend on a booking, asked at every step that does: when an option is chosen, the request revised, what
is booked quoted or changed, and by the workflow when it holds, prices and buys."""

from typing import NamedTuple

from chalicelib import settings
from chalicelib.domain.authorization.spending import find_ended_right
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.mentions import parties_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import Profile
from chalicelib.domain.reliances import Reliance
from chalicelib.errors import NotFound, RightEnded, TravellerErased
from chalicelib.models import mentions, passengers
from chalicelib.services.authorization.bookings import arrangeable_booking
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.roles import holds_travel_desk


class Permitted(NamedTuple):
    """A booking on which the caller may spend, and the records that say so."""

    booking: Booking
    relies_on: tuple[Reliance, ...]


class Profiles:
    """Passenger profiles, each read once."""

    def __init__(self) -> None:
        self._found: dict[str, Profile | None] = {}

    def find(self, passenger_id: str) -> Profile | None:
        """Return a profile, read consistently; None when there is none, or the stage keeps none any more."""
        if not settings.current().passengers_enabled:
            return None
        if passenger_id not in self._found:
            try:
                self._found[passenger_id] = passengers.get_passenger(passenger_id).profile
            except NotFound:
                self._found[passenger_id] = None
        return self._found[passenger_id]

    @property
    def relies_on(self) -> tuple[Reliance, ...]:
        """Every profile that was looked at, with its version."""
        return tuple(Reliance("passenger", each, kept.version if kept else None) for each, kept in self._found.items())


def permitted_booking(identity: Identity, booking_id: str) -> Permitted:
    """Return a booking that the caller asked for or travels by, whose requester may spend on it now. Raises NotFound
    when it is not there for them, NotAllowed when they may only read it, and RightEnded."""
    people = People()
    booking = arrangeable_booking(identity, booking_id, people)
    return Permitted(booking, require_right_to_spend(booking, people))


def require_right_to_spend(booking: Booking, people: People | None = None) -> tuple[Reliance, ...]:
    """Return the records by which the booking's requester may spend on it now. Raises RightEnded."""
    people, profiles = people or People(), Profiles()
    ended = _find_ended(booking, people, profiles)
    if ended is not None:
        raise ended
    return (*people.relies_on, *profiles.relies_on)


def may_spend(booking: Booking) -> bool:
    """Return whether the booking's requester may spend on it now."""
    return find_right_ended(booking) is None


def find_right_ended(booking: Booking) -> RightEnded | None:
    """Return which right of the booking's requester to spend on it has ended; None while they may."""
    return _find_ended(booking, People(), Profiles())


def _find_ended(booking: Booking, people: People, profiles: Profiles) -> RightEnded | None:
    return find_ended_right(booking, people.is_active, profiles.find, holds_travel_desk) or _find_erased(booking)


def _find_erased(booking: Booking) -> RightEnded | None:
    """Return that somebody of the booking is being erased, or was; their name may stand in it still."""
    if mentions.is_erased(parties_of(booking)):
        return TravellerErased("The data of the requester or of a traveller of this booking was erased.")
    return None
