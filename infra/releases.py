"""Remembers what was released to a stage, and brings the release before it back.

`python -m infra.releases --stage dev` goes back to the release before the last: functions, routes and what names them,
never the foundation, whose data stay. It uses the credentials and region of the environment.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from infra import guards, policies
from infra.artifacts import Artifacts
from infra.commands import command
from infra.packaged_template import functions
from infra.stacks import Agree, Plan, Stacks
from infra.steps_in_use import keep_steps_in_use
from infra.target import DeploymentFailed, Say, Target
from infra.templates import Value

FOLDER = "releases/"


class Release(NamedTuple):
    """What was deployed at once: when (UTC, ISO 8601), and the stacks in the order in which they were brought up to
    date, each by its template's key and what it was told."""

    released_at: str
    stacks: tuple[Value, ...]

    @property
    def key(self) -> str:
        return f"{FOLDER}{self.released_at}.json"


def record(artifacts: Artifacts, plans: Sequence[Plan]) -> None:
    """Remember what has just been released; the same again is no other release."""
    stacks = tuple({"stack": plan.stack, "template": plan.template_key, "given": plan.given} for plan in plans)
    last = next(iter(read_newest(artifacts, 1)), None)
    if last is None or last.stacks != stacks:
        release = Release(datetime.now(UTC).isoformat(timespec="microseconds"), stacks)
        artifacts.write(release.key, json.dumps(stacks).encode())


def read_newest(artifacts: Artifacts, count: int) -> list[Release]:
    """Return the newest releases that were not taken back, newest first."""
    keys = sorted(artifacts.list(FOLDER), reverse=True)[:count]
    return [
        Release(key.removeprefix(FOLDER).removesuffix(".json"), tuple(json.loads(artifacts.read(key)))) for key in keys
    ]


def go_back(target: Target, say: Say, agree: Agree = guards.go_on) -> Release:
    """Bring the release before the last one back, and forget the last; which it is. DeploymentFailed: there is none, or
    it could not be done.

    The stacks are taken in the opposite order: what names functions is put back before the functions are.
    """
    artifacts = Artifacts(target)
    newest = read_newest(artifacts, 2)
    if len(newest) < 2:
        raise DeploymentFailed(f"There is no release of {target.stage} before the last one to go back to.")
    last, before = newest
    agree(f"Go back to the release of {before.released_at}?")
    stacks = Stacks(target, say, agree)
    for each in reversed(before.stacks):
        template = json.loads(artifacts.read(each["template"]))
        deployed = stacks.template(each["stack"]) if functions(template) else {}
        template, kept = keep_steps_in_use(target, template, deployed)
        key = artifacts.put(json.dumps(template, indent=1).encode(), "kept.json") if kept else each["template"]
        plan = Plan(each["stack"], template, artifacts.url(key), each["given"])
        stacks.apply(plan)
    artifacts.remove(last.key)
    return before


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target.from_environment(parser.parse_args().stage)
    started = time.monotonic()
    guards.check(target)
    agree = guards.ask_somebody(target)
    before = go_back(target, print, agree)
    print(f"rollback: {target.stage} is at the release of {before.released_at}, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
