"""Many positions of many people at once, in one process that is intake and worker, over tables in another: what comes
in as JSON goes to the queue as text, is stored in batches, and is found again exactly."""

import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime
from io import TextIOBase
from pathlib import Path
from typing import Any, NamedTuple

from bench.cost.metered import PROCESSOR_MEGABYTES, WAITS
from bench.cost.usage import Usage
from bench.tracking.world import DAY, put_on_a_trip, standing_clock
from chalicelib import clock
from chalicelib.decoding.device_json import parse_device_json
from chalicelib.decoding.json_text import LARGEST_BODY
from chalicelib.domain.tracking.device_formats import own
from chalicelib.domain.tracking.devices import TrackingDevice
from chalicelib.domain.tracking.fix import EVERY_SECOND, Signal
from chalicelib.domain.tracking.packing import unpack
from chalicelib.models import positions
from chalicelib.services.tracking import intake
from chalicelib.workers import queues as worker
from tests.load.position_uploads import STARTS_AT, Shape, Upload, body_of, expected_of, list_uploads
from tests.load.remote_tables import Consumed, RemoteTables
from tests.simulation.cloud import foundation_queues
from tests.simulation.cloud.wire import Wire, answered

A_BATCH = 10  # messages that the worker is given at once, as SQS gives it ten where more are waiting
TENTHS = 10
MONTHS_KEPT = 3
MEGABYTES = 1_024  # of either function, as .chalice/config.json has them
# What the last tenth may take more than the first: what an interpreter keeps of memory that is free varies.
ALLOWED_GROWTH = 1.1
_QUEUE = "sojourn-local-positions"
_STATM, _PAGE = Path("/proc/self/statm"), 4_096
_PAGE_OF_BUCKETS = 100


class Asked(NamedTuple):
    """How much is loaded, in which order, and for how many seconds at most."""

    shape: Shape
    seed: int = 1
    seconds: float = 1_800


class Loaded(NamedTuple):
    """What came of it: `lost` says of whom something is not found as it was accepted."""

    positions: int
    uploads: int
    messages: int
    seconds: float
    busy_seconds: float  # of a processor, in intake and worker
    waits: Counter[str]
    megabytes: tuple[float, ...]  # the most in each tenth
    consumed: Consumed
    log_bytes: int
    lost: tuple[str, ...]
    is_whole: bool

    @property
    def is_flat(self) -> bool:
        """Whether the last tenth took no more memory than the first."""
        return self.megabytes[-1] <= self.megabytes[0] * ALLOWED_GROWTH

    @property
    def usage(self) -> Usage:
        """What AWS bills for it, storage for as long as positions are kept included."""
        waited = sum(number * WAITS.get(call, WAITS[call.partition(":")[0]]) for call, number in self.waits.items())
        running = self.busy_seconds / min(1.0, MEGABYTES / PROCESSOR_MEGABYTES) + waited
        return Usage(
            {
                "api.requests": self.uploads,
                "lambda.requests": self.uploads + self.messages / A_BATCH,
                "lambda.gigabyteSeconds": running * MEGABYTES / 1_024,
                "sqs.requests": self.messages * (1 + 2 / A_BATCH),
                "dynamodb.reads": sum(self.consumed.read.values()),
                "dynamodb.writes": sum(self.consumed.written.values()),
                "dynamodb.gigabyteMonths": sum(self.consumed.stored.values()) / 1e9 * MONTHS_KEPT,
                "logs.gigabytes": self.log_bytes / 1e9,
            }
        )


class _Counted(TextIOBase):
    """Takes log lines, and keeps how long they were."""

    def __init__(self) -> None:
        self.length = 0

    def write(self, text: str, /) -> int:
        self.length += len(text)
        return len(text)


