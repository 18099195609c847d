"""That a track is the same however it came: in any order, repeated, and in any batches, it is stored in the same bytes,
read as the same history, and has the same geofence events. Tried on traces of our own, and on others'.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.traces import read_trace
from chalicelib.domain.tracking.exports.gpx import write_gpx
from chalicelib.domain.tracking.exports.track_exports import find_stretches
from chalicelib.domain.tracking.fix import Fix, Signal, sort_track
from chalicelib.domain.tracking.geofencing.geofence_events import GeofenceEvent, find_events
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.visits import GeofenceIndex, follow_signals
from chalicelib.domain.tracking.packing import merge, split_buckets, unpack
from chalicelib.domain.tracking.screening import Screened, keep_sound
from chalicelib.domain.tracking.track_reading import ReadBucket, screen_buckets
from tests.support.traces import MOTIONS, TABLET, WALK, make_trace, split_batches
from tests.support.walks import fence_around

ORDERS = 5
FENCES = 8


class Outcome(NamedTuple):
    """What follows from a set of signals."""

    stored: dict[int, bytes]
    history: list[Screened]
    drawn: str
    events: list[GeofenceEvent]


class DifferentOutcome(AssertionError):
    """Another order, repetition or batching of a trace came to something else."""


def measure(paths: Sequence[Path]) -> str:
    """Print what each trace takes, of those in `paths` or of our own; return a line for the summary. Raises
    DifferentOutcome, UnreadableTrace."""
    print(f"\ntraces, each in {ORDERS} orders with repetitions and batches: the same bytes, history and events")
    traces = [(path.name, _read(path)) for path in paths] or list(_make())
    for name, trace in traces:
        outcome = _require_the_same(name, trace)
        size = sum(map(len, outcome.stored.values()))
        flagged = sum(bool(each.flags) for each in outcome.history)
        print(
            f"         {name:40} {len(outcome.history):6} positions, {flagged} flagged, {len(outcome.stored)} buckets, "
            f"{size / max(1, len(outcome.history)):.1f} bytes each, {len(outcome.events)} geofence events"
        )
    return f"{len(traces)} traces the same in {ORDERS} orders each"


def _read(path: Path) -> list[Signal]:
    return [fix for stretch in read_trace(path).stretches for fix in stretch]


def _make() -> Iterator[tuple[str, list[Signal]]]:
    for motion in MOTIONS:
        for gaps in (0.0, 0.3):
            trace = make_trace(motion, 600, seed=motion.step, gaps=gaps, pings=0.1)
            yield f"{motion.speed:g} m/s, one each {motion.step} s, {gaps:.0%} lost", trace
    yield "two devices at once", [*make_trace(WALK, 400), *make_trace(WALK, 400, device=TABLET, seed=2)]


def _require_the_same(name: str, trace: Sequence[Signal]) -> Outcome:
    index = GeofenceIndex(_fences_along(trace))
    as_it_came = _outcome([list(trace)], index)
    for seed in range(ORDERS):
        other = _outcome(split_batches(trace, seed), index)
        for field in Outcome._fields:
            if getattr(other, field) != getattr(as_it_came, field):
                raise DifferentOutcome(f"{name}: in order {seed} it has another {field}.")
    return as_it_came


def _outcome(batches: Iterator[list[Signal]] | list[list[Signal]], index: GeofenceIndex) -> Outcome:
    """Return what comes of batches that are stored one after the other."""
    stored: dict[int, bytes] = {}
    for batch in batches:
        for start, signals in split_buckets(batch).items():
            stored[start] = merge(stored.get(start), signals).packed
    buckets = [ReadBucket(start, unpack(stored[start])) for start in sorted(stored)]
    signals = [signal for bucket in buckets for signal in bucket.signals]
    now = max((signal.at for signal in signals), default=0) + 1
    history = list(screen_buckets(buckets, range(now), now))
    drawn = write_gpx("Trace", [stretch.fixes for stretch in find_stretches(history)])
    visits = follow_signals(index, keep_sound(signals, now)).visits
    return Outcome(dict(sorted(stored.items())), history, drawn, find_events(visits, index.geofences))


def _fences_along(trace: Sequence[Signal]) -> list[Geofence]:
    """Return circles on the track that count from before it."""
    fixes = [signal for signal in sort_track(trace) if isinstance(signal, Fix)]
    return [
        msgspec.structs.replace(
            fence_around(number, (fix.latitude_degrees, fix.longitude_degrees), 200 + 400 * number),
            counts_from=fixes[0].moment - timedelta(days=1),
        )
        for number, fix in enumerate(fixes[:: max(1, len(fixes) // FENCES)])
    ]
