"""Who may act for an absent approver."""

from datetime import datetime

from chalicelib.models import employees


def is_delegate_of(user_id: str, person: str, now: datetime) -> bool:
    """Return whether the user is the delegate of `person` at this time."""
    found = employees.find_employee(person)
    return found is not None and found.delegate_on(now.date()) == user_id
