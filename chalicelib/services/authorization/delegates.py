"""Who may act for an absent approver."""

from datetime import datetime

from chalicelib.domain.approvals.chain import is_delegate_on
from chalicelib.services.authorization.people import People


def is_delegate_of(user_id: str, person: str, now: datetime, people: People | None = None) -> bool:
    """Return whether the user is the delegate of `person` at this time, or the delegate of their absent delegate; none
    of whom has left."""
    return is_delegate_on(user_id, person, now.date(), (people or People()).find)
