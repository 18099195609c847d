"""Journeys far away hold in any order of things, and are what the seeded bugs of days need to be seen."""

from chalicelib.domain.offers.offers import Option
from tests.simulation.far import run_far
from tests.simulation.world import World


def test_days_and_nights_hold_whatever_goes_wrong_and_seeds_distinguish_local_days_from_utc() -> None:
    options: list[Option] = []
    for seed in range(47, 447, 50):
        seen: list[World] = []
        assert run_far(seed, seen.append).found == ()
        options += [option for booking in seen[0].asked() for option in booking.options]

    noted = [each for option in options if option.verdict for each in option.verdict.violations]
    assert [each for each in noted if each.rule == "advance_booking"]
    assert [option for option in options if option.missing_nights]
    landed = [(option.flights[0].slices[0].arrives_at, room.check_in) for option in options for room in option.stays]
    assert {(at.date() - check_in).days for at, check_in in landed} >= {-1, 0, 1}
