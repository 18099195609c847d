"""Bookings of one trip of which the same can be chosen."""

from collections.abc import Sequence

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, allowed, at_once

_TURNS = 3


def ask_alike(world: World, trip_request: Json, people: Sequence[Client]) -> list[Json]:
    """A new booking of the trip for each of these, in all of which the first thing is offered that the first of them
    may choose. The sandbox's offers have other ids from each half hour on: if one begins meanwhile, all ask again."""
    for _ in range(_TURNS):
        bookings = at_once(lambda person: world.options(trip_request, by=person), people)
        first = _first_offer(allowed(bookings[0]))
        if all(first in map(_first_offer, each["options"]) for each in bookings):
            return bookings
    raise AssertionError(f"asked {_TURNS} times, and each time something else was offered")


def _first_offer(option: Json) -> str:
    return str(option["components"][0]["offerId"])
