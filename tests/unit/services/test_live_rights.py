"""Live updates end with the right to them, and no listener that fails, hangs or cannot be read holds up the others."""

import heapq
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
import pytest

from chalicelib import clock, worklist
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.errors import NotFound, Unavailable
from chalicelib.gateways import websockets
from chalicelib.models import booking_events, websocket_connections
from chalicelib.models.booking_events import EventRow
from chalicelib.models.websocket_connections import StoredConnectionRow
from chalicelib.services import live_updates
from chalicelib.services.booking_workflow import revisions
from chalicelib.services.operations import outbox
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, World
from tests.support.connection import Cut


def heard(world: World, connection: str) -> list[str]:
    return [m["event"]["type"] for to, m in world.wire.pushed if to == connection and m["type"] == "event"]


def pending_again(booking_id: str, seq: int) -> None:
    EventRow(booking_id, seq).update(actions=[EventRow.pending.set("push")])


# --- rights -----------------------------------------------------------------------------------------------------------


def test_approver_who_is_asked_no_more_hears_nothing_of_what_comes(world: World) -> None:
    booking_id = waiting_for_approval(world)
    anna, ben = world.listen(booking_id), world.listen(booking_id, BEN)

    revisions.recall(ANNA, booking_id, None)
    world.run(60)

    with pytest.raises(NotFound):
        live_updates.events_after(BEN, booking_id, None, 10)
    assert heard(world, anna)
    assert heard(world, ben) == []
    assert ben not in websocket_connections.listeners(booking_id)


def test_connection_whose_token_has_ended_hears_nothing_and_is_closed(world: World) -> None:
    booking_id = planned(world)
    ended, here = world.listen(booking_id), world.listen(booking_id)
    end(ended, world)
    pending_again(booking_id, 5)

    assert outbox.push_event(booking_id, 5) == 1

    assert (len(heard(world, ended)), len(heard(world, here))) == (0, 1)
    assert ended in world.wire.gone
    assert websocket_connections.find_connection(ended) is None


def test_heartbeat_closes_connections_whose_token_has_ended(world: World) -> None:
    booking_id = planned(world)
    ended, here = world.listen(booking_id), world.listen(booking_id)
    end(ended, world)

    assert live_updates.send_heartbeats() == (1, 1, 0, 0)

    assert [to for to, message in world.wire.pushed if message["type"] == "ping"] == [here]
    assert ended in world.wire.gone


def test_connection_that_cannot_be_closed_is_forgotten_all_the_same(world: World) -> None:
    booking_id = planned(world)
    ended = world.listen(booking_id)
    end(ended, world)
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "connections.Delete" else None

    assert live_updates.send_heartbeats() == (0, 0, 1, 0)

    assert websocket_connections.find_connection(ended) is None
    assert websocket_connections.listeners(booking_id) == []


def end(connection_id: str, world: World) -> None:
    """Let the token of a connection end, and no other."""
    found = live_updates.get_connection(connection_id)
    websocket_connections.open_connection(msgspec.structs.replace(found, expires_at=world.clock.time))


# --- isolation --------------------------------------------------------------------------------------------------------


def test_listener_that_cannot_be_read_holds_up_no_other(world: World) -> None:
    booking_id = planned(world)
    broken, here = world.listen(booking_id), world.listen(booking_id)
    StoredConnectionRow(broken).update(actions=[StoredConnectionRow.document.set('{"from": "a newer release"}')])
    pending_again(booking_id, 5)

    for _ in range(3):
        with pytest.raises(Unavailable, match="push"):
            outbox.push_event(booking_id, 5)

    assert len(heard(world, here)) == 1, "it hears the event once"
    assert live_updates.send_heartbeats() == (1, 0, 1, 0)
    pending = booking_events.pending_event(booking_id, 5)
    assert pending is not None
    assert pending.unreached == (broken,)


