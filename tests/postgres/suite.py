"""The index in PostgreSQL, over TLS, on a real server with pgvector: the contract, and what is peculiar to it.

`make policy-index-postgres` runs it; `make test` does not, for it has no server.
"""

import json
import sys
import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest

from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.errors import Unavailable
from chalicelib.gateways.policy_index import pgvector, pgvector_schema
from chalicelib.gateways.policy_index.nearest import Embedders, Found
from chalicelib.gateways.policy_index.pgvector import PgvectorIndex
from chalicelib.gateways.policy_index.pgvector_schema import OLDEST_PGVECTOR, STEPS, Migrated, TooOld, migrate
from chalicelib.gateways.postgres import Connection, Database
from infra import policy_index_schema
from tests.postgres.conftest import PASSWORD, SEARCHER, Stand
from tests.postgres.server import OWNER
from tests.support.waiting import ends_soon
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index import contract
from tests.unit.gateways.policy_index.contract import CARS, HANDBOOK, MEALS_AND_LAUNDRY, found, sections_of

_numbers = count()


def make_index(stand: Stand, schema: str, database: Database | None = None, dimensions: int = 64) -> PgvectorIndex:
    """An empty index of a model of its own, whose schema is there."""
    embedder = WordEmbedder(dimensions, f"words-of-{next(_numbers)}")
    stand.migrate(schema, embedder.name, dimensions)
    return PgvectorIndex(Embedders(embedder, embedder), database or stand.database(), schema)


def run(sql: str, connection: Connection) -> list[list[Any]] | None:
    """Have the server do one thing."""
    return connection.run(sql)


def test_the_server_is_a_real_one_with_pgvector(stand: Stand, record_property: Callable[[str, object], None]) -> None:
    stand.rows("create extension if not exists vector")

    ((version, extension),) = stand.rows(
        "select current_setting('server_version'), extversion from pg_extension where extname = 'vector'"
    )

    record_property("server", f"PostgreSQL {version} with pgvector {extension}")
    assert tuple(map(int, str(extension).split(".")[:2])) >= OLDEST_PGVECTOR


class TestPgvectorIndex(contract.Contract):
    @pytest.fixture(autouse=True)
    def _stand(self, stand: Stand) -> None:
        type(self).stand = stand  # hypothesis makes an index for each example

    stand: Stand

    def make_index(self) -> PgvectorIndex:
        return make_index(self.stand, "sojourn_contract")


# --- transactions and connections -------------------------------------------------------------------------------------


