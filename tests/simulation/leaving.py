"""People who leave, lose a right or have themselves forgotten, at any moment and between any two steps of a function,
and who go on all the same: with the page that they have open, and the token that they still have.

What they must not do has to be refused, and what was theirs to do has to find somebody else; the watch sees what was
not (`watch_rights.py`), against an account of people's rights of its own (`rights_model.py`).
"""

from collections.abc import Callable
from random import Random
from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.trip_request import Traveller as NamedTraveller
from chalicelib.services.bookings.queries import BookingOperation
from tests.simulation.approvals import EMIL
from tests.simulation.companions import add_companions, of_sight
from tests.simulation.company import (
    DORA,
    PEOPLE,
    ZORA,
    InTheMiddle,
    Request,
    comes_back,
    delegates,
    deletes,
    erases,
    furnish,
    leaves,
    prepare,
    send,
    withdraws,
)
from tests.simulation.dead_ends import empty_pools
from tests.simulation.invariants import violations
from tests.simulation.looks import LOOKS_EVERY
from tests.simulation.people import Answer, Approver, Person, Traveller, follow
from tests.simulation.schedules import AFTERWARDS, LONGEST, Outcome, Silence, done, misfortunes, publish_some
from tests.simulation.shapes import WEEK_LATER, move_slices
from tests.simulation.traces import of_erased
from tests.simulation.unruly import CARRIERS, keep_credit
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world

_SILENCES: tuple[Silence, ...] = ((3600, None, None), (7200, 120, 300), (28_800, None, 2400))
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined", "silent")
_IN_THE_MIDDLE_OF = (
    *("POST selection", "POST approval", "POST revision", "POST bookings", "POST confirmation", "POST recall"),
    *("step_hold", "step_await_approval", "step_reprice", "step_book", "step_record", "step_validate", "sweeper"),
)
# What whoever travels may do to a booking without a right to spend.
_OF_THEIR_OWN = ("POST cancellation", "POST recall")
_REVISIONS: tuple[dict[str, Any], ...] = ({}, {"returnOn": "2027-03-04"}, {"purpose": "A cousin's wedding"})
_CHANGES: tuple[dict[str, Any], ...] = (
    WEEK_LATER,
    move_slices(s1=3),
)
_BY_ID = {who.user_id: who for who in PEOPLE}
_NIGHTS = 2  # after which what was begun is done
_UNTIL_MIDNIGHT = 15.6 * 3600  # seconds, nearly


class Stubborn(Traveller):
    """Goes on with the page that is open, be it allowed or not; gives up after a few refusals."""

    def __init__(self, world: World, identity: Identity, *, name: str, **preferences: Any) -> None:
        super().__init__(world, identity, name=name, **preferences)
        self.app.meddles = True
        self.left = 4
        self.gave_up = False
        if self.whims.random() < 0.2:
            self.cancels = lambda _booking: self.whims.random() < 0.4

    def look(self) -> None:
        if not self.gave_up:
            super().look()

    def _hear(self, answer: Any) -> None:
        super()._hear(answer)
        if answer is not None and self.booking_id is None:
            self.gave_up = True  # there will be no booking
            self.world.expected -= 1

    def may(self, booking: Booking) -> tuple[BookingOperation, ...]:
        allowed = super().may(booking)
        if self.left <= 0 or allowed:
            return allowed
        self.left -= 1
        found = {
            BookingOperation.SELECT: booking.choosable,
            BookingOperation.REVISE: booking.revisable,
            BookingOperation.CHANGE: booking.status is BookingStatus.BOOKED,
        }
        return tuple(operation for operation, may in found.items() if may)


class OldPage(Person):
    """Decides a few times on a booking that waits for approval, whoever is asked, with the page that was open."""

    def __init__(self, world: World, traveller: Traveller, answer: Answer, identity: Identity, pace: float) -> None:
        super().__init__(world, identity, f"page-{identity.user_id}-{traveller.app.name}", pace)
        self.app.meddles = True
        self.traveller, self.answer, self.left = traveller, answer, 3
        self._seen: str | None = None
        world.later(pace, self.look)

    def look(self) -> None:
        self.booking_id = self.traveller.booking_id
        if self.left:
            super().look()

    def act(self, booking: Booking | None) -> None:
        if booking is None or booking.approval_request is None or booking.status is not BookingStatus.AWAITING_APPROVAL:
            return
        self.left -= 1
        self._seen = self._seen or booking.approval_request.hash
        answer = self.post("approval", {"approvalHash": self._seen, "decision": self.answer})
        if answer is not None and "bookingId" in answer and self._seen != booking.approval_request.hash:
            self.world.found.append(f"{self.identity.user_id} decides on what they have not seen")


