"""Functions that are killed, and messages that nobody can handle, on a copy of their own: SIGKILL in the middle of a
booking, at the calls where it hurts most, and every queue's dead letters. The simulation's invariants hold after it."""

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import timedelta
from threading import Lock

import pytest

from chalicelib.dynamodb.tables import lengthen
from local.client import Refused
from tests.e2e.conftest import Here
from tests.e2e.deployed_invariants import violations_of
from tests.e2e.ear import Ear, Json
from tests.e2e.killing import Point
from tests.e2e.posts import Post
from tests.e2e.world import allowed
from tests.support.receiver import receiver
from tests.support.waiting import becomes, eventually

pytestmark = pytest.mark.waits

BOOKINGS = "sojourn-local-bookings"
COMMIT = "DynamoDB.TransactWriteItems"


class Followed:
    """Bookings that somebody listens to from their beginning, and where their functions are killed.

    A point is set before the call that leads to it can be made, and a path that is to meet it cannot end without.
    """

    def __init__(self, here: Here, ear: Ear) -> None:
        self.here, self.world, self._ear = here, here.world, ear
        self.known: dict[str, list[int]] = {}
        # The sweeper looks at every booking: while one path has left it something to do, no other one calls it.
        self.sweeping = Lock()

    def follow(self, booking_id: str) -> None:
        answer = self._ear.ask({"action": "subscribe", "bookingId": booking_id})
        self.known[booking_id] = [event["seq"] for event in answer["events"]]

    def heard(self) -> dict[str, list[Json]]:
        return {booking_id: self._ear.events(booking_id) for booking_id in self.known}

    def asked(self, mark: str = "", **trip_request: object) -> str:
        """A new booking that is listened to; `mark` is in all that is kept of it."""
        booking_id = self.world.ask(self.world.trip_request(purpose=mark or "a customer's workshop", **trip_request))  # type: ignore[arg-type]
        self.follow(booking_id)
        return booking_id

    # Killing

    def at_commit(self, function: str, when: str, mark: str) -> Point:
        """Kill at the function's next change of a booking, which is known by its id or by words of its own."""
        return self.here.passage.kill(function, COMMIT, when, mark, BOOKINGS)  # type: ignore[arg-type]

    def at_supplier(self, function: str, what: str, booking_id: str) -> Point:
        """Kill when the supplier has held, sold or taken something back, and the function does not know it yet."""
        return self.here.passage.kill(function, COMMIT, "after", f"{what} {booking_id}/", "sandbox-ledger")

    def dies(self, point: Point, call: Callable[[], object]) -> None:
        """Call somebody who is killed at this point."""
        with suppress(Refused, AssertionError):
            call()
        eventually(lambda: self.here.passage.has_killed(point))

    def again(self) -> None:
        """Let whoever holds an Idempotency-Key and has not answered be taken for dead."""
        for row in self.world.rows("idempotency"):
            if "answer" not in row:
                self._backdate("idempotency", {"key": {"S": row["key"]}}, "leaseUntil")

    def sweep(self, booking_id: str) -> None:
        self.world.overdue(booking_id)
        self.world.invoke("sweeper")

    def push_all(self) -> None:
        """Have every event pushed whose push died with somebody, again where a second one dies."""
        eventually(self._have_pushed_all)

    def _have_pushed_all(self) -> bool:
        pending = self._pending_events()
        for row in pending:
            self._backdate(
                "booking-events", {"bookingId": {"S": row["bookingId"]}, "seq": {"N": str(row["seq"])}}, "dueAt"
            )
        if pending:
            self.world.invoke("sweeper")
        return not pending

    def _backdate(self, table: str, key: Json, attribute: str) -> None:
        """Move a time two minutes into the past, unless somebody has just removed it."""
        with suppress(self.world.service("dynamodb").exceptions.ConditionalCheckFailedException):
            self.world.backdate(table, key, attribute, timedelta(minutes=2))

    def violations(self) -> list[str]:
        """What does not hold, once what was pushed has had time to arrive."""
        return becomes(lambda: violations_of(self.world.stack, self.heard(), self.known), [])

    def _pending_events(self) -> list[Json]:
        return [row for row in self.world.rows("booking-events") if row.get("pending")]


@pytest.fixture
def followed(here: Here) -> Iterator[Followed]:
    with here.world.ear(here.world.traveller) as ear:
        yield Followed(here, ear)


