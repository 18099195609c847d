"""Bookings of one trip that may be chosen the same option of."""

from collections.abc import Sequence

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, at_once

_TURNS = 3


def ask_alike(world: World, trip_request: Json, people: Sequence[Client]) -> list[Json]:
    """A new booking of the trip for each of these, all with the same options. The sandbox's offers have other ids from
    each half hour on: where one begins meanwhile, all ask once more."""
    for _ in range(_TURNS):
        bookings = at_once(lambda person: world.options(trip_request, by=person), people)
        if len({tuple(option["optionId"] for option in each["options"]) for each in bookings}) == 1:
            return bookings
    raise AssertionError(f"asked {_TURNS} times, and each time the options were not the same")
