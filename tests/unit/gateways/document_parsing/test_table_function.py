"""Where the function that reads tables cannot be asked, the document is parsed without them."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.domain.policy_documents.problems import ParsingWarning
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.gateways.document_parsing.parsing import parse
from tests.support.parsing_here import parsing_here
from tests.support.policy_files import MadeSection, MadeTable, make_pdf

RULED = make_pdf([MadeSection("Rates", ("By city.",), "1", tables=(MadeTable((("City", "Rate"), ("Oslo", "9"))),))])


@pytest.fixture(autouse=True)
def _no_child() -> Iterator[None]:
    """What a child process does is done here: `test_child.py` tries that."""
    with parsing_here():
        yield


def test_function_is_asked_for_the_pages_with_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, dict[str, object]]] = []

    def invoke(function: str, question: msgspec.Struct, *, seconds: float) -> bytes:
        asked.append((function, msgspec.to_builtins(question)))
        return b'{"tables": [], "complete": true}'

    monkeypatch.setattr(functions, "invoke", invoke)

    document = parse(RULED, "application/pdf", on_progress=lambda *_: None, key="policies/x/1/file")

    assert asked == [("read_policy_tables", {"key": "policies/x/1/file", "pages": (1,)})]
    assert not document.warnings


@pytest.mark.parametrize("answer", [None, b"{}", b"nothing"])
def test_without_an_answer_the_tables_stay_text(monkeypatch: pytest.MonkeyPatch, answer: bytes | None) -> None:
    def invoke(function: str, question: msgspec.Struct, *, seconds: float) -> bytes:
        if answer is None:
            raise Unavailable("It could not be called.")
        return answer

    monkeypatch.setattr(functions, "invoke", invoke)

    document = parse(RULED, "application/pdf", on_progress=lambda *_: None, key="policies/x/1/file")

    assert document.warnings == (ParsingWarning.TABLES_NOT_READ,)
    assert "Oslo 9" in document.sections[0].text
