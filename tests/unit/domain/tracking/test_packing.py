"""Buckets: the bytes are those of a set, hold all that is in it, and bytes that are none end in a clear error."""

import zlib
from functools import reduce
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.tracking import packing
from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal, sort_track
from chalicelib.domain.tracking.packing import (
    BUCKET_SECONDS,
    MOST_SIGNALS,
    UnreadableBucket,
    bucket_start,
    merge,
    pack,
    split_buckets,
    unpack,
)
from chalicelib.errors import Unavailable
from tests.support.traces import (
    FLIGHT,
    PHONE,
    REST,
    RIDE,
    STARTS_AT,
    WALK,
    Motion,
    any_second,
    any_signal,
    any_trace,
    make_trace,
    split_batches,
)

WRITE_UNIT = 1024
ROW_NAMES = 120  # bytes of a row beside its bucket: names and values of its keys, version, expiry
ANY = st.lists(any_signal(any_second()), max_size=12)
NEAR = st.lists(any_signal(st.integers(STARTS_AT, STARTS_AT + 4)), max_size=12)


def merge_all(batches: list[list[Signal]]) -> bytes:
    return reduce(lambda packed, batch: merge(packed, batch).packed, batches, pack([]))


@tuned(max_examples=25, deadline=None)
@given(ANY | NEAR | any_trace())
def test_bucket_holds_every_signal_as_it_came_in(signals: list[Signal]) -> None:
    assert unpack(pack(signals)) == sort_track(signals)


@tuned(max_examples=15, deadline=None)
@given(NEAR | any_trace(), st.integers(0, 10**6))
def test_any_order_repetition_and_batches_give_the_same_bytes(signals: list[Signal], seed: int) -> None:
    assert merge_all(list(split_batches(signals, seed))) == pack(signals)


@tuned(max_examples=15, deadline=None)
@given(NEAR, NEAR, NEAR)
def test_merging_is_associative_commutative_and_idempotent(
    one: list[Signal], two: list[Signal], three: list[Signal]
) -> None:
    a, b, c = pack(one), pack(two), pack(three)

    assert merge(merge(a, two).packed, three).packed == merge(a, unpack(merge(b, three).packed)).packed
    assert merge(a, two).packed == merge(b, one).packed
    assert merge(a, one) == (a, 0, 0, False)
    assert merge(c, [*three, *three]).packed == c


def test_merge_says_how_many_are_new() -> None:
    ride = make_trace(RIDE, 60)

    assert merge(None, ride) == (pack(ride), 60, 0, True)
    assert merge(pack(ride[:50]), [*ride[40:], ride[59]]) == (pack(ride), 10, 0, False)


def test_more_than_a_bucket_holds_are_left_out_alike_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_SIGNALS", 20)
    ride = make_trace(RIDE, 60, pings=0.2)

    found = {merge_all(list(split_batches(ride, seed))) for seed in range(20)}

    assert found == {pack(sort_track(ride)[:20])}
    assert merge(pack(ride[30:50]), ride[:25])[1:] == (20, 25, False)
    assert merge(None, ride[:25])[1:] == (20, 5, False)


def test_every_bucket_begins_at_a_quarter_of_an_hour() -> None:
    ride = make_trace(RIDE, 200)

    buckets = split_buckets(Random(3).sample(ride, len(ride)))

    assert sum(map(len, buckets.values())) == 200
    assert list(buckets) == [STARTS_AT - 30 + number * BUCKET_SECONDS for number in range(3)]
    assert all(bucket_start(signal.at) == start for start, signals in buckets.items() for signal in signals)


@pytest.mark.parametrize(("motion", "units"), [(WALK, 1), (RIDE, 1), (REST, 1), (FLIGHT, 2)])
def test_position_each_ten_seconds_is_a_write_unit_or_two_a_bucket(motion: Motion, units: int) -> None:
    for seed in range(5):
        trace = make_trace(motion._replace(step=10), 90, seed=seed, starts_at=bucket_start(STARTS_AT))
        assert len(pack(trace)) + ROW_NAMES <= WRITE_UNIT * units


def test_fullest_bucket_fits_into_a_row() -> None:
    random = Random(5)
    start = bucket_start(STARTS_AT)
    signals = [
        Fix(start + random.randrange(900), PHONE, random.randrange(-(9 * 10**8), 9 * 10**8),
            random.randrange(-(18 * 10**8), 18 * 10**8), random.randrange(10**6), random.randrange(10**5),
            random.randrange(36_000), random.randrange(10**6), random.randrange(101))
        for _ in range(MOST_SIGNALS)
    ]  # fmt: skip

    packed = pack(signals)

    assert len(packed) < 200_000
    assert unpack(packed) == sort_track(signals)


