"""A verdict counts days from the day on the wall at the place of departure, and so does the supplier that prices it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.verdict import Action
from tests.simulation.world import World

DEPART_ON = date(2027, 3, 3)
# Moments at which UTC has another day than the origin, and the ones before and after; zones east and west of it.
MOMENTS = [
    ("LAX", "SFO", "2027-02-21T00:16Z"),
    ("LAX", "SFO", "2027-02-21T08:00Z"),
    ("HNL", "LAX", "2027-02-21T09:59Z"),
    ("HNL", "LAX", "2027-02-21T10:00Z"),
    ("AKL", "SYD", "2027-02-20T11:00Z"),
    ("AKL", "SYD", "2027-02-20T10:59Z"),
    ("NRT", "ICN", "2027-02-20T15:00Z"),
    ("BER", "LHR", "2027-02-20T23:00Z"),
    ("KTM", "DEL", "2027-02-20T18:15Z"),
    ("YYT", "YYZ", "2027-02-21T03:29Z"),
    ("PPG", "APW", "2027-02-21T10:30Z"),
    ("APW", "PPG", "2027-02-20T11:00Z"),
]


@pytest.mark.parametrize(("origin", "destination", "moment"), MOMENTS)
def test_days_ahead_are_counted_where_the_trip_starts(world: World, origin: str, destination: str, moment: str) -> None:
    world.clock.time = now = datetime.fromisoformat(moment)
    world.publish(AdvanceBooking(clause="7.1", action=Action.NOTE, min_days=14))

    booking_id = world.ask(origin=origin, destination=destination, depart_on=DEPART_ON)
    world.run()

    here = now.astimezone(ZoneInfo(find_airport(origin).timezone)).date()
    said = {
        violation.actual
        for option in world.booking(booking_id).options
        if option.verdict
        for violation in option.verdict.violations
        if violation.rule == "advance_booking"
    }
    assert said == {f"{(DEPART_ON - here).days} days ahead"}
