"""`make maps-engines`: the adapters of OSRM and Valhalla on the real engines, which prepare a piece of Helsinki for it
and run while it runs. Without Python 3.12, or without their wheels, it says so in its one line and tries nothing."""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import sys
import time
from pathlib import Path

import pytest

from tests.maps_engines.engines import RUNNING, Engines, Missing, make_environment, run_engines


class Watch:
    """Hands the engines to the tests, counts tests as pytest ends each, and keeps the figures that they say."""

    def __init__(self, running: Engines) -> None:
        self._running = running
        self.passed = 0
        self.figures: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[RUNNING] = self._running

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed
        if report.when == "call":
            self.figures += [str(said) for name, said in report.user_properties if name == "figure"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.maps_engines", description=__doc__)
    parser.add_argument("--python", default="python3.12", help="an interpreter of Python 3.12")
    begun = time.monotonic()
    try:
        packages = make_environment(parser.parse_args().python)
    except Missing as missing:
        print(f"maps-engines: nothing was tried: {missing}")
        return 0
    prepared = time.monotonic()
    with run_engines(packages) as running:
        ready, watch = time.monotonic(), Watch(running)
        suite = Path(__file__).with_name("suite.py")
        failed = pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", str(suite)], plugins=[watch])
    if failed or not watch.passed:
        return 1
    took = time.monotonic() - begun
    print(
        f"maps-engines: {watch.passed} tests passed on OSRM and Valhalla over Helsinki (© OpenStreetMap contributors, "
        f"ODbL), prepared in {ready - prepared:.0f} s; {'; '.join(watch.figures)}; {took:.0f} s in all"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
