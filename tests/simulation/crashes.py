"""Every place where a booking's way can be cut: each durable write and each call to the outside, before it, after its
effect, or with its answer lost; one at a time, and two at a time, with tasks that are delivered again.

A booking that meets such cuts ends as it would have ended without.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.money import Money
from chalicelib.domain.verdict import Action
from chalicelib.models import budgets
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.approvals import TWO_LEVELS, company, publish
from tests.simulation.cloud.wire import Call
from tests.simulation.invariants import violations
from tests.simulation.looks import LOOKS_EVERY
from tests.simulation.notices import Mover
from tests.simulation.people import Answer, Approver, Operator, Traveller, follow
from tests.simulation.redelivery import Redelivery
from tests.simulation.schedules import AFTERWARDS, done
from tests.simulation.shapes import (
    CANCELLATION,
    THERE_AND_BACK,
    TWO_CITIES,
    WEEK_LATER,
    Json,
    Shape,
    cancel_parts,
    move_slices,
)
from tests.simulation.shapes import ON_ONE_DAY as SHAPE_ON_ONE_DAY
from tests.simulation.shapes import RAIL_AIR_AND_CAR as SHAPE_WITH_RAIL_AND_CAR
from tests.simulation.world import CLARA, World
from tests.simulation.worlds import world
from tests.support.connection import Cut

LONGEST = 7_200.0  # virtual seconds within which every booking must have ended
MODES = (Cut.BEFORE, Cut.AFTER, Cut.LOST)
READS = frozenset(
    {
        *("dynamodb.GetItem", "dynamodb.Query", "dynamodb.BatchGetItem", "dynamodb.Scan"),
        *("sqs.GetQueueUrl", "ssm.GetParameter", "secretsmanager.GetSecretValue", "stepfunctions.DescribeExecution"),
    }
)
_CHOICE, _TRANSACTION = "POST selection", "dynamodb.TransactWriteItems"
_QUICK = 0.2  # seconds until the first look
_SOON, _SELDOM = timedelta(minutes=10), 300.0  # seconds
_COMPENSATION_FAILS = 7  # times: as often as the workflow tries, and once more


class Path(NamedTuple):
    """One way of a booking: how it ends when nothing fails."""

    name: str
    ends: BookingStatus
    approval: Answer | None = None  # of its first level; the second one agrees
    shape: Shape = THERE_AND_BACK
    stay: bool = False
    fares: int | None = None  # in so many it buys its slices; as they are ranked
    sent_back: bool = False  # once, and revised by a day
    recalled: bool = False  # and then called off
    says: tuple[str, ...] = ()  # in words, one after the other, each instead of a choice
    changes: tuple[Json, ...] = ()  # quoted and agreed to once it is booked, one after the other
    also: tuple[BookingStatus, ...] = ()  # how another booking ends that comes of it
    moved: bool = False  # by the supplier, and declined by the traveller
    compensation_fails: bool = False  # several times, and is driven on by an operator
    price_rises: bool = False  # once approval is asked, so that it has to be asked again
    notifies: bool = False  # the approvers, who are not waited for
    quick: bool = False  # decides at once, where all others take their time
    in_pairs: bool = True
    like: str | None = None  # the path that it has its beginning in common with


BOUGHT = Path("bought at once", BookingStatus.BOOKED, stay=True)
APPROVED = Path("bought with approval of two levels", BookingStatus.BOOKED, approval="approved")
DECLINED = Path("approval declined", BookingStatus.DECLINED, approval="declined", like=APPROVED.name)
SENT_BACK = Path(
    "sent back, revised, bought", BookingStatus.BOOKED, approval="approved", sent_back=True, like=APPROVED.name
)
RECALLED = Path("recalled and cancelled", BookingStatus.CANCELLED, recalled=True, like=APPROVED.name)
CANCELLED_BY_QUOTE = Path(
    "cancelled by a quote", BookingStatus.CANCELLED, stay=True, changes=(CANCELLATION,), like=BOUGHT.name
)
OTHER_DATES = Path(
    "moved to other dates",
    BookingStatus.CANCELLED,
    changes=(WEEK_LATER,),
    also=(BookingStatus.BOOKED,),
)
INBOUND_LATER = Path(
    "inbound slice moved to another date",
    BookingStatus.BOOKED,
    stay=True,
    changes=(move_slices(s1=3),),
    also=(BookingStatus.BOOKED,),
    in_pairs=False,
)
MOVED = Path("moved by the supplier and declined", BookingStatus.BOOKED, stay=True, moved=True, like=BOUGHT.name)
REDRIVEN = Path(
    "compensation that fails and is retried",
    BookingStatus.DECLINED,
    approval="declined",
    compensation_fails=True,
    like=DECLINED.name,
)
CORRECTED = Path(
    "corrected in words twice, bought",
    BookingStatus.BOOKED,
    says=("back a day later", "make it premium economy"),
    in_pairs=False,
)
PRICE_RISES = Path(
    "price rises, and approval given again", BookingStatus.BOOKED, approval="approved", price_rises=True, in_pairs=False
)
NOTIFIED = Path("bought, and its approvers notified", BookingStatus.BOOKED, notifies=True, in_pairs=False)
QUICK = Path(
    "sent back by quick people", BookingStatus.BOOKED, approval="approved", sent_back=True, quick=True, in_pairs=False
)
SPLIT_FARES = Path(
    "two cities by split fares, sent back and revised by another slice",
    BookingStatus.BOOKED,
    approval="approved",
    shape=TWO_CITIES,
    fares=3,
    sent_back=True,
    in_pairs=False,
)
THROUGH_FARE = Path(
    "two cities by a through fare, its last slice cancelled",
    BookingStatus.BOOKED,
    approval="approved",
    shape=TWO_CITIES,
    fares=1,
    changes=(cancel_parts("0.2"),),
    in_pairs=False,
)
RAIL_AIR_AND_CAR = Path(
    "rail out, air back and a car, that cancelled and the way back moved",
    BookingStatus.BOOKED,
    shape=SHAPE_WITH_RAIL_AND_CAR,
    changes=SHAPE_WITH_RAIL_AND_CAR.changes,
    also=(BookingStatus.BOOKED,),
    in_pairs=False,
)
ON_ONE_DAY = Path(
    "by rail and air on one day, and back by rail in the next year, which is cancelled",
    BookingStatus.BOOKED,
    approval="approved",
    shape=SHAPE_ON_ONE_DAY,
    changes=SHAPE_ON_ONE_DAY.changes,
    in_pairs=False,
)
PATHS = {
    path.name: path
    for path in (
        *(BOUGHT, APPROVED, DECLINED, SENT_BACK, RECALLED, CANCELLED_BY_QUOTE, OTHER_DATES, MOVED, REDRIVEN),
        *(
            CORRECTED,
            PRICE_RISES,
            NOTIFIED,
            QUICK,
            INBOUND_LATER,
            SPLIT_FARES,
            THROUGH_FARE,
            RAIL_AIR_AND_CAR,
            ON_ONE_DAY,
        ),
    )
}


class Point(NamedTuple):
    """One call of a run, by its number, and how it is cut."""

    number: int
    cut: Cut

    def __str__(self) -> str:
        return f"{self.number} {self.cut}"


class Ran(NamedTuple):
    """What a run made of its cuts: what did not hold, and the calls that it made."""

    found: list[str]
    calls: list[Call]


def run(
    path: Path,
    points: tuple[Point, ...],
    *,
    again: bool = False,
    later: float | None = None,
    watch: Callable[[World], object] = lambda _world: None,
) -> Ran:
    """Go `path` with these calls cut; `again`: the tasks that follow the first cut are delivered twice; `later`: every
    task is, after so many seconds. `watch` may look at the world before it begins."""
    cuts = dict(points)
    with world(model=True) as made:
        watch(made)
        made.wire.scissors = lambda call: cuts.get(call.number)
        if again:
            made.deliver_again = Redelivery(made)
        if later is not None:
            made.deliver_again = lambda _function: (later,)
        go(made, path)
        found = violations(made)
        ends = sorted(booking.status for booking in made.asked())
        calls = made.wire.calls
    wanted = sorted((path.ends, *path.also))
    if ends != wanted:
        found.append(f"it ended {', '.join(ends) or 'nowhere'} instead of {', '.join(wanted)}")
    missed = [point for point in points if point.number >= len(calls)]
    found += [f"there is no call {point.number}" for point in missed]
    where = " and ".join(f"{point} ({calls[point.number]})" for point in points if point not in missed)
    return Ran([f"{path.name}, cut at {where or 'nothing'}: {text}" for text in found], calls)


def points(calls: list[Call], *, after: int = -1) -> list[Point]:
    """Where a run that made these calls can be cut, from the call after number `after` on."""
    return [
        Point(call.number, cut)
        for call in calls[after + 1 :]
        if call.operation not in READS and call.within != "test"
        for cut in MODES
    ]


# How much later every task comes again: into the steps that follow, and into the waits that follow those.
LATERS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 12.0, 14.0, 16.0, 20.0, 60.0, 400.0)


def firsts(path: Path) -> list[Point]:
    """Every single cut of a path."""
    return points(run(path, ()).calls)


def lost_reads(path: Path) -> list[Point]:
    """Every read of a path, to be cut off from its answer: to die there is to die after the write before it."""
    calls = run(path, ()).calls
    return [Point(call.number, Cut.LOST) for call in calls if call.operation in READS and call.within != "test"]


def paired(path: Path) -> list[Point]:
    """Every cut with which a pair begins. What follows the choice that is made anew, after a revision, is what follows
    the first choice on the path that was not sent back; it is left to that path."""
    calls = run(path, ()).calls
    choices = [call.number for call in calls if call.within == _CHOICE and call.operation == _TRANSACTION]
    end = choices[1] if path.sent_back else len(calls)
    return [point for point in _paired(calls, after=-1) if point.number <= end]


def seconds(path: Path, first: Point) -> Iterator[tuple[Point, Point]]:
    """Every pair that begins with `first`; the second cut may fall into what the first one has brought about.

    A pair that is the same on the path that this one is like is left to that path; and to lose an answer after which
    everything goes as if the function had died, is left to its death.
    """
    calls = run(path, (first,), again=True).calls
    if first.cut is Cut.LOST and _calls_since(calls, first) == _calls_since(
        run(path, (_died(first),), again=True).calls, first
    ):
        return
    since = first.number
    if path.like is not None:
        others = run(PATHS[path.like], (first,), again=True).calls
        same = takewhile(lambda both: repr(both[0]) == repr(both[1]), zip(calls, others, strict=False))
        since = max(since, sum(1 for _ in same) - 1)
    for second in _paired(calls, after=since):
        yield first, second


def _died(point: Point) -> Point:
    return point._replace(cut=Cut.AFTER)


def _calls_since(calls: list[Call], since: Point) -> list[tuple[Any, ...]]:
    """What is asked of whom by whom after a cut, in every detail, the times that are written included."""
    return [(call.within, call.operation, call.params) for call in calls[since.number + 1 :]]


def _paired(calls: list[Call], *, after: int) -> list[Point]:
    """The cuts that are tried in pairs; those that come to the same are tried once, and all of them singly.

    To die before a call is to have died after the last one that the same turn of the function made. And pushing one
    event has nothing to do with pushing another: of the pushes, those of the first two events and of the last count.
    """
    pushes = [call for call in calls if call.within == "notifications"]
    pushed = [call.number for call in pushes if call.operation == "dynamodb.UpdateItem"]
    early, late = (pushed[1], pushed[-2]) if len(pushed) > 3 else (len(calls), -1)
    begun: set[int] = {call.turn for call in calls[: after + 1] if call.operation not in READS}
    if after >= 0:
        begun.discard(calls[after].turn)  # it lives on after a lost answer, and can die before its next call
    found = []
    for point in points(calls, after=after):
        call = calls[point.number]
        if call.within == "notifications" and early < point.number <= late:
            continue
        if point.cut is not Cut.BEFORE or call.turn not in begun:
            found.append(point)
        if point.cut is MODES[-1]:
            begun.add(call.turn)
    return found


def replay(path: Path, points: tuple[Point, ...], *, again: bool) -> str:
    """The command that runs this again."""
    point_text = "/".join([path.name, *map(str, points), *(["again"] if again else [])])
    return f"make simulate POINT='{point_text}'"


def parse(point_text: str) -> tuple[Path, tuple[Point, ...], bool]:
    """What a POINT says."""
    name, *rest = point_text.split("/")
    cuts = [each.split(" ") for each in rest if each != "again"]
    return PATHS[name], tuple(Point(int(number), Cut(cut)) for number, cut in cuts), "again" in rest


def go(made: World, path: Path) -> None:
    """Let a traveller, and whoever else has to do with it, go the path to its end, and every event be heard."""
    if path.approval or path.recalled or path.notifies:
        company(made)
        publish(made, TWO_LEVELS, Action.NOTIFY if path.notifies else Action.APPROVE)
    if path is ON_ONE_DAY:
        with made.wire.quiet():
            budgets.create_budget("SALES-EU", "2026", Money(amount=2_000_000, currency="EUR"))
    if path.compensation_fails and made.supplier:
        made.supplier.arm("release", "error", times=_COMPENSATION_FAILS)
    pace = _QUICK if path.quick else LOOKS_EVERY
    asks = {**path.shape.asks, "stay": RequestedStay()} if path.stay else path.shape.asks
    traveller = Traveller(made, pace=pace, **asks)
    traveller.prefers = lambda option: path.fares in (None, len(option.transport))
    traveller.revision = {"returnOn": "2027-03-04"} if path.shape is THERE_AND_BACK else path.shape.revisions[-1]
    traveller.says = list(path.says)
    traveller.recalls = lambda booking: path.recalled and not booking.revisions
    traveller.cancels = lambda booking: path.recalled and booking.revisable
    traveller.changes = path.changes
    traveller.changes_left *= max(1, len(path.changes))
    traveller.declines = True
    if path.price_rises:
        made.later(1, lambda: rise(made, traveller))
    if path.approval:
        Approver(made, traveller, path.approval, pace=pace).sends_back = lambda booking: (
            path.sent_back and not booking.revisions
        )
    if path.approval == "approved":
        Approver(made, traveller, "approved", CLARA, pace=pace)
    if path.moved:
        Mover(made, traveller)
    if path.compensation_fails:
        Operator(made, traveller)
    made.later(1, lambda: follow(made, traveller))
    made.run(LONGEST, until=lambda: done(made))
    made.run(AFTERWARDS)


def rise(made: World, traveller: Traveller, percent: int = 101) -> None:
    """Everything that was chosen becomes dearer once approval is waited for; whoever waits for long looks seldom."""
    booking = made.booking(traveller.booking_id) if traveller.booking_id else None
    if made.supplier is None or (booking is not None and booking.terminal):
        return
    if booking is None or booking.status is not BookingStatus.AWAITING_APPROVAL:
        pause = 1.0 if made.clock.time - made.began < _SOON else _SELDOM
        made.later(pause, lambda: rise(made, traveller, percent))
        return
    for offer in booking.selected.components:
        made.supplier.set_price_percent(offer.offer_id, percent)
