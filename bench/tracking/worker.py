"""How many positions a second a core stores and follows: the worker from the messages on, with 50 geofences a person,
and everything that is stored or read in memory of its own. Time is CPU time of one process."""

import random
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime, timedelta
from io import StringIO
from statistics import median
from typing import Any

import msgspec
import pytest

from bench.tracking.geofencing import FENCES, fences_in_city, walk_through_city
from bench.tracking.world import DAY, standing_clock
from chalicelib.domain.tracking.fix import Fix, SharingLevel
from chalicelib.domain.tracking.geofence_events import find_events
from chalicelib.domain.tracking.preferences import TrackingPreferences
from chalicelib.domain.tracking.visits import GeofenceIndex, follow_signals
from chalicelib.domain.tracking.windows import CompanyLimits, Grounds, Interval, TripWindow
from chalicelib.models import mentions, positions
from chalicelib.models.positions import StoredBucket
from chalicelib.services.tracking import windows
from chalicelib.services.tracking.messages import to_messages
from chalicelib.workers import queues

ROUNDS = 5
PEOPLE, POSITIONS_EACH = 20, 1_000
LEAST_A_SECOND = 20_000


class Memory:
    """What the table of positions holds."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], StoredBucket] = {}

    def find(self, user_id: str, starts: Collection[int]) -> dict[int, StoredBucket]:
        return {start: self.rows[user_id, start] for start in starts if (user_id, start) in self.rows}

    def replace(
        self, user_id: str, before: StoredBucket | None, starts_at: int, packed: bytes, *, expires_at: datetime
    ) -> StoredBucket:
        if self.rows.get((user_id, starts_at)) != before or expires_at.tzinfo is None:
            raise AssertionError("A bucket was written over.")
        found = StoredBucket(starts_at, before.version + 1 if before else 1, packed)
        self.rows[user_id, starts_at] = found
        return found


def measure() -> str:
    """Print how many positions a second a core stores and follows, with the target; return a line for the summary."""
    draw = random.Random(7)
    tracks = {f"person-{number}": walk_through_city(draw, POSITIONS_EACH) for number in range(PEOPLE)}
    index = GeofenceIndex(fences_in_city(draw, FENCES))
    print(
        "\nworker: positions a second of CPU, from messages to stored buckets and geofence events, storage in memory;"
    )
    print(f"{POSITIONS_EACH} of each of {PEOPLE} people; median (least-greatest) of {ROUNDS} rounds")
    met = True
    for size in (100, 1_000):
        rates = [_run(tracks, index, size) for _ in range(ROUNDS)]
        met = met and median(rates) >= LEAST_A_SECOND
        verdict = "met   " if median(rates) >= LEAST_A_SECOND else "MISSED"
        said = f"{median(rates):,.0f} ({min(rates):,.0f}-{max(rates):,.0f})"
        print(f"  {verdict} {size:5} at once: {said}, at least {LEAST_A_SECOND:,}")
    return f"worker {median(rates):,.0f} positions a second, {'target met' if met else 'target MISSED'}"


def _run(tracks: dict[str, list[Fix]], index: GeofenceIndex, size: int) -> float:
    """Return positions a second of one round."""
    events = list(_events(tracks, size))
    memory = Memory()
    with in_memory(memory, min(track[0].at for track in tracks.values())), redirect_stderr(StringIO()):
        begun = time.process_time()
        for event in events:
            queues.store_positions(event)
        for track in tracks.values():
            for batch in _batches(track, size):
                find_events(follow_signals(index, batch).visits, index.geofences)
        taken = time.process_time() - begun
    if not memory.rows:
        raise AssertionError("Nothing was stored.")
    return sum(map(len, tracks.values())) / taken


def _events(tracks: dict[str, list[Fix]], size: int) -> Iterator[dict[str, Any]]:
    """Yield batches of ten messages, of ten people each, as SQS delivers them."""
    bodies = [
        msgspec.json.encode(message).decode()
        for begin in range(0, POSITIONS_EACH, size)
        for user_id, track in tracks.items()
        for message in to_messages(user_id, "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8", track[begin : begin + size])
    ]
    for begin in range(0, len(bodies), 10):
        records = bodies[begin : begin + 10]
        yield {"Records": [{"messageId": str(number), "body": body} for number, body in enumerate(records)]}


def _batches(track: Sequence[Fix], size: int) -> Iterator[Sequence[Fix]]:
    return (track[begin : begin + size] for begin in range(0, len(track), size))


@contextmanager
def in_memory(memory: Memory, began_at: int) -> Iterator[None]:
    """Let positions be stored in memory, of people who are all on one long trip and consent."""
    since = datetime.fromtimestamp(began_at, UTC) - DAY
    always = Interval(since, since + 30 * DAY)
    preferences = TrackingPreferences(user_id="person", level=SharingLevel.EXACT, quiet_hours=None, updated_at=since)
    company = CompanyLimits(SharingLevel.EXACT, timedelta(), timedelta(), 30 * DAY)
    grounds = Grounds(preferences, (always,), (TripWindow("trip", always, True),), (), is_active=True, company=company)
    with pytest.MonkeyPatch.context() as patch, standing_clock(since + 10 * DAY):
        patch.setattr(windows, "read_grounds", lambda _user_id, _now, since: grounds)  # noqa: ARG005
        patch.setattr(positions, "find_buckets", memory.find)
        patch.setattr(positions, "replace_bucket", memory.replace)
        patch.setattr(mentions, "is_erased", lambda _subjects: False)
        yield
