"""Every path that the README and docs/architecture.md send a newcomer to is there."""

import re
from pathlib import Path

import pytest

from infra.package import ROOT

PATH = re.compile(r"(?:[a-z_]+/)+(?:[a-z_]+(?:\.\w+)+)?|[a-z_]+\.(?:py|toml)")


def rows(page: str) -> list[list[str]]:
    """What each row of a page's tables names as a file or a folder."""
    lines = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[text for text in re.findall(r"`([^`]+)`", line) if PATH.fullmatch(text)] for line in lines]


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


def test_a_path_that_is_not_there_is_found() -> None:
    assert missing(["chalicelib/api/", "no_such_resource.py", "nowhere/"]) == ["no_such_resource.py", "nowhere/"]
