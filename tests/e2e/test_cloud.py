"""The embedded cloud's process: side by side, across a restart, and gone when it is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import Target
from local import cloud
from local.cloud import Cloud, CloudError


@contextmanager
def running(home: Path, *, persist: bool = False) -> Iterator[Cloud]:
    started, _ = cloud.start(home, persist=persist)
    try:
        yield started
    finally:
        cloud.stop(home)


def database(started: Cloud) -> Any:
    return Target("local", endpoint=started.endpoint).client("dynamodb")


def make_table(started: Cloud) -> None:
    key = {"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "id", "AttributeType": "S"}
    database(started).create_table(
        TableName="here", KeySchema=[key[0]], AttributeDefinitions=[key[1]], BillingMode="PAY_PER_REQUEST"
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
