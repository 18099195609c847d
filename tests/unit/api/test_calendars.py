"""Calendar feeds over HTTP: an address that opens one calendar, for as long as its owner wants and may see it."""

import re
from datetime import timedelta

import msgspec
import pytest
from icalendar import Calendar

from chalicelib import settings
from chalicelib.models import trips
from chalicelib.models.calendars import CalendarRow
from chalicelib.models.idempotency import IdempotencyRow
from chalicelib.services.trips import calendars
from tests.support.turning_clock import TurningClock
from tests.support.user_pool import PoolKeys, id_claims
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.api.trip_samples import planned

pytestmark = pytest.mark.usefixtures("stage")


def summaries(trips_api: Api, url: str) -> list[str]:
    """The names of the events at `url`, which is asked for without a token."""
    answer = trips_api.send("GET", url)
    assert answer.status_code == 200
    return sorted(str(event["SUMMARY"]) for event in Calendar.from_ical(answer.body).events)


def status(trips_api: Api, url: str) -> int:
    code: int = trips_api.send("GET", url).status_code
    return code


def test_a_calendar_is_read_without_a_token_by_its_address(trips_api: Api, anna: Person) -> None:
    trip_id = planned(anna)
    anna.post("/v1/items", {"name": "Sales team", "startsAt": "2026-12-02T10:00:00Z", "tripId": trip_id})

    opened = anna.send("POST", f"/v1/trips/{trip_id}/calendar")
    url = opened.json_body["url"]
    answer = trips_api.send("GET", url)

    assert opened.status_code == 201
    assert opened.headers["Location"].endswith(f"/v1/trips/{trip_id}/calendar")
    assert opened.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert (
        summaries(trips_api, url)
        == summaries(trips_api, url.removesuffix(".ics"))
        == ["Berlin to London", "Sales team"]
    )
    assert anna.get(f"/v1/trips/{trip_id}/calendar") == {"tripId": trip_id, "createdAt": "2026-11-20T08:10:00Z"}


def test_an_address_is_absolute_and_one_that_calendar_programs_subscribe_to(
    trips_api: Api, anna: Person, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = msgspec.structs.replace(stage, public_url="https://travel.example.com/")
    monkeypatch.setattr(settings, "current", lambda: public)

    opened = anna.post("/v1/me/calendar")

    assert re.fullmatch(r"https://travel\.example\.com/v1/calendars/[\w-]{65}\.ics", opened["url"])
    assert opened["webcalUrl"] == opened["url"].replace("https:", "webcal:")
    assert status(trips_api, opened["url"].removeprefix("https://travel.example.com")) == 200


def name_of(trips_api: Api, url: str) -> str:
    parsed = Calendar.from_ical(trips_api.send("GET", url).body)
    assert parsed["NAME"] == parsed["X-WR-CALNAME"]
    return str(parsed["NAME"])


def test_a_calendar_is_called_after_the_trip_and_its_person(trips_api: Api, anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})

    assert name_of(trips_api, anna.post("/v1/me/calendar")["url"]) == "Trips of Anna"
    assert name_of(trips_api, david.post("/v1/me/calendar")["url"]) == "Trips of David"
    assert name_of(trips_api, anna.post(f"/v1/trips/{trip_id}/calendar")["url"]) == "Berlin to London (Anna)"
    assert name_of(trips_api, david.post(f"/v1/trips/{trip_id}/calendar")["url"]) == "Berlin to London (Anna)"


def test_who_has_no_employee_record_is_called_as_when_the_calendar_was_opened(
    trips_api: Api, pool_keys: PoolKeys
) -> None:
    guest = Person(trips_api, pool_keys, "zoe")

    assert name_of(trips_api, guest.post("/v1/me/calendar")["url"]) == f"Trips of {id_claims()['name']}"


def test_programs_may_ask_whether_a_calendar_is_there_before_they_read_it(trips_api: Api, anna: Person) -> None:
    url = anna.post("/v1/me/calendar")["url"]
    read, head = (trips_api.send(method, url) for method in ("GET", "HEAD"))

    assert (head.status_code, head.body, head.headers["ETag"]) == (200, b"", read.headers["ETag"])
    assert head.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert trips_api.send("HEAD", "/v1/calendars/" + "A" * 65).status_code == 404


def test_an_unchanged_calendar_is_not_sent_again_whatever_the_clock_says(
    trips_api: Api, anna: Person, clock: TurningClock
) -> None:
    trip_id = planned(anna)
    url = anna.post(f"/v1/trips/{trip_id}/calendar")["url"]
    tag = trips_api.send("GET", url).headers["ETag"]

    clock.turn(days=30)
    assert trips_api.send("GET", url, if_none_match=tag).status_code == 304
    anna.post("/v1/items", {"name": "Sales team", "startsAt": "2026-12-02T10:00:00Z", "tripId": trip_id})
    assert trips_api.send("GET", url, if_none_match=tag).status_code == 200


