"""A track as it is read: from buckets in order of time, with flags that do not depend on which span is asked for, and
from any place in it on.

A place is the second, the device and the kind of a signal, and how many of the same there were up to it. A list that
goes on after a place repeats nothing and passes over nothing, whatever has come in meanwhile.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Signal, order_of
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, bucket_start
from chalicelib.domain.tracking.screening import Screened, screen_track


class ReadBucket(NamedTuple):
    """The signals of a bucket, and the second with which it begins."""

    starts_at: int
    signals: list[Signal]


class TrackPlace(NamedTuple):
    """A place in a track; they sort as its signals do."""

    at: int
    device: str
    kind: int
    number: int  # from 1


class Placed(NamedTuple):
    """A signal with its flags, and its place."""

    screened: Screened
    place: TrackPlace


def widen(span: range) -> range:
    """Return a span with a bucket more at either end: what flags in it depend on."""
    return range(span.start - BUCKET_SECONDS, span.stop + BUCKET_SECONDS) if span else span


def screen_buckets(buckets: Iterable[ReadBucket], span: range, as_of: int) -> Iterator[Screened]:
    """Yield the signals of a span, as a track is sorted, with their flags as of a second since 1970.

    `buckets` are those of the widened span, in order of time; they are asked for one after the other. A bucket is
    judged with the one before it and the one after it, however much more is read.
    """
    before: ReadBucket | None = None
    here: ReadBucket | None = None
    for after in chain(buckets, [None]):
        if here is not None and _holds(here, span):
            near = [here, *(each for each in (before, after) if each is not None and _touches(each, here))]
            track = screen_track((signal for bucket in near for signal in bucket.signals), as_of)
            yield from (each for each in track if _is_in(each.signal, here, span))
        before, here = here, after


def place_track(track: Iterable[Screened], after: TrackPlace | None = None) -> Iterator[Placed]:
    """Yield the signals of a track with their places: those after a place, of a track that is read from the first
    signal of its second on."""
    last: tuple[int, str, int] | None = None
    number = 0
    for screened in track:
        here = order_of(screened.signal)[:3]
        number = number + 1 if here == last else 1
        last = here
        place = TrackPlace(*here, number)
        if after is None or place > after:
            yield Placed(screened, place)


def _holds(bucket: ReadBucket, span: range) -> bool:
    return bucket.starts_at < span.stop and span.start < bucket.starts_at + BUCKET_SECONDS


def _touches(bucket: ReadBucket, other: ReadBucket) -> bool:
    return abs(bucket.starts_at - other.starts_at) == BUCKET_SECONDS


def _is_in(signal: Signal, bucket: ReadBucket, span: range) -> bool:
    return bucket_start(signal.at) == bucket.starts_at and signal.at in span