def write(groups: object) -> bytes:
    """Return what a program would have written that groups signals as we do."""
    squeeze = zlib.compressobj(wbits=-15)
    return b"\x01" + squeeze.compress(msgspec.msgpack.encode(groups)) + squeeze.flush()


AT: tuple[list[int], bytes] = ([STARTS_AT], b"")


@pytest.mark.parametrize(
    "strange",
    [
        b"",
        b"\x00",
        b"\x01",
        b"\x01no deflated bytes",
        pack(make_trace(RIDE, 5))[:-1],
        pack(make_trace(RIDE, 5)) + b"\x00",
        b"\x01" + zlib.compress(bytes(10_000_000), 9, wbits=-15),
        write({}),
        write([["dev_1", 2, 0, [AT, ([1], b"")], []]]),
        write([["dev_1", 2, MOST_SIGNALS + 1, [AT, ([1], b"")], []]]),
        write([["dev_1", 2, MOST_SIGNALS, [AT, ([1], b"")], []], ["dev_2", 2, 1, [AT, ([1], b"")], []]]),
        write([["dev_1", 3, 1, [AT, ([1], b"")], []]]),
        write([["dev_1", 2, 1, [AT], []]]),
        write([["dev_1", 2, 1, [AT, ([1], b""), ([1], b"")], []]]),
        write([["dev_1", 2, 1, [AT, ([200], b"")], []]]),
        write([["dev_1", 2, 1, [([0], b""), ([1], b"")], []]]),
        write([["dev_1", 2, 1, [AT, ([1], b"\x01")], []]]),
        write([["dev_1", 2, 1, [AT, ([1, 1], b"")], []]]),
        write([["dev_1", 2, 3, [AT, ([], b"\xff")], []]]),
        write([["dev_1", 2, 9, [AT, ([], b"\x01\x02\x03\x04")], []]]),
        write([["dev_1", 2, 1, [AT, ([], b"\x01" * 9)], []]]),
        write([["dev_1", 2, 2, [([STARTS_AT, 2**63 - 1], b""), ([1], b"")], []]]),
        write([["dev_1", 1, 1, [AT, ([0], b"")], []]]),
        write([["dev_1", 1, 1, [AT, ([0], b"")], [["everywhere", ["DE"]]]]]),
        write([["dev_1", 1, 1, [AT, ([1], b"")], [["country", ["DE"]]]]]),
        write([[1, 2, 1, [AT, ([1], b"")], []]]),
    ],
)
def test_bytes_that_are_no_bucket_end_in_a_clear_error(strange: bytes) -> None:
    with pytest.raises(UnreadableBucket, match=r"^It .+\.$"):
        unpack(strange)


def test_group_written_by_hand_is_read() -> None:
    packed = write([["dev_1", 1, 1, [AT, ([0], b"")], [["country", ["DE"]]]], ["dev_1", 2, 1, [AT, ([1], b"")], []]])

    assert unpack(packed) == [
        CoarseFix(STARTS_AT, "dev_1", SharingLevel.COUNTRY, ("DE",)),
        Ping(STARTS_AT, "dev_1", battery=0),
    ]


@tuned(max_examples=40, deadline=None)
@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda more: b"\x01" + more), st.integers(0, 10**6))
def test_damaged_bytes_are_refused_or_hold_signals(noise: bytes, seed: int) -> None:
    damaged = bytearray(pack(make_trace(RIDE, 12)))
    damaged[seed % len(damaged)] ^= 1 << seed % 8
    for packed in (noise, bytes(damaged)):
        try:
            found = unpack(packed)
        except (UnreadableBucket, Unavailable):
            continue
        assert unpack(pack(found)) == sort_track(found)


@pytest.mark.parametrize("version", [2, 7, 255])
def test_what_a_newer_release_wrote_is_neither_read_nor_written_over(version: int) -> None:
    packed = bytes([version]) + pack(make_trace(RIDE, 5))[1:]

    with pytest.raises(Unavailable, match="newer release"):
        unpack(packed)
    with pytest.raises(Unavailable, match="newer release"):
        merge(packed, make_trace(RIDE, 6))
