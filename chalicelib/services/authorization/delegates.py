"""Who may act for an absent approver."""

from datetime import datetime

from chalicelib.domain.approvals.chain import stands_in_for
from chalicelib.services.authorization.people import People


def is_delegate_of(user_id: str, person: str, now: datetime, people: People | None = None) -> bool:
    """Return whether the user is the delegate of `person` at this time, or the delegate of their absent delegate; none
    of whom has left."""
    return stands_in_for(user_id, person, now.date(), (people or People()).find)
