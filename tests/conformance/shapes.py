"""Trips of other shapes than there and back, for what is seeded and for what is kept: by rail, with a car, of hotels or
cars alone, with gaps travelled by oneself."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.e2e.world import day

Json = dict[str, Any]


def _slice(origin: str, destination: str, ahead: int, mode: str = "air") -> Json:
    return {"origin": origin, "destination": destination, "departOn": day(ahead).isoformat(), "mode": mode}


def _stay(place: str, **days: Any) -> Json:
    return {"place": place, **days}


def _car(place: str, ahead: int) -> Json:
    """A car for a night, from the evening of a day."""
    begins, ends = day(ahead).isoformat(), day(ahead + 1).isoformat()
    return {"pickUp": place, "pickUpOn": begins, "pickUpAt": "20:00", "dropOffOn": ends}


def mixed(ahead: int) -> Json:
    """A request by rail out and by air back, with a hotel and a car in between: of every kind one part."""
    return {
        "slices": [_slice("Berlin", "Munich", ahead, "rail"), _slice("Munich", "Berlin", ahead + 2)],
        "stays": [_stay("Munich")],
        "cars": [_car("Munich", ahead)],
    }


def _several_cities(ahead: int) -> Json:
    slices = [
        _slice("Berlin", "Paris", ahead, "any"),
        _slice("Paris", "London", ahead + 2, "rail"),
        _slice("London", "Berlin", ahead + 4),
    ]
    return {"slices": slices, "stays": [_stay("Paris"), _stay("London")]}


def _open_jaw(ahead: int) -> Json:
    slices = [_slice("Berlin", "Munich", ahead), _slice("Frankfurt", "Berlin", ahead + 3, "rail")]
    return {"slices": slices, "stays": [_stay("Munich", nights=1)]}


def _hotel_alone(ahead: int) -> Json:
    return {"slices": [], "stays": [_stay("Hamburg", checkIn=day(ahead).isoformat(), nights=2)]}


def _car_alone(ahead: int) -> Json:
    return {"slices": [], "cars": [_car("Berlin", ahead)]}


# By a name, what is asked for so many days ahead.
SHAPES: Mapping[str, Callable[[int], Json]] = {
    "every kind": mixed,
    "several cities": _several_cities,
    "open jaw": _open_jaw,
    "a hotel alone": _hotel_alone,
    "a car alone": _car_alone,
}
# Of which each option is chosen; one has all kinds of components, the other no slice.
CHOSEN = ("every kind", "a hotel alone")
# With a name that several cities have where a slice, a stay and a car say it, and one in two spellings.
ASKED_BACK: tuple[Callable[[int], Json], ...] = (
    lambda ahead: {"slices": [_slice("Birmingham", "Berlin", ahead), _slice("Berlin", "Birmingham", ahead + 2)]},
    lambda ahead: {
        "slices": [_slice("Berlin", "San José", ahead), _slice("San Jose", "Berlin", ahead + 5)],
        "stays": [_stay("San Jose")],
    },
    lambda ahead: {"stays": [_stay("Portland", checkIn=day(ahead).isoformat(), nights=1)]},
    lambda ahead: {"cars": [_car("Valencia", ahead)]},
)
