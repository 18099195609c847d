"""The tables of the index in PostgreSQL, made and changed step by step by who owns them (`postgres_schema`)."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from chalicelib.gateways.policy_index.pgvector import TABLE
from chalicelib.gateways.postgres import Connection
from chalicelib.gateways.postgres_schema import do_steps, quote_name, quote_text, read

# With iterative scans, without which a filtered search may find fewer passages than there are.
OLDEST_PGVECTOR = (0, 8)
MOST_INDEXED = 2_000  # dimensions; vectors of more are compared one by one
STEPS: tuple[str, ...] = (
    f"""
    create table {{schema}}.{TABLE} (
        model text not null,
        document_version text not null,
        position integer not null check (position >= 0),
        starts_at integer not null check (starts_at >= 0),
        ends_at integer not null check (ends_at > starts_at),
        of_heading boolean not null,
        embedding vector not null,
        primary key (model, document_version, position, starts_at, of_heading)
    )
    """,
)


class TooOld(Exception):
    """The server's pgvector lacks what searches need."""


class Migrated(NamedTuple):
    """What a migration came to: the step that the schema is at, how many were done now, and the version of pgvector."""

    step: int
    done: int
    pgvector: str


def migrate(connection: Connection, schema: str, *, model: str, dimensions: int, readers: Sequence[str]) -> Migrated:
    """Bring a stage's schema to the last step, with a graph for the model's vectors, and let `readers`, roles, use it.

    Within the transaction of `connection`, and good to do again. Raises TooOld.
    """
    quoted = quote_name(schema)
    connection.run("select pg_advisory_xact_lock(hashtext(:name))", name=f"{schema}/schema")
    connection.run("create extension if not exists vector")
    version = _require_pgvector(connection)
    stepped = do_steps(connection, schema, STEPS)
    _index_model(connection, quoted, model, dimensions)
    for role in readers:
        _let_use(connection, quoted, role)
    return Migrated(stepped.step, stepped.done, version)


def _require_pgvector(connection: Connection) -> str:
    version = str(read(connection, "select extversion from pg_extension where extname = 'vector'")[0][0])
    if tuple(int(each) for each in version.split(".")[:2]) < OLDEST_PGVECTOR:
        wanted = ".".join(map(str, OLDEST_PGVECTOR))
        raise TooOld(f"The server has pgvector {version}; {wanted} or newer is needed (alter extension vector update).")
    return version


def _index_model(connection: Connection, schema: str, model: str, dimensions: int) -> None:
    """Make the graph by which vectors of a model are found: it is of these alone, whose dimensions are known."""
    if dimensions > MOST_INDEXED:
        return
    connection.run(
        f"create index if not exists {quote_name(f'{TABLE}_{_short(model)}')} on {schema}.{TABLE}"
        f" using hnsw ((cast(embedding as vector({dimensions}))) vector_cosine_ops)"
        f" where model = {quote_text(model)}"
    )


def _let_use(connection: Connection, schema: str, role: str) -> None:
    connection.run(f"grant usage on schema {schema} to {quote_name(role)}")
    connection.run(f"grant select, insert, delete on {schema}.{TABLE} to {quote_name(role)}")


def _short(model: str) -> str:
    """Return a model's name as a part of an index's, which has 63 bytes at most."""
    return sha256(model.encode()).hexdigest()[:12]
