"""What the parsers make of a file before it is cut into sections: blocks in reading order, their text cleaned."""

from typing import NamedTuple

Rows = tuple[tuple[str, ...], ...]


class Heading(NamedTuple):
    """A heading with its depth; `number` is given where the format keeps it apart from the text."""

    text: str
    level: int
    page: int | None = None
    number: str | None = None
    sure: bool = True
    """Whether the format says that it is one; else its number must be plausible."""


class Paragraph(NamedTuple):
    """A paragraph; `breaks` are the offsets at which it goes on on another page, with that page."""

    text: str
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()


class TableBlock(NamedTuple):
    """A table, cell by cell; `breaks` are the rows (from 0) with which it goes on on another page, with that page."""

    rows: Rows
    caption: str | None = None
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()


class Caption(NamedTuple):
    """The caption of a figure."""

    text: str
    page: int | None = None


Block = Heading | Paragraph | TableBlock | Caption
