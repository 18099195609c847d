"""Traveller profiles over HTTP: masked unless revealed, bad input pointed at, and nobody in a log line."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import msgspec
import pytest
from moto import mock_aws

from chalicelib import settings
from chalicelib.api import consents, passengers, privacy
from chalicelib.domain.identity import Identity
from chalicelib.services import employees
from tests.support.accounts import make_pool
from tests.support.files import make_bucket
from tests.support.keys import make_audit_bucket, make_keys
from tests.support.passenger_samples import PRIVATE, details
from tests.support.tables import REGION, empty_tables, make_queues, make_tables
from tests.support.user_pool import CLIENT, POOL, give_every_role, id_claims
from tests.unit.api.conftest import keep_colleagues
from tests.unit.api.harness import Api

MANAGER = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"travel-manager"}))
BODY: dict[str, Any] = json.loads(msgspec.json.encode(details()))


class Caller:
    """Somebody who calls the deployed API."""

    def __init__(self, api: Api, user_id: str, *groups: str) -> None:
        self._api = api
        claims = id_claims(sub=user_id, email=f"{user_id}@example.com", name="Anna Weber")
        self._claims = {name: str(value) for name, value in claims.items()}
        self._claims["cognito:groups"] = ",".join(groups or ("traveller",))

    def call(self, method: str, url: str, body: Any = None, **headers: Any) -> tuple[int, Any, dict[str, str]]:
        raw = None if body is None else json.dumps(body)
        answer = self._api.through_gateway(
            method, url, claims=self._claims, body=raw, content_type="application/json", **headers
        )
        return answer["statusCode"], json.loads(answer["body"] or "null"), answer["headers"]


@pytest.fixture(scope="module")
def deployed() -> Iterator[Api]:
    here = settings.Settings(user_pool_id=POOL, user_pool_client_id=CLIENT, signing_key="a key for tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: here)
        give_every_role(patch)
        with mock_aws():
            make_tables()
            make_queues()
            make_pool(POOL)
            make_bucket()
            make_audit_bucket()  # in which erasures are remembered
            yield Api(passengers.blueprint, consents.blueprint, privacy.blueprint)


@pytest.fixture
def api(deployed: Api) -> Api:
    empty_tables()
    make_keys()
    return deployed


@pytest.fixture
def anna(api: Api) -> Caller:
    return Caller(api, "anna")


def kept(caller: Caller, **changes: Any) -> str:
    status, body, _ = caller.call("POST", "/v1/passengers", {**BODY, **changes})
    assert status == 201, body
    return str(body["passengerId"])


def test_a_profile_is_masked_until_it_is_revealed(anna: Caller) -> None:
    mine = kept(anna)

    _, shown, _ = anna.call("GET", f"/v1/passengers/{mine}")
    _, revealed, _ = anna.call("GET", f"/v1/passengers/{mine}?reveal=true")

    assert (shown["masked"], revealed["masked"]) == (True, False)
    assert [word for word in PRIVATE if word in json.dumps(shown)] == []
    assert shown["documents"][0]["number"] == "•••• 0T47"
    assert {name: revealed[name] for name in BODY} == BODY


def test_what_a_post_answers_and_keeps_for_a_replay_is_masked(anna: Caller) -> None:
    first = anna.call("POST", "/v1/passengers", BODY, idempotency_key="k1")
    again = anna.call("POST", "/v1/passengers", BODY, idempotency_key="k1")

    assert first[:2] == again[:2]
    assert [word for word in PRIVATE if word in json.dumps(again[1])] == []


def test_a_profile_that_is_read_masked_cannot_be_written_back(anna: Caller) -> None:
    mine = kept(anna)
    _, shown, headers = anna.call("GET", f"/v1/passengers/{mine}")

    masked_back = {name: shown[name] for name in BODY}
    status, problem, _ = anna.call("PUT", f"/v1/passengers/{mine}", masked_back, if_match=headers["ETag"])

    assert status == 400
    pointers = {error["pointer"] for error in problem["errors"]}
    assert {"/birthDate", "/documents/0/number", "/emergencyContact/phone"} <= pointers


def test_spelling_for_carriers_is_proposed_until_its_owner_confirms_it(anna: Caller) -> None:
    _, made, _ = anna.call("POST", "/v1/passengers", {**BODY, "givenName": "Jürgen", "familyName": "O\u2019Neil"})
    mine = made["passengerId"]

    assert made["latinSpelling"] == {"givenName": "JUERGEN", "familyName": "O'NEIL", "status": "proposed"}
    read_back = anna.call("GET", f"/v1/passengers/{mine}?reveal=true")[1]
    kept_as_read = {name: read_back[name] for name in BODY}
    assert (
        anna.call("PUT", f"/v1/passengers/{mine}", kept_as_read, if_match="*")[1]["latinSpelling"]["status"]
        == "proposed"
    )
    confirmed = {**kept_as_read, "latinGivenName": "JURGEN"}
    assert anna.call("PUT", f"/v1/passengers/{mine}", confirmed, if_match="*")[1]["latinSpelling"] == {
        "givenName": "JURGEN",
        "familyName": "O'NEIL",
        "status": "confirmed",
    }


def test_a_profile_is_changed_by_who_has_seen_it_last(anna: Caller) -> None:
    mine = kept(anna)
    after = {**BODY, "seat": "window", "homeAirport": "BER"}

    assert anna.call("PUT", f"/v1/passengers/{mine}", after)[0] == 428
    assert anna.call("PUT", f"/v1/passengers/{mine}", after, if_match='"v1"')[0] == 200
    assert anna.call("PUT", f"/v1/passengers/{mine}", after, if_match='"v1"')[0] == 412
    assert anna.call("GET", f"/v1/passengers/{mine}")[1]["homeAirport"] == "BER"
    assert anna.call("DELETE", f"/v1/passengers/{mine}", if_match='"v1"')[0] == 412
    assert anna.call("DELETE", f"/v1/passengers/{mine}", if_match='"v2"')[0] == 204
    assert anna.call("GET", f"/v1/passengers/{mine}")[0] == 404


MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({"givenName": ""}, "/givenName"),
    ({"givenName": "A" * 101}, "/givenName"),
    ({"givenName": None}, "/givenName"),
    ({"familyName": "Web\u0000er"}, "/familyName"),
    ({"latinGivenName": "Jürgen"}, "/latinGivenName"),
    ({"latinFamilyName": "weber"}, "/latinFamilyName"),
    ({"birthDate": "12.04.1988"}, "/birthDate"),
    ({"birthDate": "1988-02-30"}, "/birthDate"),
    ({"birthDate": "2999-01-01"}, "/birthDate"),
    ({"nationality": "Germany"}, "/nationality"),
    ({"nationality": "QQ"}, "/nationality"),
    ({"documents": {}}, "/documents"),
    ({"documents": [{}]}, "/documents/0/kind"),
    ({"documents": [{**BODY["documents"][0], "kind": "ticket"}]}, "/documents/0/kind"),
    ({"documents": [{**BODY["documents"][0], "number": "c01x"}]}, "/documents/0/number"),
    ({"documents": [{**BODY["documents"][0], "number": "C01X\n"}]}, "/documents/0/number"),
    ({"documents": [{**BODY["documents"][0], "expiresOn": "2020-01-01"}]}, "/documents/0/expiresOn"),
    ({"documents": BODY["documents"] * 2}, "/documents/1"),
    ({"documents": BODY["documents"] * 11}, "/documents"),
    ({"knownTravellerNumber": "12"}, "/knownTravellerNumber"),
    ({"loyalty": [{"programme": "BA", "number": "1"}]}, "/loyalty/0/number"),
    ({"seat": "roof"}, "/seat"),
    ({"meal": "steak"}, "/meal"),
    ({"homeAirport": "Berlin"}, "/homeAirport"),
    ({"homeAirport": "QQQ"}, "/homeAirport"),
    ({"emergencyContact": {"name": "Jan", "phone": "0151"}}, "/emergencyContact/phone"),
    ({"arrangerIds": ["not a user"]}, "/arrangerIds/0"),
    ({"arrangerIds": ["anna"]}, "/arrangerIds/0"),
    ({"kind": "pet"}, "/kind"),
    ({"passportNumber": "C01X00T47"}, "/passportNumber"),
]


@pytest.mark.parametrize(("changes", "pointer"), MALFORMED)
def test_bad_input_is_pointed_at_and_not_repeated(anna: Caller, changes: dict[str, Any], pointer: str) -> None:
    status, problem, _ = anna.call("POST", "/v1/passengers", {**BODY, **changes})

    assert status == 400
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert [word for word in PRIVATE if word in json.dumps(problem)] == []


def test_a_stage_without_profiles_answers_404_and_says_why(anna: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)
    somebody = "psg_01JQZW3V9D7R8M3T2K6W4H0YBE"

    for method, path, body in (
        ("GET", "/v1/passengers", None),
        ("POST", "/v1/passengers", BODY),
        ("GET", f"/v1/passengers/{somebody}", None),
        ("DELETE", f"/v1/passengers/{somebody}", None),
        ("GET", f"/v1/passengers/{somebody}/accesses", None),
    ):
        status, problem, _ = anna.call(method, path, body)
        assert (status, problem["detail"]) == (404, "This stage keeps no passenger profiles.")


def test_consents_are_granted_and_withdrawn_by_version(anna: Caller) -> None:
    url, consent = "/v1/consents/location_tracking", {"granted": True, "textVersion": "1"}
    status, before, headers = anna.call("GET", url)
    assert (status, before["granted"], before["decidedAt"]) == (200, False, None)

    assert anna.call("PUT", url, consent, if_match=headers["ETag"])[1]["granted"] is True
    assert anna.call("PUT", url, consent, if_match='"v0"')[0] == 412
    assert anna.call("PUT", url, {**consent, "granted": False}, if_match='"v1"')[1]["granted"] is False

    assert [each["granted"] for each in anna.call("GET", f"{url}/history")[1]["items"]] == [False, True]
    assert len(anna.call("GET", "/v1/consents")[1]["items"]) == 5
    assert anna.call("GET", "/v1/consents/anything")[0] == 404


def test_an_export_is_walked_by_its_links(anna: Caller) -> None:
    kept(anna)
    kept(anna, kind="guest")
    status, export, headers = anna.call("POST", "/v1/privacy/exports", {})
    assert status == 201
    assert headers["Location"].endswith(f"/api/v1/privacy/exports/{export['exportId']}")

    found, url = [], f"{export['entriesUrl']}?limit=1"
    while url:
        _, page, _ = anna.call("GET", url)
        found += page["items"]
        url = page["nextCursor"] and f"{export['entriesUrl']}?limit=1&cursor={page['nextCursor']}"

    assert [each["section"] for each in found] == ["profile", "profileUses", "arrangedProfiles", "exports"]
    assert found[0]["data"]["birthDate"] == "1988-04-12"


def test_an_erasure_says_where_it_stands(api: Api, anna: Caller) -> None:
    kept(anna)

    status, erasure, headers = anna.call("POST", "/v1/privacy/erasures", {})

    assert (status, erasure["status"], erasure["counts"]["profile"]) == (202, "done", 1)
    assert headers["Location"].endswith(erasure["erasureId"])
    assert anna.call("GET", f"/v1/privacy/erasures/{erasure['erasureId']}")[1] == erasure
    assert Caller(api, "david").call("GET", f"/v1/privacy/erasures/{erasure['erasureId']}")[0] == 404
    assert Caller(api, "david").call("POST", "/v1/privacy/erasures", {"userId": "anna"})[0] == 403


def test_no_log_line_names_anybody(api: Api, anna: Caller, capsys: pytest.CaptureFixture[str]) -> None:
    keep_colleagues("david")
    mine = kept(anna, arrangerIds=["david"])
    david = Caller(api, "david")
    anna.call("POST", "/v1/passengers", {**BODY, "documents": BODY["documents"] * 2})
    anna.call("POST", "/v1/passengers", {**BODY, "birthDate": "1988-04-12T00"})
    anna.call("POST", "/v1/passengers", BODY)
    anna.call("PUT", f"/v1/passengers/{mine}", BODY, if_match='"v1"')
    david.call("GET", f"/v1/passengers/{mine}?reveal=true")
    david.call("PUT", f"/v1/passengers/{mine}", BODY, if_match='"v1"')
    export = anna.call("POST", "/v1/privacy/exports", {})[1]
    anna.call("GET", export["entriesUrl"])
    anna.call("POST", "/v1/privacy/erasures", {})
    boto3.client("kms", region_name=REGION).delete_alias(AliasName="alias/sojourn-local-passengers")
    assert anna.call("POST", "/v1/passengers", BODY)[0] == 503

    lines = capsys.readouterr().err

    assert lines.count('"operation"') >= 10
    assert [word for word in (*PRIVATE, "Weber", "Anna Maria", "anna@example.com") if word in lines] == []


def test_arrangers_are_people_who_are_there(api: Api, anna: Caller) -> None:
    keep_colleagues("david", "eve")
    mine = kept(anna, arrangerIds=["david"])

    unknown = {"arrangerIds": ["david", "nobody", "eve", "typed-wrong"]}
    refused = [
        anna.call("POST", "/v1/passengers", {**BODY, **unknown, "kind": "guest"}),
        anna.call("PUT", f"/v1/passengers/{mine}", {**BODY, **unknown}, if_match='"v1"'),
    ]
    for status, body, _ in refused:
        assert (status, [each["pointer"] for each in body["errors"]]) == (400, ["/arrangerIds/1", "/arrangerIds/3"])
    employees.deactivate_employee(MANAGER, "david", expected=None)
    employees.deactivate_employee(MANAGER, "eve", expected=None)
    kept_as_is = anna.call("PUT", f"/v1/passengers/{mine}", {**BODY, "arrangerIds": ["david"]}, if_match='"v1"')
    added = anna.call("PUT", f"/v1/passengers/{mine}", {**BODY, "arrangerIds": ["eve"]}, if_match='"v2"')

    assert (kept_as_is[0], added[0]) == (200, 400)
