"""People in bulk over HTTP: a CSV file is previewed, then applied as it was previewed; and everybody as such a file."""

from datetime import timedelta
from typing import Annotated

import msgspec

from chalicelib.api.http.calls import RawBody
from chalicelib.api.http.media_types import is_json
from chalicelib.api.http.problems import UnsupportedMedia
from chalicelib.api.http.route import JSON, Alternative
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.decoding.json_text import parse_json
from chalicelib.decoding.typed_values import to_body
from chalicelib.domain import csv_text
from chalicelib.domain.employee_imports.files import MOST_BYTES, MOST_ROWS, RowError, write_file
from chalicelib.domain.employee_imports.imports import (
    ApplicationRequest,
    EmployeeImport,
    ImportCounts,
    ImportProgress,
    ImportStatus,
)
from chalicelib.domain.employee_imports.plans import (
    ImportOptions,
    ImportRow,
    MissingPeople,
    RowAction,
    RowOutcome,
    UnknownAccounts,
)
from chalicelib.domain.identity import Role
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotFound
from chalicelib.services import employee_imports as service

blueprint = ApiBlueprint(
    __name__,
    tag="People in bulk",
    description=(
        "Employee records from a CSV file: preview what it would change, line by line, then apply exactly that. "
        "Importing creates no account of the user pool."
    ),
)

CSV = "text/csv"
_MANAGERS = [Role.TRAVEL_MANAGER]
_PARAMS = {"importId": identifier("imp", "The import's id")}
_OPERATIONS = ("get_employee_import", "list_employee_import_rows", "apply_employee_import")
_IMPORT_ID = "imp_01JQZX5V9D7R8M3T2K6W4H0YBE"
_FILE = (
    "email,name,managerEmail,grade,costCentre\r\n"
    "mia.keller@example.com,Mia Keller,,12,FINANCE\r\n"
    "jonas.roth@example.com,Jonas Roth,mia.keller@example.com,6,SALES-EU\r\n"
)


class ImportQuery(Value, frozen=True):
    """How to take the file."""

    missing: Annotated[
        MissingPeople,
        msgspec.Meta(description="`deactivate`: deactivate active employees who are not in the file, but for yourself"),
    ] = MissingPeople.KEEP
    accounts: Annotated[
        UnknownAccounts,
        msgspec.Meta(
            description="What to do with somebody new for whose address the user pool has no verified account: an "
            "error of the row (`refuse`), or keep them under a new `userId`, which an operator links to the account "
            "later (`create`)"
        ),
    ] = UnknownAccounts.REFUSE


class FileRequest(Value, frozen=True):
    """The file as a text, where a client sends nothing but JSON; the body may then have 256 kB."""

    csv: Annotated[str, msgspec.Meta(min_length=1, description="The file: a header line, and a line for each person")]


class RowsQuery(PageQuery, frozen=True):
    """Which rows to list."""

    action: Annotated[RowAction | None, msgspec.Meta(description="Only rows that do this")] = None
    outcome: Annotated[RowOutcome | None, msgspec.Meta(description="Only rows of which this became")] = None


def _example(status: ImportStatus = ImportStatus.PREVIEWED) -> EmployeeImport:
    return EmployeeImport(
        import_id=_IMPORT_ID,
        status=status,
        requested_by=examples.MANAGER_ID,
        options=ImportOptions(),
        counts=ImportCounts(error=1, create=1, change=1),
        progress=ImportProgress(remaining=2),
        active_employees=120,
        created_at=examples.AT,
        updated_at=examples.AT,
        expires_at=examples.AT + timedelta(days=7),
        version=1 if status is ImportStatus.PREVIEWED else 2,
    )


def _row_example() -> ImportRow:
    return ImportRow(
        row=3,
        action=RowAction.ERROR,
        email="jonas.roth@example.com",
        errors=(RowError("grade", "is not a grade from 1 to 20"),),
    )


