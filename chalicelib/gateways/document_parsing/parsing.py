"""Parses an uploaded policy document: what services call."""

from collections.abc import Sequence

from chalicelib import settings
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.child import parse_in_child
from chalicelib.gateways.document_parsing.protocol import DocumentParser, OnProgress
from chalicelib.gateways.document_parsing.table_function import TablesQuery, ask_for_tables
from chalicelib.gateways.document_parsing.tables import PageTables


def parse(body: bytes, content_type: str, *, on_progress: OnProgress, key: str | None = None) -> ParsedDocument:
    """Return the sections of a file. `key` is where it lies in the bucket: then ruled tables are read by a function of
    their own, else here in another child process.

    Raises ParsingFailed when the file is the reason, Unavailable when trying again may help.
    """
    return _current().parse(body, content_type, on_progress=on_progress, key=key)


def _current() -> DocumentParser:
    """Return the parser that the stage's setting chooses."""
    project = settings.current().parsing_project
    if not project:
        return LocalParser()
    from chalicelib.gateways.document_parsing.data_automation import DataAutomationParser

    return DataAutomationParser(project, LocalParser())


class LocalParser:
    """Parses with libraries, in a child process."""

    def parse(self, body: bytes, content_type: str, *, on_progress: OnProgress, key: str | None) -> ParsedDocument:
        """Return the file's sections, as `DocumentParser` says."""
        if key is None:
            return parse_in_child(body, content_type, on_progress=on_progress)

        def read_tables(pages: Sequence[int]) -> PageTables | None:
            return ask_for_tables(TablesQuery(key=key, pages=tuple(pages)))

        return parse_in_child(body, content_type, on_progress=on_progress, read_tables=read_tables)
