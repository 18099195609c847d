"""A stage in operation, of which everything is kept that CloudWatch would have of it: a world of the simulation with
the lines that its functions log, and AWS's own metrics counted where calls pass."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import observability
from chalicelib.domain.identity import Identity
from chalicelib.workers import schedules
from tests.alarms.aws_metrics import CHARGED_EVERY, Backups, Charges, Front, Gateway, Queues, Tables, Workflows
from tests.alarms.cloudwatch.metrics import Metrics
from tests.alarms.functions import Functions, LogLine
from tests.simulation.cloud.wire import Call
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.gateway import Answered
from tests.support.tables import STAGE

A_MINUTE = timedelta(minutes=1)
HEARTBEAT, HOURLY = timedelta(minutes=5), timedelta(hours=1)
NIGHTLY_AT = 3  # o'clock, UTC
_FOUNDATION = f"/sojourn/{STAGE}/foundation"

Trouble = Callable[[Call], Cut | None]


class Stage:
    """A world, what it logs and what AWS would count of it.

    `trouble` is asked of every call that a function makes, by the function's name; `disabled` are the functions whose
    schedule, or whose queue's event source, is turned off.
    """

    def __init__(self, made: World, patch: pytest.MonkeyPatch) -> None:
        self.world, self.patch = made, patch
        self.began = self.seen_since = made.clock.time
        self.metrics = Metrics()
        self.functions = Functions(made, self.metrics)
        self.workflows = Workflows(made, self.metrics)
        self.tables = Tables(made, self.metrics)
        self.queues = Queues(made, self.metrics)
        self._gateway = Gateway(self.functions, self.metrics)
        self.charges = Charges(made, self.metrics)
        self.backups = Backups(made, self.metrics)
        self.front = Front(made, self.metrics)
        self.trouble: Trouble = lambda _call: None
        self.disabled: set[str] = set()
        self.counting: set[str] = set()  # filters that have counted a line of it
        made.wire.scissors = self._meet
        known = json.loads(made.wire.parameters[_FOUNDATION])
        made.wire.parameters[_FOUNDATION] = json.dumps(known | {"documentsBucket": "documents"})

    @property
    def now(self) -> datetime:
        return self.world.clock.time

    @property
    def log(self) -> list[LogLine]:
        """What the functions have logged."""
        return self.functions.log

    @property
    def at_work(self) -> str:
        """The function that is at work."""
        run = self.functions.at_work
        return run.function if run is not None else ""

    def start(self) -> None:
        """Let the schedules run, and CloudWatch look each minute."""
        self.world.sweeping = False  # the simulation's own sweeper passes over the minutes that have nothing for it
        self.every(A_MINUTE, self._sweep)
        self.every(A_MINUTE, self.sample)
        self.every(CHARGED_EVERY, lambda: self.charges.say(self.functions.count))
        self.every(HEARTBEAT, lambda: self._schedule("heartbeat", schedules.send_heartbeats))
        self.every(HOURLY, lambda: self._schedule("anchor_audit", schedules.anchor_audit))
        self.every(
            timedelta(days=1), lambda: self._schedule("nightly", schedules.purge_expired), first=self._at_night()
        )

    def run(self, **by: float) -> None:
        """Let time pass: `run(minutes=5)`."""
        self.world.run(timedelta(**by).total_seconds())

    def skip(self, **by: float) -> None:
        """Let time pass in which nothing happens, not even what runs by the clock; nobody looks at it."""
        self.world.clock.turn(**by)
        self.seen_since = self.now

    def call(self, identity: Identity, method: str, url: str, body: Any = None, **headers: str) -> Answered | None:
        """One request over HTTP; nothing when no function answered it."""
        return self._gateway.call(self.world, identity, method, url, body, **headers)

    def send(self, queue: str, body: str) -> None:
        """Send a message to a queue of ours."""
        address = self.world.wire.queues.address + self.queues.name_of(queue)
        self.world.wire.queues.answer("SendMessage", {"QueueUrl": address, "MessageBody": body})

    def every(self, pause: timedelta, task: Callable[[], object], *, first: timedelta | None = None) -> None:
        """Let something happen again and again."""

        def again() -> None:
            task()
            self.world.later(pause.total_seconds(), again)

        self.world.later((pause if first is None else first).total_seconds(), again)

    def sample(self) -> None:
        """Measure what is measured by the minute."""
        self.functions.sample(self.now)
        self.queues.sample()
        self.workflows.sample()

    def _meet(self, call: Call) -> Cut | None:
        """What a call meets: what is wrong at the moment, and the end of its function's time."""
        cut = self.trouble(call) if self.functions.at_work is not None else None
        return cut or self.functions.count_call()

    def _sweep(self) -> None:
        self._schedule("sweeper", schedules.sweep)

    def _schedule(self, name: str, work: Callable[[], None]) -> None:
        if name not in self.disabled:
            self.world.guarded(name, work)

    def _at_night(self) -> timedelta:
        tonight = self.now.replace(hour=NIGHTLY_AT, minute=0, second=0, microsecond=0)
        return tonight - self.now if tonight > self.now else tonight + timedelta(days=1) - self.now


class _Log:
    """Standard error, of which a log group gets what a function writes, and nobody what is written between them."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def write(self, text: str) -> int:
        self._functions.write(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage in operation."""
    with world() as made, pytest.MonkeyPatch.context() as patch:
        logging.disable(logging.NOTSET)  # worlds keep the log quiet
        opened = Stage(made, patch)
        seconds = opened.functions.seconds
        patch.setattr(observability, "time", SimpleNamespace(time=seconds, perf_counter=seconds))
        patch.setattr(sys, "stderr", _Log(opened.functions))
        patch.setattr(made.wire, "inside", opened.functions.inside)
        opened.tables.listen(patch)
        opened.start()
        yield opened
        opened.sample()
