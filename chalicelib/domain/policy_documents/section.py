"""A policy document as it was parsed: sections in the order of the document, each with its text and its tables.

`Section.text` is what quotes are taken from: paragraphs parted by one empty line, a table as one paragraph whose lines
are its rows with cells parted by ` | `. Offsets count code points of it, from 0.
"""

from bisect import bisect_right
from typing import Annotated

import msgspec

from chalicelib.domain.policy_documents.problems import ParsingWarning
from chalicelib.domain.value import Value

PARAGRAPH_BREAK = "\n\n"
CELL_BREAK = " | "
LONGEST_HEADING = 300
# A section is a row of DynamoDB, of 400 KB at most; what is longer goes on in another section of the same heading.
LONGEST_TEXT = 50_000


class Table(Value, frozen=True):
    """A table within a section's text, from `start` to `end` (exclusive)."""

    start: Annotated[
        int, msgspec.Meta(description="Where the table begins in the section's text, in characters from 0")
    ]
    end: Annotated[int, msgspec.Meta(description="Where it ends, exclusive")]
    caption: Annotated[str | None, msgspec.Meta(description="Words above or below the table; null if it has none")]
    rows: Annotated[tuple[tuple[str, ...], ...], msgspec.Meta(description="Cells by row; the first row is the head")]


class Section(Value, frozen=True):
    """A numbered or titled part of a document, without the sections below it."""

    position: Annotated[int, msgspec.Meta(ge=0, description="Place in the document, from 0")]
    number: Annotated[str | None, msgspec.Meta(description="As printed, such as `4.2`; null if it has none")]
    heading: Annotated[str, msgspec.Meta(description="Without its number; empty for text before the first heading")]
    level: Annotated[int, msgspec.Meta(ge=1, le=9, description="Depth of the heading, 1 for the highest")]
    text: str
    page_starts: tuple[tuple[int, int], ...] = ()
    """Where each page begins in the text: (offset, number of the page from 1), ascending; none without pages."""
    tables: tuple[Table, ...] = ()
    captions: tuple[str, ...] = ()
    """Captions of figures and of what else is no text."""

    def page_at(self, offset: int) -> int | None:
        """Return the page that the text at `offset` is printed on, None where the document has no pages."""
        place = bisect_right([start for start, _ in self.page_starts], offset)
        return self.page_starts[max(place - 1, 0)][1] if self.page_starts else None


class ParsedDocument(Value, frozen=True):
    """All of a document: its sections, and how many pages it has (None for formats without pages)."""

    title: str | None
    pages: int | None
    sections: tuple[Section, ...]
    warnings: tuple[ParsingWarning, ...] = ()
