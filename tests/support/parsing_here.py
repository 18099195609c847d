"""Parsing of policy documents without the child process that it runs in, which takes a second to begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing import parsing
from chalicelib.gateways.document_parsing.formats import parse_body
from chalicelib.gateways.document_parsing.protocol import OnProgress


@contextmanager
def parsing_here() -> Iterator[None]:
    """Meanwhile what the child process does is done in this one."""

    def parse_here(body: bytes, content_type: str, *, on_progress: OnProgress, read_tables: Any) -> ParsedDocument:
        return parse_body(body, content_type, on_progress, read_tables)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "parse_in_child", parse_here)
        yield
