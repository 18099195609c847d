"""docs/security.md names tests that exist, and leaves out none of the risks."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)
RISKS = DOCUMENT.partition("## OWASP API")[2].partition("\n## ")[0]
REQUIREMENTS = DOCUMENT.partition("## OWASP ASVS")[2].partition("\n## ")[0]


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def rows(table: str) -> list[str]:
    return [line for line in table.splitlines() if re.match(r"\| (API)?\d", line)]


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 150
    assert [f"{file}::{name}" for file, name in NAMED if name not in functions_of(file)] == []


def test_every_file_that_is_named_exists() -> None:
    assert [path for path in re.findall(r"`((?:tests|docs)/[\w/.]+)`", DOCUMENT) if not (ROOT / path).exists()] == []


def test_every_risk_of_the_top_ten_has_its_tests() -> None:
    assert [re.search(r"API\d+", row)[0] for row in rows(RISKS)] == [f"API{number}" for number in range(1, 11)]  # type: ignore[index]
    assert [row for row in rows(RISKS) if "::test_" not in row] == []


def test_every_requirement_is_shown_by_a_test_or_a_tool() -> None:
    assert len(rows(REQUIREMENTS)) > 70
    assert [row for row in rows(REQUIREMENTS) if "::test_" not in row and "`make security`" not in row] == []