def test_a_version_is_replaced_as_a_whole_or_not_at_all(
    stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = make_index(stand, schema)
    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    monkeypatch.setattr(pgvector, "MOST_WRITTEN", 1)
    honest, calls = PgvectorIndex._insert, count()

    def fail_later(index: PgvectorIndex, connection: Connection, version: str, rows: Any) -> None:
        if next(calls) == 1:
            connection.run("select 1 / 0")
        honest(index, connection, version, rows)

    monkeypatch.setattr(PgvectorIndex, "_insert", fail_later)
    with pytest.raises(Unavailable, match="22012"):
        index.add_document(HANDBOOK, sections_of(("", "Penguins."), ("", "Penguins.")))

    assert found(index, "laundry", HANDBOOK, limit=1) == [(HANDBOOK.document_id, 1, 1)]
    assert len(found(index, "penguins", HANDBOOK)) == 2


def test_one_connection_serves_many_searches(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema)
    before = stand.front.connections

    for _ in range(5):
        index.search("meals", [HANDBOOK], 5)

    assert stand.front.connections - before == 1


def test_a_connection_that_died_is_replaced(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema)
    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    for _ in range(2):
        stand.front.cut()
        assert found(index, "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)


def test_a_connection_that_the_server_ended_is_replaced(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema)
    index.search("meals", [HANDBOOK], 5)

    stand.rows("select pg_terminate_backend(pid) from pg_stat_activity where usename = :name", name=SEARCHER)

    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    assert found(index, "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)


def test_a_transaction_that_was_cut_off_is_done_once_more_and_leaves_one_copy(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema)
    cut = count()

    def cut_before_commit(connection: Connection) -> None:
        index._delete(connection, f"{HANDBOOK.document_id}#1")
        index._insert(connection, f"{HANDBOOK.document_id}#1", [(0, 0, 5, False, f"[{','.join(['1'] * 64)}]")])
        if next(cut) == 0:
            stand.front.cut()

    index.database.transact(cut_before_commit)

    assert stand.rows(f"select count(*) from {schema}.policy_passages") == [[1]]


def test_nobody_there_is_unavailable(stand: Stand, schema: str) -> None:
    nowhere = stand.database(stand.secret(port=9))

    with pytest.raises(Unavailable):
        make_index(stand, schema, nowhere).search("meals", [HANDBOOK], 5)


@pytest.mark.waits
def test_a_statement_that_takes_too_long_is_ended_by_the_server(stand: Stand) -> None:
    database = stand.database()

    with ends_soon(), pytest.raises(Unavailable, match="57014"):
        database.transact(partial(run, "select pg_sleep(60)"), milliseconds=50)

    assert database.transact(partial(run, "select 1")) == [[1]]


def test_two_that_write_the_same_version_make_one_copy(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema)
    ready = threading.Barrier(4)

    def add() -> None:
        own = index._replace(database=stand.database())
        ready.wait()
        own.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert stand.rows(f"select count(*) from {schema}.policy_passages") == [[5]]


# --- TLS and passwords ------------------------------------------------------------------------------------------------


def test_a_server_without_tls_gets_no_password(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand.front, "speaks_tls", False)

    with pytest.raises(Unavailable, match="InterfaceError"):
        stand.database().transact(partial(run, "select 1"))


@pytest.mark.parametrize("other", [{"caCertificate": ""}, {"host": "127.0.0.1"}])
def test_a_certificate_that_proves_nothing_is_refused(stand: Stand, other: dict[str, str]) -> None:
    with pytest.raises(Unavailable, match="SSLCertVerificationError"):
        stand.database(stand.secret(**other)).transact(partial(run, "select 1"))


def test_while_a_password_is_rotated_the_older_and_the_newer_one_are_tried(stand: Stand) -> None:
    wrong = stand.secret(password="yesterday's")

    assert stand.database(wrong, stand.secret()).transact(partial(run, "select 1")) == [[1]]
    with pytest.raises(Unavailable, match="28P01"):
        stand.database(wrong, wrong).transact(partial(run, "select 1"))


@pytest.mark.parametrize("secret", [b"", b"postgres://host", b"[]", b'{"host": "h"}', b"\xff", b'{"host": 1}'])
def test_a_secret_that_says_nothing_useful_is_unavailable_and_stays_secret(stand: Stand, secret: bytes) -> None:
    with pytest.raises(Unavailable) as failed:
        stand.database(secret).transact(partial(run, "select 1"))

    assert "postgres://" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_no_log_line_has_a_password(stand: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unavailable):
        stand.database(stand.secret(database="none")).transact(partial(run, "select broken"))

    written = capsys.readouterr().err
    assert [json.loads(line)["reason"] for line in written.splitlines()] == ["42703"]
    assert PASSWORD not in written


# --- the schema -------------------------------------------------------------------------------------------------------


def test_a_schema_is_made_once_and_then_left_as_it_is(stand: Stand, schema: str) -> None:
    first = stand.migrate(schema, "words-1", 64)
    again = stand.migrate(schema, "words-1", 64)
    other = stand.migrate(schema, "words-2", 32)

    assert (first.done, first.step) == (len(STEPS), len(STEPS))
    assert again == other == Migrated(len(STEPS), 0, first.pgvector)


def test_the_command_makes_the_schema_of_a_stage_for_the_role_of_its_functions(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = stand.secret(username=OWNER, password=stand.server.password)
    variables = {"SOJOURN_STAGE": "dev", "SOJOURN_POLICY_INDEX": "pgvector"}
    model = {"SOJOURN_EMBEDDINGS": "bedrock:amazon.titan-embed-text-v2:0"}
    monkeypatch.setattr(policy_index_schema, "read_variables", lambda _: {**variables, **model})
    monkeypatch.setattr(sys, "argv", ["schema", "--stage", "dev", "--owner-secret", "the-owner"])

    done = policy_index_schema.main(lambda _, name: owner if name == "the-owner" else stand.secret())

    assert done == 0
    assert "sojourn_dev is at step 1, 1 of them done now" in capsys.readouterr().out
    titan = WordEmbedder(1_024, "amazon.titan-embed-text-v2-0-1024")
    index = PgvectorIndex(Embedders(titan, titan), stand.database(), "sojourn_dev")
    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)
    assert found(index, "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)


def test_a_new_step_is_done_alone(stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.migrate(schema, "words-1", 64)
    added = "alter table {schema}.policy_passages add column note text"
    monkeypatch.setattr(pgvector_schema, "STEPS", (*STEPS, added))

    assert stand.migrate(schema, "words-1", 64)[:2] == (len(STEPS) + 1, 1)
    assert stand.migrate(schema, "words-1", 64)[:2] == (len(STEPS) + 1, 0)


def test_a_step_that_fails_leaves_the_schema_as_it_was(
    stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pgvector_schema, "STEPS", (*STEPS, "alter table {schema}.nothing add column note text"))

    with pytest.raises(Unavailable, match="42P01"):
        stand.migrate(schema, "words-1", 64)

    assert stand.rows("select count(*) from pg_namespace where nspname = :name", name=schema) == [[0]]


def test_an_old_pgvector_is_refused(stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pgvector_schema, "OLDEST_PGVECTOR", (99, 0))
    owner = stand.server.connect()

    with pytest.raises(TooOld, match=r"99\.0 or newer"):
        migrate(owner, schema, model="words-1", dimensions=64, readers=[SEARCHER])

    owner.close()


def test_whoever_searches_may_do_no_more_than_it_does(stand: Stand, schema: str) -> None:
    make_index(stand, schema)
    database = stand.database()

    for forbidden in (
        f"update {schema}.policy_passages set position = 1",
        f"drop table {schema}.policy_passages",
        f"truncate {schema}.policy_passages",
        f"insert into {schema}.schema_steps (step) values (9)",
        f"create table {schema}.mine (a integer)",
    ):
        with pytest.raises(Unavailable, match="42501"):
            database.transact(partial(run, forbidden))


def test_without_its_schema_the_index_is_unavailable(stand: Stand, schema: str) -> None:
    embedder = WordEmbedder()
    index = PgvectorIndex(Embedders(embedder, embedder), stand.database(), schema)

    with pytest.raises(Unavailable, match="42P01"):
        index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)


def test_stages_do_not_see_each_other(stand: Stand, schema: str) -> None:
    one = make_index(stand, schema)
    stand.migrate(f"{schema}b", one.embedders.name, 64)
    other = one._replace(schema=f"{schema}b")

    one.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    assert found(other, "meals", HANDBOOK) == []


# --- the graph --------------------------------------------------------------------------------------------------------

_TOPICS = ("hotel", "taxi", "meal", "visa", "train", "flight", "laundry", "receipt", "budget", "approval", "car")
_BY_GRAPH = "set local enable_sort = off"  # of a few thousand rows the planner rather sorts all


class Explaining:
    """A connection that has the planner say how it finds passages."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.run
        self.close = connection.close
        self.plan = ""

    def run(self, sql: str, **parameters: object) -> list[list[Any]] | None:
        if sql.startswith("select document_version"):
            self.plan = "\n".join(str(row[0]) for row in self._run(f"explain {sql}", **parameters) or [])
        return self._run(sql, **parameters)


def find_by_graph(index: PgvectorIndex, question: str, document: DocumentVersion) -> tuple[list[Found], str]:
    """The passages that the graph finds, the nearest first, and how the planner found them."""
    vector = list(index.embedders.questions.embed([question]).row(0))

    def find(connection: Connection) -> tuple[list[Found], str]:
        explaining = Explaining(connection)
        explaining.run(_BY_GRAPH)
        return index._find(explaining, vector, [f"{document.document_id}#{document.version}"], 10), explaining.plan

    return index.database.transact(find)


def test_the_graph_finds_what_comparing_one_by_one_finds(stand: Stand, schema: str) -> None:
    index = make_index(stand, schema, dimensions=32)
    many = [" ".join(_TOPICS[(n * step) % 11] for step in (1, 3, 7, 9, n % 13)) for n in range(2_000)]
    for number, document in enumerate((HANDBOOK, CARS)):
        index.add_document(document, sections_of(*(("", text) for text in many[number::2])))

    near = 0
    for question in ("taxi receipt", "hotel budget approval", "visa train flight", "laundry meal"):
        by_graph, plan = find_by_graph(index, question, CARS)
        assert "Index Scan using policy_passages_" in plan
        assert {each.document_id for each in by_graph} == {CARS.document_id}
        one_by_one = _compare(index, question, many[1::2])
        near += sum(each.likeness >= one_by_one[9] - 1e-3 for each in by_graph[:10])

    assert near >= 38


def _compare(index: PgvectorIndex, question: str, texts: list[str]) -> list[float]:
    """The likeness of each text to a question, the best first."""
    asked = index.embedders.questions.embed([question]).row(0)
    matrix = index.embedders.passages.embed(texts)
    likeness = [sum(a * b for a, b in zip(asked, matrix.row(n), strict=True)) for n in range(len(texts))]
    return sorted(likeness, reverse=True)


def test_the_owner_of_the_schema_is_another_than_who_searches(stand: Stand, schema: str) -> None:
    make_index(stand, schema)

    owners = stand.rows("select tableowner from pg_tables where schemaname = :name", name=schema)

    assert {each for (each,) in owners} == {OWNER}
