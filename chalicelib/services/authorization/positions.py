"""As whom somebody stands to a person whose position they want to see, now.

The company cares for its travellers through its travel managers; an arranger is whom the traveller's own passenger
profile names. Nobody else sees a position that is not theirs: neither approvers nor operators, nor whoever a trip is
shared with, nor who travels on the same one, nor a manager in the chain.
"""

from chalicelib import settings
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.looks import Standing
from chalicelib.models import passengers
from chalicelib.services.authorization.people import People


def find_standing(identity: Identity, user_id: str, people: People | None = None) -> Standing | None:
    """Return as whom the caller may look for the positions of a person; None when they may not. Raises NotAllowed for
    who has left, but of themselves; Unavailable."""
    if identity.user_id == user_id:
        return Standing.SELF
    (people or People()).require_active(identity.user_id)
    if identity.has(Role.TRAVEL_MANAGER):
        return Standing.TRAVEL_MANAGER
    return Standing.ARRANGER if _is_arranger(identity.user_id, user_id) else None


def _is_arranger(viewer_id: str, user_id: str) -> bool:
    passenger_id = passengers.find_own(user_id) if settings.current().passengers_enabled else None
    profile = passengers.find_passenger(passenger_id) if passenger_id else None
    return profile is not None and viewer_id in profile.arranger_ids
