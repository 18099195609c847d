"""A track as it is read: from buckets in order of time, with flags that do not depend on which span is asked for, and
from any place in it on.

A place is the second, the device and the kind of a signal, and how many of the same there were up to it. A list that
goes on after a place repeats nothing and passes over nothing, whatever has come in meanwhile.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Signal, order_of
from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from chalicelib.domain.tracking.screening import Judged, Screened, judge_signals, screen_among


class ReadBucket(NamedTuple):
    """The signals of a bucket, and the second with which it begins."""

    starts_at: int
    signals: list[Signal]


class _JudgedBucket(NamedTuple):
    """A bucket whose signals are judged once, and not once more beside each of those around it."""

    starts_at: int
    judged: Judged


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
    before: _JudgedBucket | None = None
    here: _JudgedBucket | None = None
    judged = (_JudgedBucket(bucket.starts_at, judge_signals(bucket.signals, as_of)) for bucket in buckets)
    for after in chain(judged, [None]):
        if here is not None and _holds(here, span):
            near = [each.judged for each in (before, here, after) if each is not None and _touches(each, here)]
            yield from _within(screen_among(here.judged, near), span)
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


def _holds(bucket: _JudgedBucket, span: range) -> bool:
    return bucket.starts_at < span.stop and span.start < bucket.starts_at + BUCKET_SECONDS


def _touches(bucket: _JudgedBucket, other: _JudgedBucket) -> bool:
    return abs(bucket.starts_at - other.starts_at) <= BUCKET_SECONDS


def _within(track: Sequence[Screened], span: range) -> Sequence[Screened]:
    first, last = (bisect_left(track, second, key=_second_of) for second in (span.start, span.stop))
    return track[first:last]


def _second_of(screened: Screened) -> int:
    return screened.signal.at
