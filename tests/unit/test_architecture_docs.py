"""Every path that the README and docs/architecture.md send a newcomer to is there, and what they count is as many."""

import re
from pathlib import Path

import pytest

from infra.handlers import handlers
from infra.package import ROOT

PATH = re.compile(r"(?:[a-z_]+/)+(?:[a-z_]+(?:\.\w+)+)?|[a-z_]+\.(?:py|toml)")


def code_of(page: str) -> list[list[str]]:
    """What each row of a page's tables has in code type."""
    lines = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [re.findall(r"`([^`]+)`", line) for line in lines]


def rows(page: str) -> list[list[str]]:
    """What each row of a page's tables names as a file or a folder."""
    return [[text for text in row if PATH.fullmatch(text)] for row in code_of(page)]


def missing(named: list[str]) -> list[str]:
    """What is not there: neither from the top, nor in chalicelib, nor beside or in what the row named before."""
    places: list[Path] = [ROOT, ROOT / "chalicelib"]
    absent = []
    for path in named:
        found = next((place / path for place in places if (place / path).exists()), None)
        if found is None:
            absent.append(path)
        else:
            places += [found.parent, found]
    return absent


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_every_path_that_a_table_names_is_there(page: str) -> None:
    named = [row for row in rows(page) if row]

    assert len(named) > 10
    assert [path for row in named for path in missing(row)] == []


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/operations.md"])
def test_a_page_knows_how_many_functions_there_are(page: str) -> None:
    said = re.findall(r"([0-9]+) functions\b", (ROOT / page).read_text(encoding="utf-8"))

    assert set(said) == {str(len(handlers((ROOT / "app.py").read_text(encoding="utf-8"))))}


def test_readme_lists_every_room_of_use_cases() -> None:
    rooms = {path.parent.name for path in (ROOT / "chalicelib" / "services").glob("*/__init__.py")}
    row = next(row for row in code_of("README.md") if "chalicelib/services/" in row)

    assert rooms == set(row) - {"chalicelib/services/"}


def test_a_path_that_is_not_there_is_found() -> None:
    assert missing(["chalicelib/api/", "no_such_resource.py", "nowhere/"]) == ["no_such_resource.py", "nowhere/"]
