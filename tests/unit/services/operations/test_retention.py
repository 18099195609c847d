"""The nightly job: what nobody uses is forgotten, what somebody uses is not, and a night does a bounded piece."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.models.passengers import LinkRow, PassengerRow
from chalicelib.services import passengers
from chalicelib.services.bookings.audits import verify_audit
from chalicelib.services.operations import retention
from chalicelib.services.privacy import consents
from chalicelib.workers import schedules
from chalicelib.worklist import NOTHING, Part
from infra import policies
from infra.gateway_answers import CHALICE
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, DAVID, PRIVATE, details
from tests.unit.services.privacy.privacy_samples import everything, keep_booking

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
AN_ERASURE = 60.0  # seconds that one may take at most


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        yield


def keep(number: int, kind: PassengerKind = PassengerKind.GUEST) -> str:
    passenger_id = f"psg_01JQZW3V9D7R8M3T2K6W{number:06d}"
    passengers.create_passenger(ANNA, kind, details(), passenger_id=passenger_id)
    return passenger_id


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))


def test_a_guest_whom_nobody_books_for_is_erased_with_every_link(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(1)
    later(monkeypatch, 365)
    assert retention.purge_expired().guests == 0

    later(monkeypatch, 366)

    assert retention.purge_expired() == retention.Purged(guests=1)
    assert [*PassengerRow.scan(), *LinkRow.scan()] == []


def test_a_stage_that_keeps_profiles_no_longer_deletes_those_it_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(1)
    later(monkeypatch, 366)
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    assert retention.purge_expired().guests == 1


def test_who_is_booked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    guest = keep(1)
    later(monkeypatch, 300)
    passengers.note_booking(ANNA, [guest], "bkg_1")
    later(monkeypatch, 600)

    assert retention.purge_expired().guests == 0


def test_an_employee_is_kept_longer_than_a_guest(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(1, PassengerKind.EMPLOYEE)
    keep(2)
    later(monkeypatch, 1_000)
    assert retention.purge_expired() == retention.Purged(guests=1)

    later(monkeypatch, 1_100)

    assert retention.purge_expired() == retention.Purged(profiles=1)


def test_names_in_bookings_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    made = keep_booking()
    ends = made.request.ends_on
    kept_for = (ends - NOW.date()).days + settings.current().names_kept_days
    later(monkeypatch, kept_for - 1)
    assert retention.purge_expired().names == 0

    later(monkeypatch, kept_for + 1)

    assert retention.purge_expired().names == 1
    assert retention.purge_expired().names == 0
    left = everything()
    assert "Hopper" not in left, "a guest by name alone"
    assert "needed there" not in left
    assert verify_audit(ANNA, made.booking_id).intact


def test_a_night_goes_on_until_nothing_is_left_or_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        keep(number)
    later(monkeypatch, 400)

    monkeypatch.setattr(retention, "_SECONDS", 0.0)
    assert retention.purge_expired().guests == 0

    monkeypatch.setattr(retention, "_SECONDS", 60.0)
    assert retention.purge_expired().guests == 3


def test_the_log_line_of_a_night_counts_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(1)
    consents.decide(DAVID, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None)
    later(monkeypatch, 800)

    schedules.purge_expired()

    (line,) = [line for line in capsys.readouterr().err.splitlines() if '"message":"purgeExpired"' in line]
    assert '"guests":1' in line.replace(" ", "")
    assert '"consents":1' in line.replace(" ", "")
    assert not [word for word in (*PRIVATE, "Weber", "Anna") if word in line]


@pytest.mark.parametrize("stage", policies.STAGES)
def test_a_night_has_the_time_to_end_what_it_has_begun(stage: str) -> None:
    config = json.loads(CHALICE.read_text(encoding="utf-8"))["stages"][stage]["lambda_functions"]["nightly"]

    assert config["lambda_timeout"] >= retention._SECONDS + AN_ERASURE


def test_erasures_that_take_all_night_do_not_keep_budgets_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    elapsed, watched = [0.0], list[int]()

    def erase(_number: int) -> str:
        elapsed[0] += AN_ERASURE
        return "erasures"

    def watch(number: int) -> str:
        watched.append(number)
        return NOTHING

    slow = Part("erasures", lambda: range(1_000), erase, lambda _number: {})
    monkeypatch.setattr(clock, "elapsed", lambda: elapsed[0])
    monkeypatch.setattr("chalicelib.services.operations.retention.privacy_requests.to_carry_on", lambda: slow)
    monkeypatch.setattr(
        "chalicelib.services.operations.retention.budget_alerts.to_watch",
        lambda _now: Part("budgets", lambda: range(20), watch, lambda _number: {}),
    )

    purged = retention.purge_expired()

    assert watched == [*range(20)]
    assert 0 < purged.erasures < 6
    assert elapsed[0] <= 300
