"""The clients that generators make of the description, compiled as their users would compile them, and run against a
copy: who am I, request a trip, read it, be refused.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from local.client import sign_in
from local.stack import Stack
from tests.conformance.document import operation_ids
from tests.conformance.generators import GENERATORS, HERE, MODULES, Generated, Missing, generate, prepare, run
from tests.e2e.world import day

Json = dict[str, Any]

MISSING_BOOKING = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
ROLE = "traveller"  # what the peer books would be found with whoever may look at all bookings
STRICT = ("--strict", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext")
EVERY_MODULE = """\
import importlib, pkgutil, {package} as made
for each in pkgutil.walk_packages(made.__path__, made.__name__ + "."):
    importlib.import_module(each.name)
"""
PYTHON, TYPESCRIPT = "openapi-python-client", "openapi-typescript"
JOURNEYS = ((TYPESCRIPT, ("node", "journey.js")), (PYTHON, ("python", "journey.py")))


def try_generators(stack: Stack, described: Json) -> Generated:
    """Let every generator make its own of a copy's description, and run what two of them made against that copy."""
    try:
        environment = prepare()
        with tempfile.TemporaryDirectory(prefix="sojourn-generators-") as name:
            folder = Path(name)
            faults = generate(described, folder, environment)
            faults += compile_all(folder, environment)
            faults += _run_journeys(stack, folder, environment)
    except Missing as missing:
        return Generated(missing=str(missing))
    return Generated(tuple(faults), len(GENERATORS), len(operation_ids(described)))


def compile_all(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Compile what was made in TypeScript and in Python, with the journeys; all that a compiler finds wrong."""
    typescript, python = folder / TYPESCRIPT, folder / PYTHON
    (typescript / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(MODULES)
    shutil.copy(HERE / "journey.ts", typescript)
    shutil.copy(HERE / "journey.py", python)
    commands = (
        ("typescript-fetch", ("tsc", *STRICT, "--noEmit", "index.ts")),
        (TYPESCRIPT, ("tsc", *STRICT, "--types", "node", "journey.ts")),
        ("python", ("python", "-c", EVERY_MODULE.format(package="openapi_client"))),
        (PYTHON, ("python", "-c", EVERY_MODULE.format(package="generated_client"))),
        (PYTHON, ("mypy", "--strict", "journey.py")),
    )
    faults = []
    for name, command in commands:
        done = run(command, folder / name, environment)
        if done.returncode:
            faults.append(f"{name}: does not compile: {(done.stdout + done.stderr)[:1000]}")
    return faults


def _run_journeys(stack: Stack, folder: Path, environment: Mapping[str, str]) -> list[str]:
    me = sign_in(stack, ROLE).get("/v1/me")["userId"]
    faults = []
    for place, (name, command) in enumerate(JOURNEYS):
        depart_on = day(230 + 3 * place)  # days that no other trip of theirs has
        given = {
            "SOJOURN_URL": stack.base_url,
            "SOJOURN_TOKEN": stack.token(ROLE),
            "SOJOURN_DEPART_ON": depart_on.isoformat(),
            "SOJOURN_MISSING": MISSING_BOOKING,
        }
        done = run(command, folder / name, {**environment, **given})
        faults += [f"{name}: {each}" for each in judge_journey(done, me, depart_on)]
    return faults


def judge_journey(done: "subprocess.CompletedProcess[str]", user_id: str, depart_on: date) -> list[str]:
    """Return all that is wrong with what a journey printed."""
    if done.returncode:
        return [f"its client does not run: {done.stderr[-1000:]}"]
    said = json.loads(done.stdout)
    wanted = {
        "user": user_id,
        "requester": user_id,
        "read": said["requested"],
        "departOn": depart_on.isoformat(),
        "refused": [404, 404],
    }
    return [f"{name} is {said[name]}, not {value}" for name, value in wanted.items() if said[name] != value]
