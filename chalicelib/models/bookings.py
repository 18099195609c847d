"""The bookings table: read here, written only through `booking_commits.py`."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib import settings
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parties import PartyRole, list_party_users, list_roles
from chalicelib.domain.day_ranges import month_of
from chalicelib.domain.money import Money
from chalicelib.domain.privacy.anonymity import names_until
from chalicelib.domain.reports.contribution import report_month_of
from chalicelib.domain.trip_requests.titles import name_trip
from chalicelib.domain.value import Cursor, Value
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound, Unavailable

_UNANCHORED = "yes"


class BookingSummary(Value, frozen=True):
    """A booking in the list of one of its parties."""

    booking_id: str
    status: Annotated[BookingStatus, msgspec.Meta(description="Where the booking is in its life")]
    name: Annotated[str, msgspec.Meta(description="Where the trip goes", examples=["Berlin to London"])]
    starts_on: Annotated[date, msgspec.Meta(description="First day of the trip, local to where it starts")]
    ends_on: Annotated[
        date,
        msgspec.Meta(description="Last day that was asked for: of a departure, check-out or drop-off, each local"),
    ]
    places: Annotated[tuple[str, ...], msgspec.Meta(description="Names of its places, in order: where it starts first")]
    price: Annotated[
        Money | None, msgspec.Meta(description="What the selected option costs in all; null while none is selected")
    ]
    trip_id: Annotated[str | None, msgspec.Meta(description="Trip that holds what was booked; null until it is booked")]
    created_at: datetime
    updated_at: datetime
    requester_id: Annotated[
        str | None, msgspec.Meta(description="Who requested it, by their id; null if they were erased")
    ] = None
    roles: Annotated[
        tuple[PartyRole, ...], msgspec.Meta(description="Whether you asked for it, travel by it, or both")
    ] = ()


class _ByStatusCompensation(GlobalSecondaryIndex["BookingRow"]):
    """Only bookings whose compensation is failing have the range key, and are in it."""

    class Meta:
        index_name = "status-compensation"
        projection = KeysOnlyProjection()

    status = UnicodeAttribute(hash_key=True)
    compensation_since = TimeAttribute(range_key=True, attr_name="compensationSince")


class _DueByStatus(GlobalSecondaryIndex["DueBookingRow"]):
    class Meta:
        index_name = "status-due"
        projection = KeysOnlyProjection()

    status = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class _ByReportMonth(GlobalSecondaryIndex["ReportedRow"]):
    """Only bookings that count in reports have the key, and are in it."""

    class Meta:
        index_name = "report-month"
        projection = IncludeProjection(["version"])

    report_month = UnicodeAttribute(hash_key=True, attr_name="reportMonth")
    booking_id = UnicodeAttribute(range_key=True, attr_name="bookingId")


class ReportedRow(Model):
    """What a recount of the reports knows of a booking before it reads it."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    version = NumberAttribute()
    report_month = UnicodeAttribute(attr_name="reportMonth", null=True)

    by_report_month = _ByReportMonth()


class DueBookingRow(DueRow):
    """What the sweeper knows of a booking before it reads it."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")

    by_status_due = _DueByStatus()


class _ByUnanchored(GlobalSecondaryIndex["UnanchoredRow"]):
    """Only bookings whose latest audit entry has not been anchored have the keys, and are in it."""

    class Meta:
        index_name = "unanchored-since"
        projection = KeysOnlyProjection()

    unanchored = UnicodeAttribute(hash_key=True)
    unanchored_since = TimeAttribute(range_key=True, attr_name="unanchoredSince")


class UnanchoredRow(Model):
    """What anchoring the audit knows of a booking before it reads it."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    version = NumberAttribute()
    unanchored = UnicodeAttribute(null=True)
    unanchored_since = TimeAttribute(attr_name="unanchoredSince", null=True)
    put_off_since = TimeAttribute(attr_name="unanchoredPutOffSince", null=True)  # what the other was at first

    by_unanchored = _ByUnanchored()


