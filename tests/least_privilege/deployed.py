"""What the functions of a deployed copy ask the embedded cloud for, written down at its door, test by test."""

import json
import os
import subprocess
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from infra.packaged_template import ALIAS
from local.stack import Stack
from tests.least_privilege.naming import arn, folder_of, of_key
from tests.least_privilege.requests import Call, Record, Request, keep_test, with_context
from tests.support.tables import REGION, ROOT, STAGE

_EMULATED_ACCOUNT = "000000000000"


class Line(NamedTuple):
    """One line of the door: when a role asked for what, and whether it got it."""

    at: float
    role: str
    action: str
    resource: str
    context: Mapping[str, Sequence[str]]
    allowed: bool


def read_log(log: Path, start: int = 0) -> list[Line]:
    """Read what the door has written from a byte on."""
    with log.open("rb") as file:
        file.seek(start)
        lines = file.read().decode().splitlines()
    return [Line(at, *rest) for at, rest in map(json.loads, lines)]


def roles_of(stack: Stack) -> dict[str, str]:
    """Return each of our functions by the name of its role."""
    pages = stack.client("lambda").get_paginator("list_functions").paginate()
    functions = [each for page in pages for each in page["Functions"]]
    return {
        each["Role"].rpartition("/")[2]: each["FunctionName"].removeprefix(stack.name(""))
        for each in functions
        if each["FunctionName"].startswith(stack.name(""))
    }


def run_tests(home: Path, times: Path, tests: Sequence[str], *options: str) -> int:
    """Run tests against the copy that runs in `home`, and write when each of them ran; pytest's own exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.least_privilege.timing", f"--write-times={times}"]
    environment = {**os.environ, "SOJOURN_E2E_HOME": str(home)}
    done = subprocess.run([*command, *options, *tests], cwd=ROOT, env=environment, check=False)
    return done.returncode


def to_record(lines: Iterable[Line], roles: Mapping[str, str], times: Path) -> Record:
    """Return every call that was allowed, with the tests during which it was made."""
    runs = sorted(json.loads(line) for line in times.read_text(encoding="utf-8").splitlines())
    starts = [start for start, _, _ in runs]
    found: defaultdict[Call, dict[str, None]] = defaultdict(dict)
    for line in lines:
        position = bisect_right(starts, line.at) - 1
        if line.role in roles and line.allowed and position >= 0 and line.at <= runs[position][1]:
            for request in _normalize(line):
                keep_test(found[Call(roles[line.role], request)], runs[position][2])
    return {call: tuple(tests) for call, tests in found.items()}


def _normalize(line: Line) -> Iterator[Request]:
    """Yield the request as it is on AWS, without made-up ids."""
    service, _, name = line.action.partition(":")
    thing = line.resource.split(":", 5)[-1]
    match service:
        case "kms" if thing.startswith("alias/"):
            yield of_key(name, thing.removeprefix(f"alias/sojourn-{STAGE}-"))
        case "cognito-idp":
            tag: Any = {"aws__resourcetag/sojourn": [f"sojourn-{STAGE}-users"]}
            yield with_context(line.action, arn("cognito-idp", "userpool/x"), **tag)
        case "states":
            machine = f"stateMachine:sojourn-{STAGE}-booking"
            execution = machine.replace("stateMachine", "execution") + ":x"
            yield Request(line.action, arn("states", execution if name == "DescribeExecution" else machine))
        case "s3":
            bucket, _, key = thing.partition("/")
            place = f"arn:aws:s3:::{bucket.replace(_EMULATED_ACCOUNT, '123456789012')}"
            yield Request(line.action, f"{place}/{folder_of(key)}/x" if key else place)
        case "lambda":
            yield Request(line.action, arn("lambda", f"{thing}:{ALIAS}"))
        case "secretsmanager":
            yield Request(line.action, arn("secretsmanager", f"{thing.rpartition('-')[0]}-AbCdEf"))
        case "execute-api":
            _, stage, method, *_ = thing.split("/")
            yield Request(line.action, arn("execute-api", f"x/{stage}/{method}/@connections/x"))
        case _:
            keys = {key.replace(":", "__"): list(held) for key, held in line.context.items()}
            yield with_context(line.action, arn(service, thing, region=REGION), **keys)
