"""Who opens what streams: known, counted and asked about as whoever asks for whole answers."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api import streams
from chalicelib.domain.account_links import account_key, invitation_key, pool_key
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policy_documents.parsing import create_document
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.models import policy_documents, position_looks
from chalicelib.models.account_links import AccountLinkRow
from chalicelib.services import call_limits, employees
from chalicelib.services.booking_workflow import revisions
from chalicelib.services.tracking.processing import process_positions
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world as new_world
from tests.support import passenger_samples
from tests.support.gateway import call, make_event
from tests.support.passenger_samples import keep_profile
from tests.support.policy_document_samples import parsed, policy_file
from tests.support.streamed import Invocation, ReadEvents, read_prelude
from tests.support.user_pool import POOL, PoolKeys
from tests.unit.services.tracking.on_the_way_samples import EIGHT, MINUTE, REASON, jam, plan, set_time, until_minute

MINE = "/v1/sse/me"


@pytest.fixture
def world() -> Iterator[World]:
    with new_world() as made:
        yield made


def listen(who: Identity | None, url: str, **headers: str) -> tuple[int, ReadEvents]:
    """What a stream answers, and what it has sent when its function's time is nearly over."""
    invocation = Invocation()
    invocation.time = 889.0
    answer = streams.stream(make_event(who, "GET", url, **headers), invocation)
    status, _ = read_prelude(answer)
    return status, ReadEvents(b"".join(answer) if status == 200 else b"")


def read(who: Identity | None, url: str, **headers: str) -> tuple[int, list[dict[str, Any]]]:
    """What a stream answers, and the events that it has sent."""
    status, sent = listen(who, url, **headers)
    return status, sent.data


def whole(who: Identity, url: str) -> list[dict[str, Any]]:
    return ReadEvents(call(who, "GET", f"{url}{'&' if '?' in url else '?'}wait=0").text.encode()).data


@pytest.mark.usefixtures("stage", "nobody_has_left")
def test_who_was_invited_claims_it_by_a_stream_as_well(pool_keys: PoolKeys) -> None:
    AccountLinkRow(pool_key(POOL)).save()
    AccountLinkRow(invitation_key(POOL, "ada@example.com"), user_id="user-of-old", expires_at=2**31).save()

    status, _ = read(None, MINE, authorization=f"Bearer {pool_keys.id_token(email_verified=True)}")

    assert status == 200
    assert AccountLinkRow.get(account_key(POOL, "user-ada")).user_id == "user-of-old"


@pytest.mark.usefixtures("stage", "nobody_has_left")
def test_who_opens_stream_after_stream_is_refused_like_who_reads_too_much(
    pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = msgspec.structs.replace(settings.current(), reads_per_minute=2)
    monkeypatch.setattr(settings, "current", lambda: limited)
    monkeypatch.setattr(call_limits, "WINDOW_SECONDS", 10**10)  # no minute ends meanwhile

    statuses = [read(None, MINE, authorization=f"Bearer {pool_keys.id_token()}")[0] for _ in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]  # each container passes over as many as the limit


def test_roles_are_those_that_an_account_of_another_identity_provider_has_now(world: World) -> None:
    path = f"/v1/sse/bookings/{planned(world)}"
    world.wire.federated.add(CLARA.user_id)
    seen = read(CLARA, path)
    world.wire.lost_roles[CLARA.user_id] = frozenset(Role)

    assert (seen, read(CLARA, path)) == ((200, whole(ANNA, path)), (404, []))


def test_who_is_not_asked_any_more_hears_that_they_were(world: World) -> None:
    booking_id = waiting_for_approval(world)
    revisions.recall(ANNA, booking_id, None)
    world.run()

    _, events = read(BEN, MINE)

    assert [each["type"] for each in events] == ["booking.awaiting_approval", "booking.recalled"]
    assert [each["event"] for each in events] == [None, None]
    assert read(BEN, f"{MINE}?lastEventId=latest") == (200, [])


def test_an_arranger_follows_a_traveller_and_is_written_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(monkeypatch)
    set_time(monkeypatch, EIGHT + 10 * MINUTE)
    process_positions("anna", until_minute(jam(0), 10))
    employees.put_employee(CLARA, "david", EmployeeDetails(name="David"), expected=None)
    keep_profile(passenger_samples.ANNA, arranger_ids=("david",))
    path = f"/v1/sse/users/anna/tracking?reason={quote(REASON)}"

    status, events = read(passenger_samples.DAVID, path)

    assert status == 200
    assert events == whole(passenger_samples.DAVID, path)
    looks = position_looks.list_looks("anna", limit=10, start=None).rows
    assert {(each.viewer_id, each.reason) for each in looks} == {("david", REASON)}


def test_a_follower_goes_on_after_any_event(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(monkeypatch)
    set_time(monkeypatch, EIGHT + 10 * MINUTE)
    process_positions("anna", until_minute(jam(60), 10))
    path = f"/v1/sse/users/anna/tracking?reason={quote(REASON)}"
    _, begun = listen(CLARA, path)

    set_time(monkeypatch, EIGHT + 60 * MINUTE)
    process_positions("anna", until_minute(jam(60), 60))
    from_there = f"{path}&lastEventId={begun.last_id}"
    _, rest = listen(CLARA, from_there)

    assert rest.data == whole(CLARA, from_there)
    assert [each["type"] for each in rest.data[2:]] == ["trip.warning_raised"] * 2
    assert listen(CLARA, f"{path}&lastEventId={rest.last_id}")[1].data == []


def test_events_of_a_policy_document_are_sent_to_the_end(world: World) -> None:
    document_id = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
    made = create_document(document_id, "Rules", policy_file(), uploaded_by=CLARA.user_id, now=world.clock.time)
    policy_documents.add_document(made)
    policy_documents.replace_document(made, parsed(made, 1, now=world.clock.time))
    path = f"/v1/sse/policy-documents/{document_id}"

    status, events = read(CLARA, path)

    assert (status, events) == (200, whole(CLARA, path))
    assert events[-1]["type"] == "policy_document.parsed"
    assert read(ANNA, path) == (200, events[-1:])


def test_a_conversation_is_read_as_it_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: Any, **__: Any) -> bytes:
        raise Unavailable("The function could not be called.")

    monkeypatch.setattr(functions, "invoke", unreachable)
    asked = call(ANNA, "POST", "/v1/assistant/messages", {"message": "May I rent a car?"}, Idempotency_Key="k")
    path = f"/v1/sse/assistant/conversations/{asked.body['conversationId']}"

    status, events = read(ANNA, path)

    assert (status, events) == (200, whole(ANNA, path))
    assert events[0]["message"] == "May I rent a car?"
