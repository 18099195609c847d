"""The approval-history table: what each was asked to approve, and what became of it.

Rows follow from the booking alone and are written in the transaction that changes it (`booking_commits.py`). They
outlast the request, and expire long after the last change of it.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import attrgetter

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.approval_history import ApprovalRecord, Asked, changed_records
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta

KEPT = timedelta(days=400)
EVERYBODYS = "all"
_READ_PER_ROW = 5  # as many rows are read at most for each that is wanted


class ApprovalHistoryRow(Model):
    """One approval request, for one who was asked; `request` is the booking's id and when the request began."""

    Meta = table_meta("approval-history")

    assignee = UnicodeAttribute(hash_key=True)
    request = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[ApprovalRecord](ApprovalRecord)


def of_person(user_id: str) -> str:
    """Return whose history one person's is."""
    return f"person#{user_id}"


def of_pool(pool: Pool) -> str:
    """Return whose history a pool's is."""
    return f"pool#{pool.value}"


def save_changed(transaction: TransactWrite, before: Booking | None, kept: Booking, actor: Actor) -> None:
    """Write in the transaction what a change of a booking by `actor` makes of its approval request, for each who was
    asked."""
    until = int((kept.updated_at + KEPT).timestamp())
    changed = changed_records(before, kept, actor)
    for asked, record in sorted(changed.items(), key=lambda each: _key(kept, each[0])):
        transaction.save(ApprovalHistoryRow(*_key(kept, asked), expires_at=until, document=record))


def was_asked(assignees: Iterable[str], booking_id: str) -> bool:
    """Return whether one of these was ever asked to approve the booking; read consistently."""
    return any(
        True
        for assignee in dict.fromkeys(assignees)
        for _ in ApprovalHistoryRow.query(
            assignee, ApprovalHistoryRow.request.startswith(f"{booking_id}#"), consistent_read=True, limit=1
        )
    )


def list_records(
    assignees: Iterable[str], wanted: Iterable[str], *, limit: int, start: Cursor | None
) -> ResultPage[ApprovalRecord]:
    """Return a page of what these were asked, each request once (as the first of them has it), whose status is
    `wanted`: the latest booking first. A page may be short although more follow."""
    before, statuses = start["request"]["S"] if start else None, frozenset(wanted)
    found: list[ApprovalRecord] = []
    last: str | None = None
    rows = _merge([_newest(each, before, limit) for each in dict.fromkeys(assignees)])
    for read, row in enumerate(rows, 1):
        if len(found) == limit or read > _READ_PER_ROW * limit:
            return ResultPage(found, {"request": {"S": last}} if last else None)
        last = row.request
        if row.document.status in statuses:
            found.append(row.document)
    return ResultPage(found, None)


def forget_person(user_id: str, limit: int) -> int:
    """Remove what a person was asked, at most so much of it; how much that was."""
    rows = list(ApprovalHistoryRow.query(of_person(user_id), consistent_read=True, limit=limit))
    for row in rows:
        row.delete()
    return len(rows)


def _newest(assignee: str, before: str | None, limit: int) -> Iterator[ApprovalHistoryRow]:
    return iter(
        ApprovalHistoryRow.query(
            assignee,
            None if before is None else ApprovalHistoryRow.request < before,
            scan_index_forward=False,
            page_size=limit + 1,
        )
    )


def _merge(found: list[Iterator[ApprovalHistoryRow]]) -> Iterator[ApprovalHistoryRow]:
    """Yield the rows of all, latest first; of several about one request the first's."""
    last: str | None = None
    for row in heapq.merge(*found, key=attrgetter("request"), reverse=True):
        if row.request != last:
            last = row.request
            yield row


def _key(booking: Booking, asked: Asked) -> tuple[str, str]:
    assignee = EVERYBODYS
    if asked.user_id is not None:
        assignee = of_person(asked.user_id)
    elif asked.pool is not None:
        assignee = of_pool(asked.pool)
    return assignee, f"{booking.booking_id}#{_text(asked.at)}"


def _text(at: datetime) -> str:
    return str(TimeAttribute().serialize(at))
