"""Trips of every shape for the simulation: what is asked for, what of it may be revised, and what changed once it is
booked. All are in March 2027, one is over New Year before, between cities that have an airport, a station and
hotels."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from chalicelib.domain.trip_requests.preferences import (
    CheckedBags,
    MostStops,
    RefundableComponents,
    Strength,
    TimeWindow,
)
from chalicelib.domain.trip_requests.trip_request import TravelMode
from chalicelib.services.trip_requests.fields import RequestedCar, RequestedSlice, RequestedStay

Json = dict[str, Any]

FIRST = date(2027, 3, 3)
_NEW_YEAR = -61  # days later than the first departure: New Year's Day
CANCELLATION: Json = {"kind": "cancellation"}


class Shape(NamedTuple):
    """A trip: what is asked for beside what is always, the bodies of its revisions, and those of its quotes."""

    asks: Mapping[str, Any]
    revisions: tuple[Json, ...] = ({},)
    changes: tuple[Json, ...] = (CANCELLATION,)


def day(later: int) -> date:
    """Return the day so much later than that of the first departure."""
    return FIRST + timedelta(days=later)


def move_slices(**days: int) -> Json:
    """Return the body of a quote for other dates: of slice 0 as `s0`, so many days after the first departure."""
    moved = [{"slice": int(name[1:]), "departOn": str(day(later))} for name, later in days.items()]
    return {"kind": "date_change", "slices": moved}


def cancel_parts(*parts: str) -> Json:
    """Return the body of a quote for cancelling these parts."""
    return {**CANCELLATION, "parts": list(parts)}


def _slice(
    origin: str, destination: str, later: int, mode: TravelMode = TravelMode.AIR, **windows: Any
) -> RequestedSlice:
    return RequestedSlice(origin=origin, destination=destination, depart_on=day(later), mode=mode, **windows)


def _stay(place: str, **dates: Any) -> RequestedStay:
    return RequestedStay(place=place, **dates)


WEEK_LATER = move_slices(s0=7, s1=9)
THERE_AND_BACK = Shape(
    asks={},
    revisions=({}, {"returnOn": None}, {"returnOn": "2027-03-04"}, {"departOn": "2027-03-04"}),
    changes=(CANCELLATION, cancel_parts("0.1"), WEEK_LATER, move_slices(s1=3)),
)
ONE_WAY = Shape(asks={"return_on": None}, changes=(CANCELLATION, move_slices(s0=2)))
# Two cities, of which the first is reached from somewhere else: each slice then has another place than before.
_FROM_MUNICH: list[Json] = [
    {"origin": origin, "destination": destination, "departOn": str(day(later))}
    for origin, destination, later in (
        ("Munich", "Berlin", -1),
        ("Berlin", "Paris", 0),
        ("Paris", "London", 2),
        ("London", "Berlin", 4),
    )
]
TWO_CITIES = Shape(
    asks={
        "slices": (_slice("Berlin", "Paris", 0), _slice("Paris", "London", 2), _slice("London", "Berlin", 4)),
        "stays": (_stay("Paris"), _stay("London")),
    },
    revisions=({}, {"slices": _FROM_MUNICH}),
    changes=(CANCELLATION, move_slices(s2=5), move_slices(s1=1), move_slices(s0=7, s1=9, s2=11)),
)
OPEN_JAW = Shape(
    asks={
        "slices": (_slice("Berlin", "London", 0), _slice("Paris", "Berlin", 3)),
        "stays": (_stay("London", nights=1), _stay("Paris", check_in=day(2))),
    },
    changes=(CANCELLATION, move_slices(s1=4), move_slices(s0=-1)),
)
RAIL_AND_AIR = Shape(
    asks={
        "slices": (_slice("Berlin", "Munich", 0, TravelMode.RAIL), _slice("Munich", "Berlin", 2)),
        "stays": (_stay("Munich"),),
    },
    changes=(CANCELLATION, cancel_parts("0.0"), move_slices(s0=1), move_slices(s1=3)),
)
# A part of it is cancelled, and then another one moved.
RAIL_AIR_AND_CAR = Shape(
    asks={
        "slices": (_slice("Berlin", "Munich", 0, TravelMode.RAIL), _slice("Munich", "Berlin", 3)),
        "cars": (RequestedCar(pick_up="Munich", pick_up_on=day(1), drop_off_on=day(2)),),
    },
    changes=(cancel_parts("2.0"), move_slices(s1=4)),
)
ANY_MODE = Shape(
    asks={"slices": (_slice("Berlin", "Hamburg", 0, TravelMode.ANY), _slice("Hamburg", "Berlin", 1, TravelMode.ANY))},
    changes=(CANCELLATION, move_slices(s1=2)),
)
HOTEL_ALONE = Shape(
    asks={"stays": (_stay("Hamburg", check_in=day(0), check_out=day(2)),)},
    changes=(
        CANCELLATION,
        {"kind": "date_change", "stays": [{"stay": 0, "checkIn": str(day(7)), "checkOut": str(day(8))}]},
    ),
)
WITH_CAR = Shape(
    asks={
        "slices": (_slice("Berlin", "Munich", 0), _slice("Munich", "Berlin", 3)),
        "cars": (RequestedCar(pick_up="Munich", pick_up_on=day(0), pick_up_at="20:00", drop_off_on=day(2)),),
    },
    changes=(
        CANCELLATION,
        {"kind": "date_change", "cars": [{"car": 0, "dropOffOn": str(day(3)), "dropOffAt": "08:00"}]},
    ),
)
# Out and the hotel in one year, back in the next, a car in each: budgets of both years, and through fares of the first.
OVER_NEW_YEAR = Shape(
    asks={
        "slices": (_slice("Berlin", "London", _NEW_YEAR - 2), _slice("London", "Berlin", _NEW_YEAR + 2)),
        "stays": (_stay("London"),),
        "cars": tuple(
            RequestedCar(
                pick_up="London",
                pick_up_on=day(_NEW_YEAR + begins),
                pick_up_at="20:00",
                drop_off_on=day(_NEW_YEAR + begins + 1),
            )
            for begins in (-1, 0)
        ),
    },
    changes=(CANCELLATION, cancel_parts("0.0"), move_slices(s1=_NEW_YEAR + 1), move_slices(s1=_NEW_YEAR - 1)),
)
SAME_CITY_TWICE = Shape(
    asks={
        "slices": (
            _slice("Berlin", "London", 0),
            _slice("London", "Paris", 2),
            _slice("Paris", "London", 4),
            _slice("London", "Berlin", 6),
        ),
        "stays": (
            _stay("London", check_in=day(0), check_out=day(2)),
            _stay("Paris", check_in=day(2), check_out=day(4)),
            _stay("London", check_in=day(4), check_out=day(6)),
        ),
    },
)
TRAIN_TO_FLIGHT = Shape(
    asks={
        "slices": (
            _slice("Hamburg", "Frankfurt", 0, TravelMode.RAIL, departure=TimeWindow(not_before="12:00")),
            _slice("Frankfurt", "New York", 1, departure=TimeWindow(not_after="14:00")),
        )
    },
)
# A train to a flight of the same day, which no one fare has, and back in the next year. The flight that is wished for
# leaves before one can be there.
_IN_THE_MORNING = TimeWindow(not_after="12:00", strength=Strength.WISH)
ON_ONE_DAY = Shape(
    asks={
        "slices": (
            _slice("Berlin", "Munich", _NEW_YEAR - 1, TravelMode.RAIL),
            _slice("Munich", "Hamburg", _NEW_YEAR - 1, departure=_IN_THE_MORNING),
            _slice("Hamburg", "Berlin", _NEW_YEAR + 1, TravelMode.RAIL),
        )
    },
    changes=(cancel_parts("2.0"),),
)
# What is asked for beyond places and dates: times, non-stop flights, stars; some of it nobody sells.
PARTICULAR = Shape(
    asks={
        "slices": (
            _slice("Berlin", "Paris", 0, departure=TimeWindow(not_before="02:00", not_after="03:00")),
            _slice("Paris", "Berlin", 2, arrival=TimeWindow(not_after="20:00")),
        ),
        "stays": (_stay("Paris", min_stars=4),),
        "preferences": (
            MostStops(stops=0, strength=Strength.MUST),
            CheckedBags(bags=1, strength=Strength.MUST, slices=(1,)),
            RefundableComponents(strength=Strength.MUST),
        ),
    },
    revisions=({}, {"preferences": []}),
    changes=(CANCELLATION, move_slices(s1=3)),
)
# There and back on one day: not every flight back is reached by every flight there.
SAME_DAY = Shape(
    asks={"slices": (_slice("Berlin", "London", 0), _slice("London", "Berlin", 0))},
    changes=(CANCELLATION, cancel_parts("0.0"), move_slices(s1=1), move_slices(s0=-1)),
)
CAR_ALONE = Shape(asks={"cars": (RequestedCar(pick_up="Berlin", pick_up_on=day(0), drop_off_on=day(1)),)})

_OTHERS = (
    ONE_WAY,
    TWO_CITIES,
    OPEN_JAW,
    RAIL_AND_AIR,
    ANY_MODE,
    HOTEL_ALONE,
    WITH_CAR,
    CAR_ALONE,
    OVER_NEW_YEAR,
    PARTICULAR,
    SAME_DAY,
)
_USUAL = 0.5  # of all trips


def draw_shape(seed: int, name: str) -> Shape:
    """Return the shape of a traveller's trip, by a chance of its own: half of them are journeys there and back."""
    chance = Random(f"shape {seed} {name}")
    return THERE_AND_BACK if chance.random() < _USUAL else chance.choice(_OTHERS)
