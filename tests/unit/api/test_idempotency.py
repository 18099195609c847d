"""A write sent twice under one key is done once, whatever happens to its first sender."""

from datetime import timedelta
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib import clock
from chalicelib.errors import Unavailable
from chalicelib.models import idempotency as table
from chalicelib.models.idempotency import IdempotencyRow
from tests.simulation.cloud.empty import take_table_away
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.small_api import World, failures, notes, world

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")

BODY = {"title": "Milk", "lines": [{"text": "two litres"}]}


@pytest.fixture
def api() -> Api:
    return Api(notes)


@pytest.fixture(autouse=True)
def fresh_world() -> World:
    world.__dict__.update(World().__dict__)
    return world


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets time pass for the services."""
    real = clock.now

    def pass_time(passed: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + passed)

    return pass_time


def buy(api: Api, token: str, key: str = "k-1", body: Any = BODY, query: str = "") -> HTTPResponse:
    return api.send("POST", f"/v1/purchases{query}", token=token, body=body, idempotency_key=key)


def same(first: HTTPResponse, second: HTTPResponse) -> bool:
    kept = ("Content-Type", "Location", "ETag", "Access-Control-Allow-Origin")
    found = [(each.status_code, each.body, [each.headers.get(name) for name in kept]) for each in (first, second)]
    return found[0] == found[1]


def test_a_purchase_needs_a_key(api: Api, token: str) -> None:
    answer = api.send("POST", "/v1/purchases", token=token, body=BODY)

    assert answer.status_code == 400
    assert answer.json_body["errors"][0]["pointer"] == "/Idempotency-Key"


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "é"])
def test_a_key_is_short_and_printable(api: Api, token: str, key: str) -> None:
    assert buy(api, token, key).status_code == 400
    assert world.bought == []


def test_the_second_sending_is_answered_byte_for_byte(api: Api, token: str) -> None:
    first, second = buy(api, token), buy(api, token)

    assert first.status_code == 202
    assert same(first, second)
    assert len(world.bought) == 1
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]


def test_the_order_of_keys_and_white_space_make_no_difference(api: Api, token: str) -> None:
    first = buy(api, token, body=b'{"title":"Milk","colour":"red"}')
    second = buy(api, token, body=b'{ "colour": "red",\n "title": "Milk" }')

    assert same(first, second)


def test_the_key_with_another_body_is_422(api: Api, token: str) -> None:
    buy(api, token)

    for changed in (buy(api, token, body={"title": "Beer"}), buy(api, token, query="?colour=blue")):
        assert changed.status_code == 422
        assert changed.json_body["type"].endswith("key-reused")
    assert len(world.bought) == 1


def test_a_key_is_its_senders_own_and_its_operations_own(api: Api, token: str, pool_keys: PoolKeys) -> None:
    buy(api, token)
    buy(api, pool_keys.id_token(sub="user-bob"))
    written = api.send("POST", "/v1/notes", token=token, body=BODY, idempotency_key="k-1")

    assert len(set(world.bought)) == 2
    assert written.status_code == 201


def test_a_key_is_accepted_where_it_is_not_required(api: Api, token: str) -> None:
    first, second = (api.send("POST", "/v1/notes", token=token, body=BODY, idempotency_key="k-2") for _ in range(2))
    without = api.send("POST", "/v1/notes", token=token, body=BODY)

    assert same(first, second)
    assert without.json_body["noteId"] != first.json_body["noteId"]


def test_while_the_first_is_at_work_the_second_is_asked_to_wait(api: Api, token: str) -> None:
    crash(api, token)

    answer = buy(api, token)

    assert (answer.status_code, answer.json_body["type"]) == (409, "urn:sojourn:problem:still-running")
    assert answer.headers["Retry-After"] == "1"
    assert buy(api, token, body={"title": "Beer"}).status_code == 422
    assert len(world.bought) == 1


def test_a_crashed_senders_work_is_taken_over_with_the_same_ids(api: Api, token: str, later: Any) -> None:
    crash(api, token)
    later(timedelta(seconds=61))

    answer = buy(api, token)

    assert answer.status_code == 202
    assert world.bought == [answer.json_body["noteId"]] * 2
    assert same(answer, buy(api, token))


@pytest.mark.parametrize("name", ["unavailable", "supplier-timeout", "version-conflict", "still-running"])
def test_what_may_go_better_next_time_is_done_again_with_the_same_ids(api: Api, token: str, name: str) -> None:
    world.error = failures()[name]
    failed = buy(api, token)
    world.error = None

    answer = buy(api, token)

    assert failed.status_code in {409, 503, 504}
    assert answer.status_code == 202
    assert world.bought == [answer.json_body["noteId"]] * 2


def test_a_bug_is_not_kept_as_an_answer(api: Api, token: str) -> None:
    world.error = ZeroDivisionError()
    assert buy(api, token).status_code == 500
    world.error = None

    assert buy(api, token).status_code == 202
    assert len(set(world.bought)) == 1


@pytest.mark.parametrize("name", ["not-found", "budget-exceeded", "ambiguous-request"])
def test_a_refusal_is_an_answer_too(api: Api, token: str, name: str) -> None:
    world.error = failures()[name]
    refused = buy(api, token)
    world.error = None

    again = buy(api, token)

    assert again.status_code in {404, 409, 422}
    assert same(refused, again)
    assert again.headers["Content-Type"] == "application/problem+json"
    assert len(world.bought) == 1


def test_a_key_is_free_again_after_a_day(api: Api, token: str, later: Any) -> None:
    first = buy(api, token)

    later(timedelta(hours=23, minutes=59))
    assert same(first, buy(api, token))

    later(timedelta(hours=24, seconds=1))
    assert buy(api, token, body={"title": "Beer"}).status_code == 202
    assert len(set(world.bought)) == 2


def test_an_answer_that_cannot_be_kept_is_not_sent(api: Api, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DynamoDB stops answering between the claim and the end: else the same key would get another answer later."""

    def unanswered(*_: object) -> bool:
        raise Unavailable("not this time")

    with monkeypatch.context() as patch:
        patch.setattr(table, "store_answer", unanswered)
        assert buy(api, token).status_code == 503
    first = buy(api, token)
    second = buy(api, token)

    assert first.status_code == 202
    assert same(first, second)
    assert len(set(world.bought)) == 1


def test_a_sender_that_was_overtaken_gives_no_answer_of_its_own(
    api: Api, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took longer than its lease, and whoever took over has not finished: only one answer may ever be given."""
    monkeypatch.setattr(table, "store_answer", lambda *_: False)

    assert buy(api, token).status_code == 409


def test_without_the_table_nothing_is_done(api: Api, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_table_away(monkeypatch, IdempotencyRow)

    answer = buy(api, token)

    assert answer.status_code == 503
    assert world.bought == []


def crash(api: Api, token: str) -> None:
    """The function dies in the middle of the work: nothing after the view runs."""
    world.error = SystemExit()  # no Exception, so that nothing catches it
    with pytest.raises(SystemExit):
        buy(api, token)
    world.error = None
