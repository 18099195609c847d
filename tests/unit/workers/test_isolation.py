"""One bad thing stops none of the others: every loop over things of different people, with every kind of badness.

The loops are read from the code: the parts of the schedules and the queues. A new one is in the matrix by itself, and
one that a test cannot furnish fails here until somebody says what an unreadable row of it is.
"""

import inspect
import json
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any, get_args, get_origin

import msgspec
import pytest
from pynamodb.exceptions import GetError

from chalicelib import observability, services
from chalicelib.dynamodb.due_rows import to_text
from chalicelib.dynamodb.tables import lengthen
from chalicelib.errors import Unavailable
from chalicelib.gateways import queues
from chalicelib.gateways.queues import Queue
from chalicelib.services import employee_imports
from chalicelib.services.booking_workflow import start
from chalicelib.services.documents import maintenance
from chalicelib.services.operations import outbox, reconciliation, retention, sweeper
from chalicelib.services.policy_documents import worker as policy_documents
from chalicelib.services.policy_search import indexing
from chalicelib.services.tracking import processing
from chalicelib.services.webhooks import deliveries
from chalicelib.workers import queues as queue_workers
from chalicelib.workers import schedules
from chalicelib.worklist import Part, work_off
from tests.simulation.duties import WORKERS
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.tables import alarms
from tests.support.turning_clock import START, TurningClock
from tests.unit.workers.badness import BADNESS
from tests.unit.workers.unreadable_rows import furnish, moved_on

DUE = {"old": START - timedelta(days=3), "new": START - timedelta(hours=1)}


def listed() -> list[Part[Any]]:
    """Every part of every schedule."""
    imports = employee_imports.to_apply(START, [])
    return [*sweeper.list_parts(START), *retention.list_parts(START), maintenance.to_clean_up(START), imports]


NAMES = [part.name for part in listed()]
QUEUES = sorted(get_args(Queue))
WORK = {
    start: "start_workflow",
    outbox: "push_event",
    deliveries: "deliver",
    reconciliation: "reconcile_booking",
    policy_documents: "parse_version",
    indexing: "index_version",
}


def size() -> tuple[int, int]:
    """How many loops there are, and how many kinds of badness each of them meets."""
    return len(NAMES) + len(QUEUES), len(BADNESS)


@pytest.fixture
def turning() -> Any:
    with world() as made:
        yield made.clock


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("badness", BADNESS)
def test_bad_item_of_a_schedule_stops_no_other(name: str, badness: str, turning: TurningClock) -> None:
    part = listed()[NAMES.index(name)]
    done, put_off = [], []

    def do(item: str) -> str:
        if item == "bad":
            BADNESS[badness](turning)
        done.append(item)
        return "done"

    broken = part._replace(
        items=lambda: iter(["bad", "sound", "as sound"]),
        do=do,
        ids=lambda item: {"itemId": item},
        put_off=lambda item, _why: put_off.append(item),
        due_at=lambda _item: None,
    )

    worked = work_off([broken], seconds=40)

    assert done == ["sound", "as sound"]
    assert (worked.failed, put_off) == (1, ["bad"])


def test_what_stays_where_it_is_has_been_due_since_it_came_due(turning: TurningClock) -> None:
    def fail(_item: str) -> str:
        raise Unavailable("It cannot be reached.")

    part = Part("kept", lambda: ["old", "new"], fail, lambda _item: {}, due_at=lambda item: DUE[item])

    assert work_off([part], seconds=40).oldest_seconds == timedelta(days=3).total_seconds()
    assert work_off([part._replace(do=lambda _item: "done")], seconds=40).oldest_seconds is None


def test_whatever_comes_due_by_itself_says_since_when() -> None:
    unsaid = Part._field_defaults["due_at"]
    timeless = {part.name for part in listed() if part.put_off is None and part.due_at is unsaid}

    # What is looked at each time, due or not.
    assert timeless == {"approvals of pools", "budgets", "erasures to recheck"}


