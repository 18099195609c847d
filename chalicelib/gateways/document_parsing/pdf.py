"""PDF: text by place, size and weight, made into lines, columns, headings and paragraphs."""

import io
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PdfReadError, PyPdfError

from chalicelib.domain.policy_documents.problems import MOST_PAGES, ParsingProblem, ParsingWarning
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import clean, unreadable
from chalicelib.gateways.document_parsing.pdf_blocks import Regions, blocks_of
from chalicelib.gateways.document_parsing.pdf_content import Fonts, read_page
from chalicelib.gateways.document_parsing.pdf_frames import PageOfLines, without_contents, without_frames
from chalicelib.gateways.document_parsing.pdf_lines import read_lines
from chalicelib.gateways.document_parsing.pdf_rules import Region, ruled_regions
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed
from chalicelib.gateways.document_parsing.sections import LONGEST_DOCUMENT, build_document
from chalicelib.gateways.document_parsing.tables import PageTables

# Given the pages that have ruled lines, returns their tables; None when they could not be read.
ReadTables = Callable[[Sequence[int]], PageTables | None]

LARGEST_STREAM = 48_000_000  # bytes of a page's content, unpacked
_UNREADABLE_SHARE = 0.2
_NO_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*$|unbenannt|\(anonymous\))|\.\w{2,5}$", re.IGNORECASE)
_SCANNED = "page {} is a picture without text"


class _Page(NamedTuple):
    """What is kept of a page once it is read."""

    lines: PageOfLines
    regions: list[Region]
    pictures: int
    drawn: int


def parse_pdf(body: bytes, on_progress: OnProgress, read_tables: ReadTables | None = None) -> ParsedDocument:
    """Return the sections of a PDF. Raises ParsingFailed."""
    limit_streams()
    try:
        reader = open_pdf(body)
        count = count_pages(reader)
        on_progress(0, count)
        pages = _read_pages(reader, count, on_progress)
        title = _title(reader)
    except FileNotDecryptedError as error:
        raise ParsingFailed(ParsingProblem.ENCRYPTED) from error
    except LimitReachedError as error:
        raise ParsingFailed(ParsingProblem.TOO_COMPLEX, str(error)[:200]) from error
    except PyPdfError as error:
        raise ParsingFailed(ParsingProblem.DAMAGED, str(error)[:200]) from error
    warnings = _vet_pages(pages)
    return _build(pages, title, warnings, read_tables)


def limit_streams() -> None:
    """Keep what is unpacked small enough for the memory there is."""
    overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        array_based_stream_maximum_output_length=LARGEST_STREAM,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )


def open_pdf(body: bytes) -> PdfReader:
    """Return a reader of the file; one that anybody may read although it is encrypted is decrypted. Raises
    ParsingFailed, PyPdfError."""
    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted:
        from pypdf import PasswordType

        try:
            opened = reader.decrypt("") is not PasswordType.NOT_DECRYPTED
        except (PyPdfError, NotImplementedError, KeyError, TypeError, ValueError) as error:
            raise ParsingFailed(ParsingProblem.ENCRYPTED) from error
        if not opened:
            raise ParsingFailed(ParsingProblem.ENCRYPTED)
    return reader


def count_pages(reader: PdfReader) -> int:
    """Return how many pages there are. Raises ParsingFailed when there is none, or too many."""
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise ParsingFailed(ParsingProblem.TOO_MANY_PAGES, f"it has {count:,} pages")
    if not count:
        raise ParsingFailed(ParsingProblem.DAMAGED, "it has no page that can be found")
    return count


def _read_pages(reader: PdfReader, count: int, on_progress: OnProgress) -> list[_Page]:
    pages: list[_Page] = []
    fonts: Fonts = {}
    length = 0
    for number in range(1, count + 1):
        try:
            content = read_page(reader.pages[number - 1], fonts)
        except PyPdfError as error:
            if isinstance(error, FileNotDecryptedError | LimitReachedError):
                raise
            raise PdfReadError(f"page {number}: {error}") from error
        lines = read_lines(content, number)
        length += sum(len(line.text) for line in lines)
        if length > LONGEST_DOCUMENT:
            raise ParsingFailed(ParsingProblem.TOO_LARGE, f"its text has more than {LONGEST_DOCUMENT:,} characters")
        pages.append(
            _Page(
                PageOfLines(number, content.height, lines),
                ruled_regions(content.rules),
                content.pictures,
                content.drawn,
            )
        )
        on_progress(number, count)
    return pages


def _title(reader: PdfReader) -> str | None:
    said = reader.metadata.title if reader.metadata else None
    title = clean(said) if isinstance(said, str) else ""
    return title if title and not _NO_TITLE.search(title) else None


def _vet_pages(pages: Sequence[_Page]) -> tuple[ParsingWarning, ...]:
    """Return what is missing from the pages. Raises ParsingFailed when they are pictures, empty, or cannot be read."""
    texts = ["".join(line.text for line in page.lines.lines) for page in pages]
    letters = sum(map(len, texts))
    if letters and sum(map(unreadable, texts)) > _UNREADABLE_SHARE * letters:
        raise ParsingFailed(ParsingProblem.UNREADABLE_TEXT, "its fonts do not say which characters they show")
    bare = [page.lines.number for page, text in zip(pages, texts, strict=True) if not text]
    pictured = [number for number in bare if pages[number - 1].pictures]
    if not letters:
        if pictured or any(page.drawn > 20 for page in pages):
            raise ParsingFailed(ParsingProblem.SCANNED_WITHOUT_TEXT, _SCANNED.format((pictured or [1])[0]))
        raise ParsingFailed(ParsingProblem.EMPTY)
    inner = [number for number in pictured if number not in {1, len(pages)}]
    if inner:
        raise ParsingFailed(ParsingProblem.SCANNED_WITHOUT_TEXT, _SCANNED.format(inner[0]))
    return (ParsingWarning.PICTURES_NOT_READ,) if pictured else ()


def _build(
    pages: Sequence[_Page], title: str | None, warnings: tuple[ParsingWarning, ...], read_tables: ReadTables | None
) -> ParsedDocument:
    regions: Regions = {page.lines.number: page.regions for page in pages if page.regions}
    found = read_tables(sorted(regions)) if regions and read_tables is not None else None
    if regions and (found is None or not found.complete):
        warnings += (ParsingWarning.TABLES_NOT_READ,)
    tables = {number: [each for each in (found.tables if found else ()) if each.page == number] for number in regions}
    framed = without_frames([page.lines for page in pages])
    lines = without_contents([line for page in framed for line in page.lines])
    blocks = attach_captions(blocks_of(lines, tables, regions))
    return build_document(blocks, title=title, pages=len(pages), warnings=warnings)
