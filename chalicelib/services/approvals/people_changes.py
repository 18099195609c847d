"""What a change of the company's people means for approvals that wait: steps that nobody may answer any more pass on to
somebody else.

It is asked for as soon as the change is committed, and done once more by the sweeper, which finds in the employee
records of whom a change has not been followed up yet.
"""

from collections.abc import Iterator

from chalicelib import clock, observability
from chalicelib.models import approval_tasks, employees
from chalicelib.services.approvals.timers import reassign_approvers
from chalicelib.services.bookings.commits import request_reconciliation

_A_PAGE = 100


def request_reassignments(user_id: str) -> None:
    """Ask that the approvals in which the person is asked, or stands in, be looked at now; what is lost of that is left
    to the sweeper."""
    try:
        for booking_id in _list_waiting(user_id):
            request_reconciliation(booking_id)
    except Exception as error:  # noqa: BLE001 - the change is committed, whatever keeps this from being asked for
        observability.warning("approvals left to the sweeper", subjectId=user_id, error=type(error).__name__)


def reassign_steps_of(user_id: str) -> int:
    """Have others asked wherever, after a change of this person, nobody may answer any more; how many approvals that
    were. Raises what keeps one of them from being changed."""
    return sum(reassign_approvers(booking_id) for booking_id in _list_waiting(user_id))


def _list_waiting(user_id: str) -> Iterator[str]:
    """Yield ids of bookings whose approval waits for the person, or for somebody whose delegate they are."""
    represented = (each.user_id for each in employees.list_represented(user_id, clock.now().date()))
    inboxes = [approval_tasks.of_person(each) for each in dict.fromkeys([user_id, *represented])]
    after = None
    while True:
        ids, after = approval_tasks.list_tasks(inboxes, limit=_A_PAGE, after=after)
        yield from ids
        if after is None:
            return
