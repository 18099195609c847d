"""The positions table: a person's signals, a bucket of a quarter of an hour a row, which expires by its own time.

A write replaces the row that it was made from, or the lack of one, so that of two at a time one is done again. A row is
found by whose it is and when: a span of time reads the rows of its buckets, and an erasure all of a person's.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import changing, table_meta

_WHAT = "The positions of this quarter of an hour"


class StoredBucket(NamedTuple):
    """A bucket as it is stored: the second since 1970 with which it begins, its bytes, and how often it changed."""

    starts_at: int
    version: int
    packed: bytes


class PositionRow(Model):
    """One bucket of a person."""

    Meta = table_meta("positions")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    bucket = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    packed = BinaryAttribute(legacy_encoding=False)
    expires_at = NumberAttribute(attr_name="expiresAt")


def find_buckets(user_id: str, starts: Collection[int]) -> dict[int, StoredBucket]:
    """Return those of the buckets that begin at `starts` which there are, read consistently, by their beginning."""
    keys = [(user_id, _key(starts_at)) for starts_at in sorted(set(starts))]
    rows = PositionRow.batch_get(keys, consistent_read=True) if keys else ()
    return {bucket.starts_at: bucket for bucket in map(_bucket, rows)}


def list_buckets(
    user_id: str, span: range, *, now: datetime, limit: int, start: Cursor | None = None, consistent: bool = False
) -> ResultPage[StoredBucket]:
    """Return one page of the buckets that hold seconds of a span, the earliest first, and where it goes on; none that
    has expired, though its row may still be there."""
    if not span:
        return ResultPage([], None)
    first, last = _key(span.start - span.start % BUCKET_SECONDS), _key(span.stop - 1)
    rows = PositionRow.query(
        user_id,
        PositionRow.bucket.between(first, last),
        consistent_read=consistent,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    alive = [_bucket(row) for row in rows if row.expires_at > now.timestamp()]
    return ResultPage(alive, rows.last_evaluated_key)


def replace_bucket(
    user_id: str, before: StoredBucket | None, starts_at: int, packed: bytes, *, expires_at: datetime
) -> StoredBucket:
    """Write a bucket in the place of `before`, of none where there was none, and return it. Raises VersionConflict."""
    version = before.version + 1 if before is not None else 1
    row = PositionRow(user_id, _key(starts_at), version=version, packed=packed, expires_at=int(expires_at.timestamp()))
    unchanged = PositionRow.version == before.version if before is not None else PositionRow.version.does_not_exist()
    with changing(_WHAT):
        row.save(unchanged)
    return StoredBucket(starts_at, version, packed)


def delete_bucket(user_id: str, before: StoredBucket) -> None:
    """Remove a bucket that is as it was read. Raises VersionConflict."""
    with changing(_WHAT):
        PositionRow(user_id, _key(before.starts_at)).delete(PositionRow.version == before.version)


def delete_buckets(user_id: str, starts: Collection[int]) -> None:
    """Remove these buckets of a person, whatever is in them; harmless where there are none."""
    for starts_at in sorted(set(starts)):
        PositionRow(user_id, _key(starts_at)).delete()


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` buckets of a person, whatever is in them, and return how many there were."""
    rows = list(PositionRow.query(user_id, consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


def _bucket(row: PositionRow) -> StoredBucket:
    starts_at = datetime.fromisoformat(row.bucket).replace(tzinfo=UTC)
    return StoredBucket(int(starts_at.timestamp()), int(row.version), row.packed)


def _key(second: int) -> str:
    """Return the key of the bucket that begins at a second: `2027-03-03T08:15`, which sorts as it reads. That of a
    second within a bucket sorts after the bucket's, and before the next one's."""
    return datetime.fromtimestamp(second, UTC).isoformat(timespec="minutes")[:16]
