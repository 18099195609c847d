"""Pages in a real browser: what is the same for each page that is opened, and what is wrong with any page."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.conformance.document import LinterFailed

HERE = Path(__file__).parent / "page"
INSTALLED = HERE / "node_modules" / ".package-lock.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 1_800


class Looked(NamedTuple):
    """What was found wrong with a page, of how many looks; None without a browser."""

    page: str
    faults: tuple[str, ...]
    looks: int | None

    def describe(self) -> str:
        """The figures, on one line."""
        if self.looks is None:
            return f"{self.page}: not opened, since there is none of {', '.join(BROWSERS)} here"
        return f"{self.page}: {self.looks} looks in a browser, {len(self.faults)} faults"


def open_page(script: str, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a script of `page/` found; None if there is no browser. Raises LinterFailed where npm or the browser
    fails."""
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return None
    _install()
    done = subprocess.run(
        ["node", str(HERE / script)],  # noqa: S607 - the reader's own Node.js
        input=json.dumps({"browser": browser, **asked}),
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise LinterFailed(f"The browser failed:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def judge_use(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what keeps somebody from using a page, what it asks of other hosts, and what the browser complains of."""
    for where, violations in found["violations"].items():
        for each in violations:
            yield f"{where}: {each['rule']} ({each['impact']}) at {each['places']} places, first {each['first']}"
    for where, (inside, width) in found["widths"].items():
        if inside > width:
            yield f"{where}: {inside} px in a window of {width} px"
    yield from found["elsewhere"]
    yield from found["complaints"]


def _install() -> None:
    """Exactly what the pages' package-lock.json names, unless it is there; nothing of the packages' own is run."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime:
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LinterFailed(f"npm ci failed:\n{done.stdout}{done.stderr}")
