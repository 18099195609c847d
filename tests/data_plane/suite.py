"""Cache and reporting copy on real servers: their contracts, and what is peculiar to them; and a trip from its request
to a figure that SQL reads, with all of the data plane switched on.

`make data-plane-servers` runs it; `make test` does not, for it has no servers.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.reports.contribution import Contribution, Dimension, contribution_of
from chalicelib.errors import Unavailable
from chalicelib.gateways import secrets
from chalicelib.gateways.cache import registry
from chalicelib.gateways.cache.in_process import InProcessCache
from chalicelib.gateways.cache.protocol import Cache
from chalicelib.gateways.cache.resp import RespError
from chalicelib.gateways.cache.valkey import ValkeyCache
from chalicelib.gateways.policy_index.nearest import Embedders
from chalicelib.gateways.policy_index.pgvector import PgvectorIndex, name_schema
from chalicelib.gateways.postgres import Connection
from chalicelib.gateways.postgres_schema import Stepped
from chalicelib.gateways.reporting_copy import postgres_copy, schema
from chalicelib.gateways.reporting_copy.postgres_copy import ReportingCopy
from chalicelib.gateways.reporting_copy.schema import MEASURES, STEPS, VIEWS, migrate, name_readers
from chalicelib.services import policies
from chalicelib.services.reports.copying import Compared, compare_month
from chalicelib.settings import Settings
from infra import reporting_schema
from infra.database_owner import as_owner
from tests.data_plane.conftest import Stand
from tests.data_plane.redis_server import read_version
from tests.postgres.conftest import SEARCHER
from tests.postgres.server import OWNER, find_packages
from tests.postgres.tls_front import TlsFront
from tests.simulation.stages import planned
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.process_memory import forget_all
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.cache.contract import Contract as CacheContract
from tests.unit.gateways.cache.contract import Loading, Thing
from tests.unit.gateways.policy_index.contract import HANDBOOK, MEALS_AND_LAUNDRY, found
from tests.unit.gateways.reporting_copy.contract import Contract as CopyContract
from tests.unit.gateways.reporting_copy.contract import counting

_numbers = count()


def run(sql: str, connection: Connection) -> list[list[Any]] | None:
    """Have the server do one thing."""
    return connection.run(sql)


def owner_of(stand: Stand) -> bytes:
    """The secret of whoever owns the database, as Amazon RDS keeps it: a name and a password."""
    return json.dumps({"username": OWNER, "password": stand.server.password}).encode()


def make_copy(stand: Stand, named: str) -> ReportingCopy:
    """An empty copy in a schema of its own."""
    as_owner(owner_of(stand), stand.secret(), lambda connection, writers: migrate(connection, named, writers=writers))
    return ReportingCopy(stand.database(), named)


# --- the cache --------------------------------------------------------------------------------------------------------


class TestCacheOnRedis(CacheContract):
    @pytest.fixture(autouse=True)
    def _stage(self, here: Settings) -> None:
        type(self).here = here

    here: Settings

    def make_cache(self) -> Cache:
        return cache_of(self.here)


def cache_of(here: Settings, prefix: str = "") -> ValkeyCache:
    """The cache of a process that has just started, with keys of its own unless others are said."""
    return ValkeyCache(InProcessCache(), partial(registry.connect, here), prefix or f"sojourn:test{next(_numbers)}")


def test_two_processes_share_what_one_has_loaded(here: Settings) -> None:
    load = Loading(Thing(name="Zoë"))

    for _ in range(2):
        assert cache_of(here, "sojourn:shared").read("a", Thing, load) == load.value

    assert load.times == 1


def test_a_failover_is_survived_and_is_no_failure(
    here: Settings, redis_front: TlsFront, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = cache_of(here)
    cache.read("a", Thing, Loading(Thing(name="a")))

    redis_front.cut()

    assert cache.read("b", Thing, Loading(Thing(name="b"))) == Thing(name="b")
    assert "CacheFailures" not in capsys.readouterr().err


def test_functions_may_do_no_more_than_the_cache_asks(here: Settings) -> None:
    for forbidden in (("KEYS", "*"), ("FLUSHALL",), ("GET", "other:key"), ("CONFIG", "GET", "*"), ("DEL", "sojourn:a")):
        connection = registry.connect(here)
        with pytest.raises(RespError, match="NOPERM"):
            connection.command(*forbidden)
        connection.close()


def test_a_server_that_refuses_our_keys_costs_no_request(here: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    cache = cache_of(here, "elsewhere")

    assert cache.read("a", Thing, Loading(Thing(name="a"))) == Thing(name="a")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["reason"] for line in lines if "reason" in line] == ["NOPERM"]
    assert sum("CacheFailures" in line for line in lines) == 1


# --- the reporting copy -----------------------------------------------------------------------------------------------


class TestPostgresCopy(CopyContract):
    @pytest.fixture(autouse=True)
    def _stand(self, stand: Stand) -> None:
        type(self).stand = stand

    stand: Stand

    def make_copy(self) -> ReportingCopy:
        made = make_copy(self.stand, "sojourn_contract_reports")
        made.database.transact(partial(run, "delete from sojourn_contract_reports.bookings"))
        return made


def test_a_schema_is_made_once_and_then_left_as_it_is(stand: Stand, schema: str) -> None:
    writers = partial(migrate, schema=schema, writers=[SEARCHER])

    first = as_owner(owner_of(stand), stand.secret(), lambda connection, _: writers(connection))
    again = as_owner(owner_of(stand), stand.secret(), lambda connection, _: writers(connection))

    assert (first, again) == (Stepped(len(STEPS), len(STEPS)), Stepped(len(STEPS), 0))


def test_who_writes_may_write_the_tables_and_who_reads_may_read_the_views_and_nothing_else(
    stand: Stand, schema: str
) -> None:
    copy = make_copy(stand, schema)
    copy.replace("bkg_a", 1, counting(100))
    owner = stand.server.connect()
    owner.run(f"create role {schema}_bi login password 'reads'; grant {name_readers(schema)} to {schema}_bi")
    owner.close()
    reading = stand.database(stand.secret(username=f"{schema}_bi", password="reads"))

    rows = reading.transact(partial(run, f"select cost_centre, net from {schema}.figures_by_cost_centre"))

    assert rows == [["OPS", 99]]
    for database, forbidden in (
        (reading, f"select * from {schema}.figures"),
        (reading, f"delete from {schema}.bookings"),
        (copy.database, f"drop table {schema}.figures"),
        (copy.database, f"insert into {schema}.schema_steps (step) values (99)"),
        (copy.database, f"create table {schema}.mine (a integer)"),
    ):
        with pytest.raises(Unavailable, match="42501"):
            database.transact(partial(run, forbidden))


def test_pages_of_a_month_add_up_to_all_of_it(stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = make_copy(stand, schema)
    for place, name in enumerate("aBcDeZé_0"):
        copy.replace(f"bkg_{name}", 1, counting(place, "2027-01", "OPS", "SALES"))
    everything = copy.list_month("2027-01")

    monkeypatch.setattr(postgres_copy, "MOST_READ", 2)

    assert copy.list_month("2027-01") == everything
    assert len(everything) == 9


def test_many_who_copy_a_booking_at_once_make_one_copy_of_its_latest_version(stand: Stand, schema: str) -> None:
    make_copy(stand, schema)
    ready = threading.Barrier(4)

    def replace(version: int) -> None:
        own = ReportingCopy(stand.database(), schema)
        ready.wait()
        own.replace("bkg_a", version, counting(version))

    threads = [threading.Thread(target=replace, args=(version,)) for version in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (kept,) = ReportingCopy(stand.database(), schema).list_month("2027-01").values()
    assert (kept.version, kept.contribution) == (4, counting(4))


def test_a_transaction_that_is_cut_off_is_done_once_more(
    stand: Stand, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = make_copy(stand, schema)
    honest, cuts = ReportingCopy._write, count()

    def cut_first(mine: ReportingCopy, *given: Any, **more: Any) -> None:
        honest(mine, *given, **more)
        if next(cuts) == 0:
            stand.front.cut()

    monkeypatch.setattr(ReportingCopy, "_write", cut_first)

    assert copy.replace("bkg_a", 1, counting(100))
    assert stand.rows(f"select count(*) from {schema}.figures") == [[1]]


def test_a_user_without_a_password_is_made_for_tokens(stand: Stand, schema: str) -> None:
    """On Amazon RDS a user that has the role `rds_iam` connects by tokens alone; here there is only the role."""
    owner = stand.server.connect()
    owner.run("do $$ begin create role rds_iam; exception when duplicate_object then null; end $$")
    theirs = json.loads(stand.secret(username=f"{schema}_functions"))
    del theirs["password"]

    for _ in range(2):
        as_owner(
            owner_of(stand),
            json.dumps(theirs).encode(),
            lambda connection, writers: migrate(connection, schema, writers=writers),
        )

    granted = owner.run(
        "select pg_has_role(:name, 'rds_iam', 'member'), has_table_privilege(:name, :table, 'insert')",
        name=f"{schema}_functions",
        table=f"{schema}.bookings",
    )
    owner.close()
    assert granted == [[True, True]]


def test_the_command_makes_the_schema_of_a_stage_and_lets_a_tool_read(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = stand.server.connect()
    owner.run("create role tool login password 'reads'")
    owner.close()
    monkeypatch.setattr(reporting_schema, "read_settings", lambda _: Settings(reporting_copy=True))
    monkeypatch.setattr(sys, "argv", ["schema", "--stage", "dev", "--owner-secret", "the-owner", "--reader", "tool"])

    done = reporting_schema.main(lambda _, name: owner_of(stand) if name == "the-owner" else stand.secret())

    assert done == 0
    assert f"sojourn_dev_reports is at step {len(STEPS)}, {len(STEPS)} of them done now" in capsys.readouterr().out
    reading = stand.database(stand.secret(username="tool", password="reads"))
    assert reading.transact(partial(run, "select * from sojourn_dev_reports.figures_by_month")) == []
    stand.rows("drop schema sojourn_dev_reports cascade")
    stand.rows("drop role tool")


# --- all of it together -----------------------------------------------------------------------------------------------


@pytest.fixture(name="world")
def a_world(here: Settings, stand: Stand) -> Iterator[World]:
    """The simulation's AWS, whose functions use both servers, of which nothing is known yet."""
    with world() as made:
        named = schema.name_schema(here.stage)
        as_owner(
            owner_of(stand), stand.secret(), lambda connection, writers: migrate(connection, named, writers=writers)
        )
        made.wire.secrets["sojourn-local-reporting"] = stand.secret().decode()
        secrets._kept.clear()
        yield made
        postgres_copy.current().database.close()
        stand.rows(f"drop schema {named} cascade")


