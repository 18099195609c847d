"""People who do not keep to what is expected of them: they are quicker than the workflow, come in the last moment or
after it, decide on what is not theirs, and travel themselves although others ask them for approval.

What they must not do has to be refused; the watch sees what was not.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from chalicelib.domain import verdict
from chalicelib.domain.bookings.booking import Booking, BookingStatus, WaitsOn
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.domain.verdict import Action
from chalicelib.models import travel_credits
from chalicelib.services.bookings.queries import BookingOperation
from tests.simulation.approvals import EMIL, away, company, keep
from tests.simulation.cloud.wire import Call
from tests.simulation.crashes import rise
from tests.simulation.invariants import violations
from tests.simulation.looks import LOOKS_EVERY
from tests.simulation.people import Answer, Approver, Onlooker, Operator, Traveller, follow
from tests.simulation.schedules import AFTERWARDS, Outcome, Silence, done, misfortunes, publish_some, tighten
from tests.simulation.supplier_model import SUPPLIER
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world
from tests.support.connection import Cut

_LONGEST = 14 * 86_400.0  # virtual seconds; whoever leaves it all to the last moment takes three days for a revision
_PACES = (0.2, LOOKS_EVERY)  # seconds until the first look
_LAZY = (-300.0, -60.0, -5.0, 0.0, 30.0)
_LATE = (-5.0, -0.5, 0.0, 1.0, 30.0, 70.0, 170.0)  # seconds after the last moment
# How long approval is waited for; after how long who is asked is reminded, and passed over.
_SILENCES: tuple[Silence, ...] = (
    (600, None, None),
    (900, 120, 300),
    (3600, 60, 400),
    (3600, None, 300),
    (345_600, 600, None),
)
CARRIERS = ("FR", "BA", "EW")  # all that the model sells flights of
_DENIED_FROM = Money(amount=11_500, currency="EUR")
_SHORT = 0.1  # of all budgets
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined", "silent")


class Meddler(Onlooker):
    """Decides a few times on what somebody else is asked for, or on their own, and chooses what is denied."""

    def __init__(self, world: World, traveller: Traveller, answer: Answer, identity: Identity) -> None:
        name = f"meddling-{identity.user_id}-{traveller.app.name}"
        super().__init__(world, traveller, identity, name, first=1.0, pace=LOOKS_EVERY)
        self.answer = answer

    def act(self, booking: Booking | None) -> None:
        if booking is None:
            return
        if booking.choosable:
            denied = [
                each for each in booking.options if each.verdict and each.verdict.outcome is verdict.Outcome.DENIED
            ]
            self.left -= 1
            if denied:
                self.post("selection", {"optionId": denied[0].option_id})
        elif (
            booking.status is BookingStatus.AWAITING_APPROVAL
            and booking.approval_request
            and BookingOperation.APPROVE not in self.may(booking)
        ):
            self.left -= 1
            self.post("approval", {"approvalHash": booking.approval_request.hash, "decision": self.answer})


def run_unruly(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end: one or two unruly travellers, and those who are asked for approval."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(f"unruly {seed}")
        made.shuffled = True
        made.expected = rng.choice([1, 1, 1, 2])
        if rng.random() < 0.8:
            _company(made, rng)
        else:
            made.publish(TotalCap(clause="3.2", action=Action.DENY, amounts=(_DENIED_FROM,)))
        travellers = [rng.choice([ANNA, ANNA, DAVID, BEN, CLARA]) for _ in range(made.expected)]
        pace = rng.choice(_PACES)
        if rng.random() < 0.3:
            grant_credit(made, rng)
            made.expected, travellers = 2, [ANNA, ANNA]
        if _runs_short(made, Random(f"budget {seed}")):
            made.expected, travellers = 2, [ANNA, DAVID]
        for number, identity in enumerate(travellers):
            _traveller(made, rng, identity, f"traveller-{number}", pace)
        misfortunes(made, rng)
        _at_once(made, rng)
        made.run(_LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        found = violations(made)
        ends = tuple(booking.status.value for booking in made.asked())
        return Outcome(seed, ends, len(made.wire.cut) + made.lost_tasks, tuple(found))


def _runs_short(made: World, rng: Random) -> bool:
    """Now and then the budget is enough for no trip, or for one of two; by a chance of its own."""
    is_short = rng.random() < _SHORT
    if is_short:
        tighten(made, rng.randint(9_000, 21_000))
    return is_short


def _company(made: World, rng: Random) -> None:
    """Managers with delegates, who may be the travellers themselves, and approval that depends on the price."""
    with made.wire.quiet():
        keep("emil", name="Emil")
    absent = rng.choice([None, None, "emil", "david", "anna", "clara"])
    company(made, **({"ben": {"delegate": away(made, absent)}} if absent else {}))
    publish_some(
        made,
        rng,
        _SILENCES,
        [((0, 1),), ((0, 2),), ((0, 1), (10_750, 2)), ((0, 1), (10_750, 3))],
        ["all", "all", "any"],
    )


def _at_once(made: World, rng: Random) -> None:
    """What one person has sent is often done in the middle of what another has sent."""
    misfortune = made.wire.scissors

    def cut(call: Call) -> Cut | None:
        if call.within.startswith("POST") and rng.random() < 0.25:
            made.stall(0)
        return misfortune(call) if misfortune is not None else None

    made.wire.scissors = cut


def _traveller(made: World, rng: Random, identity: Identity, name: str, pace: float) -> None:
    traveller = Traveller(made, identity, name=name, pace=pace)
    traveller.recalls = lambda booking: len(booking.revisions) < 1 and rng.random() < 0.25
    traveller.cancels = lambda _booking: rng.random() < 0.05
    traveller.revision = rng.choice([{}, {"returnOn": "2027-03-04"}])
    traveller.late = _lateness(rng, rng.choice(["selection", "revision", "revision"]))
    made.later(rng.uniform(0, 5), lambda: follow(made, traveller))
    lazy = rng.random() < 0.2  # all of them: who is asked is passed over before anybody has looked
    for other in (BEN, CLARA, EMIL):
        if other != identity:
            approver = Approver(made, traveller, rng.choice(_ANSWERS), other, pace=rng.choice(_PACES))
            if rng.random() < 0.15:
                approver.sends_back = lambda booking: len(booking.revisions) < 2 and rng.random() < 0.5
            approver.wavers, approver.second_thought = rng.random() < 0.7, rng.choice(["declined", "sent_back"])
            approver.late = ("approval", rng.choice(_LAZY)) if lazy else _lateness(rng, "approval")
    if rng.random() < 0.2:
        made.later(1, lambda: rise(made, traveller, rng.choice([101, 103])))
    Meddler(made, traveller, rng.choice(["approved", "declined"]), rng.choice([identity, BEN, DAVID, EMIL]))
    if rng.random() < 0.3:
        Operator(made, traveller)


def _lateness(rng: Random, what: WaitsOn) -> tuple[WaitsOn, float] | None:
    return (what, rng.choice(_LATE)) if rng.random() < 0.25 else None


def grant_credit(made: World, rng: Random) -> None:
    """What carriers owe Anna of trips before all this: all that may be flown with, and, which pay nothing, one that
    never is, and one of them of long ago."""
    cents, carrier = rng.choice([500, 15_000]), rng.choice(CARRIERS)
    for each in CARRIERS:
        keep_credit(made, f"crd_before_{each}", ANNA, each, cents)
    keep_credit(made, "crd_elsewhere", ANNA, "ZZ", cents)
    keep_credit(made, "crd_expired", ANNA, carrier, cents, until=made.clock.time - timedelta(seconds=1))


def keep_credit(
    made: World,
    credit_id: str,
    holder: Identity,
    carrier: str,
    cents: int,
    until: datetime | None = None,
    supplier: str = SUPPLIER,
) -> None:
    """Keep a credit that somebody has of a carrier."""
    amount, nothing = Money(amount=cents, currency="EUR"), Money(amount=0, currency="EUR")
    credit = Credit(
        credit_id=credit_id,
        user_id=holder.user_id,
        supplier=supplier,
        amount=amount,
        remaining=amount,
        reserved=nothing,
        spent=nothing,
        expires_at=until or made.clock.time + timedelta(days=200),
        created_at=made.clock.time,
        from_booking_id="before",
        from_order_id="before",
        issuer=carrier,
    )
    with made.wire.quiet():
        travel_credits.to_row(credit).save()
