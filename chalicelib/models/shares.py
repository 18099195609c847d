"""The shares table: which colleague may do what with which trip."""

from collections.abc import Iterable, Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.trips.share import MOST_SHARES, Share
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import Conflict
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import Basis, save_unless_erased


class _BySharee(GlobalSecondaryIndex["ShareRow"]):
    class Meta:
        index_name = "sharee-shared"
        projection = KeysOnlyProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    shared_at = TimeAttribute(range_key=True, attr_name="sharedAt")


class ShareRow(Model):
    """One trip shared with one colleague."""

    Meta = table_meta("shares")

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    user_id = UnicodeAttribute(range_key=True, attr_name="userId")
    shared_at = TimeAttribute(attr_name="sharedAt")
    version = NumberAttribute()
    document = StructAttribute[Share](Share)

    by_sharee = _BySharee()


def find_share(trip_id: str, user_id: str) -> Share | None:
    """Return what this trip is shared as with this colleague, if at all; read consistently, so that taking it back
    counts."""
    try:
        return ShareRow.get(trip_id, user_id, consistent_read=True).document
    except DoesNotExist:
        return None


def put_share(before: Share | None, after: Share, *, on: Basis | None = None) -> None:
    """Keep `after` in the place of `before`; `on` its trip as that was read. Raises VersionConflict when that is no
    longer what is there, PersonErased, what the basis raises."""
    row = ShareRow(after.trip_id, after.user_id, shared_at=after.shared_at, version=after.version, document=after)
    unchanged = ShareRow.version == before.version if before else ShareRow.version.does_not_exist()
    room = None if before else _room_for(after)
    save_unless_erased(row, unchanged, of=[after.user_id, after.shared_by], what="The share", within=room, on=on)


def _room_for(share: Share) -> Limit:
    """Return the limit that a new share is added to, with the others of its trip."""

    def count(_recent: Sequence[str]) -> int:
        shares, _ = list_shares(share.trip_id, limit=MOST_SHARES + 1)
        return sum(each.user_id != share.user_id for each in shares)

    return Limit(
        scope=scope_of("shares of a trip", share.trip_id),
        most=MOST_SHARES,
        key=share.user_id,
        count=count,
        full=Conflict(f"A trip is shared with at most {MOST_SHARES} colleagues."),
    )


def delete_share(trip_id: str, user_id: str) -> None:
    """Take a share back; harmless when there is none."""
    ShareRow(trip_id, user_id).delete()


def list_shares(trip_id: str, *, limit: int | None = None, start: Cursor | None = None) -> ResultPage[Share]:
    """Return one page of a trip's shares by colleague, and the key after which the next page starts."""
    rows = ShareRow.query(trip_id, consistent_read=True, limit=limit, page_size=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_shared_trips(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return ids of one page of the trips shared with a colleague, the latest shared first; some may be taken back
    already."""
    rows = ShareRow.by_sharee.query(
        user_id,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.trip_id for row in rows], rows.last_evaluated_key)


def find_shares(trip_ids: Iterable[str], user_id: str) -> dict[str, Share]:
    """Return those of `trip_ids` that are shared with the colleague now, by trip; read consistently."""
    keys = [(trip_id, user_id) for trip_id in trip_ids]
    return {row.trip_id: row.document for row in ShareRow.batch_get(keys, consistent_read=True)}
