"""Ruled tables of pages of a PDF, by pdfplumber: what takes most time and memory of all, so it runs by itself."""

import io
import time
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

import pdfplumber

from chalicelib.gateways.document_parsing.cleaning import clean
from chalicelib.gateways.document_parsing.tables import PageTable, PageTables

MOST_TABLES = 2_000
MOST_CELLS = 100_000
_FOUND_BY = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


def read_page_tables(body: bytes, pages: Sequence[int], *, seconds: float = inf) -> PageTables:
    """Return the tables of these pages (from 1); those beyond the limits, or not begun in so many seconds, are not
    read, and it says so."""
    end = time.monotonic() + seconds
    found: list[PageTable] = []
    cells = 0
    with pdfplumber.open(io.BytesIO(body), pages=list(pages)) as document:
        for page in document.pages:
            if time.monotonic() > end:
                return PageTables(tables=tuple(found), complete=False)
            for table in _tables(page):
                cells += sum(map(len, table.rows))
                if len(found) >= MOST_TABLES or cells > MOST_CELLS:
                    return PageTables(tables=tuple(found), complete=False)
                found.append(table)
            page.close()
    return PageTables(tables=tuple(found))


def _tables(page: Any) -> Iterator[PageTable]:
    left, top, _, bottom = page.bbox
    for table in page.find_tables(_FOUND_BY):
        rows = tuple(tuple(clean(cell or "") for cell in row) for row in table.extract())
        rows = tuple(row for row in rows if any(row))
        if len(rows) < 1 or max(map(len, rows)) < 2 or sum(bool(cell) for row in rows for cell in row) < 2:
            continue
        x0, y0, x1, y1 = table.bbox
        height = bottom - top
        yield PageTable(
            page=page.page_number,
            x0=x0 - left,
            y0=height - (y1 - top),
            x1=x1 - left,
            y1=height - (y0 - top),
            rows=tuple((*row, *[""] * (max(map(len, rows)) - len(row))) for row in rows),
        )
