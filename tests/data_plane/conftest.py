"""What the suite stands on: PostgreSQL and Redis, each with TLS before it, and a stage whose settings use them."""

import datetime
from collections.abc import Iterator

import msgspec
import pytest

from chalicelib import settings
from chalicelib.gateways.cache import registry
from chalicelib.gateways.cache.valkey import Connection
from chalicelib.gateways.reporting_copy import postgres_copy
from chalicelib.settings import Settings
from tests.data_plane.redis_server import redis
from tests.postgres.conftest import Stand, a_schema, a_server_and_its_tls, a_stand
from tests.postgres.server import find_packages
from tests.postgres.tls_front import HOST, TlsFront, make_authority, tls_front
from tests.support.valkey_stand_in import LONG

__all__ = ["Stand", "a_schema", "a_server_and_its_tls", "a_stand"]


@pytest.fixture(name="redis_front", scope="session")
def a_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsFront]:
    """Redis behind TLS, whose authority every context of this process trusts."""
    folder = tmp_path_factory.mktemp("redis")
    authority = make_authority(datetime.datetime.now(datetime.UTC))
    (folder / "trusted.pem").write_text(authority.certificate, encoding="utf-8")
    with (
        redis(find_packages()) as where,
        tls_front(where, authority, folder, is_asked=False) as front,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("SSL_CERT_FILE", str(folder / "trusted.pem"))
        yield front


@pytest.fixture(name="here")
def a_stage(redis_front: TlsFront, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A stage with the data plane switched on, in a process that has just started."""
    here = msgspec.structs.replace(
        settings.current(),
        data_plane=True,
        cache="valkey",
        cache_endpoint=f"{HOST}:{redis_front.port}",
        reporting_copy=True,
        policy_index="pgvector",
    )
    opened: list[Connection] = []
    honest = registry.connect

    def connect(of: Settings) -> Connection:
        opened.append(honest(of))
        return opened[-1]

    monkeypatch.setattr(registry, "connect", connect)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setattr(settings, "current", lambda: here)
    monkeypatch.setattr(registry, "ANSWER_SECONDS", LONG)
    registry.current.cache_clear()
    postgres_copy.current.cache_clear()
    yield here
    for each in opened:
        each.close()
    registry.current.cache_clear()
    postgres_copy.current.cache_clear()
