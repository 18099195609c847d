"""`make policies-proof`: records which rights the functions use in the tests, shows for every right that a test would
fail without it, and takes some away from a deployed copy to see that it does."""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra import policies
from local import cloud, deployment
from local.ministack_rights import VARIABLE as DOOR
from local.stack import Stack
from tests.e2e.conftest import HASTE
from tests.least_privilege import deployed, mutants, requests
from tests.least_privilege.proof import Findings, prove
from tests.least_privilege.wildcards import find_unargued
from tests.support.daily_share import VARIABLE, keep_day
from tests.support.tables import ROOT

FOLDER = ROOT / "build" / "policies-proof"
# Where our functions are at work; what tests the domain, the gateways or the commands calls nobody. Left out are the
# seeded bugs, which are not the product, and what does again and again what others do once: paths that are cut, and
# what is refused or sent again at every door. Were it alone in needing a right, the right would be missed, and named.
IN_PROCESS = (
    *("tests/unit/api", "tests/unit/services", "tests/unit/workers", "tests/simulation"),
    *("--ignore=tests/simulation/teeth", "--ignore=tests/simulation/test_crash_points.py"),
    *("--ignore=tests/unit/api/test_bad_input.py", "--ignore=tests/unit/api/test_bad_shapes.py"),
    *("--ignore=tests/unit/api/test_every_post.py", "--ignore=tests/unit/api/openapi"),
)
# All that asks the copy, but for what asks by itself for whatever the table grants, what starts a copy of its own
# beside it, and what books trip after trip: in other words and other shapes, at once, or as a guide has it.
DEPLOYED = (
    *("tests/e2e", "--ignore=tests/e2e/test_rights.py", "--ignore=tests/e2e/test_run.py"),
    *("--ignore=tests/e2e/test_sentences.py", "--ignore=tests/e2e/test_shapes.py"),
    *("--ignore=tests/e2e/test_budgets.py", "--ignore=tests/e2e/test_operations_guide.py"),
)
MUTANTS = 30


def main() -> int:
    parser = argparse.ArgumentParser(prog="make policies-proof", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--mutants", type=int, default=MUTANTS)
    parser.add_argument("--record", type=Path, help="a folder with records that were made before")
    asked = parser.parse_args()
    begun = time.monotonic()
    folder = asked.record or _fresh_folder()
    _keep_day(folder)
    home = folder / "copy"
    started, _ = cloud.start(home, settings={**HASTE, DOOR: str(folder / "door.jsonl")})
    try:
        stack = deployment.install(started, home, deployment.build(home, _say), _say)
        if not asked.record:
            with ThreadPoolExecutor(1) as beside:  # the one computes while the other waits
                in_process = beside.submit(_record_in_process, folder)
                _record_deployed(stack, folder)
                in_process.result()
        return _prove(stack, folder, asked.seed, asked.mutants, begun)
    finally:
        cloud.stop(home)


def _fresh_folder() -> Path:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    return FOLDER


def _keep_day(folder: Path) -> None:
    """Have the tests that are run once more be those of the day on which the record began."""
    file = folder / "day.txt"
    if file.exists():
        os.environ[VARIABLE] = file.read_text(encoding="utf-8")
    else:
        file.write_text(str(keep_day()), encoding="utf-8")


def _record_in_process(folder: Path) -> None:
    _say("policies-proof: recording in process")
    options = ["-q", "-n", "2", "-p", "tests.least_privilege.recorder", f"--record-rights={folder}"]
    slower = ["nice", "-n", "10"]  # than the deployed copy, which takes longer as it is
    command = [*slower, sys.executable, "-m", "pytest", *options, *IN_PROCESS]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit("policies-proof: a test fails as it is, so nothing can be said about rights")


def _record_deployed(stack: Stack, folder: Path) -> None:
    _say("policies-proof: recording against a deployed copy")
    times = folder / "times.jsonl"
    if deployed.run_tests(Path(stack.home), times, DEPLOYED):
        raise SystemExit("policies-proof: a test fails as it is, so nothing can be said about rights")
    lines = deployed.read_log(folder / "door.jsonl")
    requests.write(deployed.to_record(lines, deployed.roles_of(stack), times), folder / "deployed.jsonl")


def _prove(stack: Stack, folder: Path, seed: int, count: int, begun: float) -> int:
    files = (*folder.glob("in-process-*.jsonl"), *folder.glob("deployed.jsonl"))
    record = requests.merge(map(requests.read, sorted(files)))
    findings = prove(record)
    unnamed = sorted({line for file in folder.glob("unnamed-*.txt") for line in file.read_text("utf-8").splitlines()})
    wrong = [
        *(f"nothing fails without it: {each}" for each in findings.missed),
        *findings.denied,
        *(f"a call whose right is not known: {each}" for each in unnamed),
        *find_unargued(policies.STAGES),
    ]
    _write_names(findings, folder / "pairs.txt")
    drawn = mutants.draw(findings.caught, count, seed)
    survivors = mutants.try_all(stack, drawn, folder)
    for line in (*wrong, *(f"survived: {each.mutant.label}: {each.why}" for each in survivors)):
        _say(f"  {line}")
    _say(f"policies-proof: {len(record)} calls, seed {seed}, {time.monotonic() - begun:.0f} s; {folder / 'pairs.txt'}")
    pairs = f"{findings.pairs} pairs, {len(findings.caught)} caught, {len(findings.missed)} missed"
    print(f"policies-proof: {pairs}; {len(drawn) - len(survivors)} of {len(drawn)} mutants failed")
    return 1 if wrong or survivors or len(drawn) < count else 0


def _write_names(findings: Findings, file: Path) -> None:
    """Write for each pair which test fails without it."""
    file.write_text("".join(f"{each.label}: {each.tests[0]}\n" for each in findings.caught), encoding="utf-8")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
