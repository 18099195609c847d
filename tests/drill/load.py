"""People who book while a stage is lost: everything that they were told is remembered, with when they were told it."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from local.client import Refused
from sojourn_client.errors import ApiError
from tests.e2e.documents import PDF
from tests.e2e.documents import kept as keep_document
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed

WORKERS = 4
_ENOUGH, _SOME = 12, 2  # before the stage may be lost
_SLOTS, _FIRST_DAY, _DAYS = 75, 30, 4  # trips of one person do not meet
_LOST = (ApiError, Refused, TimeoutError, AssertionError, OSError)


class Accepted(NamedTuple):
    """Something that the stage said it has: a booking or a document, whose, and when it had said so."""

    at: float
    kind: str
    thing_id: str
    role: str
    body: bytes = b""


class Load:
    """Workers that go on until they are stopped. What fails before the stage is lost, fails the drill."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world, self._chance = world, chance
        self._stop, self._lost = threading.Event(), threading.Event()
        self._lock, self._slot = threading.Lock(), 0
        self.accepted: list[Accepted] = []
        self.failures: list[str] = []
        self._centre = world.new_budget(3_000_000, world.second)
        self._threads = [
            threading.Thread(target=self._work, args=(random.Random(chance.random()), role), daemon=True)
            for role in ("traveller", "second-traveller") * (WORKERS // 2)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def is_warm(self) -> bool:
        """Return whether there is something of every kind to lose."""
        with self._lock:
            counts = Counter(each.kind for each in self.accepted)
        return counts["booking"] >= _ENOUGH and min(counts["bought"], counts["document"]) >= _SOME

    def note_loss(self) -> None:
        """From now on whatever fails was to be expected."""
        self._lost.set()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, chance: random.Random, role: str) -> None:
        kinds: list[Callable[[str, random.Random], None]] = [
            self._finish, self._finish, self._finish, self._plan, self._await_approval, self._cancel, self._upload,
        ]  # fmt: skip
        while not self._stop.is_set():
            try:
                chance.choice(kinds)(role, chance)
            except _LOST as error:
                if not self._lost.is_set():
                    self.failures.append(f"{type(error).__name__}: {error}")
                time.sleep(0.2)

    def _accept(self, kind: str, thing_id: str, role: str, body: bytes = b"") -> None:
        with self._lock:
            self.accepted.append(Accepted(time.time(), kind, thing_id, role, body))

    def _ask(self, role: str, **fields: object) -> str:
        with self._lock:
            self._slot += 1
            ahead = _FIRST_DAY + self._slot % _SLOTS * _DAYS
        asked = {"ahead": ahead, "cost_centre": self._centre, **fields}
        booking_id = self._world.ask(self._world.trip_request(**asked), by=self._world.person(role))  # type: ignore[arg-type]
        self._accept("booking", booking_id, role)
        return booking_id

    def _choose(self, role: str, outcome: str | None = None, **fields: object) -> Json:
        client = self._world.person(role)
        booking = client.wait_for(self._ask(role, **fields), "awaiting_selection", *ENDED)
        self._world.select(booking, allowed(booking, outcome), by=client)
        return booking

    def _finish(self, role: str, _: random.Random) -> None:
        booking = self._choose(role)
        self._world.see_through(booking["bookingId"], by=self._world.person(role))
        self._accept("bought", booking["bookingId"], role)

    def _plan(self, role: str, _: random.Random) -> None:
        self._world.person(role).wait_for(self._ask(role), "awaiting_selection", *ENDED)

    def _await_approval(self, role: str, _: random.Random) -> None:
        booking = self._choose(role, "approval_required", ahead=2)
        self._world.person(role).wait_for(booking["bookingId"], "awaiting_approval", *ENDED)

    def _cancel(self, role: str, chance: random.Random) -> None:
        booking_id = self._ask(role)
        time.sleep(chance.random())
        self._world.person(role).call("POST", f"/v1/bookings/{booking_id}/cancellation")

    def _upload(self, role: str, chance: random.Random) -> None:
        body = PDF + chance.randbytes(64).hex().encode()
        document_id = keep_document(self._world.person(role), body)
        self._accept("document", document_id, role, body)
