"""Positions over HTTP, as each client sends them: what goes on its way to be stored, and what is said of the rest."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import urlencode

import boto3
import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import app
from chalicelib import clock, settings
from chalicelib.domain.tracking.devices import Credential
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.models import trips
from chalicelib.services import call_limits
from chalicelib.services.call_limits import UNCOUNTED_READS, CallLimits
from chalicelib.services.tracking import devices, preferences
from chalicelib.services.tracking.messages import PositionsMessage
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.connection import Cut
from tests.support.gateway_event import gateway_event
from tests.support.passenger_samples import ANNA
from tests.support.tables import REGION
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, trip

POSITIONS, OSMAND, OWNTRACKS = (f"/v1/tracking/{name}" for name in ("positions", "osmand", "owntracks"))
PER_MINUTE = 5
AIRPORT = {"latitude": 52.3652, "longitude": 13.5097}
ROW = [523652000, 135097000, None, None, None, None, None]


class Reply(NamedTuple):
    status: int
    body: Any
    headers: dict[str, str]


class Phone:
    """A device of Anna's, who is on a trip and shares where she is."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.device, self.credential = devices.register_device(ANNA, "Phone", clock.new_id("dev"))

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.credential.text}"}

    def post(self, body: object, path: str = POSITIONS, **headers: str) -> Reply:
        return send("POST", path, json.dumps(body), self.bearer | {"content-type": "application/json"} | headers)

    def queued(self) -> list[PositionsMessage]:
        """Take what is on its way to be stored off the queue."""
        sqs: Any = boto3.client("sqs", region_name=REGION)
        url = sqs.get_queue_url(QueueName="sojourn-local-positions")["QueueUrl"]
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [msgspec.json.decode(each["Body"], type=PositionsMessage) for each in got]

    def rows(self) -> list[list[Any]]:
        return [list(row) for message in self.queued() for row in message.fixes]


def send(method: str, url: str, body: str | bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
    raw = body.encode() if isinstance(body, str) else body
    event = gateway_event(
        method,
        url,
        resource=url.partition("?")[0],
        captured={},
        claims=None,
        headers=headers or {},
        body=None if raw is None else base64.b64encode(raw).decode(),
        is_base64=raw is not None,
    )
    answer = app.app(event, SimpleNamespace(aws_request_id="lambda-1"))
    return Reply(answer["statusCode"], json.loads(answer["body"]), answer["headers"])


def moment(**before: int) -> str:
    return (NOW - timedelta(**before)).isoformat().replace("+00:00", "Z")


def second(at: datetime = NOW) -> int:
    return int(at.timestamp())


def share(level: SharingLevel = SharingLevel.EXACT, *, granted: bool = True) -> None:
    preferences.set_tracking(
        ANNA, granted=granted, text_version="2026-11-en", level=level, quiet_hours=None, expected=None
    )


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    monkeypatch.setattr(clock, "now", lambda: NOW - 8 * HOUR)
    monkeypatch.setattr(call_limits, "_here", CallLimits())
    with empty_cloud() as wire:
        trips.create_trip(trip(NOW - 9 * HOUR, NOW + 9 * HOUR))
        share()
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=1))
        yield Phone(wire)


def test_fixes_and_pings_are_queued_and_the_rest_is_answered_for(phone: Phone) -> None:
    wrong = [{**AIRPORT, "at": moment(), "latitude": 91}, {"at": moment(), "speed": 3}]
    answer = phone.post({"fixes": [{**AIRPORT, "at": moment()}, *wrong, {"at": moment(), "ping": True}]})

    assert answer.status == 202
    assert (answer.body["accepted"], answer.body["notKept"]) == (2, 0)
    assert [(each["index"], each["field"], each["reason"]) for each in answer.body["refused"]] == [
        (1, "latitude", "invalid_position"),
        (2, "speed", "unreadable"),
    ]
    (message,) = phone.queued()
    assert (message.user_id, message.device_id) == ("anna", phone.device.device_id)
    assert [list(row) for row in message.fixes] == [[second(), *ROW]]
    assert message.pings == ((second(), None),)


