"""How the sandbox prices a seat and a room: by distance, comfort, days ahead, weekday, season and demand.

The formulas are Sojourn's own, plausible and not any carrier's. The distance part has the form of the US Department of
Transportation's Standard Industry Fare Level (a terminal charge plus a rate a mile that falls in bands).
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from chalicelib.domain.offers.emissions import LONG_HAUL_FROM
from chalicelib.domain.trip_requests.trip_request import Cabin

# Euro cents: what any flight costs, and a kilometre within each band of distance (its upper end in kilometres).
_TERMINAL = 3_500
_BANDS = ((1_000, 7.5), (4_000, 5.0), (20_100, 3.2))

_CABIN = {Cabin.ECONOMY: 1.0, Cabin.PREMIUM_ECONOMY: 1.75, Cabin.BUSINESS: 3.6, Cabin.FIRST: 6.2}
_CABIN_SHORT_HAUL = {**_CABIN, Cabin.BUSINESS: 2.4, Cabin.FIRST: 3.2}

# Monday to Sunday: people fly out on Fridays and home on Sundays; hotels for business are dearest mid-week.
_FLIGHT_WEEKDAY = (1.06, 0.95, 0.95, 1.02, 1.12, 0.96, 1.12)
_ROOM_WEEKDAY = (1.04, 1.12, 1.12, 1.05, 0.94, 0.92, 0.88)
# January to December, as in the northern temperate zone.
_FLIGHT_MONTH = (0.92, 0.92, 0.97, 1.03, 1.02, 1.08, 1.16, 1.15, 1.02, 1.00, 0.93, 1.10)
_ROOM_MONTH = (0.86, 0.88, 0.96, 1.02, 1.08, 1.10, 1.08, 1.05, 1.12, 1.06, 0.95, 0.92)

_STARS = {1: 4_200, 2: 6_200, 3: 9_000, 4: 13_500, 5: 25_000}


class Advance(StrEnum):
    """How long before departure it is bought; a price stands as long as this stays the same."""

    LAST_DAYS = "l"
    ONE_WEEK = "w"
    TWO_WEEKS = "t"
    ONE_MONTH = "m"
    TWO_MONTHS = "n"
    EARLY = "e"


# The fewest days ahead of each class, latest first, and its factor on a fare.
_ADVANCE = (
    (Advance.LAST_DAYS, 0, 2.05),
    (Advance.ONE_WEEK, 4, 1.65),
    (Advance.TWO_WEEKS, 8, 1.35),
    (Advance.ONE_MONTH, 15, 1.15),
    (Advance.TWO_MONTHS, 31, 1.0),
    (Advance.EARLY, 61, 0.9),
)
_ADVANCE_FACTOR = {advance: factor for advance, _, factor in _ADVANCE}


class FareBrand(StrEnum):
    """What the ticket allows: nothing back, a change of mind against a fee, or all of it back."""

    LIGHT = "light"
    STANDARD = "standard"
    FLEX = "flex"


# What a slice with a connection costs of its flights' sum.
_THROUGH_FARE = 0.78
# What slices cost on one ticket of what they cost on one each.
_SLICES_TOGETHER = 0.92
_BRAND = {FareBrand.LIGHT: 1.0, FareBrand.STANDARD: 1.16, FareBrand.FLEX: 1.42}


def advance_class(days: int) -> Advance:
    """Return the class of buying `days` days ahead; the last days also for what lies in the past."""
    reached = [advance for advance, fewest, _ in _ADVANCE if days >= fewest]
    return reached[-1] if reached else Advance.LAST_DAYS


def distance_fare(metres: int) -> float:
    """Return euro cents of one economy seat over `metres` before every other factor; rises with distance, ever
    slower."""
    kilometres, below, cents = metres / 1_000, 0, float(_TERMINAL)
    for upper, rate in _BANDS:
        cents += rate * max(0.0, min(kilometres, upper) - below)
        below = upper
    return cents


def seat_fare(metres: int, cabin: Cabin, day: date, advance: Advance, demand: float, *, low_cost: bool) -> float:
    """Return euro cents of one seat on one flight, taxes included. `demand` in [0, 1) is how sought the flight is."""
    cabins = _CABIN_SHORT_HAUL if metres < LONG_HAUL_FROM else _CABIN
    carrier = 0.68 if low_cost else 1.0
    season = _FLIGHT_WEEKDAY[day.weekday()] * _FLIGHT_MONTH[day.month - 1]
    return distance_fare(metres) * cabins[cabin] * carrier * season * _ADVANCE_FACTOR[advance] * (0.85 + 0.4 * demand)


def slice_fare(seat_fares: Sequence[float]) -> float:
    """Return euro cents of one seat on all flights of a slice; one with a connection is sold at 78 % of their sum."""
    return sum(seat_fares) * (_THROUGH_FARE if len(seat_fares) > 1 else 1.0)


def ticket_fare(slices: Sequence[Sequence[float]], brand: FareBrand) -> float:
    """Return euro cents of one passenger's ticket, of the seat fares of each slice; several slices together, there and
    back or otherwise, are sold at 92 % of their sum. So two tickets are cheaper only where they are with other airlines
    or bought for other days ahead."""
    return sum(map(slice_fare, slices)) * (_SLICES_TOGETHER if len(slices) > 1 else 1.0) * _BRAND[brand]


def room_rate(
    stars: int, kilometres: float, night: date, price_level: float, demand: float, *, southern: bool
) -> float:
    """Return euro cents of one room for one night, taxes included.

    `kilometres` to the centre, `price_level` of the city (1.0 is a mid-priced European city), `demand` in [0, 1);
    `southern` turns the seasons round.
    """
    month = (night.month + 5) % 12 if southern else night.month - 1
    nearness = 1.18 - 0.06 * min(kilometres, 8.0)
    season = _ROOM_WEEKDAY[night.weekday()] * _ROOM_MONTH[month]
    return _STARS[stars] * price_level * nearness * season * (0.85 + 0.4 * demand)
