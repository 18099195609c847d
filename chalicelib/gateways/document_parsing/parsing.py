"""Parses an uploaded policy document: what services call."""

from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.child import parse_in_child
from chalicelib.gateways.document_parsing.protocol import OnProgress


def parse(body: bytes, content_type: str, *, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a file.

    Raises ParsingFailed when the file is the reason, Unavailable when trying again may help.
    """
    return parse_in_child(body, content_type, on_progress=on_progress)
