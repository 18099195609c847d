"""`make stamina`: the tests that kill, race or wait, again and again while something else keeps every core busy.

A test that is right once in twenty times is wrong: what it asserts is then not guaranteed, or not in that time. The
burners end with this command, and after some hours in any case.
"""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
RUNS = 20
USUAL = ("tests", "--ignore=tests/security")
LONGEST = 8 * 3600  # seconds that a burner burns at most
NOTHING_COLLECTED = 5  # pytest's own exit code
# Burns until its time is over or whoever started it is gone.
BURN = """
import os, sys, time
parent, until = os.getppid(), time.monotonic() + float(sys.argv[1])
while os.getppid() == parent and time.monotonic() < until:
    for _ in range(1_000_000):
        pass
"""


class Run(NamedTuple):
    """What one run of the tests came to."""

    tests: int
    failed: tuple[str, ...]  # names


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.stamina", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each test is run ({RUNS})")
    parser.add_argument("--burners", type=int, default=os.cpu_count() or 1, help="busy processes beside (one a core)")
    parser.add_argument("--seconds", type=float, default=LONGEST, help="how long these burn at most")
    parser.add_argument("tests", nargs="*", default=USUAL, help="files, folders or tests (those of `make test`)")
    asked = parser.parse_args()
    began = time.monotonic()
    with burning(asked.burners, asked.seconds):
        runs = list(repeat(asked.runs, asked.tests))
    return report(runs, asked.burners, time.monotonic() - began)


@contextmanager
def burning(count: int, seconds: float) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Meanwhile so many processes do nothing but use a core each."""
    burners = [subprocess.Popen([sys.executable, "-c", BURN, str(seconds)]) for _ in range(count)]
    try:
        yield burners
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


def repeat(count: int, tests: Sequence[str]) -> Iterator[Run]:
    """Run the tests so often, each time in processes of their own, and say what failed."""
    for number in range(1, count + 1):
        began = time.monotonic()
        run = run_once(tests)
        print(
            f"  run {number}: {run.tests} tests, {len(run.failed)} failed, {time.monotonic() - began:.0f} s", flush=True
        )
        for name in run.failed:
            print(f"    {name}", flush=True)
        yield run


def run_once(tests: Sequence[str]) -> Run:
    """One run of the marked ones among these tests."""
    with tempfile.TemporaryDirectory(prefix="sojourn-stamina-") as folder:
        report_file = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "waits", f"--junitxml={report_file}", *tests]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, NOTHING_COLLECTED) or not report_file.exists():
            return Run(0, (f"pytest itself: {(done.stderr or done.stdout).strip()[-2000:]}",))
        if done.returncode == 1:
            print(done.stdout, flush=True)
        return read_report(report_file)


def read_report(file: Path) -> Run:
    """The figures of a report in JUnit's form."""
    cases = list(ElementTree.parse(file).getroot().iter("testcase"))  # noqa: S314 - written by pytest just now
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return Run(len(cases), tuple(f"{case.get('classname')}::{case.get('name')}" for case in failed))


def report(runs: Sequence[Run], burners: int, seconds: float) -> int:
    """Print which tests failed how often, and the figures; whether that is good, as an exit code."""
    failures = Counter(name for run in runs for name in run.failed)
    for name, times in failures.most_common():
        print(f"  {times} of {len(runs)}: {name}")
    tests = max((run.tests for run in runs), default=0)
    figures = f"{tests} tests, {len(runs)} runs, {failures.total()} failures"
    print(f"stamina: {figures}, {burners} burners beside, {seconds:.0f} s")
    return 1 if failures or not tests else 0


if __name__ == "__main__":
    sys.exit(main())
