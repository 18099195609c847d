"""`python -m local.length`: files written by hand that are longer than a reader takes in at once."""

import sys
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from typing import NamedTuple

from infra.package import ROOT
from local.checkout import written_paths

LONGEST = 400
KINDS = (".py", ".yaml", ".yml", ".json", ".md")
# What nobody writes or reads by hand, by a pattern of its path.
EXEMPT: Mapping[str, str] = {
    "clients/python/sojourn_client/models.py": "written by `make client`",
    "clients/python/sojourn_client/operations.py": "written by `make client`",
    "chalicelib/domain/places/data/*.json": "data, written by `make places`",
    "chalicelib/domain/trip_requests/data/needed_words.json": "written by `make needed-words`",
    "local/seed_data/*.json": "data: what a new stage is given",
    "tests/golden/*.json": "written by `make policies` and `make description`",
    "tests/conformance/page/package-lock.json": "a lock",
    "tests/conformance/generators/package-lock.json": "a lock",
    "tests/conformance/package-lock.json": "a lock",
}


class Long(NamedTuple):
    """A file that is too long."""

    path: str
    lines: int


def too_long(files: Iterable[tuple[str, str]], exempt: Iterable[str] = tuple(EXEMPT)) -> list[Long]:
    """Return which of the files, given by path and text, are too long, the longest first."""
    patterns = tuple(exempt)
    found = [
        Long(path, text.count("\n"))
        for path, text in files
        if path.endswith(KINDS) and text.count("\n") > LONGEST and not any(fnmatch(path, each) for each in patterns)
    ]
    return sorted(found, key=lambda each: -each.lines)


def written_files() -> list[tuple[str, str]]:
    """Path and text of every file of the project that may be too long."""
    paths = [path for path in written_paths() if path.name.endswith(KINDS)]
    return [(str(path), (ROOT / path).read_text(encoding="utf-8")) for path in paths]


def main() -> int:
    """Print the files that are too long, and the figures."""
    files = written_files()
    found = too_long(files)
    for each in found:
        print(f"  {each.path}: {each.lines} lines")
    exempt = ", ".join(each.path for each in too_long(files, exempt=()) if each not in found)
    print(f"length: {len(found)} of {len(files)} files above {LONGEST} lines, generated files and data apart: {exempt}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
