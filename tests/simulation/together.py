"""Trips of several people, of two cost centres, two policy groups and two management chains, asked for by one of them
or by somebody else. Each share is charged, judged and approved as its traveller's; some travel twice on the same
days."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.verdict import Action
from chalicelib.models import budgets
from chalicelib.services import employees
from tests.simulation.approvals import EMIL, cap, keep
from tests.simulation.arranging import only, profile_of
from tests.simulation.company import DORA, PEOPLE, ZORA
from tests.simulation.invariants import violations
from tests.simulation.people import Answer, Approver, Operator, Traveller, follow
from tests.simulation.schedules import AFTERWARDS, LONGEST, Outcome, Silence, done, misfortunes
from tests.simulation.shapes import WEEK_LATER
from tests.simulation.unruly import CARRIERS, keep_credit
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world

# Clara is above Ben, who is above Anna and David, and above Dora, who is above Zora.
MANAGERS = {"clara": None, "ben": "clara", "dora": "clara", "anna": "ben", "david": "ben", "zora": "dora"}
OWN = {"zora": "OPS", "dora": "OPS"}  # everybody else has the stage's cost centre
USUAL = "SALES-EU"
_OVERLAPPING = OverlappingTrip(clause="3.2", action=Action.NOTE)
CREW = frozenset({"zora", "david"})
_TRAVELLERS = (
    *(("zora",), ("david",), ("grace",), ("anna", "zora"), ("zora", "anna"), ("david", "zora"), ("grace", "zora")),
    *(("anna", "david", "zora"), ("ben", "zora"), ("anna", "david"), ("zora", "grace", "anna")),
    ("ben", "david"),  # of whom one is asked for the other, if nobody minds that both travel
)
_REQUESTERS = (ANNA, ANNA, DAVID, ZORA)
_SILENCES: tuple[Silence, ...] = ((3600, None, None), (7200, 120, 300), (28_800, None, 2400))
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined", "silent")
_CHANGES: tuple[dict[str, Any], ...] = (
    {"kind": "cancellation"},
    {"kind": "cancellation", "parts": ["0.1"]},
    WEEK_LATER,
)


class _Rules(NamedTuple):
    """A version of the policy, by which every price of the crew asks for approval, and of others for `others`."""

    version: int
    others: Action

    def find_broken(self, people: list[str]) -> set[tuple[Action, tuple[int, ...]]]:
        """What is found of whom, by their places; a rule of another action holds for the crew as well."""
        crew = tuple(place for place, each in enumerate(people) if each in CREW)
        rest = tuple(place for place, each in enumerate(people) if each not in CREW)
        held = rest if self.others is Action.APPROVE else tuple(range(len(people)))
        return {each for each in ((Action.APPROVE, crew), (self.others, held)) if each[1]}


def run_together(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end; `watch` may look at the world before it begins."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(f"together {seed}")
        made.shuffled = True
        _furnish(made)
        rules = _publish(made, rng)
        traveller, names = _traveller(made, rng)
        _grant_credits(made, Random(f"credits {seed}"))
        _travel_again(made, Random(f"again {seed}"), traveller, names)
        misfortunes(made, rng)
        made.run(LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        asked = made.asked()
        found = [*violations(made), *(text for booking in asked for text in _of_travellers(booking, rules))]
        ends = tuple(booking.status.value for booking in asked if booking.requester_id == traveller.identity.user_id)
        return Outcome(seed, ends, len(made.wire.cut) + made.lost_tasks, tuple(found))


def _furnish(made: World) -> None:
    made.wire.accounts |= {identity.user_id: identity.name for identity in PEOPLE}
    with made.wire.quiet():
        for name, manager in MANAGERS.items():
            keep(name, name=f"{name.title()} Somebody", manager_id=manager)
        for name in MANAGERS:
            group = "crew" if name in CREW else None
            change = partial(msgspec.structs.replace, cost_centre=OWN.get(name), policy_group=group)
            employees.rewrite_employee(CLARA, name, change, expected=None)
        budgets.create_budget("OPS", "2027", Money(amount=2_000_000, currency="EUR"))


def _publish(made: World, rng: Random) -> _Rules:
    """Rules that ask for approval of the crew alone, or of everybody."""
    limit, remind_after, escalate_after = rng.choice(_SILENCES)
    approvals = ApprovalRules(
        tiers=(ApprovalTier(from_amount=0, levels=rng.choice([1, 1, 2])),),
        mode=rng.choice(["all", "all", "any"]),
        limit_seconds=limit,
        remind_after_seconds=remind_after,
        escalate_after_seconds=escalate_after,
    )
    of_crew = msgspec.structs.replace(cap(Action.APPROVE), groups=("crew",))
    others = rng.choice([Action.NOTE, Action.APPROVE])
    with made.wire.quiet():
        return _Rules(only(cap(others), of_crew, _OVERLAPPING, approvals=approvals), others)


def _traveller(made: World, rng: Random) -> tuple[Traveller, tuple[str, ...]]:
    """Whoever asks for the trip, and who travels."""
    requester, names = rng.choice(_REQUESTERS), rng.choice(_TRAVELLERS)
    with made.wire.quiet():
        profiles = tuple(profile_of(name, requester) for name in names)
    traveller = Traveller(made, requester, passenger_ids=profiles, cost_centre=None)
    traveller.revision = rng.choice([{}, {"returnOn": "2027-03-04"}, {"costCentre": None}])
    if rng.random() < 0.15:
        traveller.cancels = lambda _booking: rng.random() < 0.3
    if rng.random() < 0.15:
        traveller.recalls = lambda booking: len(booking.revisions) < 2 and rng.random() < 0.5
    if rng.random() < 0.5:
        traveller.changes = (rng.choice(_CHANGES),)
    if rng.random() < 0.4:
        made.later(rng.uniform(0, 5), lambda: follow(made, traveller))
    for identity in _approvers(requester):
        Approver(made, traveller, rng.choice(_ANSWERS), identity)
    if rng.random() < 0.3:
        Operator(made, traveller)
    return traveller, names


def _grant_credits(made: World, rng: Random) -> None:
    """What carriers may owe some of those who travel, or less often all: what pays a part of one's own seat, or all."""
    if rng.random() < 0.6:
        for who in rng.sample((ANNA, BEN, DAVID, ZORA), rng.choice([1, 2, 4])):
            for carrier in CARRIERS:
                keep_credit(made, f"crd_{who.user_id}_{carrier}", who, carrier, rng.choice([501, 15_000]))


