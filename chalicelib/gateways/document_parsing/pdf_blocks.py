"""Lines of a PDF, and its tables, as blocks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from chalicelib.domain.policy_documents import numbering
from chalicelib.gateways.document_parsing import plain_lines
from chalicelib.gateways.document_parsing.blocks import Block, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.pdf_lines import Line
from chalicelib.gateways.document_parsing.pdf_paragraphs import Flow
from chalicelib.gateways.document_parsing.pdf_styles import Style, Typography, is_plain_heading, set_levels, style_of
from chalicelib.gateways.document_parsing.tables import PageTable

Regions = Mapping[int, Sequence[tuple[float, float, float, float]]]
"""Where rules stand on each page, as x0, y0, x1, y1: what is printed there is no heading."""


def blocks_of(lines: Sequence[Line], tables: Mapping[int, Sequence[PageTable]], regions: Regions) -> list[Block]:
    """Return headings, paragraphs and tables in reading order."""
    maker = _Maker(lines, regions)
    made: list[Block] = []
    for group in _with_tables(lines, tables):
        if isinstance(group, TableBlock):
            made.append(group)
        else:
            made += maker.blocks(group)
    return _leveled(made, maker.styles)


def _with_tables(lines: Sequence[Line], tables: Mapping[int, Sequence[PageTable]]) -> Iterator[list[Line] | TableBlock]:
    """Return stretches of lines and, in the place of the lines that it is made of, each table."""
    ordered: list[tuple[int, Line | TableBlock]] = []
    placed: set[tuple[int, int]] = set()
    before: PageTable | None = None
    for line in lines:
        inside = next((at for at, each in enumerate(tables.get(line.page, ())) if _holds(each, line)), None)
        if inside is None:
            ordered.append((0, line))
        elif (line.page, inside) not in placed:
            placed.add((line.page, inside))
            table = tables[line.page][inside]
            if before is not None and ordered[-1][0] and _goes_on(before, table):
                ordered[-1] = (ordered[-1][0], _joined(ordered[-1][1], table))
            else:
                ordered.append((len(placed), TableBlock(table.rows, page=line.page)))
            before = table
    for key, group in groupby(ordered, key=lambda each: each[0]):
        held = [each for _, each in group]
        if key:
            yield from (each for each in held if isinstance(each, TableBlock))
        else:
            yield [each for each in held if isinstance(each, Line)]


def _goes_on(above: PageTable, below: PageTable) -> bool:
    """Return whether a table, with nothing between, is the rest of the one on the page before."""
    return (
        below.page == above.page + 1
        and len(below.rows[0]) == len(above.rows[0])
        and abs(below.x0 - above.x0) < _SAME_EDGE
        and abs(below.x1 - above.x1) < _SAME_EDGE
    )


def _joined(block: Line | TableBlock, rest: PageTable) -> TableBlock:
    """Return a table with its rest; a head that is printed on each page is said once."""
    if not isinstance(block, TableBlock):
        raise TypeError("only a table goes on in a table")
    rows = rest.rows[1:] if rest.rows[0] == block.rows[0] and len(rest.rows) > 1 and _is_head(block) else rest.rows
    return block._replace(rows=(*block.rows, *rows), breaks=(*block.breaks, (len(block.rows), rest.page)))


def _is_head(block: TableBlock) -> bool:
    """Return whether the first row is unlike the others, as a head is."""
    return block.rows[0] not in block.rows[1:]


def _holds(table: PageTable, line: Line) -> bool:
    middle, height = (line.x0 + line.x1) / 2, line.y + 0.3 * line.size
    return table.x0 - 2 <= middle <= table.x1 + 2 and table.y0 - 1 <= height <= table.y1 + 1


_SAME_EDGE = 4.0  # points


class _Maker:
    """Makes blocks of stretches of lines; remembers the numbers of headings, and their styles."""

    def __init__(self, lines: Sequence[Line], regions: Regions) -> None:
        self.typography = Typography(lines)
        self.flow = Flow(lines)
        self.regions = regions
        self.numbers: list[str] = []
        self.styles: list[Style] = []

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        at = 0
        while at < len(lines):
            end = self._heading_end(lines, at)
            if end > at:
                yield self._heading(lines[at:end], style_of(lines[at]))
            else:
                end = self._paragraph_end(lines, at)
                yield from self._paragraph(lines[at:end])
            at = end

    def _stands_out(self, line: Line) -> bool:
        return self.typography.stands_out(line) and not self._is_ruled(line)

    def _is_ruled(self, line: Line) -> bool:
        middle, height = (line.x0 + line.x1) / 2, line.y + 0.3 * line.size
        return any(x0 <= middle <= x1 and y0 <= height <= y1 for x0, y0, x1, y1 in self.regions.get(line.page, ()))

    def _heading_end(self, lines: Sequence[Line], start: int) -> int:
        """Return where a heading that begins at `start` ends, `start` when none begins there."""
        if not self._stands_out(lines[start]):
            return start
        end = start + 1
        while end < len(lines) and self._continues(lines[end - 1], lines[end]):
            end += 1
        return end if self.typography.is_heading(lines[start:end]) else start

    def _continues(self, above: Line, below: Line) -> bool:
        near = (above.page, above.column) == (below.page, below.column)
        gap = above.y - below.y
        numbered = numbering.split_number(below.text)
        begins = numbered.number is not None and not (numbering.is_bare(numbered.number) or not numbered.heading)
        return near and style_of(above) == style_of(below) and 0 <= gap <= 1.55 * above.size and not begins

    def _heading(self, lines: Sequence[Line], style: Style) -> Heading:
        text = self.flow.join(lines).text
        plain_lines.remember(text, self.numbers)
        self.styles.append(style)
        return Heading(text, len(self.styles), lines[0].page)

    def _paragraph_end(self, lines: Sequence[Line], start: int) -> int:
        end = start + 1
        while end < len(lines) and not self._stands_apart(lines, start, end):
            end += 1
        return end

    def _stands_apart(self, lines: Sequence[Line], start: int, at: int) -> bool:
        if self.flow.ends_before(lines[at - 1], lines[at]):
            return True
        if style_of(lines[at]) != style_of(lines[start]) and self._heading_end(lines, at) > at:
            return True
        number = numbering.split_number(lines[at].text).number
        full = lines[at - 1].x1 > lines[at - 1].right - 0.1 * (lines[at - 1].right - lines[at - 1].left)
        return number is not None and not full and plain_lines.begins_numbered(lines[at].text, self.numbers)

    def _is_plain_heading(self, line: Line) -> bool:
        stands_out = self.typography.has_headings
        return is_plain_heading(line, self.numbers, others_stand_out=stands_out) and not self._is_ruled(line)

    def _paragraph(self, lines: Sequence[Line]) -> Iterator[Block]:
        first = lines[0]
        if len(lines) == 1 and self._is_plain_heading(first):
            yield self._heading(lines, style_of(first)._replace(bold=False))
            return
        paragraph = self.flow.join(lines)
        if first.cells == 1 and plain_lines.begins_numbered(paragraph.text, self.numbers) and not self._is_ruled(first):
            number, text = numbering.split_number(paragraph.text)
            plain_lines.remember(paragraph.text, self.numbers)
            self.styles.append(style_of(first)._replace(bold=False))
            yield Heading("", len(self.styles), first.page, number=number)
            shift = len(paragraph.text) - len(text)
            breaks = tuple((max(offset - shift, 0), page) for offset, page in paragraph.breaks)
            paragraph = Paragraph(text, paragraph.page, breaks)
        yield paragraph


def _leveled(blocks: Sequence[Block], styles: Sequence[Style]) -> list[Block]:
    """Return the blocks with the depth of each heading, which only all of them together tell."""
    heads = [block for block in blocks if isinstance(block, Heading)]
    found = [(style, head.text or f"{head.number} x") for style, head in zip(styles, heads, strict=True)]
    levels = iter(set_levels(found))
    return [block._replace(level=next(levels)) if isinstance(block, Heading) else block for block in blocks]
