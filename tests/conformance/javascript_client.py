"""The JavaScript client: compiled strictly, tested by its own tests, and used to book a trip on a copy."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

from infra.package import ROOT
from local.stack import Stack

CLIENT = ROOT / "clients" / "typescript"
JOURNEY = CLIENT / "build" / "journey" / "test" / "journey.js"
_SECONDS = 300


class Used(NamedTuple):
    """What came of it: how many tests passed, calls were made and events were read; or what went wrong."""

    tests: int = 0
    calls: int = 0
    events: int = 0
    fault: str = ""

    def describe(self) -> str:
        """Return one line of figures."""
        if self.fault:
            return f"JavaScript client: {self.fault}"
        return f"JavaScript client: {self.tests} tests, {self.calls} calls and {self.events} events on the copy"


def use_client(stack: Stack) -> Used:
    """Install, compile, test and use the client."""
    if shutil.which("npm") is None:
        return Used(fault="Node.js 20.19 or newer, with npm, is not on PATH")
    for command in (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["npm", "test"]):
        done = _run(command)
        if done.returncode:
            return Used(fault=f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
    tests = next(int(line.rpartition(" ")[2]) for line in done.stdout.splitlines() if line.startswith("# pass "))
    given = [stack.base_url, stack.websocket_url, stack.token("traveller")]
    done = _run(["node", "--experimental-websocket", str(JOURNEY), *given])
    if done.returncode:
        return Used(tests, fault=f"{JOURNEY.name}:\n{done.stdout}{done.stderr}")
    figures = json.loads(done.stdout.splitlines()[-1])
    return Used(tests, figures["calls"], figures["events"])


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False, timeout=_SECONDS)
