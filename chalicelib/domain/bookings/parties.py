"""Whose a booking is: its requester's, and each traveller's who has an account. Guests, and travellers of whom there is
a name alone, have none: the requester acts for them."""

from enum import StrEnum

from chalicelib.domain.bookings.booking import Booking


class PartyRole(StrEnum):
    """As what somebody has a part in a booking or a trip."""

    REQUESTER = "requester"
    TRAVELLER = "traveller"


def list_traveller_users(booking: Booking) -> tuple[str, ...]:
    """Return the user ids of those who travel, each once, in the booking's order. A booking from before travellers were
    kept is its requester's own journey."""
    if not booking.travellers:
        return (booking.requester_id,)
    return tuple(dict.fromkeys(each.user_id for each in booking.travellers if each.user_id))


def list_party_users(booking: Booking) -> tuple[str, ...]:
    """Return the user ids of the requester and of those who travel."""
    return tuple(dict.fromkeys((booking.requester_id, *list_traveller_users(booking))))


def is_party(booking: Booking, user_id: str) -> bool:
    """Return whether the user asked for the booking, or travels by it."""
    return user_id in list_party_users(booking)


def list_roles(booking: Booking, user_id: str) -> tuple[PartyRole, ...]:
    """Return as what the user has a part in the booking."""
    asked = [PartyRole.REQUESTER] if booking.requester_id == user_id else []
    travels = [PartyRole.TRAVELLER] if user_id in list_traveller_users(booking) else []
    return (*asked, *travels)
