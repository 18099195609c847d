"""The geofence events table: of each person what happened at geofences, what of it is still to be published, and from
where on their positions are followed.

Whoever works events out draws a number first, and writes only as long as nobody else has drawn one since: of two at a
time, the one that may not have seen what the other stored is done again. The number stands under a hash, and names
nobody.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import ceil, inf
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.tracking.geofencing.geofence_records import GeofenceRecord, RecordChange
from chalicelib.domain.tracking.geofencing.visit_spans import Checkpoint
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, table_meta, transactions
from chalicelib.errors import SojournError, Unavailable, VersionConflict
from chalicelib.models.limits import scope_of
from chalicelib.models.mentions import person_erased, require_not_erased

_EVENT, _PENDING, _CHECKPOINT, _TURN = "event/", "pending/", "checkpoint/", "turn"
_LAST = "~"  # sorts after every digit and letter
_TURNS_KEPT = timedelta(days=1)
# Each is three writes at most, of the hundred that a transaction may have.
_A_TRANSACTION = 30
# As many as mostly go into one read unit: the first is what is looked for, unless a geofence was drawn since.
_CHECKPOINTS_A_QUERY = 8


class Kept(NamedTuple):
    """Until when a row is kept: for so long after what it is about."""

    days: int

    def after(self, second: int) -> int:
        """Return the second in which a row expires that is about `second`."""
        return second + self.days * 86_400


class _ByGeofence(GlobalSecondaryIndex["GeofenceEventRow"]):
    class Meta:
        index_name = "geofence-entry"
        projection = AllProjection()

    geofence_id = UnicodeAttribute(hash_key=True, attr_name="geofenceId")
    entry = UnicodeAttribute(range_key=True)


class GeofenceEventRow(Model):
    """One event of one person; `entry` begins with when it happened, so that they sort."""

    Meta = table_meta("geofence-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    geofence_id = UnicodeAttribute(attr_name="geofenceId")
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[GeofenceRecord](GeofenceRecord)

    by_geofence = _ByGeofence()


class PendingEventRow(Model):
    """One revision of an event that is still to be published; they sort as they are to be."""

    Meta = table_meta("geofence-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[GeofenceRecord](GeofenceRecord)


class CheckpointRow(Model):
    """One checkpoint of one person."""

    Meta = table_meta("geofence-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[Checkpoint](Checkpoint)


class TurnRow(Model):
    """The number that was drawn last for a person, whom it does not name."""

    Meta = table_meta("geofence-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    turn = NumberAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt")


class StoredEntryRow(Model):
    """Whatever is kept of a person, by its key alone."""

    Meta = table_meta("geofence-events")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)


class Changes(NamedTuple):
    """What is to be written of one turn."""

    records: Sequence[RecordChange]
    checkpoints: Sequence[Checkpoint]


def draw_turn(user_id: str, now: datetime) -> int:
    """Draw the next number for a person: who has drawn one before may write nothing any more."""
    row = TurnRow(_turn_owner(user_id), _TURN)
    expires_at = int((now + _TURNS_KEPT).timestamp())
    row.update([TurnRow.turn.add(1), TurnRow.expires_at.set(expires_at)])
    return int(row.turn)


def write_changes(user_id: str, turn: int, changes: Changes, kept: Kept) -> None:
    """Write what is new in one turn, events and what is to be published of them in order; the checkpoints last, so that
    whoever dies in between does the rest once more.

    Raises VersionConflict when somebody else has drawn a number since, PersonErased, Unavailable.
    """
    pieces = [changes.records[at : at + _A_TRANSACTION] for at in range(0, len(changes.records), _A_TRANSACTION)]
    number = 0
    for piece in pieces:
        with _turn(user_id, turn) as transaction:
            for change in piece:
                _write_record(transaction, change, turn, number, kept)
                number += 1
    for at in range(0, len(changes.checkpoints), _A_TRANSACTION):
        with _turn(user_id, turn) as transaction:
            for checkpoint in changes.checkpoints[at : at + _A_TRANSACTION]:
                transaction.save(_to_checkpoint(user_id, checkpoint, kept))


def list_span(user_id: str, first: int, last: float) -> list[GeofenceRecord]:
    """Return a person's events from a second on, before another, in order of time, read consistently."""
    until = _LAST if last == inf else _time(int(last))
    rows = GeofenceEventRow.query(
        user_id,
        GeofenceEventRow.entry.between(f"{_EVENT}{_time(first)}", f"{_EVENT}{until}"),
        consistent_read=True,
    )
    return [row.document for row in rows]


