"""Tickets over HTTP: taken with a token, and in its place where events are streamed, wherever the token is checked."""

from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api import me, person_feeds, streams, tickets
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.services import call_limits, employees
from tests.support.forgeries import FORGERIES, Forger
from tests.support.gateway import make_event
from tests.support.streamed import Invocation, read_prelude
from tests.support.user_pool import PoolKeys, id_claims
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")

EVENTS = "/v1/sse/me?wait=0"
EVA = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"travel-manager"}))


@pytest.fixture
def api() -> Api:
    return Api(tickets.blueprint, person_feeds.blueprint, me.blueprint)


@pytest.fixture
def deployed(api: Api, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The same API behind a gateway, which lets through whatever streams."""
    here = msgspec.structs.replace(stage, verify_tokens_in_app=False)
    monkeypatch.setattr(settings, "current", lambda: here)
    return api


def take(api: Api, token: str, **headers: str) -> str:
    answer = api.send("POST", "/v1/tickets", token=token, **headers)
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.json_body["ticket"])


def with_ticket(ticket: str, path: str = EVENTS) -> str:
    return f"{path}{'&' if '?' in path else '?'}ticket={ticket}"


def refusals(answers: list[Any]) -> list[tuple[int, str]]:
    return [(each.status_code, each.json_body["detail"].partition(",")[0]) for each in answers]


def test_a_ticket_opens_a_stream_once_and_a_token_as_often_as_one_likes(api: Api, token: str) -> None:
    ticket = take(api, token)

    first, second = (api.send("GET", with_ticket(ticket)) for _ in range(2))

    assert (first.status_code, first.headers["Content-Type"]) == (200, "text/event-stream")
    assert refusals([second]) == [(401, "The ticket was used already")]
    assert [api.send("GET", EVENTS, token=token).status_code for _ in range(2)] == [200, 200]


def test_a_ticket_opens_nothing_but_what_streams(api: Api, token: str) -> None:
    ticket = take(api, token)

    answers = [
        api.send(method, with_ticket(ticket, path)) for method, path in (("GET", "/v1/me"), ("POST", "/v1/tickets"))
    ]

    assert refusals(answers) == [(401, "A token is required.")] * 2
    assert api.send("GET", with_ticket(ticket)).status_code == 200, "nor is it used up by that"


def test_a_ticket_beside_a_token_is_refused_and_none_of_both_too(api: Api, token: str) -> None:
    ticket = take(api, token)

    answers = [api.send("GET", with_ticket(ticket), token=token), api.send("GET", EVENTS)]

    assert refusals(answers) == [(401, "Send a token or a ticket"), (401, "A token is required.")]


@pytest.mark.parametrize("name", ["token", "access_token", "Authorization"])
def test_a_token_in_the_address_opens_nothing(name: str, api: Api, token: str) -> None:
    assert api.send("GET", f"{EVENTS}&{name}={token}").status_code == 401
    assert api.send("GET", with_ticket(token)).status_code == 401


def test_a_page_of_another_origin_cannot_use_it(api: Api, token: str) -> None:
    ticket = take(api, token, Origin="https://travel.example.com")

    answer = api.send("GET", with_ticket(ticket), Origin="https://evil.example")

    assert refusals([answer]) == [(401, "The ticket was taken by a page of another origin.")]


def test_rights_are_asked_when_it_is_used(api: Api, token: str) -> None:
    ticket = take(api, token)
    employees.put_employee(EVA, "user-ada", EmployeeDetails(name="Ada"), expected=None)
    employees.deactivate_employee(EVA, "user-ada", expected=1)

    assert api.send("GET", with_ticket(ticket)).status_code == 403


def test_to_take_tickets_counts_as_calls_that_write(
    api: Api, token: str, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = msgspec.structs.replace(stage, writes_per_minute=2)
    monkeypatch.setattr(settings, "current", lambda: limited)
    monkeypatch.setattr(call_limits, "WINDOW_SECONDS", 10**10)  # no minute ends meanwhile

    answers = [api.send("POST", "/v1/tickets", token=token).status_code for _ in range(3)]

    assert answers == [201, 201, 429]


def test_where_a_gateway_lets_streams_through_tokens_are_checked_in_full(deployed: Api, pool_keys: PoolKeys) -> None:
    forger = Forger(pool_keys.private, pool_keys.kid, id_claims())
    forged = [forge(forger) for forge in FORGERIES.values()]

    def ask(token: str) -> int:
        answer = deployed.through_gateway("GET", EVENTS, claims=None, authorization=f"Bearer {token}")
        return int(answer["statusCode"])

    assert ask(pool_keys.id_token()) == 200
    assert {ask(token) for token in forged} == {401}


def test_where_a_gateway_checks_tokens_only_its_word_counts(deployed: Api, token: str) -> None:
    answer = deployed.through_gateway("GET", "/v1/me", claims=None, authorization=f"Bearer {token}")

    assert answer["statusCode"] == 401


def test_the_function_that_streams_takes_tickets(deployed: Api, pool_keys: PoolKeys) -> None:
    taken = deployed.through_gateway("POST", "/v1/tickets", claims={k: str(v) for k, v in id_claims().items()})
    ticket = msgspec.json.decode(taken["body"])["ticket"]

    statuses = [
        read_prelude(streams.stream(make_event(None, "GET", with_ticket(ticket)), Invocation()))[0] for _ in range(2)
    ]

    assert statuses == [200, 401]


def test_no_log_line_has_a_ticket(deployed: Api, capsys: pytest.CaptureFixture[str]) -> None:
    taken = deployed.through_gateway("POST", "/v1/tickets", claims={k: str(v) for k, v in id_claims().items()})
    ticket = msgspec.json.decode(taken["body"])["ticket"]
    for _ in range(2):
        answer = deployed.through_gateway("GET", with_ticket(ticket), claims=None)
        list(streams.stream(make_event(None, "GET", with_ticket(ticket)), Invocation()))

    said = capsys.readouterr()
    assert '"stream_my_events"' in said.err
    assert ticket[31:] not in said.err + said.out
    assert ticket[31:] not in answer["body"]
