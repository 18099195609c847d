"""Tracking devices over HTTP: a credential is shown once and by nobody kept, and a device is its owner's alone."""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.devices import read_credential
from chalicelib.errors import Unauthenticated
from chalicelib.services.operations.people_changes import follow_up_changes
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.tracking import devices
from tests.simulation.approvals import company
from tests.simulation.cloud.wire import Call
from tests.simulation.world import ANNA, CLARA, DAVID, World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.gateway import ADDRESS, Answered, call

DEVICES = "/v1/me/tracking-devices"
MOST = 3
REFUSALS = set[str]()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    here = msgspec.structs.replace(
        settings.current(), signing_key="a key for tests", tracking_devices_a_person=MOST, stage="local"
    )
    monkeypatch.setattr(settings, "current", lambda: here)
    with world() as made:
        company(made)
        yield made


def register(who: Identity = ANNA, name: str = "Phone", **headers: str) -> Answered:
    return call(who, "POST", DEVICES, {"name": name}, **headers)


def owner_of(credential: str) -> str | None:
    """Whose device signs in by this; None when none does, in the words that are always the same."""
    try:
        return devices.authenticate_device(read_credential(credential)).user_id
    except Unauthenticated as error:
        REFUSALS.add(str(error))
        return None


@pytest.mark.usefixtures("office")
def test_a_device_signs_in_by_what_was_shown_once() -> None:
    answer = register(name="Anna's phone")
    device_id, credential = answer.body["deviceId"], answer.body["credential"]
    path = f"{DEVICES}/{device_id}"
    shown = call(ANNA, "GET", path)

    assert (answer.status, answer.headers["Location"], answer.headers["ETag"]) == (201, f"{ADDRESS}{path}", '"v1"')
    assert owner_of(credential) == "anna"
    assert shown.body == {name: value for name, value in answer.body.items() if name != "credential"}
    assert call(ANNA, "GET", DEVICES).body == {"items": [shown.body], "nextCursor": None}


def test_a_credential_is_nowhere_in_the_rows(office: World) -> None:
    secret = register(Idempotency_Key="k-1").body["credential"].partition(".")[2]

    assert secret not in str(office.wire.tables.snapshot())


def test_a_sending_whose_answer_was_lost_is_answered_with_a_credential_that_opens(office: World) -> None:
    first = devices.register_device(ANNA, "Phone", "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8")
    again = devices.register_device(ANNA, "Phone", "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8")

    assert owner_of(first.credential.text) is None
    assert owner_of(again.credential.text) == "anna"
    assert len(devices.list_devices(ANNA)) == 1


@pytest.mark.usefixtures("office")
def test_a_device_is_renamed_by_who_has_seen_it() -> None:
    path = f"{DEVICES}/{register().body['deviceId']}"

    assert call(ANNA, "PUT", path, {"name": "Old phone"}).status == 428
    renamed = call(ANNA, "PUT", path, {"name": "Old phone"}, If_Match='"v1"')
    assert (renamed.body["name"], renamed.headers["ETag"]) == ("Old phone", '"v2"')
    assert call(ANNA, "PUT", path, {"name": "Older phone"}, If_Match='"v1"').status == 412
    assert call(ANNA, "PUT", path, {"name": " "}, If_Match='"v2"').status == 400


def test_a_device_is_renamed_by_what_the_sdk_had_to_send_twice(office: World) -> None:
    path = f"{DEVICES}/{register().body['deviceId']}"
    office.wire.scissors = lambda made: Cut.BLINK if made.mentions("Old phone") else None

    assert call(ANNA, "PUT", path, {"name": "Old phone"}, If_Match='"v1"').headers["ETag"] == '"v2"'


