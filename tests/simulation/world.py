"""A whole Sojourn in one process and in virtual time: the real services, workers and gateways over the simulation's own
AWS, the real state machine in the interpreter, the queues' event sources, the schedules, and people who decide."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from typing import Any

import msgspec

import app
from chalicelib.domain.bookings.booking import TERMINAL, Booking
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.document import PolicyDraft
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import NotFound
from chalicelib.models.bookings import BookingRow
from chalicelib.services import live_updates, policies
from chalicelib.services.booking_workflow import decisions, intake
from chalicelib.workers import schedules
from tests.simulation.cloud.queues import Message, Queue
from tests.simulation.cloud.quick_models import read
from tests.simulation.cloud.rows import Key
from tests.simulation.cloud.values import Item
from tests.simulation.cloud.wire import Wire
from tests.simulation.cloud.workflow import Workflow, booking_definition, send_through_json
from tests.simulation.duties import DUTIES, HANDLERS, WORKERS, Deliverer, DueRows, Somebody
from tests.simulation.state_machine import Execution, Json, TaskFailed
from tests.simulation.supplier_ledgers import Books, ModelBooks, SandboxBooks
from tests.simulation.supplier_model import SupplierModel
from tests.simulation.watch import Watch
from tests.support.asked_trips import ask_for
from tests.support.connection import Crash
from tests.support.people import person_of
from tests.support.tables import REGION, ROOT, STAGE
from tests.support.turning_clock import TurningClock

ANNA = person_of("anna", "Anna Berger", "traveller")
DAVID = person_of("david", "David Okafor", "traveller")
BEN = person_of("ben", "Ben Larsen", "traveller", "approver")
CLARA = person_of("clara", "Clara Rossi", "traveller", "travel-manager")

SEED_POLICY = msgspec.json.decode(
    Path(ROOT / "local" / "seed_data" / "travel-policy.json").read_bytes(), type=PolicyDraft
)
MACHINE = f"arn:aws:states:{REGION}:123456789012:stateMachine:sojourn-{STAGE}-booking"
SET_ASIDE_AFTER = 5
FOREIGN = "foreign"  # so begins the key of every row that no release of ours can read
DEEPEST = 2  # as many functions may stand still at once while others work
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

    def __init__(self, wire: Wire, clock: TurningClock, seed: int, supplier: SupplierModel | None = None) -> None:
        self.wire, self.clock, self.seed, self.rng = wire, clock, seed, Random(seed)
        self.began = clock.time
        # The model, or None where the sandbox itself sells.
        self.supplier = supplier
        self.books: Books = ModelBooks(supplier) if supplier else SandboxBooks()
        self.watch = Watch(
            lambda: wire.calls[-1] if wire.calls else "at the beginning",
            wire.quiet,
            turn=lambda: wire.turn,
            turns=lambda: wire.turns,
        )
        wire.tables.committed = self.watch
        # What people found wrong, and who has still to do with a booking.
        self.found: list[str] = []
        self.people: list[Somebody] = []
        self.expected = 1  # bookings that will have been asked for in the end
        self.sweeping = True
        self.sweep_every = timedelta(minutes=1)
        self.idle_tick: Task | None = None
        self.shuffled = False
        self.invoked: Counter[str] = Counter()
        self.failures: list[str] = []
        # Rows that cannot be read, by table and key.
        self.foreign: dict[tuple[str, Key], Item] = {}
        self.swept: Task = lambda: None  # looks when the sweeper has been there
        # Who listens to which booking, and what they were told of it when they began to.
        self.listening: dict[str, list[str]] = {}
        self.backlog: dict[tuple[str, str], set[int]] = {}
        self.token_ends: dict[str, datetime] = {}
        self.listeners: dict[str, Identity] = {}
        self.deafened: set[str] = set()  # bookings with listeners that cannot be reached
        # How long after a task each further delivery of it comes; nothing, as a rule.
        self.deliver_again: Callable[[str], tuple[float, ...]] = lambda _function: ()
        # The task itself may be cut: its work done and its answer lost.
        self.lost_tasks = 0
        self.lose_task: Callable[[str], bool] = lambda _function: False
        # Functions for which there is no room at the moment, by their names in app.py.
        self.throttled: Callable[[str], bool] = lambda _function: False
        self.deliverers: dict[str, Deliverer] = {}
        self.set_aside: list[Message] = []  # they failed as often as the queue allows
        self._later: list[tuple[datetime, int, Task]] = []
        self._due: list[tuple[datetime, int, Task]] = []
        self._count = 0
        self._next_sweep = clock.time + self.sweep_every
        self._due_rows = [DueRows(wire.tables.tables[f"sojourn-{STAGE}-{each.table}"], each) for each in DUTIES]
        # Executions in the middle of a step, and how many functions are in the middle of their work.
        self._under_way: list[Execution] = []
        self._depth = 0
        self._working_queues = [wire.queues.queues[f"sojourn-{STAGE}-{name}"] for name in WORKERS]
        self.workflow = Workflow(MACHINE, booking_definition(), lambda: clock.time, self.rng)
        self.executions = self.workflow.executions
        wire.step_functions = self.workflow.answer

    # People

    def ask(self, identity: Identity = ANNA, *, booking_id: str | None = None, **changes: Any) -> str:
        """Ask for a trip, Berlin to London and back unless changed; its id."""
        request = ask_for(LONDON, **changes)
        self._count += 1
        new_id = booking_id or f"bkg_01JQZX5V9D7R8M3T2K6W{self._count:06d}"
        return intake.request_booking(identity, request, booking_id=new_id).booking_id

    def booking(self, booking_id: str) -> Booking:
        """The booking as it is kept. Raises NotFound."""
        row = self.rows("bookings").get((booking_id, None))
        if row is None:
            raise NotFound(f"There is no booking {booking_id}.")
        return _read_booking(row["document"]["S"])

    def option(self, booking_id: str, outcome: Outcome) -> Option:
        """The best option of this verdict."""
        found = [o for o in self.booking(booking_id).options if o.verdict and o.verdict.outcome is outcome]
        assert found, [o.verdict for o in self.booking(booking_id).options]
        return found[0]

    def choose(self, booking_id: str, outcome: Outcome = Outcome.COMPLIANT, identity: Identity = ANNA) -> Booking:
        return decisions.select_option(identity, booking_id, self.option(booking_id, outcome).option_id)

    def decide(self, booking_id: str, decision: decisions.ApprovalOutcome, identity: Identity = BEN) -> Booking:
        approval = self.booking(booking_id).approval_request
        assert approval is not None
        return decisions.decide_approval(
            identity, booking_id, decision=decision, approval_hash=approval.hash, comment=None
        )

    def listen(self, booking_id: str, identity: Identity = ANNA) -> str:
        """Open a connection and listen to a booking; the connection's id."""
        self._count += 1
        connection_id = f"con-{self._count}"
        with self.wire.quiet():
            end = self.clock.time + timedelta(hours=2)
            live_updates.connect(identity, connection_id, "https://sockets.example.com/api", until=end)
            known = live_updates.subscribe(live_updates.get_connection(connection_id), booking_id, None)
        self.token_ends[connection_id] = end
        self.listening.setdefault(booking_id, []).append(connection_id)
        self.listeners[connection_id] = identity
        self.backlog[connection_id, booking_id] = {event.seq for event in known}
        return connection_id

    def publish(self, *rules: AnyRule) -> None:
        """Publish the seeded policy with `rules` in the place of those of their kind and action."""
        with self.wire.quiet():
            replaced = {(type(rule), rule.action) for rule in rules}
            kept = [rule for rule in SEED_POLICY.rules if (type(rule), rule.action) not in replaced]
            policies.publish_policy(CLARA, msgspec.structs.replace(SEED_POLICY, rules=(*kept, *rules)))

    def asked(self) -> list[Booking]:
        """Every booking there is."""
        return [_read_booking(row["document"]["S"]) for row in self._own_bookings()]

    def ended(self) -> bool:
        """Whether every booking has come to its end."""
        return all(row["status"]["S"] in TERMINAL for row in self._own_bookings())

    def has_pending_events(self) -> bool:
        """Whether some event has not been pushed yet."""
        name = f"sojourn-{STAGE}-booking-events"
        parts = self.wire.tables.tables[name].indexes["pending"].parts
        return any((name, key) not in self.foreign for rows in parts.values() for key in rows)

    def rows(self, thing: str) -> Mapping[Any, Mapping[str, Any]]:
        """Every row of a table, by its key."""
        return self.wire.tables.tables[f"sojourn-{STAGE}-{thing}"].rows

    def _own_bookings(self) -> list[Mapping[str, Any]]:
        return [
            row for key, row in self.rows("bookings").items() if not key[0].startswith(FOREIGN) and "#" not in key[0]
        ]

    @contextmanager
    def unwatched(self) -> Iterator[None]:
        """What a test writes past the one door is no violation."""
        found = list(self.watch.found)
        yield
        self.watch.found[:] = found

    # Time

    def later(self, seconds: float, task: Task) -> None:
        """Let something happen in the future."""
        self._count += 1
        heappush(self._later, (self.clock.time + timedelta(seconds=seconds), self._count, task))

    def run(self, seconds: float = 0, until: Callable[[], bool] = lambda: False) -> None:
        """Let everything happen that falls into the next `seconds`, or up to the moment when `until` holds."""
        end = self.clock.time + timedelta(seconds=seconds)
        while not until():
            ready = self._ready()
            if ready:
                kind, what = self.rng.choice(ready) if self.shuffled else ready[0]
                kind(what)
                continue
            following = self._following()
            if following is None or following > end:
                self._pass_ticks(end)
                self.clock.time = max(end, self.clock.time)
                return
            self._pass_ticks(following)
            self.clock.time = following

    def stall(self, seconds: float) -> None:
        """Let whatever else there is to do happen, for so long, while the function that calls this is in the middle of
        its work: with 0, what can happen at this very moment, one thing of it."""
        if self._depth >= DEEPEST:
            return
        self._depth += 1
        try:
            with self.wire.inside("elsewhere"):
                if seconds:
                    self.run(seconds)
                elif ready := self._ready():
                    kind, what = self.rng.choice(ready)
                    kind(what)
        finally:
            self._depth -= 1

    def _ready(self) -> list[tuple[Callable[[Any], None], Any]]:
        """Everything that may happen now, as what to do and with what."""
        now = self.clock.time
        tasks: list[tuple[Callable[[Any], None], Any]] = [
            (self._step, execution)
            for execution in self.executions.values()
            if execution.wake_at is not None and execution.wake_at <= now and execution not in self._under_way
        ]
        tasks += [(self._deliver, queue) for queue in self._open_queues() if queue.ready(now)]
        while self._later and self._later[0][0] <= now:
            self._due.append(heappop(self._later))
        tasks += [(self._do, entry) for entry in self._due]
        if (tick := self._sweep_at()) is not None and tick <= now:
            tasks.append((self._sweep, None))
        return tasks

    def _following(self) -> datetime | None:
        running = (each for each in self.executions.values() if each not in self._under_way)
        times = [execution.wake_at for execution in running if execution.wake_at is not None]
        times += [at for queue in self._open_queues() if (at := queue.next_at())]
        if self._later:
            times.append(self._later[0][0])
        if (tick := self._sweep_at()) is not None:
            times.append(tick)
        return min(times, default=None)

    def _sweep_at(self) -> datetime | None:
        """The first tick of the sweeper's schedule at which it can find anything; all others would do nothing."""
        if not self.sweeping:
            return None
        times = [at for each in self._due_rows if (at := each.first()) is not None]
        if not times:
            return None
        wanted = min(times)
        ticks = max(0, -((self._next_sweep - wanted) // self.sweep_every))
        return self._next_sweep + ticks * self.sweep_every

    def _do(self, entry: tuple[datetime, int, Task]) -> None:
        self._due.remove(entry)
        entry[2]()

    def _sweep(self, _nothing: None) -> None:
        self._next_sweep = self.clock.time + self.sweep_every
        if not self.throttled("sweeper"):
            self.guarded("sweeper", schedules.sweep)
            self.swept()

    def retain(self) -> bool:
        """Run the nightly function."""
        return self.guarded("nightly", schedules.purge_expired)

    def _pass_ticks(self, until: datetime) -> None:
        """Let whoever asked for it see the ticks at which the sweeper is not called, because it would do nothing."""
        tick = self._next_sweep
        while self.idle_tick is not None and self.sweeping and tick < until:
            if tick > self.clock.time:
                self.clock.time = tick
                self.idle_tick()
            tick += self.sweep_every

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
        self._under_way.append(execution)
        try:
            execution.step(self.clock.time, self._invoke)
        finally:
            self._under_way.remove(execution)

    def _invoke(self, template: str, payload: Json) -> Json:
        function = template.removeprefix("${").removesuffix("}")
        if self.throttled(function):
            raise TaskFailed("Lambda.TooManyRequestsException", "Rate Exceeded.")
        for seconds in self.deliver_again(function):
            self.later(seconds, lambda: self.guarded(function, lambda: self.call(function, payload)))
        result = self.call(function, payload)
        if self.lose_task(function):
            self.lost_tasks += 1
            raise TaskFailed("Lambda.Unknown", "its answer was lost")
        return result

    def lose_execution(self) -> None:
        """Let the service lose the execution whose function is at work."""
        self._under_way[-1].end("ABORTED", "States.Runtime")

    def call(self, function: str, payload: Json) -> Json:
        """Call one of the app's functions as Lambda does: JSON in, JSON out, an error by its name."""
        self.invoked[function] += 1
        try:
            with self.wire.inside(function):
                return send_through_json(getattr(app, function)(send_through_json(payload), None))
        except Crash as error:
            raise TaskFailed("Lambda.Unknown", str(error)) from None
        except Exception as error:
            self.failures.append(f"{function}: {type(error).__name__}: {error}")
            name = type(error).__name__
            raise TaskFailed(name, json.dumps({"errorMessage": str(error), "errorType": name})) from error

    # The queues

    def _open_queues(self) -> list[Queue]:
        """The queues with messages that there is a function for."""
        full = {name for name, each in self.deliverers.items() if each.is_full()} if self.deliverers else ()
        waiting = [queue for queue in self._working_queues if queue.messages and queue.name not in full]
        return [queue for queue in waiting if not self.throttled(HANDLERS[queue.name])]

    def _deliver(self, queue: Queue) -> None:
        if queue.name in self.deliverers:
            self.deliverers[queue.name].deliver(queue)
        else:
            self.deliver(queue, self.rng.randint(1, 10) if self.shuffled else 10)

    def deliver(self, queue: Queue, size: int) -> None:
        """Hand a batch over as an event source does; what failed too often is set aside."""
        queues = self.wire.queues
        batch = queues.hand_out(queue, queue.ready(self.clock.time)[:size])
        for message in [each for each in batch if each.tries > SET_ASIDE_AFTER]:
            queues.delete(queue, message.receipt)
            self.set_aside.append(message)
            batch.remove(message)
        records = [{"messageId": each.id, "receiptHandle": each.receipt, "body": each.body} for each in batch]
        name = queue.name.removeprefix(f"sojourn-{STAGE}-")
        if records and self.guarded(name, lambda: WORKERS[name]({"Records": records})):
            for message in batch:
                queues.delete(queue, message.receipt)


def _read_booking(text: str) -> Booking:
    booking: Booking = read(BookingRow.document, text)
    return booking