@pytest.mark.parametrize("queue", QUEUES)
@pytest.mark.parametrize("badness", BADNESS)
def test_bad_message_of_a_batch_stops_no_other(
    queue: str, badness: str, turning: TurningClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, deleted, handed_back = [], [], []

    def do(body: str) -> None:
        if body == "bad":
            BADNESS[badness](turning)
        done.append(body)

    def read(body: str, _queue: str, _kind: type) -> Any:
        if queue != "positions":  # where all are read before something is done
            do(body)
        return SimpleNamespace(booking_id=body, seq=1, document_id=body, version=1, user_id=body, reported=lambda: ())

    monkeypatch.setattr(queue_workers, "_read", read)
    for module, name in WORK.items():
        monkeypatch.setattr(module, name, lambda *_message: None)
    monkeypatch.setattr(processing, "process_positions", lambda user_id, _signals: do(user_id))
    monkeypatch.setattr(queues, "delete", lambda _queue, receipt: deleted.append(receipt))
    monkeypatch.setattr(queues, "hand_back", lambda _queue, receipt: handed_back.append(receipt))
    bodies = [*(f"sound {n}" for n in range(4)), "bad", *(f"sound {n}" for n in range(4, 9))]
    records = [{"messageId": body, "receiptHandle": body, "body": body} for body in bodies]

    with pytest.raises(queue_workers.BatchFailed):
        WORKERS[queue]({"Records": records})

    assert set(deleted) == set(done)
    assert {*deleted, *handed_back, "bad"} == set(bodies), "each was handled, or comes again at once"
    if badness != "a receiver that hangs":
        assert len(done) == 9


def test_handled_message_that_cannot_be_deleted_keeps_no_other_from_it(
    turning: TurningClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = []

    def delete(_queue: str, receipt: str) -> None:
        if receipt == "0":
            raise Unavailable("The queue cannot be reached.")
        deleted.append(receipt)

    monkeypatch.setattr(start, "start_workflow", lambda _booking_id: None)
    monkeypatch.setattr(queues, "delete", delete)
    bodies = ["bad", *"012"]
    monkeypatch.setattr(queue_workers, "_read", lambda body, _queue, _kind: SimpleNamespace(booking_id=f"{int(body)}"))
    records = [{"messageId": f"{n}", "receiptHandle": f"{n - 1}", "body": body} for n, body in enumerate(bodies)]

    with pytest.raises(queue_workers.BatchFailed, match="1 of 4"):
        queue_workers.start_bookings({"Records": records})

    assert deleted == ["1", "2"]


# --- rows that cannot be read, at the head of every list --------------------------------------------------------------


@pytest.fixture(name="world")
def a_world() -> Any:
    with world() as made:
        yield made


def test_unreadable_row_at_the_head_of_every_list_is_passed_by_and_put_off(world: World) -> None:
    with world.unwatched():
        unreadable = furnish(world)
        booking_id = unstarted(world)
        world.clock.turn(seconds=31)
        now = world.clock.time

        due = [*sweeper.list_parts(now), maintenance.to_clean_up(now), employee_imports.to_apply(now, [])]
        assert [part.name for part in due if not list(part.items())] == [], "each has something due"

        swept, cleaned = sweeper.sweep(), maintenance.clean_up_documents()
        employee_imports.carry_on_imports()

    assert (swept.started, cleaned.failed) == (1, 1)
    assert swept.resent == 1, "a delivery is only sent for: who handles the message reads it"
    read = ("bookings", "booking-events", "list-exports", "policy-documents")
    assert swept.failed == len([key for key in unreadable if key[0] in read])
    assert set(world.executions) == {booking_id}
    assert all(moved_on(world, key) for key in unreadable)


def test_row_that_stays_unreadable_is_tried_ever_less_often(world: World) -> None:
    with world.unwatched():
        furnish(world)
        tries = []
        for _minute in range(180):
            world.clock.turn(minutes=1)
            tries.append(maintenance.clean_up_documents().failed)

    assert tries[:8] == [1, 1, 1, 0, 1, 0, 0, 0]
    assert 6 <= sum(tries) <= 9


def test_nothing_to_do_does_not_keep_a_booking_at_the_head_of_its_status(world: World) -> None:
    booking_id = world.ask()
    world.clock.turn(minutes=2)

    swept = sweeper.sweep()

    assert msgspec.structs.replace(swept, events_delivered=0) == sweeper.Swept()
    row = world.rows("bookings")[booking_id, None]
    assert row["dueAt"]["S"] > to_text(world.clock.time)
    assert json.loads(lengthen(row["document"]["S"]))["dueAt"] < to_text(world.clock.time)
    world.clock.turn(minutes=5)
    world.executions[booking_id].end("ABORTED")
    assert sweeper.sweep().started == 1


def test_two_thousand_that_are_due_at_once_are_all_come_to_though_many_of_them_are_bad(world: World) -> None:
    done, failed = [], []

    def do(number: int) -> str:
        if number < 1000:
            failed.append(number)
            raise KeyError(number)
        done.append(number)
        return "done"

    work_off([Part("bookings", lambda: range(2000), do, lambda number: {"itemId": number})], seconds=40)

    assert (len(done), len(failed)) == (1000, 1000)


def test_part_whose_items_hang_costs_the_others_no_more_than_its_share(world: World) -> None:
    done: dict[str, int] = {"hanging": 0, "bookings": 0, "events": 0}

    def doing(name: str, seconds: float) -> Callable[[int], str]:
        def do(_item: int) -> str:
            world.clock.turn(seconds=seconds)
            done[name] += 1
            return "done"

        return do

    def part(name: str, count: int, seconds: float) -> Part[int]:
        return Part(name, lambda: range(count), doing(name, seconds), lambda item: {"itemId": item})

    work_off([part("hanging", 100, 10), part("bookings", 500, 0.02), part("events", 500, 0.02)], seconds=40)

    assert (done["bookings"], done["events"]) == (500, 500)
    assert done["hanging"] <= 3


def test_list_that_cannot_be_read_ends_its_own_part_only(world: World) -> None:
    def unreadable() -> Any:
        yield "first"
        raise GetError("no")

    done: list[str] = []

    def do(item: str) -> str:
        done.append(item)
        return "done"

    parts = [
        Part("broken", unreadable, do, lambda item: {"itemId": item}),
        Part("sound", lambda: ["second", "third"], do, lambda item: {"itemId": item}),
    ]

    assert work_off(parts, seconds=40).failed == 1
    assert done == ["first", "second", "third"]


def test_part_of_a_schedule_that_fails_whole_keeps_no_other_from_being_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = unstarted(world)
    world.clock.turn(seconds=31)
    monkeypatch.setattr(maintenance, "clean_up_documents", BADNESS["an error that nobody foresaw"])

    with pytest.raises(schedules.JobsFailed, match="cleanUpDocuments"):
        schedules.sweep()

    assert set(world.executions) == {booking_id}


# --- what is written of it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["sweep", "cleanUpDocuments", "importPeople"])
def test_oldest_due_is_measured_where_the_alarm_looks(
    operation: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(observability, "_write", lambda _level, text, _fields, emf: measured.append((text, emf)))
    with world.unwatched():
        furnish(world)
        world.clock.turn(hours=2)
        schedules.sweep()

    (watched,) = [
        each for each in alarms("OldestDueSeconds") if {"Name": "operation", "Value": operation} in each["Dimensions"]
    ]
    (found,) = [emf for _, emf in measured if "OldestDueSeconds" in emf and emf["operation"] == operation]
    assert found["OldestDueSeconds"][0] >= 7200 > watched["Threshold"]
    assert found["_aws"]["CloudWatchMetrics"][0]["Namespace"] == watched["Namespace"]


def test_words_of_an_error_that_is_not_ours_are_not_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[dict[str, Any]] = []
    monkeypatch.setattr(observability, "_write", lambda _level, _text, fields, _emf: lines.append(fields))

    def do(_item: str) -> str:
        raise KeyError("Anna Berger")

    work_off([Part("bookings", lambda: ["bkg_1"], do, lambda item: {"bookingId": item})], seconds=1)

    (line,) = [each for each in lines if each.get("bookingId") == "bkg_1"]
    assert (line["error"], line["reason"]) == ("KeyError", "withheld")
    assert "Anna" not in json.dumps(line)


# --- that nothing is left out -----------------------------------------------------------------------------------------


def test_every_part_that_there_is_in_the_services_is_a_part_of_a_schedule() -> None:
    makers = {
        f"{module.__name__}.{name}"
        for module in (import_module(each.name) for each in walk_packages(services.__path__, f"{services.__name__}."))
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and get_origin(inspect.signature(value, eval_str=True).return_annotation or None) is Part
    }

    used = {code.__qualname__.partition(".")[0] for part in listed() for code in (part.items, part.do, part.ids)}
    assert len(makers) >= 8
    unlisted = {name for name in makers if name.rpartition(".")[2] not in used | MEASURES}
    assert unlisted == set()


MEASURES = {"_to_measure"}  # measures, and has no items of anybody


def test_every_queue_has_its_worker_in_the_matrix() -> None:
    assert set(WORKERS) == set(QUEUES)


# --- furniture --------------------------------------------------------------------------------------------------------


def unstarted(world: World) -> str:
    """A booking whose workflow was never started, because the call was lost."""
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "stepfunctions.StartExecution" else None
    booking_id = world.ask()
    world.wire.scissors = lambda _call: None
    return booking_id
