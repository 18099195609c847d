"""Consents: nothing is allowed until it is said, what is said is never altered, and leave runs out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.consents import Consent, ConsentChangeReason, Purpose
from chalicelib.errors import VersionConflict
from chalicelib.services.privacy import consents
from chalicelib.worklist import work_off
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, DAVID

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TRACKING, SHARING = Purpose.LOCATION_TRACKING, Purpose.TRIP_SHARING


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        yield


def decide(granted: bool, expected: int | None = None, identity: Identity = ANNA) -> Consent:
    return consents.decide(identity, TRACKING, granted=granted, text_version="2026-11-en", expected=expected)


def history(identity: Identity = ANNA) -> list[tuple[int, bool, ConsentChangeReason]]:
    found, _ = consents.list_history(identity, TRACKING, limit=100, start=None)
    return [(each.version, each.granted, each.reason) for each in found]


def holds(at: datetime = NOW) -> bool:
    found = consents.get_consent(ANNA, TRACKING)
    return found is not None and found.holds(at)


def test_nothing_is_allowed_before_it_is_said() -> None:
    assert consents.get_consent(ANNA, TRACKING) is None


def test_consent_counts_for_the_purpose_and_the_person_only() -> None:
    decide(True)

    assert holds()
    assert consents.get_consent(ANNA, SHARING) is None
    assert consents.get_consent(DAVID, TRACKING) is None


def test_every_decision_stays_in_the_history() -> None:
    decide(True, expected=0)
    decide(False, expected=1)
    decide(True, expected=2)

    assert history() == [
        (3, True, ConsentChangeReason.DECIDED),
        (2, False, ConsentChangeReason.DECIDED),
        (1, True, ConsentChangeReason.DECIDED),
    ]


@pytest.mark.parametrize("expected", [0, 2])
def test_a_decision_on_what_one_has_not_seen_is_refused(expected: int) -> None:
    decide(True)

    with pytest.raises(VersionConflict):
        decide(False, expected=expected)

    assert holds()


def test_consent_expires_at_its_time_even_before_anything_notes_it() -> None:
    given = decide(True)
    assert given.expires_at is not None

    assert holds(given.expires_at - timedelta(seconds=1))
    assert not holds(given.expires_at)


def end_expired() -> int:
    return work_off([consents.to_end(clock.now())], seconds=60).counts["consents"]


def test_what_has_expired_is_recorded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(True)
    decide(True, identity=DAVID)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=731))

    assert end_expired() == 2
    assert end_expired() == 0
    assert (
        history() == history(DAVID) == [(2, False, ConsentChangeReason.EXPIRED), (1, True, ConsentChangeReason.DECIDED)]
    )


def test_consent_that_was_renewed_or_withdrawn_does_not_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(True)
    decide(True, identity=DAVID)
    decide(False, identity=DAVID)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=700))
    decide(True)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=731))

    assert end_expired() == 0
    assert holds(clock.now())
    assert len(history(DAVID)) == 2


def test_all_consents_are_withdrawn_at_once() -> None:
    decide(True)

    assert consents.withdraw_all("anna", ConsentChangeReason.ERASED) == 1
    assert consents.withdraw_all("anna", ConsentChangeReason.ERASED) == 0

    assert history()[0] == (2, False, ConsentChangeReason.ERASED)