def test_a_thousand_fixes_are_one_message_and_one_more_is_too_many(phone: Phone) -> None:
    whole = {
        "accuracyMetres": 99999.9,
        "speedMetresPerSecond": 999.99,
        "headingDegrees": 359.99,
        "altitudeMetres": 99999.9,
        "batteryPercent": 100,
    }
    fixes = [{"latitude": -52.3652891, "longitude": -113.509734, "at": moment(seconds=n), **whole} for n in range(1000)]

    assert phone.post({"fixes": fixes}).body["accepted"] == 1000
    (message,) = phone.queued()
    assert len(message.fixes) == 1000
    assert len(msgspec.json.encode(message)) < 128 * 1024
    refused = phone.post({"fixes": [*fixes, fixes[0]]})
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (400, "/fixes")


def test_one_fix_may_come_by_itself(phone: Phone) -> None:
    assert phone.post({**AIRPORT, "at": moment()}).body["accepted"] == 1
    assert phone.rows() == [[second(), *ROW]]


def test_what_nobody_may_keep_is_counted_and_sent_nowhere(phone: Phone) -> None:
    before_the_trip = {**AIRPORT, "at": moment(days=2)}

    answer = phone.post({"fixes": [before_the_trip, {**AIRPORT, "at": moment()}]})
    share(granted=False)
    later = phone.post({"fixes": [{**AIRPORT, "at": moment()}]})

    assert (answer.body["accepted"], answer.body["notKept"]) == (1, 1)
    assert (later.status, later.body) == (202, {"accepted": 0, "notKept": 1, "refused": []})
    assert len(phone.rows()) == 1


def test_late_and_slightly_early_fixes_are_taken_and_impossible_times_are_not(phone: Phone) -> None:
    times = [moment(hours=7), moment(minutes=-40), moment(days=-2), moment(days=91), "1970-01-01T00:00:00Z"]
    answer = phone.post({"fixes": [{**AIRPORT, "at": time} for time in times]})

    assert answer.body["accepted"] == 2
    reasons = [each["reason"] for each in answer.body["refused"]]
    assert reasons == ["clock_ahead", "too_old", "too_old"]


@pytest.mark.parametrize("way", ["GET", "query", "form", "deviceid", "basic"])
def test_osmand_and_older_traccar_clients_send_parameters(phone: Phone, way: str) -> None:
    given: dict[str, Any] = {"lat": 52.3652, "lon": 13.5097, "timestamp": second() * 1000, "hdop": 4, "charge": "true"}
    named = urlencode({**given, "deviceid" if way == "deviceid" else "id": phone.credential.text})
    form = {"content-type": "application/x-www-form-urlencoded"}
    password = base64.b64encode(f"me:{phone.credential.text}".encode()).decode()
    match way:
        case "GET" | "deviceid":
            answer = send("GET", f"{OSMAND}?{named}")
        case "query":
            answer = send("POST", f"{OSMAND}?{named}")
        case "form":
            answer = send("POST", OSMAND, named, form)
        case _:
            answer = send("POST", OSMAND, urlencode(given), form | {"authorization": f"Basic {password}"})

    assert (answer.status, answer.body) == (200, {"accepted": 1, "notKept": 0, "refused": []})
    assert phone.rows() == [[second(), *ROW]]


def test_newer_traccar_clients_send_json_with_their_identifier(phone: Phone) -> None:
    location = {"timestamp": moment(), "coords": {**AIRPORT, "speed": -1}, "battery": {"level": 0.5}}
    sent = {"device_id": phone.credential.text, "location": [location, {"timestamp": "soon", "coords": AIRPORT}]}

    answer = send("POST", OSMAND, json.dumps(sent), {"content-type": "application/json; charset=utf-8"})

    assert (answer.status, answer.body["accepted"]) == (200, 1)
    assert answer.body["refused"][0]["field"] == "timestamp"
    assert phone.rows() == [[second(), *ROW[:-1], 50]]


