"""A whole Sojourn in one process and in virtual time: the real services, workers and gateways over moto, the real
state machine in the interpreter, the queues' event sources, the sweeper's schedule, and people who decide."""

import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import boto3
import msgspec
import pytest

import app
from chalicelib.domain.booking import Booking
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers import Option
from chalicelib.domain.policy import AnyRule, Outcome, PolicyDocument
from chalicelib.gateways import foundation, queues, suppliers
from chalicelib.models import bookings, budgets
from chalicelib.models.bookings import BookingRow
from chalicelib.services import booking_decisions, booking_intake, live_updates, policies
from chalicelib.services.trip_requests import BookingAsk
from chalicelib.workers import queues as queue_workers
from chalicelib.workers import schedules
from tests.simulation.state_machine import Execution, Json, TaskFailed, load
from tests.support.tables import REGION, ROOT, STAGE, make_queues, make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.wire import Answer, Crash, Wire, aws_on_the_wire

ANNA = Identity(user_id="anna", email="anna@example.com", name="Anna Berger", groups=frozenset({"traveller"}))
DAVID = Identity(user_id="david", email="david@example.com", name="David Okafor", groups=frozenset({"traveller"}))
BEN = Identity(user_id="ben", email="ben@example.com", name="Ben Larsen", groups=frozenset({"traveller", "approver"}))
CLARA = Identity(
    user_id="clara", email="clara@example.com", name="Clara Rossi", groups=frozenset({"traveller", "travel-manager"})
)

DEFINITION = (ROOT / "infra" / "booking.asl.json").read_text(encoding="utf-8")
SEED = Path(ROOT / "local" / "seed_data" / "travel-policy.json").read_bytes()
MACHINE = f"arn:aws:states:{REGION}:123456789012:stateMachine:sojourn-{STAGE}-booking"
SEEN_AGAIN_AFTER = timedelta(seconds=180)
SET_ASIDE_AFTER = 5
LONDON: dict[str, Any] = {
    "origin": "Berlin",
    "destination": "London",
    "depart_on": date(2027, 3, 3),
    "return_on": date(2027, 3, 5),
    "purpose": "Sales kickoff",
    "cost_centre": "SALES-EU",
}

Task = Callable[[], object]


