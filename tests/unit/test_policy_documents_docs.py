"""docs/policy-documents.md says what the code has: types of files, statuses, problems with what to do, and limits."""

import re
from pathlib import Path

from chalicelib.domain.policy_documents.document import (
    MOST_DOCUMENTS,
    MOST_VERSIONS,
    MOVES,
    SUFFIXES,
    PolicyDocumentEventType,
    PolicyDocumentStatus,
)
from chalicelib.domain.policy_documents.problems import ADVICE, LARGEST, MOST_PAGES, MOST_SECTIONS, ParsingWarning
from chalicelib.domain.policy_documents.section import LONGEST_TEXT

GUIDE = (Path(__file__).parents[2] / "docs" / "policy-documents.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = re.split(r"^## ", GUIDE, flags=re.MULTILINE)
    (found,) = [each for each in section if each.startswith(f"{heading}\n")]
    lines = [line for line in found.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_type_is_there_with_its_suffixes() -> None:
    assert [(names_in(row[1]), tuple(names_in(row[2]))) for row in rows("Uploading")] == [
        ([kind.value], suffixes) for kind, suffixes in SUFFIXES.items()
    ]


def test_every_status_is_there_with_those_that_may_follow() -> None:
    said = {names_in(row[0])[0]: set(names_in(row[2])) for row in rows("Versions")}

    assert said == {
        status.value: {each.value for each in MOVES[status] - {status, PolicyDocumentStatus.DELETED}}
        for status in PolicyDocumentStatus
        if status is not PolicyDocumentStatus.DELETED
    }


def test_every_problem_is_there_with_what_to_do() -> None:
    assert {names_in(row[0])[0]: row[1] for row in rows("What may be wrong with a file")} == dict(ADVICE)
    assert all(f"`{warning}`" in GUIDE for warning in ParsingWarning)


def test_every_event_and_limit_is_named() -> None:
    for kind in PolicyDocumentEventType:
        assert f"`{kind}`" in GUIDE or f"`.{kind.value.partition('.')[2]}`" in GUIDE
    for limit in (LARGEST // 1024 // 1024, MOST_PAGES, MOST_SECTIONS, MOST_VERSIONS, MOST_DOCUMENTS, LONGEST_TEXT):
        assert f"{limit:,}" in GUIDE