def list_events(
    user_id: str, first: datetime | None, last: datetime | None, *, limit: int, start: Cursor | None
) -> ResultPage[GeofenceRecord]:
    """Return one page of a person's events from a moment on, before another, the latest first, and where it goes on."""
    rows = GeofenceEventRow.query(
        user_id,
        GeofenceEventRow.entry.between(*_bounds(first, last)),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_at_geofence(
    geofence_id: str, first: datetime | None, last: datetime | None, *, limit: int, start: Cursor | None
) -> ResultPage[GeofenceRecord]:
    """Return one page of everybody's events at a geofence from a moment on, before another, the latest first, and where
    it goes on."""
    rows = GeofenceEventRow.by_geofence.query(
        geofence_id,
        GeofenceEventRow.entry.between(*_bounds(first, last)),
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_pending(user_id: str) -> Iterator[tuple[str, GeofenceRecord]]:
    """Yield what of a person is still to be published, in order, with what it is taken off by; read consistently."""
    rows = PendingEventRow.query(user_id, PendingEventRow.entry.startswith(_PENDING), consistent_read=True)
    for row in rows:
        yield row.entry, row.document


def take_off(user_id: str, entry: str) -> None:
    """Note that something is published; harmless when it is noted already."""
    PendingEventRow(user_id, entry).delete()


def list_checkpoints_before(user_id: str, second: int, now: datetime) -> Iterator[Checkpoint]:
    """Yield a person's checkpoints that are not later than a second, the latest first; read consistently."""
    rows = CheckpointRow.query(
        user_id,
        CheckpointRow.entry.between(_CHECKPOINT, f"{_CHECKPOINT}{_time(second)}"),
        scan_index_forward=False,
        consistent_read=True,
        page_size=_CHECKPOINTS_A_QUERY,
    )
    for row in rows:
        if row.expires_at > now.timestamp():
            yield row.document


def find_checkpoint(user_id: str, boundary: int) -> Checkpoint | None:
    """Return the checkpoint of a boundary, read consistently; None when there is none."""
    try:
        return CheckpointRow.get(user_id, f"{_CHECKPOINT}{_time(boundary)}", consistent_read=True).document
    except DoesNotExist:
        return None


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` of the rows of a person, and return how many there were."""
    rows = list(StoredEntryRow.query(user_id, consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


@contextmanager
def _turn(user_id: str, turn: int) -> Iterator[TransactWrite]:
    """Stand around one transaction of a turn, for as long as it is the last one of a person who is not erased."""
    checks = 0
    try:
        with TransactWrite(connection=transactions()) as transaction:
            checks = require_not_erased(transaction, [user_id])
            transaction.condition_check(TurnRow, _turn_owner(user_id), _TURN, condition=TurnRow.turn == turn)
            yield transaction
    except TransactWriteError as error:
        raise _refusal(error, checks) from error


def _refusal(error: TransactWriteError, checks: int) -> SojournError:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = person_erased(codes, checks)
    if erased is not None:
        return erased
    if "ConditionalCheckFailed" in codes or "TransactionConflict" in codes:
        return VersionConflict("Positions of this person are being followed by somebody else as well.")
    return Unavailable("It is not certain whether the geofence events were written.")


def _write_record(transaction: TransactWrite, change: RecordChange, turn: int, number: int, kept: Kept) -> None:
    before, after = change
    entry = _entry_of(after)
    expires_at = kept.after(int(after.at.timestamp()))
    if before is not None and _entry_of(before) != entry:
        transaction.delete(GeofenceEventRow(before.user_id, _entry_of(before)))
    transaction.save(
        GeofenceEventRow(after.user_id, entry, geofence_id=after.geofence_id, expires_at=expires_at, document=after)
    )
    pending = f"{_PENDING}{turn:012}/{number:04}"
    transaction.save(PendingEventRow(after.user_id, pending, expires_at=expires_at, document=after))


def _to_checkpoint(user_id: str, checkpoint: Checkpoint, kept: Kept) -> CheckpointRow:
    return CheckpointRow(
        user_id,
        f"{_CHECKPOINT}{_time(checkpoint.boundary)}",
        expires_at=kept.after(checkpoint.boundary),
        document=checkpoint,
    )


def _entry_of(record: GeofenceRecord) -> str:
    return f"{_EVENT}{_time(int(record.at.timestamp()))}/{record.geofence_event_id}"


def _bounds(first: datetime | None, last: datetime | None) -> tuple[str, str]:
    """Return between which keys the events from a moment on, before another, are: a key is longer than its second."""
    since = _time(ceil(first.timestamp())) if first else ""
    until = _time(ceil(last.timestamp())) if last else _LAST
    return f"{_EVENT}{since}", f"{_EVENT}{until}"


def _turn_owner(user_id: str) -> str:
    return f"!{scope_of('geofence events', user_id)}"


def _time(second: int) -> str:
    """Return a second as text that sorts as it does."""
    return datetime.fromtimestamp(second, UTC).isoformat(timespec="seconds")[:19]
