"""Schedules that overlap themselves: while one run of the sweeper, the heartbeat or the nightly job is about to make a
call, another run of the same job is done from its beginning to its end.

Two at once do what one would have done: no run fails at anything, nothing is done twice, and everything ends as it
should.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import NamedTuple

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.verdict import Outcome
from chalicelib.services import live_updates, passengers
from chalicelib.services.documents import maintenance
from chalicelib.services.operations import people_changes, retention, sweeper
from chalicelib.services.privacy import consents
from tests.simulation import schedules
from tests.simulation.cloud.wire import Call
from tests.simulation.invariants import violations
from tests.simulation.stages import NEEDS_APPROVAL, planned
from tests.simulation.world import ANNA, BEN, DAVID, World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.passenger_samples import details

MOST_CALLS = 40  # that a job makes in these worlds
LOST = {"sqs.SendMessage", "stepfunctions.StartExecution", "stepfunctions.SendTaskSuccess"}
AN_HOUR, YEARS = 3600.0, timedelta(days=4 * 365)


class Job(NamedTuple):
    """A job of a schedule: what there is for it to do, how it is run, what of it failed, and what is wrong then."""

    name: str
    furnish: Callable[[World], None]
    run: Callable[[], list[int]]
    afterwards: Callable[[World], Iterator[str]]


class Overlapped(NamedTuple):
    """How many calls the job made by itself, and what did not hold."""

    calls: int
    found: tuple[str, ...]


def overlap(job: Job, at: int | None, watch: Callable[[World], object] = lambda _world: None) -> Overlapped:
    """Run a job, and once more within it, before its call of this number; by itself when there is none."""
    with world(model=True) as made:
        watch(made)
        made.sweeping = False
        with made.unwatched():
            job.furnish(made)
        first, failed = len(made.wire.calls), list[int]()

        def begin_again(call: Call) -> Cut | None:
            if at is not None and call.number == first + at and call.within == job.name:
                with made.wire.inside(f"{job.name} again"):
                    failed.extend(job.run())
            return None

        made.wire.scissors = begin_again
        with made.wire.inside(job.name):
            failed += job.run()
        made.wire.scissors = None
        calls = sum(call.within == job.name for call in made.wire.calls[first:])
        found = [f"{job.name}: {sum(failed)} failed"] if any(failed) else []
        return Overlapped(calls, (*found, *job.afterwards(made)))


def overlaps(job: Job, step: int = 1) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every place, or one of so many, at which a second run may come, and what did not hold then."""
    calls = overlap(job, None).calls
    yield from ((at, overlap(job, at).found) for at in range(0, calls, step))


def run_overlapped(seed: int, watch: Callable[[World], object] = lambda _world: None) -> schedules.Outcome:
    """Run a job that this seed draws, within itself at a call that it draws too."""
    rng = Random(f"overlapped {seed}")
    job = rng.choice(JOBS)
    found = overlap(job, rng.randrange(MOST_CALLS), watch).found
    return schedules.Outcome(seed, (), 1, tuple(found))


def _leave_bookings(made: World) -> None:
    """Bookings of which something was lost: their start, their callback, their execution, their events."""
    made.publish(NEEDS_APPROVAL)
    chosen, waiting, dying = (planned(made, who) for who in (ANNA, DAVID, ANNA))
    made.listen(chosen)
    made.choose(waiting, Outcome.APPROVAL_REQUIRED, DAVID)
    made.run()
    made.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation in LOST else None
    made.ask(DAVID)
    made.choose(chosen, Outcome.APPROVAL_REQUIRED)
    made.decide(waiting, "approved", BEN)
    made.executions[dying].end("FAILED", "States.Runtime")
    made.wire.scissors = None
    made.clock.time += timedelta(minutes=2)


def _sweep() -> list[int]:
    return [maintenance.clean_up_documents().failed, people_changes.follow_up_changes().failed, sweeper.sweep().failed]


def _end_well(made: World) -> Iterator[str]:
    """Nobody chooses or decides any more: what was decided is booked, and the rest expires."""
    made.sweeping = True
    made.run(30 * AN_HOUR, until=lambda: made.ended() and not made.has_pending_events())
    made.run(AN_HOUR)
    yield from violations(made)
    ends = sorted(booking.status for booking in made.asked())
    if ends.count(BookingStatus.BOOKED) != 1 or ends.count(BookingStatus.EXPIRED) != 3:
        yield f"the bookings end as {ends}"
    if many := [name for name in made.executions if name.endswith("-r3")]:
        yield f"executions were replaced twice: {many}"


def _open_connections(made: World) -> None:
    """Connections that live, whose token has ended, and that are gone."""
    booking_id = planned(made)
    ended, gone = made.listen(booking_id), made.listen(booking_id)
    made.wire.gone.add(gone)
    made.clock.time = made.token_ends[ended] + timedelta(seconds=1)
    for _ in range(2):
        made.listen(booking_id)


def _beat() -> list[int]:
    beat = live_updates.send_heartbeats()
    return [beat.failed, beat.left]


def _living_are_pinged(made: World) -> Iterator[str]:
    pinged = [connection for connection, message in made.wire.pushed if message["type"] == "ping"]
    open_now = {key[0] for key in made.rows("connections")}
    if set(pinged) != open_now or len(open_now) != 2:
        yield f"{open_now} are open, and {pinged} were pinged"
    yield from violations(made, ended=False)


def _leave_data(made: World) -> None:
    """Profiles that nobody uses, consents whose time is over, names in a booking of years ago."""
    for number in range(2):
        passenger_id = f"psg_01JQZW3V9D7R8M3T2K6W{number:06d}"
        passengers.create_passenger(ANNA, PassengerKind.GUEST, details(), passenger_id=passenger_id)
    consents.decide(DAVID, Purpose.TRAVEL_OFFERS, granted=True, text_version="2026-01", expected=None)
    made.run()
    made.sweeping = True
    planned(made)
    made.run(2 * AN_HOUR, until=made.ended)
    made.sweeping = False
    made.clock.time += YEARS


def _purge() -> list[int]:
    return [retention.purge_expired().failed]


def _nothing_is_left(made: World) -> Iterator[str]:
    left = retention.purge_expired()
    if left != retention.Purged():
        yield f"another night finds {left}"
    if made.rows("passengers"):
        yield "a profile is left"
    history = [row for row in made.rows("consents").values() if "expired" in str(row)]
    if len(history) != 1:
        yield f"the consent expired {len(history)} times"
    yield from violations(made)


SWEEPER = Job("sweeper", _leave_bookings, _sweep, _end_well)
HEARTBEAT = Job("heartbeat", _open_connections, _beat, _living_are_pinged)
NIGHTLY = Job("nightly", _leave_data, _purge, _nothing_is_left)
JOBS = (SWEEPER, HEARTBEAT, NIGHTLY)
