"""`make policy-index-postgres`: the index of policy documents on real PostgreSQL servers with pgvector, an older and a
newer one, which are started for it under an ordinary user and leave nothing behind, no user either."""

# ruff: noqa: T201 - what it prints is what it is for

import pwd
import sys
import time
from pathlib import Path

import pytest

from tests.postgres.server import find_packages

SUITE = Path(__file__).with_name("suite.py")


class Count:
    """Counts tests as pytest ends each, and keeps what the servers said that they are."""

    def __init__(self) -> None:
        self.passed = 0
        self.servers: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed
        if report.when == "call":
            self.servers += [str(said) for name, said in report.user_properties if name == "server"]


def main(name: str = "policy-index-postgres", suite: Path = SUITE) -> int:
    """Run a suite, and say what it came to."""
    try:
        packages = find_packages()
    except LookupError as missing:
        print(missing, file=sys.stderr)
        return 2
    sys.path.append(str(packages))  # pg8000, which functions have from a layer
    users, begun, count = set(pwd.getpwall()), time.monotonic(), Count()
    failed = pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", str(suite)], plugins=[count])
    if added := {each.pw_name for each in set(pwd.getpwall()) - users}:
        print(f"users that were not there before: {', '.join(sorted(added))}", file=sys.stderr)
        return 1
    if failed or not count.passed:
        return 1
    tried, took = " and ".join(count.servers), time.monotonic() - begun
    print(f"{name}: {count.passed} tests passed on {tried} in {took:.0f} s; no user was added")
    return 0


if __name__ == "__main__":
    sys.exit(main())
