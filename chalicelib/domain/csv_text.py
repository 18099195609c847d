"""Rows as CSV (RFC 4180) that a spreadsheet can be given: nothing that a person wrote is taken for a formula in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from chalicelib.domain.money import Money, minor_digits

CSV = "text/csv; charset=utf-8"
# With what a text begins that spreadsheets would compute.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | date | datetime | int | Decimal | Sequence[str] | None


def write_rows(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV in lines that end in CR LF: times as RFC 3339 in UTC, days as YYYY-MM-DD, several texts in one
    cell with `; ` between them. A text that a spreadsheet would compute is preceded by an apostrophe, which `read_cell`
    takes away again."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([_to_text(cell) for cell in row] for row in rows)
    return written.getvalue()


def money_cells(price: Money | None) -> tuple[Decimal | None, str | None]:
    """Return an amount of money as two cells: in major units with the currency's decimals, and its ISO 4217 code."""
    if price is None:
        return None, None
    return Decimal(price.amount).scaleb(-minor_digits(price.currency)), price.currency


def unreadable_cells(key: str, columns: Sequence[str]) -> Sequence[Cell]:
    """Return the cells of a thing of which only the key is known, below columns of which the first two are its id and
    its status."""
    return (key, "unreadable", *[None] * (len(columns) - 2))


def _to_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case Decimal():
            return f"{cell:f}"
        case str():
            return _defuse(cell)
        case _:
            return _defuse("; ".join(cell))


def read_cell(cell: str) -> str:
    """Return a cell's text as it was before it was written here, or in a spreadsheet that takes no formula of it."""
    return cell[1:] if cell.startswith("'") and _is_computed(cell) else cell


def _defuse(text: str) -> str:
    return f"'{text}" if _is_computed(text) else text


def _is_computed(text: str) -> bool:
    """Return whether a text would be computed, be it without the apostrophes before it: one that had some of its own
    gets another, or it would be read back without them."""
    return text.lstrip("'").startswith(_FORMULAS)
