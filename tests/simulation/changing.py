"""People who change their minds about what is booked: quotes confirmed, dates moved, while everything misbehaves.

`python -m tests.simulation.changing --schedules N --seed S` runs as many schedules as one likes.
"""

# ruff: noqa: T201 - this is a command too, and its lines are its answer
import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from random import Random
from typing import Any

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action
from tests.simulation.invariants import violations
from tests.simulation.notices import CANCELLED, MOVED, Mover
from tests.simulation.people import App, Approver, Traveller, follow
from tests.simulation.schedules import AFTERWARDS, LONGEST, Outcome, done, misfortunes
from tests.simulation.shapes import THERE_AND_BACK, cancel_parts, draw_shape
from tests.simulation.unruly import grant_credit
from tests.simulation.world import ANNA, DAVID, World
from tests.simulation.worlds import world

LOOKS_EVERY = 7.0
_OUT, _BACK = {"slice": 0, "departOn": "2027-03-04"}, {"slice": 1, "departOn": "2027-03-06"}
# Of a journey there and back; of another shape, what that has to change.
_ASKS: tuple[dict[str, Any], ...] = (
    {"kind": "cancellation"},
    {"kind": "cancellation", "parts": ["0.1"]},
    {"kind": "cancellation", "parts": ["0.0"]},
    {"kind": "cancellation", "parts": ["1.0"]},
    {
        "kind": "date_change",
        "slices": [{"slice": 0, "departOn": "2027-03-10"}, {"slice": 1, "departOn": "2027-03-12"}],
    },
    {"kind": "date_change", "slices": [_OUT, _BACK]},
    {"kind": "date_change", "slices": [_BACK]},
    {"kind": "date_change", "slices": [_OUT]},
    {"kind": "date_change", "slices": [_BACK], "stays": [{"stay": 0}]},
    {"kind": "date_change", "stays": [{"stay": 0, "checkOut": "2027-03-06"}]},
)
# What the supplier changes, and in which order it tells of it.
_DISRUPTIONS = (
    ((MOVED,), (0, 0)),
    ((MOVED, MOVED), (0, 1, 0)),
    ((MOVED, MOVED), (1, 0, 1)),
    ((CANCELLED,), (0, 0)),
    ((MOVED, CANCELLED), (1, 0)),
    ((MOVED, CANCELLED), (0, 1)),
)


_DENIED = 0.15  # of all worlds
_DENIES = TotalCap(clause="3.2", action=Action.DENY, amounts=(Money(amount=1, currency="EUR"),))


class Changer:
    """Asks for quotes of what a traveller has booked, and confirms them: one after another, or several that were asked
    for at once, in any order, and maybe when it is too late."""

    def __init__(self, world: World, traveller: Traveller, approver: Approver, asks: list[dict[str, Any]]) -> None:
        self.world, self.traveller, self.approver, self.asks = world, traveller, approver, asks
        self.app = App(world, traveller.identity, f"changer-{traveller.app.name}")
        self.quotes: list[dict[str, Any]] = []
        self.at_once = 1  # how many quotes are asked for before one is confirmed
        self.hesitates = 0.0  # for so many seconds before it is
        self.begins_after = 0.0  # so many seconds of having a trip
        self.finished = False
        world.later(LOOKS_EVERY, self.look)

    def look(self) -> None:
        booking_id = self.traveller.booking_id
        booking = self.world.booking(booking_id) if booking_id else None
        if self.app.pending is not None:
            self._hear(self.app.send("", None))
        elif booking is not None and booking.terminal:
            if booking.status is not BookingStatus.BOOKED or not (self.asks or self.quotes):
                self.finished = True
                return
            if self.begins_after:
                self.world.later(self.begins_after, self.look)
                self.begins_after = 0.0
                return
            path = f"/v1/bookings/{booking_id}/quotes"
            if self.asks and len(self.quotes) < self.at_once:
                self._hear(self.app.send(path, self.asks[0]))
            elif self.hesitates:
                self.world.later(self.hesitates, self.look)
                self.hesitates = 0.0
                return
            else:
                self._hear(self.app.send(f"{path}/{self.quotes[-1]['quoteId']}/confirmation", None))
        self.world.later(LOOKS_EVERY, self.look)

    def _hear(self, answer: Any) -> None:
        if answer is None:
            return
        if "quoteId" in answer:
            self.asks, self.quotes = self.asks[1:], [*self.quotes, answer]
            return
        if self.quotes:
            self.quotes.pop()
        else:
            self.asks = self.asks[1:]
        replacement = (answer.get("amendment") or {}).get("replacementBookingId")
        if replacement is not None:
            self.traveller.booking_id = replacement
            self.world.later(0, self.traveller.look)
            self.world.later(1, self.approver.look)


