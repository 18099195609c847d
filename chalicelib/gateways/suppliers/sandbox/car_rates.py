"""How the sandbox prices a rental car: by category, company, place, season, weekday, demand and length.

The formulas and amounts are Sojourn's own round estimates, plausible and not any company's.
"""

from datetime import date

from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.gateways.suppliers.sandbox.car_fleets import CarModel

# Euro cents of the first day, in a mid-priced European city.
_CATEGORY = {
    CarCategory.MINI: 3_200,
    CarCategory.ECONOMY: 3_600,
    CarCategory.COMPACT: 4_400,
    CarCategory.INTERMEDIATE: 5_300,
    CarCategory.STANDARD: 6_300,
    CarCategory.FULL_SIZE: 7_800,
    CarCategory.PREMIUM: 11_500,
}
# By the second letter of the ACRISS code: estates, sport utilities and passenger vans beside cars with doors alone.
_TYPE = {"W": 1.08, "F": 1.2, "V": 1.45}
_HYBRID = 1.04
_AUTOMATIC = 1.12
_AT_AIRPORT = 1.12
# From this day of the rental on (the first is 0), the share of a first day: nobody pays less for a longer rental.
_LENGTH = ((0, 1.0), (3, 0.86), (7, 0.7), (28, 0.55))
# Monday to Sunday: business rents on working days.
_WEEKDAY = (1.05, 1.06, 1.06, 1.04, 0.98, 0.82, 0.82)
# January to December, as in the northern temperate zone.
_MONTH = (0.86, 0.87, 0.93, 1.0, 1.03, 1.1, 1.22, 1.22, 1.05, 0.98, 0.9, 0.97)

# Leaving a car elsewhere: metres within which it costs nothing, then euro cents at once and a kilometre, and the most.
FREE_WITHIN = 50_000
_SAME_COUNTRY = (3_000, 12, 40_000)
_ABROAD = (15_000, 60, 110_000)


def first_day_rate(model: CarModel, *, costs_more_automatic: bool, at_airport: bool) -> float:
    """Return euro cents of the first day of a rental in a mid-priced European city, taxes and insurance included."""
    kind = _TYPE.get(model.acriss[1], 1.0) * (_HYBRID if model.acriss[3] == "H" else 1.0)
    gearbox = _AUTOMATIC if costs_more_automatic and model.automatic else 1.0
    return _CATEGORY[model.category] * kind * gearbox * (_AT_AIRPORT if at_airport else 1.0)


def day_factor(day: date, day_number: int, demand: float, *, southern: bool) -> float:
    """Return what day `day_number` (from 0) of a rental, which begins on `day`, costs of a first day.

    `demand` in [0, 1) is how sought cars are there on that day; `southern` turns the seasons round.
    """
    month = (day.month + 5) % 12 if southern else day.month - 1
    length = next(share for start, share in reversed(_LENGTH) if day_number >= start)
    return length * _WEEKDAY[day.weekday()] * _MONTH[month] * (0.85 + 0.4 * demand)


def one_way_fee(metres: int, *, abroad: bool) -> float:
    """Return euro cents for leaving a car `metres` from where it was picked up."""
    if metres <= FREE_WITHIN and not abroad:
        return 0
    base, per_kilometre, most = _ABROAD if abroad else _SAME_COUNTRY
    return min(base + per_kilometre * metres / 1_000, most)