def read_views(stand: Stand, here: Settings) -> Counter[tuple[str, str, str, str, str]]:
    """Every figure that SQL reads: by dimension, month, group, currency and name."""
    figures: Counter[tuple[str, str, str, str, str]] = Counter()
    for dimension, (view, group) in VIEWS.items():
        rows = stand.rows(
            f"select to_char(month, 'YYYY-MM'), {group or chr(39) + '-' + chr(39)}, currency, {', '.join(MEASURES)}"
            f" from {schema.name_schema(here.stage)}.{view}"
        )
        for month, key, currency, *values in rows:
            for name, value in zip(MEASURES, values, strict=True):
                figures[dimension.value, month, key, currency, name] += int(value)
    return +figures


def list_figures(contributions: list[Contribution]) -> Counter[tuple[str, str, str, str, str]]:
    """The same of what bookings count for."""
    figures: Counter[tuple[str, str, str, str, str]] = Counter()
    for each in contributions:
        for entry in each.entries:
            for name, value in entry.measures.changes():
                figures[entry.dimension.value, each.month, entry.key, entry.currency, name] += value
    return +figures


def test_a_trip_is_booked_by_a_policy_from_the_cache_and_read_by_sql(
    world: World, stand: Stand, here: Settings
) -> None:
    bookings = [planned(world) for _ in range(2)]
    for booking_id in bookings:
        world.choose(booking_id)
    world.run(3_600)

    made = [world.booking(booking_id) for booking_id in bookings]
    assert {each.status for each in made} == {BookingStatus.BOOKED}
    wanted = [contribution for each in made if (contribution := contribution_of(each))]
    assert len(wanted) == 2
    figures = read_views(stand, here)
    assert figures == list_figures(wanted)
    assert figures[Dimension.COMPANY.value, wanted[0].month, "-", "EUR", "gross"] == sum(
        each.price.amount for each in made if each.price
    )
    assert compare_month(wanted[0].month) == Compared(bookings=2)
    # Another process reads the policy, with its exchange rates, from Redis, and its table not at all.
    forget_all()
    read = Counter(call.operation for call in world.wire.calls)
    policy = policies.get_policy()
    asked = Counter(call.operation for call in world.wire.calls) - read
    assert isinstance(policy, Policy)
    assert policy.rates
    assert asked == {"dynamodb.Query": 1}  # which version counts, and not what it says


