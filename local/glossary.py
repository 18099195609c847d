"""`python -m local.glossary`: the terms of docs/glossary.md, each of which names something that the code has."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from infra.package import ROOT

GUIDE = ROOT / "docs" / "glossary.md"
_ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<meaning>[^|]+) \| `(?P<name>\w+)` \|$", re.MULTILINE)
_HEADS = 2  # of each table: its titles, and the rule below them


class Term(NamedTuple):
    """A term, and the name by which the code has it."""

    term: str
    name: str


def terms(text: str) -> list[Term]:
    """Return the terms of the page. Raises ValueError for a row that is not whole."""
    rows = re.findall(r"^\|.*$", text, re.MULTILINE)
    tables = len(re.findall(r"^\|---", text, re.MULTILINE))
    found = [Term(match["term"], match["name"]) for match in _ROW.finditer(text)]
    if len(found) != len(rows) - _HEADS * tables:
        broken = [row for row in rows if not _ROW.match(row) and not row.startswith(("|---", "| term |"))]
        raise ValueError(f"not a term, its meaning and one name: {broken}")
    return found


def names_of(source: str) -> Iterator[str]:
    """Return what a module defines: classes, functions, parameters, fields, members of enums and what is set."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name


def problems(listed: Iterable[Term], names: set[str]) -> list[str]:
    """Terms whose name the code does not have, and terms that stand there twice."""
    seen = set[str]()
    found = []
    for each in listed:
        if each.name not in names:
            found.append(f"{each.term}: there is no {each.name}")
        if each.term in seen:
            found.append(f"{each.term}: stands there twice")
        seen.add(each.term)
    return found


def main() -> int:
    """Print what is wrong, and the figures."""
    modules = (ROOT / "chalicelib").rglob("*.py")
    names = {name for path in modules for name in names_of(path.read_text(encoding="utf-8"))}
    listed = terms(GUIDE.read_text(encoding="utf-8"))
    found = problems(listed, names)
    for each in found:
        print(f"  {each}")
    print(f"glossary: {len(listed)} terms, {len(found)} of them not as the code has them")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
