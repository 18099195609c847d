"""DOCX: headings by style or outline level, numbers as printed, tables, captions, footnotes; the heads and feet of
pages, comments, deleted and hidden text are left out."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405 - the type; defusedxml parses

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing import plain_lines
from chalicelib.gateways.document_parsing.blocks import Block, Caption, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import clean, without_bullet
from chalicelib.gateways.document_parsing.docx_numbers import Numbering
from chalicelib.gateways.document_parsing.docx_package import MAIN, Package, attribute, child, local_name
from chalicelib.gateways.document_parsing.docx_styles import Styles, level_of, outline_of
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed
from chalicelib.gateways.document_parsing.sections import build_document

MOST_CELLS = 200_000
_HOLDERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"})
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sdtPr", "object"})
_SPACES = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}


class _Line(NamedTuple):
    """A paragraph as it is printed, before it is known whether it is a heading."""

    text: str
    label: str | None
    level: int | None
    style: str | None
    bold: bool


def parse_docx(body: bytes, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a DOCX. Raises ParsingFailed."""
    on_progress(0, None)
    package = Package(body)
    reader = _Reader(package)
    blocks = list(reader.blocks(package.children(MAIN, "body")))
    if not any(isinstance(block, Heading) for block in blocks):
        blocks = list(_with_bold_headings(blocks, reader.bold))
    title = _title(package.root("docProps/core.xml")) or reader.title
    return build_document(attach_captions(blocks), title=title, pages=None)


def _title(core: Element | None) -> str | None:
    found = next((each for each in core if local_name(each) == "title"), None) if core is not None else None
    return clean(found.text or "") or None if found is not None else None


class _Reader:
    """Turns the elements of a body into blocks."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.root("word/styles.xml"))
        self.numbering = Numbering(package.root("word/numbering.xml"))
        self.notes = {**_notes(package, "footnotes"), **_notes(package, "endnotes")}
        self.title: str | None = None
        self.bold: set[str] = set()

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        for element in elements:
            name = local_name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _HOLDERS:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        line = self._line(element)
        if line.text and not self.styles.is_called(line.style, "toc"):
            yield self._block(line)
        yield from self._beside(element)

    def _beside(self, element: Element) -> Iterator[Block]:
        """Return what is printed near a paragraph and not in it: text boxes, footnotes, what pictures show."""
        for each in _walk(element):
            match local_name(each):
                case "txbxContent":
                    yield from self.blocks(each)
                case "footnoteReference" | "endnoteReference" as kind:
                    if note := self.notes.pop(f"{kind[:-9]}s:{attribute(each, 'id')}", ""):
                        yield Paragraph(note)
                case "docPr":
                    if shown := clean(attribute(each, "descr") or ""):
                        yield Caption(shown)
                case _:
                    pass

    def _line(self, element: Element) -> _Line:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        own = child(properties, "numPr")
        list_id, list_level = self.styles.numbering(style)
        list_id = attribute(child(own, "numId"), "val") or list_id
        own_level = level_of(child(own, "ilvl"))
        list_level = own_level if own_level is not None else list_level
        text = clean(paragraph_text(element))
        label = self.numbering.label(list_id, list_level or 0) if text and list_id and list_id != "0" else None
        outline = outline_of(properties)
        level = self.styles.heading_level(style) if outline is None else (outline + 1 if outline < 9 else None)
        return _Line(text, label, level, style, _is_bold(element))

    def _block(self, line: _Line) -> Block:
        if line.level is not None:
            return Heading(line.text, line.level, number=line.label)
        if self.styles.is_called(line.style, "title") and self.title is None:
            self.title = line.text
            return Heading(line.text, 1)
        text = f"{line.label} {line.text}" if line.label else without_bullet(line.text)
        if line.bold:
            self.bold.add(text)
        return Paragraph(text)

    def _table(self, table: Element) -> Iterator[TableBlock]:
        rows: list[tuple[str, ...]] = []
        cells = 0
        for row in _below(table, "tr"):
            rows.append(tuple(_cells(row)))
            cells += len(rows[-1])
            if cells > MOST_CELLS:
                raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"a table has more than {MOST_CELLS:,} cells")
        if rows := [row for row in rows if any(row)]:
            width = max(map(len, rows))
            yield TableBlock(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _cells(row: Element) -> Iterator[str]:
    """Return the cells of a row; one that goes on from the row above is empty, one over columns is followed by such."""
    for cell in _below(row, "tc"):
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        continues = merged is not None and attribute(merged, "val") != "restart"
        yield (
            ""
            if continues
            else clean(" ".join(paragraph_text(each) for each in _walk(cell) if local_name(each) == "p"))
        )
        wide = level_of(child(properties, "gridSpan")) or 1
        yield from [""] * (wide - 1)


def _below(element: Element, name: str) -> Iterator[Element]:
    for each in element:
        if local_name(each) == name:
            yield each
        elif local_name(each) in _HOLDERS:
            yield from _below(each, name)


def _walk(element: Element) -> Iterator[Element]:
    """Return what is below an element, without what is deleted, hidden or said twice."""
    pending = list(reversed(element))
    while pending:
        each = pending.pop()
        if local_name(each) in _LEFT_OUT or (local_name(each) == "r" and _is_hidden(each)):
            continue
        yield each
        if local_name(each) not in {"txbxContent", "p"}:
            pending.extend(reversed(each))


def paragraph_text(element: Element) -> str:
    """Return the words of a paragraph, those of text boxes in it left out."""
    words: list[str] = []
    for each in _walk(element):
        name = local_name(each)
        if name == "t":
            words.append(each.text or "")
        elif name in _SPACES:
            words.append(_SPACES[name])
        elif name == "sym" and (code := attribute(each, "char")):
            words.append(_symbol(code))
    return "".join(words)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Element) -> bool:
    return _is_on(child(run, "rPr", "vanish"))


def _is_on(switch: Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def _is_bold(paragraph: Element) -> bool:
    runs = [each for each in _walk(paragraph) if local_name(each) == "r" and child(each, "t") is not None]
    return bool(runs) and all(_is_on(child(run, "rPr", "b")) for run in runs)


def _notes(package: Package, kind: str) -> dict[str, str]:
    root = package.root(f"word/{kind}.xml")
    return {
        f"{kind}:{attribute(each, 'id')}": clean(
            " ".join(paragraph_text(p) for p in _walk(each) if local_name(p) == "p")
        )
        for each in (root if root is not None else ())
        if attribute(each, "type") is None
    }


def _with_bold_headings(blocks: Iterable[Block], bold: set[str]) -> Iterator[Block]:
    """Return the blocks of a document without heading styles: short bold lines, and numbered ones, are its headings."""
    earlier: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield block
        elif plain_lines.is_heading(block.text, earlier) or (
            block.text in bold and plain_lines.may_be_title(block.text)
        ):
            yield Heading(block.text, plain_lines.remember(block.text, earlier))
        else:
            yield block
