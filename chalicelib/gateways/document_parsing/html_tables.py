"""Tables of a page, cell by cell; tables that only lay a page out are text."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.gateways.document_parsing.blocks import TableBlock
from chalicelib.gateways.document_parsing.cleaning import clean
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

MOST_COLUMNS = 200
MOST_CELLS = 200_000
_LAYS_OUT = frozenset(["table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"])


def is_data_table(table: LexborNode) -> bool:
    """Return whether a table holds data: no other table and no heading, and more than one cell."""
    if (table.attributes.get("role") or "").lower() in {"presentation", "none"}:
        return False
    cells = 0
    for node in _descendants(table):
        if node.tag in _LAYS_OUT:
            return False
        cells += node.tag in {"td", "th"}
    return cells > 1


def read_table(table: LexborNode) -> Iterator[TableBlock]:
    """Return the table with its caption; cells that reach over several columns or rows are followed by empty ones."""
    rows: list[tuple[str, ...]] = []
    caption: str | None = None
    cells = 0
    below: dict[int, int] = {}  # column -> rows that a cell above still reaches over
    for node in _descendants(table):
        if node.tag == "caption":
            caption = clean(node.text(separator=" ")) or None
        elif node.tag == "tr":
            rows.append(_read_row(node, below))
            cells += len(rows[-1])
            if cells > MOST_CELLS:
                raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"a table has more than {MOST_CELLS:,} cells")
    if rows := [row for row in rows if any(row)]:
        width = max(map(len, rows))
        yield TableBlock(tuple((*row, *[""] * (width - len(row))) for row in rows), caption)


def _read_row(row: LexborNode, below: dict[int, int]) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iter():
        if cell.tag not in {"td", "th"}:
            continue
        if len(cells) >= MOST_COLUMNS:
            raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"a table has more than {MOST_COLUMNS} columns")
        _skip_covered(cells, below)
        wide, high = _span(cell, "colspan", MOST_COLUMNS - len(cells)), _span(cell, "rowspan", 1000)
        for column in range(len(cells), len(cells) + wide):
            if high > 1:
                below[column] = high - 1
        cells += [clean(cell.text(separator=" ")), *[""] * (wide - 1)]
    _skip_covered(cells, below)
    return tuple(cells)


def _skip_covered(cells: list[str], below: dict[int, int]) -> None:
    while len(cells) < MOST_COLUMNS and (left := below.get(len(cells), 0)):
        below[len(cells)] = left - 1
        cells.append("")


def _span(cell: LexborNode, name: str, most: int) -> int:
    text = cell.attributes.get(name) or "1"
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 7 else 1


def _descendants(table: LexborNode) -> Iterator[LexborNode]:
    walk = table.traverse(include_text=False)
    next(walk, None)
    yield from walk