def test_owntracks_is_answered_with_no_commands_whatever_it_sends(phone: Phone) -> None:
    password = base64.b64encode(f"{phone.device.device_id}:{phone.credential.secret}".encode()).decode()
    located = {"_type": "location", "tst": second(), "lat": 52.3652, "lon": 13.5097}
    others = [{"_type": "lwt", "tst": second()}, {**located, "lat": 91}, {"_type": "encrypted", "data": "x"}]

    answers = [
        send("POST", OWNTRACKS, json.dumps(each), {"authorization": f"Basic {password}"}) for each in [located, *others]
    ]

    assert [(answer.status, answer.body) for answer in answers] == [(200, [])] * 4
    assert phone.rows() == [[second(), *ROW]]


def test_without_the_credential_of_a_device_nothing_is_taken(phone: Phone) -> None:
    fix = json.dumps({**AIRPORT, "at": moment()})
    wrong = Credential(phone.device.device_id, "A" * 32).text
    query = urlencode({"lat": 1, "lon": 2, "timestamp": second()})
    answers = [
        send("POST", POSITIONS, fix),
        send("POST", POSITIONS, fix, {"authorization": f"Bearer {wrong}"}),
        send("POST", OWNTRACKS, fix, {"authorization": "Basic bWU6bWU="}),
        send("GET", f"{OSMAND}?{query}"),
        send("GET", f"{OSMAND}?{query}&id={wrong}"),
        send("GET", f"{OSMAND}?{query}&id={phone.credential.text}&id={phone.credential.text}"),
        send("POST", OSMAND, json.dumps({"device_id": 7}), {"content-type": "application/json"}),
    ]
    devices.revoke_device(ANNA, phone.device.device_id, expected=None)
    answers.append(phone.post(json.loads(fix)))

    said = {(reply.status, reply.body["detail"]) for reply in answers}
    assert said == {(401, "This is no credential of a device that may report.")}
    assert {reply.headers["WWW-Authenticate"] for reply in answers} == {"Bearer", 'Bearer error="invalid_token"'}
    assert phone.queued() == []


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"7", 400),
        (b'{"fixes": []}', 400),
        (b'{"fixes": {}}', 400),
        (b'{"fixes": [{}], "others": 1}', 400),
        (b" " * (512 * 1024 + 1), 413),
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(phone: Phone, raw: bytes, status: int) -> None:
    assert send("POST", POSITIONS, raw, phone.bearer | {"content-type": "application/json"}).status == status


def test_other_media_are_refused_where_json_is_wanted(phone: Phone) -> None:
    answer = send("POST", POSITIONS, "at=1", phone.bearer | {"content-type": "application/x-www-form-urlencoded"})

    assert answer.status == 415


def test_a_queue_that_cannot_be_reached_lets_the_device_send_again(phone: Phone) -> None:
    phone.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "sqs.SendMessage" else None

    answer = phone.post({**AIRPORT, "at": moment()})

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def test_a_device_may_report_so_often_and_another_is_not_kept_waiting(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = msgspec.structs.replace(settings.current(), device_calls_per_minute=PER_MINUTE)
    monkeypatch.setattr(settings, "current", lambda: here)
    statuses = [phone.post({**AIRPORT, "at": moment()}).status for _ in range(PER_MINUTE + UNCOUNTED_READS + 1)]
    other = Phone(phone.wire)

    assert statuses[:PER_MINUTE] == [202] * PER_MINUTE
    assert statuses[-1] == 429
    assert other.post({**AIRPORT, "at": moment()}).status == 202


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["fixes", "at", "latitude", "location", "_type"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=ANY_JSON, query=st.dictionaries(st.sampled_from(["lat", "lon", "timestamp", "x"]), st.text(max_size=6)))
def test_nothing_that_a_device_sends_is_an_error_of_ours(phone: Phone, body: object, query: dict[str, str]) -> None:
    named = urlencode({**query, "id": phone.credential.text})

    assert phone.post(body).status in {202, 400}
    assert phone.post(body, OWNTRACKS).status == 200
    assert phone.post(body, OSMAND).status == 200
    assert send("GET", f"{OSMAND}?{named}").status == 200
