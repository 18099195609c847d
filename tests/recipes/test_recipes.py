"""The recipes of CONTRIBUTING.md, followed in a copy of the repository: a whole recipe is green, and whoever leaves out
any of its files is told by a named test. Which files are left out differs from day to day; each has its turn."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.recipes.copy import ROOT, Copy, copied
from tests.recipes.recipe import Recipe
from tests.support.daily_share import share

FOLDERS = sorted(path.parent.name for path in Path(__file__).parent.glob("*/recipe.py"))
RECIPES: dict[str, Recipe] = {name: import_module(f"tests.recipes.{name}.recipe").RECIPE for name in FOLDERS}
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ONE_FILE_IN = 3  # of a recipe is left out on a day
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


def lint(root: Path, files: list[str]) -> str:
    """What `ruff` has to say about the files of a recipe."""
    ruff, code = str(Path(sys.executable).with_name("ruff")), [path for path in files if path.endswith(".py")]
    checked = subprocess.run(
        [ruff, "check", "--no-cache", *code], cwd=root, capture_output=True, text=True, check=False
    )
    return "" if checked.returncode == 0 else checked.stdout


@pytest.fixture(scope="module")
def whole_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with copied(tmp_path_factory.mktemp("recipes")) as made:
        yield made


@pytest.fixture
def copy(whole_copy: Copy) -> Iterator[Copy]:
    """A copy of the repository, as it is."""
    yield whole_copy
    whole_copy.restore()


@pytest.mark.parametrize("name", FOLDERS)
def test_recipe_of_the_guide_lists_the_files_that_are_tried_here(name: str) -> None:
    assert files_in_guide(RECIPES[name].name) == files_of(RECIPES[name])


def test_every_recipe_of_the_guide_is_tried_here() -> None:
    headings = re.findall(r"^### (.+)$", GUIDE.partition("## Recipes")[2], re.MULTILINE)

    assert sorted(headings) == sorted(recipe.name for recipe in RECIPES.values())


@pytest.mark.parametrize("name", FOLDERS)
def test_recipe_is_whole_and_each_of_its_files_is_missed_by_a_test(name: str, copy: Copy) -> None:
    recipe = RECIPES[name]
    files = files_of(recipe)
    before = {path: copy.read(path) for path in files}
    recipe.apply(copy.root)
    after = {path: copy.read(path) for path in files}
    for path in files:
        copy.put(path, after[path])

    whole, complaints = copy.run(named_tests(recipe, *files)), lint(copy.root, files)
    unmissed = []
    for path in share(files, lambda _: name, one_in=ONE_FILE_IN):
        copy.put(path, before[path])
        if copy.run(named_tests(recipe, path)).code not in FAILED:
            unmissed.append(path)
        copy.put(path, after[path])

    assert whole.code == 0, whole.printed[-4000:]
    assert complaints == ""
    assert unmissed == []


def test_a_copy_is_the_repository_again_whatever_was_written_in_it(copy: Copy) -> None:
    rewritten, removed, added = "app.py", "docs/api.md", "chalicelib/gateways/tomorrow/__init__.py"
    (copy.root / added).parent.mkdir()
    (copy.root / added).write_text('"""Tomorrow."""', encoding="utf-8")
    (copy.root / rewritten).write_text("raise SystemExit\n", encoding="utf-8")
    (copy.root / removed).unlink()

    copy.restore()

    assert copy.read(rewritten) == (ROOT / rewritten).read_bytes()
    assert copy.read(removed) == (ROOT / removed).read_bytes()
    assert not (copy.root / added).parent.exists()


def test_a_test_that_fails_in_a_copy_or_is_not_there_is_said_to(copy: Copy) -> None:
    added = "tests/test_of_today.py"
    copy.put(added, b"def test_one(): assert 1 == 1\ndef test_two(): assert 1 == 2\n")

    codes = [copy.run([f"{added}::{name}"]).code for name in ("test_one", "test_two", "test_three")]

    assert codes == [0, 1, 4]
