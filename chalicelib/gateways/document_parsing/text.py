"""Plain text: headings by their numbers, capitals or underlines, pages by form feeds."""

from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import decode, mend
from chalicelib.gateways.document_parsing.plain_lines import blocks_of
from chalicelib.gateways.document_parsing.protocol import OnProgress
from chalicelib.gateways.document_parsing.sections import build_document


def parse_text(body: bytes, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a text file. Raises ParsingFailed."""
    on_progress(0, None)
    lines = mend(decode(body)).replace("\f", "\n\n").splitlines()
    return build_document(attach_captions(blocks_of(lines)), title=None, pages=None)
