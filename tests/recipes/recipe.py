"""What a recipe of CONTRIBUTING.md is made of: the files that it adds, edits or has written, and a test for each."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Added(NamedTuple):
    """A new file with this text; `test` fails without it."""

    path: str
    text: str
    test: str

    def apply(self, root: Path) -> None:
        (root / self.path).parent.mkdir(parents=True, exist_ok=True)
        (root / self.path).write_text(self.text, encoding="utf-8")


class Edited(NamedTuple):
    """A file with some text put in before the first line that begins with `anchor`, or before every one; `test` fails
    without it."""

    path: str
    anchor: str
    text: str
    test: str
    everywhere: bool = False

    def apply(self, root: Path) -> None:
        before = (root / self.path).read_text(encoding="utf-8")
        if f"\n{self.anchor}" not in before:
            raise LookupError(f"{self.path} has no line that begins with {self.anchor!r}")
        after = before.replace(f"\n{self.anchor}", f"\n{self.text}{self.anchor}", -1 if self.everywhere else 1)
        (root / self.path).write_text(after, encoding="utf-8")


class Written(NamedTuple):
    """A file that a command writes from the others; `test` fails when that was forgotten."""

    path: str
    module: str
    test: str


Part = Added | Edited | Written


class Recipe(NamedTuple):
    """A recipe, by the heading that it has in CONTRIBUTING.md."""

    name: str
    parts: tuple[Part, ...]

    def apply(self, root: Path) -> None:
        """Follow the recipe in a copy of the repository; what is written from other files comes last, and each command
        writes all of its files at once."""
        for part in self.parts:
            if not isinstance(part, Written):
                part.apply(root)
        for module in dict.fromkeys(part.module for part in self.parts if isinstance(part, Written)):
            subprocess.run([sys.executable, "-m", module], cwd=root, check=True, capture_output=True)
