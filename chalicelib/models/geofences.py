"""The geofences table: a row for each, under whose it is, and one that counts what becomes of somebody's.

That row is changed in the transaction of every change: it holds how many there are, so that there are never too many,
and tells whoever has read them all whether they still are what there is.
"""

from collections.abc import Collection

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.domain.tracking.geofencing.owned_geofences import OwnedGeofence
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import StructAttribute, table_meta, transactions
from chalicelib.errors import Conflict, SojournError, Unavailable, VersionConflict
from chalicelib.models.mentions import Contended, person_erased, require_not_erased

_COUNT = "!count"  # sorts before every geofence
_FAILED = "ConditionalCheckFailed"
_COMPANY = "company"
_TURNS = 20
_PAUSE = 0.01  # seconds, longer from turn to turn


class GeofenceRow(Model):
    """One geofence."""

    Meta = table_meta("geofences")

    owner = UnicodeAttribute(hash_key=True)
    geofence_id = UnicodeAttribute(range_key=True, attr_name="geofenceId")
    version = NumberAttribute()
    document = StructAttribute[OwnedGeofence](OwnedGeofence)


class GeofenceCountRow(Model):
    """How many geofences somebody has, and a word that is another one after each change of any of them."""

    Meta = table_meta("geofences")

    owner = UnicodeAttribute(hash_key=True)
    geofence_id = UnicodeAttribute(range_key=True, attr_name="geofenceId")
    held = NumberAttribute()
    token = UnicodeAttribute()


def add_geofence(owned: OwnedGeofence, most: int) -> None:
    """Add a geofence to those of its owner, who has less than `most`. Raises Conflict when there are as many,
    VersionConflict when there is one of this id, PersonErased, Unavailable."""
    full = Conflict(f"There may be at most {most} geofences; delete one first.")
    room = GeofenceCountRow.held.does_not_exist() | (GeofenceCountRow.held < most)
    _write(owned, GeofenceRow.geofence_id.does_not_exist(), change=1, room=room, full=full)


def replace_geofence(before: OwnedGeofence, after: OwnedGeofence) -> None:
    """Put `after` in the place of `before`. Raises VersionConflict when that is not there any more, PersonErased,
    Unavailable."""
    _write(after, GeofenceRow.version == before.version)


def delete_geofence(owned: OwnedGeofence) -> None:
    """Remove a geofence. Raises VersionConflict when it is not there as it was read, Unavailable."""
    _write(owned, GeofenceRow.version == owned.version, change=-1, is_deleted=True)


def find_geofence(user_id: str | None, geofence_id: str) -> OwnedGeofence | None:
    """Return a geofence of a person, or of the company, read consistently; None when there is none."""
    try:
        return GeofenceRow.get(_owner(user_id), geofence_id, consistent_read=True).document
    except DoesNotExist:
        return None


def list_geofences(user_id: str | None, *, limit: int, start: Cursor | None) -> ResultPage[OwnedGeofence]:
    """Return one page of somebody's geofences, the oldest first, and where it goes on."""
    rows = GeofenceRow.query(
        _owner(user_id),
        GeofenceRow.geofence_id > _COUNT,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def read_all(user_id: str | None) -> list[OwnedGeofence]:
    """Return all geofences of somebody, read consistently."""
    found = GeofenceRow.query(_owner(user_id), GeofenceRow.geofence_id > _COUNT, consistent_read=True)
    return [row.document for row in found]


def find_tokens(user_ids: Collection[str | None]) -> dict[str | None, str]:
    """Return of people, and of the company, the words by which their geofences as a whole are known; none of whom there
    were never any. Read consistently: what is read after that is as new at least."""
    owners = {_owner(user_id): user_id for user_id in user_ids}
    rows = GeofenceCountRow.batch_get([(owner, _COUNT) for owner in sorted(owners)], consistent_read=True)
    return {owners[row.owner]: row.token for row in rows}


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` geofences of a person, and return how many rows those were."""
    rows = list(GeofenceRow.query(_owner(user_id), consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


def _write(
    owned: OwnedGeofence,
    condition: Condition,
    *,
    change: int = 0,
    room: Condition | None = None,
    full: SojournError | None = None,
    is_deleted: bool = False,
) -> None:
    owner = _owner(owned.user_id)
    row = GeofenceRow(owner, owned.geofence_id, version=owned.version, document=owned)
    of = [owned.user_id] if owned.user_id is not None and not is_deleted else []

    def attempt() -> None:
        checks = 0
        try:
            with TransactWrite(connection=transactions()) as transaction:
                checks = require_not_erased(transaction, of)
                if is_deleted:
                    transaction.delete(row, condition)
                else:
                    transaction.save(row, condition)
                counted: list[Action] = [
                    GeofenceCountRow.held.add(change),
                    GeofenceCountRow.token.set(clock.new_id("gft")),
                ]
                transaction.update(GeofenceCountRow(owner, _COUNT), actions=counted, condition=room)
        except TransactWriteError as error:
            raise _refusal(error, checks, full) from error

    until_kept(attempt, Contended, attempts=_TURNS, pause=_PAUSE)


def _refusal(error: TransactWriteError, checks: int, full: SojournError | None) -> SojournError:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = person_erased(codes, checks)
    if erased is not None:
        return erased
    if _FAILED in codes[:-1]:
        return VersionConflict("The geofence has changed meanwhile.")
    if full is not None and codes[-1:] == [_FAILED]:
        return full
    if "TransactionConflict" in codes:
        return Contended("The geofences are being changed at the moment.")
    return Unavailable("It is not certain whether the geofence was written.")


def _owner(user_id: str | None) -> str:
    """Return under what the geofences of a person, or of the company, are kept: no person's id has a slash."""
    return _COMPANY if user_id is None else f"user/{user_id}"
