"""`make cost`: what a booking, an approval, a change, an hour of watching and an idle day use, counted on a copy of its
own in the embedded cloud, and what they and a month of them cost (`docs/cost.md`)."""

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from bench.cost import metered, page, prices
from bench.cost.journeys import Journeys
from bench.cost.metered import merge, times, without
from bench.cost.months import VOLUMES, Operations, Stage
from bench.cost.schedules import runs_a_day
from infra.foundation import template as foundation
from infra.package import ROOT, Package
from local import cloud, deployment
from local.stack import Stack
from tests.e2e.conftest import HASTE
from tests.e2e.world import World

T = TypeVar("T")

COUNTS = ROOT / "build" / "cost" / "counts.json"
WARMING = 2  # how often everything is done before it counts: the first finds nothing started, the second not all of it


class Counts(msgspec.Struct, frozen=True, rename="camel"):
    """What was counted, and on which day."""

    counted_on: str
    operations: Operations


def main() -> int:
    parser = argparse.ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--region", default="eu-central-1", choices=prices.regions(), help="whose prices")
    parser.add_argument("--counts", type=Path, help="price what was counted before, and kept here")
    parser.add_argument("--package", type=Path, help="a package of stage local to count on, in place of a new one")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/cost.md")
    asked = parser.parse_args()
    counts = _read(asked.counts) if asked.counts else _count(asked.package)
    table = prices.load(asked.region)
    stages = {name: Stage(name, counts.operations, table, _log_days(name)) for name in VOLUMES}
    figures = page.render(stages, counts.counted_on)
    print(figures)
    if asked.write:
        page.write(figures)
    print(f"\n{page.summarise(stages)}")
    return 0


def _read(path: Path) -> Counts:
    return msgspec.json.decode(path.read_bytes(), type=Counts)


def _log_days(stage: str) -> int:
    return int(foundation.template()["Mappings"]["Logs"][stage]["Days"])


def _count(package: Path | None) -> Counts:
    with tempfile.TemporaryDirectory(prefix="sojourn-cost-") as folder:
        home = Path(folder)
        started, _ = cloud.start(home, settings=HASTE)
        try:
            built = Package(package / "deployment.zip", package / "sam.json") if package else _build(home)
            counts = _count_on(deployment.install(started, home, built, _say))
        finally:
            cloud.stop(home)
    COUNTS.parent.mkdir(parents=True, exist_ok=True)
    COUNTS.write_bytes(msgspec.json.format(msgspec.json.encode(counts), indent=1))
    _say(f"counted: {COUNTS.relative_to(ROOT)}")
    return counts


def _build(home: Path) -> Package:
    return deployment.build(home, _say)


def _count_on(stack: Stack) -> Counts:
    world = World(stack)
    with world.unscheduled(), metered.counting(stack.endpoint):
        operations = _count_operations(Journeys(world))
    return Counts(dt.datetime.now(dt.UTC).date().isoformat(), operations)


def _count_operations(journeys: Journeys) -> Operations:
    for _ in range(WARMING):
        booked = _counted("warming up", journeys.book_with_approval)
        journeys.change(booked)
    _counted("warming up", journeys.anchor)
    bookings: list[dict[str, object]] = []
    booking = _counted("a booking", lambda: journeys.measure(lambda: bookings.append(journeys.book())))
    anchored = _counted("its anchor", lambda: journeys.measure(journeys.anchor))
    nothing = _counted("no anchor", lambda: journeys.measure(journeys.anchor))
    anchoring = without(anchored.by_function(), nothing.by_function())
    approved = _counted("an approval", lambda: journeys.measure(journeys.book_with_approval))
    change = _counted("a change", lambda: journeys.measure(lambda: journeys.change(bookings[-1])))
    pages = _counted("pages", lambda: journeys.measure(journeys.read_pages))
    poll, look = _counted("a long poll", lambda: journeys.poll(bookings[-1]))
    viewer_hour = _counted("a viewer", lambda: journeys.watch(bookings[-1]))
    _counted("warming up", journeys.report_positions)
    reported = _counted("ten minutes of positions", lambda: journeys.measure(journeys.report_positions))
    runs = _counted("schedules", journeys.schedules)
    idle_day = merge(times(runs[name].by_function(), number) for name, number in runs_a_day().items())
    whole = journeys.read()
    return Operations(
        booking=merge([booking.by_function(), anchoring]),
        approval=without(approved.by_function(), booking.by_function()),
        change=change.by_function(),
        pages=pages.by_function(),
        viewer_hour=viewer_hour,
        poll=poll,
        look=look,
        tracked_hour=times(reported.by_function(), 6),
        day=idle_day,
        stored=booking.stored,
        idle_metrics=frozenset().union(*(each.metrics() for each in runs.values())),
        metrics=frozenset(whole.metrics()),
        speeds=metered.learn_speeds(whole),
    )


def _counted(what: str, count: Callable[[], T]) -> T:
    _say(f"  {what}")
    return count()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
