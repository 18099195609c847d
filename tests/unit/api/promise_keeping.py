"""What an answer offers, taken through the whole application in a world that goes back to where the offer was made."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.services.bookings.queries import BookingOperation
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support import promises
from tests.support.gateway import Answered, call
from tests.support.promises import Offered

Json = dict[str, Any]
PEOPLE = {"requester": ANNA, "approver": BEN, "travel manager": CLARA, "stranger": DAVID}
# Rounds of questions: several names that are asked about one after the other, since what may be chosen depends.
DEEPEST = 8


class Promises:
    """What was offered and what was taken of it, in one world that goes back to where an offer was made."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.offered: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.broken: list[str] = []
        self._calls = 0

    def call(self, who: Identity, method: str, path: str, body: Any = None) -> Answered:
        self._calls += 1
        self.world.clock.time += timedelta(milliseconds=700)  # as fast as one person may call
        return call(who, method, path, body, idempotency_key=f"key-{self._calls}")

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Let nothing have happened of what happens here."""
        tables, clock = self.world.wire.tables, self.world.clock
        kept, time = tables.snapshot(), clock.time
        try:
            yield
        finally:
            tables.restore(kept)
            clock.time = time

    def take(self, who: Identity, kind: str, offered: Offered) -> Answered:
        """Take what was offered, and go back."""
        self.offered[kind] += 1
        with self.undone(), self.world.unwatched():
            answer = self.call(who, offered.method, offered.path, offered.body)
        if answer.status < 300:
            self.taken[kind] += 1
        else:
            self.broken.append(f"{who.user_id}: {offered.what}: {answer.status} {answer.text[:300]}")
        return answer

    def take_parts(self, who: Identity, booking_id: str) -> None:
        """Cancel each part that may be, and move each that can be moved, by quotes that are confirmed; and go back."""
        booking = self.call(who, "GET", f"/v1/bookings/{booking_id}").body
        now = self.world.clock.time
        for part in promises.parts_offered(booking, now):
            self._confirm(who, part, refusals=frozenset())
        for move in promises.moves_of(booking) if "change" in booking["operations"] else ():
            self._confirm(who, move, refusals=frozenset({400, 409}))

    def _confirm(self, who: Identity, asked: Offered, refusals: frozenset[int]) -> None:
        kind = asked.what.partition(" ")[0]
        with self.undone(), self.world.unwatched():
            quoted = self.call(who, asked.method, asked.path, asked.body)
            if quoted.status in refusals:
                return
            confirmation = promises.confirmation_of(quoted.body) if quoted.status == 201 else None
            answer = self.call(who, confirmation.method, confirmation.path) if confirmation else quoted
        self.offered[kind] += 1
        if answer.status < 300:
            self.taken[kind] += 1
        else:
            self.broken.append(f"{who.user_id}: {asked.what}: {answer.status} {answer.text[:300]}")

    def take_all(self, who: Identity, booking_id: str) -> list[str]:
        """Take each thing that a booking offers to somebody; their operations."""
        answer = self.call(who, "GET", f"/v1/bookings/{booking_id}")
        if answer.status != 200:
            return []
        for each in promises.offered_by(answer.body):
            self.take(who, each.what.partition(" ")[0], each)
        for at, address in promises.addresses_in(answer.body):
            self.take(who, "address", Offered(at, "GET", address))
        return list(answer.body["operations"])


def follow_questions(shared: Promises, body: Json, depth: int = 0) -> None:
    answer = shared.call(ANNA, "POST", "/v1/bookings", body)
    assert answer.status in {202, 400, 422}, answer.text
    if answer.status == 400 and depth:
        shared.broken.append(f"{body}: {answer.text[:400]}")
    if answer.status != 422:
        return
    assert answer.body["questions"]
    assert depth < DEEPEST, answer.text
    for what, answers in promises.answers_offered(answer.body):
        shared.offered[what.partition("=")[0]] += 1
        before = len(shared.broken)
        if depth == 0 or what.endswith(tuple(answers.values())):
            follow_questions(shared, {**body, "answers": {**body.get("answers", {}), **answers}}, depth + 1)
        shared.taken[what.partition("=")[0]] += len(shared.broken) == before


def finish(there: Promises, booking: Json) -> None:
    """Choose the first that may be, and take whatever is offered to whom from there on."""
    option = next(filter(promises.may_be_chosen, booking["options"]))
    path = f"/v1/bookings/{booking['bookingId']}"
    assert there.call(ANNA, "POST", f"{path}/selection", {"optionId": option["optionId"]}).status == 200
    there.world.run(5)
    offered = {name: there.take_all(who, booking["bookingId"]) for name, who in PEOPLE.items()}

    assert there.broken == []
    status = there.world.booking(booking["bookingId"]).status
    assert (BookingOperation.APPROVE in offered["travel manager"]) is (status is BookingStatus.AWAITING_APPROVAL)
    assert offered["stranger"] == []
