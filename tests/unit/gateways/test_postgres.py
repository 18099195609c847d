"""A connection that is kept and replaced, without a server; over a real one, and with TLS, `make policy-index-postgres`
tries the same."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pg8000.exceptions import DatabaseError, InterfaceError

from chalicelib.errors import Unavailable
from chalicelib.gateways import postgres
from chalicelib.gateways.postgres import ATTEMPTS, Connection, Credentials, Database

SECRET = {"host": "db.example.com", "username": "searcher", "password": "s3cr3t"}


class Line:
    """A connection whose statements end as they are told; `said` has what was asked of it."""

    def __init__(self, *ends: Exception | None) -> None:
        self.said: list[str] = []
        self.closed = False
        self._ends = deque(ends)

    def run(self, sql: str, **parameters: object) -> list[list[Any]] | None:
        self.said.append(sql)
        end = self._ends.popleft() if self._ends else None
        if end is not None:
            raise end
        return [[1]]

    def close(self) -> None:
        self.closed = True
        if self._ends:
            raise InterfaceError("network error")


def sqlstate(code: str) -> DatabaseError:
    return DatabaseError({"S": "ERROR", "C": code, "M": "in the server's words"})


Dial = Callable[..., Database]


@pytest.fixture(name="dial")
def a_database(monkeypatch: pytest.MonkeyPatch) -> Dial:
    """Makes a database whose connections, one after the other, are these, or fail so."""

    def make(*lines: Line | Exception, secrets: int = 1) -> Database:
        waiting = deque(lines)

        def open_connection(_: Credentials) -> Connection:
            found = waiting.popleft()
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(postgres, "open_connection", open_connection)
        return Database(lambda: iter([json.dumps(SECRET).encode()] * secrets))

    return make


def ask(connection: Connection) -> int:
    rows = connection.run("select 1")
    assert rows is not None
    return int(rows[0][0])


def test_a_transaction_begins_with_its_limit_and_ends_committed(dial: Dial) -> None:
    line = Line()

    assert dial(line).transact(ask, milliseconds=70) == 1

    assert line.said == ["begin; set local statement_timeout = 70", "select 1", "commit"]


def test_a_connection_is_kept_for_the_next_transaction(dial: Dial) -> None:
    database = dial(Line())

    assert [database.transact(ask) for _ in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("statement", range(3))
@pytest.mark.parametrize(
    "lost", [InterfaceError("network error"), BrokenPipeError(), TimeoutError(), sqlstate("57P01"), sqlstate("40001")]
)
def test_a_transaction_that_is_cut_off_anywhere_is_done_once_more_on_a_new_connection(
    dial: Dial, statement: int, lost: Exception
) -> None:
    first, second = Line(*[None] * statement, lost), Line()

    assert dial(first, second).transact(ask) == 1

    assert first.closed
    assert second.said[-1] == "commit"


def test_what_is_lost_again_is_unavailable_and_no_secret_is_said(
    dial: Dial, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unavailable, match="57P03"):
        dial(*(Line(sqlstate("57P03")) for _ in range(ATTEMPTS))).transact(ask)

    assert SECRET["password"] not in capsys.readouterr().err


@pytest.mark.parametrize("code", ["42P01", "42501", "57014", "53300", "22P02"])
def test_what_the_server_refuses_is_not_tried_again_and_the_connection_is_not_kept(dial: Dial, code: str) -> None:
    refused, fresh = Line(None, sqlstate(code)), Line()
    database = dial(refused, fresh)

    with pytest.raises(Unavailable, match=code):
        database.transact(ask)

    assert refused.closed
    assert database.transact(ask) == 1


def test_the_next_secret_is_tried_where_a_password_is_wrong_and_no_other_failure(dial: Dial) -> None:
    assert dial(sqlstate("28P01"), Line(), secrets=2).transact(ask) == 1
    with pytest.raises(Unavailable, match="28P01"):
        dial(sqlstate("28P01"), sqlstate("28P01"), secrets=2).transact(ask)
    with pytest.raises(Unavailable, match="TimeoutError"):
        dial(*[TimeoutError()] * ATTEMPTS, secrets=2).transact(ask)


def test_without_a_secret_it_is_unavailable(dial: Dial) -> None:
    with pytest.raises(Unavailable, match="no_secret"):
        dial(secrets=0).transact(ask)


def test_a_mistake_of_the_work_itself_comes_out_as_it_is_and_nothing_of_it_is_committed_later(dial: Dial) -> None:
    def work(_: Connection) -> None:
        raise KeyError("a mistake")

    begun, fresh = Line(), Line()
    database = dial(begun, fresh)

    with pytest.raises(KeyError):
        database.transact(work)

    assert begun.closed
    assert "commit" not in begun.said
    assert database.transact(ask) == 1


def test_a_secret_of_rds_is_read_with_what_it_may_omit() -> None:
    read = Credentials.read(json.dumps({**SECRET, "engine": "aurora-postgresql", "port": "6432"}).encode())

    assert (read.host, read.user, read.password, read.database, read.port) == (
        "db.example.com",
        "searcher",
        "s3cr3t",
        "postgres",
        6432,
    )


@given(st.binary(max_size=60) | st.dictionaries(st.sampled_from(["host", "port"]), st.text(max_size=9)).map(
    lambda said: json.dumps(said).encode()))  # fmt: skip
def test_any_other_secret_is_unavailable_and_stays_secret(secret: bytes) -> None:
    with pytest.raises(Unavailable) as failed:
        Credentials.read(secret)

    assert failed.value.__cause__ is None
    assert str(failed.value) == "The secret of the database is no JSON object with host and username."