class BookingRow(Model):
    """One booking; `document` is the whole of it, the other attributes are what indexes and conditions need."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    requester_id = UnicodeAttribute(attr_name="requesterId")
    status = UnicodeAttribute()
    version = NumberAttribute()
    created_at = TimeAttribute(attr_name="createdAt")
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    compensation_since = TimeAttribute(attr_name="compensationSince", null=True)
    unanchored = UnicodeAttribute(null=True)
    unanchored_since = TimeAttribute(attr_name="unanchoredSince", null=True)
    # Where it stands in the company's lists (`company_bookings.py`): month, day and cost centre.
    starts_in = UnicodeAttribute(attr_name="startsIn", null=True)
    starts_on = UnicodeAttribute(attr_name="startsOn", null=True)
    cost_centre = UnicodeAttribute(attr_name="costCentre", null=True)
    report_month = UnicodeAttribute(attr_name="reportMonth", null=True)
    summary = StructAttribute[BookingSummary](BookingSummary)
    document = StructAttribute[Booking](Booking)

    by_status_compensation = _ByStatusCompensation()


class CopyRow(Model):
    """A booking as it stands in the list of a traveller who did not ask for it: what the index carries, and no more."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    requester_id = UnicodeAttribute(attr_name="requesterId")  # the key of the index: here the traveller
    status = UnicodeAttribute()
    version = NumberAttribute()
    created_at = TimeAttribute(attr_name="createdAt")
    summary = StructAttribute[BookingSummary](BookingSummary)


def to_row(booking: Booking) -> BookingRow:
    """Return the row that keeps `booking`. One that has ended is due when it may no longer name its travellers."""
    return BookingRow(
        booking.booking_id,
        requester_id=booking.requester_id,
        status=booking.status.value,
        version=booking.version,
        created_at=booking.created_at,
        due_at=booking.due_at or names_until(booking, timedelta(days=settings.current().names_kept_days)),
        compensation_since=booking.compensation_since
        if booking.status is BookingStatus.COMPENSATION_REQUIRED
        else None,
        unanchored=_UNANCHORED,
        unanchored_since=booking.updated_at,
        starts_in=month_of(booking.request.starts_on),
        starts_on=booking.request.starts_on.isoformat(),
        cost_centre=booking.request.charged[0],
        report_month=report_month_of(booking),
        summary=summarise(booking, booking.requester_id),
        document=booking,
    )


def to_copies(booking: Booking) -> list[CopyRow]:
    """Return the rows by which those find `booking` who travel by it and did not ask for it."""
    return [
        CopyRow(
            f"{booking.booking_id}#{user_id}",
            requester_id=user_id,
            status=booking.status.value,
            version=booking.version,
            created_at=booking.created_at,
            summary=summarise(booking, user_id),
        )
        for user_id in list_party_users(booking)
        if user_id != booking.requester_id
    ]


