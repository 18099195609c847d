"""Lambda, as far as alarms see of it: every run of a function is counted, its lines go to its log group, and what runs
too long is ended, where there are too many at once refused.

A function sees the simulation's time, to which each call to the outside adds a little, so that durations are the same
on every machine.
"""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tests.alarms.cloudwatch.metrics import Metrics, metric
from tests.simulation.world import World
from tests.support.connection import Crash, Cut
from tests.support.tables import ROOT, STAGE

# The simulation names the functions of queues after their queues.
OF_QUEUES = {
    "bookings": "booking_intake",
    "notifications": "push_events",
    "webhooks": "deliver_webhooks",
    "reconciliations": "reconcile_bookings",
    "policy-documents": "parse_policy_document",
    "policy-index": "index_policy_document",
    "positions": "store_positions",
    "reporting": "copy_reports",
}
A_RUN, A_CALL = timedelta(milliseconds=15), timedelta(milliseconds=6)  # what each takes, by itself
NAMESPACE = "AWS/Lambda"


class TooManyRequests(Exception):
    """As many functions run as may; the workflow knows the error by Lambda's own name of it."""


TooManyRequests.__name__ = "Lambda.TooManyRequestsException"


class LogLine(NamedTuple):
    """A line of a function's log."""

    group: str
    text: str
    at: datetime


class Run:
    """One run of a function."""

    def __init__(self, function: str, began: datetime) -> None:
        self.function, self.began, self.calls = function, began, 0
        self.timed_out = False


def log_group(function: str) -> str:
    return f"/aws/lambda/sojourn-{STAGE}-{function}"


def read_timeouts() -> dict[str, int]:
    """For how many seconds each function may run, as it is deployed."""
    config: dict[str, Any] = json.loads(Path(ROOT, ".chalice", "config.json").read_text(encoding="utf-8"))
    functions = config["stages"][STAGE]["lambda_functions"]
    return {name: int(each["lambda_timeout"]) for name, each in functions.items()}


class Functions:
    """The functions of a stage. `limit` is how many of them may run at once."""

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics
        self._enter = made.wire.inside
        self._timeouts = read_timeouts()
        self._under_way: list[Run] = []
        self._runs: list[tuple[datetime, datetime, str]] = []  # of the present minute, to say how many ran at once
        self.log: list[LogLine] = []
        self.limit = 1_000
        self.count = 0  # runs so far
        self.named: dict[str, str] = {}  # log groups that are not named after their function

    @property
    def now(self) -> datetime:
        """The time as the function at work sees it."""
        return self._made.clock.time + sum((run.calls * A_CALL for run in self._under_way), timedelta())

    def seconds(self) -> float:
        """The same in seconds, which is what the log is written by."""
        return self.now.timestamp()

    @property
    def at_work(self) -> Run | None:
        """The run that is at work, if one is."""
        return self._under_way[-1] if self._under_way else None

    def inside(self, name: str) -> AbstractContextManager[None]:
        """Run a function of this name; what is none is let be."""
        function = OF_QUEUES.get(name, name)
        return self._run(name, function) if function in self._timeouts else self._enter(name)

    def write(self, text: str) -> None:
        """Write what the function at work says into its log, unless it is dead already."""
        if self.at_work is not None and not self.at_work.timed_out:
            self._write(self.at_work, text)

    def _write(self, run: Run, text: str) -> None:
        """Write into the log of a run's function."""
        group = self.named.get(run.function) or log_group(run.function)
        for line in text.splitlines():
            self.log.append(LogLine(group, line, self.now))
            of = metric("AWS/Logs", "IncomingBytes", {"LogGroupName": group})
            self._metrics.put(of, self.now, len(line.encode()), "None")

    def count_call(self) -> Cut | None:
        """Count a call of the function at work; it dies before it when its time is over."""
        run = self.at_work
        if run is None:
            return None
        run.calls += 1
        if (self.now - run.began).total_seconds() > self._timeouts[run.function]:
            run.timed_out = True
            return Cut.BEFORE
        return None

    def sample(self, at: datetime) -> None:
        """Say how many ran at once in the minute that ends, and forget its runs."""
        for function in {None, *(function for _, _, function in self._runs)}:
            counts = (self._count_at(began, function) for began, _, each in self._runs if function in {None, each})
            most = max(counts, default=0)
            self._put("ConcurrentExecutions", function, at, most, "Count")
        self._runs = [run for run in self._runs if run[1] > at]

    @contextmanager
    def _run(self, name: str, function: str) -> Iterator[None]:
        began = self.now
        if self._count_at(began, None) >= self.limit:
            self._count("Throttles", function, began)
            raise TooManyRequests("Rate Exceeded.")
        run = Run(function, began)
        self.count += 1
        self._under_way.append(run)
        failed = True
        self.write(f"START RequestId: {len(self.log)} Version: $LATEST")
        try:
            with self._enter(name):
                yield
            failed = False
        except Crash:
            if run.timed_out:
                self._write(run, f"{began.isoformat()} Task timed out after {self._timeouts[function]}.00 seconds")
            raise
        except Exception as error:
            self._write(run, f"[ERROR] {type(error).__name__}: {error}".splitlines()[0])
            raise
        finally:
            self._end(run, failed=failed)

    def _end(self, run: Run, *, failed: bool) -> None:
        ended = min(self.now + A_RUN, run.began + timedelta(seconds=self._timeouts[run.function]))
        took = (ended - run.began) / timedelta(milliseconds=1)
        self._write(run, f"REPORT RequestId: {len(self.log)} Duration: {took:.2f} ms Billed Duration: {took:.0f} ms")
        self._under_way.remove(run)
        self._runs.append((run.began, ended, run.function))
        self._count("Invocations", run.function, run.began)
        self._count("Errors", run.function, run.began, int(failed))
        self._count("Throttles", run.function, run.began, 0)
        for of in (run.function, None):
            self._put("Duration", of, run.began, took, "Milliseconds")

    def last_duration(self) -> timedelta:
        """How long the run took that ended last."""
        began, ended, _ = self._runs[-1]
        return ended - began

    def _count_at(self, at: datetime, function: str | None) -> int:
        """How many were running at a moment, or of one function how many."""
        return sum(began <= at < ended for began, ended, each in self._runs if function in {None, each}) + sum(
            function in {None, run.function} for run in self._under_way
        )

    def _count(self, name: str, function: str, at: datetime, number: float = 1) -> None:
        for of in (function, None):
            self._put(name, of, at, number, "Count")

    def _put(self, name: str, function: str | None, at: datetime, value: float, unit: str) -> None:
        dimensions = {} if function is None else {"FunctionName": f"sojourn-{STAGE}-{function}"}
        self._metrics.put(metric(NAMESPACE, name, dimensions), at.astimezone(UTC), value, unit)
