"""A sample of the hostile documents, each ending as it may; `make hostile-documents` tries all of them, and as a worker
does: here no child process is started, so only what is bounded without its limits."""

import pytest

from chalicelib.gateways.document_parsing.formats import parse_body
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from tests.hostile_documents.catalogue import all_documents
from tests.hostile_documents.hostile import PARSED

DOCUMENTS = {f"{each.content_type}: {each.name}": each for each in all_documents()}
SAMPLE = [
    "application/pdf: truncated, 0.5",
    "application/pdf: a page tree in itself",
    "application/pdf: a flate bomb of 50 MB NULs",
    "application/pdf: a password",
    "application/pdf: a scanned page",
    "application/pdf: letters drawn as shapes",
    "application/pdf: a font without a map",
    "application/pdf: a form in itself",
    "application/pdf: two page trees in each other",
    "application/pdf: 501 pages",
    "application/pdf: text that is not painted",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document: entities that multiply",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document: a part that says to be small",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document: macros",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document: a password",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document: parts outside of its folder",
    "text/html: what is hidden alone",
    "text/html: a cell over a billion columns",
    "text/plain: text, utf-16-be",
    "text/plain: chance as text",
]


def test_there_are_two_hundred_and_none_twice() -> None:
    assert len(all_documents()) == len(DOCUMENTS)
    assert len(DOCUMENTS) >= 200


@pytest.mark.parametrize("name", SAMPLE)
def test_hostile_document_ends_in_a_clear_status(name: str) -> None:
    document = DOCUMENTS[name]

    assert _outcome(document.make(), document.content_type) in document.ends


def _outcome(body: bytes, content_type: str) -> str:
    try:
        parse_body(body, content_type, lambda *_: None)
    except ParsingFailed as failed:
        return failed.problem
    return PARSED
