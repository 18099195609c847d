"""One identity's turn: schemathesis in all its phases, and a walk over every link."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from infra.package import ROOT
from local.stack import Stack
from tests.conformance.seeds import NEWCOMER, Seeds, list_needed, planted
from tests.conformance.walking import Walk, walk

Json = dict[str, Any]

HERE = Path(__file__).parent
REPORTS = ROOT / "build" / "conformance"
PEER = "second-traveller"  # who must see nothing of anybody's
STEPS = 20  # of a random walk over the links
# Hypothesis ends a series of walks when the same walk goes another way, and a copy that remembers lets none go twice
# the same way: so there are several series, each from a seed of its own. The links of a few tags are all in the first.
SERIES = 5


class Identity(NamedTuple):
    """Somebody to try the API as. With `only`, no operation but those of these tags."""

    role: str
    only: tuple[str, ...] = ()


class HowMuch(NamedTuple):
    """`examples` for each operation in the random phases, from `seed` on."""

    examples: int
    seed: int


class Turn(NamedTuple):
    """What came of it: schemathesis' reports and what the hooks saw of each of its runs, and the walk."""

    role: str
    passed: bool
    reports: list[Json]
    seen: list[Json]
    walked: Walk

    @property
    def cases(self) -> int:
        return sum(int(each["test_cases"]["generated"]) for each in self.reports)

    @property
    def failures(self) -> int:
        return sum(int(each["test_cases"]["unique_failures"]) for each in self.reports) + len(self.walked.faults)

    @property
    def excused(self) -> Counter[str]:
        """Cases under each argued exception."""
        return sum((Counter(each["excused"]) for each in self.seen), Counter())

    @property
    def statuses(self) -> dict[str, Counter[str]]:
        """How often each operation answered with each status."""
        found = {name: Counter(counts) for name, counts in self.walked.statuses.items()}
        for seen in self.seen:
            for name, counts in seen["statuses"].items():
                found.setdefault(name, Counter()).update(counts)
        return found

    def describe(self) -> str:
        """The turn in a line."""
        seconds = sum(each["running_time"] for each in self.reports)
        return (
            f"{self.role}: {len(self.statuses)} operations, {self.cases} cases, {self.failures} failures, "
            f"{self.excused.total()} argued, {len(self.walked.taken)} links followed, {seconds:.0f} s"
        )


def take_turn(stack: Stack, described: Json, identity: Identity, fresh: Callable[[], Seeds], much: HowMuch) -> Turn:
    """Try everything that is described as `identity`, who gets things of their own by `fresh`.

    What schemathesis printed lies in build/conformance/<role>.
    """
    out = REPORTS / identity.role
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    walked = walk(stack, described, identity.role, fresh, only=identity.only)
    device = _prepare(out, stack, described, identity, fresh(), much)
    which = [each for tag in identity.only for each in ("--include-tag", tag)]
    which = which or ["--exclude-operation-id", "request_erasure"]
    parts = [("tries", much.seed, "examples,coverage,fuzzing")]
    series = 1 if identity.only else SERIES
    parts += [(f"walks-{number}", much.seed + number, "stateful") for number in range(1, series + 1)]
    spared = list_needed(stack)
    codes: list[int] = []
    for name, seed, phases in parts:
        if identity.role == NEWCOMER and codes:  # whom the last part has erased
            device = _prepare(out, stack, described, identity, fresh(), much)
        codes.append(_run(out, name, stack, spared, device, ["--seed", str(seed), "--phases", phases, *which]))
    (out / "people.json").unlink()
    return Turn(
        identity.role,
        passed=not any(codes) and not walked.faults,
        reports=[_read(out / f"{name}.report.json") for name, _, _ in parts],
        seen=[_read(out / f"{name}.seen.json") for name, _, _ in parts],
        walked=walked,
    )


def _prepare(out: Path, stack: Stack, described: Json, identity: Identity, seeds: Seeds, much: HowMuch) -> str:
    """Write down for schemathesis what there is to try, who tries it, and how; the credential of their device."""
    people = _people({identity.role: seeds.token, PEER: stack.token(PEER)})
    (out / "openapi.json").write_text(json.dumps(planted(described, seeds)), encoding="utf-8")
    (out / "people.json").write_text(json.dumps(people), encoding="utf-8")
    (out / "schemathesis.toml").write_text(_config(out, identity.role, seeds, much.examples), encoding="utf-8")
    return seeds.device


def _run(out: Path, name: str, stack: Stack, spared: list[str], device: str, options: list[str]) -> int:
    """Run schemathesis, which deactivates nobody who is `spared` and calls as a `device` too; its exit code. SystemExit
    with what it printed if it did not come to its end."""
    report, seen = out / f"{name}.report.json", out / f"{name}.seen.json"
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(out / "schemathesis.toml")),
        *("run", str(out / "openapi.json"), "--url", stack.base_url, "--no-color", *options),
        *("--report-json-path", str(report)),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"),
        "SOJOURN_CONFORMANCE_SEEN": str(seen),
        "SOJOURN_CONFORMANCE_SPARED": ",".join(spared),
        "SOJOURN_CONFORMANCE_DEVICE": device,
    }
    done = subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False)
    (out / f"{name}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    if not report.exists() or not seen.exists():
        raise SystemExit(f"schemathesis ended early:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.returncode


def _people(tokens: Mapping[str, str]) -> Json:
    """The identity and a peer, each with their token, in Web Fuzzing Commons' form."""
    bearer = {each: {"name": "Authorization", "value": f"Bearer {token}"} for each, token in tokens.items()}
    return {"auth": [{"name": each, "fixedHeaders": [header]} for each, header in bearer.items()]}


def _config(out: Path, role: str, seeds: Seeds, examples: int) -> str:
    """The fixed settings, with how much, who, and whose ids."""
    lines = [
        (HERE / "schemathesis.toml").read_text(encoding="utf-8"),
        f"[phases.fuzzing.generation]\nmax-examples = {examples}",
        f"[phases.stateful]\nmax-steps = {STEPS}",
        f'[phases.stateful.generation]\nmode = "positive"\nmax-examples = {examples}',
        f'[auth.wfc]\npath = {json.dumps(str(out / "people.json"))}\nuser = "{role}"\npeers = {[role, PEER]}',
        *(f"[dictionaries.{name}]\nvalues = [{json.dumps(value)}]" for name, value in seeds.paths.items()),
        "[parameters]",
        *(f'"path.{name}" = {{ dictionary = "{name}", probability = 0.7 }}' for name in seeds.paths),
    ]
    return "\n".join([*lines, ""])


def _read(path: Path) -> Json:
    return dict(json.loads(path.read_text(encoding="utf-8")))