class World:
    """Everything that happens, happens in `run`, one thing after another, in the order of virtual time."""

    def __init__(self, wire: Wire, clock: TurningClock, seed: int) -> None:
        self.wire, self.clock, self.seed, self.rng = wire, clock, seed, Random(seed)
        self.began = clock.time
        # How many bookings will have been asked for in the end.
        self.expected = 1
        self.definition = load(DEFINITION)
        self.executions: dict[str, Execution] = {}
        self.sweeping = True
        self.sweep_every = timedelta(minutes=1)
        self.shuffled = False
        self.invoked: Counter[str] = Counter()
        self.failures: list[str] = []
        # Who listens to which booking, and what they were told of it when they began to.
        self.listening: dict[str, list[str]] = {}
        self.backlog: dict[tuple[str, str], set[int]] = {}
        # How long after a task each further delivery of it comes; nothing, as a rule.
        self.deliver_again: Callable[[str], tuple[float, ...]] = lambda _function: ()
        # The task itself may be cut: its work done and its answer lost.
        self.lost_tasks = 0
        self.lose_task: Callable[[str], bool] = lambda _function: False
        self._later: list[tuple[datetime, int, Task]] = []
        self._count = 0
        self._mail: Counter[str] = Counter()
        self._deleted: set[str] = set()
        self._next_sweep = clock.time + self.sweep_every
        self._queue_urls: dict[str, str] = {}
        wire.step_functions = self._step_functions
        wire.heard = self._hear

    # People

    def ask(self, identity: Identity = ANNA, *, booking_id: str | None = None, **changes: Any) -> str:
        """Ask for a trip, Berlin to London and back unless changed; its id."""
        ask = BookingAsk(**(LONDON | changes))
        self._count += 1
        new_id = booking_id or f"bkg_01JQZX5V9D7R8M3T2K6W{self._count:06d}"
        return booking_intake.request_booking(identity, ask, booking_id=new_id).booking_id

    def booking(self, booking_id: str) -> Booking:
        with self.wire.quiet():
            return bookings.get_booking(booking_id)

    def option(self, booking_id: str, outcome: Outcome) -> Option:
        """The best option of this verdict."""
        found = [o for o in self.booking(booking_id).options if o.verdict and o.verdict.outcome is outcome]
        assert found, [o.verdict for o in self.booking(booking_id).options]
        return found[0]

    def choose(self, booking_id: str, outcome: Outcome = Outcome.COMPLIANT, identity: Identity = ANNA) -> Booking:
        return booking_decisions.select_option(identity, booking_id, self.option(booking_id, outcome).option_id)

    def decide(self, booking_id: str, decision: booking_decisions.Leave, identity: Identity = BEN) -> Booking:
        approval = self.booking(booking_id).approval
        assert approval is not None
        return booking_decisions.decide_approval(
            identity, booking_id, decision=decision, approval_hash=approval.hash, comment=None
        )

    def listen(self, booking_id: str, identity: Identity = ANNA) -> str:
        """Open a connection and listen to a booking; the connection's id."""
        self._count += 1
        connection_id = f"con-{self._count}"
        with self.wire.quiet():
            end = self.clock.time + timedelta(hours=2)
            live_updates.connect(identity, connection_id, "https://sockets.example.com/api", until=end)
            known = live_updates.subscribe(live_updates.connected(connection_id), booking_id, None)
        self.listening.setdefault(booking_id, []).append(connection_id)
        self.backlog[connection_id, booking_id] = {event.seq for event in known}
        return connection_id

    def publish(self, *rules: AnyRule) -> None:
        """Publish the seeded policy with `rules` in the place of those of their kind and action."""
        with self.wire.quiet():
            document = msgspec.json.decode(SEED, type=PolicyDocument)
            replaced = {(type(rule), rule.action) for rule in rules}
            kept = [rule for rule in document.rules if (type(rule), rule.action) not in replaced]
            policies.publish_policy(CLARA, msgspec.structs.replace(document, rules=(*kept, *rules)))

    def asked(self) -> list[Booking]:
        """Every booking there is."""
        with self.wire.quiet():
            return all_bookings()

    def ended(self) -> bool:
        """Whether every booking has come to its end."""
        with self.wire.quiet():
            return all(booking.terminal for booking in all_bookings())

    # Time

    def later(self, seconds: float, task: Task) -> None:
        """Let something happen in the future."""
        self._count += 1
        self._later.append((self.clock.time + timedelta(seconds=seconds), self._count, task))

    def run(self, seconds: float = 0, until: Callable[[], bool] = lambda: False) -> None:
        """Let everything happen that falls into the next `seconds`, or up to the moment when `until` holds."""
        end = self.clock.time + timedelta(seconds=seconds)
        while not until():
            ready = self._ready()
            if ready:
                (self.rng.choice(ready) if self.shuffled else ready[0])()
                continue
            following = self._following()
            if following is None or following > end:
                self.clock.time = end
                return
            self.clock.time = following

    def _ready(self) -> list[Task]:
        now = self.clock.time
        tasks: list[Task] = [
            lambda run=execution: self._step(run)  # type: ignore[misc]
            for execution in self.executions.values()
            if execution.wake_at is not None and execution.wake_at <= now
        ]
        tasks += [lambda name=queue: self._deliver(name) for queue, count in self._mail.items() if count > 0]  # type: ignore[misc]
        tasks += [lambda due=entry: self._do(due) for entry in sorted(self._later, key=_when) if entry[0] <= now]  # type: ignore[misc]
        if self._next_sweep <= now:
            tasks.append(self._sweep)
        return tasks

    def _following(self) -> datetime | None:
        times = [execution.wake_at for execution in self.executions.values() if execution.wake_at is not None]
        times += [at for at, _, _ in self._later]
        times.append(self._next_sweep)
        return min(times, default=None)

    def _do(self, entry: tuple[datetime, int, Task]) -> None:
        self._later.remove(entry)
        entry[2]()

    def _sweep(self) -> None:
        self._next_sweep = self.clock.time + self.sweep_every
        if self.sweeping:
            self.guarded("sweeper", schedules.sweep)

    def guarded(self, name: str, task: Task) -> bool:
        """Do what runs as a function of its own: when it fails or dies, only that function has failed."""
        try:
            with self.wire.inside(name):
                task()
        except (Exception, Crash) as error:  # noqa: BLE001 - whatever a function raises ends that function only
            self.failures.append(f"{name}: {type(error).__name__}: {error}")
            return False
        return True

    # The workflow

    def _step(self, execution: Execution) -> None:
        execution.step(self.clock.time, self._invoke)

    def _invoke(self, template: str, payload: Json) -> Json:
        function = template.removeprefix("${").removesuffix("}")
        for seconds in self.deliver_again(function):
            self.later(seconds, lambda: self.guarded(function, lambda: self.call(function, payload)))
        result = self.call(function, payload)
        if self.lose_task(function):
            self.lost_tasks += 1
            raise TaskFailed("Lambda.Unknown", "its answer was lost")
        return result

    def call(self, function: str, payload: Json) -> Json:
        """Call one of the app's functions as Lambda does: JSON in, JSON out, an error by its name."""
        self.invoked[function] += 1
        try:
            with self.wire.inside(function):
                return json.loads(json.dumps(getattr(app, function)(json.loads(json.dumps(payload)), None)))
        except Crash as error:
            raise TaskFailed("Lambda.Unknown", str(error)) from None
        except Exception as error:
            self.failures.append(f"{function}: {type(error).__name__}: {error}")
            raise TaskFailed(type(error).__name__, str(error)) from error

    def _step_functions(self, operation: str, body: dict[str, Any]) -> Answer:
        answer: Answer = getattr(self, f"_sfn_{operation.lower()}")(body)
        return answer

    def _sfn_startexecution(self, body: dict[str, Any]) -> Answer:
        name, given = body["name"], json.loads(body["input"])
        if body["stateMachineArn"] != MACHINE:
            return _refused("StateMachineDoesNotExist")
        running = self.executions.get(name)
        if running and (running.status != "RUNNING" or running.given != given):
            return _refused("ExecutionAlreadyExists")
        if running is None:
            self.executions[name] = Execution(self.definition, name, given, self.clock.time, self.rng)
        return Answer(200, {"executionArn": _execution_arn(name), "startDate": self.clock.time.timestamp()})

    def _sfn_describeexecution(self, body: dict[str, Any]) -> Answer:
        found = self.executions.get(body["executionArn"].rpartition(":")[2])
        if found is None or body["executionArn"] != _execution_arn(found.name):
            return _refused("ExecutionDoesNotExist")
        told = {"executionArn": body["executionArn"], "stateMachineArn": MACHINE, "name": found.name}
        return Answer(200, told | {"status": found.status, "startDate": self.clock.time.timestamp()})

    def _sfn_sendtasksuccess(self, body: dict[str, Any]) -> Answer:
        return self._end_wait(body["taskToken"], "success", json.loads(body["output"]))

    def _sfn_sendtaskfailure(self, body: dict[str, Any]) -> Answer:
        return self._end_wait(body["taskToken"], "failure", body["error"])

    def _end_wait(self, token: str, kind: str, value: Json) -> Answer:
        execution = self.executions.get(token.rpartition("/")[0])
        if execution is None:
            return _refused("InvalidToken")
        told = execution.answer(token, kind, value, self.clock.time)
        return Answer(200, {}) if told else _refused("TaskTimedOut")

    # The queues

    def _hear(self, operation: str, body: dict[str, Any]) -> None:
        queue = str(body.get("QueueUrl", "")).rpartition("/")[2].removeprefix(f"sojourn-{STAGE}-")
        if operation == "sqs.SendMessage":
            self._mail[queue] += 1
        elif operation == "sqs.DeleteMessage":
            self._deleted.add(body["ReceiptHandle"])

    def _deliver(self, queue: str) -> None:
        """Poll a queue as an event source does, and hand a batch over."""
        size = self.rng.randint(1, 10) if self.shuffled else 10
        with self.wire.quiet():
            client = _client("sqs")
            url = client.get_queue_url(QueueName=f"sojourn-{STAGE}-{queue}")["QueueUrl"]
            self._queue_urls[queue] = url
            got = client.receive_message(QueueUrl=url, MaxNumberOfMessages=size, VisibilityTimeout=43_200)
        records = [
            {"messageId": m["MessageId"], "receiptHandle": m["ReceiptHandle"], "body": m["Body"], "tries": 0}
            for m in got.get("Messages", [])
        ]
        self._mail[queue] -= len(records)
        if not records:
            self._mail[queue] = 0
            return
        self._hand_over(queue, records)

    def _hand_over(self, queue: str, records: list[dict[str, Any]]) -> None:
        work = {
            "bookings": queue_workers.start_bookings,
            "notifications": queue_workers.push_events,
            "webhooks": queue_workers.deliver_webhooks,
            "settlements": queue_workers.settle_bookings,
        }[queue]
        if self.guarded(queue, lambda: work({"Records": records})):
            self._forget(queue, records)
            return
        left = [r | {"tries": r["tries"] + 1} for r in records if r["receiptHandle"] not in self._deleted]
        again = [record for record in left if record["tries"] < SET_ASIDE_AFTER]
        if again:
            self.later(SEEN_AGAIN_AFTER.total_seconds(), lambda: self._hand_over(queue, again))

    def _forget(self, queue: str, records: list[dict[str, Any]]) -> None:
        with self.wire.quiet():
            client = _client("sqs")
            for record in records:
                client.delete_message(QueueUrl=self._queue_urls[queue], ReceiptHandle=record["receiptHandle"])


