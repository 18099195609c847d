"""How many calls a person may make: exact for writes, cheap for reads, and open when nobody can count."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from chalicelib import observability, settings
from chalicelib.errors import TooManyRequests, Unavailable
from chalicelib.models import call_counts
from chalicelib.models.call_counts import CallCountRow
from chalicelib.services.call_limits import UNCOUNTED_READS, WINDOW_SECONDS, CallKind, CallLimits
from tests.support.one_at_a_time import aws_one_at_a_time
from tests.support.tables import make_tables
from tests.support.turning_clock import TurningClock, turning_clock

READS, WRITES, DEVICES = 100, 10, 60


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[TurningClock]:
    limited = msgspec.structs.replace(
        settings.current(), reads_per_minute=READS, writes_per_minute=WRITES, device_calls_per_minute=DEVICES
    )
    monkeypatch.setattr(settings, "current", lambda: limited)
    with aws_one_at_a_time(), turning_clock() as clock:
        make_tables("call-counts")
        yield clock


@pytest.fixture
def asked(clock: TurningClock) -> Iterator[Counter[str]]:
    """What DynamoDB is asked, by operation."""
    counts: Counter[str] = Counter()
    events = CallCountRow._get_connection().connection.client.meta.events
    count = lambda model, **_: counts.update([model.name])  # noqa: E731 - to be taken away again it needs a name
    events.register("before-call.dynamodb", count)
    yield counts
    events.unregister("before-call.dynamodb", count)


def made(limits: CallLimits, kind: CallKind, tries: int, user_id: str = "anna") -> int:
    """How many of so many calls are let through."""
    through = 0
    for _ in range(tries):
        try:
            limits.count_call(user_id, kind)
        except TooManyRequests:
            continue
        through += 1
    return through


@pytest.mark.parametrize(
    ("kind", "most"),
    [("read", READS + UNCOUNTED_READS), ("write", WRITES), ("device", DEVICES + UNCOUNTED_READS)],
)
def test_so_many_calls_are_let_through_and_the_next_when_the_minute_is_over(
    clock: TurningClock, kind: CallKind, most: int
) -> None:
    limits = CallLimits()
    clock.turn(seconds=20)
    assert made(limits, kind, 200) == most

    with pytest.raises(TooManyRequests) as refused:
        limits.count_call("anna", kind)
    assert refused.value.retry_after == WINDOW_SECONDS - 20
    assert made(limits, kind, 1, user_id="ben") == 1

    clock.turn(seconds=refused.value.retry_after - 1)
    assert made(limits, kind, 1) == 0
    clock.turn(seconds=1)
    assert made(limits, kind, 200) == most


@pytest.mark.waits
def test_writes_are_limited_exactly_over_all_containers_at_once() -> None:
    containers = [CallLimits() for _ in range(8)]

    with ThreadPoolExecutor(len(containers)) as pool:
        through = sum(pool.map(lambda limits: made(limits, "write", 5), containers))

    assert through == WRITES


@pytest.mark.waits
def test_reads_are_limited_over_all_containers_but_for_what_is_not_counted() -> None:
    containers = [CallLimits() for _ in range(4)]

    with ThreadPoolExecutor(len(containers)) as pool:
        through = sum(pool.map(lambda limits: made(limits, "read", READS + UNCOUNTED_READS), containers))

    assert through == READS + len(containers) * UNCOUNTED_READS


def test_whoever_reads_little_costs_nothing_and_whoever_reads_much_a_write_in_twenty(asked: Counter[str]) -> None:
    limits = CallLimits()

    made(limits, "read", UNCOUNTED_READS)
    assert asked == {}

    made(limits, "read", 60)
    assert asked == {"UpdateItem": 3}


def test_count_costs_one_write_unit_and_no_read(asked: Counter[str]) -> None:
    made(CallLimits(), "write", 1)
    assert asked == {"UpdateItem": 1}

    (row,) = CallCountRow.scan()
    assert len(msgspec.json.encode(row.serialize())) < 1024


def test_whoever_is_refused_costs_nothing_more(asked: Counter[str]) -> None:
    made(CallLimits(), "write", 500)

    assert asked == {"UpdateItem": WRITES + 1}


@pytest.mark.parametrize("kind", ["read", "write"])
def test_calls_are_let_through_when_they_cannot_be_counted(monkeypatch: pytest.MonkeyPatch, kind: CallKind) -> None:
    lines: list[str] = []
    tries: list[str] = []

    def throttled(key: str, *_: Any) -> int:
        tries.append(key)
        raise Unavailable("The calls could not be counted.")

    monkeypatch.setattr(call_counts, "add_calls", throttled)
    monkeypatch.setattr(observability, "warning", lambda message, **_: lines.append(message))

    assert made(CallLimits(), kind, WRITES) == WRITES
    assert set(lines) == ({"call not counted"} if kind == "write" else set())
    assert len(tries) == (1 if kind == "write" else 0), "a table that is throttled is asked once"


def test_table_that_refuses_is_said_to_be_unavailable(clock: TurningClock) -> None:
    CallCountRow.delete_table()

    with pytest.raises(Unavailable):
        call_counts.add_calls("key", 1, clock.time)


def test_row_holds_nothing_of_the_person_and_goes_by_itself(clock: TurningClock) -> None:
    CallLimits().count_call("anna", "write")

    (row,) = CallCountRow.scan()
    assert "anna" not in row.key
    assert row.expires_at > clock.time.timestamp()


def test_stage_without_limits_counts_nothing(monkeypatch: pytest.MonkeyPatch, asked: Counter[str]) -> None:
    unlimited = msgspec.structs.replace(settings.current(), reads_per_minute=0, writes_per_minute=0)
    monkeypatch.setattr(settings, "current", lambda: unlimited)

    assert made(CallLimits(), "write", 500) == 500
    assert asked == {}
