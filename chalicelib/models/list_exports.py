"""The table of exports of the company's lists; those that are still to be written stand in its sparse index `due`."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.list_exports import MOST_KEPT, ListExport
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import Contended, save_unless_erased

_DUE = "due"  # the index's only hash key: few exports are written at once


class _ByUser(GlobalSecondaryIndex["ListExportRow"]):
    class Meta:
        index_name = "user-created"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class _ByDue(GlobalSecondaryIndex["DueListExportRow"]):
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DueListExportRow(DueRow):
    """What is known of an export that is due before it is read."""

    Meta = table_meta("list-exports")

    export_id = UnicodeAttribute(hash_key=True, attr_name="exportId")
    due = UnicodeAttribute(null=True)

    by_due = _ByDue()


class ListExportRow(Model):
    """One export of a list."""

    Meta = table_meta("list-exports")

    export_id = UnicodeAttribute(hash_key=True, attr_name="exportId")
    user_id = UnicodeAttribute(attr_name="userId")
    created_at = TimeAttribute(attr_name="createdAt")
    due = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    version = NumberAttribute()
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[ListExport](ListExport)

    by_user = _ByUser()


def create_export(export: ListExport) -> ListExport:
    """Keep a new export; the one that is kept under its id already, if an earlier sending got that far.

    Raises Conflict when its requester has as many as there may be, Unavailable.
    """
    is_new = ListExportRow.export_id.does_not_exist()
    try:
        save_unless_erased(_to_row(export), is_new, of=(), what="The export", within=_room_for(export))
    except Contended:
        raise
    except VersionConflict:
        return get_export(export.export_id)
    return export


def replace_export(before: ListExport, after: ListExport) -> None:
    """Keep `after` in the place of `before`. Raises VersionConflict when that is no longer what is there."""
    with changing("The export"):
        _to_row(after).save(condition=ListExportRow.version == before.version)


def delete_export(export_id: str) -> None:
    """Remove the export; harmless when it is gone."""
    ListExportRow(export_id).delete()


def get_export(export_id: str) -> ListExport:
    """Return the export, read consistently. Raises NotFound."""
    found = _find_export(export_id)
    if found is None:
        raise NotFound(f"There is no export {export_id}.")
    return found


def list_exports(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[ListExport]:
    """Return one page of the exports that a user asked for, the newest first, and where the next page starts."""
    rows = ListExportRow.by_user.query(
        user_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=start
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_due(now: datetime) -> Iterator[Due]:
    """Yield exports that are to be written, the longest waiting first."""
    for row in DueListExportRow.by_due.query(_DUE, DueListExportRow.due_at <= to_text(now), page_size=PAGE):
        yield Due((row.export_id,), row.due_at)


def _find_export(export_id: str) -> ListExport | None:
    try:
        return ListExportRow.get(export_id, consistent_read=True).document
    except DoesNotExist:
        return None


def _room_for(export: ListExport) -> Limit:
    """Return the limit that an export is added to, with its requester's others that are there still."""

    def count(recent: Sequence[str]) -> int:
        listed = {row.export_id: row.document for row in ListExportRow.by_user.query(export.requested_by)}
        missing = {each: found for each in recent if each not in listed and (found := _find_export(each))}
        others = {**listed, **missing, export.export_id: export}
        return sum(export.created_at < each.expires_at for each in others.values()) - 1

    return Limit(
        scope=scope_of("list exports", export.requested_by),
        most=MOST_KEPT,
        key=export.export_id,
        count=count,
        full=Conflict(f"You have {MOST_KEPT} exports: delete one, or wait until one has expired."),
    )


def _to_row(export: ListExport) -> ListExportRow:
    return ListExportRow(
        export.export_id,
        user_id=export.requested_by,
        created_at=export.created_at,
        due=None if export.is_over else _DUE,
        due_at=None if export.is_over else export.created_at,
        version=export.version,
        expires_at=export.expires_at,
        document=export,
    )
