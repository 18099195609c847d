"""Buckets: what is stored of a quarter of an hour of a person, in so few bytes that a row of it is one write unit.

A bucket is a version, then deflated MessagePack: the signals grouped by device and kind, each group as columns. A
column keeps the values, their differences, or the differences of those, whichever is least; the numbers are zigzagged
and laid out in planes: the highest bits of all of them, then the next ones. So a column is encoded by a few calls into
C instead of one a number, takes as many bits as its numbers have, and deflate finds the zeros of the first planes.

The bytes follow from the set of signals alone, whatever order and batches they came in: they are a set's, sorted, and
merging is the union. Nothing is rounded here.

Bytes a fix, as measured: 5.9 for a drive and 7.2 for a walk that a receiver recorded (time, position, altitude); 4.2
for a ride of one position each 10 s without more, 9.3 with all that a phone says, 7.8 at one each second, 11.3 in a
flight; some 13 for a phone at rest that reports each minute, of whose buckets a third are the device's name.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, repeat
from operator import attrgetter, sub
from struct import pack as to_bytes
from struct import unpack as from_bytes
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.tracking.fix import (
    CIRCLE_CDEG,
    DEGREE,
    FIRST_SECOND,
    FULL_BATTERY,
    LAST_SECOND,
    LEAST_ALTITUDE_DM,
    MOST_ACCURACY_DM,
    MOST_ALTITUDE_DM,
    MOST_SPEED_CM_S,
    CoarseFix,
    Fix,
    Ping,
    SharingLevel,
    Signal,
    sort_track,
)
from chalicelib.errors import Unavailable

BUCKET_SECONDS = 900
# Nine a second, of all devices together. At most some 20 bytes each, as no phone moves: half of what a row may hold.
MOST_SIGNALS = 8192

_VERSION = 1
_LEVEL, _MEMORY = 9, 6  # more memory makes buckets no smaller, and takes four times as long to make ready
_RAW = -zlib.MAX_WBITS  # deflate without zlib's header and checksum: DynamoDB keeps its own
_MOST_BYTES = 1 << 22  # of a body: beyond what so many signals take
_WORDS = ((8, "B"), (16, "H"), (32, "I"), (64, "Q"))
_WIDEST = 64  # bits of a number
_START = 32  # bits that a number takes which stands for itself

_FIX, _COARSE, _PING = range(3)
_KINDS: dict[type[Signal], int] = {Fix: _FIX, CoarseFix: _COARSE, Ping: _PING}


class UnreadableBucket(ValueError):
    """These bytes are no bucket that was ever written."""


class Merged(NamedTuple):
    """A bucket with more in it: its bytes, how many signals are new, how many there was no room for, and whether it
    holds exactly what it was given."""

    packed: bytes
    added: int
    left_out: int
    is_new: bool


class _Column(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    starts: Annotated[list[int], msgspec.Meta(max_length=2)]  # the first value, and the first difference, if so kept
    planes: bytes  # none where every number is zero


class _Group(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    device: str
    kind: Annotated[int, msgspec.Meta(ge=_FIX, le=_PING)]
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_SIGNALS)]
    columns: list[_Column]
    places: list[tuple[SharingLevel, tuple[str, ...]]]  # of coarse fixes; a column says which of these


_Body = Annotated[list[_Group], msgspec.Meta(max_length=MOST_SIGNALS)]

# What each column of a fix may hold. Where a device may not know, 0 says so, and all else is one more than above `low`.
_FIX_RANGES = (
    (FIRST_SECOND, LAST_SECOND),
    (-90 * DEGREE, 90 * DEGREE),
    (-180 * DEGREE, 180 * DEGREE),
    (0, MOST_ACCURACY_DM + 1),
    (0, MOST_SPEED_CM_S + 1),
    (0, CIRCLE_CDEG),
    (0, MOST_ALTITUDE_DM - LEAST_ALTITUDE_DM + 1),
    (0, FULL_BATTERY + 1),
)
_PING_RANGES = (_FIX_RANGES[0], _FIX_RANGES[-1])


def bucket_start(at: int) -> int:
    """Return the second with which the bucket of a second begins."""
    return at - at % BUCKET_SECONDS


def split_buckets(signals: Iterable[Signal]) -> dict[int, list[Signal]]:
    """Return the signals of each bucket, by the second with which it begins, the earliest first."""
    found = defaultdict[int, list[Signal]](list)
    for signal in signals:
        found[bucket_start(signal.at)].append(signal)
    return dict(sorted(found.items()))


def pack(signals: Iterable[Signal]) -> bytes:
    """Return the bytes of a set of signals; the same for any order and repetition. They are at most `MOST_SIGNALS`."""
    return _pack_track(sort_track(signals))


def _pack_track(track: Sequence[Signal]) -> bytes:
    groups = defaultdict[tuple[str, int], list[Signal]](list)
    for signal in track:
        groups[signal.device, _KINDS[type(signal)]].append(signal)
    body = msgspec.msgpack.encode([_encode_group(*key, groups[key]) for key in sorted(groups)])
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY)
    return bytes([_VERSION]) + squeeze.compress(body) + squeeze.flush()


def unpack(packed: bytes) -> list[Signal]:
    """Return the signals of a bucket, in the order of a track.

    Raises Unavailable for what a newer release wrote, UnreadableBucket for what none did.
    """
    groups = _read_body(packed)
    if sum(group.count for group in groups) > MOST_SIGNALS:
        raise UnreadableBucket("It says that it holds more signals than a bucket may.")
    found = [signal for group in groups for signal in _decode_group(group)]
    found.sort(key=attrgetter("at"))  # keeps the order of devices and kinds, in which the groups stand
    return found


def merge(packed: bytes | None, signals: Iterable[Signal]) -> Merged:
    """Return a bucket (None: an empty one) with more signals: their union, or the first `MOST_SIGNALS` of it as a track
    is sorted, so that the order of merges does not matter. Raises what `unpack` raises."""
    before = sort_track(unpack(packed)) if packed is not None else []
    union = sort_track([*before, *signals])
    if packed is not None and len(union) == len(before):
        return Merged(packed, 0, 0, is_new=False)
    if len(union) <= MOST_SIGNALS:
        return Merged(_pack_track(union), len(union) - len(before), 0, is_new=packed is None)
    kept = union[:MOST_SIGNALS]
    return Merged(_pack_track(kept), len({*kept}.difference(before)), len(union) - len(kept), is_new=False)


def _encode_group(device: str, kind: int, signals: list[Signal]) -> _Group:
    at = [signal.at for signal in signals]
    places = list[tuple[SharingLevel, tuple[str, ...]]]()
    if kind == _FIX:
        more = _columns_of_fixes([signal for signal in signals if isinstance(signal, Fix)])
    elif kind == _COARSE:
        named = [(signal.level, signal.places) for signal in signals if isinstance(signal, CoarseFix)]
        places = sorted(set(named))
        number = {place: number for number, place in enumerate(places)}
        more = [[number[each] for each in named]]
    else:
        more = [[_known(signal.battery) for signal in signals if isinstance(signal, Ping)]]
    return _Group(device, kind, len(signals), [_encode_column(column) for column in (at, *more)], places)


def _columns_of_fixes(fixes: Sequence[Fix]) -> list[list[int]]:
    return [
        [fix.latitude for fix in fixes],
        [fix.longitude for fix in fixes],
        [_known(fix.accuracy_dm) for fix in fixes],
        [_known(fix.speed_cm_s) for fix in fixes],
        [_known(fix.heading_cdeg) for fix in fixes],
        [_known(fix.altitude_dm, LEAST_ALTITUDE_DM) for fix in fixes],
        [_known(fix.battery) for fix in fixes],
    ]


def _known(number: int | None, low: int = 0) -> int:
    return 0 if number is None else number - low + 1


def _numbers(column: Iterable[int], low: int = 0) -> list[int | None]:
    """Return what `_known` was given."""
    return [number + low - 1 if number else None for number in column]


def _encode_column(values: list[int]) -> _Column:
    """Return the values as whichever of themselves, their differences and the differences of those is least."""
    if min(values) == max(values):
        return _Column(values[:1], b"")
    steps = list(map(sub, values[1:], values))
    bends = list(map(sub, steps[1:], steps))
    forms = [(values[:1], steps), (values[:1] + steps[:1], bends), (list[int](), values)]
    starts, numbers = min(forms, key=lambda form: sum(map(int.bit_length, form[1])) + _START * len(form[0]))
    return _Column(starts, _to_planes([number << 1 ^ number >> 63 for number in numbers]))


def _to_planes(numbers: Sequence[int]) -> bytes:
    """Return the highest bit of each number, as far as one of them has one, then the next bit of each, and so on.

    They are as many bits wide as the bytes have room for, so that the length says how many."""
    count = len(numbers)
    least = max(numbers, default=0).bit_length()
    if least == 0:
        return b""
    size = (count * least + 7) // 8
    width = size * 8 // count
    word, code = _word_of(width)
    bits = _to_bits(to_bytes(f">{count}{code}", *numbers))
    return int("".join([bits[place::word] for place in range(word - width, word)]), 2).to_bytes(size)


def _word_of(width: int) -> tuple[int, str]:
    """Return how many bits the shortest word has that holds so many, and how `struct` calls it."""
    return next(word for word in _WORDS if word[0] >= width)


def _to_bits(raw: bytes) -> str:
    """Return the bits of bytes, as text: what slices them is written in C."""
    return format(int.from_bytes(raw) | 1 << len(raw) * 8, "b")[1:]


def _read_body(packed: bytes) -> list[_Group]:
    if not packed or packed[0] == 0:
        raise UnreadableBucket("It has no version.")
    if packed[0] != _VERSION:
        raise Unavailable("A newer release wrote these positions, and only that release can read them.")
    expand = zlib.decompressobj(_RAW)
    try:
        body = expand.decompress(packed[1:], _MOST_BYTES)
    except zlib.error as error:
        raise UnreadableBucket("It cannot be expanded.") from error
    if not expand.eof or expand.unused_data:
        raise UnreadableBucket("It is longer than a bucket may be, or not whole.")
    try:
        return msgspec.msgpack.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableBucket("It holds no groups of signals.") from error


def _decode_group(group: _Group) -> Iterable[Signal]:
    if group.kind == _FIX:
        at, latitude, longitude, *more = _read_columns(group, _FIX_RANGES)
        accuracy, speed, heading, altitude, battery = more
        return map(
            Fix, at, repeat(group.device), latitude, longitude, _numbers(accuracy), _numbers(speed), _numbers(heading),
            _numbers(altitude, LEAST_ALTITUDE_DM), _numbers(battery),
        )  # fmt: skip
    if group.kind == _PING:
        at, battery = _read_columns(group, _PING_RANGES)
        return map(Ping, at, repeat(group.device), _numbers(battery))
    at, number = _read_columns(group, (_FIX_RANGES[0], (0, len(group.places) - 1)))
    return [CoarseFix(when, group.device, *group.places[place]) for when, place in zip(at, number, strict=True)]


def _read_columns(group: _Group, ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
    if len(group.columns) != len(ranges):
        raise UnreadableBucket("It has other columns than its kind of signal.")
    found = [_decode_column(column, group.count) for column in group.columns]
    if any(min(values) < low or max(values) > high for values, (low, high) in zip(found, ranges, strict=True)):
        raise UnreadableBucket("It holds a number that no signal has.")
    return found


def _decode_column(column: _Column, count: int) -> list[int]:
    left = count - len(column.starts)
    if left < 0 or (left == 0 and column.planes):
        raise UnreadableBucket("It has a column of another length.")
    values = _from_planes(column.planes, left) if column.planes else [0] * left
    for start in reversed(column.starts):
        values = list(accumulate(values, initial=start))
    return values


def _from_planes(planes: bytes, count: int) -> list[int]:
    width, padding = divmod(len(planes) * 8, count)
    bits = _to_bits(planes)
    if width > _WIDEST or padding >= 8 or "1" in bits[:padding]:
        raise UnreadableBucket("It has a column of another length.")
    word, code = _word_of(width)
    words = bytearray(b"0" * (word * count))
    for place, first in enumerate(range(padding, len(bits), count), word - width):
        words[place::word] = bits[first : first + count].encode()
    numbers = from_bytes(f">{count}{code}", int(words, 2).to_bytes(count * word // 8))
    return [number >> 1 ^ -(number & 1) for number in numbers]
