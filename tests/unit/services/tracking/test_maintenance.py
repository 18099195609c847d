"""By night, what a trip that is over leaves of where somebody was becomes the city; however often it is interrupted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.tracking.fix import EVERY_SECOND, CoarseFix, Fix, Ping, SharingLevel, Signal, make_fix, make_ping
from chalicelib.domain.tracking.packing import pack, split_buckets, unpack
from chalicelib.errors import VersionConflict
from chalicelib.models import positions, tracking_preferences, trips
from chalicelib.models.positions import PositionRow, StoredBucket
from chalicelib.services.operations import retention
from chalicelib.services.tracking import deletion, maintenance
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, DAVID
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, preferences, trip

BERLIN = (52.5163, 13.3777)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(maintenance, "_PAGE", 3)
    with empty_cloud():
        before = msgspec.structs.replace(preferences(SharingLevel.EXACT), updated_at=NOW - HOUR)
        tracking_preferences.replace_preferences(None, before)
        yield


def fix_at(at: datetime) -> Fix:
    return make_fix(device="dev_1", at=at, latitude=BERLIN[0], longitude=BERLIN[1])


def store(*signals: Signal, user_id: str = "anna") -> None:
    for starts_at, some in split_buckets(signals).items():
        positions.replace_bucket(user_id, None, starts_at, pack(some), expires_at=NOW + timedelta(days=90))


def kept(user_id: str = "anna") -> list[Signal]:
    found, _ = positions.list_buckets(user_id, EVERY_SECOND, now=NOW, limit=1000)
    return [signal for bucket in found for signal in unpack(bucket.packed)]


def pass_a_night() -> dict[str, int]:
    done = retention.purge_expired()
    return {"coarsened": done.coarsened, "failed": done.failed}


def pass_by(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    later = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_of_a_trip_that_is_over_for_long_the_cities_are_left() -> None:
    trips.create_trip(trip(NOW - 200 * HOUR, NOW - 100 * HOUR))
    old = [fix_at(NOW - (100 + hours) * HOUR) for hours in range(10)]
    store(*old, make_ping(device="dev_1", at=NOW - 99 * HOUR))

    assert pass_a_night() == {"coarsened": 1, "failed": 0}

    left = kept()
    assert [signal.moment for signal in left] == sorted(signal.moment for signal in [*old, left[-1]])
    assert {signal.places for signal in left if isinstance(signal, CoarseFix)} == {("DE", "Berlin")}
    assert [type(signal) for signal in left] == [CoarseFix] * 10 + [Ping]


def test_of_a_trip_under_way_everything_is_left_however_long_it_lasts() -> None:
    trips.create_trip(trip(NOW - 300 * HOUR, NOW + HOUR))
    store(*(fix_at(NOW - hours * HOUR) for hours in (1, 50, 150, 250)))
    before = kept()

    assert pass_a_night() == {"coarsened": 0, "failed": 0}
    assert kept() == before


def test_in_one_bucket_what_is_old_becomes_coarse_and_what_is_not_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pass_by(monkeypatch, minutes=5)
    exact_until = clock.now() - 72 * HOUR
    store(*(fix_at(exact_until + timedelta(minutes=each)) for each in (-1, 0, 1)))

    pass_a_night()

    assert [type(signal) for signal in kept()] == [CoarseFix, Fix, Fix]


def test_of_zones_nothing_is_left() -> None:
    at = int((NOW - 100 * HOUR).timestamp())
    store(CoarseFix(at=at, device="dev_1", level=SharingLevel.IN_ZONE, places=("gfc_1",)))

    assert pass_a_night() == {"coarsened": 1, "failed": 0}
    assert kept() == []


def test_to_coarsen_again_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store(*(fix_at(NOW - (100 + hours) * HOUR) for hours in range(10)))
    pass_a_night()
    after = [(row.bucket, row.version) for row in PositionRow.scan()]

    pass_by(monkeypatch, days=1)

    assert pass_a_night() == {"coarsened": 0, "failed": 0}
    assert [(row.bucket, row.version) for row in PositionRow.scan()] == after


@pytest.mark.parametrize("writes", range(12))
def test_a_night_that_ends_anywhere_is_gone_on_with_by_the_next(monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    store(*(fix_at(NOW - (100 + hours) * HOUR) for hours in range(10)))
    replace, count = positions.replace_bucket, iter(range(100))

    def die(*row: Any, expires_at: datetime) -> StoredBucket:
        if next(count) == writes:
            raise RuntimeError("the function was ended")
        return replace(*row, expires_at=expires_at)

    with monkeypatch.context() as patch:
        patch.setattr(positions, "replace_bucket", die)
        pass_a_night()
    pass_a_night()

    assert [type(signal) for signal in kept()] == [CoarseFix] * 10


def test_what_is_stored_meanwhile_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    at = NOW - 100 * HOUR
    store(fix_at(at))
    replace, others = positions.replace_bucket, [fix_at(at + timedelta(minutes=1))]

    def race(*row: Any, expires_at: datetime) -> StoredBucket:
        if others:
            replace(row[0], row[1], row[2], pack([fix_at(at), others.pop()]), expires_at=expires_at)
        return replace(*row, expires_at=expires_at)

    monkeypatch.setattr(positions, "replace_bucket", race)
    pass_a_night()

    assert [type(signal) for signal in kept()] == [CoarseFix, CoarseFix]


def test_one_bucket_that_nobody_can_read_keeps_no_other_as_it_is() -> None:
    store(fix_at(NOW - 120 * HOUR), fix_at(NOW - 100 * HOUR))
    broken = next(PositionRow.scan())
    broken.packed = b"\x00broken"
    broken.save()

    assert pass_a_night() == {"coarsened": 1, "failed": 0}
    assert {row.packed == b"\x00broken" for row in PositionRow.scan()} == {True, False}


def test_who_changes_their_mind_meanwhile_is_looked_at_again() -> None:
    store(fix_at(NOW - 100 * HOUR))
    [due] = list(tracking_preferences.list_due(NOW))
    before = tracking_preferences.find_preferences("anna")
    later = NOW - timedelta(minutes=1)
    changed = msgspec.structs.replace(preferences(SharingLevel.CITY), version=2, updated_at=later)
    tracking_preferences.replace_preferences(before, changed)

    with pytest.raises(VersionConflict):
        tracking_preferences.note_coarsened(due, NOW)
    assert pass_a_night() == {"coarsened": 1, "failed": 0}


def test_positions_are_deleted_at_ones_own_wish_and_nobody_elses() -> None:
    store(*(fix_at(NOW - hours * HOUR) for hours in range(60)))
    store(fix_at(NOW), user_id=DAVID.user_id)

    assert deletion.delete_positions(ANNA) == 60
    assert deletion.delete_positions(ANNA) == 0
    assert kept() == []
    assert len(kept(DAVID.user_id)) == 1
    assert tracking_preferences.find_preferences("anna") is not None
