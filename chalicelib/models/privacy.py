"""The tables of what people asked for: exports, which run out, and erasures, whose record stays."""

from collections.abc import Iterator

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.privacy.requests import Erasure, ErasureStatus, Export
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound, VersionConflict


class _ExportsByUser(GlobalSecondaryIndex["ExportRow"]):
    class Meta:
        index_name = "user-created"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class ExportRow(Model):
    """One export."""

    Meta = table_meta("privacy-exports")

    export_id = UnicodeAttribute(hash_key=True, attr_name="exportId")
    user_id = UnicodeAttribute(attr_name="userId")
    created_at = TimeAttribute(attr_name="createdAt")
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[Export](Export)

    by_user = _ExportsByUser()


class _ErasuresByUser(GlobalSecondaryIndex["ErasureRow"]):
    class Meta:
        index_name = "user-created"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class _ErasuresRunning(GlobalSecondaryIndex["ErasureRow"]):
    class Meta:
        index_name = "running-created"
        projection = KeysOnlyProjection()

    running = UnicodeAttribute(hash_key=True)
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class ErasureRow(Model):
    """One erasure."""

    Meta = table_meta("privacy-erasures")

    erasure_id = UnicodeAttribute(hash_key=True, attr_name="erasureId")
    user_id = UnicodeAttribute(attr_name="userId")
    created_at = TimeAttribute(attr_name="createdAt")
    running = UnicodeAttribute(null=True)
    version = NumberAttribute()
    document = StructAttribute[Erasure](Erasure)

    by_user = _ErasuresByUser()
    by_running = _ErasuresRunning()


def put_export(export: Export) -> None:
    """Keep an export; the same one again changes nothing."""
    ExportRow(
        export.export_id,
        user_id=export.user_id,
        created_at=export.created_at,
        expires_at=export.expires_at,
        document=export,
    ).save()


def get_export(export_id: str) -> Export:
    """Return the export, read consistently; one that has run out may still be there. Raises NotFound."""
    try:
        return ExportRow.get(export_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no export {export_id}.") from None


def save_erasure(erasure: Erasure) -> None:
    """Keep a new erasure, or the next version of one. Raises VersionConflict when it is not the version before."""
    row = ErasureRow(
        erasure.erasure_id,
        user_id=erasure.user_id,
        created_at=erasure.created_at,
        running="yes" if erasure.status is ErasureStatus.RUNNING else None,
        version=erasure.version,
        document=erasure,
    )
    is_new = erasure.version == 1
    condition = ErasureRow.erasure_id.does_not_exist() if is_new else ErasureRow.version == erasure.version - 1
    try:
        row.save(condition=condition)
    except PutError as error:
        if not is_condition_failed(error):
            raise
        raise VersionConflict("The erasure has progressed meanwhile.") from None


def get_erasure(erasure_id: str) -> Erasure:
    """Return the erasure, read consistently. Raises NotFound."""
    try:
        return ErasureRow.get(erasure_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no erasure {erasure_id}.") from None


def list_exports(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Export]:
    """Return one page of the exports about a person, the latest first, and where it goes on."""
    rows = ExportRow.by_user.query(user_id, scan_index_forward=False, limit=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_erasures(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Erasure]:
    """Return one page of the erasures of a person, the latest first, and where it goes on."""
    rows = ErasureRow.by_user.query(user_id, scan_index_forward=False, limit=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_running_erasures() -> Iterator[str]:
    """Yield ids of erasures that are not done, the oldest first."""
    for row in ErasureRow.by_running.query("yes", page_size=PAGE):
        yield row.erasure_id