class Load:
    """One run."""

    def __init__(self, asked: Asked, wire: Wire) -> None:
        self.asked, self.wire = asked, wire
        self.uploads = self.messages = 0
        self.busy_seconds = 0.0
        self.waits: Counter[str] = Counter()
        self.megabytes: list[float] = []
        self.accepted: dict[int, set[int]] = {}  # which parts, of whom

    def run(self) -> bool:
        """Upload and store everything; whether there was time for it."""
        started, uploads = time.monotonic(), deque(list_uploads(self.asked.shape, self.asked.seed))
        planned = len(uploads)
        while uploads:
            if time.monotonic() - started > self.asked.seconds:
                return False
            for _ in range(min(A_BATCH, len(uploads))):
                self._upload(uploads.popleft())
            self._store()
            self._note_memory(1 - len(uploads) / planned)
        return True

    def find_lost(self) -> Iterator[str]:
        """Yield of whom something is not found that was accepted, or found that was not."""
        for person, parts in self.accepted.items():
            expected = {
                each
                for part in parts
                for each in expected_of(Upload(person, part), self.asked.shape, self.asked.seed, device_of(person))
            }
            found = _list_stored(user_of(person))
            if len(found) != len(expected) or set(found) != expected:
                yield f"{user_of(person)}: {len(expected - set(found))} lost, {len(set(found) - expected)} made up"

    def _upload(self, upload: Upload) -> None:
        body = body_of(upload, self.asked.shape, self.asked.seed)
        begun = time.process_time()
        items: Any = parse_device_json(body, largest=LARGEST_BODY)
        decoded = own.decode_fixes(
            items["positions"], device=device_of(upload.person), bounds=intake.find_time_bounds()
        )
        receipt = intake.take_reported(_device(upload.person), decoded)
        self.busy_seconds += time.process_time() - begun
        if receipt.not_kept or receipt.refused:
            raise AssertionError(f"{upload} was not accepted as a whole: {receipt}")
        self.uploads += 1
        self.accepted.setdefault(upload.person, set()).add(upload.part)

    def _store(self) -> None:
        """Let the worker store what waits in the queue, as SQS hands it out."""
        waiting = self.wire.queues.queues[_QUEUE].messages
        while waiting:
            bodies = {number: waiting[number].body for number in list(waiting)[:A_BATCH]}
            begun = time.process_time()
            worker.store_positions(
                {"Records": [{"messageId": number, "body": body} for number, body in bodies.items()]}
            )
            self.busy_seconds += time.process_time() - begun
            for number in bodies:
                del waiting[number]
            self.messages += len(bodies)

    def _note_memory(self, share: float) -> None:
        tenth = min(TENTHS - 1, int(share * TENTHS))
        taken = int(_STATM.read_text("ascii").split()[1]) * _PAGE / 1e6
        self.megabytes += [0.0] * (tenth + 1 - len(self.megabytes))
        self.megabytes[tenth] = max(self.megabytes[tenth], taken)
        self.waits.update(_name_wait(call.operation) for call in self.wire.calls)
        self.wire.calls.clear()


def run_load(asked: Asked) -> Loaded:
    """Load positions into tables of a process of their own, and look for each of them."""
    with _cloud() as (wire, tables):
        now = clock.now()
        for person in range(asked.shape.people):
            put_on_a_trip(user_of(person), person, STARTS_AT, now)
        wire.calls.clear()
        tables.measure()
        load, lines, begun = Load(asked, wire), _Counted(), time.monotonic()
        with redirect_stderr(lines):
            is_whole = load.run()
        seconds, consumed = time.monotonic() - begun, tables.report()
        lost = tuple(load.find_lost())
    return Loaded(
        positions=sum(len(parts) for parts in load.accepted.values()) * asked.shape.at_once,
        uploads=load.uploads,
        messages=load.messages,
        seconds=seconds,
        busy_seconds=load.busy_seconds,
        waits=load.waits,
        megabytes=tuple(filter(None, load.megabytes)),
        consumed=consumed,
        log_bytes=lines.length,
        lost=lost,
        is_whole=is_whole,
    )


@contextmanager
def _cloud() -> Iterator[tuple[Wire, RemoteTables]]:
    """The foundation's queues here and its tables elsewhere, on the day after everybody's journey."""
    tables = RemoteTables()
    try:
        with standing_clock(datetime.fromtimestamp(STARTS_AT, UTC) + DAY):
            made = Wire(tables, foundation_queues(clock.now))  # type: ignore[arg-type]
            with answered(made) as wire:
                yield wire, tables
    finally:
        tables.close()


def user_of(person: int) -> str:
    return f"person-{person:06d}"


def device_of(person: int) -> str:
    return f"dev_{person:026d}"


def _device(person: int) -> TrackingDevice:
    now = clock.now()
    return TrackingDevice(
        device_id=device_of(person),
        name="Phone",
        version=1,
        created_at=now,
        updated_at=now,
        user_id=user_of(person),
        salt="",
        secret_hash="",
    )


def _list_stored(user_id: str) -> list[Signal]:
    found: list[Signal] = []
    start = None
    while True:
        page, start = positions.list_buckets(
            user_id, EVERY_SECOND, now=clock.now(), limit=_PAGE_OF_BUCKETS, start=start
        )
        found += [signal for bucket in page for signal in unpack(bucket.packed)]
        if start is None:
            return found


def _name_wait(operation: str) -> str:
    """Return a call as `bench.cost` knows how long it is waited for."""
    service, _, name = operation.partition(".")
    return f"{service}:{name}"
