"""Functions share a cache where their stage has one and they are in its network."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalicelib import settings
from chalicelib.gateways.cache import registry
from chalicelib.gateways.cache.in_process import InProcessCache
from chalicelib.gateways.cache.resp import RespError
from chalicelib.gateways.cache.valkey import ValkeyCache
from chalicelib.settings import Settings
from tests.postgres.tls_front import HOST, Authority, make_authority
from tests.support.valkey_stand_in import LONG, ValkeyStandIn, valkey_stand_in


@pytest.fixture(autouse=True)
def _another_process() -> Iterator[None]:
    registry.current.cache_clear()
    yield
    registry.current.cache_clear()


@pytest.mark.parametrize(
    ("here", "kind"),
    [
        (Settings(), InProcessCache),
        (Settings(data_plane=True, cache="valkey"), InProcessCache),  # a function outside of the network
        (Settings(cache_endpoint="cache.example.com:6379"), InProcessCache),
        (Settings(data_plane=True, cache="valkey", cache_endpoint="cache.example.com:6379"), ValkeyCache),
    ],
)
def test_the_cache_is_the_one_of_the_settings(monkeypatch: pytest.MonkeyPatch, here: Settings, kind: type) -> None:
    monkeypatch.setattr(settings, "current", lambda: here)

    assert type(registry.current()) is kind


@pytest.fixture(name="authority")
def an_authority(tmp_path: Path) -> Authority:
    """Who certifies the server, in files beside it."""
    made = make_authority(datetime.now(UTC))
    (tmp_path / "server.pem").write_text(made.server, encoding="utf-8")
    (tmp_path / "trusted.pem").write_text(made.certificate, encoding="utf-8")
    return made


@pytest.fixture(name="server")
def a_server(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ValkeyStandIn]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setattr(registry, "ANSWER_SECONDS", LONG)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with valkey_stand_in(context) as server:
        yield server


def place(server: ValkeyStandIn, host: str = HOST) -> Settings:
    return Settings(stage="dev", data_plane=True, cache="valkey", cache_endpoint=f"{host}:{server.port}")


def test_a_function_comes_over_tls_and_as_its_role(
    server: ValkeyStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))

    connection = registry.connect(place(server))

    assert connection.command("GET", "a") is None
    connection.close()
    (command, user, token), _ = server.commands
    assert (command, user) == (b"AUTH", b"sojourn-dev-functions")
    assert token.startswith(b"sojourn-dev/?Action=connect&User=sojourn-dev-functions&X-Amz-Algorithm=")


@pytest.mark.parametrize("host", [HOST, "127.0.0.1"])
def test_a_server_that_proves_nothing_gets_no_command(server: ValkeyStandIn, host: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        registry.connect(place(server, host))

    assert server.commands == []


def test_a_server_that_refuses_is_hung_up_on(
    server: ValkeyStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    server.says = lambda _: b"-WRONGPASS invalid\r\n"

    with pytest.raises(RespError, match="WRONGPASS"):
        registry.connect(place(server))
