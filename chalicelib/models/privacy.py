"""The tables of what people asked for: exports, which run out, and erasures, whose record stays."""

from collections.abc import Collection, Iterator

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.mentions import Erased
from chalicelib.domain.privacy.requests import Erasure, ErasureStatus, Export
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import NotFound, Unavailable, VersionConflict
from chalicelib.models import mentions


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
    user_id = UnicodeAttribute(attr_name="userId", null=True)
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


def begin_erasure(erasure: Erasure, subjects: Collection[str], instead_of: Erased | None) -> None:
    """Keep a new erasure and mark everybody as whom the person is known, in one transaction: from then on nothing that
    names them is written. `instead_of` is the mark of an earlier erasure. Raises VersionConflict, Unavailable."""
    erased = Erased(erasure_id=erasure.erasure_id, subjects=tuple(sorted(subjects)))
    try:
        with TransactWrite(connection=transactions()) as transaction:
            transaction.save(_to_row(erasure), condition=ErasureRow.erasure_id.does_not_exist())
            mentions.mark(transaction, erasure.subject, erased, erasure.created_at, instead_of=instead_of)
            for other in set(subjects) - {erasure.subject}:
                mentions.mark_along(transaction, other, erased, erasure.created_at)
    except TransactWriteError as error:
        codes = {reason.code if reason else None for reason in error.cancellation_reasons}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise VersionConflict("An erasure of this person has begun meanwhile.") from error
        raise Unavailable("It is not certain whether the erasure has begun.") from error


def save_erasure(erasure: Erasure) -> None:
    """Keep the next version of an erasure. Raises VersionConflict when it is not the version before."""
    try:
        _to_row(erasure).save(condition=ErasureRow.version == erasure.version - 1)
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


def _to_row(erasure: Erasure) -> ErasureRow:
    return ErasureRow(
        erasure.erasure_id,
        user_id=erasure.user_id,
        created_at=erasure.created_at,
        running="yes" if erasure.status is ErasureStatus.RUNNING else None,
        version=erasure.version,
        document=erasure,
    )


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
