"""A plugin of pytest that writes from when to when each test ran: `--write-times=FILE`, a line a test."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

_OF_A_COPY = {"stack", "world"}  # fixtures of tests that use the copy that all share


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-times", metavar="FILE", help="write from when to when each test ran")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what deploys a copy of its own, or none."""
    items[:] = [each for each in items if _OF_A_COPY & set(getattr(each, "fixturenames", ()))]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Any:
    start = time.time()
    try:
        return (yield)
    finally:
        with Path(item.config.getoption("--write-times")).open("a", encoding="utf-8") as file:
            file.write(json.dumps([start, time.time(), item.nodeid]) + "\n")
