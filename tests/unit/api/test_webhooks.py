"""Webhooks over HTTP: the secret is shown once, changes need the version, and only the travel manager gets anywhere."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api import webhooks
from chalicelib.models.webhooks import WebhookRow
from tests.simulation.cloud.empty import empty_cloud
from tests.support.user_pool import CLIENT, POOL, give_every_role, id_claims
from tests.unit.api.harness import Api

ASK = {"url": "https://hooks.example.com/in", "eventTypes": ["booking.*"], "description": "Expenses"}
UNKNOWN = "/v1/webhooks/whk_01JQZXD3N5P7R9T1V3X5Z7B9D1"
EVENT = "evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000011"


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: Any
    text: str


class Caller:
    """One user, signed in at the gateway."""

    def __init__(self, api: Api, user_id: str, group: str) -> None:
        claims = id_claims(sub=user_id, cognito__groups=f"[{group}]")
        self._api, self._claims = api, {name: str(value) for name, value in claims.items()}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        given: dict[str, Any] = {"content_type": "application/json"} | headers if body is not None else headers
        text = None if body is None else json.dumps(body)
        answer = self._api.through_gateway(method, path, claims=self._claims, body=text, **given)
        decoded = json.loads(answer["body"]) if answer["body"] else None
        return Reply(answer["statusCode"], answer["headers"], decoded, answer["body"])


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    here = settings.Settings(user_pool_id=POOL, user_pool_client_id=CLIENT, state_machine_arn="arn", signing_key="key")
    monkeypatch.setattr(settings, "current", lambda: here)
    give_every_role(monkeypatch)
    with empty_cloud():
        yield Api(webhooks.blueprint)


@pytest.fixture
def clara(api: Api) -> Caller:
    return Caller(api, "clara", "travel-manager")


def create(clara: Caller, **changes: Any) -> Reply:
    made = clara.send("POST", "/v1/webhooks", ASK | changes)
    assert made.status == 201, made.text
    return made


def test_secret_is_shown_when_it_is_made_and_nowhere_else(clara: Caller) -> None:
    made = create(clara)
    path = f"/v1/webhooks/{made.body['webhook']['webhookId']}"

    rotated = clara.send("POST", f"{path}/secret")
    changed = clara.send("PUT", path, ASK, if_match="*")
    shown = [clara.send("GET", path), clara.send("GET", "/v1/webhooks"), changed]

    secrets = [made.body["secret"], rotated.body["secret"]]
    assert all(re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", each) for each in secrets)
    assert secrets[0] != secrets[1]
    assert [each.status for each in shown] == [200] * 3
    assert all("whsec" not in each.text and "secret" not in each.text for each in shown)


def test_a_secret_that_cannot_be_read_is_rotated_and_signs_no_more(clara: Caller) -> None:
    one, other = (create(clara).body["webhook"]["webhookId"] for _ in range(2))
    row = WebhookRow.get("company", one)
    theirs = WebhookRow.get("company", other).document.encrypted_secrets
    row.document = msgspec.structs.replace(row.document, encrypted_secrets=theirs)
    row.save()

    rotated = clara.send("POST", f"/v1/webhooks/{one}/secret")

    assert rotated.status == 201, rotated.text
    shown = clara.send("GET", f"/v1/webhooks/{one}").body
    assert rotated.body["previousSecretSignsUntil"] == shown["updatedAt"]


def test_subscription_is_made_once_under_one_key(clara: Caller) -> None:
    first = clara.send("POST", "/v1/webhooks", ASK, idempotency_key="k-1")
    again = clara.send("POST", "/v1/webhooks", ASK, idempotency_key="k-1")

    assert (first.status, first.text) == (again.status, again.text)
    assert len(clara.send("GET", "/v1/webhooks").body["items"]) == 1


def test_subscription_is_read_changed_and_ended(clara: Caller) -> None:
    made = create(clara)
    path = made.headers["Location"]
    read = clara.send("GET", path)

    assert read.headers["ETag"] == made.headers["ETag"]
    assert read.body == made.body["webhook"]
    assert clara.send("PUT", path, ASK).status == 428
    changed = clara.send("PUT", path, {**ASK, "enabled": False}, if_match=read.headers["ETag"])
    assert (changed.status, changed.body["enabled"]) == (200, False)
    assert clara.send("PUT", path, ASK, if_match=read.headers["ETag"]).status == 412
    assert clara.send("DELETE", path, if_match=read.headers["ETag"]).status == 412
    assert clara.send("DELETE", path).status == 204
    assert clara.send("GET", path).status == 404


def test_ping_is_pending_and_seen_in_the_log(clara: Caller) -> None:
    path = f"/v1/webhooks/{create(clara).body['webhook']['webhookId']}"

    pinged = clara.send("POST", f"{path}/ping")
    delivery = clara.send("GET", pinged.headers["Location"])

    assert (pinged.status, delivery.status, delivery.body) == (202, 200, pinged.body)
    assert (pinged.body["eventType"], pinged.body["status"]) == ("webhook.ping", "pending")
    assert clara.send("GET", f"{path}/deliveries").body["items"] == [pinged.body]
    assert clara.send("GET", f"{path}/deliveries?status=pending").body["items"] == [pinged.body]
    assert clara.send("GET", f"{path}/deliveries?status=failed").body["items"] == []
    again = clara.send("POST", f"{path}/deliveries/{pinged.body['eventId']}/replay")
    assert (again.status, again.body["eventId"]) == (202, pinged.body["eventId"])


def test_log_goes_page_by_page(clara: Caller) -> None:
    path = f"/v1/webhooks/{create(clara).body['webhook']['webhookId']}"
    pinged = [clara.send("POST", f"{path}/ping").body["eventId"] for _ in range(5)]

    found, page = [], clara.send("GET", f"{path}/deliveries?limit=2").body
    while True:
        found += [each["eventId"] for each in page["items"]]
        if not page["nextCursor"]:
            break
        page = clara.send("GET", f"{path}/deliveries?limit=2&cursor={page['nextCursor']}").body

    assert sorted(found) == sorted(pinged)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "http://hooks.example.com/"}, "/url"),
        ({"url": "https://169.254.169.254/latest/meta-data/"}, "/url"),
        ({"url": "https://user:pass@hooks.example.com/"}, "/url"),
        ({"url": ""}, "/url"),
        ({"url": None}, "/url"),
        ({"url": 7}, "/url"),
        ({"url": ["https://hooks.example.com/"]}, "/url"),
        ({"url": "https://hooks.example.com/" + "a" * 2048}, "/url"),
        ({"eventTypes": []}, "/eventTypes"),
        ({"eventTypes": "booking.*"}, "/eventTypes"),
        ({"eventTypes": None}, "/eventTypes"),
        ({"eventTypes": ["booking.bookd"]}, "/eventTypes/0"),
        ({"eventTypes": ["*", ""]}, "/eventTypes/1"),
        ({"eventTypes": ["*", 7]}, "/eventTypes/1"),
        ({"eventTypes": ["*"] * 51}, "/eventTypes"),
        ({"description": "x" * 501}, "/description"),
        ({"description": None}, "/description"),
        ({"enabled": "yes"}, "/enabled"),
        ({"enabled": 1}, "/enabled"),
        ({"secret": "whsec_bXkgb3du"}, "/secret"),
    ],
)
def test_what_cannot_be_is_pointed_at(clara: Caller, change: dict[str, Any], pointer: str) -> None:
    path = f"/v1/webhooks/{create(clara).body['webhook']['webhookId']}"

    for refused in (
        clara.send("POST", "/v1/webhooks", ASK | change),
        clara.send("PUT", path, ASK | change, if_match="*"),
    ):
        assert (refused.status, [each["pointer"] for each in refused.body["errors"]]) == (400, [pointer])


ROUTES = [
    ("POST", "/v1/webhooks"),
    ("GET", "/v1/webhooks"),
    ("GET", UNKNOWN),
    ("PUT", UNKNOWN),
    ("DELETE", UNKNOWN),
    ("POST", f"{UNKNOWN}/secret"),
    ("POST", f"{UNKNOWN}/ping"),
    ("GET", f"{UNKNOWN}/deliveries"),
    ("GET", f"{UNKNOWN}/deliveries/{EVENT}"),
    ("POST", f"{UNKNOWN}/deliveries/{EVENT}/replay"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("group", ["traveller", "approver", ""])
def test_nobody_else_gets_anywhere(api: Api, group: str, method: str, path: str) -> None:
    body = ASK if (method, path) in {("POST", "/v1/webhooks"), ("PUT", UNKNOWN)} else None

    assert Caller(api, "anna", group).send(method, path, body, if_match="*").status == 403


@pytest.mark.parametrize(("method", "path"), ROUTES[2:])
def test_what_is_not_there_is_not_found(clara: Caller, method: str, path: str) -> None:
    assert clara.send(method, path, ASK if method == "PUT" else None, if_match="*").status == 404