@blueprint.route(
    "/v1/employees/imports",
    method="POST",
    status=201,
    takes={JSON: Alternative(FileRequest, lambda: FileRequest(csv=_FILE)), CSV: Alternative(str, lambda: _FILE)},
    summary="Preview an import of employees from CSV",
    description=(
        f"UTF-8, up to {MOST_ROWS:,} rows and {MOST_BYTES:,} bytes, with `,`, `;` or a tab between cells. The first "
        "line names the columns, in any order and case: `email` or `userId`, and any of `name`, `managerEmail`, "
        "`managerId`, `grade`, `costCentre`, `chargeableCostCentres` (with `|` between them), `policyGroup`, `active`. "
        "A column that is left out changes nothing; an empty cell removes the value. Nothing is changed until the "
        "import is applied."
    ),
    roles=_MANAGERS,
    errors=[Conflict],
    links=[links_to(*_OPERATIONS, importId="/importId")],
    example=lambda: Example(response=_example()),
)
def preview_employee_import(call: Call[RawBody, ImportQuery]) -> Answer[EmployeeImport]:
    options = ImportOptions(missing=call.query.missing, accounts=call.query.accounts)
    made = service.preview_import(call.identity, _read_body(call.body), options, import_id=call.new_id("imp"))
    return Answer(made, version=made.version, location=f"/v1/employees/imports/{made.import_id}")


@blueprint.route(
    "/v1/employees/imports/{importId}",
    summary="Get an import of employees and its progress",
    params=_PARAMS,
    roles=_MANAGERS,
    errors=[NotFound],
    links=[links_to(*_OPERATIONS, importId="/importId")],
    example=lambda: Example(response=_example(ImportStatus.APPLYING)),
)
def get_employee_import(call: Call[None, None]) -> Answer[EmployeeImport]:
    found = service.get_import(call.identity, call.path["importId"])
    return Answer(found, version=found.version)


@blueprint.route(
    "/v1/employees/imports/{importId}/rows",
    summary="List the rows of an import of employees",
    description="Rows with errors first, by their line; then in the order in which they are written, managers first.",
    params=_PARAMS,
    roles=_MANAGERS,
    errors=[NotFound],
    links=[links_to("get_employee", userId="/items/0/userId")],
    example=lambda: Example(response=Page(items=(_row_example(),), next_cursor=None)),
)
def list_employee_import_rows(call: Call[None, RowsQuery]) -> Answer[Page[ImportRow]]:
    found, position = service.list_rows(
        call.identity,
        call.path["importId"],
        action=call.query.action,
        outcome=call.query.outcome,
        limit=call.query.limit,
        start=call.position(),
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/employees/imports/{importId}/application",
    method="POST",
    status=202,
    summary="Apply an import of employees as previewed",
    description=(
        "It begins within a minute and is done row by row; read the import for its progress. A record that changes "
        "meanwhile is left alone (`conflict`). Send `{}` when nothing is to be confirmed."
    ),
    params=_PARAMS,
    roles=_MANAGERS,
    errors=[NotFound, Conflict],
    links=[links_to(*_OPERATIONS, importId="/importId")],
    example=lambda: Example(request=ApplicationRequest(skip_errors=True), response=_example(ImportStatus.APPLYING)),
)
def apply_employee_import(call: Call[ApplicationRequest, None]) -> Answer[EmployeeImport]:
    found = service.apply_import(call.identity, call.path["importId"], call.body)
    return Answer(found, version=found.version, location=f"/v1/employees/imports/{found.import_id}")


@blueprint.route(
    "/v1/employees/export",
    produces=csv_text.CSV,
    summary="Export employees as CSV",
    description="Everybody in the columns of an import, deactivated employees too: imported again, nothing changes.",
    roles=_MANAGERS,
    errors=[Conflict],
    example=lambda: Example(response=write_file([examples.EMPLOYEE], {})),
)
def export_employees(call: Call[None, None]) -> Answer[str]:
    return Answer(service.export_people(call.identity))


def _read_body(body: RawBody) -> bytes:
    if is_json(body.media):
        return to_body(parse_json(body.content), FileRequest).csv.encode()
    if body.media not in {"", CSV}:
        raise UnsupportedMedia("Send the file as text/csv in UTF-8, or as JSON.")
    return body.content
