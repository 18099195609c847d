"""What every answer carries, whoever asks and whatever comes of it, and what is refused on every operation alike."""

from collections import Counter

import pytest
import urllib3

from local.client import Client, Reply
from tests.e2e.world import World, at_once
from tests.security.described import Operation
from tests.security.people import Person, person

# So that nothing of the company's is changed for this.
NOT_THIS_VERSION = {"If-Match": '"v999999"'}
POLICY = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")


@pytest.fixture(scope="module")
def manager(world: World) -> Person:
    return person(world, "travel manager", "traveller", "travel-manager", "approver", "operator")


def missing(operation: Operation, reply: Reply) -> list[str]:
    """What an answer of the application lacks."""
    said = reply.headers
    policy = said.get("Content-Security-Policy", "")
    has_type = bool(said.get("Content-Type", "").partition(";")[0])
    kept = said.get("Cache-Control", "")
    wanted = {
        "HSTS": said.get("Strict-Transport-Security") == "max-age=31536000; includeSubDomains",
        "nosniff": said.get("X-Content-Type-Options") == "nosniff",
        "a policy that loads nothing else": all(part in policy for part in POLICY),
        "no referrer": said.get("Referrer-Policy") == "no-referrer",
        "no-store": "no-store" in kept or (reply.status < 400 and (operation.public or "private" in kept)),
        "a type where there is a body": has_type or not reply.raw,
        "an id to ask with": bool(said.get("X-Request-Id")),
        "no word of the server's inside": not any(word in reply.raw.decode() for word in ("Traceback", "/var/task")),
    }
    return [name for name, holds in wanted.items() if not holds]


def test_every_answer_is_guarded(operations: list[Operation], manager: Person, figures: Counter[str]) -> None:
    """Answers that succeed and answers that do not: every operation on what is nobody's, with and without a body."""
    calls = [(operation, body) for operation in operations for body in (operation.body, None, {"no": "field"})]

    def wrong(call: tuple[Operation, object]) -> str | None:
        operation, body = call
        if "erasures" in operation.path and operation.method == "post":
            body = {"no": "field"}  # nobody is forgotten for this
        reply = operation.send(manager.client, operation.url(), body, **NOT_THIS_VERSION)
        lacks = missing(operation, reply)
        if reply.status >= 500:
            lacks.append("an answer that was foreseen")
        return f"{operation.method} {operation.path} {reply.status}: {lacks}" if lacks else None

    assert [found for found in at_once(wrong, calls) if found] == []
    figures["answers"] += len(calls)


def test_a_parameter_that_comes_twice_is_refused(operations: list[Operation], manager: Person) -> None:
    """Which of the two counts is not left to whoever stands between."""
    for operation in operations:
        if "limit" in operation.query:
            url = f"{operation.url()}?limit=1&limit=2"
            assert operation.send(manager.client, url).status == 400, url


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG"])
def test_methods_that_reveal_too_much_are_not_there(world: World, method: str) -> None:
    token = world.traveller.token
    answer = urllib3.request(
        method, f"{world.stack.base_url}/v1/me", headers={"Authorization": f"Bearer {token}"}, retries=False
    )

    assert answer.status >= 400
    assert (token or "-").encode() not in answer.data


def test_cookies_are_neither_set_nor_taken(world: World, operations: list[Operation], manager: Person) -> None:
    nobody = Client(world.stack.base_url)
    for operation in operations:
        if operation.method == "get":
            assert "Set-Cookie" not in operation.send(manager.client, operation.url()).headers
            if not operation.public:
                cookie = f"token={manager.client.token}; Authorization=Bearer {manager.client.token}"
                assert operation.send(nobody, operation.url(), Cookie=cookie).status == 401
