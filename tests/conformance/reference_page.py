"""The reference page in a real browser: whether everybody can use it, on a phone and on a desktop, light and dark;
whether it asks nothing of other hosts; and whether its search finds there what it finds in `make test`."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.api.openapi.search_index import list_entries
from local.stack import Stack
from tests.conformance.document import LinterFailed
from tests.support.reference_search import Search, read_queries

HERE = Path(__file__).parent / "page"
INSTALLED = HERE / "node_modules" / ".package-lock.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 1_800
SHOWN = 8


class Looked(NamedTuple):
    """What was found wrong with the page, of how many looks; None without a browser."""

    faults: tuple[str, ...]
    looks: int | None

    def describe(self) -> str:
        """The figures, on one line."""
        if self.looks is None:
            return f"reference page: not opened, since there is none of {', '.join(BROWSERS)} here"
        return f"reference page: {self.looks} looks in a browser, {len(self.faults)} faults"


def look_at(stack: Stack, described: dict[str, Any]) -> Looked:
    """Open the page that a copy serves as its readers do. Raises LinterFailed where npm or the browser fails."""
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return Looked((), None)
    _install()
    queries = [text for typed in read_queries().values() for text in typed]
    asked = {"browser": browser, "url": f"{stack.base_url}/v1/docs", "queries": queries}
    done = subprocess.run(
        ["node", str(HERE / "check.mjs")],  # noqa: S607 - the reader's own Node.js
        input=json.dumps(asked),
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise LinterFailed(f"The browser failed:\n{done.stderr[-4000:]}")
    found = json.loads(done.stdout)
    return Looked(tuple(judge(found, described)), len(found["violations"]) + len(queries))


def judge(found: Mapping[str, Any], described: dict[str, Any]) -> list[str]:
    """All that is wrong with what a browser has shown."""
    barred = [
        f"{where}: {each['rule']} ({each['impact']}) at {each['places']} places, first {each['first']}"
        for where, violations in found["violations"].items()
        for each in violations
    ]
    wide = [
        f"{where}: {inside} px in a window of {width} px"
        for where, (inside, width) in found["widths"].items()
        if inside > width
    ]
    search = Search(list_entries(described))
    other = [
        f"search for {text}: {hits} in the browser"
        for text, hits in found["search"].items()
        if hits != [f"#{anchor}" for anchor in search.find(text)[:SHOWN]]
    ]
    menu = found["menu"]
    first = f"#{search.find('cancel booking')[0]}"
    promises = {
        "what is typed is searched": menu["typed"][:1] == [first],
        "Enter opens the first that is found": menu["opened"] == first,
        "the menu follows the reader": menu["followed"] == "#op-select_option",
        "an example can be copied": found["copied"].startswith("curl "),
        "there is no search field without a script": not found["scriptless"]["search"],
        "every operation is there without a script": found["scriptless"]["operations"]
        == sum(len(methods) for methods in described["paths"].values()),
    }
    broken = [f"not so: {promise}" for promise, holds in promises.items() if not holds]
    return [*barred, *wide, *found["elsewhere"], *found["complaints"], *other, *broken]


def _install() -> None:
    """Exactly what the page's package-lock.json names, unless it is there; nothing of the packages' own is run."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime:
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LinterFailed(f"npm ci failed:\n{done.stdout}{done.stderr}")
