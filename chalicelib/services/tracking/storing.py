"""Storing what devices reported: what its owner shares of it is merged into their buckets, one write each.

A bucket is a set, so that doing it again changes nothing: a message may come twice, late, or after its worker died
between two writes. What is not shared is not stored, and what of a batch cannot be stored keeps nothing else from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from chalicelib import clock, observability, settings
from chalicelib.domain.tracking.fix import Fix, Signal, sort_track
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, Merged, UnreadableBucket, merge, split_buckets
from chalicelib.domain.tracking.sharing_levels import ZonesOf, coarsen
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Unavailable, VersionConflict
from chalicelib.models import mentions, positions
from chalicelib.models.positions import StoredBucket
from chalicelib.services.tracking.windows import SharingLevels

# Workers that write to a bucket at once: each time, one of them comes first.
_TURNS = 10
_PAUSE = 0.02  # seconds, longer from turn to turn

# Signals by the bytes of the bucket that they are packed in: that they are these, each perhaps more than once.
Unpacked = Mapping[bytes, Sequence[Signal]]
NOTHING_UNPACKED: Unpacked = MappingProxyType({})


class Stored(NamedTuple):
    """What became of a batch: the signals that are stored, as they are stored, in the order of a track; with which
    seconds their buckets begin; how many are new; how many nobody may keep, and for how many there was no room. Of
    buckets that hold nothing else, it is known what is in their bytes."""

    signals: tuple[Signal, ...]
    buckets: tuple[int, ...]
    added: int
    not_kept: int
    left_out: int
    unpacked: Unpacked = NOTHING_UNPACKED


NOTHING_STORED = Stored((), (), 0, 0, 0)


def in_no_zone(_: Fix) -> tuple[str, ...]:
    """Return of which geofences a fix is in those of a person who has none."""
    return ()


def store_positions(user_id: str, reported: Iterable[Signal], *, zones_of: ZonesOf = in_no_zone) -> Stored:
    """Store what a person's devices reported, as exactly as they share it now. `zones_of` knows their geofences.

    All that can be stored is; then what failed is raised, for the message to be delivered again: Unavailable,
    UnreadableBucket, VersionConflict when others write to one bucket all the time.
    """
    signals = sort_track(reported)
    buckets = _alive(split_buckets(_shared(user_id, signals, zones_of)))
    there = positions.find_buckets(user_id, buckets)
    try:
        merged = _store_buckets(user_id, buckets, there)
    finally:
        deleted = _delete_unwanted(user_id, buckets, there)
    for starts_at in deleted:
        del buckets[starts_at], merged[starts_at]
    kept = sort_track(signal for found in buckets.values() for signal in found)
    stored = Stored(
        signals=tuple(kept),
        buckets=tuple(buckets),
        added=sum(each.added for each in merged.values()),
        not_kept=len(signals) - len(kept),
        left_out=sum(each.left_out for each in merged.values()),
        unpacked={each.packed: buckets[starts_at] for starts_at, each in merged.items() if each.is_new},
    )
    _note(stored)
    return stored


def _shared(user_id: str, track: Iterable[Signal], zones_of: ZonesOf) -> Iterator[Signal]:
    """Yield what a person shares of signals that are in order of time."""
    levels = SharingLevels()
    level, until = None, -inf
    for signal in track:
        if signal.at >= until:
            level, until = levels.find_lasting_level(user_id, signal.at)
        if level is not None and (left := coarsen(signal, level, zones_of)) is not None:
            yield left


def _alive(buckets: dict[int, list[Signal]]) -> dict[int, list[Signal]]:
    """Return the buckets that have not expired yet."""
    now = clock.now()
    return {starts_at: signals for starts_at, signals in buckets.items() if expiry_of(starts_at) > now}


def expiry_of(starts_at: int) -> datetime:
    """Return when a bucket expires that begins at a second: so long after its own time as the stage keeps positions."""
    ends_at = datetime.fromtimestamp(starts_at + BUCKET_SECONDS, UTC)
    return ends_at + timedelta(days=settings.current().positions_kept_days)


def _store_buckets(
    user_id: str, buckets: dict[int, list[Signal]], there: Mapping[int, StoredBucket]
) -> dict[int, Merged]:
    """Merge signals into their buckets, and return what came of each. Raises, at the end, what went wrong first."""
    merged, failed = dict[int, Merged](), list[Exception]()
    for starts_at, signals in buckets.items():
        try:
            merged[starts_at] = _store_bucket(user_id, starts_at, signals, there.get(starts_at))
        except (Unavailable, UnreadableBucket, VersionConflict) as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return merged


def _store_bucket(user_id: str, starts_at: int, signals: Sequence[Signal], there: StoredBucket | None) -> Merged:
    """Merge signals into one bucket, which is `there` as it was read, and read again when that was written over."""
    known = [there]

    def attempt() -> Merged:
        before = known.pop() if known else positions.find_buckets(user_id, [starts_at]).get(starts_at)
        if before is None and there is not None:
            raise Unavailable("These positions are being deleted: whether more may be kept has to be asked again.")
        merged = merge(before.packed if before else None, signals)
        if before is None or merged.packed != before.packed:
            positions.replace_bucket(user_id, before, starts_at, merged.packed, expires_at=expiry_of(starts_at))
        return merged

    return until_kept(attempt, attempts=_TURNS, pause=_PAUSE)


def _delete_unwanted(
    user_id: str, buckets: Mapping[int, Sequence[Signal]], there: Mapping[int, StoredBucket]
) -> frozenset[int]:
    """Delete buckets that nobody may keep any more, and return which ones.

    Whoever deletes positions says so first: an erasure by its mark, a person by the end of their consent. So either the
    deletion has seen our rows, or we see, after writing, what it said. Of a person who consents no more those rows
    alone may be in doubt that were not there before.
    """
    unwanted = frozenset(buckets)
    if not unwanted:
        return unwanted
    if not mentions.is_erased([user_id]):
        levels = SharingLevels()
        added = {starts_at: signals for starts_at, signals in buckets.items() if starts_at not in there}
        unwanted = frozenset(
            starts_at
            for starts_at, signals in added.items()
            if all(levels.level_at(user_id, signal.at) is None for signal in signals)
        )
    positions.delete_buckets(user_id, unwanted)
    return unwanted


def are_deleted(user_id: str, stored: Stored) -> bool:
    """Return whether somebody has deleted their positions since these were stored, and consents no more: what was said
    of them meanwhile was said in vain."""
    there = positions.find_buckets(user_id, stored.buckets)
    if all(each in there for each in stored.buckets):
        return False
    levels = SharingLevels()
    return all(levels.level_at(user_id, signal.at) is None for signal in stored.signals)


def _note(stored: Stored) -> None:
    """Say what was not stored: nothing is lost in silence."""
    if stored.not_kept or stored.left_out:
        observability.info("positions not stored", notKept=stored.not_kept, leftOut=stored.left_out)
