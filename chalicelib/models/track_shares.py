"""The track shares table: links by which anybody may follow a part of a person's track, under what follows from whose
they are, with the hash of what opens each."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.tracking.track_shares import MOST_SHARES, TrackShare, owner_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import Conflict
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import save_unless_erased


class TrackShareRow(Model):
    """One link; that its time is over is asked of the row, which may be there for some hours more."""

    Meta = table_meta("track-shares")

    owner = UnicodeAttribute(hash_key=True)
    share_id = UnicodeAttribute(range_key=True, attr_name="shareId")
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[TrackShare](TrackShare)


def add_share(share: TrackShare) -> None:
    """Write a link; of one that is there, which nobody was told of, another secret counts from then on. Raises
    PersonErased, Conflict when there are too many."""
    row = TrackShareRow(owner_of(share.user_id), share.share_id, expires_at=share.expires_at, document=share)
    room = None if find_share(row.owner, row.share_id) else _room_for(share)
    save_unless_erased(row, None, of=[share.user_id], what="The link", within=room)


def find_share(owner: str, share_id: str) -> TrackShare | None:
    """Return a link, open or not; read consistently, so that to revoke it counts at once."""
    try:
        return TrackShareRow.get(owner, share_id, consistent_read=True).document
    except DoesNotExist:
        return None


def list_shares(user_id: str, now: datetime, *, limit: int, start: Cursor | None) -> ResultPage[TrackShare]:
    """Return one page of a person's links that are open, the latest first, and where the next page starts."""
    rows = TrackShareRow.query(
        owner_of(user_id),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows if row.document.is_open(now)], rows.last_evaluated_key)


def delete_share(user_id: str, share_id: str) -> None:
    """Revoke a link; harmless when there is none."""
    TrackShareRow(owner_of(user_id), share_id).delete()


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` links of a person, and return how many there were."""
    rows = list(TrackShareRow.query(owner_of(user_id), consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


def _room_for(share: TrackShare) -> Limit:
    """Return the limit that a new link is added to, with the person's others that are open."""

    def count(_recent: Sequence[str]) -> int:
        others = TrackShareRow.query(owner_of(share.user_id), consistent_read=True)
        return sum(row.document.is_open(share.created_at) and row.share_id != share.share_id for row in others)

    return Limit(
        scope=scope_of("track shares", share.user_id),
        most=MOST_SHARES,
        key=share.share_id,
        count=count,
        full=Conflict(f"You have {MOST_SHARES} links that are open: revoke one first."),
    )
