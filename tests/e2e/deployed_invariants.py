"""The simulation's invariants, asked of a deployed copy's own tables: `violations_of` does it in a process of its own,
because the tables' addresses are read once in the life of a process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from infra.package import ROOT
from local.stack import Stack

Json = dict[str, Any]


def violations_of(stack: Stack, heard: Mapping[str, Sequence[Json]], known: Mapping[str, Sequence[int]]) -> list[str]:
    """Everything that does not hold, in words.

    `heard` are the events that one listener was pushed, by booking; `known` the numbers of those that it was answered
    when it began to listen.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.deployed_invariants"],
        cwd=ROOT,
        env={**os.environ, **stack.environment()},
        input=json.dumps({"heard": heard, "known": known}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    from tests.simulation.invariants import Readers, kept_wrong
    from tests.simulation.supplier_ledgers import SandboxBooks

    given = json.load(sys.stdin)
    readers = Readers(
        pushed=[("ear", {"type": "event", "event": each}) for events in given["heard"].values() for each in events],
        listening={booking_id: ["ear"] for booking_id in given["known"]},
        backlog={("ear", booking_id): set(seqs) for booking_id, seqs in given["known"].items()},
    )
    print(json.dumps(kept_wrong(SandboxBooks(), readers)))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
