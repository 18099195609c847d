"""`make conformance`: a copy is deployed, its own description is linted, and every operation of it is tried by
schemathesis as each identity; at the end one line of figures.

EXAMPLES (cases for each operation in the random phases) and SEED change how much, and which.
"""
# ruff: noqa: T201 - this is a command, and its lines are its answer

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from infra.package import ROOT
from local import cloud, deployment
from local.stack import Stack, load
from tests.conformance import document
from tests.conformance.seeds import Seeds, make_bookings, make_seeds
from tests.support.receiver import receiver

Json = dict[str, Any]

HERE = Path(__file__).parent
REPORTS = ROOT / "build" / "conformance"
HASTE = {"SFN_WAIT_SCALE": "0.1"}
PEER = "second-traveller"
AT_ONCE = 2
WALKS = 10  # over the links, for each case of an operation in the random phase


class Identity(NamedTuple):
    """Somebody to try the API as, and what they leave alone or do only."""

    role: str
    options: tuple[str, ...]


# Forgetting a person takes away what they are tried with: only somebody of whom nothing else is wanted is forgotten.
# And who publishes policies that nobody would write comes last.
IDENTITIES = (
    Identity("traveller", ("--exclude-operation-id", "request_erasure")),
    Identity("approver", ("--exclude-operation-id", "request_erasure")),
    Identity("travel-manager", ("--exclude-operation-id", "request_erasure")),
    Identity(PEER, ("--include-tag", "Privacy")),
)


