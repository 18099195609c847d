"""That a package of `chalicelib` says in its docstring what lives there, and holds nothing else: no re-export."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = sorted({path.parent for path in (ROOT / "chalicelib").rglob("*.py")})
HOLDS_MORE = {"chalicelib": {"__version__"}}  # what the client of a table says that it is


def said_beside_the_docstring(source: str) -> list[str]:
    """What a package holds beside its docstring, in code."""
    module = ast.parse(source)
    return [ast.unparse(it) for it in module.body[1 if ast.get_docstring(module) else 0 :]]


def docstring(package: Path) -> str | None:
    file = package / "__init__.py"
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) if file.exists() else None


def test_every_package_says_what_lives_there() -> None:
    silent = [str(package.relative_to(ROOT)) for package in PACKAGES if not docstring(package)]

    assert silent == []


def test_no_package_holds_more_than_its_docstring() -> None:
    more = {
        name: held
        for package in PACKAGES
        for name in [str(package.relative_to(ROOT))]
        for held in [said_beside_the_docstring((package / "__init__.py").read_text(encoding="utf-8"))]
        if [it for it in held if it.partition(" ")[0] not in HOLDS_MORE.get(name, set())]
    }

    assert more == {}


def test_a_package_that_holds_more_would_be_seen() -> None:
    assert said_beside_the_docstring('"""Rooms."""') == []
    assert said_beside_the_docstring("") == []
    assert said_beside_the_docstring('"""Rooms."""\nfrom rooms.small import Bed\n') == ["from rooms.small import Bed"]
    assert said_beside_the_docstring("import rooms") == ["import rooms"]