UNREADABLE = '{"bookingId": 7}'
# What each queue's function is kept from, so that a good message cannot be handled.
CUTS = {
    "bookings": ("booking_intake", "states:StartExecution"),
    "notifications": ("push_events", "dynamodb:Query"),
    "webhooks": ("deliver_webhooks", "dynamodb:GetItem"),
    "reconciliations": ("reconcile_bookings", "dynamodb:GetItem"),
}


def test_messages_that_cannot_be_handled_are_set_aside_and_handled_when_they_can_be(
    here: Here, followed: Followed
) -> None:
    world, posts = here.world, {queue: Post(here.world, queue) for queue in CUTS}
    with receiver() as server, ExitStack() as after, ExitStack() as cut:
        for post in posts.values():
            after.callback(post.restore)
        hook = world.manager.post("/v1/webhooks", {"url": server.url, "eventTypes": ["booking.requested"]})["webhook"]
        for function, action in CUTS.values():
            cut.enter_context(world.denied(function, action))
        cut.enter_context(world.denied("api_handler", "states:StartExecution"))
        booking_id = followed.asked()
        good = json.dumps({"bookingId": booking_id})
        event_id = f"evt_{booking_id.partition('_')[2]}_000001"
        delivery = json.dumps({"webhookId": hook["webhookId"], "eventId": event_id, "revision": 1})
        posts["bookings"].send(UNREADABLE, good)
        posts["reconciliations"].send(UNREADABLE, good)
        posts["webhooks"].send(UNREADABLE, delivery)
        posts["notifications"].send(UNREADABLE)  # the good one is there already
        announced = json.dumps({"bookingId": booking_id, "seq": 1})
        put_aside = {}
        for queue, post in posts.items():
            # What a slow function still has in its hands comes again, and may be put aside twice.
            eventually(lambda post=post: post.is_done() and post.depth().dead_letters >= 2)  # type: ignore[misc]
            put_aside[queue] = Counter(json.dumps(json.loads(body)) for body in post.dead_letters())
        sound = {"bookings": good, "notifications": announced, "webhooks": delivery, "reconciliations": good}
        assert {queue: set(found) for queue, found in put_aside.items()} == {
            queue: {UNREADABLE, body} for queue, body in sound.items()
        }
        assert (world.executions(booking_id), server.received) == ([], [])
        cut.close()  # mended
        for post in posts.values():
            post.be_patient()

        assert {queue: post.redrive() for queue, post in posts.items()} == {
            queue: found.total() for queue, found in put_aside.items()
        }

        for queue, post in posts.items():
            assert becomes(post.left, put_aside[queue][UNREADABLE]) == put_aside[queue][UNREADABLE]
            assert set(post.dead_letters()) == {UNREADABLE}
        booking = world.traveller.wait_for(booking_id, "awaiting_selection")
        assert world.finish(booking)["status"] == "booked"
        followed.push_all()
        eventually(lambda: [received for received in server.received if received.event_id == event_id])

    assert len(world.executions(booking_id)) == 1
    assert followed.violations() == []


def bought_though_every_step_is_killed(each: Followed) -> tuple[str, str]:
    """Nobody hears of the booking that was asked for; then every step dies, before, after or beside its effect."""
    world, mark, key = each.world, uuid.uuid4().hex, uuid.uuid4().hex
    trip_request = world.trip_request(purpose=mark)
    accepting = each.at_commit("api_handler", "after", mark)
    each.at_commit("step_retrieve", "before", mark)
    each.at_commit("step_plan", "after", mark)
    each.at_commit("step_validate", "before", mark)
    each.dies(accepting, lambda: world.ask(trip_request, key=key))
    each.again()
    (made,) = [row["bookingId"] for row in world.rows("bookings") if mark in str(lengthen(row["document"]))]
    assert world.ask(trip_request, key=key) == made
    each.follow(made)
    booking = world.traveller.wait_for(made, "awaiting_selection")
    each.at_supplier("step_hold", "hold", made)
    each.at_commit("step_reprice", "after", made)
    each.at_supplier("step_book", "order", made)
    each.at_commit("step_record", "after", made)
    world.select(booking, allowed(booking, "compliant"))
    return made, world.traveller.wait_for(made, "booked", "failed")["status"]


