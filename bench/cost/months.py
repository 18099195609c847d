"""A month of a stage: how much of what happens, what that is of what is billed, and what it costs.

The shares are assumptions, written here once; `docs/cost.md` says them beside the figures.
"""

import math
from collections.abc import Container, Mapping
from functools import partial

import msgspec

from bench.cost import standing
from bench.cost.metered import Model, Speed, Units, beginning_traces, megabytes, merge, names, times
from bench.cost.prices import PriceTable
from bench.cost.standing import Copies
from bench.cost.usage import Usage
from chalicelib.api.http.event_streams import PING_SECONDS, QUICK_PAUSE_SECONDS, QUICK_SECONDS, QUIET_PAUSE_SECONDS
from chalicelib.api.streams import LAST_SECONDS
from infra import streaming
from infra.foundation.backup_plans import backed_up
from infra.foundation.tables import TABLES

Functions = Mapping[str, Units]

HOURS = 730.0
DAYS = HOURS / 24
EVERY: Container[str] = frozenset()  # of tables, with their indexes
ROWS = frozenset(table.name for table in TABLES)
BACKED_UP = frozenset(backed_up())
# Twenty-two days of ten hours, in which people work; Lambda keeps an unused environment for ten minutes or so.
OFFICE_HOURS = 220.0
KEPT_WARM_HOURS = 1 / 6
# Each queue that a function is called from is asked by five pollers, three times a minute.
POLLS_A_MONTH = 15 * 60 * HOURS
MONTHS_KEPT = 12  # how long a booking's rows are counted as kept
KEPT_MONTHS = {"booking-events": 3.0, "idempotency": 1 / 30, "call-counts": 1 / 30}  # and those that go by themselves
LOGS_COMPRESSED = 0.15

# For each booking: how many are approved by somebody, changed later, how long each is watched, how many pages are read.
APPROVED, CHANGED, WATCHED_HOURS, PAGES_READ = 0.3, 0.1, 0.25, 5.0
BOOKINGS_A_PERSON = 2.0
# Of a trip: for how long its traveller's device reports, a position each ten seconds.
TRACKED_HOURS = 4.0

# Bookings a month by stage, and what was promised for it, in dollars.
VOLUMES = {"dev": 100, "staging": 1_000, "prod": 10_000}
PROMISED = {"dev": (10, 20), "staging": (20, 50), "prod": (50, 200)}


class Operations(msgspec.Struct, frozen=True):
    """What was counted: of what people do, each once; of a day on which nobody does anything; and the bytes
    that the rows of a booking take, by table."""

    booking: Functions
    approval: Functions
    change: Functions
    pages: Functions
    viewer_hour: Functions
    poll: Functions
    look: Functions
    tracked_hour: Functions
    day: Functions
    stored: dict[str, float]
    idle_metrics: frozenset[str]
    metrics: frozenset[str]
    speeds: dict[str, Speed]


