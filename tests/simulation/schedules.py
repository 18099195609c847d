"""Random schedules: several travellers at once, in any order, with a supplier, an AWS and a workflow that misbehave.
Everything random comes from one seed, so that a schedule that breaks something can be run again."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Literal, NamedTuple

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.money import Money
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action
from chalicelib.models import budgets
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.approvals import company, publish
from tests.simulation.cloud.wire import Call, Scissors
from tests.simulation.invariants import violations
from tests.simulation.notices import Mover
from tests.simulation.people import Answer, Approver, Operator, Traveller, follow
from tests.simulation.shapes import THERE_AND_BACK, draw_shape
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world
from tests.support.connection import Cut

LONGEST = 5 * 86_400.0  # virtual seconds within which every booking must have ended
AFTERWARDS = 500.0  # virtual seconds in which what is delivered late still comes
MOST_CUTS = 12
QUIET_AFTER = 1800.0  # virtual seconds; nothing new goes wrong later
_RETURNS = ("quote_cancel", "confirm_cancel")
_FAULTS = (
    *(("search", kind) for kind in ("error", "timeout", "sold_out")),
    *((operation, kind) for operation in ("hold", "price", "order") for kind in ("error", "timeout", "sold_out")),
    *((operation, "timeout_after_effect") for operation in ("hold", "price", "order", "release", "cancel")),
    *((operation, kind) for operation in _RETURNS for kind in ("error", "timeout", "timeout_after_effect")),
    *((operation, kind) for operation in ("release", "cancel") for kind in ("error", "timeout")),
    *((operation, "price_change") for operation in ("hold", "price", "order")),
)
NEEDS_APPROVAL = TotalCap(clause="3.2", action=Action.APPROVE, amounts=(Money(amount=100, currency="EUR"),))
OTHER_APPROVAL = TotalCap(clause="3.2", action=Action.APPROVE, amounts=(Money(amount=200, currency="EUR"),))
_AT_ONCE = (1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3)  # how many travellers there are


# How long approval is waited for; after how long who is asked is reminded, and passed over.
Silence = tuple[int, int | None, int | None]
_SILENCES: tuple[Silence, ...] = (
    (600, None, None),
    (3600, 120, 300),
    (3600, 1200, None),
    (28_800, None, 2400),
    (28_800, 1200, 2400),
)
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined", "silent")
_CUTS = tuple(Cut)
_UNRATED = 0.12  # of all travellers


class Outcome(NamedTuple):
    """How one schedule went: the ends of its bookings, how often it was cut, and what did not hold."""

    seed: int
    ends: tuple[str, ...]
    cuts: int
    found: tuple[str, ...]


def run_schedule(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end; `watch` may look at the world before it begins."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(seed)
        made.shuffled = True
        _people(made, rng)
        misfortunes(made, rng)
        made.run(LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        found = violations(made)
        ends = tuple(booking.status.value for booking in made.asked())
        return Outcome(seed, ends, len(made.wire.cut) + made.lost_tasks, tuple(found))


def done(made: World) -> bool:
    """Whether everybody has asked, every booking has ended and every event has been pushed."""
    if any(execution.status == "RUNNING" for execution in made.executions.values()):
        return False
    if len(made.executions) < made.expected or not made.ended() or made.has_pending_events():
        return False
    return not any(somebody.busy() for somebody in made.people)


def _people(made: World, rng: Random) -> None:
    made.expected = rng.choice(_AT_ONCE)
    with made.wire.quiet():
        budgets.create_budget("SALES-EU", "2026", Money(amount=2_000_000, currency="EUR"))
    _approval_policy(made, rng)
    if rng.random() < 0.3:
        tighten(made, rng.randint(10_000, 60_000))
    for number in range(made.expected):
        _traveller(made, rng, f"traveller-{number}")


def _traveller(made: World, rng: Random, name: str) -> None:
    """A traveller with whims, and whoever else has to do with the booking."""
    shape = draw_shape(made.seed, name)
    if rng.random() < 0.1 and shape is THERE_AND_BACK:
        shape = shape._replace(asks={"stay": RequestedStay()})
    # A few pay in what nobody set a rate for; by a chance of their own, so that all else stays as it was.
    currency = "ISK" if Random(f"currency {made.seed} {name}").random() < _UNRATED else None
    traveller = Traveller(made, rng.choice([ANNA, DAVID]), name=name, currency=currency, **shape.asks)
    traveller.revision = rng.choice(shape.revisions)
    if rng.random() < 0.25:
        traveller.cancels = _at_times(rng)
    if rng.random() < 0.1:
        traveller.recalls = _at_times(rng)
    if rng.random() < 0.1:
        traveller.changes = (rng.choice(shape.changes),)
    traveller.declines = rng.random() < 0.5
    if rng.random() < 0.4:
        made.later(rng.uniform(0, 5), lambda: follow(made, traveller))
    for identity in (BEN, CLARA):
        approver = Approver(made, traveller, rng.choice(_ANSWERS), identity)
        if rng.random() < 0.1:
            approver.sends_back = _at_times(rng)
    if rng.random() < 0.07:
        Mover(made, traveller)
    if rng.random() < 0.3:
        Operator(made, traveller)


def _approval_policy(made: World, rng: Random) -> None:
    """Nobody's approval, anybody's, or that of the management chain, with all that silence may do."""
    luck = rng.random()
    if luck < 0.3:
        made.publish(NEEDS_APPROVAL)
    elif luck < 0.6:
        company(made)
        publish_some(made, rng, _SILENCES, [((0, 1),), ((0, 2),), ((0, 3),)], ["all", "any"])


def publish_some(
    made: World,
    rng: Random,
    silences: Sequence[Silence],
    tiers: Sequence[Sequence[tuple[int, int]]],
    modes: Sequence[Literal["all", "any"]],
) -> None:
    """Rules of approval with one of these silences, of these tiers (from which amount how many levels), and so on."""
    limit, remind_after, escalate_after = rng.choice(silences)
    rules = ApprovalRules(
        tiers=tuple(ApprovalTier(from_amount=amount, levels=levels) for amount, levels in rng.choice(tiers)),
        mode=rng.choice(modes),
        limit_seconds=limit,
        remind_after_seconds=remind_after,
        escalate_after_seconds=escalate_after,
        tolerance_percent=rng.choice([0, 5]),
    )
    publish(made, rules, rng.choice([Action.APPROVE, Action.APPROVE, Action.PASSIVE, Action.NOTIFY]))


def misfortunes(made: World, rng: Random) -> None:
    """Everything that goes wrong by itself."""
    supplier = made.supplier
    assert supplier is not None
    made.wire.scissors = _scissors(made, rng, rng.choice([0, 0.002, 0.01, 0.03]))
    unreliable = rng.choice([0, 0, 0.03, 0.1])
    made.lose_task = lambda _function: _early(made) and rng.random() < unreliable
    made.deliver_again = lambda _function: (
        (rng.choice([0, 1, 30, 400]),) if _early(made) and rng.random() < unreliable else ()
    )
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        operation, kind = rng.choice(_FAULTS)
        times, percent = rng.choice([1, 1, 2, 30]), rng.choice([97, 101, 110, 130])
        made.later(
            rng.uniform(0, 20),
            lambda o=operation, k=kind, t=times, p=percent: supplier.arm(o, k, times=t, percent=p),  # type: ignore[misc]
        )
    made.later(QUIET_AFTER, supplier.disarm)
    made.later(rng.uniform(3, 15), lambda: _market_moves(made, rng))
    if rng.random() < 0.15:
        made.later(rng.uniform(3, 15), lambda: made.publish(OTHER_APPROVAL))
    while rng.random() < 0.2:
        made.later(rng.choice([rng.uniform(1, 20), rng.uniform(1, QUIET_AFTER)]), lambda: _lose_an_execution(made, rng))


def _scissors(made: World, rng: Random, share: float) -> Scissors:
    """Cuts calls, and lets functions overlap: one that is about to call may have to wait while others work."""
    overlapping, stalling = rng.choice([0, 0, 0.02, 0.1]), rng.choice([0, 0, 0, 0.01])

    quiet_from = made.began + timedelta(seconds=QUIET_AFTER)

    def cut(call: Call) -> Cut | None:
        if made.clock.time >= quiet_from:
            return None
        luck = rng.random()
        if luck < overlapping:
            made.stall(0)
        elif luck < overlapping + stalling:
            made.stall(rng.choice([1.0, 20.0] if "POST" in call.within else [5.0, 60.0]))
        if len(made.wire.cut) >= MOST_CUTS or rng.random() >= share:
            return None
        return rng.choice(_CUTS)

    return cut


def _early(made: World) -> bool:
    return (made.clock.time - made.began).total_seconds() < QUIET_AFTER


def _market_moves(made: World, rng: Random) -> None:
    """What some traveller looks at sells out or changes its price."""
    seen = [component.offer_id for b in made.asked() for option in b.options for component in option.components]
    if not seen or rng.random() < 0.4:
        return
    assert made.supplier is not None
    if rng.random() < 0.5:
        made.supplier.set_seats_left(rng.choice(seen), rng.choice([0, 1]))
    else:
        made.supplier.set_price_percent(rng.choice(seen), rng.choice([95, 103, 140]))


def _lose_an_execution(made: World, rng: Random) -> None:
    running = [execution for execution in made.executions.values() if execution.status == "RUNNING"]
    if running:
        rng.choice(running).end("FAILED", "States.Runtime")


def _at_times(rng: Random) -> Callable[[Booking], bool]:
    return lambda booking: len(booking.revisions) < 2 and rng.random() < 0.5


def tighten(made: World, amount: int) -> None:
    """Leave so many cents of the budget that trips are charged to."""
    with made.wire.quiet():
        budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=amount, currency="EUR"))
