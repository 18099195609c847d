"""What a function asked of AWS, in IAM's words: an action on a resource, with what conditions look at."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

Context = tuple[tuple[str, tuple[str, ...]], ...]
RECORDED_STAGE = "local"
RECORDED_REGION = "eu-central-1"
ACCOUNT = "123456789012"
TESTS_KEPT = 60
_OF_A_FILE = 3


class Request(NamedTuple):
    """One right that a call needs. Names in it are those of the stage that it was made on."""

    action: str
    resource: str
    context: Context = ()

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """What each condition key holds, by its name in lower case; the region is that of what is asked for."""
        return {"aws:requestedregion": (self.region,), **dict(self.context)}

    @property
    def region(self) -> str:
        """In which region it is asked; the stage's own, where the resource names none."""
        parts = self.resource.split(":")
        return parts[3] if len(parts) > 3 and parts[3] else RECORDED_REGION


def with_context(action: str, resource: str, **keys: Iterable[str]) -> Request:
    """Return a request with condition keys; `__` in a name stands for the colon."""
    return Request(action, resource, tuple((name.replace("__", ":"), tuple(held)) for name, held in keys.items()))


class Call(NamedTuple):
    """A request that one of our functions made."""

    function: str
    request: Request


Record = dict[Call, tuple[str, ...]]
"""Every call that was seen, with some of the tests in which it was made."""


def keep_test(tests: dict[str, None], test: str) -> None:
    """Keep a test that makes a call; one would do, but of a file those that stand first may all do without the call's
    right, as where another function makes up for it."""
    file = test.partition("::")[0]
    if len(tests) < TESTS_KEPT and sum(each.startswith(f"{file}::") for each in tests) < _OF_A_FILE:
        tests[test] = None


def write(record: Mapping[Call, Iterable[str]], file: Path) -> None:
    """Write a record, a call a line."""
    lines = [json.dumps([call.function, *call.request, list(tests)]) for call, tests in record.items()]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read(file: Path) -> Record:
    """Read a record."""
    found: Record = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        function, action, resource, context, tests = json.loads(line)
        keys = tuple((name, tuple(held)) for name, held in context)
        found[Call(function, Request(action, resource, keys))] = tuple(tests)
    return found


def merge(records: Iterable[Record]) -> Record:
    """Return all calls of several records, each with the tests of all of them."""
    merged: Record = {}
    for record in records:
        for call, tests in record.items():
            merged[call] = tuple(dict.fromkeys((*merged.get(call, ()), *tests)))
    return merged
