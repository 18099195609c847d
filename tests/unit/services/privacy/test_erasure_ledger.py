"""Who was erased stays erased, whatever is brought back: the ledger remembers them where no backup reaches."""

import copy
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from ulid import ULID

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.privacy.ledger import LedgerEntry, begin_again, enter
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Unavailable
from chalicelib.gateways import erasure_ledger, locked_bucket
from chalicelib.models import trips
from chalicelib.models.passengers import PassengerRow
from chalicelib.services import employees
from chalicelib.services.bookings.commits import change, person
from chalicelib.services.operations import retention
from chalicelib.services.privacy import requests as privacy_requests
from tests.simulation.cloud import foundation_tables
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.rows import Key, Table
from tests.simulation.cloud.values import Item
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA
from tests.unit.services.privacy.privacy_samples import (
    everything,
    forget,
    keep_booking,
    keep_profile,
    keep_trip,
    settle_everything,
)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def back_up() -> list[tuple[Table, Key, Item]]:
    return [(table, key, copy.deepcopy(item)) for table, key, item in foundation_tables().snapshot()]


def restore(backup: list[tuple[Table, Key, Item]]) -> None:
    foundation_tables().restore([(table, key, copy.deepcopy(item)) for table, key, item in backup])


def test_an_erasure_is_remembered_where_no_backup_reaches(cloud: Wire) -> None:
    settle_everything()

    erasure = forget()

    (key,) = [key for key in cloud.audit_bucket.objects if key.startswith("erasures/")]
    entry = erasure_ledger.read_entry(erasure.erasure_id)
    assert key == f"erasures/{erasure.erasure_id}.json"
    assert entry == enter(erasure)
    assert "Weber" not in cloud.audit_bucket.objects[key].decode()


def test_whoever_comes_back_with_a_backup_is_erased_again_by_night() -> None:
    settle_everything()
    backup = back_up()
    erasure = forget()
    restore(backup)
    assert "Weber" in everything()

    night = retention.purge_expired()

    assert (night.erasures_replayed, night.erasures_left, night.failed) == (1, 0, 0)
    assert "Weber" not in everything()
    again = privacy_requests.get_erasure(ANNA, erasure.erasure_id)
    assert (again.status, again.created_at) == (ErasureStatus.DONE, erasure.created_at)
    assert retention.purge_expired().erasures_replayed == 0, "and once only"


def test_what_no_index_had_yet_when_it_was_erased_is_found_by_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """As DynamoDB's indexes are a moment behind their tables: the trip was made just before."""
    keep_trip()
    with monkeypatch.context() as patch:
        patch.setattr(trips, "list_trips", lambda *_, **__: ResultPage([], None))
        erasure = forget()
    assert erasure.status is ErasureStatus.DONE
    assert "Weber" in everything()

    nights = [retention.purge_expired().erasures_completed for _ in range(2)]

    assert (nights, "Weber" in everything()) == ([1, 0], False)
    assert privacy_requests.get_erasure(ANNA, erasure.erasure_id).counts["trips"] == 1


def test_who_is_employed_again_is_not_erased_once_more() -> None:
    forget()
    employees.put_employee(CLARA, ANNA.user_id, EmployeeDetails(name="Anna Weber"), expected=None)

    assert retention.purge_expired().erasures_completed == 0

    assert employees.get_employee(CLARA, ANNA.user_id).name == "Anna Weber"


def test_what_came_back_under_way_is_waited_for() -> None:
    keep_profile()
    running = keep_booking(ANNA, BookingStatus.PLANNING)
    backup = back_up()
    over = msgspec.structs.replace(running, status=BookingStatus.CANCELLED, version=running.version + 1)
    change(running, over, BookingCommit(actor=person("anna"), event=EventType.CANCELLED))
    erasure = forget()
    restore(backup)

    assert retention.purge_expired().erasures_left == 1
    assert privacy_requests.get_erasure(ANNA, erasure.erasure_id).status is ErasureStatus.RUNNING

    change(running, over, BookingCommit(actor=person("anna"), event=EventType.CANCELLED))
    assert retention.purge_expired().erasures == 1


def test_nothing_is_erased_before_it_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_everything()

    def refuse(*_: object) -> None:
        raise Unavailable("The bucket does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(locked_bucket, "add", refuse)
        begun = forget()
    assert (begun.status, begun.counts) == (ErasureStatus.RUNNING, {})
    assert next(iter(PassengerRow.scan()), None) is not None

    assert privacy_requests.carry_on_all(seconds=60) == (1, 0)
    assert [*erasure_ledger.list_erasures(after="era_")] == [begun.erasure_id]


@tried(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 400), max_size=6, unique=True), known=st.data())
def test_a_night_replays_what_the_tables_have_forgotten_and_no_backup_is_too_old_for(
    cloud: Wire, days: list[int], known: st.DataObject
) -> None:
    cloud.audit_bucket.objects.clear()
    foundation_tables().clear()
    now = clock.now()
    entries = [_entry(now - timedelta(days=day, seconds=1), number) for number, day in enumerate(days)]
    for entry in entries:
        erasure_ledger.keep_entry(entry)
    remembered = known.draw(st.sets(st.sampled_from(entries)) if entries else st.just(set()))
    for entry in remembered:
        privacy_requests._replay(entry.erasure_id)

    found = set(privacy_requests.to_replay(now).items())

    young = {each.erasure_id for each in entries if now - each.created_at <= privacy_requests.BACKUPS_KEPT}
    assert found == young - {each.erasure_id for each in remembered}


def _entry(at: datetime, number: int) -> LedgerEntry:
    return LedgerEntry(
        erasure_id=f"era_{ULID.from_datetime(at)}",
        user_id=f"user-{number}" if number % 2 else None,
        passenger_id=None if number % 2 else f"psg_{number}",
        requested_by="clara",
        created_at=at,
    )


def test_an_erasure_that_is_begun_again_is_the_same_one() -> None:
    entry = _entry(clock.now(), 1)

    assert enter(begin_again(entry, clock.now())) == entry
    assert msgspec.json.decode(msgspec.json.encode(entry), type=LedgerEntry) == entry
