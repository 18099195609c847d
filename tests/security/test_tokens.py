"""Nobody gets in by a token that does not hold: every attack on every operation that wants a token, at the deployed
gateway and where the application checks tokens itself, and on WebSocket `$connect`; also while keys change or fail."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from moto import mock_aws
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.gateways import jwks
from local.client import Client, Reply
from tests.e2e.forging import ISSUED, PoolForger
from tests.e2e.world import World, at_once
from tests.security.described import Operation, described
from tests.security.key_server import KeyServer
from tests.support import user_pool
from tests.support.forgeries import FORGERIES, SENDINGS, Forger
from tests.support.tables import make_tables
from tests.support.user_pool import PoolKeys, id_claims
from tests.support.waiting import PATIENCE, SOON, ends_soon, eventually
from tests.unit.api.harness import Api

# The pool's own signature over the pool's own claims, with a header that the pool never writes: the embedded cloud's
# gateway looks at the signature only. Nobody but the pool can make these; where we check a token, they are refused.
ONLY_THE_POOL_COULD = frozenset({"no alg", "critical header"})
# Longer than what gateways take of headers; they may say so in their own words.
TOO_LONG = "too long"
NOT_LET_IN = {TOO_LONG: {400, 401, 413, 431}}
# Tables that the copy's own clock writes in.
TICKING = frozenset({"webhook-deliveries", "webhooks"})


class Attack(NamedTuple):
    """A way in that must not be one."""

    name: str
    headers: dict[str, str]

    @property
    def statuses(self) -> set[int]:
        return NOT_LET_IN.get(self.name, {401})


@pytest.fixture(scope="module")
def forger(world: World) -> PoolForger:
    return PoolForger(world)


@pytest.fixture(scope="module")
def attacks(forger: PoolForger) -> list[Attack]:
    tokens = {name: forge(forger) for name, forge in FORGERIES.items()}
    tokens |= {name: forge(forger) for name, forge in ISSUED.items()}
    sent = [Attack(name, send(forger.good)) for name, send in SENDINGS.items()]
    return [*(Attack(name, {"Authorization": f"Bearer {token}"}) for name, token in tokens.items()), *sent]


@pytest.fixture(scope="module")
def guarded(operations: list[Operation]) -> list[Operation]:
    return [operation for operation in operations if not operation.public]


def everything(world: World) -> set[str]:
    """Every row of every table, but for those that change by themselves."""
    tables = world.service("dynamodb").get_paginator("list_tables").paginate()
    names = {name.removeprefix(world.stack.name("")) for page in tables for name in page["TableNames"]}
    return {
        f"{table} {json.dumps(row, sort_keys=True, default=str)}"
        for table in names - TICKING
        for row in world.rows(table)
    }


def test_only_what_says_so_is_open(operations: list[Operation]) -> None:
    """A new public operation has to be added here, by somebody who has thought about it."""
    assert {operation.path for operation in operations if operation.public} == {
        *("/v1/health", "/v1/openapi.json", "/v1/docs", "/v1/calendars/{token}", "/v1/shared-tracks/{shareToken}"),
        "/v1/suppliers/{supplier}/notices",  # open to whoever signs with the supplier's secret
        # open to whoever has the credential of a device
        *("/v1/tracking/positions", "/v1/tracking/osmand", "/v1/tracking/owntracks"),
    }


def test_no_attack_gets_through_the_gateway(
    world: World, guarded: list[Operation], attacks: list[Attack], figures: Counter[str]
) -> None:
    nobody = Client(world.stack.base_url)
    tried = [attack for attack in attacks if attack.name not in ONLY_THE_POOL_COULD]
    before = everything(world)

    def wrong(pair: tuple[Operation, Attack]) -> str | None:
        operation, attack = pair
        reply = operation.send(nobody, operation.url(), operation.body, **attack.headers)
        if reply.status in attack.statuses and (attack.name == TOO_LONG or is_a_guarded_problem(reply)):
            return None
        return f"{attack.name}: {operation.method} {operation.path} is {reply.status} {str(reply.body)[:100]}"

    pairs = list(itertools.product(guarded, tried))
    assert [found for found in at_once(wrong, pairs) if found] == []
    assert everything(world) == before
    figures["attacks"] = len(attacks)
    figures["guarded"] = len(guarded)
    figures["gateway attacks"] += len(pairs)


def is_a_guarded_problem(reply: Reply) -> bool:
    """Also what the gateway itself answers is a problem, not to be kept, and taken by browsers for nothing else."""
    said = reply.headers
    is_problem = "application/problem+json" in said.get("Content-Type", "")
    is_guarded = said.get("X-Content-Type-Options") == "nosniff" and "max-age" in said.get(
        "Strict-Transport-Security", ""
    )
    return is_problem and is_guarded and said.get("Cache-Control") == "no-store"


def test_a_good_token_in_the_query_opens_no_operation(
    world: World, guarded: list[Operation], forger: PoolForger
) -> None:
    """Nor does a ticket, but where events stream."""
    nobody = Client(world.stack.base_url)

    for operation in guarded:
        glue = "&" if "?" in operation.url() else "?"
        for name in ("token", "access_token", "Authorization"):
            url = f"{operation.url()}{glue}{name}={quote(forger.good)}"
            assert operation.send(nobody, url, operation.body).status == 401, url
        if not operation.takes_ticket:
            url = f"{operation.url()}{glue}ticket={take_ticket(world, forger)}"
            assert operation.send(nobody, url, operation.body).status == 401, url


def take_ticket(world: World, forger: PoolForger, **headers: str) -> str:
    taken = Client(world.stack.base_url, forger.good).call("POST", "/v1/tickets", headers=headers)
    assert taken.status == 201
    return str(taken.body["ticket"])


def bad_tickets(world: World, forger: PoolForger) -> dict[str, tuple[str, dict[str, str]]]:
    """Tickets that must open nothing, and what is sent beside them, by what is wrong with them."""
    used, good = take_ticket(world, forger), take_ticket(world, forger)
    assert Client(world.stack.base_url).call("GET", f"/v1/sse/me?wait=0&ticket={used}").status == 200
    expired = take_ticket(world, forger)
    key = {"ticketId": {"S": expired[:30]}}
    world.service("dynamodb").update_item(
        TableName=world.stack.name("tickets"),
        Key=key,
        UpdateExpression="SET expiresAt = :past",
        ExpressionAttributeValues={":past": {"N": str(int(time.time()) - 1)}},
    )
    return {
        "used": (used, {}),
        "expired": (expired, {}),
        "the id of a good one": (good[:30], {}),
        "of a good one, with another's secret": (good[:31] + used[31:], {}),
        "never given out": (f"tkt_01JQZX5V9D7R8M3T2K6W4H0YBE_{'A' * 43}", {}),
        "none": ("", {}),
        "a token": (forger.good, {}),
        "too long": ("t" * 3_000, {}),
        "beside a good token": (take_ticket(world, forger), bearer(forger.good)),
        "beside a bad token": (take_ticket(world, forger), bearer("no.good.token")),
        "taken by another page": (
            take_ticket(world, forger, Origin="https://travel.example.com"),
            {"Origin": "https://evil.example"},
        ),
    }


def test_no_bad_ticket_opens_a_stream_or_a_websocket(
    world: World, guarded: list[Operation], forger: PoolForger, figures: Counter[str]
) -> None:
    nobody, streams = Client(world.stack.base_url), [each for each in guarded if each.takes_ticket]
    assert streams
    for operation in streams:
        for wrong, (ticket, headers) in bad_tickets(world, forger).items():
            glue = "&" if "?" in operation.url() else "?"
            url = f"{operation.url()}{glue}ticket={quote(ticket)}"
            assert operation.send(nobody, url, **headers).status == 401, (wrong, operation.path)
    knocks = bad_tickets(world, forger)
    opened = [
        wrong for wrong, (ticket, headers) in knocks.items() if knock(world, headers, f"?ticket={quote(ticket)}") == 101
    ]
    assert opened == []
    assert knock(world, {}, f"?ticket={take_ticket(world, forger)}") == 101
    figures["connect attacks"] += len(knocks)
    figures["gateway attacks"] += len(knocks) * len(streams)


def test_no_attack_opens_a_websocket(
    world: World, forger: PoolForger, attacks: list[Attack], figures: Counter[str]
) -> None:
    """By the header, and by the query that browsers use."""
    assert knock(world, bearer(forger.good)) == 101
    eventually(lambda: not world.rows("connections"))
    before = everything(world)
    ways = [(attack.name, attack.headers, "") for attack in attacks]
    for attack in attacks:
        token = attack.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if token and attack.name not in {*SENDINGS, TOO_LONG}:
            ways.append((f"{attack.name}, in the query", {}, f"?token={quote(token)}"))

    def opened(way: tuple[str, dict[str, str], str]) -> str | None:
        name, headers, query = way
        # AWS hands the function's 401 to the client; the embedded cloud says 403 for whatever the function refuses.
        return f"{name}: {status}" if (status := knock(world, headers, query)) != 403 else None

    assert [found for found in at_once(opened, ways) if found] == []
    assert everything(world) == before
    figures["connect attacks"] += len(ways)


def knock(world: World, headers: dict[str, str], query: str = "") -> int:
    """What `$connect` answers: 101 when it lets one in."""
    try:
        with connect(f"{world.stack.websocket_url}{query}", additional_headers=headers, open_timeout=SOON):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.fixture
def key_server(world: World) -> Iterator[KeyServer]:
    """The keys that `$connect` sees come from here; a fresh function each time, which knows none yet."""
    with (
        KeyServer(world.stack.endpoint) as server,
        world.environment("websocket_connect", AWS_ENDPOINT_URL=server.url),
    ):
        yield server


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_keys_that_are_rotated_on_a_deployed_copy(world: World, forger: PoolForger, key_server: KeyServer) -> None:
    """The new key is taken up by itself, and what the old one signed is refused from then on."""
    rotated = Forger(rsa.generate_private_key(public_exponent=65537, key_size=2048), "rotated", forger.claims)
    key_server.keys = [forger.jwk(forger.key)]
    assert knock(world, bearer(forger.good)) == 101
    assert knock(world, bearer(rotated.good)) == 403

    key_server.keys = [rotated.jwk(rotated.key)]
    eventually(lambda: knock(world, bearer(rotated.good)) == 101)

    assert knock(world, bearer(forger.good)) == 403, "the key that was taken out of the set"
    assert key_server.asked <= 4


@pytest.mark.parametrize("trouble", ["refuses", "talks nonsense", "has no keys", "hangs"])
def test_nobody_gets_in_while_the_keys_cannot_be_had(
    world: World, forger: PoolForger, attacks: list[Attack], key_server: KeyServer, trouble: str
) -> None:
    key_server.keys = [forger.jwk(forger.key)]
    key_server.status = 503 if trouble == "refuses" else 200
    key_server.body = {"talks nonsense": b"<html>", "has no keys": b'{"keys": []}'}.get(trouble)
    key_server.delay = PATIENCE if trouble == "hangs" else 0.0

    with ends_soon():
        assert knock(world, bearer(forger.good)) != 101
    chosen = [each for each in attacks if each.name in ("alg none", "HS256 with the public key", "unknown key id")]
    assert {knock(world, attack.headers) == 101 for attack in chosen} == {False}

    key_server.status, key_server.body, key_server.delay = 200, None, 0.0
    eventually(lambda: knock(world, bearer(forger.good)) == 101)


@pytest.fixture
def here(stage: object) -> tuple[Api, list[Operation]]:
    """Every operation in this process, where the application checks tokens itself, as under `chalice local`."""
    api = Api(*BLUEPRINTS)
    document = json.loads(api.send("GET", "/v1/openapi.json").body)
    return api, [operation for operation in described(document) if not operation.public]


def status_here(api: Api, operation: Operation, headers: dict[str, str]) -> int:
    named = {name.lower().replace("-", "_"): value for name, value in headers.items()}
    sent = {"if_match": "*", "idempotency_key": "an-attack-1", "content_type": "application/json", **named}
    return int(api.send(operation.method.upper(), operation.url(), body=operation.body, **sent).status_code)


def test_no_attack_gets_through_where_the_application_checks(
    here: tuple[Api, list[Operation]], pool_keys: PoolKeys, figures: Counter[str]
) -> None:
    api, guarded = here
    forger = Forger(pool_keys.private, pool_keys.kid, id_claims())
    tried = [Attack(name, bearer(forge(forger))) for name, forge in FORGERIES.items()]
    tried += [Attack(name, send(forger.good)) for name, send in SENDINGS.items()]

    pairs = list(itertools.product(guarded, tried))
    let_in = [(each.path, attack.name) for each, attack in pairs if status_here(api, each, attack.headers) != 401]

    assert let_in == []
    assert len(tried) >= 25
    figures["in process attacks"] += len(pairs)


def test_rotated_and_missing_keys_on_every_operation(
    here: tuple[Api, list[Operation]],
    pool_keys: PoolKeys,
    pool_key_server: user_pool.KeyServer,
    monkeypatch: pytest.MonkeyPatch,
    figures: Counter[str],
) -> None:
    """401 for what was signed with a key that was taken away; 503, and nobody let in, while there is no key at all."""
    api, guarded = here
    forger = Forger(pool_keys.private, pool_keys.kid, id_claims())
    fresh = PoolKeys("second")
    pool_key_server.status = 500
    without_keys = {status_here(api, operation, bearer(forger.good)) for operation in guarded}
    forged = {status_here(api, operation, bearer(forger.by_secret(forger.public_pem))) for operation in guarded}

    pool_key_server.status = 200
    pool_key_server.serve(fresh)
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + jwks.REFETCH_SECONDS)
    rotated = {status_here(api, operation, bearer(forger.good)) for operation in guarded}

    assert (without_keys, forged, rotated) == ({503}, {401}, {401})
    with mock_aws():  # where it stands who has left
        make_tables("employees")
        assert api.send("GET", "/v1/me", token=fresh.id_token()).status_code == 200
    figures["key attacks"] += 3 * len(guarded)
