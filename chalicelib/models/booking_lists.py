"""Bookings as lists of many read them: beside each other, so that one that cannot be read hides no other. It is there
by its id, and reported."""

from collections.abc import Iterable, Iterator

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow, page_of, read_isolated, report_unreadable
from chalicelib.dynamodb.tables import IsolatedAttribute, TimeAttribute, Unreadable, table_meta
from chalicelib.models.bookings import BookingSummary


class _ByRequester(GlobalSecondaryIndex["ListedRow"]):
    """A booking stands in it for its requester, and by a copy of its summary for each of its travellers."""

    class Meta:
        index_name = "requester-created"
        projection = IncludeProjection(["status", "version", "summary"])

    requester_id = UnicodeAttribute(hash_key=True, attr_name="requesterId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class ListedRow(Model):
    """A booking, or a copy of its summary, as lists of one's own find it."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    requester_id = UnicodeAttribute(attr_name="requesterId")
    status = UnicodeAttribute()
    created_at = TimeAttribute(attr_name="createdAt")
    summary = IsolatedAttribute[BookingSummary](BookingSummary)

    by_requester = _ByRequester()


class ReadRow(Model):
    """A booking as it is read beside others."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    document = IsolatedAttribute[Booking](Booking)


def list_bookings(
    user_id: str, *, status: BookingStatus | None, role: PartyRole | None = None, limit: int, start: Cursor | None
) -> ResultPage[BookingSummary | UnreadableRow]:
    """Return one page of the bookings that a user asked for or travels by, or only has this role in, newest first, and
    the key after which the next page starts. Of one that cannot be read no role is known.

    A page filtered by `status` or `role` may hold fewer than `limit` bookings although more follow.
    """
    found = ListedRow.by_requester.query(
        user_id,
        filter_condition=None if status is None else ListedRow.status == status.value,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    rows, position = page_of(found, lambda row: _has_role(row, role), limit=limit)
    return ResultPage(read_isolated("bookings", ((row.booking_id, row.summary) for row in rows)), position)


def read_bookings(booking_ids: Iterable[str], *, consistent: bool = True) -> list[Booking | UnreadableRow]:
    """Return the bookings with these ids, in their order; one that is gone is left out, and one that cannot be read is
    there by its id, and reported."""
    wanted = list(dict.fromkeys(booking_ids))
    rows = ReadRow.batch_get(wanted, consistent_read=consistent, attributes_to_get=["bookingId", "document"])
    found = {row.booking_id: row.document for row in rows}
    return read_isolated("bookings", ((each, found[each]) for each in wanted if each in found))


def list_readable(booking_ids: Iterable[str]) -> list[Booking]:
    """Return those of the bookings with these ids that can be read, in their order; the others are reported."""
    return [each for each in read_bookings(booking_ids) if isinstance(each, Booking)]


def scan_bookings() -> Iterator[Booking]:
    """Yield every booking that can be read, the others are reported: for an operator who has reports counted anew, and
    for nothing that anybody waits for."""
    for row in ReadRow.scan(ReadRow.document.exists(), page_size=PAGE):
        if isinstance(row.document, Unreadable):
            report_unreadable("bookings", [row.booking_id])
        else:
            yield row.document


def _has_role(row: ListedRow, role: PartyRole | None) -> bool:
    """Return whether a booking is in somebody's list as one in which they have this role; of one that cannot be read is
    known who asked for it, by its key."""
    if isinstance(row.summary, Unreadable):
        return role is not PartyRole.REQUESTER or "#" not in row.booking_id
    return role in {None, *_roles_in(row.summary)}


def _roles_in(summary: BookingSummary) -> tuple[PartyRole, ...]:
    """Return as what somebody has a part in a booking of their list; in one from before there were roles, as its
    requester."""
    return summary.roles or (PartyRole.REQUESTER,)
