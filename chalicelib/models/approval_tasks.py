"""The approval-tasks table: whom each booking that waits for approval is addressed to.

Rows follow from the booking alone and are written in the transaction that changes it (`booking_commits.py`), so an
inbox never shows what is not asked, nor lacks what is.
"""

import heapq
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.booking import Booking
from chalicelib.dynamodb.tables import TimeAttribute, table_meta

EVERYBODYS = "all"


class ApprovalTaskRow(Model):
    """One booking in one inbox; `urgency` is the deadline and the booking's id, so that rows stand by deadline."""

    Meta = table_meta("approval-tasks")

    assignee = UnicodeAttribute(hash_key=True)
    urgency = UnicodeAttribute(range_key=True)


def of_person(user_id: str) -> str:
    """Return the inbox of one person."""
    return f"person#{user_id}"


def of_pool(pool: Pool) -> str:
    """Return the inbox of a pool."""
    return f"pool#{pool.value}"


def rows_of(booking: Booking | None) -> set[tuple[str, str]]:
    """Return the keys of a booking's rows: none unless it waits for approval, and has not begun to end."""
    if booking is None or booking.approval_request is None or not booking.decidable or booking.ending is not None:
        return set()
    urgency = f"{_text(booking.approval_request.deadline)}#{booking.booking_id}"
    assignees = {EVERYBODYS}
    for step in booking.approval_request.open_steps:
        assignees |= {of_person(person) for person in step.people}
        assignees |= {of_pool(step.pool)} if step.pool else set()
    return {(assignee, urgency) for assignee in assignees}


def list_tasks(assignees: Iterable[str], *, limit: int, after: str | None) -> tuple[list[str], str | None]:
    """Return ids of the bookings in all these inboxes together, each once, the earliest deadline first; and the urgency
    after which the next page starts, None at the end. Read consistently."""
    found = [
        (
            row.urgency
            for row in ApprovalTaskRow.query(
                assignee,
                None if after is None else ApprovalTaskRow.urgency > after,
                consistent_read=True,
                limit=limit + 1,
            )
        )
        for assignee in dict.fromkeys(assignees)
    ]
    page = list(islice(dict.fromkeys(heapq.merge(*found)), limit + 1))
    ids = [urgency.partition("#")[2] for urgency in page[:limit]]
    return ids, page[limit - 1] if len(page) > limit else None


def _text(deadline: datetime) -> str:
    return str(TimeAttribute().serialize(deadline))
