"""Following up what has changed of the company's people, one person at a time; one that fails keeps nobody else
waiting."""

from datetime import datetime, timedelta

from chalicelib import clock, observability
from chalicelib.domain.value import Value
from chalicelib.models import employees
from chalicelib.services.approvals.people_changes import reassign_steps_of
from chalicelib.services.booking_workflow.leaving import end_without_right, list_open
from chalicelib.services.tracking.devices import end_devices
from chalicelib.services.tracking.sharing import end_shares
from chalicelib.services.trips.calendars import close_calendars

_PEOPLE_A_SWEEP = 200
_PAUSE = timedelta(minutes=5)


class FollowedUp(Value, frozen=True):
    """What was done: changes that are followed up, approvals for which somebody else is asked, bookings of who has left
    that end, and failures."""

    people: int = 0
    reassigned: int = 0
    ended: int = 0
    failed: int = 0


def follow_up_changes() -> FollowedUp:
    """Do what follows from changes of people's records, the oldest first."""
    done = reassigned = ended = failed = 0
    now = clock.now()
    for user_id in employees.list_changed(now, _PEOPLE_A_SWEEP):
        try:
            others_asked, bookings_ended = _follow_up(user_id, now)
            reassigned += others_asked
            ended += bookings_ended
            done += 1
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not keep the others waiting
            failed += 1
            observability.error("change of a person not followed up", subjectId=user_id, error=type(error).__name__)
            employees.postpone_follow_up(user_id, now + _PAUSE)
    return FollowedUp(people=done, reassigned=reassigned, ended=ended, failed=failed)


def _follow_up(user_id: str, now: datetime) -> tuple[int, int]:
    """Return for how many approvals others are asked, and how many bookings end. The devices of somebody who has left,
    from which nothing is taken from that moment on, and their calendars and links, which open nothing from then on, are
    ended for good. They are come back to while a booking of theirs is on its way to wait for a person."""
    employee = employees.find_employee(user_id)
    if employee is None:
        return 0, 0
    reassigned = reassign_steps_of(user_id)
    if not employee.active:
        end_devices(user_id)
        end_shares(user_id)
        close_calendars(user_id)
    waiting = [] if employee.active else list(list_open(user_id))
    ended = sum(end_without_right(booking) for booking in waiting)
    if ended < len(waiting):
        employees.postpone_follow_up(user_id, now + _PAUSE)
    else:
        employees.mark_followed_up(employee)
    return reassigned, ended
