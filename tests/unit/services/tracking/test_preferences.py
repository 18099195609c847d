"""What people say of their own positions, and that it counts at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import QuietHours
from chalicelib.errors import InvalidInput, VersionConflict
from chalicelib.models import items, trips
from chalicelib.services.privacy import consents
from chalicelib.services.tracking import preferences
from chalicelib.services.tracking.windows import SharingLevels, decide_level
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, DAVID
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, item, trip

EXACT, IN_ZONE, CITY, COUNTRY = SharingLevel
OTHER_TRIP = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z1"


@pytest.fixture(autouse=True)
def _on_a_trip(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        trips.create_trip(trip(NOW - 9 * HOUR, NOW + 9 * HOUR))
        yield


def say(granted: bool = True, level: SharingLevel = EXACT, **changes: Any) -> preferences.Tracking:
    usual: dict[str, Any] = {"text_version": "2026-11-en", "quiet_hours": None, "expected": None}
    return preferences.set_tracking(ANNA, granted=granted, level=level, **usual | changes)


def pass_by(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    later = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def allow(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    here = msgspec.structs.replace(settings.current(), tracking_level=level)
    monkeypatch.setattr(settings, "current", lambda: here)


def fields_of(refused: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [each.pointer for each in refused.value.errors]


def test_nothing_is_kept_of_who_has_said_nothing() -> None:
    assert decide_level(ANNA.user_id, NOW) is None
    assert preferences.get_tracking(ANNA).version == 0


def test_who_consents_shares_at_the_level_that_they_chose() -> None:
    said = say(level=COUNTRY)

    assert said.effective_level is COUNTRY
    assert decide_level(ANNA.user_id, NOW) is COUNTRY
    assert decide_level(DAVID.user_id, NOW) is None


def test_a_consent_alone_shares_the_city() -> None:
    consents.decide(ANNA, Purpose.LOCATION_TRACKING, granted=True, text_version="1", expected=None)

    assert decide_level(ANNA.user_id, NOW) is CITY


def test_withdrawing_ends_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    pass_by(monkeypatch, minutes=5)

    said = say(granted=False)

    assert (said.is_granted, said.effective_level) == (False, None)
    assert decide_level(ANNA.user_id, clock.now()) is None
    assert decide_level(ANNA.user_id, clock.now() - timedelta(minutes=2)) is None


def test_who_consents_again_shares_nothing_of_the_time_between(monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    pass_by(monkeypatch, minutes=5)
    say(granted=False)
    pass_by(monkeypatch, minutes=5)
    say()

    levels = [decide_level(ANNA.user_id, NOW + timedelta(minutes=each)) for each in (0, 5, 9, 10, 11)]

    assert levels == [None, None, None, EXACT, EXACT]


def test_every_change_is_a_new_version_and_what_was_not_seen_is_not_written_over() -> None:
    first = say(expected=0)
    other = say(level=CITY, expected=first.version)
    withdrawn = say(granted=False, level=CITY, expected=other.version)

    assert 0 < first.version < other.version < withdrawn.version
    for expected in (0, first.version, other.version):
        with pytest.raises(VersionConflict):
            say(expected=expected)


def test_a_change_made_to_the_consent_elsewhere_is_seen() -> None:
    first = say()
    consents.decide(ANNA, Purpose.LOCATION_TRACKING, granted=False, text_version="1", expected=None)

    with pytest.raises(VersionConflict):
        say(expected=first.version)


def test_to_say_the_same_again_decides_nothing() -> None:
    assert say().version == say().version == say(text_version=None).version


def test_every_decision_stays_in_the_history_of_consents() -> None:
    say()
    say(level=CITY)
    say(granted=False)

    found, _ = consents.list_history(ANNA, Purpose.LOCATION_TRACKING, limit=10, start=None)

    assert [each.granted for each in found] == [False, True]


def test_a_consent_needs_its_text() -> None:
    with pytest.raises(InvalidInput) as refused:
        say(text_version=None)

    assert fields_of(refused) == ["/textVersion"]
    assert preferences.get_tracking(ANNA).version == 0


@pytest.mark.parametrize(
    ("quiet", "pointer"),
    [
        (QuietHours(since="20:00", until="20:00", timezone="Europe/Berlin"), "/quietHours/until"),
        (QuietHours(since="20:00", until="07:00", timezone="Europe/Atlantis"), "/quietHours/timezone"),
    ],
)
def test_quiet_hours_that_are_none_are_refused_where_they_stand(quiet: QuietHours, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        say(quiet_hours=quiet)

    assert fields_of(refused) == [pointer]
    assert decide_level(ANNA.user_id, NOW) is None


@pytest.mark.parametrize(("most", "granted"), [("city", [CITY, COUNTRY]), ("in_zone", [IN_ZONE]), ("none", [])])
def test_only_levels_that_the_company_allows_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, most: str, granted: list[SharingLevel]
) -> None:
    allow(monkeypatch, most)

    for level in granted:
        assert say(level=level).effective_level is level
    for level in set(SharingLevel) - set(granted):
        with pytest.raises(InvalidInput) as refused:
            say(level=level)
        assert fields_of(refused) == ["/level" if granted else "/granted"]


def test_a_company_that_allows_less_later_is_heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    say(level=EXACT)

    levels = []
    for most in ("exact", "in_zone", "city", "country", "none"):
        allow(monkeypatch, most)
        levels.append(decide_level(ANNA.user_id, NOW))

    assert levels == [EXACT, IN_ZONE, CITY, COUNTRY, None]


def test_to_withdraw_is_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    say(level=EXACT)
    allow(monkeypatch, "none")

    assert say(granted=False, text_version=None, level=EXACT).is_granted is False


def test_quiet_hours_go_by_the_clock_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    say(quiet_hours=QuietHours(since="20:00", until="07:00", timezone="Asia/Tokyo"))  # 18:00 in Tokyo

    assert decide_level(ANNA.user_id, NOW) is EXACT
    assert decide_level(ANNA.user_id, NOW + 3 * HOUR) is None


@pytest.mark.parametrize("at_place", [True, False])
def test_a_level_that_is_known_of_one_second_is_taken_for_that_of_no_other(
    monkeypatch: pytest.MonkeyPatch, at_place: bool
) -> None:
    say(quiet_hours=QuietHours(since="20:00", until="07:00", timezone="Asia/Tokyo", at_place=at_place))
    trips.create_trip(trip(NOW - 9 * HOUR, NOW + 5 * HOUR, booked=False, trip_id=OTHER_TRIP))
    lands_at = NOW + timedelta(hours=4, seconds=30)
    flight = item(NOW + timedelta(minutes=30, seconds=20), lands_at, "Asia/Tokyo", "Asia/Kolkata")
    items.create_item(msgspec.structs.replace(flight, trip_id=OTHER_TRIP))
    pass_by(monkeypatch, hours=12)
    known = SharingLevels()

    hours = [NOW + number * HOUR / 2 for number in range(-1, 25)]
    moments = [at + timedelta(seconds=each) for each in (29, -1, 0, 20, 30) for at in hours]

    found = [known.find_lasting_level(ANNA.user_id, at.timestamp()) for at in moments]
    last = [datetime.fromtimestamp(each.until - 1, UTC) for each in found]

    levels = [each.level for each in found]
    assert levels == [decide_level(ANNA.user_id, at) for at in moments]
    assert levels == [decide_level(ANNA.user_id, at) for at in last]
    assert all(at <= until for at, until in zip(moments, last, strict=True))
    assert {*levels} == {EXACT, None}
    landing = [decide_level(ANNA.user_id, lands_at + timedelta(seconds=each)) for each in (-1, 0)]
    assert landing == [None, EXACT if at_place else None]  # 22:00 in Tokyo, 18:30 in Kolkata
