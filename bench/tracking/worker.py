"""How many positions a second a core stores and follows: the worker from the messages on, with 50 geofences a person.
The tables are in memory, and the time that they take is taken out. Time is CPU time of one process."""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime
from io import StringIO
from statistics import median
from typing import Any

import msgspec

from bench.tracking.geofencing import FENCES, fences_in_city, walk_through_city
from bench.tracking.world import DAY, put_on_a_trip, standing_clock
from chalicelib import clock
from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geofence_events import find_events
from chalicelib.domain.tracking.visits import GeofenceIndex, follow_signals
from chalicelib.models.positions import PositionRow
from chalicelib.services.tracking.messages import to_messages
from chalicelib.workers import queues
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire

ROUNDS = 5
PEOPLE, POSITIONS_EACH = 20, 1_000
BATCHES = (100, 1_000)
LEAST_A_SECOND = 20_000
DEVICE = "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8"


class Tables:
    """How long the tables took."""

    seconds = 0.0


def measure() -> str:
    """Print how many positions a second a core stores and follows, with the target; return a line for the summary."""
    draw = random.Random(7)
    tracks = {f"person-{number}": walk_through_city(draw, POSITIONS_EACH) for number in range(PEOPLE)}
    index = GeofenceIndex(fences_in_city(draw, FENCES))
    print("\nworker: positions a second of CPU, from messages to stored buckets and geofence events, storage stubbed;")
    print(f"{POSITIONS_EACH} of each of {PEOPLE} people; median (least-greatest) of {ROUNDS} rounds")
    found = {size: [_run(tracks, index, size) for _ in range(ROUNDS)] for size in BATCHES}
    for size, rates in found.items():
        said = f"{median(rates):,.0f} ({min(rates):,.0f}-{max(rates):,.0f})"
        verdict, target = _judge(size, rates)
        print(f"  {verdict} {size:5} at once: {said}{target}")
    rate = median(found[BATCHES[-1]])
    return f"worker {rate:,.0f} positions a second, {'target met' if rate >= LEAST_A_SECOND else 'target MISSED'}"


def _judge(size: int, rates: Sequence[float]) -> tuple[str, str]:
    if size != BATCHES[-1]:
        return "      ", ""
    return "met   " if median(rates) >= LEAST_A_SECOND else "MISSED", f", at least {LEAST_A_SECOND:,}"


def _run(tracks: dict[str, list[Fix]], index: GeofenceIndex, size: int) -> float:
    """Return positions a second of one round."""
    began_at, ended_at = min(track[0].at for track in tracks.values()), max(track[-1].at for track in tracks.values())
    events = list(_events(tracks, size))
    with standing_clock(datetime.fromtimestamp(ended_at, UTC)), empty_cloud() as wire, redirect_stderr(StringIO()):
        for number, user_id in enumerate(tracks):
            put_on_a_trip(user_id, number, began_at, clock.now() + DAY)
        with _timed(wire) as tables:
            begun = time.process_time()
            for event in events:
                queues.store_positions(event)
            for track in tracks.values():
                for begin in range(0, len(track), size):
                    find_events(follow_signals(index, track[begin : begin + size]).visits, index.geofences)
            taken = time.process_time() - begun - tables.seconds
        _require_rows(tracks)
    return sum(map(len, tracks.values())) / taken


def _events(tracks: dict[str, list[Fix]], size: int) -> Iterator[dict[str, Any]]:
    """Yield batches of ten messages, of ten people each, as SQS delivers them."""
    bodies = [
        msgspec.json.encode(message).decode()
        for begin in range(0, POSITIONS_EACH, size)
        for user_id, track in tracks.items()
        for message in to_messages(user_id, DEVICE, track[begin : begin + size])
    ]
    for begin in range(0, len(bodies), 10):
        records = bodies[begin : begin + 10]
        yield {"Records": [{"messageId": str(number), "body": body} for number, body in enumerate(records)]}


@contextmanager
def _timed(wire: Wire) -> Iterator[Tables]:
    """Count how long whatever is asked over the wire takes to be answered."""
    tables, answer = Tables(), wire.aws

    def answer_timed(client: Any, operation: str, params: Any) -> Any:
        begun = time.process_time()
        try:
            return answer(client, operation, params)
        finally:
            tables.seconds += time.process_time() - begun

    wire.aws = answer_timed  # type: ignore[method-assign]
    wire.forgets_requests = True
    yield tables


def _require_rows(tracks: dict[str, list[Fix]]) -> None:
    """Raise AssertionError unless there are rows of everybody: what stores nothing is quick."""
    stored = {row.user_id for row in PositionRow.scan()}
    if stored != tracks.keys():
        raise AssertionError(f"Of {len(tracks.keys() - stored)} people nothing was stored.")
