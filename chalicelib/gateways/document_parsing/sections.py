"""Cuts blocks into sections: numbers apart from headings, texts with the offsets of pages and tables."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from chalicelib.domain.policy_documents import numbering
from chalicelib.domain.policy_documents.problems import MOST_SECTIONS, ParsingProblem, ParsingWarning
from chalicelib.domain.policy_documents.section import (
    CELL_BREAK,
    LONGEST_HEADING,
    LONGEST_TEXT,
    PARAGRAPH_BREAK,
    ParsedDocument,
    Section,
    Table,
)
from chalicelib.gateways.document_parsing.blocks import Block, Caption, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

LONGEST_DOCUMENT = 5_000_000  # code points: 500 pages of 10,000
LONGEST_TITLE = 200
_DEEPEST = 9
_LONGEST_LEAD = 200


def build_document(
    blocks: Iterable[Block], *, title: str | None, pages: int | None, warnings: tuple[ParsingWarning, ...] = ()
) -> ParsedDocument:
    """Return the document that the blocks make up. Raises ParsingFailed when there is no text, or far too much."""
    mended = _with_titles_of_bare_numbers(_vet_numbers(list(blocks)))
    sections = _drop_bare_title(tuple(_number(_cut(mended))), title)
    if not any(section.text or section.heading or section.number for section in sections):
        raise ParsingFailed(ParsingProblem.EMPTY)
    return ParsedDocument(
        title=(title or _first_title(mended) or "")[:LONGEST_TITLE].strip() or None,
        pages=pages,
        sections=sections,
        warnings=warnings,
    )


# --- headings ---------------------------------------------------------------------------------------------------------


def _vet_numbers(blocks: list[Block]) -> list[Block]:
    """Return the blocks, each heading with its number apart; what is only a number by chance is none."""
    heads = [block for block in blocks if isinstance(block, Heading)]
    whole = {parts[0] for head in heads if (parts := _decimal(head)) is not None}
    return [_vet(block, whole) if isinstance(block, Heading) else block for block in blocks]


def _decimal(head: Heading) -> tuple[int, ...] | None:
    number = head.number or numbering.split_number(head.text).number
    return numbering.decimal_parts(number) if number else None


def _vet(head: Heading, whole: set[int]) -> Block:
    if len(head.text) > LONGEST_HEADING:
        return Paragraph(head.text, head.page)
    if head.number:
        return head
    number, text = numbering.split_number(head.text)
    if number and numbering.is_bare(number) and number != "1" and not {int(number) - 1, int(number) + 1} & whole:
        return head  # a count, a day: `12 May` with neither a section 11 nor a 13
    return head._replace(text=text, number=number)


def _with_titles_of_bare_numbers(blocks: list[Block]) -> list[Block]:
    """Give a heading that is nothing but a number the line directly before it which begins with that number, as some
    regulations are published: there the title stands above its number."""
    mended: list[Block] = []
    for block in blocks:
        titled = _titled_by(mended[-1] if mended else None, block)
        if titled is None:
            mended.append(block)
        else:
            mended[-1] = titled
    return mended


def _titled_by(before: Block | None, block: Block) -> Heading | None:
    """Return the heading that a bare number and what stands before it are together; None when they are two things."""
    if not isinstance(block, Heading) or not block.number or block.text:
        return None
    match before:
        case Heading(number=str(number)) if _begins(number, block.number):
            return before
        case Paragraph(text=text) if len(text) <= _LONGEST_LEAD:
            lead = numbering.split_number(text)
            if lead.number and _begins(lead.number, block.number):
                return block._replace(number=lead.number, text=lead.heading)
            return None
        case _:
            return None


def _begins(longer: str, shorter: str) -> bool:
    one, other = numbering.comparable(longer), numbering.comparable(shorter)
    return one == other or (one.startswith(other) and not one[len(other)].isalnum())


def _first_title(blocks: Sequence[Block]) -> str | None:
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    if first is None or first.number:
        return None
    return first.text if blocks and blocks[0] == first else None


def _drop_bare_title(sections: tuple[Section, ...], title: str | None) -> tuple[Section, ...]:
    """Leave out a first heading that is but the document's title, with nothing below it."""
    if len(sections) < 2:
        return sections
    first = sections[0]
    if first.text or first.number or first.captions or (title and first.heading != title):
        return sections
    return tuple(_moved(each, -1) for each in sections[1:])


def _moved(section: Section, by: int) -> Section:
    return msgspec.structs.replace(section, position=section.position + by)


# --- cutting ----------------------------------------------------------------------------------------------------------