@pytest.mark.usefixtures("office")
def test_a_device_is_revoked_at_once_and_no_other_with_it() -> None:
    first, second = register().body, register().body

    assert call(ANNA, "DELETE", f"{DEVICES}/{first['deviceId']}").status == 204

    assert owner_of(first["credential"]) is None
    assert owner_of(second["credential"]) == "anna"
    assert call(ANNA, "DELETE", f"{DEVICES}/{first['deviceId']}").status == 404
    assert [each["deviceId"] for each in call(ANNA, "GET", DEVICES).body["items"]] == [second["deviceId"]]


@pytest.mark.usefixtures("office")
def test_a_device_is_its_owners_alone() -> None:
    path = f"{DEVICES}/{register().body['deviceId']}"

    for who in (DAVID, CLARA):
        answers = [
            call(who, "GET", path),
            call(who, "PUT", path, {"name": "Mine"}, If_Match="*"),
            call(who, "DELETE", path),
        ]
        assert [answer.status for answer in answers] == [404, 404, 404]
        assert call(who, "GET", DEVICES).body["items"] == []


@pytest.mark.usefixtures("office")
def test_there_is_room_again_for_a_device_when_one_is_revoked() -> None:
    made = [register().status for _ in range(MOST + 1)]
    first = call(ANNA, "GET", DEVICES).body["items"][0]["deviceId"]
    call(ANNA, "DELETE", f"{DEVICES}/{first}")

    assert made == [201] * MOST + [409]
    assert register().status == 201
    assert register(DAVID).status == 201


@pytest.mark.usefixtures("office")
def test_what_is_no_credential_of_a_device_is_refused_in_the_same_words() -> None:
    good = register().body["credential"]
    other = register().body["credential"]
    swapped = f"{good.partition('.')[0]}.{other.partition('.')[2]}"
    unknown = f"dev_01JQZXF8M2N4P6Q8R0S2T4V6W8.{good.partition('.')[2]}"

    assert [owner_of(each) for each in ("", "dev", good[:-1], f"{good}A", swapped, unknown)] == [None] * 6
    assert sorted(REFUSALS) == ["This is no credential of a device that may report."]
    assert owner_of(good) == "anna"


@pytest.mark.usefixtures("office")
def test_devices_of_who_has_left_report_nothing_and_are_gone_after_the_sweep() -> None:
    credential = register().body["credential"]

    assert call(CLARA, "DELETE", "/v1/employees/anna").status == 204
    assert owner_of(credential) is None
    assert follow_up_changes().failed == 0
    assert devices.list_devices(ANNA) == []


def leave(office: World) -> None:
    call(CLARA, "DELETE", "/v1/employees/anna")
    assert follow_up_changes().failed == 0


def be_forgotten(office: World) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy_requests, "A_REQUEST", 0.0)
        privacy_requests.request_erasure(ANNA, ANNA.user_id, erasure_id="era_01JQZY5V9D7R8M3T2K6W4H0YBE")
    assert privacy_requests.carry_on_all(seconds=60) == (1, 0)


@pytest.mark.parametrize("go", [leave, be_forgotten])
def test_a_device_that_its_owner_revokes_at_that_moment_keeps_no_other_from_ending(
    office: World, go: Callable[[World], None]
) -> None:
    tablet, revoked = register(name="Tablet").body["deviceId"], list[str]()
    register()

    def revoke_first(asked: Call) -> None:
        if not revoked and asked.operation == "dynamodb.TransactWriteItems" and asked.mentions(tablet):
            revoked.append(tablet)
            with office.wire.quiet():
                devices.revoke_device(ANNA, tablet, expected=None)

    office.wire.scissors = revoke_first
    go(office)

    assert revoked == [tablet]
    assert devices.list_devices(ANNA) == []


@pytest.mark.usefixtures("office")
def test_who_comes_back_has_to_register_again() -> None:
    credential = register().body["credential"]
    call(CLARA, "DELETE", "/v1/employees/anna")
    follow_up_changes()

    back = call(CLARA, "PUT", "/v1/employees/anna", {"name": "Anna Weber", "active": True}, If_Match="*")

    assert back.status == 200
    assert owner_of(credential) is None
