"""A look takes a reason, is written down before anything is shown, and is the person's to read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import Look, LookKind, Range, Sight, Standing, decide_sight
from chalicelib.errors import InvalidInput, NotFound, Unavailable
from chalicelib.models import consents, tracking_preferences, trips
from chalicelib.models.position_looks import LookRow
from chalicelib.services.privacy import requests
from chalicelib.services.tracking import looks
from tests.simulation.cloud.empty import empty_cloud, take_table_away
from tests.support.passenger_samples import ANNA, CLARA, DAVID
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, decision, preferences, trip

REASON = "Strike at the airport: who needs another way home?"
LINK = "tsh_01JQZX5V9D7R8M3T2K6W4H0YBE"


@pytest.fixture(autouse=True)
def _under_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        trips.create_trip(trip(NOW - 9 * HOUR, NOW + 9 * HOUR))
        consents.add_consent(decision(1, NOW - 20 * HOUR, granted=True))
        tracking_preferences.replace_preferences(None, preferences(SharingLevel.EXACT))
        yield


def look(
    viewer: Identity = CLARA, kind: LookKind = LookKind.LIVE, reason: str | None = REASON, asked: Range = looks.ANY_TIME
) -> Sight:
    return looks.look_at(viewer, ANNA.user_id, kind=kind, reason=reason, asked=asked)


def written(identity: Identity = ANNA) -> list[Look]:
    return looks.list_looks(identity, limit=100, start=None)[0]


def pass_by(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    later = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_a_look_is_written_down_for_whom_it_was_at() -> None:
    look(kind=LookKind.HISTORY, asked=Range(NOW - HOUR, NOW))

    [found] = written()

    assert (found.user_id, found.viewer_id, found.standing) == ("anna", "clara", Standing.TRAVEL_MANAGER)
    assert (found.kind, found.reason, found.at, found.level) == ("history", REASON, NOW, "exact")
    assert (found.since, found.until) == (NOW - HOUR, NOW)
    assert written(CLARA) == []


@pytest.mark.parametrize("reason", [None, "", "ab", "   ", " why ", "a" * 301, "one\ntwo", "why\u202ereversed"])
def test_a_look_without_a_reason_shows_nothing(reason: str | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        look(reason=reason)

    assert [each.pointer for each in refused.value.errors] == ["/reason"]
    assert written() == []


def test_to_look_at_oneself_takes_no_reason_and_is_no_look() -> None:
    assert look(ANNA, reason=None).level is SharingLevel.EXACT
    assert written() == []


def test_a_refused_look_is_counted_and_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotFound) as refused:
        look(DAVID)

    assert '"LooksRefused"' in capsys.readouterr().err
    assert str(refused.value) == "There is no position of this person for you to see."
    assert written() == []


def test_where_a_look_cannot_be_written_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    take_table_away(monkeypatch, LookRow)

    with pytest.raises(Unavailable):
        look()


@pytest.mark.parametrize("erased", [ANNA, CLARA])
def test_nothing_is_seen_or_written_of_who_is_erased_while_somebody_looks(
    monkeypatch: pytest.MonkeyPatch, erased: Identity
) -> None:
    def decide_and_erase(*grounds: Any) -> Sight | None:
        decided = decide_sight(*grounds)
        requests.request_erasure(erased, None, erasure_id=clock.new_id("era"))
        return decided

    monkeypatch.setattr(f"{looks.__name__}.decide_sight", decide_and_erase)

    with pytest.raises(NotFound):
        look()
    assert list(LookRow.scan()) == []


def test_who_goes_on_looking_for_one_reason_has_looked_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(14):  # minutes, of one quarter of an hour
        look()
        pass_by(monkeypatch, minutes=1)
    assert [each.at for each in written()] == [NOW]

    pass_by(monkeypatch, minutes=1)
    look()

    assert [each.at for each in written()] == [NOW + timedelta(minutes=15), NOW]


@pytest.mark.parametrize(
    "other",
    [
        {"reason": "She asked me where to meet"},
        {"kind": LookKind.LAST_PLACE},
        {"asked": Range(NOW - HOUR, None)},
        {"asked": Range(None, NOW - HOUR)},
    ],
)
def test_to_look_for_another_reason_or_at_something_else_is_another_look(other: dict[str, object]) -> None:
    look()
    look(**other)  # type: ignore[arg-type]

    assert len(written()) == 2


def test_who_comes_to_see_more_has_looked_again() -> None:
    before = tracking_preferences.find_preferences("anna")
    look()
    tracking_preferences.replace_preferences(before, msgspec.structs.replace(preferences(SharingLevel.CITY), version=2))
    look()

    assert {each.level for each in written()} == {SharingLevel.EXACT, SharingLevel.CITY}


def test_a_share_link_that_is_opened_is_a_look_of_nobody_we_know() -> None:
    sight = looks.visit_share(ANNA.user_id, LINK, kind=LookKind.LIVE)
    looks.visit_share(ANNA.user_id, LINK, kind=LookKind.LIVE)

    [found] = written()

    assert sight.level is SharingLevel.EXACT
    assert (found.standing, found.viewer_id, found.reason, found.share_id) == ("share_link", None, None, LINK)


def test_a_share_link_shows_nothing_without_consent() -> None:
    consents.add_consent(decision(2, NOW - HOUR, granted=False))

    with pytest.raises(NotFound):
        looks.visit_share(ANNA.user_id, LINK, kind=LookKind.HISTORY)


def test_looks_are_listed_page_by_page_the_latest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        look(reason=f"Question {number}")
        pass_by(monkeypatch, minutes=16)
    found, start = [], None
    while True:
        page, start = looks.list_looks(ANNA, limit=2, start=start)
        found += page
        if start is None:
            break

    assert [each.reason for each in found] == [f"Question {number}" for number in (4, 3, 2, 1, 0)]
