"""How many positions a second a core stores and follows: the worker from the messages on, with 50 geofences a person.
The tables are in memory, and the time that they take is taken out. Time is CPU time of one process."""

import gc
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from datetime import UTC, datetime
from io import StringIO
from math import inf
from statistics import median
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from bench.tracking.geofencing import FENCES, fences_in_city, walk_through_city
from bench.tracking.world import DAY, put_on_a_trip, standing_clock
from chalicelib import clock
from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geofencing.geofences import MOST_GEOFENCES, Geofence
from chalicelib.domain.tracking.geofencing.owned_geofences import OwnedGeofence
from chalicelib.models import geofence_events, geofences
from chalicelib.models.positions import PositionRow
from chalicelib.services.tracking.messages import to_messages
from chalicelib.workers import queues
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire

ROUNDS = 5
PEOPLE, POSITIONS_EACH = 20, 1_000
BATCHES = (100, 1_000)
LEAST_A_SECOND = 20_000
Asked = tuple[Any, str, Any]  # a client, an operation and its parameters
DEVICE = "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8"


def measure() -> str:
    """Print how many positions a second a core stores and follows, with the target; return a line for the summary."""
    draw = random.Random(7)
    tracks = {f"person-{number}": walk_through_city(draw, POSITIONS_EACH) for number in range(PEOPLE)}
    fences = fences_in_city(draw, FENCES)
    print("\nworker: positions a second of CPU, from messages to stored buckets and geofence events, storage stubbed;")
    print(f"{POSITIONS_EACH} of each of {PEOPLE} people; median (least-greatest) of {ROUNDS} rounds")
    found = {size: [_run(tracks, fences, size) for _ in range(ROUNDS)] for size in BATCHES}
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


def _run(tracks: dict[str, list[Fix]], fences: Sequence[Geofence], size: int) -> float:
    """Return positions a second of one round."""
    calls: list[Asked] = []
    events = list(_events(tracks, size))
    with _world(tracks, fences) as wire, _noted(wire, calls), _started():
        begun = time.process_time()
        for event in events:
            queues.store_positions(event)
        taken = time.process_time() - begun
    with _world(tracks, fences) as wire, _started():
        begun = time.process_time()
        for call in calls:
            _ask_again(wire, call)
        taken -= time.process_time() - begun
        _require_rows(tracks)
    return sum(map(len, tracks.values())) / taken


@contextmanager
def _world(tracks: dict[str, list[Fix]], fences: Sequence[Geofence]) -> Iterator[Wire]:
    """Empty tables but for people on a trip and the company's geofences, at the end of their tracks."""
    began_at, ended_at = min(track[0].at for track in tracks.values()), max(track[-1].at for track in tracks.values())
    with standing_clock(datetime.fromtimestamp(ended_at, UTC)), empty_cloud() as wire, redirect_stderr(StringIO()):
        for number, user_id in enumerate(tracks):
            put_on_a_trip(user_id, number, began_at, clock.now() + DAY)
        for fence in fences:
            _draw(fence, datetime.fromtimestamp(began_at, UTC) - DAY)
        wire.forgets_requests = True
        yield wire


@contextmanager
def _started() -> Iterator[None]:
    """Let the collector pass over all that there is before the first event, as it does behind a cold start."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _draw(fence: Geofence, since: datetime) -> None:
    """Keep one of the company's geofences, which counts for everybody from a moment on."""
    counting = msgspec.structs.replace(fence, counts_from=since)
    owned = OwnedGeofence(geofence=counting, user_id=None, defined_at=since, created_at=since, updated_at=since)
    geofences.add_geofence(owned, MOST_GEOFENCES)


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
def _noted(wire: Wire, calls: list[Asked]) -> Iterator[None]:
    """Note whatever is asked over the wire."""
    answer = wire.aws

    def note(client: Any, operation: str, params: Any) -> Any:
        calls.append((client, operation, params))
        return answer(client, operation, params)

    wire.aws = note  # type: ignore[method-assign]
    yield
    wire.aws = answer  # type: ignore[method-assign]


def _ask_again(wire: Wire, call: Asked) -> None:
    """Let the tables answer once more: what they take of a processor is to be known."""
    with suppress(ClientError):
        wire.aws(*call)


def _require_rows(tracks: dict[str, list[Fix]]) -> None:
    """Raise AssertionError unless there are positions and geofence events of everybody: what does nothing is quick."""
    stored = {row.user_id for row in PositionRow.scan()}
    visited = {user_id for user_id in tracks if geofence_events.list_span(user_id, 0, inf)}
    if stored != tracks.keys() or visited != tracks.keys():
        raise AssertionError(f"{len(stored)} people have positions, and {len(visited)} geofence events.")
