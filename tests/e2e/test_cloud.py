"""The embedded cloud's process: side by side, across a restart, and gone when it is stopped."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy import Target
from infra.package import REGION
from local import cloud
from local.cloud import Cloud, CloudError
from tests.support.sockets import listeners_of
from tests.support.waiting import eventually

KILLS = 10
BOTH = ("first", "second")
QUICK = {"SOJOURN_SNAPSHOT_SECONDS": "0.1"}


@contextmanager
def running(home: Path, *, persist: bool = False, settings: Mapping[str, str] | None = None) -> Iterator[Cloud]:
    started, _ = cloud.start(home, persist=persist, settings=settings)
    try:
        yield started
    finally:
        cloud.stop(home)


def database(started: Cloud) -> Any:
    return Target("local", endpoint=started.endpoint).client("dynamodb")


def impatient_database(started: Cloud) -> Any:
    """The same, which tries nothing again."""
    return boto3.client(
        "dynamodb",
        region_name=REGION,
        endpoint_url=started.endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


def make_table(started: Cloud, name: str = "here") -> None:
    key = {"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "id", "AttributeType": "S"}
    database(started).create_table(
        TableName=name, KeySchema=[key[0]], AttributeDefinitions=[key[1]], BillingMode="PAY_PER_REQUEST"
    )


def test_two_copies_side_by_side_share_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "one") as one, running(tmp_path / "two") as two:
        make_table(one)

        assert one.port != two.port
        assert database(one).list_tables()["TableNames"] == ["here"]
        assert database(two).list_tables()["TableNames"] == []


def test_a_stopped_copy_leaves_no_process_and_no_files_but_its_log(tmp_path: Path) -> None:
    with running(tmp_path) as started:
        assert cloud.find(tmp_path) == started

    assert cloud.find(tmp_path) is None
    assert not Path(f"/proc/{started.pid}").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["cloud.log"]


def test_only_this_computer_reaches_a_copy(tmp_path: Path) -> None:
    with running(tmp_path) as started:
        doors = listeners_of(started.pid)

    assert started.port in {door.port for door in doors}
    assert [door for door in doors if not door.address.is_loopback] == []


def test_starting_twice_starts_once(tmp_path: Path) -> None:
    with running(tmp_path) as started:
        assert cloud.start(tmp_path) == (started, False)


def test_a_copy_that_persists_keeps_its_data_and_its_port(tmp_path: Path) -> None:
    with running(tmp_path, persist=True) as before:
        make_table(before)
    with running(tmp_path, persist=True) as after:
        assert after.port == before.port
        assert database(after).list_tables()["TableNames"] == ["here"]


def test_a_copy_that_forgets_is_not_taken_for_one_that_persists(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(CloudError, match="make down"):
        cloud.start(tmp_path, persist=True)


@pytest.mark.waits
def test_a_killed_copy_has_whole_transactions_and_all_of_the_last_generation(tmp_path: Path) -> None:
    chance, sure = Random(7), 0
    for _ in range(KILLS):
        with running(tmp_path, persist=True, settings=QUICK) as started:
            seen = read_both(started)
            assert len(set(seen)) <= 1, "half a transaction"
            assert not sure or seen[0] >= sure
            sure = kill_under_load(started, tmp_path, chance)
    with running(tmp_path, persist=True) as started:
        first, second = read_both(started)
        assert first == second >= sure


def kill_under_load(started: Cloud, home: Path, chance: Random) -> int:
    """Kill the copy while two rows are written again and again, and return what must be in the last generation.

    What was written before the one after the next was begun is in that one.
    """
    with ThreadPoolExecutor(1) as pool, database_of(started) as tables:
        written = next(tables)
        then = newest(home) + 2
        writing = pool.submit(write_until_killed, tables)
        eventually(lambda: newest(home) >= then)
        time.sleep(chance.uniform(0, 0.15))
        os.kill(started.pid, signal.SIGKILL)
        assert writing.result() > written, "it was under load"
    return written


@contextmanager
def database_of(started: Cloud) -> Iterator[Iterator[int]]:
    """Transactions of two tables, each of which yields what it has written into both."""
    client = impatient_database(started)
    if not client.list_tables()["TableNames"]:
        for name in BOTH:
            make_table(started, name)

    def write() -> Iterator[int]:
        number = max(read_both(started), default=0)
        while True:
            number += 1
            row = {"id": {"S": "x"}, "number": {"N": str(number)}}
            client.transact_write_items(TransactItems=[{"Put": {"TableName": name, "Item": row}} for name in BOTH])
            yield number

    yield write()


def write_until_killed(tables: Iterator[int]) -> int:
    last = 0
    try:
        for number in tables:
            last = number
    except (BotoCoreError, ClientError):
        return last
    raise AssertionError("it went on for ever")


def read_both(started: Cloud) -> list[int]:
    """What stands in both tables, if they are there; a table without the row has 0."""
    client = database(started)
    there = client.list_tables()["TableNames"]
    rows = [client.get_item(TableName=name, Key={"id": {"S": "x"}}).get("Item") for name in BOTH if name in there]
    assert len(rows) in (0, len(BOTH)), "half of the tables"
    return [int(row["number"]["N"]) if row else 0 for row in rows]


def newest(home: Path) -> int:
    """The number of the last whole generation."""
    names = [path.name for path in (home / "state").glob("generation-*") if path.suffix == ""]
    return max((int(name.rpartition("-")[2]) for name in names), default=0)
