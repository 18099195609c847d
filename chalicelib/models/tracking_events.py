"""The tracking-events table: what was published of each traveller on the move, in order, and what each of their trips
has been warned of.

A traveller's log has a head, which counts, so that events have numbers without a gap: who has read one has had all
before it. An event and the new head are one transaction.
"""

from datetime import datetime, timedelta
from itertools import chain, islice

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.tracking.events import LoggedEvent, LogHead, TrackingEvent
from chalicelib.domain.tracking.on_the_way.trip_warnings import TripWarnings
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import VersionConflict
from chalicelib.models.mentions import save_unless_erased

_HEAD = "head"
_EVENT = "event/"
_TRIP = "trip/"
_PAUSE = 0.02


class HeadRow(Model):
    """Of one traveller: how far their log goes."""

    Meta = table_meta("tracking-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt", null=True)
    document = StructAttribute[LogHead](LogHead)


class TrackingEventRow(Model):
    """One event of one traveller; `entry` holds its number, so that they sort."""

    Meta = table_meta("tracking-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[LoggedEvent](LoggedEvent)


class TripWarningsRow(Model):
    """What one traveller has been warned of on one trip."""

    Meta = table_meta("tracking-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[TripWarnings](TripWarnings)


class StoredEntryRow(Model):
    """Whatever is kept of a traveller, by its key alone."""

    Meta = table_meta("tracking-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)


def append_event(event: TrackingEvent, *, kept: timedelta) -> LoggedEvent | None:
    """Write an event at the end of its traveller's log; None when it is one of the latest there already.

    Raises PersonErased, VersionConflict when others write there all the time, Unavailable.
    """

    def attempt() -> LoggedEvent | None:
        head = get_head(event.user_id)
        if head.knows(event.event_id):
            return None
        after = head.after(event.event_id)
        logged = LoggedEvent(after.seq, event)
        unchanged = HeadRow.version == head.seq if head.seq else HeadRow.entry.does_not_exist()
        save_unless_erased(
            HeadRow(event.user_id, _HEAD, version=after.seq, document=after),
            unchanged,
            of=[event.user_id],
            what="The log",
            beside=[_event_row(logged, event.recorded_at + kept)],
        )
        return logged

    return until_kept(attempt, VersionConflict, pause=_PAUSE)


def get_head(user_id: str) -> LogHead:
    """Return how far a traveller's log goes, read consistently."""
    try:
        return HeadRow.get(user_id, _HEAD, consistent_read=True).document
    except DoesNotExist:
        return LogHead()


def list_events(user_id: str, *, after: int, limit: int) -> list[LoggedEvent]:
    """Return a traveller's events with numbers above `after`, in order, read consistently."""
    rows = TrackingEventRow.query(
        user_id,
        TrackingEventRow.entry.between(_event_entry(after + 1), f"{_EVENT}~"),
        consistent_read=True,
        limit=limit,
        page_size=limit,
    )
    return [row.document for row in rows]


def list_page(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[LoggedEvent]:
    """Return one page of a traveller's events in order, for their export, and where it goes on."""
    rows = TrackingEventRow.query(
        user_id, TrackingEventRow.entry.startswith(_EVENT), limit=limit, page_size=limit, last_evaluated_key=start
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def find_warnings(user_id: str, trip_id: str) -> TripWarnings | None:
    """Return what a traveller has been warned of on a trip, read consistently; None before the first warning."""
    try:
        return TripWarningsRow.get(user_id, f"{_TRIP}{trip_id}", consistent_read=True).document
    except DoesNotExist:
        return None


def replace_warnings(before: TripWarnings | None, after: TripWarnings, *, expires_at: datetime) -> None:
    """Keep what a traveller has been warned of in the place of `before`. Raises VersionConflict when that is no longer
    what is there, PersonErased, Unavailable."""
    row = TripWarningsRow(
        after.user_id,
        f"{_TRIP}{after.trip_id}",
        version=after.version,
        expires_at=int(expires_at.timestamp()),
        document=after,
    )
    unchanged = (
        TripWarningsRow.version == before.version if before is not None else TripWarningsRow.version.does_not_exist()
    )
    save_unless_erased(row, unchanged, of=[after.user_id], what="What the trip was warned of")


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` of the rows about a person, and return how many there were."""
    rows = list(StoredEntryRow.query(user_id, consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


def forget_events(user_id: str, limit: int) -> int:
    """Remove up to `limit` of the events of a person and of what their trips were warned of, and return how many there
    were. The head stays, so that the next event has a number that nobody has read yet."""
    found = chain.from_iterable(
        StoredEntryRow.query(user_id, StoredEntryRow.entry.startswith(entries), consistent_read=True, page_size=limit)
        for entries in (_EVENT, _TRIP)
    )
    rows = list(islice(found, limit))
    for row in rows:
        row.delete()
    return len(rows)


def _event_row(logged: LoggedEvent, expires_at: datetime) -> TrackingEventRow:
    return TrackingEventRow(
        logged.event.user_id,
        _event_entry(logged.seq),
        expires_at=int(expires_at.timestamp()),
        document=logged,
    )


def _event_entry(seq: int) -> str:
    return f"{_EVENT}{seq:012d}"
