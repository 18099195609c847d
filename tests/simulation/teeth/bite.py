"""`make simulate TEETH=1`: every seeded bug in a tree of its own, and who caught it."""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from tests.simulation.teeth.bug import Bug
from tests.simulation.teeth.bugs import BUGS
from tests.simulation.teeth.planting import plant

ROOT = Path(__file__).parents[3]
AT_MOST = 120.0  # seconds of the processor's time for a bug: twice what the shyest takes on a quiet machine
_COPIED = ("chalicelib", "infra")
_LINKED = ("app.py", "clients", "local", "tests", "pyproject.toml", ".chalice")


class Caught(NamedTuple):
    """Who caught a bug and how; `by` is empty when nobody did."""

    bug: Bug
    by: str
    seconds: float


def main(jobs: int, name: str = "") -> int:
    """Hunt for every bug that has this in its name, so many at once."""
    began, bugs = time.monotonic(), [bug for bug in BUGS if name in bug.name]
    missed = []
    with ThreadPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(bite, bug) for bug in bugs]):
            caught = future.result()
            by = caught.by[:200] or "NOBODY"
            print(f"{caught.bug.name} | {by} | {caught.seconds:.0f} s", flush=True)
            if not caught.by:
                missed.append(caught.bug)
    seconds = time.monotonic() - began
    print(f"teeth: {len(bugs)} bugs, {len(bugs) - len(missed)} caught, {len(missed)} missed, {seconds:.0f} s")
    return 1 if missed or not bugs else 0


def bite(bug: Bug, seconds: float = AT_MOST) -> Caught:
    """Hunt for one bug."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sojourn-teeth-") as folder:
        tree = Path(folder)
        copy_code(tree)
        plant(bug, tree)
        command = [sys.executable, "-m", "tests.simulation.teeth.hunt", str(seconds), bug.where]
        command += map(str, bug.among)
        environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": f"{tree}:{tree / 'clients' / 'python'}"}
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if not lines and done.returncode not in (0, 1):
        lines = ["it does not run: " + (done.stderr.strip().splitlines() or ["?"])[-1]]
    return Caught(bug, lines[0] if lines else "", time.monotonic() - began)


def copy_code(tree: Path) -> None:
    """Make `tree` this code, of which a part is a copy that may be changed."""
    for name in _LINKED:
        (tree / name).symlink_to(ROOT / name)
    for name in _COPIED:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
