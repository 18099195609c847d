"""Rights really taken away from roles of a deployed copy: each time one pair, put by IAM's own API. Then the call that
needs it is refused there, and the test that makes it fails: in process with the same policy, or against the copy."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from local.stack import Stack
from tests.e2e.world import World
from tests.least_privilege.asking import Asker
from tests.least_privilege.deployed import run_tests
from tests.least_privilege.evaluator import Policy, as_list
from tests.least_privilege.pairs import Pair, without
from tests.least_privilege.proof import Caught
from tests.least_privilege.stages import MACHINE, role_policy
from tests.support.tables import ROOT, STAGE

DEPLOYED_TESTS = "tests/e2e/"


class Survivor(NamedTuple):
    """A right that was taken away, and nobody minded."""

    mutant: Caught
    why: str


def draw(caught: Sequence[Caught], count: int, seed: int) -> list[Caught]:
    """Return so many pairs of functions on the copy's own stage, of those that a test of ours needs."""
    of_stage = (each for each in caught if each.stage == STAGE and each.function != MACHINE)
    fitting = [each for each in of_stage if each.tests[0].startswith("tests/")]
    return random.Random(seed).sample(fitting, min(count, len(fitting)))


def try_all(stack: Stack, mutants: Sequence[Caught], scratch: Path) -> list[Survivor]:
    """Deploy every mutant and see it fail; those that did not."""
    world = World(stack)
    survivors = [Survivor(each, why) for each in mutants if (why := _refusal_missing(world, each))]
    noticed = _failed_in_process(mutants, scratch)
    unnoticed = [each for each in mutants if each not in noticed]
    passing = (each for each in unnoticed if not _fails_deployed(world, each, scratch))
    return [*survivors, *(Survivor(each, f"{each.tests[0]} passes without it") for each in passing)]


@contextmanager
def taken(world: World, function: str, pair: Pair) -> Iterator[None]:
    """Meanwhile the function's role has its policy without this pair, all of it inline."""
    iam, role = world.service("iam"), world.role(function)
    (name,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    usual = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    beside = [each["PolicyArn"] for each in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]]
    more = [statement for arn in beside for statement in _read_managed(iam, arn)["Statement"]]
    here = [each for each in usual["Statement"] if each != usual["Statement"][-1]]
    whole = {**usual, "Statement": [*here, *more, usual["Statement"][-1]]}  # the last denies every other region

    def put(document: Policy) -> None:
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))

    put(without(whole, _find(pair, role_policy(function, STAGE), whole)))
    for arn in beside:
        iam.detach_role_policy(RoleName=role, PolicyArn=arn)
    try:
        yield
    finally:
        for arn in beside:
            iam.attach_role_policy(RoleName=role, PolicyArn=arn)
        put(usual)


def _read_managed(iam: Any, arn: str) -> Policy:
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    found: Policy = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return found


def _find(pair: Pair, proven: Policy, deployed: Policy) -> Pair:
    """Return the pair as it stands in the deployed policy, which says the same of another account."""
    resources = as_list(proven["Statement"][pair.statement]["Resource"])
    same = as_list(deployed["Statement"][pair.statement]["Resource"])[resources.index(pair.resource)]
    return pair._replace(resource=same)


def _refusal_missing(world: World, mutant: Caught) -> str:
    """Make the call with and without the right: why it does not depend on it, or nothing when it does."""
    asker = Asker(world.stack, mutant.function)
    if not asker.may(mutant.call.request):
        return "it is refused with the right as well"
    with taken(world, mutant.function, mutant.pair):
        return "it is allowed without the right" if asker.may(mutant.call.request) else ""


def _failed_in_process(mutants: Sequence[Caught], scratch: Path) -> set[Caught]:
    """Run in process the tests that are named for the mutants, each without its right; the mutants that one noticed."""
    planned = [(each, test) for each in mutants for test in each.tests if not test.startswith(DEPLOYED_TESTS)]
    if not planned:
        return set()
    file = scratch / "take-rights.json"
    file.write_text(json.dumps([[test, each.function, each.pair] for each, test in planned]), encoding="utf-8")
    options = ["-q", "-n", "0", "-p", "tests.least_privilege.recorder", f"--take-rights={file}", "--no-header"]
    tests = sorted({test for _, test in planned})
    command = [sys.executable, "-m", "pytest", *options, *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    failed = json.loads(file.read_text(encoding="utf-8"))
    if done.returncode == pytest.ExitCode.USAGE_ERROR or (failed and not isinstance(failed[0], int)):
        raise SystemExit(f"The tests without a right could not be run:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return {planned[number][0] for number in failed}


def _fails_deployed(world: World, mutant: Caught, scratch: Path) -> bool:
    """Run the deployed tests that are named for a mutant, one after the other, until one fails without the right."""
    named = [test for test in mutant.tests if test.startswith(DEPLOYED_TESTS)]
    with taken(world, mutant.function, mutant.pair):
        home = Path(world.stack.home)
        return any(run_tests(home, scratch / "times.jsonl", [test], "-x", "--no-header") for test in named)
