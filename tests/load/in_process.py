"""The load in one process and in virtual time: real routes, workflow and requests over the simulation's AWS.

Many people book at once, and look at what they have so many times a second; one of them has a script that runs wild.
For half a minute no step of the workflow has room. What each partition is asked for is counted second by second.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.bookings.booking import TERMINAL, BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.models import budgets, trips
from infra.gateway_answers import CHALICE
from infra.limits import Throttle, read_setting
from infra.package import MERGED
from infra.templates import load
from tests.simulation.cloud.units import Meter, UnitKey
from tests.simulation.invariants import violations
from tests.simulation.people import Traveller
from tests.simulation.throttles import Throttles, Window, of_surroundings
from tests.simulation.world import World
from tests.simulation.worlds import world
from tests.support import gateway
from tests.support.people import person_of

READ_UNITS, WRITE_UNITS = 3_000, 1_000  # that a partition has in a second
ARRIVING, CHOOSING = 20.0, 30.0  # seconds in which people come; after which they choose
WILD = 40  # requests a second of the script
STEPS_STOP, FOR_SECONDS = 25.0, 30.0
READS = ("/v1/me", "/v1/bookings?limit=20", "/v1/trips?limit=20", "/v1/items?limit=20", "/v1/consents",
         "/v1/policies/current", "/v1/approvals?limit=20", "/v1/bookings/{bookingId}")  # fmt: skip
# When nobody else travels.
TRIP = {"name": "Workshop", "startsAt": "2028-05-03T06:15:00Z", "endsAt": "2028-05-05T18:50:00Z"}
A_DAY = 86_400.0


class Asked(NamedTuple):
    """How much is asked for."""

    bookings: int = 200
    rate: int = 300  # requests a second, beside the script's
    seconds: int = 60
    seed: int = 1


class Measured(NamedTuple):
    """What came of it. `found` is whatever does not hold."""

    requests: int
    statuses: Counter[int]
    refused_others: int
    most_at_once: int
    ends: Counter[str]
    steps_refused: int
    hottest: str
    found: tuple[str, ...]

    def describe(self) -> str:
        """The figures, on one line."""
        ends = ", ".join(f"{count} {end}" for end, count in sorted(self.ends.items()))
        script = self.statuses[429] - self.refused_others
        return (
            f"{self.requests} requests, {script} refused of a wild script and {self.refused_others} of others;"
            f" {self.most_at_once} bookings in flight at once, {ends}, though steps had no room"
            f" {self.steps_refused} times; {self.hottest}; {len(self.found)} lost or wrong"
        )


class Bucket:
    """A gateway's bound of one route: so many tokens a second, and so many at most."""

    def __init__(self, bound: Throttle) -> None:
        self.bound, self.tokens, self.at = bound, float(bound.burst), 0.0

    def take(self, now: float) -> bool:
        """Whether a call is let through."""
        self.tokens = min(self.bound.burst, self.tokens + (now - self.at) * self.bound.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Load:
    """The people of one world, and what they were answered."""

    def __init__(self, made: World, asked: Asked) -> None:
        self.made, self.asked, self.rng = made, asked, Random(asked.seed)
        self.people = [
            person_of(f"traveller-{number}", f"Nora {spell(number)}", "traveller") for number in range(asked.bookings)
        ]
        self.wild = person_of("script", "Wild Script", "traveller")
        self.travellers: list[Traveller] = []
        self.statuses: Counter[int] = Counter()
        self.refused: Counter[str] = Counter()
        self.unexpected: Counter[str] = Counter()
        self.trips: set[str] = set()
        self.most_at_once = self.requests = 0
        self.hottest = (0.0, "")
        (every,) = load(MERGED)["Resources"]["RestAPI"]["Properties"]["MethodSettings"]
        self._bound = read_setting(every)
        self._buckets: dict[str, Bucket] = {}
        self._seen: dict[UnitKey, tuple[float, int]] = {}
        self._began = made.clock.time

    def begin(self) -> None:
        """Let everybody come, and ask."""
        for number, identity in enumerate(self.people):
            self.made.later(ARRIVING * number / len(self.people), lambda n=number, i=identity: self._arrive(n, i))  # type: ignore[misc]
        self._repeat(self.asked.rate, lambda: self._ask(self.rng.choice(self.people)))
        self._repeat(WILD, lambda: self._ask(self.wild))
        self._repeat(1, self._measure)

    def _arrive(self, number: int, identity: Identity) -> None:
        first = date(2027, 3, 1) + timedelta(days=number % 100)
        days = {"depart_on": first, "return_on": first + timedelta(days=2)}
        self.travellers.append(Traveller(self.made, identity, name=identity.user_id, pace=CHOOSING, **days))

    def _repeat(self, rate: float, task: Callable[[], None]) -> None:
        """Do it so many times a second, until the time is over."""
        for count in range(int(rate * self.asked.seconds)):
            self.made.later(count / rate, task)

    def _ask(self, identity: Identity) -> None:
        """One request: of seven in eight what one has is looked at, else a trip is kept by hand."""
        writes = self.rng.random() < 1 / 8
        path = "/v1/trips" if writes else self.rng.choice(READS)
        if "{bookingId}" in path:
            own = [each.booking_id for each in self.travellers if each.identity is identity and each.booking_id]
            path = path.format(bookingId=own[0]) if own else "/v1/me"
        self._send(identity, "POST" if writes else "GET", path)

    def _send(self, identity: Identity, method: str, path: str) -> None:
        self.requests += 1
        route = f"{method} {path.partition('?')[0]}"
        bucket = self._buckets.setdefault(route, Bucket(self._bound))
        if not bucket.take((self.made.clock.time - self._began).total_seconds()):
            self.unexpected[f"{route}: the gateway let it not through"] += 1
            return
        with self.made.wire.inside(method):
            headers = {"idempotency_key": f"load-{self.requests}"} if method == "POST" else {}
            answer = gateway.call(identity, method, path, TRIP if method == "POST" else None, **headers)
        self.statuses[answer.status] += 1
        if answer.status == 429:
            self.refused[identity.user_id] += 1
            if "Retry-After" not in answer.headers:
                self.unexpected["a refusal does not say when to come again"] += 1
        elif answer.status >= 300:
            self.unexpected[f"{route}: {answer.status} {answer.text[:200]}"] += 1
        elif method == "POST":
            self.trips.add(answer.body["trip"]["tripId"])

    def _measure(self) -> None:
        alive = sum(row["status"]["S"] not in TERMINAL for row in self.made._own_bookings())
        self.most_at_once = max(self.most_at_once, alive)
        meter = self.made.wire.tables.meter
        assert meter is not None
        now = meter.units()
        for key, (reads, writes) in now.items():
            before = self._seen.get(key, (0.0, 0))
            for units, most, word in (
                (reads - before[0], READ_UNITS, "read"),
                (writes - before[1], WRITE_UNITS, "write"),
            ):
                name = f"{key.table} {key.by} {key.partition}".replace("  ", " ")
                self.hottest = max(self.hottest, (units / most, f"{name} took {ceil(units)} of {most} {word} units"))
        self._seen = now
        self.made.wire.calls.clear()

    def is_over(self) -> bool:
        """Whether every booking has ended, and everybody knows."""
        return (
            len(self.made.executions) >= self.asked.bookings
            and self.made.ended()
            and not self.made.has_pending_events()
        )

    def _remove_trips(self) -> None:
        """Take away what was kept by hand, for the simulation knows of bookings alone."""
        with self.made.wire.quiet():
            for trip_id in self.trips:
                trips.delete_trip(trips.get_trip(trip_id))

    def what_is_wrong(self) -> Iterator[str]:
        """Everything that was lost, or refused without need."""
        yield from (f"{what} ({count} times)" for what, count in self.unexpected.items())
        if missing := [each.identity.user_id for each in self.travellers if each.booking_id is None]:
            yield f"the requests of {missing} were lost"
        if lost := self.trips - {key[0] for key in self.made.rows("trips")}:
            yield f"trips were lost: {lost}"
        self._remove_trips()
        if self.hottest[0] > 1:
            yield f"too hot: {self.hottest[1]}"
        yield from violations(self.made)
        yield from (text for booking in self.made.asked() for text in of_surroundings(booking))


def spell(number: int) -> str:
    """A number as a name, which has letters alone."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()


def run_load(asked: Asked) -> Measured:
    """Run it, and then all that is under way to its end."""
    prod = json.loads(CHALICE.read_text(encoding="utf-8"))["stages"]["prod"]["environment_variables"]
    limits = settings.load(prod)
    limited = msgspec.structs.replace(
        settings.current(),
        reads_per_minute=limits.reads_per_minute,
        writes_per_minute=limits.writes_per_minute,
        signing_key="a key of this load alone",
    )
    with world(asked.seed, model=True) as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: limited)
        with made.wire.quiet():
            budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=1_000_000_000, currency="EUR"))
        made.wire.tables.meter = Meter()
        made.expected = asked.bookings
        load_of = Load(made, asked)
        throttles = Throttles(made)
        made.later(STEPS_STOP, lambda: throttles.open(Window("steps", FOR_SECONDS)))
        load_of.begin()
        made.run(asked.seconds)
        made.wire.tables.meter = None
        made.run(A_DAY, until=load_of.is_over)
        ends = Counter(booking.status.value for booking in made.asked())
        found = [*load_of.what_is_wrong()]
        if ends[BookingStatus.BOOKED.value] != asked.bookings:
            found.append(f"of {asked.bookings} bookings: {dict(ends)}")
        return Measured(
            load_of.requests,
            load_of.statuses,
            load_of.refused.total() - load_of.refused["script"],
            load_of.most_at_once,
            ends,
            sum(count for name, count in throttles.refused.items() if name.startswith("step_")),
            f"{load_of.hottest[1]} in its busiest second",
            tuple(found),
        )
