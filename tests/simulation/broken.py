"""Worlds in which a few things are broken for good: rows and messages that cannot be read, receivers and connections
that hang, executions that are lost, and suppliers that are away for minutes. Nothing sound may wait for them, and
nothing that can still be had is given up.
"""

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from random import Random

import pytest

from tests.simulation.approvals import company
from tests.simulation.invariants import violations
from tests.simulation.people import Answer, Approver, Traveller, follow
from tests.simulation.punctual import Punctuality
from tests.simulation.receivers import HANGING, SOUND, Receivers
from tests.simulation.schedules import AFTERWARDS, Outcome, Silence, done, publish_some
from tests.simulation.unreadable import MESSAGES, deafen, hang, put_messages, put_rows, take_away
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world

_SILENCES: tuple[Silence, ...] = ((600, None, None), (3600, 120, 300), (3600, 1200, None), (3600, None, 2400))
_ANSWERS: tuple[Answer, ...] = ("approved", "approved", "approved", "declined", "silent")
_FEW, _MANY = (1, 2, 5), 60
_AWAY = (60.0, 600.0)  # seconds, from and to
_MENDED_AFTER = 900.0  # seconds
_ENDS_WITHIN = timedelta(hours=2)


def run_broken(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end: one or two travellers and whoever is asked, among broken things."""
    with world(seed, model=True) as made, pytest.MonkeyPatch.context() as patch, ExitStack() as at_the_end:
        watch(made)
        rng = Random(f"broken {seed}")
        receivers = Receivers(made, patch) if rng.random() < 0.3 else None
        if receivers is not None:
            at_the_end.callback(receivers.close)
        made.shuffled = True
        made.expected = rng.choice([1, 1, 2])
        punctual = Punctuality(made)
        if rng.random() < 0.7:
            company(made)
            publish_some(made, rng, _SILENCES, [((0, 1),), ((0, 2),)], ["all", "any"])
        if receivers is not None:
            for number, url in enumerate([SOUND, *rng.choices([HANGING, SOUND], k=rng.choice([1, 4]))]):
                receivers.subscribe(url, number)
        for number in range(made.expected):
            _traveller(made, rng, number)
        _break(made, rng)
        made.run(_ENDS_WITHIN.total_seconds(), until=lambda: done(made))
        made.run(AFTERWARDS)
        take_away(made)
        heard_late = receivers.late() if receivers else ()
        found = [
            *violations(made),
            *heard_late,
            *_set_aside(made),
            *punctual.late_pushes(),
            *punctual.late_ends(_ENDS_WITHIN),
        ]
        ends = tuple(booking.status.value for booking in made.asked())
        return Outcome(seed, ends, len(made.wire.cut), tuple(found))


def _set_aside(made: World) -> list[str]:
    """Only what cannot be read, or is about nothing, is put aside, and what is for somebody who cannot be reached."""
    bodies = [each.body for each in made.set_aside if each.body not in MESSAGES]
    return [f"{each} was set aside" for each in bodies if json.loads(each)["bookingId"] not in made.deafened]


def _traveller(made: World, rng: Random, number: int) -> None:
    traveller = Traveller(made, rng.choice([ANNA, DAVID]), name=f"traveller-{number}")
    if rng.random() < 0.2:
        traveller.changes = ({"kind": "cancellation"},)
    for identity in (BEN, CLARA):
        Approver(made, traveller, rng.choice(_ANSWERS), identity)
    for _ in range(rng.choice([1, 2])):
        made.later(rng.uniform(0, 2), lambda: follow(made, traveller))
    if rng.random() < 0.4:
        made.later(3, lambda: _deafen(made, traveller, rng))


def _deafen(made: World, traveller: Traveller, rng: Random) -> None:
    if traveller.booking_id and rng.random() < 0.3:
        hang(made, traveller.booking_id)
    elif traveller.booking_id:
        for number in range(rng.choice(_FEW)):
            deafen(made, traveller.booking_id, 100 * made.people.index(traveller) + number, rng)


def _break(made: World, rng: Random) -> None:
    """Let a few things of each kind be broken, at once or in a while."""
    supplier = made.supplier
    assert supplier is not None
    if rng.random() < 0.7:
        count = _MANY if rng.random() < 0.05 else rng.choice(_FEW)
        at = rng.choice([0.0, rng.uniform(0, 600)])
        made.later(at, lambda: put_rows(made, rng, count))
        made.later(at + _MENDED_AFTER, lambda: take_away(made))
    if rng.random() < 0.5:
        for _ in range(rng.choice(_FEW)):
            made.later(rng.uniform(0, 60), lambda: put_messages(made, rng, 2))
    if rng.random() < 0.5:
        made.later(rng.uniform(0, 30), lambda: supplier.go_away(rng.uniform(*_AWAY)))
    if rng.random() < 0.3:
        made.later(rng.uniform(1, 20), lambda: _lose_executions(made))


def _lose_executions(made: World) -> None:
    for execution in list(made.executions.values()):
        if execution.status == "RUNNING":
            execution.end("FAILED", "States.Runtime")
