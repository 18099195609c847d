"""An import of people: previewed from a file, then applied as it was previewed, row by row."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.employee_imports.plans import (
    UNCONFIRMED_PERCENT,
    ImportOptions,
    PlannedRow,
    RowAction,
    RowOutcome,
)
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict


class ImportStatus(StrEnum):
    """How far an import is."""

    PREVIEWED = "previewed"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"


class ImportCounts(Value, frozen=True):
    """How many rows do what; `deactivate` counts people who are not in the file as well."""

    error: Annotated[int, msgspec.Meta(description="Rows with errors, which change nothing")] = 0
    create: Annotated[int, msgspec.Meta(description="Rows that make a new record")] = 0
    change: Annotated[int, msgspec.Meta(description="Rows that change a record")] = 0
    deactivate: Annotated[int, msgspec.Meta(description="People who are deactivated")] = 0
    unchanged: Annotated[int, msgspec.Meta(description="Rows that are as the record already is")] = 0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.error + self.create + self.change + self.deactivate + self.unchanged


class ImportProgress(Value, frozen=True):
    """What has become of the rows so far; `remaining` are still to be written."""

    remaining: Annotated[int, msgspec.Meta(description="Rows that are still to be written")]
    applied: Annotated[int, msgspec.Meta(description="Rows that were written")] = 0
    conflict: Annotated[int, msgspec.Meta(description="Rows whose record changed after the preview")] = 0
    refused: Annotated[int, msgspec.Meta(description="Rows that a rule forbade when they were applied")] = 0


class EmployeeImport(Value, frozen=True):
    """An import of people: what its file would change, and how far that is done."""

    import_id: Annotated[str, msgspec.Meta(description="Id of the import, as paths name it")]
    status: Annotated[ImportStatus, msgspec.Meta(description="How far it is")]
    requested_by: Annotated[str, msgspec.Meta(description="`userId` of the travel manager who sent the file")]
    options: Annotated[ImportOptions, msgspec.Meta(description="How the file was to be read")]
    counts: Annotated[ImportCounts, msgspec.Meta(description="How many rows do what, as previewed")]
    progress: Annotated[ImportProgress, msgspec.Meta(description="What has become of the rows so far")]
    active_employees: Annotated[int, msgspec.Meta(description="Active employees when it was previewed")]
    created_at: datetime
    updated_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="When it is forgotten, with everything that it held")]
    version: Annotated[int, msgspec.Meta(ge=1)]
    reason: Annotated[str | None, msgspec.Meta(description="Why it was stopped")] = None


class ApplicationRequest(Value, frozen=True):
    """Apply an import as it was previewed."""

    skip_errors: Annotated[
        bool, msgspec.Meta(description="Apply the other rows although some have errors; else mend the file first")
    ] = False
    confirm_deactivations: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        msgspec.Meta(
            description="How many people are deactivated, as previewed: required when they are more than "
            f"{UNCONFIRMED_PERCENT} % of the active employees"
        ),
    ] = None


def count_actions(rows: list[PlannedRow]) -> ImportCounts:
    """Return how many of the rows do what."""
    actions = [each.shown.action for each in rows]
    return ImportCounts(**{action.value: actions.count(action) for action in RowAction})


def is_written(row: PlannedRow) -> bool:
    """Return whether applying the row writes something."""
    return row.details is not None


def count_outcomes(progress: ImportProgress, rows: list[PlannedRow]) -> ImportProgress:
    """Return the progress after these rows, of which each has an outcome."""
    outcomes = [each.shown.outcome for each in rows if each.shown.outcome is not None]
    return ImportProgress(
        remaining=progress.remaining - len(outcomes),
        **{each.value: getattr(progress, each.value) + outcomes.count(each) for each in RowOutcome},
    )


def refuse_unconfirmed(found: EmployeeImport, asked: ApplicationRequest) -> None:
    """Raise Conflict when an import may not be applied as it is asked for: with errors that are not to be skipped, or
    with more deactivations than are confirmed."""
    counts = found.counts
    deactivates_missing = found.options.missing == "deactivate"
    if counts.error and deactivates_missing:
        raise Conflict("With rows that have errors nobody is deactivated for not being in the file: mend them first.")
    if counts.error and not asked.skip_errors:
        raise Conflict(f"{counts.error} rows have errors: mend the file and preview it again, or send `skipErrors`.")
    if asked.confirm_deactivations not in (None, counts.deactivate):
        raise Conflict(f"{counts.deactivate} people would be deactivated, and not {asked.confirm_deactivations}.")
    is_many = counts.deactivate * 100 > found.active_employees * UNCONFIRMED_PERCENT
    if is_many and asked.confirm_deactivations is None:
        raise Conflict(
            f"{counts.deactivate} of {found.active_employees} active employees would be deactivated: send "
            f'`"confirmDeactivations": {counts.deactivate}` if that is meant.'
        )
