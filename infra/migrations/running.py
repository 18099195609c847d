"""Runs migrations on a stage, one after the other, and remembers which was the last."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from infra.commands import CommandFailed
from infra.migrations.migration import FindChanges, Migration, Skipped
from infra.stacks import Agree
from infra.target import Say, Target

SHOWN = 5  # of the things that a dry run would change
ROUNDS = 5  # through all that is to be changed, for what somebody else changed in between


class MigrationFailed(CommandFailed):
    """A migration did not come to its end, or there is none to where somebody wants to go; the message says why."""


class _Step(NamedTuple):
    """One migration in one direction, and the number that the stage has when it is done."""

    name: str
    find: FindChanges
    reached: int


def migrate(
    target: Target, known: Sequence[Migration], to: int, say: Say, agree: Agree, *, dry_run: bool = False
) -> int:
    """Bring a stage to a number; how many things were changed, or would be. MigrationFailed when it does not get there.

    The number is written after each migration, so that one that is interrupted is run again from its beginning.
    """
    _check(known, to)
    here = version(target)
    if here > known[-1].number:
        raise MigrationFailed(
            f"{target.stage} is at {here}, which this release does not know: go back with the release that does."
        )
    total = 0
    for step in _steps(known, here, to):
        if dry_run:
            total += _show(target, step, say)
            continue
        agree(f"Migrate {target.stage} by {step.name}?")
        changed = _run(target, step)
        remember(target, step.reached)
        say(f"migrate: {step.name}: {changed} changed; {target.stage} is at {step.reached}")
        total += changed
    if here == to:
        say(f"migrate: {target.stage} is at {here} already")
    return total


def version(target: Target) -> int:
    """Return the number of the last migration that came to its end on a stage."""
    ssm = target.client("ssm")
    try:
        return int(ssm.get_parameter(Name=_parameter(target))["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return 0


def remember(target: Target, number: int) -> None:
    """Note that a stage is at a number."""
    target.client("ssm").put_parameter(Name=_parameter(target), Value=str(number), Type="String", Overwrite=True)


def _parameter(target: Target) -> str:
    return f"/sojourn/{target.stage}/data-version"


def _check(known: Sequence[Migration], to: int) -> None:
    numbers = [migration.number for migration in known]
    if numbers != [*range(1, len(known) + 1)]:
        raise MigrationFailed(f"Migrations are numbered {numbers}; they have to be counted from 1, each once.")
    if to not in (0, *numbers):
        raise MigrationFailed(f"There is no migration {to}; there are {', '.join(map(str, (0, *numbers)))}.")


def _steps(known: Sequence[Migration], here: int, to: int) -> Iterator[_Step]:
    for migration in known[here:to]:
        yield _Step(migration.name, migration.upgrade, migration.number)
    for migration in reversed(known[to:here]):
        yield _Step(f"{migration.name}, back", migration.downgrade, migration.number - 1)


def _show(target: Target, step: _Step, say: Say) -> int:
    names = [change.what for change in step.find(target)]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    say(f"migrate: {step.name} would change {len(names)}: {', '.join(names[:SHOWN]) or 'nothing'}{more}")
    return len(names)


def _run(target: Target, step: _Step) -> int:
    """Change all that there is to change, and look again until nothing is left that somebody else changed meanwhile."""
    changed = 0
    for _ in range(ROUNDS):
        skipped = 0
        for change in step.find(target):
            try:
                change.apply()
                changed += 1
            except Skipped:
                skipped += 1
        if not skipped:
            return changed
    raise MigrationFailed(
        f"{step.name}: {changed} changed, {skipped} not, for somebody else keeps changing them. Run it again when there"
        " is less to do."
    )
