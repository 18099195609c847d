"""Whose data a guest's is to have erased."""

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.mentions import BOOKING
from chalicelib.domain.passengers import PassengerKind
from chalicelib.errors import NotFound
from chalicelib.models import bookings, mentions, passengers

_MOST_LOOKED_AT = 100


def require_erasable(identity: Identity, passenger_id: str) -> None:
    """Raise NotFound unless this is a guest whom the caller may have erased: whose profile they keep or may use, whom
    they booked for when that is gone, or any guest of whom something is known for a travel manager."""
    profile = passengers.find_passenger(passenger_id)
    if profile is not None:
        may = profile.kind is PassengerKind.GUEST and (
            profile.usable_by(identity.user_id) or identity.has(Role.TRAVEL_MANAGER)
        )
    else:
        may = _knows_departed(identity, passenger_id)
    if not may:
        raise NotFound(f"There is no guest {passenger_id}.")


def _knows_departed(identity: Identity, passenger_id: str) -> bool:
    """Return whether bookings name a guest whose profile is gone, and the caller may know of one of them."""
    found, _ = mentions.list_things(passenger_id, BOOKING, limit=_MOST_LOOKED_AT)
    if identity.has(Role.TRAVEL_MANAGER):
        return bool(found) or mentions.find_mark(passenger_id) is not None
    return any(each.requester_id == identity.user_id for each in bookings.get_bookings(found))
