"""`make policy-index-postgres`: the index of policy documents on a real PostgreSQL server with pgvector, which is
started for it under an ordinary user and leaves nothing behind, no user either."""

# ruff: noqa: T201 - what it prints is what it is for

import pwd
import sys
import time
from pathlib import Path

import pytest

from tests.postgres.server import find_packages


class Count:
    """Counts tests as pytest ends each, and keeps what the server said that it is."""

    def __init__(self) -> None:
        self.passed = 0
        self.server = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed
        self.server = next((str(said) for name, said in report.user_properties if name == "server"), self.server)


def main() -> int:
    try:
        packages = find_packages()
    except LookupError as missing:
        print(missing, file=sys.stderr)
        return 2
    sys.path.append(str(packages))  # pg8000, which functions have from a layer
    users, begun, count = set(pwd.getpwall()), time.monotonic(), Count()
    suite = Path(__file__).with_name("suite.py")
    failed = pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", str(suite)], plugins=[count])
    if added := {each.pw_name for each in set(pwd.getpwall()) - users}:
        print(f"users that were not there before: {', '.join(sorted(added))}", file=sys.stderr)
        return 1
    if failed or not count.passed:
        return 1
    took = time.monotonic() - begun
    print(f"policy-index-postgres: {count.passed} tests passed on {count.server} in {took:.0f} s; no user was added")
    return 0


if __name__ == "__main__":
    sys.exit(main())
