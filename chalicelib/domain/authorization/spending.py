"""Whether a booking may still be bought, or what was bought be changed: whoever asked for it has not left, may still
book for each of its travellers (as their arranger, or as the travel desk), and none of them has left or was erased."""

from collections.abc import Callable

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.passengers import Profile
from chalicelib.domain.privacy.anonymity import ERASED
from chalicelib.errors import ArrangementEnded, RequesterLeft, RightEnded, TravellerErased, TravellerLeft

IsActive = Callable[[str], bool]
FindProfile = Callable[[str], Profile | None]
HoldsDesk = Callable[[str], bool]


def find_ended_right(
    booking: Booking, is_active: IsActive, find_profile: FindProfile, holds_desk: HoldsDesk
) -> RightEnded | None:
    """Return which right to spend on the booking has ended; None while all hold.

    A traveller by name alone needs no right. For the requester's own profile they need none either, be it deleted or
    not; every other has to be there, and to be theirs to book for: by the profile itself, or because they asked as the
    travel desk and still hold its role.
    """
    if not is_active(booking.requester_id):
        return RequesterLeft("The requester of this booking has left.")
    for traveller in travellers_of(booking):
        if traveller.full_name == ERASED.full_name:
            return TravellerErased("The data of a traveller of this booking was erased.")
        if traveller.user_id == booking.requester_id:
            continue
        if traveller.user_id is not None and not is_active(traveller.user_id):
            return TravellerLeft("A traveller of this booking has left.")
        profile = find_profile(traveller.passenger_id) if traveller.passenger_id else None
        if traveller.passenger_id and (profile is None or not _may_use(profile, booking, holds_desk)):
            return ArrangementEnded("The requester of this booking may no longer book for one of its travellers.")
    return None


def _may_use(profile: Profile, booking: Booking, holds_desk: HoldsDesk) -> bool:
    if profile.usable_by(booking.requester_id):
        return True
    return booking.requester_id in booking.desk_user_ids and holds_desk(booking.requester_id)


def travellers_of(booking: Booking) -> tuple[BookingTraveller, ...]:
    """Return who travels; for a booking from before they were fixed, by what its request says."""
    request = booking.request
    profiles = request.passenger_ids or (None,) * len(request.travellers)
    return booking.travellers or tuple(
        BookingTraveller(given_name=each.given_name, family_name=each.family_name, passenger_id=profile)
        for each, profile in zip(request.travellers, profiles, strict=True)
    )
