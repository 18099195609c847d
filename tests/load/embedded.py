"""The load on a deployed copy, as far as the embedded cloud goes: people book and look, and for half a minute the
functions of the workflow's steps have no room."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from chalicelib.domain.bookings.booking import BookingStatus
from local.client import Client
from tests.e2e.world import World, allowed, at_once

READS = ("/v1/me", "/v1/bookings?limit=20", "/v1/trips?limit=20", "/v1/policies/current")
STOP_AFTER, FOR_SECONDS = 5.0, 30.0
NO_ROOM = "Lambda.TooManyRequestsException"


class Copy(NamedTuple):
    """How much is asked of a copy: bookings, seconds of looking, and callers at once."""

    bookings: int = 40
    seconds: float = 60.0
    callers: int = 6


class Answers(NamedTuple):
    """What came of it. `lost` is whatever did not end as it should."""

    statuses: Counter[int]
    took: float
    steps_refused: int
    ends: Counter[str]
    lost: tuple[str, ...]

    def describe(self) -> str:
        """The figures, on one line."""
        ends = ", ".join(f"{count} {end}" for end, count in sorted(self.ends.items()))
        others = sum(count for status, count in self.statuses.items() if status >= 300)
        return (
            f"{self.statuses.total()} requests, {self.statuses.total() / self.took:.0f} a second, {others} refused;"
            f" {ends}, though steps had no room {self.steps_refused} times; {len(self.lost)} lost or wrong"
        )


class Callers:
    """People who call side by side until the time is over."""

    def __init__(self, world: World, asked: Copy) -> None:
        self.world, self.asked = world, asked
        self.centre = world.new_budget(1_000_000, world.second)
        self.clients = (world.traveller, world.second)
        self.statuses: Counter[int] = Counter()
        self.accepted: list[tuple[Client, str]] = []
        self._numbers = iter(range(asked.bookings))
        self._lock = threading.Lock()

    def call_on(self, caller: int) -> None:
        """Ask for trips as long as any are to be asked for, and look at things in between."""
        rng, until = random.Random(caller), time.monotonic() + self.asked.seconds
        while time.monotonic() < until:
            with self._lock:
                number = next(self._numbers, None)
            if number is not None:
                self._book(number)
            for path in rng.sample(READS, 2):
                self._count(rng.choice(self.clients).call("GET", path).status)

    def _book(self, number: int) -> None:
        client = self.clients[number % 2]
        trip = self.world.trip_request(ahead=60 + 3 * number, cost_centre=self.centre)
        reply = client.call("POST", "/v1/bookings", trip)
        self._count(reply.status)
        if reply.status < 300:
            with self._lock:
                self.accepted.append((client, reply.body["bookingId"]))

    def _count(self, status: int) -> None:
        with self._lock:
            self.statuses[status] += 1


def run_embedded(world: World, asked: Copy) -> Answers:
    """Run it, and see every booking through."""
    callers = Callers(world, asked)
    began = time.monotonic()
    with ThreadPoolExecutor(asked.callers + 1) as pool:
        stopped = pool.submit(_stop_steps, world)
        for each in [pool.submit(callers.call_on, number) for number in range(asked.callers)]:
            each.result()
        took = time.monotonic() - began
        stopped.result()
    ends = at_once(lambda each: _see_through(world, *each), callers.accepted)
    refused = sum(_count_refused(world, booking_id) for _, booking_id in callers.accepted)
    lost = [
        f"{booking_id} is {end}"
        for (_, booking_id), end in zip(callers.accepted, ends, strict=True)
        if end != BookingStatus.BOOKED
    ]
    if len(callers.accepted) < asked.bookings:
        lost.append(f"only {len(callers.accepted)} bookings were accepted")
    if not refused:
        lost.append("no step was ever refused, so nothing was shown")
    return Answers(callers.statuses, took, refused, Counter(ends), tuple(lost))


def _stop_steps(world: World) -> None:
    """Give the steps that do something no room for a while; those that begin a wait are called in another way."""
    functions = world.service("lambda")
    pages = functions.get_paginator("list_functions").paginate()
    names = [each["FunctionName"] for page in pages for each in page["Functions"]]
    steps = [name for name in names if "-step_" in name and "-step_await" not in name]
    time.sleep(STOP_AFTER)
    for name in steps:
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    time.sleep(FOR_SECONDS)
    for name in steps:
        functions.delete_function_concurrency(FunctionName=name)


def _see_through(world: World, client: Client, booking_id: str) -> str:
    booking: Any = client.wait_for(booking_id, "awaiting_selection", "booked", "failed", "expired", "cancelled")
    if booking["status"] == BookingStatus.AWAITING_SELECTION:
        world.select(booking, allowed(booking), by=client)
        booking = world.see_through(booking_id, by=client)
    return str(booking["status"])


def _count_refused(world: World, booking_id: str) -> int:
    """How often an execution of the booking found no room for a step."""
    found = 0
    for execution in world.executions(booking_id):
        pages = world.service("stepfunctions").get_paginator("get_execution_history")
        for page in pages.paginate(executionArn=execution["executionArn"]):
            found += sum(NO_ROOM in str(event) for event in page["events"])
    return found
