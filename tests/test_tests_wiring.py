"""Holds the tests together: what they share stands in modules of its own, so that every test module can be read, moved
and run alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent


def imported_modules(source: str) -> Iterator[str]:
    """The full names of the modules that `source` imports, and of what may be one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_test_modules(source: str) -> set[str]:
    """The test modules that `source` takes something from."""
    return {name for name in imported_modules(source) if is_test_module(name)}


def is_test_module(name: str) -> bool:
    path = TESTS.parent.joinpath(*name.split("."))
    return path.name.startswith("test_") and path.with_suffix(".py").exists()


def test_no_test_module_is_imported() -> None:
    found = {
        str(path.relative_to(TESTS)): names
        for path in TESTS.rglob("*.py")
        if (names := imported_test_modules(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_an_imported_test_module_would_be_seen() -> None:
    this = f"tests.{Path(__file__).stem}"

    assert imported_test_modules(f"from {this} import is_test_module") == {this}
    assert imported_test_modules(f"def later() -> None:\n    import {this} as shared") == {this}
    assert imported_test_modules(f"from tests import {Path(__file__).stem}") == {this}
    assert imported_test_modules("from tests.support import test_nothing_of_this_name") == set()