class Stage(msgspec.Struct, frozen=True):
    """A stage, with what was counted and the prices: what things cost there."""

    name: str
    operations: Operations
    prices: PriceTable
    log_days: int

    def one(self, functions: Functions, extra: Usage = Usage()) -> Usage:  # noqa: B008 - frozen
        """Return what is billed for something that happens once, while functions are warm."""
        return self._model(0).usage_of(functions) + extra

    def viewer_hour(self) -> Usage:
        """Return what an hour of watching over WebSocket is."""
        return self.one(self.operations.viewer_hour, Usage({"websocket.minutes": 60}))

    def polled_hour(self, wait: float = 10, pause: float = 0.5) -> Usage:
        """Return what an hour of watching by long polls is: a function waits all the time, and looks every 0.4 s."""
        polls = 3600 / (wait + pause)
        asked = times(self.operations.poll, polls)
        looked = times(self.operations.look, polls * wait / 0.4)
        waited = polls * wait * megabytes(self.name)["api_handler"] / 1024
        return self.one(merge([asked, looked])) + Usage({"lambda.gigabyteSeconds": waited})

    def streamed_hour(self) -> Usage:
        """Return what an hour of watching by streams is, in which nothing happens: each is opened as a poll is, holds
        its function until that has to end, looks often at first, and now and then asks for the right to it."""
        seconds = streaming.TIMEOUT_MS / 1000 - LAST_SECONDS
        streams = 3600 / seconds
        looks = QUICK_SECONDS / QUICK_PAUSE_SECONDS + (seconds - QUICK_SECONDS) / QUIET_PAUSE_SECONDS
        opened = times(self.operations.poll, streams)
        looked = times(_reads_of(self.operations.look), streams * looks)
        asked = times(_reads_of(self.operations.poll), 3600 / PING_SECONDS)
        held = 3600 * megabytes(self.name)[streaming.FUNCTION] / 1024
        return self.one(merge([opened, looked, asked])) + Usage({"lambda.gigabyteSeconds": held})

    def idle(self) -> Usage:
        """Return what a month is in which nobody does anything."""
        polls = standing.count_queues(self.name) * POLLS_A_MONTH
        always = Usage({"sqs.requests": polls, "cloudwatch.metrics": len(self.operations.idle_metrics)})
        return standing.count_standing(self.name) + always + self._model(0).usage_of(times(self.operations.day, DAYS))

    def month(self, bookings: float) -> Usage:
        """Return what a month of so many bookings is, with everything around them, and what idles meanwhile."""
        done = merge(
            [
                times(self.operations.booking, bookings),
                times(self.operations.approval, bookings * APPROVED),
                times(self.operations.change, bookings * CHANGED),
                times(self.operations.pages, bookings * PAGES_READ / 4),
                times(self.operations.viewer_hour, bookings * WATCHED_HOURS),
                times(self.operations.tracked_hour, bookings * TRACKED_HOURS),
            ]
        )
        watched = Usage({"websocket.minutes": bookings * WATCHED_HOURS * 60})
        measured = Usage({"cloudwatch.metrics": len(self.operations.metrics - self.operations.idle_metrics)})
        return self.idle() + self._model(bookings, done).usage_of(done) + watched + measured + self._kept(bookings)

    def gigabytes_kept(self, bookings: float, tables: Container[str] = EVERY) -> float:
        """Return what is kept in tables, once as much comes every month as goes; those of `tables` without indexes."""
        kept = (
            size * KEPT_MONTHS.get(name.partition("/")[0], MONTHS_KEPT)
            for name, size in self.operations.stored.items()
            if tables is EVERY or name in tables
        )
        return sum(kept) * bookings * 1e-9

    def backups(self, bookings: float, copies: Copies) -> Usage:
        """Return what so many whole backups of the tables are that outlive the stack."""
        gigabytes = self.gigabytes_kept(bookings, BACKED_UP)
        warm = Usage({"dynamodb.backupGigabyteMonths": gigabytes * copies.warm})
        return warm + Usage({"dynamodb.coldBackupGigabyteMonths": gigabytes * copies.cold})

    def _kept(self, bookings: float) -> Usage:
        rows = self.gigabytes_kept(bookings, ROWS)
        kept = {"dynamodb.gigabyteMonths": self.gigabytes_kept(bookings), "dynamodb.recoveryGigabyteMonths": rows}
        return Usage(kept) + self.backups(bookings, standing.count_copies(self.name))

    def _model(self, bookings: float, done: Functions | None = None) -> Model:
        calls = {name: _invocations(units) for name, units in (done or {}).items()}
        cold = partial(_share_of_starts, calls) if bookings else lambda _function: 0.0
        return Model(
            speeds=self.operations.speeds,
            memory=megabytes(self.name),
            kept_log_months=self.log_days / 30 * LOGS_COMPRESSED,
            traced=beginning_traces(self.name),
            cold=cold,
        )


def _invocations(units: Units) -> float:
    return units.get("invocations:cold", 0) + units.get("invocations:warm", 0)


def _share_of_starts(calls: Mapping[str, float], function: str) -> float:
    """Return how many of a function's calls find no environment that was used lately, if they come by chance."""
    return math.exp(-calls.get(function, 0.0) / OFFICE_HOURS * KEPT_WARM_HOURS)


def _reads_of(functions: Functions) -> dict[str, Units]:
    """Return of units what is read, without the time that it takes of a function that is held anyway."""
    return {
        name: {unit: number for unit, number in units.items() if unit.startswith("read:")}
        for name, units in functions.items()
    }


def functions_of(operation: Functions) -> str:
    """Return which functions an operation calls."""
    return ", ".join(names(operation))
