"""A track as it is read: from buckets in order of time, with flags that do not depend on which span is asked for, and
from any place in it on.

A place is the second, the device and the kind of a signal, and how many of the same there were up to it. A list that
goes on after a place repeats nothing and passes over nothing, whatever has come in meanwhile.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeVar

from chalicelib.domain.tracking.fix import Signal, order_of
from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from chalicelib.domain.tracking.screening import Judged, Screened, judge_signals, keep_sound_among, screen_among

T = TypeVar("T")


class ReadBucket(NamedTuple):
    """The signals of a bucket, and the second with which it begins."""

    starts_at: int
    signals: Sequence[Signal]


class _JudgedBucket(NamedTuple):
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
    for here, near in _judge_buckets(buckets, span, as_of):
        yield from _within(screen_among(here, near), span, attrgetter("signal.at"))


def keep_sound_of(buckets: Iterable[ReadBucket], span: range, as_of: int) -> Iterator[Signal]:
    """Yield those signals that `screen_buckets` yields without flags."""
    for here, near in _judge_buckets(buckets, span, as_of):
        yield from _within(keep_sound_among(here, near), span, attrgetter("at"))


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


def _judge_buckets(buckets: Iterable[ReadBucket], span: range, as_of: int) -> Iterator[tuple[Judged, Sequence[Judged]]]:
    """Yield each bucket that holds some of a span, and what of it and beside it jumps show by, in order of time. Every
    bucket is judged once, and not once more for each of those around it."""
    before: _JudgedBucket | None = None
    here: _JudgedBucket | None = None
    judged = (_JudgedBucket(bucket.starts_at, judge_signals(bucket.signals, as_of)) for bucket in buckets)
    for after in chain(judged, [None]):
        if here is not None and _holds(here, span):
            near = [each.judged for each in (before, here, after) if each is not None and _touches(each, here)]
            yield here.judged, near
        before, here = here, after


def _holds(bucket: _JudgedBucket, span: range) -> bool:
    return bucket.starts_at < span.stop and span.start < bucket.starts_at + BUCKET_SECONDS


def _touches(bucket: _JudgedBucket, other: _JudgedBucket) -> bool:
    return abs(bucket.starts_at - other.starts_at) <= BUCKET_SECONDS


def _within(track: Sequence[T], span: range, second_of: Callable[[T], int]) -> Sequence[T]:
    first, last = (bisect_left(track, second, key=second_of) for second in (span.start, span.stop))
    return track[first:last]