class _Draft:
    """A section that is being written."""

    def __init__(self, head: Heading | None) -> None:
        self.head = head
        self.parts: list[str] = []
        self.length = 0
        self.page_starts: list[tuple[int, int]] = []
        self.tables: list[Table] = []
        self.captions: list[str] = []
        self._page(head.page if head else None, 0)

    def _page(self, page: int | None, offset: int) -> None:
        if page is None or (self.page_starts and self.page_starts[-1][1] == page):
            return
        if self.page_starts and self.page_starts[-1][0] == offset:
            self.page_starts.pop()
        self.page_starts.append((offset, page))

    def _begin(self) -> int:
        return self.length + (len(PARAGRAPH_BREAK) if self.parts else 0)

    def fits(self, text: str) -> bool:
        return not self.parts or self._begin() + len(text) <= LONGEST_TEXT

    def add(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._add_paragraph(block)
            case TableBlock():
                self._add_table(block)
            case Caption():
                self.captions.append(block.text[:LONGEST_HEADING])
            case Heading():
                pass  # it began the section

    def _add_paragraph(self, block: Paragraph) -> None:
        start = self._begin()
        self._page(block.page, start)
        for offset, page in block.breaks:
            self._page(page, start + offset)
        self._append(block.text, start)

    def _add_table(self, block: TableBlock) -> None:
        start, text = self._begin(), table_text(block)
        self._page(block.page, start)
        for row, page in block.breaks:
            self._page(page, start + sum(len(CELL_BREAK.join(each)) + 1 for each in block.rows[:row]))
        self._append(text, start)
        self.tables.append(Table(start=start, end=self.length, caption=block.caption, rows=block.rows))

    def _append(self, text: str, start: int) -> None:
        self.parts.append(text)
        self.length = start + len(text)

    def done(self, position: int) -> Section:
        head = self.head or Heading("", 1)
        return Section(
            position=position,
            number=head.number,
            heading=head.text,
            level=min(max(head.level, 1), _DEEPEST),
            text=PARAGRAPH_BREAK.join(self.parts),
            page_starts=tuple(self.page_starts),
            tables=tuple(self.tables),
            captions=tuple(self.captions),
        )

    @property
    def blank(self) -> bool:
        return self.head is None and not self.parts and not self.captions


def table_text(block: TableBlock) -> str:
    """Return a table as it stands in a section's text: a line a row."""
    return "\n".join(CELL_BREAK.join(row) for row in block.rows)


def _cut(blocks: Iterable[Block]) -> Iterator[_Draft]:
    draft, length = _Draft(None), 0
    for block in _split_long(blocks):
        text = _text_of(block)
        length += len(text)
        if length > LONGEST_DOCUMENT:
            raise ParsingFailed(ParsingProblem.TOO_LARGE, f"its text has more than {LONGEST_DOCUMENT:,} characters")
        if isinstance(block, Heading) or not draft.fits(text):
            if not draft.blank:
                yield draft
            draft = _Draft(block) if isinstance(block, Heading) else _continued(draft, block.page)
        draft.add(block)
    if not draft.blank:
        yield draft


def _text_of(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text
        case TableBlock():
            return table_text(block)
        case Heading() | Caption():
            return ""


def _continued(draft: _Draft, page: int | None) -> _Draft:
    head = draft.head or Heading("", 1)
    return _Draft(head._replace(page=page))


def _number(drafts: Iterable[_Draft]) -> Iterator[Section]:
    for position, draft in enumerate(drafts):
        if position >= MOST_SECTIONS:
            raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"it has more than {MOST_SECTIONS:,} sections")
        yield draft.done(position)


def _split_long(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _split_paragraph(block)
            case TableBlock():
                yield from _split_table(block)
            case Heading() | Caption():
                yield block


def _split_paragraph(block: Paragraph) -> Iterator[Paragraph]:
    text, page, breaks = block
    while len(text) > LONGEST_TEXT:
        at = max(text.rfind(" ", LONGEST_TEXT // 2, LONGEST_TEXT), text.rfind("\n", LONGEST_TEXT // 2, LONGEST_TEXT))
        end = at if at > 0 else LONGEST_TEXT
        after = end + (1 if at > 0 else 0)
        here = tuple(each for each in breaks if each[0] < end)
        yield Paragraph(text[:end], page, here)
        page = here[-1][1] if here else page
        breaks = tuple((max(offset - after, 0), number) for offset, number in breaks if offset >= end)
        text = text[after:]
    if text.strip():
        yield Paragraph(text, page, breaks)


def _split_table(block: TableBlock) -> Iterator[TableBlock]:
    if len(table_text(block)) <= LONGEST_TEXT:
        if any(re.search(r"\w", cell) for row in block.rows for cell in row):
            yield block
        return
    rows: list[tuple[str, ...]] = []
    length = 0
    for row in (cut for each in block.rows for cut in _split_row(each)):
        size = sum(map(len, row)) + len(CELL_BREAK) * len(row)
        if rows and length + size > LONGEST_TEXT:
            yield block._replace(rows=tuple(rows), breaks=())
            rows, length = [], 0
        rows.append(row)
        length += size
    if any(re.search(r"\w", cell) for row in rows for cell in row):
        yield block._replace(rows=tuple(rows), breaks=())


def _split_row(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return a row that is longer than a section may be as rows of some of its cells, cut where it must be."""
    if sum(map(len, row)) + len(CELL_BREAK) * len(row) <= LONGEST_TEXT:
        yield row
        return
    for cell in row:
        for start in range(0, len(cell), LONGEST_TEXT // 2):
            yield (cell[start : start + LONGEST_TEXT // 2],)