@contextmanager
def world(seed: int = 0) -> Iterator[World]:
    """A new world: empty tables, the seeded policy, a budget of 20,000 EUR for SALES-EU, the clock at its start."""
    _forget_the_last_world()
    with quiet_logs(), seeded_ids(seed), turning_clock() as clock, aws_on_the_wire() as wire:
        with wire.quiet():
            make_tables()
            make_queues()
            known = {"userPoolId": "pool", "userPoolClientId": "client", "stateMachineArn": MACHINE}
            ssm = _client("ssm")
            ssm.put_parameter(Name=f"/sojourn/{STAGE}/foundation", Value=json.dumps(known), Type="String")
            policies.publish_policy(CLARA, msgspec.json.decode(SEED, type=PolicyDocument))
            budgets.create_budget("SALES-EU", "2027", Money(amount=2_000_000, currency="EUR"))
        yield World(wire, clock, seed)
    _forget_the_last_world()


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Let new ids and tokens be the same whenever the same seed is run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", Random(f"ids {seed}").randbytes)
        yield


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Keep the functions' own log lines out of the way; a test that fails says what it needs itself."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def all_bookings() -> list[Booking]:
    return [row.document for row in BookingRow.scan()]


def _forget_the_last_world() -> None:
    """What is looked up once in the life of a process belongs to one world; clients are the same in all."""
    for cached in (foundation.current, queues._url, suppliers.current, policies._read):
        cached.cache_clear()


@cache
def _client(service: str) -> Any:
    """A client of the test's own."""
    return boto3.client(service, region_name=REGION)  # type: ignore[call-overload]


def _when(entry: tuple[datetime, int, Task]) -> tuple[datetime, int]:
    return entry[0], entry[1]


def _execution_arn(name: str) -> str:
    return f"{MACHINE.replace(':stateMachine:', ':execution:')}:{name}"


def _refused(code: str) -> Answer:
    return Answer(400, {"__type": code, "message": code})
