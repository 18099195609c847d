"""`make prove-erasure`: people with a made-up word in every field live in a deployed copy of its own and are erased
while others book for them; then every place of the copy is looked through for every spelling of every word."""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local import cloud, deployment
from local.stack import Stack
from tests.e2e.conftest import HASTE
from tests.e2e.world import World, at_once
from tests.erasure.lives import Person, finish, hire, race, settle_down, travel
from tests.erasure.places import Cloud
from tests.erasure.scan import describe, find_left, find_planted

_ARRANGERS = 8


def main() -> int:
    parser = argparse.ArgumentParser(prog="make prove-erasure", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sojourn-erasure-") as folder:
        home = Path(folder)
        started, _ = cloud.start(home, settings=HASTE)
        try:
            stack = deployment.install(started, home, deployment.build(home, _say), _say)
            return _prove(stack, asked.people, asked.seed)
        finally:
            cloud.stop(home)


def _prove(stack: Stack, count: int, seed: int) -> int:
    begun, chance, world = time.monotonic(), random.Random(seed), World(stack)
    looked_at = Cloud(world.service, stack.stage)
    _say(f"prove-erasure: seed {seed}")
    with _queues_at_rest(world):
        planted = find_planted(looked_at, chance)
    people = _let_live(world, count, chance)
    _say(f"  {count} people live, after {time.monotonic() - begun:.0f} s")
    shuffled = _with_chances(people, chance)
    races = at_once(lambda each: race(each[0], world.manager, each[1], world.trip_request()), shuffled)
    finish(world, [person for person, _ in shuffled], races)
    accepted, refused = sum(len(each.accepted) for each in races), sum(each.refused for each in races)
    took = f"{time.monotonic() - begun:.0f} s"
    _say(f"  all are erased, after {took}; meanwhile {accepted} bookings were accepted and {refused} refused")
    with _queues_at_rest(world):
        left = find_left(looked_at, [trace for each in people for trace in each.traces])
    for line in (*(f"  not seen in {place}" for place in planted.missed), *describe(left)):
        _say(line)
    seen = planted.total - len(planted.missed)
    print(f"prove-erasure: {count} people, {seen} of {planted.total} planted traces found, {len(left)} left")
    return 1 if left or planted.missed else 0


def _let_live(world: World, count: int, chance: random.Random) -> list[Person]:
    """People with all that they have, each booked for by one of some colleagues; every one approves for the next."""
    arrangers = [hire(world, number) for number in range(min(_ARRANGERS, count))]
    seeds = [random.Random(chance.random()) for _ in range(count)]
    people = at_once(
        lambda number: settle_down(world, number, seeds[number], *arrangers[number % len(arrangers)]), range(count)
    )
    at_once(lambda person: travel(world, person, people[person.number - 1]), people)
    return people


def _with_chances(people: list[Person], chance: random.Random) -> list[tuple[Person, random.Random]]:
    """The people in another order, each with a chance of their own."""
    return [(each, random.Random(chance.random())) for each in chance.sample(people, len(people))]


@contextmanager
def _queues_at_rest(world: World) -> Iterator[None]:
    """Meanwhile no function takes a message off a queue, nor does anything happen by the clock."""
    functions = world.service("lambda")
    mappings = [each["UUID"] for each in functions.list_event_source_mappings()["EventSourceMappings"]]
    with world.unscheduled():
        for mapping in mappings:
            functions.update_event_source_mapping(UUID=mapping, Enabled=False)
        try:
            yield
        finally:
            for mapping in mappings:
                functions.update_event_source_mapping(UUID=mapping, Enabled=True)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
