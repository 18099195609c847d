"""The employee-imports table: each import by itself, and its planned rows, packed, in the order in which they are
written. All of it expires; the sparse index `due` holds the imports that are being applied."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.employee_imports.imports import EmployeeImport, ImportStatus
from chalicelib.domain.employee_imports.plans import PlannedRow
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta, transactions
from chalicelib.errors import NotFound, Unavailable, VersionConflict

ROWS_A_PACK = 50
_HEAD = "import"
_DUE = "due"
# How long an import may take to be applied. The rows are there for so much longer than the import: each is removed by
# itself, and one that is applied in the last minute is to find all of them.
APPLYING_TAKES = timedelta(days=1)


class _ByDue(GlobalSecondaryIndex["DueImportRow"]):
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DueImportRow(DueRow):
    """What is known of an import that is being applied before it is read."""

    Meta = table_meta("employee-imports")

    import_id = UnicodeAttribute(hash_key=True, attr_name="importId")
    entry = UnicodeAttribute(range_key=True)
    due = UnicodeAttribute(null=True)

    by_due = _ByDue()


class ImportHeadRow(Model):
    """One import."""

    Meta = table_meta("employee-imports")

    import_id = UnicodeAttribute(hash_key=True, attr_name="importId")
    entry = UnicodeAttribute(range_key=True, default=_HEAD)
    expires_at = NumberAttribute(attr_name="expiresAt")  # seconds since the epoch, the table's TTL
    version = NumberAttribute()
    due = UnicodeAttribute(null=True)
    due_at = TimeAttribute(attr_name="dueAt", null=True)
    document = StructAttribute[EmployeeImport](EmployeeImport)


class ImportPackRow(Model):
    """Some of an import's planned rows."""

    Meta = table_meta("employee-imports")

    import_id = UnicodeAttribute(hash_key=True, attr_name="importId")
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    rows = StructAttribute[tuple[PlannedRow, ...]](tuple[PlannedRow, ...])


class Pack(NamedTuple):
    """A pack of an import's rows, by its number from 0."""

    number: int
    rows: tuple[PlannedRow, ...]


def create_import(made: EmployeeImport, rows: Sequence[PlannedRow]) -> None:
    """Keep a new import: its rows first, so that there is none of which some are missing. Raises Unavailable,
    VersionConflict when there is one of this id."""
    for first in range(0, len(rows), ROWS_A_PACK):
        _pack_row(made, Pack(first // ROWS_A_PACK, tuple(rows[first : first + ROWS_A_PACK]))).save()
    with changing("The import"):
        _head(made).save(condition=ImportHeadRow.import_id.does_not_exist())


def find_import(import_id: str) -> EmployeeImport | None:
    """Return an import, read consistently; None when there is none."""
    try:
        return ImportHeadRow.get(import_id, _HEAD, consistent_read=True).document
    except DoesNotExist:
        return None


def get_import(import_id: str) -> EmployeeImport:
    """Return an import, read consistently. Raises NotFound."""
    found = find_import(import_id)
    if found is None:
        raise NotFound(f"There is no import {import_id}.")
    return found


def replace_import(before: EmployeeImport, after: EmployeeImport) -> None:
    """Put the next version of an import in the place of `before`. Raises VersionConflict, Unavailable."""
    with changing("The import"):
        _head(after).save(condition=ImportHeadRow.version == before.version)


def save_progress(before: EmployeeImport, after: EmployeeImport, pack: Pack) -> None:
    """Keep what became of the rows of a pack, and how far the import is, together. Raises VersionConflict when another
    call is at it, Unavailable."""
    try:
        with TransactWrite(connection=transactions()) as transaction:
            transaction.save(_pack_row(after, pack))
            transaction.save(_head(after), condition=ImportHeadRow.version == before.version)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise VersionConflict("Another call is applying the import.") from error
        raise Unavailable("It is not certain whether the progress of the import was written.") from error


def list_packs(found: EmployeeImport, *, first: int = 0) -> Iterator[Pack]:
    """Yield the packs of an import in their order, from the `first` on, read consistently: as many as it has rows for.
    Behind them may stand some of a sending that planned more rows, and died before it had kept the import."""
    last = (found.counts.rows - 1) // ROWS_A_PACK
    if first > last:
        return
    within = ImportPackRow.entry.between(_entry_of(first), _entry_of(last))
    for row in ImportPackRow.query(found.import_id, within, consistent_read=True, page_size=10):
        yield Pack(int(row.entry.partition("#")[2]), row.rows)


def list_applying(now: datetime) -> Iterator[Due]:
    """Yield imports that are being applied, the longest waiting first; the index may lag behind."""
    for row in DueImportRow.by_due.query(_DUE, DueImportRow.due_at <= to_text(now), page_size=PAGE):
        yield Due((row.import_id, row.entry), row.due_at)


def _head(found: EmployeeImport) -> ImportHeadRow:
    applying = found.status is ImportStatus.APPLYING
    return ImportHeadRow(
        found.import_id,
        _HEAD,
        expires_at=int(found.expires_at.timestamp()),
        version=found.version,
        due=_DUE if applying else None,
        due_at=found.updated_at if applying else None,
        document=found,
    )


def _pack_row(found: EmployeeImport, pack: Pack) -> ImportPackRow:
    expires_at = int((found.expires_at + APPLYING_TAKES).timestamp())
    return ImportPackRow(found.import_id, _entry_of(pack.number), expires_at=expires_at, rows=pack.rows)


def _entry_of(number: int) -> str:
    return f"rows#{number:04d}"
