"""Who never decides on a booking: who asked for it, who travels by it, who acted for them as the travel desk, and who
may be one of those who travel."""

from collections.abc import Collection

from chalicelib.domain.approvals.approval import ApprovalRequest
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.names import may_be_one_person

OWN = "You cannot approve your own booking."
NAMESAKE = "You have the name of one of the travellers: somebody else has to decide on this booking."


def barred_users_of(booking: Booking) -> tuple[str, ...]:
    """Return the user ids that never decide on the booking."""
    return tuple(dict.fromkeys([booking.requester_id, *booking.barred, *booking.desk_user_ids]))


def unidentified_names(booking: Booking) -> tuple[str, ...]:
    """Return the names of the travellers of whom it is not known which user they are, if any."""
    travellers = booking.travellers or booking.request.travellers
    return tuple(each.full_name for each in travellers if getattr(each, "user_id", None) is None)


def find_bar(booking: Booking, user_id: str, names: Collection[str]) -> str | None:
    """Return why the user, who goes by `names`, may not decide on the booking; None when nothing is in the way."""
    asked = booking.approval_request
    if user_id in {*barred_users_of(booking), *(asked.excluded_user_ids if asked else ())}:
        return OWN
    unknown = unidentified_names(booking)
    return NAMESAKE if any(may_be_one_person(name, each) for name in names for each in unknown) else None


def has_ruled(approval: ApprovalRequest, user_id: str) -> bool:
    """Return whether the user has decided at one of the levels: then they are asked at no other."""
    return any(step.decided_by == user_id for step in approval.steps)
