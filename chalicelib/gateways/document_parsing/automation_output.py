"""What Bedrock Data Automation makes of a PDF, as blocks: its standard output for documents, element by element.

https://docs.aws.amazon.com/bedrock/latest/userguide/bda-output-documents.html says what each element holds. Texts come
as Markdown, tables as Markdown or HTML too, in the order of reading; pages count from 0.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from chalicelib.domain.policy_documents.problems import MOST_PAGES, ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.blocks import Block, Caption, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import clean, mend
from chalicelib.gateways.document_parsing.html_tables import read_table
from chalicelib.gateways.document_parsing.markdown import read_blocks
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed
from chalicelib.gateways.document_parsing.sections import build_document

# What frames a page, and is none of its text.
_FRAME = frozenset({"HEADER", "FOOTER", "PAGE_NUMBER"})
_HEADINGS = {"TITLE": 1, "SECTION_TITLE": 2}


class _Representation(msgspec.Struct):
    markdown: str = ""
    text: str = ""
    html: str = ""


class _Element(msgspec.Struct):
    type: str = ""
    sub_type: str = ""
    representation: _Representation = msgspec.field(default_factory=_Representation)
    reading_order: int = 0
    page_indices: list[int] = []
    title: str = ""


class _Metadata(msgspec.Struct):
    number_of_pages: int = 0


class _Output(msgspec.Struct):
    """The parts of a standard output that sections are made of."""

    elements: list[_Element]
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)
    pages: list[Any] = []


def parse_output(body: bytes, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a standard output. Raises ParsingFailed, and ValueError for what is no such output."""
    output = msgspec.json.decode(body, type=_Output)
    pages = output.metadata.number_of_pages or len(output.pages)
    if pages > MOST_PAGES:
        raise ParsingFailed(ParsingProblem.TOO_MANY_PAGES, f"it has {pages:,} pages")
    ordered = sorted(output.elements, key=lambda each: each.reading_order)
    blocks = attach_captions(block for element in ordered for block in _blocks_of(element))
    document = build_document(blocks, title=None, pages=pages or None)
    on_progress(pages, pages)
    return document


def _blocks_of(element: _Element) -> Iterator[Block]:
    page = element.page_indices[0] + 1 if element.page_indices else None
    match element.type:
        case "TEXT" if element.sub_type not in _FRAME:
            yield from _text(element, page)
        case "TABLE":
            yield from _table(element, page)
        case "FIGURE" if element.title:
            yield Caption(clean(element.title), page)
        case _:
            pass  # frames of pages, and kinds of elements that carry no words of the document


def _text(element: _Element, page: int | None) -> Iterator[Block]:
    source = mend(element.representation.markdown or element.representation.text)
    level = _HEADINGS.get(element.sub_type)
    blocks = list(read_blocks(source))
    if level is not None and not any(isinstance(block, Heading) for block in blocks):
        yield Heading(clean(source), level, page)
        return
    yield from (_on_page(block, page) for block in blocks)


def _table(element: _Element, page: int | None) -> Iterator[Block]:
    title = clean(element.title) or None
    found = _html_tables(element.representation.html) or [
        block for block in read_blocks(mend(element.representation.markdown)) if isinstance(block, TableBlock)
    ]
    for table in found:
        yield table._replace(page=page, caption=table.caption or title)
    if not found and (text := clean(element.representation.text or element.representation.markdown)):
        yield Paragraph(text, page)


def _html_tables(html: str) -> list[TableBlock]:
    node = LexborHTMLParser(mend(html)).css_first("table") if html else None
    return list(read_table(node)) if node is not None else []


def _on_page(block: Block, page: int | None) -> Block:
    return block._replace(page=page)
