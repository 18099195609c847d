"""`make load-positions`: a million positions of a thousand people through intake, queue and worker; each is found again
exactly, memory stays flat, and what it costs is priced."""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import os
import sys

from bench.cost import prices
from tests.load.position_load import Asked, Loaded, run_load
from tests.load.position_uploads import Shape

REGION = "eu-central-1"
_MOST_SAID = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="make load-positions", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000, help="who report positions (1,000)")
    parser.add_argument("--positions", type=int, default=1_000_000, help="of all of them together (a million)")
    parser.add_argument("--at-once", type=int, default=100, help="positions in an upload (100)")
    parser.add_argument("--seconds", type=float, default=1_800, help="after which it ends, with what there is (1,800)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    shape = Shape(given.people, max(1, given.positions // given.people), given.at_once)
    loaded = run_load(Asked(shape, given.seed, given.seconds))
    for text in loaded.lost[:_MOST_SAID]:
        print(f"  {text}")
    print(describe(loaded, shape))
    return 0 if loaded.is_whole and loaded.is_flat and not loaded.lost else 1


def describe(loaded: Loaded, shape: Shape) -> str:
    """Print what it took and cost; return the line of the summary."""
    thousands = loaded.positions / 1_000
    table, usage = prices.load(REGION), loaded.usage
    print(f"load-positions: {loaded.uploads:,} uploads of {shape.at_once}, {loaded.messages:,} messages")
    print(f"  most memory in each tenth, MB: {', '.join(f'{each:.0f}' for each in loaded.megabytes)}")
    print(f"  for 1,000 positions, in {REGION} as of {table.as_of}:")
    for line in table.lines(usage):
        print(f"    {line.amount / thousands:12.6f} {line.name:28} {line.usd / thousands:12.8f} $  {line.what}")
    writes, reads = (usage.of(f"dynamodb.{kind}") / thousands for kind in ("writes", "reads"))
    first, last = loaded.megabytes[0], loaded.megabytes[-1]
    said = [
        f"{loaded.positions:,} positions of {shape.people:,} people{'' if loaded.is_whole else ', ENDED EARLY'}",
        f"{len(loaded.lost)} people LOST some" if loaded.lost else "none lost",
        f"{loaded.positions / loaded.seconds:,.0f} a second ({loaded.positions / loaded.busy_seconds:,.0f} of a core)",
        f"memory {'flat' if loaded.is_flat else 'NOT flat'} ({first:.0f} MB at first, {last:.0f} in the last tenth)",
        f"{writes:.1f} write and {reads:.1f} read units",
        f"{table.price(usage) / thousands:.5f} $ for 1,000",
        f"{loaded.seconds:.0f} s",
    ]
    return f"load-positions: {', '.join(said)}"


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would make two runs of one seed differ
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606 - ourselves
    sys.exit(main())
