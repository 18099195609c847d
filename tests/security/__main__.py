"""`make security`: the linter, the advisories, the matrices that are generated from the code, every attack on a copy of
its own; and one plain line of figures."""

# ruff: noqa: T201 - what it prints is what it is for

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from infra.package import ROOT
from local.quality import BANDIT
from tests.security import audit, matrices, practices

REPORTS = ROOT / "build" / "reports"
FIGURES = REPORTS / "security-figures.json"


class Part(NamedTuple):
    """One part of the run: whether it passed, and its figures."""

    passed: bool
    figures: str


def lint() -> Part:
    """bandit over all code that is not a test; findings that are argued at their line are counted, too."""
    files = findings = argued = 0
    command = [str(Path(sys.executable).parent / "bandit"), "-q", "-c", "pyproject.toml", "-f", "json"]
    for what in BANDIT.values():
        done = subprocess.run([*command, *what], cwd=ROOT, capture_output=True, text=True, check=False)
        reported = json.loads(done.stdout)
        for each in reported["results"]:
            print(f"  {each['filename']}:{each['line_number']} {each['test_id']} {each['issue_text']}")
        findings += len(reported["results"]) + len(reported["errors"])
        files += len(reported["metrics"]) - 1
        argued += reported["metrics"]["_totals"]["nosec"] + reported["metrics"]["_totals"]["skipped_tests"]
    return Part(findings == 0, f"bandit {findings} findings in {files} files ({argued} argued)")


def advisories() -> Part:
    """The packages that ship; not passed when something is open, or nothing could be looked up at all."""
    found = audit.audit()
    unchecked = sorted(found.shipped.keys() - found.checked)
    for line in (*(f"open: {each}" for each in found.open), *(f"argued: {each}" for each in found.accepted)):
        print(f"  {line}")
    print(f"  checked: {', '.join(sorted(found.checked)) or 'none'}")
    print(f"  without an answer: {', '.join(unchecked) or 'none'}")
    return Part(bool(found.checked) and not found.open, str(found))


def templates() -> Part:
    """The templates that go to AWS; not passed when a practice is neither followed nor argued, or argued idly."""
    judged = practices.judge_templates()
    for finding in judged.open:
        print(f"  open: {finding.check} {finding.resource}")
    for argument in judged.idle:
        print(f"  argued, but not found: {argument.check} {argument.resources}")
    return Part(not judged.open and not judged.idle, str(judged))


def generated() -> Part:
    """The tests that are generated from routes, steps, views, doors and loops, each with its size."""
    passed, measured = matrices.run()
    for each in measured:
        print(f"  {each}")
    return Part(passed, f"{len(measured)} of {len(matrices.paths())} matrices, {'all' if passed else 'not all'} passed")


def attacks() -> Part:
    """The tests of this folder against a deployed copy."""
    report = REPORTS / "security.xml"
    for stale in (report, FIGURES):
        stale.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", "tests/security"]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if not report.exists() or not FIGURES.exists():
        return Part(False, "the attacks could not be tried")
    suite: Any = ElementTree.parse(report).getroot()[0]  # noqa: S314 - pytest has just written it
    wrong = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    count = json.loads(FIGURES.read_text(encoding="utf-8"))
    tries = sum(count.get(f"{where} attacks", 0) for where in ("gateway", "connect", "in process", "key", "program"))
    kinds = ("own", "foreign", "shared", "unknown", "lists", "bodies", "cursors")
    reported = ", ".join(f"{count.get(kind, 0)} {kind}" for kind in kinds)
    return Part(
        code == 0,
        f"{int(suite.attrib['tests']) - wrong} tests passed, {wrong} failed;"
        f" {sum(count.get(kind, 0) for kind in kinds)} calls on objects ({reported}), {count.get('leaks', 0)} leaks;"
        f" {count.get('attacks', 0)} token attacks on {count.get('guarded', 0)} operations and $connect, {tries} tries",
    )


def main() -> int:
    started = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    parts = []
    for name, part in (
        ("linter", lint),
        ("advisories", advisories),
        ("templates", templates),
        ("matrices", generated),
        ("attacks", attacks),
    ):
        print(f"security: {name}", flush=True)
        parts.append(part())
    verdict = "passed" if all(part.passed for part in parts) else "FAILED"
    figures = "; ".join(part.figures for part in reversed(parts))
    print(f"security: {verdict}; {figures}; {time.monotonic() - started:.0f} s")
    return 0 if verdict == "passed" else 1


if __name__ == "__main__":
    sys.exit(main())