def bought_though_people_are_not_answered(each: Followed) -> tuple[str, str]:
    """The traveller's choice and the approver's word are kept, and whoever should tell the workflow dies; so does the
    sweeper that is to tell it instead."""
    world, mark = each.world, uuid.uuid4().hex
    each.at_commit("step_await_selection", "after", mark)
    booking_id = each.asked(mark, ahead=2)
    booking = world.traveller.wait_for(booking_id, "awaiting_selection")
    with each.sweeping:
        choosing = each.at_commit("api_handler", "after", booking_id)
        each.dies(choosing, lambda: world.select(booking, allowed(booking, "approval_required")))
        each.at_commit("step_await_approval", "after", booking_id)
        each.sweep(booking_id)
    waiting = world.traveller.wait_for(booking_id, "awaiting_approval")
    with each.sweeping:
        approving = each.at_commit("api_handler", "after", booking_id)
        each.dies(approving, lambda: world.decide(waiting, "approved"))
        telling = each.here.passage.kill("sweeper", "AWSStepFunctions.SendTaskSuccess", "before", "approved")
        each.dies(telling, lambda: each.sweep(booking_id))
        each.sweep(booking_id)
    return booking_id, world.traveller.wait_for(booking_id, "booked", "failed")["status"]


def declined_though_the_compensation_is_killed(each: Followed) -> tuple[str, str]:
    """The hold is given back, and the function that did it dies before it can say so; and a push dies."""
    world = each.world
    booking_id = each.asked(ahead=2)
    booking = world.traveller.wait_for(booking_id, "awaiting_selection")
    each.here.passage.kill("push_events", "DynamoDB.UpdateItem", "before", booking_id)
    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking_id, "awaiting_approval")
    each.at_supplier("step_compensate", "hold", booking_id)
    world.decide(waiting, "declined")
    return booking_id, world.traveller.wait_for(booking_id, "declined", "failed")["status"]


def compensated_though_its_redrive_is_killed(each: Followed) -> tuple[str, str]:
    """The supplier takes nothing back; the escalation dies, and so does the settlement that an operator asks for."""
    world = each.world
    booking_id = each.asked(ahead=2)
    booking = world.traveller.wait_for(booking_id, "awaiting_selection")
    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking_id, "awaiting_approval")
    world.sandbox("fault", "release", "error", "--times", 100_000, "--match", booking_id)
    each.at_commit("step_escalate", "before", booking_id)
    world.decide(waiting, "declined")
    world.traveller.wait_for(booking_id, "compensation_required")
    settling = each.at_supplier("reconcile_bookings", "hold", booking_id)
    operator = world.person("operator")
    (shown,) = [e for e in operator.get("/v1/compensations")["items"] if e["bookingId"] == booking_id]
    assert {each["supplier"] for each in shown["pendingCompensations"]} == {"sandbox"}  # of each fare of the option
    assert world.traveller.call("GET", "/v1/compensations").status == 403
    with each.sweeping:
        world.sandbox("clear")
        each.dies(settling, lambda: operator.post(f"/v1/compensations/{booking_id}/retry"))
        each.sweep(booking_id)
    return booking_id, world.traveller.wait_for(booking_id, "declined", "failed")["status"]


PATHS = {
    bought_though_every_step_is_killed: "booked",
    bought_though_people_are_not_answered: "booked",
    declined_though_the_compensation_is_killed: "declined",
    compensated_though_its_redrive_is_killed: "declined",
}


def test_functions_killed_in_the_middle_of_a_booking_lose_and_double_nothing(here: Here, followed: Followed) -> None:
    with ThreadPoolExecutor(len(PATHS)) as pool:
        ended = dict(zip(PATHS, pool.map(lambda path: path(followed), PATHS), strict=True))
    followed.push_all()

    assert {path: status for path, (_, status) in ended.items()} == PATHS
    killed = here.passage.killed
    assert {each.emulator for each in killed} == {here.running.pid}, "only functions of this copy"
    assert Counter(each.point.function for each in killed) == {
        "api_handler": 3,
        **dict.fromkeys(("step_retrieve", "step_plan", "step_validate", "step_await_selection", "step_hold"), 1),
        **dict.fromkeys(("step_await_approval", "step_reprice", "step_book", "step_record"), 1),
        **dict.fromkeys(("step_compensate", "step_escalate", "push_events", "reconcile_bookings", "sweeper"), 1),
    }
    assert followed.violations() == []
