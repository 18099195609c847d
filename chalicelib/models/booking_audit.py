"""The audit table: one hash-chained log a booking, and every employee's entries by time."""

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.bookings.audit import AuditEntry
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta


class _ByRequester(GlobalSecondaryIndex["AuditRow"]):
    class Meta:
        index_name = "requester-timestamp"
        projection = AllProjection()

    requester_id = UnicodeAttribute(hash_key=True, attr_name="requesterId")
    timestamp = TimeAttribute(range_key=True)


class AuditRow(Model):
    """One entry."""

    Meta = table_meta("booking-audit")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    audit_id = UnicodeAttribute(range_key=True, attr_name="auditId")
    requester_id = UnicodeAttribute(attr_name="requesterId")
    timestamp = TimeAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt")
    entry = StructAttribute[AuditEntry](AuditEntry)

    by_requester = _ByRequester()


class _AuditKey(Model):
    """Where an entry is, whatever it holds."""

    Meta = table_meta("booking-audit")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    audit_id = UnicodeAttribute(range_key=True, attr_name="auditId")


def to_row(entry: AuditEntry, expires_at: int) -> AuditRow:
    """Return a chained entry's row; `expires_at` in epoch seconds."""
    return AuditRow(
        entry.booking_id,
        entry.audit_id,
        requester_id=entry.requester_id,
        timestamp=entry.timestamp,
        expires_at=expires_at,
        entry=entry,
    )


def list_entries(booking_id: str, *, limit: int | None = None, start: Cursor | None = None) -> ResultPage[AuditEntry]:
    """Return entries of a booking from the first, and the key after which the next page starts; all when `limit` is
    None."""
    rows = AuditRow.query(booking_id, consistent_read=True, limit=limit, last_evaluated_key=start)
    return ResultPage([row.entry for row in rows], rows.last_evaluated_key)


def find_unreadable(booking_id: str) -> str | None:
    """Return the id of the first entry of a booking that cannot be read; None when all can."""
    for key in _AuditKey.query(booking_id, consistent_read=True, attributes_to_get=["bookingId", "auditId"]):
        try:
            AuditRow.get(booking_id, key.audit_id, consistent_read=True)
        except (msgspec.MsgspecError, ValueError):
            return key.audit_id
    return None


def list_by_requester(requester_id: str, *, limit: int, start: Cursor | None) -> ResultPage[AuditEntry]:
    """Return one page of the entries of all of an employee's bookings, the oldest first, and where it goes on."""
    rows = AuditRow.by_requester.query(requester_id, limit=limit, last_evaluated_key=start)
    return ResultPage([row.entry for row in rows], rows.last_evaluated_key)
