"""A copy of the repository in which recipes are followed, one after the other: it is as it was after each."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
COPIED = (".chalice", "app.py", "chalicelib", "clients", "docs", "infra", "local", "pyproject.toml", "tests")
COMPILED = "__pycache__"
SECONDS = count(1_000_000_000)

Stamp = tuple[int, int]


class Outcome(NamedTuple):
    """How a run of tests ended, by pytest's code, and what it printed."""

    code: int
    printed: str


class Copy:
    """What is in the repository, and nothing that was made in it. What is compiled there, is compiled once."""

    def __init__(self, root: Path, tests: "subprocess.Popen[str]") -> None:
        self.root, self._tests = root, tests
        self._stamps = dict(self._list_stamps())

    def run(self, tests: Sequence[str]) -> Outcome:
        """Run some tests in it."""
        assert self._tests.stdin
        assert self._tests.stdout
        self._tests.stdin.write(json.dumps(tests) + "\n")
        self._tests.stdin.flush()
        return Outcome(*json.loads(self._tests.stdout.readline()))

    def read(self, path: str) -> bytes | None:
        """Return what a file says; None where there is none."""
        file = self.root / path
        return file.read_bytes() if file.exists() else None

    def put(self, path: str, content: bytes | None) -> None:
        """Leave a file with this content, or away; at a second of its own, by which Python knows what to compile
        anew."""
        file = self.root / path
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(content)
            os.utime(file, times=(second := next(SECONDS), second))

    def restore(self) -> None:
        """Be as the repository is, whatever has been written, by hand or by a command."""
        for path, stamp in list(self._list_stamps()):
            if path not in self._stamps:
                self.put(path, None)
                _remove_empty((self.root / path).parent)
            elif stamp != self._stamps[path]:
                self._rewrite(path)
        for path in self._stamps:
            if not (self.root / path).exists():
                self._rewrite(path)

    def _rewrite(self, path: str) -> None:
        self.put(path, (ROOT / path).read_bytes())
        self._stamps[path] = _stamp(self.root / path)

    def _list_stamps(self) -> Iterator[tuple[str, Stamp]]:
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name != COMPILED]
            for name in files:
                file = Path(folder, name)
                yield str(file.relative_to(self.root)), _stamp(file)


@contextmanager
def copied(root: Path) -> Iterator[Copy]:
    """A copy in an empty folder."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            made = (COMPILED, *(("policies", "deployed", "deployments") if name[0] == "." else ()))
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(*made))
        else:
            shutil.copy2(ROOT / name, root / name)
    # Compiled whatever this process's own environment says of that.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "tests.recipes.warm_tests"]
    with subprocess.Popen(
        command, cwd=root, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as tests:
        yield Copy(root, tests)
        assert tests.stdin
        tests.stdin.close()


def _stamp(file: Path) -> Stamp:
    found = file.stat()
    return found.st_mtime_ns, found.st_size


def _remove_empty(folder: Path) -> None:
    """Remove a folder in which nothing is left but what was compiled."""
    if all(each.name == COMPILED for each in folder.iterdir()):
        shutil.rmtree(folder)
