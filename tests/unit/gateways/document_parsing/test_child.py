"""Parsing runs in a process of its own: what it reports and makes comes over, what happens to it ends in a problem."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from chalicelib.domain.policy_documents.problems import ParsingProblem, ParsingWarning
from chalicelib.gateways.document_parsing.child import parse_in_child, parse_output_in_child
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from tests.support.data_automation import make_output
from tests.support.policy_files import MadeSection, MadeTable, make_pdf

POLICY = [
    MadeSection("Purpose", ("This policy says how employees travel.",), "1"),
    MadeSection("Rates", ("No.",), "2", tables=(MadeTable((("City", "Rate"), ("Oslo", "190 EUR"))),), new_page=True),
]


def test_progress_and_sections_with_their_tables_come_over() -> None:
    seen: list[tuple[int, int | None]] = []

    document = parse_in_child(make_pdf(POLICY), "application/pdf", on_progress=lambda *at: seen.append(at))

    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert [(each.number, each.page_at(0)) for each in document.sections] == [("1", 1), ("2", 2)]
    assert [table.rows for table in document.sections[1].tables] == [(("City", "Rate"), ("Oslo", "190 EUR"))]
    assert not document.warnings


def test_tables_that_cannot_be_read_stay_text_and_it_says_so() -> None:
    asked: list[list[int]] = []

    def fail(pages: object) -> None:
        asked.append(list(pages))  # type: ignore[call-overload]

    document = parse_in_child(
        make_pdf(POLICY), "application/pdf", on_progress=lambda *_: None, read_tables=fail
    )  # fmt: skip

    assert asked == [[2]]
    assert document.warnings == (ParsingWarning.TABLES_NOT_READ,)
    assert "Oslo 190 EUR" in document.sections[1].text


@pytest.mark.parametrize("limits", [{"memory": 60 * 1024 * 1024}, {"cpu_seconds": 0}])
def test_child_that_meets_a_limit_ends_in_a_problem(limits: dict[str, int]) -> None:
    with pytest.raises(ParsingFailed) as failed:
        parse_in_child(b"word " * 5_000_000, "text/plain", on_progress=lambda *_: None, **limits)  # type: ignore[arg-type]

    assert failed.value.problem is ParsingProblem.TOO_COMPLEX


@pytest.mark.skipif(sys.platform != "linux", reason="reads the child's environment where Linux shows it")
def test_child_knows_neither_credentials_nor_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the worker's role")
    monkeypatch.setenv("SOJOURN_STAGE", "local")
    known: set[str] = set()

    def look(_: object) -> None:
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):  # another process, which has just ended
                if (folder / "stat").read_text().rpartition(")")[2].split()[1] == str(os.getpid()):
                    known.update(each.partition("=")[0] for each in (folder / "environ").read_text().split("\0"))

    parse_in_child(make_pdf(POLICY), "application/pdf", on_progress=lambda *_: None, read_tables=look)

    assert "PYTHONPATH" in known
    assert not [name for name in known if name.startswith(("AWS_", "SOJOURN_"))]


def test_problem_of_the_file_comes_over_with_what_was_found() -> None:
    with pytest.raises(ParsingFailed) as failed:
        parse_in_child(b"{\\rtf1 Travel}", "application/pdf", on_progress=lambda *_: None)

    assert (failed.value.problem, failed.value.detail) == (
        ParsingProblem.WRONG_TYPE,
        "it is a file in Rich Text Format",
    )


def test_output_of_data_automation_is_read_in_a_child_too() -> None:
    seen: list[tuple[int, int | None]] = []

    document = parse_output_in_child(json.dumps(make_output(POLICY)).encode(), on_progress=lambda *at: seen.append(at))

    assert [(each.number, each.page_at(0)) for each in document.sections] == [("1", 1), ("2", 2)]
    assert seen == [(2, 2)]
    with pytest.raises(ParsingFailed) as failed:
        parse_output_in_child(b"[]", on_progress=lambda *_: None)
    assert failed.value.problem is ParsingProblem.DAMAGED


def test_memory_of_whoever_starts_the_child_is_none_of_its_own() -> None:
    large = bytearray(600 * 1024 * 1024)
    large[::4096] = b"x" * len(large[::4096])  # touched, so that it is there

    with pytest.raises(ParsingFailed) as failed:
        parse_output_in_child(b"[]", on_progress=lambda *_: None)

    assert len(large) > 0
    assert failed.value.problem is ParsingProblem.DAMAGED
