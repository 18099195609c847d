"""The recipes of CONTRIBUTING.md, followed in a copy of the repository: a whole recipe is green, and whoever leaves out
any of its files is told by a named test."""

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from tests.recipes.recipe import Recipe

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent.name for path in Path(__file__).parent.glob("*/recipe.py"))
RECIPES: dict[str, Recipe] = {name: import_module(f"tests.recipes.{name}.recipe").RECIPE for name in FOLDERS}
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = (".chalice", "app.py", "chalicelib", "clients", "docs", "infra", "local", "pyproject.toml", "tests")
SECONDS = count(1_000_000_000)
FAILED = (1, 2, 4)  # a test failed; it could not be imported; or not even be found


def files_in_guide(heading: str) -> list[str]:
    """The files that a recipe of the guide lists, in the order of their numbers."""
    section = re.search(rf"^### {heading}\n(.*?)(?=^#|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return re.findall(r"^\d+\. `([^`]+)`", section[1], re.MULTILINE)


def files_of(recipe: Recipe) -> list[str]:
    return list(dict.fromkeys(part.path for part in recipe.parts))


def named_tests(recipe: Recipe, *paths: str) -> list[str]:
    """The tests that hold these files of a recipe."""
    return sorted({part.test for part in recipe.parts if part.path in paths})


def run(root: Path, tests: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    # What is compiled in a copy is compiled once, whatever this process's own environment says of that.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([*command, *tests], cwd=root, capture_output=True, text=True, check=False, env=environment)


def lint(root: Path, files: list[str]) -> str:
    """What `ruff` has to say about the files of a recipe."""
    ruff, code = str(Path(sys.executable).with_name("ruff")), [path for path in files if path.endswith(".py")]
    checked = subprocess.run(
        [ruff, "check", "--no-cache", *code], cwd=root, capture_output=True, text=True, check=False
    )
    return "" if checked.returncode == 0 else checked.stdout


def put(file: Path, content: bytes | None) -> None:
    """Leave the file with this content, or away; at a second of its own, by which Python knows what to compile anew."""
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(content)
        os.utime(file, times=(second := next(SECONDS), second))


def content_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what is in the repository, and of nothing that was made in it."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            made = (
                shutil.ignore_patterns("__pycache__", "policies", "deployed", "deployments") if name[0] == "." else None
            )
            shutil.copytree(ROOT / name, tmp_path / name, ignore=made or shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", FOLDERS)
def test_recipe_of_the_guide_lists_the_files_that_are_tried_here(name: str) -> None:
    assert files_in_guide(RECIPES[name].name) == files_of(RECIPES[name])


def test_every_recipe_of_the_guide_is_tried_here() -> None:
    headings = re.findall(r"^### (.+)$", GUIDE.partition("## Recipes")[2], re.MULTILINE)

    assert sorted(headings) == sorted(recipe.name for recipe in RECIPES.values())


@pytest.mark.parametrize("name", FOLDERS)
def test_recipe_is_whole_and_each_of_its_files_is_missed_by_a_test(name: str, root: Path) -> None:
    recipe = RECIPES[name]
    files = files_of(recipe)
    before = {path: content_of(root / path) for path in files}
    recipe.apply(root)
    after = {path: content_of(root / path) for path in files}

    whole, complaints = run(root, named_tests(recipe, *files)), lint(root, files)
    unmissed = []
    for path in files:
        put(root / path, before[path])
        if run(root, named_tests(recipe, path)).returncode not in FAILED:
            unmissed.append(path)
        put(root / path, after[path])

    assert whole.returncode == 0, whole.stdout[-3000:] + whole.stderr[-1000:]
    assert complaints == ""
    assert unmissed == []
