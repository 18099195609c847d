"""The same API as `chalice local` serves it, over real HTTP: the token is checked, and garbage breaks nothing."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from chalice.config import Config
from chalice.local import create_local_server

from tests.support.user_pool import PoolKeys, id_claims
from tests.support.waiting import SOON
from tests.unit.api.harness import Api
from tests.unit.api.small_api import NOTE, notes

pytestmark = [pytest.mark.waits, pytest.mark.usefixtures("stage", "nobody_has_left")]


@pytest.fixture
def port() -> Iterator[int]:
    server = create_local_server(Api(notes).app, Config.create(), "127.0.0.1", 0)
    thread = threading.Thread(target=server.server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server.server_address[1]
    server.shutdown()
    thread.join()
    server.server.server_close()


def ask(port: int, headers: dict[str, str], method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=SOON)
    path = f"/v1/notes/{NOTE}" if method == "GET" else "/v1/notes"
    connection.request(method, path, body=body, headers={"Content-Type": "application/json", **headers})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


@pytest.mark.parametrize("value", ["", "garbage", "Bearer garbage", "Bearer a.b.c", "Basic YTpi", "Bearer e30.e30.e30"])
def test_garbage_is_401(port: int, value: str) -> None:
    assert ask(port, {"Authorization": value})[0] == 401


def test_no_token_is_401(port: int) -> None:
    assert ask(port, {})[0] == 401


def test_a_forged_token_is_401_and_a_sound_one_200(port: int, pool_keys: PoolKeys) -> None:
    forged = PoolKeys(pool_keys.kid).sign(id_claims())

    assert ask(port, {"Authorization": f"Bearer {forged}"})[0] == 401
    assert ask(port, {"Authorization": f"Bearer {pool_keys.id_token()}"})[0] == 200


def test_a_body_is_read_from_bytes(port: int, token: str) -> None:
    body = json.dumps({"title": "Käse"}, ensure_ascii=False).encode()

    status, answer = ask(port, {"Authorization": token}, "POST", body)

    assert (status, json.loads(answer)["title"]) == (201, "Käse")
    assert ask(port, {"Authorization": token}, "POST", body.decode().encode("latin-1"))[0] == 400


def test_many_at_once_do_not_disturb_each_other(port: int, pool_keys: PoolKeys) -> None:
    token = pool_keys.id_token()
    got: dict[str, str] = {}

    def write(writer: int) -> None:
        for title in (f"note {writer} {number}" for number in range(4)):
            _, answer = ask(port, {"Authorization": token}, "POST", json.dumps({"title": title}).encode())
            got[title] = json.loads(answer)["title"]

    # No more than four: the development server's queue of connections holds five.
    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == {title: title for title in got}
    assert len(got) == 16
