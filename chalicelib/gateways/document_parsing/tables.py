"""Ruled tables of a PDF, as the function that reads them hands them over."""

from chalicelib.domain.value import Value


class PageTable(Value, frozen=True):
    """A ruled table: where it stands, in points from the lower left of its page as shown, and its cells."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[str, ...], ...]


class PageTables(Value, frozen=True):
    """All tables that were found, and whether some pages were not looked at."""

    tables: tuple[PageTable, ...]
    complete: bool = True