def test_only_the_hash_of_an_address_is_kept_and_no_log_reveals_it(
    trips_api: Api, anna: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    url = anna.post("/v1/me/calendar")["url"]
    word = url.removeprefix("http://localhost/v1/calendars/").removesuffix(".ics")
    assert status(trips_api, url) == 200

    rows = [str(row.serialize()) for row in CalendarRow.scan()]
    lines = capsys.readouterr().err
    assert len(word) == 65
    assert len(rows) == 1
    assert word[:22] in rows[0]
    assert "read_calendar" in lines
    for kept in (*rows, lines):
        assert word[22:] not in kept


def test_no_other_word_opens_a_calendar(trips_api: Api, anna: Person) -> None:
    trip_id = planned(anna)
    url = anna.post(f"/v1/trips/{trip_id}/calendar")["url"]
    other = anna.post("/v1/me/calendar")["url"]
    flipped = "A" if url[-5] != "A" else "B"

    attempts = [
        f"{url[:-5]}{flipped}.ics",
        url[:52] + other[52:],
        other[:52] + url[52:],
        "/v1/calendars/" + "A" * 65,
        "/v1/calendars/" + "A" * 64,
        f"{url}x",
        url.replace(".ics", ".ICS"),
        "/v1/calendars/..%2F..%2Fme.ics",
    ]

    assert [status(trips_api, attempt) for attempt in attempts] == [404] * len(attempts)
    assert status(trips_api, url) == 200


def test_an_address_that_is_revoked_opens_nothing_from_then_on(trips_api: Api, anna: Person) -> None:
    path = f"/v1/trips/{planned(anna)}/calendar"
    url = anna.post(path)["url"]

    assert anna.send("DELETE", path).status_code == 204

    assert status(trips_api, url) == 404
    assert anna.send("GET", path).status_code == anna.send("DELETE", path).status_code == 404


def test_a_new_address_revokes_the_old_one(trips_api: Api, anna: Person) -> None:
    first, second = (anna.post("/v1/me/calendar")["url"] for _ in range(2))

    assert (status(trips_api, first), status(trips_api, second)) == (404, 200)


def test_an_address_that_is_kept_for_a_replay_cannot_be_read_there(trips_api: Api, anna: Person) -> None:
    first, second = (anna.send("POST", "/v1/me/calendar", idempotency_key="k") for _ in range(2))
    another = anna.send("POST", "/v1/me/calendar", idempotency_key="k2")

    url = str(first.json_body["url"])
    word = url.rpartition("/")[2]
    kept = " ".join(str(row.serialize()) for row in IdempotencyRow.scan())
    assert second.body == first.body != another.body
    assert word not in kept
    assert word[22:] not in kept
    assert (status(trips_api, url), status(trips_api, another.json_body["url"])) == (404, 200)


def test_the_calendar_of_all_trips_has_ones_own_and_not_the_long_past_ones(
    trips_api: Api, anna: Person, david: Person
) -> None:
    url = anna.post("/v1/me/calendar")["url"]
    assert summaries(trips_api, url) == []
    planned(anna)
    planned(anna, name="Last month", startsAt="2026-10-20T08:00:00Z", endsAt="2026-10-22T08:00:00Z")
    planned(anna, name="In spring", startsAt="2026-04-20T08:00:00Z", endsAt="2026-04-22T08:00:00Z")
    foreign = planned(david, name="Of David")
    david.put(f"/v1/trips/{foreign}/shares/anna", {"right": "read"})

    assert summaries(trips_api, url) == ["Berlin to London", "Last month"]


def test_the_calendar_of_all_trips_has_ones_own_among_many_that_one_asked_for(
    trips_api: Api, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is of the travel desk asks for hundreds, of which none is theirs to travel by."""
    monkeypatch.setattr(calendars, "MOST_TRIPS", 2)
    own = trips.get_trip(planned(anna))
    for days in range(1, 12):
        later = own.starts_at + timedelta(days=days)
        trips.create_trip(
            msgspec.structs.replace(
                own,
                trip_id=f"trp_{days:026}",
                traveller_id="david",
                requester_id="anna",
                starts_at=later,
                ends_at=later,
            )
        )

    assert summaries(trips_api, anna.post("/v1/me/calendar")["url"]) == ["Berlin to London"]


def test_a_colleagues_calendar_ends_with_the_share_and_does_not_come_back_with_a_new_one(
    trips_api: Api, anna: Person, david: Person
) -> None:
    trip_id = planned(anna)
    path = f"/v1/trips/{trip_id}/calendar"
    assert david.send("POST", path).status_code == 404
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})
    url = david.post(path)["url"]
    assert (status(trips_api, url), anna.send("GET", path).status_code) == (200, 404)

    anna.send("DELETE", f"/v1/trips/{trip_id}/shares/david")
    assert status(trips_api, url) == 404
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})

    assert status(trips_api, url) == 404


def test_an_address_that_a_crash_leaves_of_a_share_does_not_come_back_with_a_new_one(
    trips_api: Api, anna: Person, david: Person
) -> None:
    trip_id = planned(anna)
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})
    url = david.post(f"/v1/trips/{trip_id}/calendar")["url"]
    (left,) = CalendarRow.scan()
    anna.send("DELETE", f"/v1/trips/{trip_id}/shares/david")
    left.save()

    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})

    assert status(trips_api, url) == 404


def test_a_manager_has_no_calendar_of_others_trips(anna: Person, clara: Person) -> None:
    assert clara.send("POST", f"/v1/trips/{planned(anna)}/calendar").status_code == 403


def test_the_calendar_of_a_trip_that_is_removed_is_gone(trips_api: Api, anna: Person) -> None:
    trip_id = planned(anna)
    url = anna.post(f"/v1/trips/{trip_id}/calendar")["url"]

    anna.send("DELETE", f"/v1/trips/{trip_id}")

    assert status(trips_api, url) == 404
    assert list(CalendarRow.scan()) == []


def test_what_is_cancelled_is_cancelled_in_the_calendar(trips_api: Api, anna: Person) -> None:
    trip_id = planned(anna)
    url = anna.post(f"/v1/trips/{trip_id}/calendar")["url"]

    anna.post(f"/v1/trips/{trip_id}/cancellation")

    events = Calendar.from_ical(trips_api.send("GET", url).body).events
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED"]