def main() -> int:
    """Run everything; 0 if nothing failed."""
    arguments = _arguments()
    started = time.monotonic()
    failed, line = _anew(arguments) if arguments.home is None else _try(load(arguments.home), arguments)
    print(f"conformance: {line}, {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def _anew(arguments: argparse.Namespace) -> tuple[bool, str]:
    """With a copy that is deployed for this, and taken away again."""
    with tempfile.TemporaryDirectory(prefix="sojourn-conformance-") as folder:
        home = Path(folder)
        running, _ = cloud.start(home, settings=HASTE)
        try:
            stack = deployment.install(running, home, deployment.build(home, print), print)
            return _try(stack, arguments)
        finally:
            cloud.stop(home)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--examples", type=int, default=int(os.environ.get("EXAMPLES") or 10))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or 20261120))
    parser.add_argument("--home", type=Path, default=os.environ.get("SOJOURN_E2E_HOME"), help="of a running copy")
    return parser.parse_args()


class Run(NamedTuple):
    """One identity's turn: schemathesis' own report, and what the hooks saw."""

    role: str
    passed: bool
    report: Json
    seen: Json

    def describe(self) -> str:
        cases, operations = self.report["test_cases"], self.report["operations"]
        return (
            f"{self.role}: {operations['tested']} of {operations['selected']} operations, {cases['generated']} cases, "
            f"{cases['unique_failures']} failures, {sum(self.seen['excused'].values())} argued, "
            f"{self.report['running_time']:.0f} s"
        )


def _try(stack: Stack, arguments: argparse.Namespace) -> tuple[bool, str]:
    """Whether anything failed, and the figures of everything."""
    described = document.fetch(stack)
    wrong = document.faults(described)
    for each in wrong:
        print(f"  {each}")
    print(f"  document: {len(document.operation_ids(described))} operations, {len(wrong)} faults", flush=True)
    bookings = make_bookings(stack)
    with receiver() as server:
        seeds = [make_seeds(stack, each.role, bookings, server.url) for each in IDENTITIES]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            turns = [
                pool.submit(_run, stack, described, *each, arguments) for each in zip(IDENTITIES, seeds, strict=True)
            ]
            runs = [each.result() for each in turns]
    return _summarise(described, wrong, runs)


def _run(stack: Stack, described: Json, identity: Identity, seeds: Seeds, arguments: argparse.Namespace) -> Run:
    out = REPORTS / identity.role
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / "seeds.json").write_text(json.dumps(seeds._asdict()), encoding="utf-8")
    (out / "openapi.json").write_text(json.dumps(described), encoding="utf-8")
    (out / "people.json").write_text(json.dumps(_people(stack, identity.role)), encoding="utf-8")
    (out / "schemathesis.toml").write_text(_config(out, identity.role, seeds, arguments.examples), encoding="utf-8")
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(out / "schemathesis.toml")),
        *("run", str(out / "openapi.json"), "--url", stack.base_url, "--no-color"),
        *("--seed", str(arguments.seed)),
        *("--report-json-path", str(out / "report.json"), "--report-ndjson-path", str(out / "events.ndjson")),
        *identity.options,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"),
        "SOJOURN_CONFORMANCE_SEEDS": str(out / "seeds.json"),
        "SOJOURN_CONFORMANCE_SEEN": str(out / "seen.json"),
    }
    done = subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False)
    (out / "output.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    if not (out / "report.json").exists() or not (out / "seen.json").exists():
        raise SystemExit(f"schemathesis ended early:\n{(done.stdout + done.stderr)[-4000:]}")
    run = Run(identity.role, done.returncode == 0, _read(out / "report.json"), _read(out / "seen.json"))
    print(f"  {run.describe()}", flush=True)
    if not run.passed:
        print(done.stdout)
    return run


def _people(stack: Stack, role: str) -> Json:
    """The identity and a peer, each with their token, in Web Fuzzing Commons' form."""
    roles = dict.fromkeys((role, PEER if role != PEER else "traveller"))
    bearer = {each: {"name": "Authorization", "value": f"Bearer {stack.token(each)}"} for each in roles}
    return {"auth": [{"name": each, "fixedHeaders": [header]} for each, header in bearer.items()]}


def _config(out: Path, role: str, seeds: Seeds, examples: int) -> str:
    """The fixed settings, with how much, who, and whose ids. A walk over the links tries one operation at each step, so
    there have to be many."""
    peers = [each["name"] for each in _read(out / "people.json")["auth"]]
    who = ["[auth.wfc]", f"path = {json.dumps(str(out / 'people.json'))}", f'user = "{role}"', f"peers = {peers}"]
    values = [f"[dictionaries.{name}]\nvalues = [{json.dumps(value)}]" for name, value in seeds.paths.items()]
    used = [f'"path.{name}" = {{ dictionary = "{name}", probability = 0.7 }}' for name in seeds.paths]
    fixed = (HERE / "schemathesis.toml").read_text(encoding="utf-8")
    much = ["[phases.fuzzing.generation]", f"max-examples = {examples}"]
    much += ["[phases.stateful.generation]", f"max-examples = {examples * WALKS}"]
    return "\n".join([fixed, *much, *who, *values, "[parameters]", *used, ""])


def _summarise(described: Json, wrong: list[str], runs: list[Run]) -> tuple[bool, str]:
    statuses: dict[str, set[int]] = {}
    for run in runs:
        for name, seen in run.seen["statuses"].items():
            statuses.setdefault(name, set()).update(int(status) for status in seen)
    operations = document.operation_ids(described)
    untested = sorted(operations - statuses.keys())
    never = sorted(name for name, seen in statuses.items() if not any(status < 400 for status in seen))
    for names, what in ((untested, "was never called"), (never, "never succeeded")):
        for name in names:
            print(f"  {name} {what}")
    cases = sum(run.report["test_cases"]["generated"] for run in runs)
    failures = sum(run.report["test_cases"]["unique_failures"] for run in runs)
    counts = [count for run in runs for count in run.seen["statuses"].values()]
    broken = sum(times for count in counts for status, times in count.items() if int(status) >= 500)
    argued = {name for run in runs for name in run.seen["excused"]}
    argued_cases = sum(sum(run.seen["excused"].values()) for run in runs)
    failed = bool(wrong or untested or never or broken) or not all(run.passed for run in runs)
    return failed, (
        f"{len(operations)} operations, {len(untested)} untested, {len(never)} never successful; "
        f"{len(runs)} identities, {cases} cases, {failures} failures, {broken} server errors, "
        f"{argued_cases} cases under {len(argued)} argued exceptions; {len(wrong)} faults in the document"
    )


def _read(path: Path) -> Json:
    return dict(json.loads(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
