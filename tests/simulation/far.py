"""Travellers who leave soon, from where it is another date than in UTC, and arrive in the night or on another date."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from chalicelib.domain.places.resolver import resolve_place
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.invariants import violations
from tests.simulation.people import Approver, Traveller
from tests.simulation.schedules import AFTERWARDS, LONGEST, Outcome, done, misfortunes
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world

# From where to where: over the date line either way, or with arrivals after midnight.
_JOURNEYS = (
    ("Honolulu", "Sydney"),
    ("Sydney", "Honolulu"),
    ("Honolulu", "New York"),
    ("Tokyo", "Honolulu"),
    ("HND", "Los Angeles"),
    ("Papeete", "Auckland"),
    ("Auckland", "Papeete"),
    ("Anchorage", "Honolulu"),
    ("Frankfurt", "Dubai"),
    ("London", "Lagos"),
)
_DAY = 86_400.0


def run_far(seed: int, watch: Callable[[World], object] = lambda _world: None) -> Outcome:
    """Run the schedule of this seed to its end; `watch` may look at the world before it begins."""
    with world(seed, model=True) as made:
        watch(made)
        rng = Random(seed)
        made.shuffled = True
        made.run(rng.uniform(0, _DAY))
        made.began = made.clock.time
        origin, destination = rng.choice(_JOURNEYS)
        zone = ZoneInfo(resolve_place(origin).timezone)
        leaves = made.clock.time.astimezone(zone).date() + timedelta(days=rng.randint(4, 12))
        traveller = Traveller(
            made,
            ANNA,
            origin=origin,
            destination=destination,
            depart_on=leaves,
            return_on=leaves + timedelta(days=6),
            stay=RequestedStay(),
        )
        for identity in (BEN, CLARA):
            Approver(made, traveller, "approved", identity)
        misfortunes(made, rng)
        made.run(LONGEST, until=lambda: done(made))
        made.run(AFTERWARDS)
        return Outcome(
            seed,
            tuple(booking.status.value for booking in made.asked()),
            len(made.wire.cut) + made.lost_tasks,
            tuple(violations(made)),
        )
