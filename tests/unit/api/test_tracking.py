"""A person's say over their positions over HTTP: by version, pointed at where it is wrong, and theirs alone."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.tracking.looks import LookKind
from chalicelib.models import trips
from chalicelib.services.tracking.looks import look_at
from tests.simulation.cloud.empty import empty_cloud
from tests.support.gateway import Answered, call
from tests.support.passenger_samples import ANNA, CLARA, DAVID
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, trip

URL = "/v1/me/tracking"
QUIET = {"from": "20:00", "until": "07:30", "timezone": "Europe/Berlin", "atPlace": True}
BODY: dict[str, Any] = {"granted": True, "textVersion": "2026-11-en", "level": "exact", "quietHours": None}


@pytest.fixture(autouse=True)
def _on_a_trip(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")
    monkeypatch.setattr(settings, "current", lambda: here)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        trips.create_trip(trip(NOW - 9 * HOUR, NOW + 9 * HOUR))
        yield


def put(body: dict[str, Any], if_match: str = "*") -> Answered:
    return call(ANNA, "PUT", URL, body, If_Match=if_match)


def test_nothing_is_granted_at_first_and_the_trip_is_named() -> None:
    answer = call(ANNA, "GET", URL)

    assert answer.status == 200
    assert answer.headers["ETag"].startswith('"v0.')
    assert {key: answer.body[key] for key in ("granted", "level", "effectiveLevel", "quietHours")} == {
        "granted": False,
        "level": "city",
        "effectiveLevel": None,
        "quietHours": None,
    }
    assert answer.body["openWindow"]["startsAt"] == "2026-11-19T21:00:00Z"


def test_it_is_changed_by_version() -> None:
    first = put({**BODY, "quietHours": QUIET}, '"v0"')
    again = put({**BODY, "level": "city"}, '"v0"')
    other = put({**BODY, "level": "city"}, first.headers["ETag"])

    assert (first.status, again.status, other.status) == (200, 412, 200)
    assert first.body["quietHours"] == QUIET
    assert (other.body["level"], other.body["effectiveLevel"]) == ("city", "city")
    assert call(ANNA, "GET", URL).headers["ETag"] == other.headers["ETag"]
    assert call(DAVID, "GET", URL).body["granted"] is False


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"level": "street"}, "/level"),
        ({"textVersion": None}, "/textVersion"),
        ({"quietHours": {**QUIET, "until": "20:00"}}, "/quietHours/until"),
        ({"quietHours": {**QUIET, "until": "24:00"}}, "/quietHours/until"),
        ({"quietHours": {**QUIET, "timezone": "Mars/Olympus"}}, "/quietHours/timezone"),
        ({"share": True}, "/share"),
    ],
)
def test_what_is_wrong_is_pointed_at_and_changes_nothing(changes: dict[str, Any], pointer: str) -> None:
    answer = put({**BODY, **changes})

    assert answer.status == 400
    assert [each["pointer"] for each in answer.body["errors"]] == [pointer]
    assert call(ANNA, "GET", URL).body["granted"] is False


def test_without_a_version_it_is_refused() -> None:
    assert call(ANNA, "PUT", URL, BODY).status == 428


def test_who_looked_is_read_with_their_reason_and_by_nobody_else() -> None:
    put(BODY)
    look_at(CLARA, "anna", kind=LookKind.LIVE, reason="Strike at the airport")

    [found] = call(ANNA, "GET", "/v1/me/position-looks").body["items"]

    assert (found["viewerId"], found["reason"], found["kind"], found["standing"]) == (
        "clara",
        "Strike at the airport",
        "live",
        "travel_manager",
    )
    assert "viewerName" in found
    assert call(CLARA, "GET", "/v1/me/position-looks").body["items"] == []


def test_looks_go_on_page_by_page() -> None:
    put(BODY)
    for number in range(3):
        look_at(CLARA, "anna", kind=LookKind.LIVE, reason=f"Question {number}")
    first = call(ANNA, "GET", "/v1/me/position-looks?limit=2").body
    second = call(ANNA, "GET", f"/v1/me/position-looks?limit=2&cursor={first['nextCursor']}").body

    assert sorted(each["reason"][-1] for each in [*first["items"], *second["items"]]) == ["0", "1", "2"]


def test_positions_are_deleted_by_their_person() -> None:
    assert call(ANNA, "DELETE", f"{URL}/positions").status == 204


def test_no_line_of_the_log_says_why_somebody_looked(capsys: pytest.CaptureFixture[str]) -> None:
    put(BODY)
    look_at(CLARA, "anna", kind=LookKind.LIVE, reason="Her mother is in hospital")
    call(ANNA, "GET", "/v1/me/position-looks")

    lines = capsys.readouterr().err
    assert "hospital" not in lines
    assert all(json.loads(line) for line in lines.splitlines() if line.startswith("{"))
