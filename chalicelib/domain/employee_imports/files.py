"""People as a CSV file (RFC 4180): what each column holds, how a file is read, line by line, and how one is written.

Nothing is changed on the way: a cell that is not as it should be is an error of its line, and no cell is cut, trimmed
or guessed; the apostrophe that keeps a spreadsheet from computing a text is no part of it. Headers alone are compared
without case, spaces, hyphens and underscores.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.domain.csv_text import read_cell, write_rows
from chalicelib.domain.employees import ChargeableCostCentres, Email, Employee
from chalicelib.domain.ids import UserId
from chalicelib.domain.text import CostCentre, FullName, PolicyGroup
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000
SEPARATOR = "|"  # between several cost centres in one cell

_DELIMITERS = ",;\t"
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LOST = "\ufffd"  # what stands where bytes were no UTF-8 on their way here


class RowError(Value, frozen=True):
    """What is wrong with a line: the column, unless it is the line as a whole, and what to write instead."""

    column: Annotated[str | None, msgspec.Meta(description="Name of the column; null: the line as a whole")]
    detail: str


class FileRow(NamedTuple):
    """A line of a file, by its number in it (a header is line 1): the cells by column, and what is wrong with them."""

    number: int
    cells: Mapping[str, Any]
    errors: tuple[RowError, ...]


class EmployeeFile(NamedTuple):
    """A file: the columns that it has, in its order, and its lines."""

    columns: tuple[str, ...]
    rows: list[FileRow]


class _Column(NamedTuple):
    """A column. An empty cell is nothing (None), where that may be."""

    read: Callable[[str], Any]
    expected: str
    write: Callable[[Employee, Mapping[str, Employee]], str]
    may_be_empty: bool = True


def _typed(wanted: Any) -> Callable[[str], Any]:
    return lambda cell: msgspec.convert(cell, wanted)


def _read_grade(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 1 <= len(cell) <= 2 and 1 <= int(cell) <= 20):
        raise ValueError(cell)
    return int(cell)


def _read_truth(cell: str) -> bool:
    return _TRUTHS[cell.lower()]


def _read_several(cell: str) -> tuple[str, ...]:
    return msgspec.convert(cell.split(SEPARATOR), ChargeableCostCentres)


def _manager_email(employee: Employee, people: Mapping[str, Employee]) -> str:
    manager = people.get(employee.manager_id or "")
    return (manager.email if manager else None) or ""


COLUMNS: Mapping[str, _Column] = {
    "userId": _Column(_typed(UserId), "the `userId` of the person", lambda each, _: each.user_id),
    "email": _Column(_typed(Email), "an address, such as anna.weber@example.com", lambda each, _: each.email or ""),
    "name": _Column(
        _typed(FullName),
        "a name of up to 200 letters, without space around it or characters that are not seen",
        lambda each, _: each.name,
        may_be_empty=False,
    ),
    "managerEmail": _Column(_typed(Email), "the address of the manager", _manager_email),
    "managerId": _Column(_typed(UserId), "the `userId` of the manager", lambda each, _: each.manager_id or ""),
    "grade": _Column(_read_grade, "a grade from 1 to 20", lambda each, _: str(each.grade), may_be_empty=False),
    "costCentre": _Column(
        _typed(CostCentre), "a cost centre, such as SALES-EU", lambda each, _: each.cost_centre or ""
    ),
    "chargeableCostCentres": _Column(
        _read_several,
        f"up to 50 cost centres with `{SEPARATOR}` between them, such as SALES-EU{SEPARATOR}FINANCE",
        lambda each, _: SEPARATOR.join(each.chargeable_cost_centres),
    ),
    "policyGroup": _Column(
        _typed(PolicyGroup), "a policy group, such as executives", lambda each, _: each.policy_group or ""
    ),
    "active": _Column(
        _read_truth, "true or false", lambda each, _: "true" if each.active else "false", may_be_empty=False
    ),
}


def read_file(body: bytes) -> EmployeeFile:
    """Return the file. Raises InvalidInput when it is none: no UTF-8, not CSV, a header that is not known, no line or
    too many; what is wrong with a line alone is said with the line."""
    records = _read_records(_decode(body))
    first = next(records, None)
    if first is None:
        raise _refusal("The file is empty: its first line names the columns.")
    columns = _read_header(first[1])
    rows = [_read_row(number, cells, columns) for number, cells in records]
    if not rows:
        raise _refusal("The file has a header and no line below it.")
    return EmployeeFile(columns, rows)


def write_file(people: Iterable[Employee], everybody: Mapping[str, Employee]) -> str:
    """Return people as a file that reads as what they are; `everybody` has their managers by `userId`."""
    rows = ([column.write(each, everybody) for column in COLUMNS.values()] for each in people)
    return write_rows([tuple(COLUMNS), *rows])


def _decode(body: bytes) -> str:
    if len(body) > MOST_BYTES:
        raise _refusal(f"The file has {len(body):,} bytes; it may have {MOST_BYTES:,}: split it.")
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if body.startswith(mark):
            raise _refusal(f"The file is {encoding}: save it as CSV UTF-8.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(body[: error.start].count(b"\n") + 1) from error
    if _LOST in text:
        raise _not_utf8(text[: text.index(_LOST)].count("\n") + 1)
    return text


def _read_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that hold something, each with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text), strict=True)
    begins, count = 1, 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _refusal(
                f"Line {begins} is no CSV: {error}. Put a cell with quotes in quotes, and double them."
            ) from (error)
        if cells is None:
            return
        if cells:
            count += 1
            if count > MOST_ROWS + 1:
                raise _refusal(f"The file has more than {MOST_ROWS:,} lines: split it.")
            yield begins, cells
        begins = reader.line_num + 1


def _find_delimiter(text: str) -> str:
    """Return what stands between the names of the columns; a comma where there is but one."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _read_header(cells: list[str]) -> tuple[str, ...]:
    known = {_fold(name): name for name in COLUMNS}
    errors = [_header_error(place, cell, known) for place, cell in enumerate(cells) if _fold(cell) not in known]
    columns = tuple(known.get(_fold(cell), "") for cell in cells)
    errors += [
        FieldError(f"/columns/{place}", f"`{name}` is named twice")
        for place, name in enumerate(columns)
        if name and name in columns[:place]
    ]
    if not errors and not {"email", "userId"} & set(columns):
        errors = [FieldError("/columns", "`email` or `userId` is required: by one of them a person is known")]
    if errors:
        raise InvalidInput("The header of the file is not valid.", errors)
    return columns