def _travel_again(made: World, rng: Random, first: Traveller, names: tuple[str, ...]) -> None:
    """Now and then the same days are booked once more by who has asked before, for all who travel already, for one of
    them, or with somebody beside one who does not."""
    others = [each for each in ("zora", "david") if each not in names]

    def ask() -> None:
        place, luck = rng.randrange(len(names)), rng.random()
        again, profiles = names, tuple(first.preferences["passengerIds"])
        if luck < 0.6:
            again, profiles = again[place : place + 1], profiles[place : place + 1]
        if luck < 0.4 and others:
            with made.wire.quiet():
                again, profiles = (others[0], *again), (profile_of(others[0], first.identity), *profiles)
        second = Traveller(made, first.identity, name="again", passenger_ids=profiles, cost_centre=None)
        for identity in _approvers(first.identity):
            Approver(made, second, "approved", identity)

    if rng.random() < 0.5:
        made.expected = 2
        made.later(rng.uniform(1_200, 6_000), ask)


def _approvers(requester: Identity) -> list[Identity]:
    """Whoever may be asked, of whom those who travel must not be."""
    return [each for each in (BEN, CLARA, DORA, EMIL) if each is not requester]


def _of_approvers(booking: Booking, party: set[str]) -> Iterator[str]:
    """Nobody is asked, or decides, who asked for the trip or travels by it."""
    for step in booking.approval_request.steps if booking.approval_request else ():
        for user_id in {step.approver_id, step.decided_by} & party:
            yield f"{booking.booking_id} asks {user_id}, who travels by it or asked for it"


def _of_travellers(booking: Booking, rules: _Rules) -> Iterator[str]:
    """Each traveller's share is charged to their own cost centre, and judged by the rules of their own group; guests
    follow who asked."""
    people = [each.user_id or booking.requester_id for each in booking.travellers]
    yield from _of_approvers(booking, {booking.requester_id, *people})
    own = tuple(OWN.get(each, USUAL) for each in people)
    if booking.request.charged != own:
        yield f"{booking.booking_id} charges {booking.request.charged}, its travellers are of {own}"
    for option in booking.options:
        if option.verdict is None or option.verdict.policy_version != rules.version:
            continue
        everybody = tuple(range(len(people)))
        found = {
            (each.action, each.travellers or everybody)
            for each in option.verdict.violations
            if each.rule == "total_cap"
        }
        overlapping = [each for each in option.verdict.violations if each.rule == "overlapping_trip"]
        if len(overlapping) != len(option.overlaps):
            yield f"{booking.booking_id}: {overlapping} is found of {option.overlaps}"
        if found != rules.find_broken(people):
            yield f"{booking.booking_id}: {found} is found of the prices of {people}"
