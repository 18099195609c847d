"""Following up what has changed of the company's people, one person at a time; one that fails keeps nobody else
waiting."""

from datetime import timedelta

from chalicelib import clock, observability
from chalicelib.domain.value import Value
from chalicelib.models import employees
from chalicelib.services.approvals.people_changes import reassign_steps_of

_PEOPLE_A_SWEEP = 200
_PAUSE = timedelta(minutes=5)


class FollowedUp(Value, frozen=True):
    """What was done: changes that are followed up, approvals for which somebody else is asked, and failures."""

    people: int = 0
    reassigned: int = 0
    failed: int = 0


def follow_up_changes() -> FollowedUp:
    """Do what follows from changes of people's records, the oldest first."""
    done = reassigned = failed = 0
    now = clock.now()
    for user_id in employees.list_changed(now, _PEOPLE_A_SWEEP):
        try:
            reassigned += _follow_up(user_id)
            done += 1
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not keep the others waiting
            failed += 1
            observability.error("change of a person not followed up", subjectId=user_id, error=type(error).__name__)
            employees.postpone_follow_up(user_id, now + _PAUSE)
    return FollowedUp(people=done, reassigned=reassigned, failed=failed)


def _follow_up(user_id: str) -> int:
    employee = employees.find_employee(user_id)
    if employee is None:
        return 0
    reassigned = reassign_steps_of(user_id)
    employees.mark_followed_up(employee)
    return reassigned
