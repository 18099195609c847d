"""Every place where a booking's way can be cut, one at a time: each call to the outside, before it, after its effect,
or with its answer lost. A booking that meets one such cut ends as it would have ended without."""

from datetime import date
from typing import NamedTuple

from chalicelib.domain.booking import State
from chalicelib.services.trip_requests import StayWish
from chalicelib.services.trip_revisions import RevisionAsk
from tests.simulation.invariants import violations
from tests.simulation.people import Answer, Approver, Traveller
from tests.simulation.schedules import NEEDS_LEAVE, done
from tests.simulation.world import World, world
from tests.support.wire import Cut

BOOKING_ID = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
_A_DECISION = 4  # calls: it is read, written and announced before the workflow is told
LONGEST = 7_200.0  # virtual seconds within which every booking must have ended
READS = frozenset(
    {"dynamodb.GetItem", "dynamodb.Query", "dynamodb.BatchGetItem", "sqs.GetQueueUrl", "ssm.GetParameter"}
)


class Path(NamedTuple):
    """One way of a booking: how it ends when nothing fails."""

    name: str
    ends: State
    leave: Answer | None = None
    stay: bool = False
    sent_back: bool = False  # once, and revised by a day
    recalled: bool = False  # and then called off


BOUGHT = Path("bought at once", State.BOOKED)
APPROVED = Path("bought with leave", State.BOOKED, leave="approved")
REJECTED = Path("refused leave, all given back", State.DECLINED, leave="rejected")
SENT_BACK = Path("sent back, revised, bought with leave", State.BOOKED, leave="approved", sent_back=True)
RECALLED = Path("recalled and called off", State.CANCELLED, recalled=True)


class Point(NamedTuple):
    """One call of a path, and how it is cut."""

    number: int
    where: str
    cut: Cut


def points(path: Path, *, every: bool = False, between: tuple[int, int | None] | None = None) -> list[Point]:
    """Where `path` can be cut: before a write, after its effect, and with the answer lost to any call.

    Dying at a read is dying after the write before it, which is tried there; and what pushes the first two events
    pushes the others in the same way. `every` tries those as well. `between` leaves out what comes before one of the
    decisions on the way and after another, by their places, which other paths share.
    """
    with world() as made:
        go(made, path)
        calls = made.wire.calls
    decisions = [call.number for call in calls if call.operation == "stepfunctions.SendTaskSuccess"]
    since, until = between or (None, None)
    first = decisions[since] - _A_DECISION if since is not None else 0
    last = decisions[until] if until is not None else len(calls)
    pushes = [call.number for call in calls if call.operation == "connections.Post"]
    enough = pushes[1] + 1 if len(pushes) > 1 and not every else len(calls)
    return [
        Point(call.number, f"{call.within} {call.operation}", cut)
        for call in calls[first:last]
        for cut in (Cut.BEFORE, Cut.AFTER, Cut.LOST)
        if (every or cut is Cut.LOST or call.operation not in READS)
        and (call.within != "notifications" or call.number <= enough)
    ]


def run_with_cut(path: Path, point: Point) -> list[str]:
    """Go `path` with one call cut: what did not hold, in words."""
    with world() as made:
        made.wire.scissors = lambda call: point.cut if call.number == point.number else None
        go(made, path)
        found = violations(made)
        state = made.booking(BOOKING_ID).state
    if state is not path.ends:
        found.append(f"it ended {state} instead of {path.ends}")
    return [f"{path.name}, call {point.number} ({point.where}) cut {point.cut}: {text}" for text in found]


def go(made: World, path: Path) -> None:
    """Let a traveller (and an approver) go the path to its end, and every event reach its listener."""
    if path.leave or path.recalled:
        made.publish(NEEDS_LEAVE)
    if path.leave:
        approver = Approver(made, BOOKING_ID, path.leave)
        approver.sends_back = lambda booking: path.sent_back and not booking.revisions
    made.later(1, lambda: _listen(made))
    traveller = Traveller(made, BOOKING_ID, stay=StayWish() if path.stay else None)
    traveller.revision = RevisionAsk(return_on=date(2027, 3, 4))
    traveller.recalls = lambda booking: path.recalled and not booking.revisions
    traveller.calls_off = lambda booking: path.recalled and booking.revisable
    made.run(LONGEST, until=lambda: done(made))


def _listen(made: World) -> None:
    """Somebody listens as soon as there is something to listen to."""
    if made.asked():
        made.listen(BOOKING_ID)
    else:
        made.later(1, lambda: _listen(made))
