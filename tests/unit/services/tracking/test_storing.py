"""Storing positions: the same rows for any order, repetition, crash and race, and nothing that is not shared."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st
from pynamodb.exceptions import PynamoDBException
from pynamodb.transactions import TransactWrite

from chalicelib import clock, settings
from chalicelib.domain.mentions import Erased
from chalicelib.domain.tracking.fix import CoarseFix, Fix, SharingLevel, Signal, sort_track
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, UnreadableBucket, pack, split_buckets, unpack
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import Unavailable
from chalicelib.models import mentions, positions, trips
from chalicelib.models.positions import PositionRow
from chalicelib.services.tracking import deletion, preferences
from chalicelib.services.tracking.storing import NOTHING_STORED, expiry_of, store_positions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.units import Meter
from tests.simulation.cloud.wire import Call, Wire
from tests.support.connection import Crash, Cut
from tests.support.passenger_samples import ANNA
from tests.support.traces import RIDE, STARTS_AT, WALK, make_trace, split_batches
from tests.unit.domain.tracking.windows_samples import HOUR, trip
from tests.unit.services.documents.document_world import cut_at

SINCE = datetime.fromtimestamp(STARTS_AT, UTC)
NOW = SINCE + 2 * HOUR
WHO = ANNA.user_id


@pytest.fixture(name="wire", autouse=True)
def a_wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """Anna is on a trip, and shares exactly where she is."""
    with empty_cloud() as wire:
        trips.create_trip(trip(SINCE - 9 * HOUR, SINCE + 9 * HOUR))
        share(monkeypatch, SharingLevel.EXACT)
        yield wire


def share(
    monkeypatch: pytest.MonkeyPatch, level: SharingLevel, *, granted: bool = True, at: datetime | None = None
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at or SINCE - HOUR)
    preferences.set_tracking(ANNA, granted=granted, text_version="1", level=level, quiet_hours=None, expected=None)
    monkeypatch.setattr(clock, "now", lambda: NOW)


def stored_rows() -> dict[int, bytes]:
    return {row.starts_at: row.packed for row in positions.list_buckets(WHO, _EVER, now=NOW, limit=1000).rows}


_EVER = range(STARTS_AT - 10**7, STARTS_AT + 10**7)


def packed(signals: Iterable[Signal]) -> dict[int, bytes]:
    return {starts_at: pack(found) for starts_at, found in split_buckets(signals).items()}


@tuned(max_examples=3, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_repetition_and_batches_store_the_same_rows(seed: int) -> None:
    ride = make_trace(RIDE, 200, seed=seed, gaps=0.1, pings=0.1)

    for batch in split_batches(ride, seed):
        store_positions(WHO, batch)

    assert stored_rows() == packed(ride)
    positions.delete_buckets(WHO, stored_rows())


def test_answer_says_what_is_stored_where_and_what_is_new() -> None:
    ride = make_trace(RIDE, 200)
    store_positions(WHO, ride[:120])

    stored = store_positions(WHO, [*ride[199:90:-1], *ride[150:]])

    assert stored[:5] == (tuple(ride[91:]), tuple(packed(ride[91:])), 80, 0, 0)


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER, Cut.LOST, Cut.UNREACHABLE])
def test_batch_that_dies_anywhere_is_stored_when_it_is_delivered_again(wire: Wire, how: Cut) -> None:
    ride = make_trace(RIDE, 200)[::5]
    store_positions(WHO, ride[10:20])
    tried = 0
    for number in range(100):
        wire.cut.clear()
        wire.scissors = cut_at(len(wire.calls) + number, how)
        try:
            store_positions(WHO, ride)
        except (Crash, Unavailable, PynamoDBException):
            tried += 1
        wire.scissors = None
        if not wire.cut:
            break
        store_positions(WHO, ride)
        assert stored_rows() == packed(ride)
        with wire.quiet():
            positions.delete_buckets(WHO, list(packed(ride))[1:])

    assert tried >= 3


def test_what_another_worker_writes_in_between_is_kept(wire: Wire) -> None:
    ride = make_trace(RIDE, 60)
    others = iter([ride[10:20], ride[20:30], ride[30:40]])

    def write_between(call: Call) -> None:
        if call.operation == "dynamodb.PutItem" and (batch := next(others, None)) is not None:
            with wire.quiet():
                store_positions(WHO, batch)

    wire.scissors = write_between
    stored = store_positions(WHO, [*ride[:10], *ride[40:]])

    assert next(others, None) is None
    assert stored_rows() == packed(ride)
    assert not stored.unpacked


def test_bytes_of_buckets_that_hold_nothing_else_are_known_without_unpacking_them() -> None:
    ride = make_trace(RIDE, 200, pings=0.1)
    store_positions(WHO, ride[:10])

    stored = store_positions(WHO, ride * 2)

    rows = stored_rows()
    known = {packed: sort_track(signals) for packed, signals in stored.unpacked.items()}
    assert len(rows) > 2
    assert known == {rows[start]: unpack(rows[start]) for start in sorted(rows)[1:]}
    assert not store_positions(WHO, ride).unpacked


@pytest.mark.waits
def test_workers_that_write_to_one_bucket_at_once_lose_nothing() -> None:
    walk = make_trace(WALK, 160)
    together = Barrier(4)

    def work(number: int) -> None:
        together.wait()
        store_positions(WHO, walk[number::4])

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    assert stored_rows() == packed(walk)


def test_what_is_there_already_is_not_written_again(wire: Wire) -> None:
    ride = make_trace(RIDE, 200)
    store_positions(WHO, ride)
    wire.tables.meter = meter = Meter()

    assert store_positions(WHO, ride[::3]).added == 0

    assert sum(writes for _, writes in meter.units().values()) == 0


def test_day_late_hour_is_a_write_unit_a_bucket(wire: Wire) -> None:
    wire.tables.meter = meter = Meter()

    stored = store_positions(WHO, make_trace(RIDE, 360))

    assert len(stored.buckets) == 5  # it does not begin with a quarter of an hour
    assert sum(writes for _, writes in meter.units().values()) == 5


@pytest.mark.parametrize("level", [SharingLevel.IN_ZONE, SharingLevel.CITY, SharingLevel.COUNTRY])
def test_nothing_more_exact_than_is_shared_reaches_a_row(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, level: SharingLevel
) -> None:
    share(monkeypatch, level)
    ride = make_trace(RIDE, 100, pings=0.2)
    wire.calls.clear()

    stored = store_positions(WHO, ride, zones_of=lambda _: ("gfn_office",))

    assert not any(isinstance(signal, Fix) for signal in stored.signals)
    places = {signal.places for signal in stored.signals if isinstance(signal, CoarseFix)}
    assert places == {{"in_zone": ("gfn_office",), "city": ("DE", "Berlin"), "country": ("DE",)}[level]}
    assert stored_rows() == packed(stored.signals)
    assert len(stored.signals) == len(ride)


def test_nothing_is_stored_without_consent_or_outside_of_a_trip(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = make_trace(RIDE, 10, starts_at=STARTS_AT - 24 * 3600)
    assert store_positions(WHO, outside) == NOTHING_STORED._replace(not_kept=10)

    share(monkeypatch, SharingLevel.EXACT, granted=False, at=NOW)

    assert store_positions(WHO, make_trace(RIDE, 10)) == NOTHING_STORED._replace(not_kept=10)
    assert stored_rows() == {}


def mark_as_erased() -> None:
    with TransactWrite(connection=transactions()) as transaction:
        mentions.mark(transaction, WHO, Erased(erasure_id="era_1", subjects=(WHO,)), NOW, instead_of=None)


@pytest.mark.parametrize("moment", ["dynamodb.BatchGetItem", "dynamodb.PutItem"])
def test_erasure_at_any_moment_leaves_nothing(wire: Wire, moment: str) -> None:
    ride = make_trace(RIDE, 60)
    erasures = iter([mark_as_erased])

    def erase_between(call: Call) -> None:
        if call.operation == moment and (erase := next(erasures, None)) is not None:
            with wire.quiet():
                erase()

    wire.scissors = erase_between
    stored = store_positions(WHO, ride)

    assert stored == NOTHING_STORED._replace(not_kept=60)
    assert list(PositionRow.query(WHO, consistent_read=True)) == []


@pytest.mark.parametrize("moment", ["dynamodb.BatchGetItem", "dynamodb.PutItem"])
@pytest.mark.parametrize("before", [0, 30])
def test_what_somebody_deletes_who_consents_no_more_stays_deleted(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, moment: str, before: int
) -> None:
    ride = make_trace(RIDE, 60)
    store_positions(WHO, ride[:before])
    deletions = iter([deletion.delete_positions])

    def delete_between(call: Call) -> None:
        if call.operation == moment and (delete := next(deletions, None)) is not None:
            with wire.quiet():
                share(monkeypatch, SharingLevel.EXACT, granted=False, at=NOW)
                delete(ANNA)

    wire.scissors = delete_between
    for _ in range(2):  # where it fails, the message is delivered again
        try:
            store_positions(WHO, ride)
        except Unavailable:
            assert before

    assert next(deletions, None) is None
    assert _rows() == []


def test_erasure_is_heeded_also_where_a_bucket_cannot_be_read() -> None:
    ride = make_trace(RIDE, 200)
    positions.replace_bucket(WHO, None, next(iter(packed(ride))), b"\x01damaged", expires_at=NOW + HOUR)
    mark_as_erased()

    with pytest.raises(UnreadableBucket):
        store_positions(WHO, ride)

    assert _rows() == []


def test_what_would_have_expired_by_now_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    here = msgspec.structs.replace(settings.current(), positions_kept_days=1)
    monkeypatch.setattr(settings, "current", lambda: here)
    late = SINCE + timedelta(days=1, minutes=15)
    monkeypatch.setattr(clock, "now", lambda: late)
    ride = make_trace(RIDE, 200)

    stored = store_positions(WHO, ride)

    first_alive = next(iter(packed(ride))) + BUCKET_SECONDS
    assert stored.not_kept == sum(signal.at < first_alive for signal in ride)
    assert stored.buckets == tuple(packed(ride))[1:]
    assert all(
        row.expires_at == expiry_of(start).timestamp() for start, row in zip(stored.buckets, _rows(), strict=True)
    )


def _rows() -> list[PositionRow]:
    return list(PositionRow.query(WHO, consistent_read=True))


@pytest.mark.parametrize(
    ("strange", "error"), [(b"\x07from the future", Unavailable), (b"\x01damaged", UnreadableBucket)]
)
def test_bucket_that_cannot_be_read_keeps_no_other_from_being_stored(strange: bytes, error: type[Exception]) -> None:
    ride = make_trace(RIDE, 200)
    first = next(iter(packed(ride)))
    positions.replace_bucket(WHO, None, first, strange, expires_at=NOW + HOUR)

    with pytest.raises(error):
        store_positions(WHO, ride)

    assert stored_rows() == packed(ride) | {first: strange}


def test_more_than_a_bucket_holds_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.domain.tracking.packing.MOST_SIGNALS", 20)
    ride = make_trace(RIDE, 30, starts_at=STARTS_AT - 30)

    assert store_positions(WHO, ride).left_out == 10
    assert stored_rows() == packed(sort_track(ride)[:20])


def test_what_is_weeks_late_is_decided_on_by_few_reads_whatever_its_order(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = make_trace(RIDE, 100)
    monkeypatch.setattr(clock, "now", lambda: SINCE + 20 * 24 * HOUR)
    wire.calls.clear()

    store_positions(WHO, trace[::-1])

    consents_read = [call for call in wire.calls if call.params.get("TableName") == "sojourn-local-consents"]
    assert len(consents_read) <= 2  # before it is stored, and after
