"""`python -m local.contracts`: how many of the import contracts of pyproject.toml are kept, and how many circles there
are between the rooms."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from infra.package import ROOT

Contract = dict[str, Any]
CIRCLES = "acyclic_siblings"


class Checked(NamedTuple):
    """What `lint-imports` said: the names of the contracts that are kept and broken, and the packages with a circle."""

    kept: list[str]
    broken: list[str]
    circles: int
    output: str


def contracts(root: Path = ROOT) -> list[Contract]:
    """Return the contracts as they are configured."""
    configured = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return list(configured["tool"]["importlinter"]["contracts"])


def lint(root: Path = ROOT) -> str:
    """Return what `lint-imports` prints about the code in `root`."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout


def read(output: str, names: list[str]) -> Checked:
    """Read the tool's output, whose lines are wrapped. Raises ValueError when it leaves a contract out."""
    text = " ".join(output.split())
    kept, broken = ([name for name in names if f" {name} {verdict} " in f"{text} "] for verdict in ("KEPT", "BROKEN"))
    if missing := [name for name in names if name not in (*kept, *broken)]:
        raise ValueError(f"nothing is said of {missing}: {output[-500:]}")
    return Checked(kept, broken, text.count("No cycles are allowed in"), output)


def check(root: Path = ROOT) -> Checked:
    """Hold the code in `root` against its contracts."""
    return read(lint(root), [contract["name"] for contract in contracts(root)])


def main() -> int:
    """Print what is broken, and the figures."""
    found = check()
    if found.broken:
        print(found.output)
    watched = any(contract["type"] == CIRCLES for contract in contracts())
    circles = f"{found.circles} circles" if watched else "circles not watched"
    print(f"contracts: {len(found.kept)} kept, {len(found.broken)} broken, {circles}")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