def test_a_database_and_a_cache_that_are_gone_keep_nobody_from_a_trip(
    world: World, stand: Stand, redis_front: TlsFront, here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = json.loads(stand.secret(port=9))
    world.wire.secrets["sojourn-local-reporting"] = json.dumps(nowhere)
    monkeypatch.setattr(registry, "connect", refuse)
    booking_id = planned(world)
    world.choose(booking_id)
    world.run(120)

    booking = world.booking(booking_id)
    contribution = contribution_of(booking)
    assert booking.status is BookingStatus.BOOKED
    assert contribution is not None
    assert read_views(stand, here) == Counter()

    world.wire.secrets["sojourn-local-reporting"] = stand.secret().decode()
    secrets._kept.clear()
    world.run(7_200)

    assert read_views(stand, here) == list_figures([contribution])


def refuse(*_: Any) -> Any:
    raise ConnectionRefusedError


def test_the_policy_index_lies_in_the_same_database(stand: Stand, here: Settings) -> None:
    embedder = WordEmbedder(64, "words-of-the-plane")
    stand.migrate(name_schema(here.stage), embedder.name, 64)
    index = PgvectorIndex(Embedders(embedder, embedder), stand.database(), name_schema(here.stage), here.policy_index)

    index.add_document(HANDBOOK, MEALS_AND_LAUNDRY)

    assert found(index, "laundry", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 1)
    stand.rows(f"drop schema {name_schema(here.stage)} cascade")


def test_the_servers_are_real_ones(
    stand: Stand, here: Settings, record_property: Callable[[str, object], None]
) -> None:
    ((version,),) = stand.rows("select current_setting('server_version')")
    connection = registry.connect(here)

    assert connection.command("PING") == b"PONG"

    connection.close()
    record_property("server", f"PostgreSQL {version} with Redis {read_version(find_packages())}")
