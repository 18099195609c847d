"""That every import contract of pyproject.toml refuses what it is for: an import planted in a copy of the code."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from local import contracts
from local.contracts import Contract

ROOT = Path(__file__).parent.parent
CONTRACTS = {contract["name"]: contract for contract in contracts.contracts()}


class Planted(NamedTuple):
    """An import statement, and the module at whose end it is planted."""

    module: str
    imported: str


def plant_in_layers(contract: Contract) -> list[Planted]:
    """The lowest layer imports the highest."""
    (container,) = contract.get("containers", [""])
    highest, lowest = (_first_of(contract["layers"][place]) for place in (0, -1))
    prefix = f"{container}." if container else ""
    return [Planted(prefix + lowest, prefix + highest)]


def _first_of(layer: str) -> str:
    return layer.replace(":", "|").split("|")[0].strip(" ()")


def plant_forbidden(contract: Contract) -> list[Planted]:
    return [Planted(_plain(contract["source_modules"][0]), _plain(contract["forbidden_modules"][0]))]


def plant_protected(contract: Contract) -> list[Planted]:
    """A module that nobody allowed imports what is protected."""
    return [Planted("chalicelib.errors", _plain(contract["protected_modules"][0]))]


def plant_independent(contract: Contract) -> list[Planted]:
    return [Planted(_plain(contract["modules"][0]), _plain(contract["modules"][1]))]


def plant_circle(contract: Contract) -> list[Planted]:
    """Two packages beside each other import each other."""
    parent = _plain(contract["ancestors"][0])
    folder = ROOT.joinpath(*parent.split("."))
    one, other, *_ = sorted(f"{parent}.{path.parent.name}" for path in folder.glob("*/__init__.py"))
    return [Planted(one, other), Planted(other, one)]


PLANTS: dict[str, Callable[[Contract], list[Planted]]] = {
    "layers": plant_in_layers,
    "forbidden": plant_forbidden,
    "protected": plant_protected,
    "independence": plant_independent,
    contracts.CIRCLES: plant_circle,
}


def _plain(expression: str) -> str:
    """A module that the expression stands for: itself, or the one whose children it means."""
    return expression.removesuffix(".**").removesuffix(".*")


def file_of(root: Path, module: str) -> Path:
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "chalicelib", copy / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract_refuses_an_import_that_is_planted(name: str, root: Path) -> None:
    planted = PLANTS[CONTRACTS[name]["type"]](CONTRACTS[name])
    before = {file_of(root, each.module): file_of(root, each.module).read_text(encoding="utf-8") for each in planted}

    for each in planted:
        file = file_of(root, each.module)
        file.write_text(f"{file.read_text(encoding='utf-8')}\nimport {each.imported}\n", encoding="utf-8")
    found = contracts.check(root)
    for file, text in before.items():
        file.write_text(text, encoding="utf-8")

    assert name in found.broken