def get_booking(booking_id: str) -> Booking:
    """Return the booking, read consistently. Raises NotFound, Unavailable."""
    try:
        return BookingRow.get(booking_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no booking {booking_id}.") from None
    except GetError as error:
        raise Unavailable("The booking could not be read.") from error


def find_booking(booking_id: str) -> Booking | None:
    """Return the booking, read consistently, or None when there is none. Raises Unavailable."""
    try:
        return get_booking(booking_id)
    except NotFound:
        return None


def get_bookings(booking_ids: Sequence[str]) -> list[Booking]:
    """Return the bookings with these ids, in their order, read consistently; one that is gone is left out. For what has
    to have all of them: one that cannot be read raises."""
    found = {row.booking_id: row.document for row in BookingRow.batch_get(booking_ids, consistent_read=True)}
    return [found[booking_id] for booking_id in booking_ids if booking_id in found]


def uncompensated_bookings(*, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return one page of ids of the bookings in `compensation_required`, the longest waiting first, and the key after
    which the next starts."""
    rows = BookingRow.by_status_compensation.query(
        BookingStatus.COMPENSATION_REQUIRED.value,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.booking_id for row in rows], rows.last_evaluated_key)


def compensation_backlog(limit: int) -> tuple[int, datetime | None]:
    """Return how many bookings are in `compensation_required`, counted up to `limit`, and since when the longest
    waits."""
    rows = list(
        BookingRow.by_status_compensation.query(BookingStatus.COMPENSATION_REQUIRED.value, limit=limit, page_size=limit)
    )
    return len(rows), rows[0].compensation_since if rows else None


def list_overdue(status: BookingStatus, now: datetime) -> Iterator[Due]:
    """Yield the bookings in `status` whose time to be looked at has come, the longest overdue first."""
    is_due = DueBookingRow.due_at <= to_text(now)
    for row in DueBookingRow.by_status_due.query(status.value, is_due, page_size=PAGE):
        yield Due((row.booking_id,), row.due_at)


def list_reported(month: str, *, after: str | None = None) -> Iterator[str]:
    """Yield ids of the bookings that count in the reports of a month, in their order, `after` one of them. The index
    may lag behind."""
    later = None if after is None else ReportedRow.booking_id > after
    for row in ReportedRow.by_report_month.query(month, later, page_size=PAGE):
        yield row.booking_id


def index_report_month(booking_id: str, version: int, month: str) -> None:
    """Let a booking of an older release be found by the month in which it counts, unless it has changed meanwhile: then
    it is found by that already."""
    row = ReportedRow(booking_id)
    try:
        row.update([ReportedRow.report_month.set(month)], condition=ReportedRow.version == version)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise


def list_unanchored(*, before: datetime, limit: int) -> list[str]:
    """Return ids of bookings whose latest change, or failed try to anchor it, was before a time and has not been
    anchored, the oldest first. The index may lag behind."""
    rows = UnanchoredRow.by_unanchored.query(_UNANCHORED, UnanchoredRow.unanchored_since <= before, limit=limit)
    return [row.booking_id for row in rows]


def oldest_unanchored() -> datetime | None:
    """Return since when the oldest change, or failed try to anchor one, has not been anchored; None when all are."""
    for row in UnanchoredRow.by_unanchored.query(_UNANCHORED, limit=1):
        return row.unanchored_since
    return None


def mark_anchored(booking_id: str, version: int) -> None:
    """Note that the booking is anchored at this version; one that has changed since is still to be."""
    _update_mark(
        booking_id,
        [
            UnanchoredRow.unanchored.remove(),
            UnanchoredRow.unanchored_since.remove(),
            UnanchoredRow.put_off_since.remove(),
        ],
        UnanchoredRow.version == version,
    )


def put_off_anchoring(booking_id: str, now: datetime) -> datetime | None:
    """Let a booking that could not be anchored come after all others; since when its change has not been anchored, None
    when it has been meanwhile."""
    since = UnanchoredRow.put_off_since | UnanchoredRow.unanchored_since
    actions: list[Action] = [UnanchoredRow.put_off_since.set(since), UnanchoredRow.unanchored_since.set(now)]
    row = _update_mark(booking_id, actions, UnanchoredRow.unanchored.exists())
    return row.put_off_since if row else None


def _update_mark(booking_id: str, actions: list[Action], condition: Condition) -> UnanchoredRow | None:
    """Change what anchoring knows of a booking; the row as it is then, None where the condition does not hold."""
    row = UnanchoredRow(booking_id)
    try:
        row.update(actions, condition=condition)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise
        return None
    return row


def summarise(booking: Booking, user_id: str) -> BookingSummary:
    """Return the booking as it stands in a list that this user reads."""
    return BookingSummary(
        booking_id=booking.booking_id,
        requester_id=booking.requester_id,
        roles=list_roles(booking, user_id),
        status=booking.status,
        name=name_trip(booking.request),
        starts_on=booking.request.starts_on,
        ends_on=booking.request.ends_on,
        places=tuple(dict.fromkeys(place.name for place in booking.request.places)),
        price=booking.price,
        trip_id=booking.trip_id,
        created_at=booking.created_at,
        updated_at=booking.updated_at,
    )
