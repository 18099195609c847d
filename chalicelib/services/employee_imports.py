"""Imports of people from CSV files: a preview that writes nothing of anybody, and the same applied in the background,
one row at a time. Every row may be applied twice, and is refused when its record has changed since it was previewed."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

import msgspec

from chalicelib import clock
from chalicelib.domain.account_links import fold_address
from chalicelib.domain.employee_imports import files
from chalicelib.domain.employee_imports.files import EmployeeFile
from chalicelib.domain.employee_imports.imports import (
    ApplicationRequest,
    EmployeeImport,
    ImportProgress,
    ImportStatus,
    count_actions,
    count_outcomes,
    is_written,
    refuse_unconfirmed,
)
from chalicelib.domain.employee_imports.plans import (
    Company,
    ImportOptions,
    ImportRow,
    PlannedRow,
    RowAction,
    RowOutcome,
    plan_import,
)
from chalicelib.domain.employees import Employee, details_of
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Cursor, Value
from chalicelib.dynamodb.due_rows import Due, put_off, to_moment
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Conflict, InvalidInput, NotFound, PersonErased, VersionConflict
from chalicelib.models import employee_imports, employees, mentions
from chalicelib.models.employee_imports import ROWS_A_PACK, DueImportRow, Pack
from chalicelib.services import accounts
from chalicelib.services.authorization.people import is_active
from chalicelib.services.employees import write_record
from chalicelib.worklist import NOTHING, Part, work_off

# A preview compares the file with every record that there is.
MOST_PEOPLE = 20_000
KEPT = timedelta(days=7)
_SECONDS_A_SWEEP = 6.0
_GOING_ON, _FINISHED = "going on", "finished"
_NAMESPACE = uuid.UUID("5d5f6a0e-6e57-4f0f-9b0a-1f6f3c6f0a55")


class ImportsApplied(Value, frozen=True):
    """What one sweep did of the imports: rows written, imports finished, imports that could not go on for now."""

    rows: int = 0
    finished: int = 0
    failed: int = 0


def preview_import(identity: Identity, body: bytes, options: ImportOptions, *, import_id: str) -> EmployeeImport:
    """Keep what a file would change, for a week, and change nothing; the same `import_id`
    again is the same import. Raises NotAllowed, InvalidInput when the file
    cannot be read, Conflict when there are too many people, Unavailable."""
    identity.require(Role.TRAVEL_MANAGER)
    already = employee_imports.find_import(import_id)
    if already is not None:
        return already
    file = files.read_file(body)
    people = _read_people()
    company = Company(people, _find_accounts(file, people), _find_erased(file, people))
    now = clock.now()
    rows = plan_import(
        file,
        company,
        options,
        requester_id=identity.user_id,
        now=now,
        new_id=lambda number: str(uuid.uuid5(_NAMESPACE, f"{import_id}/{number}")),
    )
    made = EmployeeImport(
        import_id=import_id,
        status=ImportStatus.PREVIEWED,
        requested_by=identity.user_id,
        options=options,
        counts=count_actions(rows),
        progress=ImportProgress(remaining=sum(map(is_written, rows))),
        active_employees=sum(each.active for each in people.values()),
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT,
        version=1,
    )
    try:
        employee_imports.create_import(made, rows)
    except VersionConflict:  # the SDK has sent it twice, for the first answer did not come
        return employee_imports.get_import(import_id)
    return made


def get_import(identity: Identity, import_id: str) -> EmployeeImport:
    """Return an import that has not expired. Raises NotAllowed, NotFound."""
    identity.require(Role.TRAVEL_MANAGER)
    found = employee_imports.get_import(import_id)
    if clock.now() >= found.expires_at:
        raise NotFound(f"There is no import {import_id}.")
    return found


def list_rows(
    identity: Identity,
    import_id: str,
    *,
    action: RowAction | None,
    outcome: RowOutcome | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[ImportRow]:
    """List a page of an import's rows: those with errors first, then in the order in which they are written; and where
    the next page starts. Raises NotAllowed, NotFound."""
    listed = get_import(identity, import_id)
    first = int(start["row"]["N"]) if start else 0
    found: list[tuple[int, ImportRow]] = []
    for number, row in _list_from(listed, first):
        if action in (None, row.shown.action) and outcome in (None, row.shown.outcome):
            found.append((number, row.shown))
        if len(found) > limit:
            break
    more = found[limit:]
    return ResultPage([row for _, row in found[:limit]], {"row": {"N": str(more[0][0])}} if more else None)


def apply_import(identity: Identity, import_id: str, asked: ApplicationRequest) -> EmployeeImport:
    """Have an import applied as it was previewed; applying it again changes nothing.

    Raises NotAllowed, NotFound, Conflict when a record has changed since the preview, when rows have errors that are
    not to be skipped, when more people are deactivated than is confirmed, or when the caller is one of them.
    """
    found = get_import(identity, import_id)
    if found.status in (ImportStatus.APPLYING, ImportStatus.APPLIED):
        return found
    refuse_unconfirmed(found, asked)
    _refuse_left([row for _, row in _list_from(found, 0) if _is_left(row)], identity.user_id)
    now = clock.now()
    status = ImportStatus.APPLYING if found.progress.remaining else ImportStatus.APPLIED
    after = msgspec.structs.replace(
        found,
        status=status,
        requested_by=identity.user_id,
        reason=None,
        updated_at=now,
        expires_at=max(found.expires_at, now + employee_imports.APPLYING_TAKES),
        version=found.version + 1,
    )
    try:
        employee_imports.replace_import(found, after)
    except VersionConflict:  # somebody else has it applied, or the SDK has sent this twice
        now_kept = employee_imports.get_import(import_id)
        if now_kept.status not in (ImportStatus.APPLYING, ImportStatus.APPLIED):
            raise
        return now_kept
    return after


def export_people(identity: Identity) -> str:
    """Return everybody as a file that previews as unchanged. Raises NotAllowed, Conflict when they are too many."""
    identity.require(Role.TRAVEL_MANAGER)
    people = _read_people()
    there = sorted((each for each in people.values() if not each.erased), key=lambda each: (each.name, each.user_id))
    return files.write_file(there, people)


def carry_on_imports() -> ImportsApplied:
    """Go on with imports that are being applied, the longest waiting first, until they are done or the time is over."""
    rows: list[int] = []
    worked = work_off([to_apply(clock.now(), rows)], seconds=_SECONDS_A_SWEEP)
    return ImportsApplied(rows=sum(rows), finished=worked.counts[_FINISHED], failed=worked.failed)


def to_apply(now: datetime, rows: list[int]) -> Part[Due]:
    """Return the imports that are being applied; how many rows are written of each is noted in `rows`. One that cannot
    be read or gone on with is put off, and keeps no other."""
    until = clock.elapsed() + _SECONDS_A_SWEEP

    def go_on(due: Due) -> str:
        try:
            written, status = carry_on(due.key[0], until)
        except (NotFound, VersionConflict):
            return NOTHING  # it is gone, or another call is at it
        rows.append(written)
        return _FINISHED if status is ImportStatus.APPLIED else _GOING_ON

    return Part(
        "imports of people",
        lambda: employee_imports.list_applying(now),
        go_on,
        lambda due: {"importId": due.key[0]},
        lambda due, _why: put_off(DueImportRow, due, now),
        lambda due: to_moment(due.due_at),
    )


def carry_on(import_id: str, until: float) -> tuple[int, ImportStatus]:
    """Apply the rows of an import that are left, until they are done or the time is over; how many were written, and
    how far it is. It is stopped when who asked for it may no longer. Raises VersionConflict when another call is at it,
    Unavailable."""
    found = employee_imports.get_import(import_id)
    if found.status is not ImportStatus.APPLYING:
        return 0, found.status
    if not _may_still_import(found.requested_by):
        return 0, _stop(found).status
    written = 0
    for pack in employee_imports.list_packs(found):
        if not any(_is_left(each) for each in pack.rows):
            continue
        rows = _apply_rows(pack.rows, until)
        done = [each for each, was in zip(rows, pack.rows, strict=True) if each is not was]
        found = _save(found, Pack(pack.number, rows), done)
        written += len(done)
        if clock.elapsed() >= until:
            break
    return written, found.status


def _save(before: EmployeeImport, pack: Pack, done: list[PlannedRow]) -> EmployeeImport:
    progress = count_outcomes(before.progress, done)
    after = msgspec.structs.replace(
        before,
        progress=progress,
        status=ImportStatus.APPLYING if progress.remaining else ImportStatus.APPLIED,
        updated_at=clock.now(),
        version=before.version + 1,
    )
    employee_imports.save_progress(before, after, pack)
    return after


def _stop(found: EmployeeImport) -> EmployeeImport:
    after = msgspec.structs.replace(
        found,
        status=ImportStatus.STOPPED,
        reason="Whoever asked for it is no travel manager any more.",
        updated_at=clock.now(),
        version=found.version + 1,
    )
    employee_imports.replace_import(found, after)
    return after


def _may_still_import(user_id: str) -> bool:
    return is_active(user_id) and Role.TRAVEL_MANAGER in accounts.list_groups(user_id)


def _is_left(row: PlannedRow) -> bool:
    return is_written(row) and row.shown.outcome is None


def _apply_rows(rows: Iterable[PlannedRow], until: float) -> tuple[PlannedRow, ...]:
    """Return the rows with what became of those that were left and for which there was time: one at least."""
    after: list[PlannedRow] = []
    begun = False
    for row in rows:
        if not _is_left(row) or (begun and clock.elapsed() >= until):
            after.append(row)
            continue
        outcome, reason = _apply(row)
        shown = msgspec.structs.replace(row.shown, outcome=outcome, reason=reason)
        after.append(msgspec.structs.replace(row, shown=shown))
        begun = True
    return tuple(after)


def _apply(row: PlannedRow) -> tuple[RowOutcome, str | None]:
    """Write one record in the place of the version that was previewed. One that is as it is to be was written before,
    by a call that did not live to say so."""
    user_id, details = row.shown.user_id, row.details
    if user_id is None or details is None:
        raise ValueError("the row writes nothing")
    try:
        write_record(user_id, details, expected=row.version)
    except PersonErased:
        return RowOutcome.REFUSED, "The data of the person is being erased, or was."
    except VersionConflict:
        now = employees.find_employee(user_id)
        if now is not None and details_of(now) == details:
            return RowOutcome.APPLIED, None
        return RowOutcome.CONFLICT, "The record has changed since the preview: preview the file again."
    except InvalidInput as error:
        return RowOutcome.REFUSED, "; ".join(each.detail for each in error.errors) or str(error)
    return RowOutcome.APPLIED, None


def _refuse_left(left: list[PlannedRow], user_id: str) -> None:
    """Raise Conflict when a record that is to be written is no longer what it was when it was previewed, and when it is
    that of whoever applies the import, who would be deactivated: to the end it is theirs, and they are to be a travel
    manager so long."""
    known = _find_by_ids(str(row.shown.user_id) for row in left)

    def is_changed(row: PlannedRow) -> bool:
        now = known.get(str(row.shown.user_id))
        return (now.version if now else 0) != row.version

    if changed := [row.shown for row in left if is_changed(row)]:
        where = ", ".join(str(each.row or each.user_id) for each in changed[:10])
        raise Conflict(f"{len(changed)} records have changed since the preview ({where}): preview the file again.")
    if any(row.shown.action is RowAction.DEACTIVATE and row.shown.user_id == user_id for row in left):
        raise Conflict(
            "You cannot deactivate yourself: have another travel manager apply this, or preview it yourself."
        )


def _find_by_ids(user_ids: Iterable[str]) -> dict[str, Employee]:
    found: dict[str, Employee] = {}
    ids = iter(user_ids)
    while page := list(islice(ids, 100)):
        found |= employees.find_employees(page)
    return found


def _list_from(found: EmployeeImport, first: int) -> Iterator[tuple[int, PlannedRow]]:
    """Yield the rows of an import with their numbers in its order, from this one on."""
    for pack in employee_imports.list_packs(found, first=first // ROWS_A_PACK):
        for place, row in enumerate(pack.rows):
            number = pack.number * ROWS_A_PACK + place
            if number >= first:
                yield number, row


def _read_people() -> dict[str, Employee]:
    """Return every record by its `userId`. Raises Conflict when there are more than can be compared at once."""
    people = {each.user_id: each for each in islice(employees.list_everybody(), MOST_PEOPLE + 1)}
    if len(people) > MOST_PEOPLE:
        raise Conflict(f"There are more than {MOST_PEOPLE:,} employees: keep them one by one with `PUT`.")
    return people


def _find_accounts(file: EmployeeFile, people: dict[str, Employee]) -> dict[str, frozenset[str]]:
    """Return whose the accounts are that have the address of somebody new; the pool is not asked when nobody is."""
    known = {fold_address(each.email) for each in people.values() if each.email}
    new = {
        fold_address(email)
        for row in file.rows
        if (email := row.cells.get("email")) and row.cells.get("userId") is None and fold_address(email) not in known
    }
    return accounts.find_by_addresses(new) if new else {}


def _find_erased(file: EmployeeFile, people: dict[str, Employee]) -> frozenset[str]:
    """Return who of those that the file names and that have no record is erased: there is none to say so."""
    named = {user_id for row in file.rows if (user_id := row.cells.get("userId")) is not None}
    return mentions.find_erased(named - people.keys())
