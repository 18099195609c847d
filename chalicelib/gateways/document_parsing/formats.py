"""Which parser reads which format, and whether a file is what it is said to be. Runs in the child process only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.policy_documents.document import PolicyFileType
from chalicelib.domain.policy_documents.problems import LARGEST, ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed

if TYPE_CHECKING:
    from chalicelib.gateways.document_parsing.pdf import ReadTables

# How files begin that are something else, whatever they are called.
_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, such as a DOCX"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word 97 to 2003, or one that is protected"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"<?xml", "an XML file"),
)
_EXPECTED = {PolicyFileType.PDF: b"%PDF-", PolicyFileType.DOCX: b"PK\x03\x04"}
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_PDF_BEGINS_WITHIN = 1024


def parse_body(
    body: bytes, content_type: str, on_progress: OnProgress, read_tables: ReadTables | None = None
) -> ParsedDocument:
    """Return the sections of a file; the ruled tables of a PDF are read by `read_tables`, or stay text without it.

    Raises ParsingFailed.
    """
    kind = vet_kind(body, content_type)
    match kind:
        case PolicyFileType.PDF:
            from chalicelib.gateways.document_parsing.pdf import parse_pdf

            return parse_pdf(body, on_progress, read_tables)
        case PolicyFileType.DOCX:
            from chalicelib.gateways.document_parsing.docx import parse_docx

            return parse_docx(body, on_progress)
        case PolicyFileType.HTML:
            from chalicelib.gateways.document_parsing.html import parse_html

            return parse_html(body, on_progress)
        case PolicyFileType.MARKDOWN:
            from chalicelib.gateways.document_parsing.markdown import parse_markdown

            return parse_markdown(body, on_progress)
        case PolicyFileType.TEXT:
            from chalicelib.gateways.document_parsing.text import parse_text

            return parse_text(body, on_progress)


def vet_kind(body: bytes, content_type: str) -> PolicyFileType:
    """Return the format of a file that begins as files of its type do. Raises ParsingFailed."""
    try:
        kind = PolicyFileType(content_type.partition(";")[0].strip().lower())
    except ValueError as error:
        raise ParsingFailed(ParsingProblem.WRONG_TYPE, f"{content_type[:100]} is not read") from error
    if len(body) > LARGEST:
        raise ParsingFailed(ParsingProblem.TOO_LARGE)
    if not body.strip(b" \t\r\n\f\x00"):
        raise ParsingFailed(ParsingProblem.EMPTY)
    if kind is PolicyFileType.PDF:
        if b"%PDF-" in body[:_PDF_BEGINS_WITHIN]:
            return kind
    elif kind is PolicyFileType.DOCX and body.startswith(_EXPECTED[kind]):
        return kind
    elif kind is PolicyFileType.DOCX and _PROTECTED in body[: 1 << 20]:
        raise ParsingFailed(ParsingProblem.ENCRYPTED)
    found = _kind_of(body)
    if kind in _EXPECTED or (found and not (kind is PolicyFileType.HTML and found == "an XML file")):
        raise ParsingFailed(ParsingProblem.WRONG_TYPE, f"it is {found}" if found else None)
    return kind


def _kind_of(body: bytes) -> str | None:
    start = body[:16].lstrip()
    return next((kind for beginning, kind in _BEGINNINGS if start.startswith(beginning)), None)