@pytest.mark.parametrize("part", ["push_to_listeners", "fan_out", "watch_budget"])
def test_part_of_an_event_that_fails_keeps_no_other_from_being_done(
    part: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = planned(world)
    here = world.listen(booking_id)
    pending_again(booking_id, 5)
    done: list[str] = []

    def fail(*_given: object, **_named: object) -> None:
        raise KeyError("nobody foresaw it")

    for name in ("fan_out", "watch_budget"):
        monkeypatch.setattr(outbox, name, lambda *_given, name=name: done.append(name))
    if part == "push_to_listeners":
        monkeypatch.setattr(live_updates, "_push", fail)
    else:
        monkeypatch.setattr(outbox, part, fail)
    pending = booking_events.pending_event(booking_id, 5)
    assert pending is not None

    with pytest.raises(Unavailable):
        outbox.deliver_event(pending._replace(moved=(BudgetKey("SALES-EU", "2027"),)))

    assert set(done) == {"fan_out", "watch_budget"} - {part}
    assert bool(heard(world, here)) is (part != "push_to_listeners")
    assert booking_events.pending_event(booking_id, 5) is not None


# --- the heartbeat, in virtual time -----------------------------------------------------------------------------------

CONNECTIONS = 50_000
A_POST, A_HANG = 0.015, 5.0  # seconds


class VirtualPool(Executor):
    """Workers in virtual time: each item is begun by the first that is free, and takes as long as it says."""

    now = 0.0

    def __init__(self, most: int) -> None:
        super().__init__()
        self.free = [0.0] * most

    def submit(self, do: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        VirtualPool.now = heapq.heappop(self.free)
        future: Future[Any] = Future()
        future.set_result(do(*args, **named))
        heapq.heappush(self.free, VirtualPool.now)
        VirtualPool.now = self.free[0]
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        VirtualPool.now = max(self.free)


@pytest.mark.parametrize("hang", [A_HANG, float(websockets._SECONDS)], ids=["hanging for 5 s", "cut as it is"])
def test_heartbeat_reaches_50_000_connections_in_a_minute_though_some_hang(
    hang: float, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection_id = world.listen(planned(world))
    (stored,) = websocket_connections.stored_connections()
    posts: list[bool] = []

    def send(_endpoint: str, _connection_id: str, _data: bytes) -> bool:
        hangs = len(posts) % 100 == 0
        posts.append(hangs)
        VirtualPool.now += hang if hangs else A_POST
        if hangs:
            raise Unavailable("The connection could not be reached.")
        return True

    monkeypatch.setattr(VirtualPool, "now", 0.0)
    monkeypatch.setattr(worklist, "open_pool", VirtualPool)
    monkeypatch.setattr(worklist, "_log", lambda *_line: None)
    monkeypatch.setattr(clock, "elapsed", lambda: VirtualPool.now)
    monkeypatch.setattr(websockets, "send", send)
    monkeypatch.setattr(websocket_connections, "stored_connections", lambda: (stored for _ in range(CONNECTIONS)))

    beat = live_updates.send_heartbeats()

    assert stored[0] == connection_id
    assert (beat.left, beat.failed) == (0, CONNECTIONS // 100)
    assert len(posts) == CONNECTIONS
    assert VirtualPool.now < 60


def test_heartbeat_ends_with_its_time_and_says_what_it_did_not_come_to(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.listen(planned(world))
    (stored,) = websocket_connections.stored_connections()

    def send(*_given: object) -> bool:
        world.clock.turn(seconds=20)
        return True

    monkeypatch.setattr(websockets, "send", send)
    monkeypatch.setattr(websocket_connections, "stored_connections", lambda: [stored] * 10)

    assert live_updates.send_heartbeats() == (3, 0, 0, 7)


@pytest.mark.waits
def test_threads_do_side_by_side_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(8, timeout=30)

    def do(_item: int) -> str:
        together.wait()  # nobody goes on before all are here
        return "done"

    counts = worklist.work_side_by_side(range(16), do, ids=lambda item: {"itemId": item}, most=8, seconds=60)

    assert counts == {"done": 16}
