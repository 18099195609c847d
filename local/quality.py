"""`make test` and `make check`: the tools in turn, and one plain line of figures at the end."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from xml.etree import ElementTree  # nosec B405 - reads what pytest has just written here

from infra.package import ROOT

REPORTS = ROOT / "build" / "reports"
PYTEST = (sys.executable, "-m", "pytest", "-q")
CODE = ("app.py", "chalicelib", "clients", "infra", "local", "tests")
# What ships is looked at for everything. The tools start other programs, as is their purpose, of which B404 and B603
# would tell each time. Whatever goes through a shell is still found.
BANDIT = {
    "security": ("--recursive", "app.py", "chalicelib", "clients"),
    "security of tools": ("--skip", "B404,B603", "--recursive", "infra", "local"),
}
CHECKS = {
    "types": ("mypy",),
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "lint": ("ruff", "check", "--quiet", "."),
    "contracts": ("python", "-m", "local.contracts"),
    "length": ("python", "-m", "local.length"),
    "words": ("python", "-m", "local.words"),
    "glossary": ("python", "-m", "local.glossary"),
    "templates": ("python", "-m", "infra.lint"),
    "policies": ("python", "-m", "infra.policy_files", "--check"),
    "workflows": ("python", "-m", "infra.lint_workflows"),
    **{name: ("bandit", "--quiet", "--configfile", "pyproject.toml", *what) for name, what in BANDIT.items()},
}
# Both run side by side: the deployed one waits half of its time for queues, schedules and functions. It goes first
# wherever both have something to do, since only its tests give up on what does not come.
SUITES = {
    "in process": ("nice", "-n", "10", *PYTEST, "tests", "--ignore=tests/e2e", "--ignore=tests/security", "-n", "2"),
    "deployed": (*PYTEST, "tests/e2e"),
}


_printing = Lock()


class Outcome(NamedTuple):
    name: str
    passed: bool
    seconds: float
    output: str

    @property
    def figures(self) -> str:
        """The line with which a check of ours says what it counted."""
        last = self.output.strip().rpartition("\n")[2]
        return f": {last.removeprefix(f'{self.name}: ')}" if last.startswith(f"{self.name}: ") else ""


def check() -> int:
    """Run every check, two at a time; what a failing one printed, then the figures."""
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(_check, CHECKS))
    for outcome in outcomes:
        print(f"  {'ok    ' if outcome.passed else 'FAILED'} {outcome.name} ({outcome.seconds:.1f} s){outcome.figures}")
        if not outcome.passed:
            print(outcome.output)
    files = sum(1 for part in CODE for _ in [*(ROOT / part).rglob("*.py"), *(ROOT / part).parent.glob(f"{part}.py")])
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    verdict = f"{', '.join(failed)} failed" if failed else "all clean"
    print(f"check: {len(outcomes)} checks over {files} Python files, {verdict}, {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def _check(name: str) -> Outcome:
    tool, *arguments = CHECKS[name]
    started = time.monotonic()
    command = [str(Path(sys.executable).parent / tool), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - started, done.stdout + done.stderr)


def test() -> int:
    """Run every suite, also after one failed; then the figures over all of them."""
    started = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(len(SUITES)) as pool:
        codes = list(pool.map(_suite, SUITES))
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for name in SUITES:
        if _report(name).exists():
            suite = ElementTree.parse(_report(name)).getroot()[0]  # noqa: S314  # nosec B314 - as above
            total = {key: count + int(suite.attrib[key]) for key, count in total.items()}
    wrong = total["failures"] + total["errors"]
    passed = total["tests"] - wrong - total["skipped"]
    seconds = time.monotonic() - started
    print(f"test: {passed} passed, {wrong} failed, {total['skipped']} skipped, {seconds:.0f} s")
    return 1 if any(codes) else 0


def _suite(name: str) -> int:
    """Run a suite to its end; each of its lines is printed behind its name, as it comes. Its exit code."""
    _report(name).unlink(missing_ok=True)
    command = [*SUITES[name], f"--junitxml={_report(name)}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        for line in running.stdout or ():
            with _printing:
                print(f"{name}: {line}", end="", flush=True)
    return running.returncode


def _report(name: str) -> Path:
    return REPORTS / f"{name.replace(' ', '-')}.xml"


if __name__ == "__main__":
    sys.exit({"check": check, "test": test}[sys.argv[1]]())
