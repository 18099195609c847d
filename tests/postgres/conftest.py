"""What the suite stands on: one server with TLS before it, and a schema for each test that asks for one."""

import datetime
import json
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import pytest

from chalicelib.gateways.policy_index.pgvector_schema import Migrated, migrate
from chalicelib.gateways.postgres import Database
from tests.postgres.server import OWNER, SERVERS, Server, find_packages, postgres
from tests.postgres.tls_front import HOST, Authority, TlsFront, make_authority, tls_front

SEARCHER, PASSWORD = "searcher", "a password with 'quotes' and \\ signs"
_schemas = count()


class Stand(NamedTuple):
    """A server, the TLS before it, and whose certificates it has."""

    server: Server
    front: TlsFront
    authority: Authority
    databases: list[Database]
    """Those that a test has asked, to be hung up after it."""

    def secret(self, **other: Any) -> bytes:
        """What the secret of whoever searches says."""
        said = {
            "engine": "postgres",
            "host": HOST,
            "port": self.front.port,
            "dbname": "postgres",
            "username": SEARCHER,
            "password": PASSWORD,
            "caCertificate": self.authority.certificate,
        }
        return json.dumps({**said, **other}).encode()

    def database(self, *secrets: bytes) -> Database:
        """The database as the index asks it."""
        made = Database(lambda: iter(secrets or [self.secret()]))
        self.databases.append(made)
        return made

    def migrate(self, schema: str, model: str, dimensions: int) -> Migrated:
        """Bring a schema to the last step, as its owner."""
        owner = self.database(self.secret(username=OWNER, password=self.server.password))
        return owner.transact(
            lambda connection: migrate(connection, schema, model=model, dimensions=dimensions, readers=[SEARCHER])
        )

    def rows(self, sql: str, **parameters: Any) -> list[list[Any]]:
        """What the owner reads."""
        connection = self.server.connect()
        try:
            return list(connection.run(sql, **parameters) or [])
        finally:
            connection.close()


@pytest.fixture(name="stand")
def a_stand(everything: Stand) -> Iterator[Stand]:
    """The server, which nobody is connected to."""
    yield everything
    while everything.databases:
        everything.databases.pop().close()


@pytest.fixture(name="everything", scope="session", params=SERVERS, ids=lambda server: server.rpartition("/")[2])
def a_server_and_its_tls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    authority = make_authority(datetime.datetime.now(datetime.UTC))
    folder = tmp_path_factory.mktemp("tls")
    with postgres(find_packages(), request.param) as server, tls_front(server.socket, authority, folder) as front:
        owner = server.connect()
        owner.run(f"create role {SEARCHER} login password '{PASSWORD.replace(chr(39), 2 * chr(39))}'")
        owner.close()
        yield Stand(server, front, authority, [])


@pytest.fixture(name="schema")
def a_schema() -> str:
    """The name of a schema that there is not yet."""
    return f"sojourn_test{next(_schemas)}"
