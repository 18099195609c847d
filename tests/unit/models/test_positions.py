"""Rows of positions: found by whose and when, written over only as they were read, and gone with their time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.tracking.fix import EVERY_SECOND
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, bucket_start, pack
from chalicelib.errors import VersionConflict
from chalicelib.models import positions
from chalicelib.models.positions import PositionRow, StoredBucket
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.units import Meter
from tests.simulation.cloud.wire import Wire
from tests.support.traces import REST, RIDE, STARTS_AT, make_trace

FIRST = bucket_start(STARTS_AT)
NOW = datetime.fromtimestamp(STARTS_AT, UTC)
LATER = NOW + timedelta(days=90)
STARTS = [FIRST + number * BUCKET_SECONDS for number in range(6)]


@pytest.fixture(name="wire", autouse=True)
def a_wire() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def put(starts_at: int, *, user_id: str = "anna", expires_at: datetime = LATER) -> StoredBucket:
    packed = pack(make_trace(REST, 15, starts_at=starts_at))
    return positions.replace_bucket(user_id, None, starts_at, packed, expires_at=expires_at)


def listed(span: range, *, limit: int = 100, now: datetime = NOW) -> list[int]:
    found, start = list[int](), None
    while True:
        page, start = positions.list_buckets("anna", span, now=now, limit=limit, start=start)
        found += [bucket.starts_at for bucket in page]
        if start is None:
            return found


def test_bucket_is_found_as_it_was_written() -> None:
    made = put(FIRST)

    assert made == StoredBucket(FIRST, 1, pack(make_trace(REST, 15, starts_at=FIRST)))
    assert positions.find_buckets("anna", [FIRST, FIRST, STARTS[1]]) == {FIRST: made}
    assert positions.find_buckets("ben", [FIRST]) == {}
    assert positions.find_buckets("anna", []) == {}


def test_bucket_is_written_over_only_as_it_was_read() -> None:
    made = put(FIRST)

    after = positions.replace_bucket("anna", made, FIRST, b"\x01more", expires_at=LATER)

    assert after.version == 2
    for before in (None, made):
        with pytest.raises(VersionConflict, match="quarter of an hour"):
            positions.replace_bucket("anna", before, FIRST, b"\x01less", expires_at=LATER)
    with pytest.raises(VersionConflict):
        positions.delete_bucket("anna", made)
    assert positions.find_buckets("anna", [FIRST]) == {FIRST: after}
    positions.delete_bucket("anna", after)
    with pytest.raises(VersionConflict):
        positions.replace_bucket("anna", after, FIRST, b"\x01again", expires_at=LATER)


def test_span_of_time_reads_its_buckets_and_no_others() -> None:
    for starts_at in STARTS:
        put(starts_at)
        put(starts_at, user_id="ben")

    assert listed(range(STARTS[1], STARTS[3])) == STARTS[1:3]
    assert listed(range(STARTS[1] + 1, STARTS[3] + 1)) == STARTS[1:4]
    assert listed(range(STARTS[2] - 1, STARTS[2])) == [STARTS[1]]
    assert listed(range(STARTS[2], STARTS[2])) == []
    assert listed(EVERY_SECOND, limit=2) == STARTS


def test_expired_bucket_is_not_listed_though_its_row_is_still_there() -> None:
    put(FIRST, expires_at=NOW)
    put(STARTS[1], expires_at=NOW + timedelta(seconds=1))

    assert listed(EVERY_SECOND) == STARTS[1:2]
    assert PositionRow.get("anna", "2027-03-03T08:15").expires_at == STARTS_AT


def test_person_is_forgotten_a_piece_at_a_time_and_nobody_else() -> None:
    for starts_at in STARTS:
        put(starts_at)
    kept = put(FIRST, user_id="ben")

    assert [positions.forget_person("anna", 4) for _ in range(3)] == [4, 2, 0]
    assert positions.find_buckets("ben", STARTS) == {FIRST: kept}


def test_named_buckets_are_deleted_whatever_is_in_them() -> None:
    for starts_at in STARTS[:3]:
        put(starts_at)

    positions.delete_buckets("anna", [*STARTS[1:5], STARTS[1]])

    assert listed(EVERY_SECOND) == [FIRST]


def test_hour_of_positions_is_four_write_units_and_one_read_unit(wire: Wire) -> None:
    wire.tables.meter = meter = Meter()
    for starts_at in STARTS[:4]:
        ride = make_trace(RIDE, 90, starts_at=starts_at)
        positions.replace_bucket("6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10", None, starts_at, pack(ride), expires_at=LATER)
    assert sum(writes for _, writes in meter.units().values()) == 4

    wire.tables.meter = meter = Meter()
    positions.list_buckets("6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10", range(FIRST, FIRST + 3600), now=NOW, limit=100)
    assert sum(reads for reads, _ in meter.units().values()) <= 1