def _header_error(place: int, cell: str, known: Mapping[str, str]) -> FieldError:
    near = get_close_matches(_fold(cell), known, n=1)
    hint = f"did you mean `{known[near[0]]}`?" if near else f"the columns are {', '.join(COLUMNS)}"
    return FieldError(f"/columns/{place}", f"`{cell[:60]}` is no column: {hint}")


def _fold(header: str) -> str:
    return header.casefold().translate({ord(each): None for each in " -_"})


def _read_row(number: int, cells: list[str], columns: tuple[str, ...]) -> FileRow:
    if len(cells) != len(columns):
        detail = f"has {len(cells)} cells, and the header {len(columns)}: put a cell with a delimiter in it in quotes"
        return FileRow(number, {}, (RowError(None, detail),))
    read: dict[str, Any] = {}
    errors: list[RowError] = []
    for name, cell in zip(columns, cells, strict=True):
        column = COLUMNS[name]
        if not cell:
            read[name] = None
            if not column.may_be_empty:
                errors.append(RowError(name, f"is empty: write {column.expected}, or leave the column out"))
            continue
        try:
            read[name] = column.read(read_cell(cell))
        except (msgspec.ValidationError, ValueError, KeyError):
            errors.append(RowError(name, f"is not {column.expected}"))
    return FileRow(number, read, tuple(errors))


def _not_utf8(place: int) -> InvalidInput:
    return _refusal(f"Line {place} is not UTF-8: save the file as CSV UTF-8.")


def _refusal(detail: str) -> InvalidInput:
    return InvalidInput("The file cannot be read.", [FieldError("", detail)])
