"""Minutes in which a part of AWS has no room: functions that are not run, tables and queues that refuse.

Nothing of it says anything of a booking, so none may end for it: whoever asks is told to come again, and what was under
way goes on when there is room.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Literal, NamedTuple

from chalicelib.domain.bookings.booking import Booking
from tests.simulation.approvals import company
from tests.simulation.invariants import violations
from tests.simulation.people import Answer, Approver, Traveller, follow
from tests.simulation.schedules import AFTERWARDS, LONGEST, Outcome, Silence, done, publish_some
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world

Throttled = Literal["functions", "steps", "api", "tables", "transactions", "queues", "workflow"]
KINDS: tuple[Throttled, ...] = ("functions", "steps", "api", "tables", "transactions", "queues", "workflow")
MINUTES = 5.0
# With what a booking ends that was ended by its surroundings, and not by people, the supplier or the policy.
_OF_AWS = frozenset({"unavailable", "internal_error", "workflow_lost"})
_SILENCES: tuple[Silence, ...] = ((3600, None, None), (7200, 1200, 2400))
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined")


class Window(NamedTuple):
    """Some minutes, and what has no room in them; of functions these alone, if any are named."""

    kind: Throttled
    seconds: float = MINUTES * 60
    functions: frozenset[str] = frozenset()

    def stops_function(self, name: str) -> bool:
        """Whether this function is not run."""
        match self.kind:
            case "functions":
                return not self.functions or name in self.functions
            case "steps":
                return name.startswith("step_")
            case "api":
                return name == "api_handler"
            case "tables" | "transactions" | "queues" | "workflow":
                return False

    def stops_call(self, operation: str) -> bool:
        """Whether this call is refused."""
        match self.kind:
            case "tables":
                return operation.startswith("dynamodb.")
            case "transactions":
                return operation == "dynamodb.TransactWriteItems"
            case "queues":
                return operation == "sqs.SendMessage"
            case "workflow":
                return operation.startswith("stepfunctions.")
            case "functions" | "steps" | "api":
                return False


class Throttles:
    """What has no room in a world at the moment, and how often each function or call was refused for it."""

    def __init__(self, made: World) -> None:
        self.made = made
        self.refused: Counter[str] = Counter()
        self._open: list[Window] = []
        self._at_first: list[Window] = []
        made.throttled = self._stops_function
        made.wire.throttled = self._stops_call

    def open(self, window: Window) -> None:
        """Let there be no room from now on, until the window is over."""
        self._open.append(window)
        self.made.later(window.seconds, lambda: self._open.remove(window))

    def open_at_first(self, window: Window) -> None:
        """The same, from the moment when one of its functions is called for the first time."""
        self._at_first.append(window)

    def _stops_function(self, name: str) -> bool:
        for window in [each for each in self._at_first if each.stops_function(name)]:
            self._at_first.remove(window)
            self.open(window)
        return self._count(name, any(each.stops_function(name) for each in self._open))

    def _stops_call(self, operation: str) -> bool:
        return self._count(operation, any(each.stops_call(operation) for each in self._open))

    def _count(self, name: str, refused: bool) -> bool:
        self.refused[name] += refused
        return refused


def of_surroundings(booking: Booking) -> Iterator[str]:
    """No booking ends because there was no room for what it needed."""
    if booking.failure is not None and booking.failure.code in _OF_AWS:
        yield f"{booking.booking_id} ended with {booking.failure.code}: {booking.failure.detail}"


def run_throttled(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end: a few travellers and whoever is asked, and minutes without room."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(f"throttled {seed}")
        made.shuffled = True
        made.expected = rng.choice([1, 1, 2])
        if rng.random() < 0.7:
            company(made)
            publish_some(made, rng, _SILENCES, [((0, 1),), ((0, 2),)], ["all", "any"])
        for number in range(made.expected):
            _traveller(made, rng, number)
        throttles = Throttles(made)
        for _ in range(rng.choice([1, 1, 2])):
            window = Window(rng.choice(KINDS), rng.choice([10.0, 60.0, MINUTES * 60]))
            made.later(rng.choice([rng.uniform(0, 10), rng.uniform(0, 300)]), lambda w=window: throttles.open(w))  # type: ignore[misc]
        made.run(LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        asked = made.asked()
        found = [*violations(made), *(text for booking in asked for text in of_surroundings(booking))]
        return Outcome(seed, tuple(booking.status.value for booking in asked), 0, tuple(found))


def _traveller(made: World, rng: Random, number: int) -> None:
    traveller = Traveller(made, rng.choice([ANNA, DAVID]), name=f"traveller-{number}")
    if rng.random() < 0.3:
        made.later(rng.uniform(0, 5), lambda: follow(made, traveller))
    for identity in (BEN, CLARA):
        approver = Approver(made, traveller, rng.choice(_ANSWERS), identity)
        if rng.random() < 0.2:
            approver.sends_back = lambda booking: len(booking.revisions) < 2 and rng.random() < 0.5
