"""Schemas in PostgreSQL that are made and changed step by step, by who owns them.

Steps are numbered, and each is done once; a step that was released is never changed, another one is added.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.gateways.postgres import Connection


class Stepped(NamedTuple):
    """What doing steps came to: the step that a schema is at, and how many were done now."""

    step: int
    done: int


def do_steps(connection: Connection, schema: str, steps: Sequence[str]) -> Stepped:
    """Bring a schema to the last of these steps, in which `{schema}` is its name, within the connection's transaction.
    Whoever does the same at the same time waits."""
    quoted = quote_name(schema)
    connection.run("select pg_advisory_xact_lock(hashtext(:name))", name=f"{schema}/schema")
    connection.run(f"create schema if not exists {quoted}")
    connection.run(
        f"create table if not exists {quoted}.schema_steps"
        " (step integer primary key, done_at timestamptz not null default now())"
    )
    rows = read(connection, f"select coalesce(max(step), 0) from {quoted}.schema_steps")  # noqa: S608  # nosec B608 - a quoted name
    before = int(rows[0][0])
    for step, statement in enumerate(steps[before:], before + 1):
        connection.run(statement.format(schema=quoted))
        connection.run(f"insert into {quoted}.schema_steps (step) values (:step)", step=step)  # noqa: S608  # nosec B608 - as above
    return Stepped(max(before, len(steps)), max(0, len(steps) - before))


def keep_user(connection: Connection, name: str) -> None:
    """Have somebody be able to connect by tokens of a role of AWS, and by nothing else."""
    quoted = quote_name(name)
    if not read(connection, "select 1 from pg_roles where rolname = :name", name=name):
        connection.run(f"create role {quoted} login")
    connection.run(f"grant rds_iam to {quoted}")


def quote_name(name: str) -> str:
    """Return a name as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Return a text as it stands in SQL, where the planner has to see it."""
    return "'" + text.replace("'", "''") + "'"


def read(connection: Connection, sql: str, **parameters: object) -> list[list[Any]]:
    """Return the rows of a statement; none of one that has none."""
    return connection.run(sql, **parameters) or []