def run_leaving(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end: one traveller, or one who books for another, and what becomes of them
    and of those who are asked."""
    prepare()
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(f"leaving {seed}")
        made.shuffled = True
        profiles = furnish(made)
        made.wire.heard = lambda connection_id, message: _hear(made, connection_id, message)
        if rng.random() < 0.15:
            made.run(_UNTIL_MIDNIGHT)
            made.began = made.clock.time
        _approvals(made, rng)
        traveller = _traveller(made, rng, profiles)
        _grant_credits(made, Random(f"credits {seed}"))
        add_companions(made, traveller, profiles, _BY_ID)
        misfortunes(made, rng)
        _what_becomes_of_them(made, rng, traveller, profiles)
        empty_pools(made, seed)
        made.run(LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        made.wire.scissors = None
        for _ in range(_NIGHTS):
            made.retain()
        made.run(AFTERWARDS)
        found = [*violations(made), *of_erased(made, _BY_ID), *of_sight(made, _BY_ID)]
        ends = tuple(booking.status.value for booking in made.asked())
        return Outcome(seed, ends, len(made.wire.cut) + made.lost_tasks, tuple(found))


def _hear(made: World, connection_id: str, message: dict[str, Any]) -> None:
    """Whoever has left hears of nothing any more."""
    who = made.listeners.get(connection_id)
    if who is not None and made.watch.rights.has_left(who.user_id, made.wire.turn):
        made.found.append(f"{who.user_id} is told of {message.get('event', message)['type']}, and has left")


def _grant_credits(made: World, rng: Random) -> None:
    """What carriers may owe whoever asks for a trip, and whoever travels: each pays for none but themselves."""
    if rng.random() < 0.3:
        for who in (ANNA, ZORA):
            for carrier in CARRIERS:
                keep_credit(made, f"crd_{who.user_id}_{carrier}", who, carrier, rng.choice([500, 15_000]))


def _approvals(made: World, rng: Random) -> None:
    if rng.random() < 0.75:
        publish_some(made, rng, _SILENCES, [((0, 1),), ((0, 2),), ((0, 3),)], ["all", "all", "any"])


def _traveller(made: World, rng: Random, profiles: dict[str, str]) -> Traveller:
    """Anna, who may be on her way herself, alone or with somebody whom she names, or book for another by their profile;
    or somebody who travels alone."""
    identity, preferences = rng.choice([ANNA, ANNA, ANNA, ANNA, DAVID, ZORA]), dict[str, Any]()
    luck = rng.random()
    if identity is ZORA:
        preferences["passenger_ids"] = (profiles["zora"],)
    elif identity is ANNA and luck < 0.5:
        preferences["passenger_ids"] = (profiles["ben" if luck < 0.2 else "zora"],)
    elif identity is ANNA and luck < 0.8:
        preferences["travellers"] = (_named(ANNA), _named(rng.choice([BEN, BEN, ZORA])))
    traveller = Stubborn(made, identity, name="traveller", **preferences)
    traveller.revision = rng.choice(_REVISIONS)
    if rng.random() < 0.3:
        traveller.recalls = lambda booking: len(booking.revisions) < 1 and rng.random() < 0.5
    if rng.random() < 0.25:
        traveller.changes = (rng.choice(_CHANGES),)
    if rng.random() < 0.3:
        made.later(rng.uniform(0, 5), lambda: made.guarded("subscribe", lambda: follow(made, traveller)))
    for other in (BEN, CLARA, EMIL, DORA):
        pace = rng.choice([LOOKS_EVERY, LOOKS_EVERY, 30.0, 200.0])
        approver = Approver(made, traveller, rng.choice(_ANSWERS), other, pace=pace)
        approver.app.meddles = True
        approver.words = f"A day less. Regards, {other.name}"
        if rng.random() < 0.1:
            approver.sends_back = lambda booking: len(booking.revisions) < 2 and rng.random() < 0.5
    for other in rng.sample([BEN, CLARA, DORA, ZORA], 2):
        OldPage(
            made, traveller, rng.choice(["approved", "approved", "declined"]), other, rng.choice([15.0, 60.0, 250.0])
        )
    return traveller


def _named(who: Identity) -> NamedTraveller:
    given, _, family = who.name.partition(" ")
    return NamedTraveller(given_name=given, family_name=family)


def _what_becomes_of_them(made: World, rng: Random, traveller: Traveller, profiles: dict[str, str]) -> None:
    middle = InTheMiddle(made)
    if rng.random() < 0.5:
        absent, delegate = rng.choice([(BEN, DORA), (CLARA, DORA), (BEN, DAVID)])
        made.later(0, lambda: send(made, delegates(made, absent, delegate.user_id, rng.choice([0, 3]))))
    possible: list[Callable[[], Request]] = [
        lambda: leaves(traveller.identity.user_id),
        lambda: leaves(traveller.identity.user_id),
        lambda: leaves("ben"),
        lambda: leaves("ben"),
        lambda: leaves("dora"),
        lambda: leaves("clara"),
        lambda: leaves("zora"),
        lambda: comes_back(BEN),
        lambda: comes_back(BEN),
        lambda: comes_back(CLARA),
        lambda: delegates(made, BEN, "dora"),
        *(lambda who=who: withdraws(who, profiles[who.user_id]) for who in (ZORA, ZORA, BEN)),
        *(lambda who=who: deletes(who, profiles[who.user_id]) for who in (ZORA, BEN)),
        *(lambda who=who: erases(who) for who in (ZORA, ZORA, traveller.identity, BEN)),
    ]
    if traveller.whims.random() < 0.25:
        own = traveller.whims.choice(_OF_THEIR_OWN)
        middle.of(own, traveller.whims.randint(2, 12), lambda: send(made, leaves(traveller.identity.user_id)))
    made.later(rng.uniform(60, 7200), made.retain)
    for _ in range(rng.choice([1, 1, 2, 3])):
        request = rng.choice(possible)
        happen = lambda request=request: send(made, request())  # noqa: E731 - one for each
        if rng.random() < 0.5:
            made.later(rng.choice([rng.uniform(0, 20), rng.uniform(0, 200), rng.uniform(0, 2000)]), happen)
        else:
            middle.of(rng.choice(_IN_THE_MIDDLE_OF), rng.randint(1, 7), happen)
