"""`make evaluate-alarms`: every alarm rung by a fault of its own, and none on a usual day.

Faults are really provoked, on a stage in one process and in virtual time; what its functions log and what AWS would
count is evaluated as CloudWatch does. An alarm that no fault is written for fails by its name, and so does a name that
is watched and never emitted.
"""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from local.stack import load
from tests.alarms.deployed import read_copy
from tests.alarms.described import Described, describe
from tests.alarms.every_fault import FAULTS, SCENES
from tests.alarms.judging import read_log, rung
from tests.alarms.names import Emitted
from tests.alarms.stage import Stage, stage
from tests.alarms.usual_day import live_through


class Findings:
    """What was counted, and what is wrong."""

    def __init__(self) -> None:
        self.rung = self.quiet = 0
        self.wrong: list[str] = []


def main() -> int:
    """Evaluate the alarms; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.alarms", description=__doc__)
    parser.add_argument("--alarm", default="", help="those alarms alone whose names have this in them")
    parser.add_argument("--cloud", action="store_true", help="the lines of the copy that `make up` started")
    asked = parser.parse_args()
    if asked.cloud:
        return _evaluate_copy()
    described, found = describe(), Findings()
    emitted = Emitted(described)
    _ring_all(described, emitted, found, asked.alarm)
    if not asked.alarm:
        _watch_usual_day(described, emitted, found)
        for scene in SCENES:
            _live(scene, described, emitted, found)
        found.wrong += (missing := emitted.missing())
    for each in found.wrong:
        print(each)
    if asked.alarm:
        print(f"evaluate-alarms: {found.rung} rung by their fault, {len(found.wrong)} failed")
    else:
        names = described.names()
        print(
            f"evaluate-alarms: {len(names)} alarms, {found.rung} rung by their fault, {found.quiet} rung in quiet, "
            f"{len(missing)} names never emitted"
        )
    return 1 if found.wrong else 0


def _ring_all(described: Described, emitted: Emitted, found: Findings, part: str) -> None:
    names = described.names()
    found.wrong += [f"{name}: there is a fault for it and no such alarm" for name in FAULTS.keys() - set(names)]
    by_fault: dict[int, dict[str, object]] = {}
    for name in names:
        if part not in name:
            continue
        fault = FAULTS.get(name)
        if fault is None:
            found.wrong.append(f"{name}: no fault is written for it (tests/alarms/faults_of_*.py)")
            continue
        key = id(fault.provoke)
        if key not in by_fault:
            made = describe(fault.parameters) if fault.parameters else described
            by_fault[key] = dict(_live(fault.provoke, made, emitted, found))
        _say(name, by_fault[key], found)


def _say(name: str, rung_here: dict[str, object], found: Findings) -> None:
    if name in rung_here:
        found.rung += 1
        print(f"{name}: rings after {rung_here[name]}")
    else:
        found.wrong.append(f"{name}: its fault does not ring it, but {', '.join(sorted(rung_here)) or 'none'}")


def _live(
    happens: Callable[[Stage], object], described: Described, emitted: Emitted, found: Findings
) -> dict[str, object]:
    """Let something happen on a stage of its own; which alarms rang."""
    with stage() as opened:
        happens(opened)
    found.wrong += sorted(set(read_log(opened, described)))
    emitted.note(opened)
    return dict(rung(opened, described))


def _watch_usual_day(described: Described, emitted: Emitted, found: Findings) -> None:
    rung_here = _live(live_through, described, emitted, found)
    found.quiet = len(rung_here)
    found.wrong += [f"{name}: rings on a usual day, after {at}" for name, at in rung_here.items()]


def _evaluate_copy() -> int:
    """Evaluate what a deployed copy has logged; 1 when a line that carries metrics is malformed."""
    described = describe()
    copy = read_copy(load().client("logs"), datetime.now(UTC))
    wrong = sorted(set(read_log(copy, described)))
    for name, at in rung(copy, described).items():
        print(f"{name}: rings after {at}")
    for each in wrong:
        print(each)
    groups = {line.group for line in copy.log}
    print(
        f"evaluate-alarms: {len(copy.log)} lines of {len(groups)} functions, {len(copy.metrics.names())} metrics, "
        f"{len(copy.counting)} filters counted some, {len(wrong)} malformed"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would make two runs differ
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - ourselves
    sys.exit(main())