def run_changing(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end: two travellers who change what they have booked once or twice."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(f"changing {seed}")
        made.shuffled = True
        made.expected = rng.choice([1, 1, 2])
        if rng.random() < 0.2:
            grant_credit(made, rng)
        changers = [_changer(made, rng, number) for number in range(made.expected)]
        misfortunes(made, rng)
        _deny_later(made, Random(f"denied {seed}"))
        assert made.supplier is not None
        if rng.random() < 0.3:
            operation, kind = (
                rng.choice(["quote_cancel", "confirm_cancel"]),
                rng.choice(["error", "timeout_after_effect"]),
            )
            made.supplier.arm(operation, kind, times=rng.choice([1, 2, 30]))
        made.run(LONGEST, until=lambda: done(made) and all(each.finished for each in changers))
        made.run(AFTERWARDS)
        found = violations(made)
        ends = tuple(booking.status.value for booking in made.asked())
        return Outcome(seed, ends, len(made.wire.cut) + made.lost_tasks, tuple(found))


def _deny_later(made: World, rng: Random) -> None:
    """Now and then nothing more is allowed once trips are booked: what is quoted from then on is denied."""
    if rng.random() < _DENIED:
        made.later(rng.uniform(20, 120), lambda: made.publish(_DENIES))


def _changer(made: World, rng: Random, number: int) -> Changer:
    shape = draw_shape(made.seed, f"changer-{number}")
    asks = _ASKS if shape is THERE_AND_BACK else (*shape.changes, cancel_parts("0.0"), cancel_parts("1.0"))
    traveller = Traveller(made, rng.choice([ANNA, DAVID]), name=f"traveller-{number}", **shape.asks)
    traveller.declines = rng.random() < 0.5
    traveller.wavers = rng.random() < 0.5
    made.later(rng.uniform(0, 5), lambda: follow(made, traveller))
    approver = Approver(made, traveller, rng.choice(["approved", "approved", "declined"]))
    changer = Changer(made, traveller, approver, [rng.choice(asks) for _ in range(rng.choice([1, 2, 3]))])
    if rng.random() < 0.3:
        changer.at_once = 3
    if rng.random() < 0.2:
        changer.hesitates = rng.choice([1190.0, 1210.0])
    if rng.random() < 0.2:
        changer.begins_after = 90_000.0
    if rng.random() < 0.3:
        Mover(made, traveller, *rng.choice(_DISRUPTIONS))
    return changer


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.changing", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1_000, help="how many (1,000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first; each further one is one higher")
    asked = parser.parse_args()
    started, cuts, bad = time.monotonic(), 0, 0
    ends: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        for outcome in pool.map(run_changing, range(asked.seed, asked.seed + asked.schedules), chunksize=5):
            cuts += outcome.cuts
            ends.update(outcome.ends)
            bad += len(outcome.found)
            for text in outcome.found:
                print(f"seed {outcome.seed}: {text}", flush=True)
    how = ", ".join(f"{count} {status}" for status, count in sorted(ends.items()))
    seconds = time.monotonic() - started
    print(f"changing: {asked.schedules} schedules, {how}, {cuts} cuts, {bad} violations, {seconds:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
