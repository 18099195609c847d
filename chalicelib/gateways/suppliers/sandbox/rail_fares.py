"""How the sandbox prices a seat on a train: by distance, operator, class, days ahead, weekday, demand and fare.

The formulas are Sojourn's own, plausible and not any operator's; levels of operators are round estimates.
"""

from datetime import date
from enum import StrEnum

from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.fares import Advance

# Euro cents: what any ride costs, and a kilometre within each band of distance (its upper end in kilometres).
_TERMINAL = 700
_BANDS = ((200, 15.0), (600, 10.5), (5_000, 6.5))

# What a kilometre costs with an operator, where that is not about what it costs with Deutsche Bahn.
_OPERATORS = {
    1.6: ("LNER", "Avanti West Coast", "Great Western Railway"),
    1.45: ("Eurostar", "Amtrak", "SBB"),
    1.3: ("JR Central", "JR East", "CrossCountry", "TransPennine Express"),
    1.15: ("NS", "SNCF", "ScotRail"),
    0.8: ("Trenitalia", "Renfe", "ÖBB", "Korail", "CP", "SNCB"),
    0.55: ("PKP Intercity", "ČD", "China Railway"),
}
_FIRST_CLASS = 1.7
_ADVANCE = {
    Advance.LAST_DAYS: 1.5,
    Advance.ONE_WEEK: 1.35,
    Advance.TWO_WEEKS: 1.2,
    Advance.ONE_MONTH: 1.05,
    Advance.TWO_MONTHS: 0.9,
    Advance.EARLY: 0.8,
}
# Monday to Sunday: trains are fullest before and after the weekend.
_WEEKDAY = (1.03, 0.96, 0.97, 1.02, 1.12, 0.93, 1.1)
# What a journey with changes costs of the sum of its rides.
_THROUGH_FARE = 0.88


class RailFare(StrEnum):
    """What the ticket allows: nothing back, a change of mind against a fee, or any."""

    SAVER = "saver"
    STANDARD = "standard"
    FLEXIBLE = "flexible"

    @property
    def refundability(self) -> Refundability:
        return _REFUND[self]


_FARE = {RailFare.SAVER: 0.62, RailFare.STANDARD: 1.0, RailFare.FLEXIBLE: 1.4}
_REFUND = {
    RailFare.SAVER: Refundability.NONE,
    RailFare.STANDARD: Refundability.WITH_FEE,
    RailFare.FLEXIBLE: Refundability.FULL,
}


def seat_selection(fare: RailFare, cabin: Cabin) -> SeatSelection:
    """Return whether a seat may be chosen: with a flexible fare and in first class, for a fee with any other."""
    is_included = fare is RailFare.FLEXIBLE or cabin is Cabin.FIRST
    return SeatSelection.INCLUDED if is_included else SeatSelection.FOR_A_FEE


def ride_fare(metres: int, operator: str, cabin: Cabin, day: date, advance: Advance, demand: float) -> float:
    """Return euro cents of one seat on one train before the fare's own factor; `demand` in [0, 1) is how sought it
    is."""
    level = next((level for level, operators in _OPERATORS.items() if operator in operators), 1.0)
    comfort = _FIRST_CLASS if cabin is Cabin.FIRST else 1.0
    season = _WEEKDAY[day.weekday()] * (0.85 + 0.3 * demand)
    return _distance_fare(metres) * level * comfort * season * _ADVANCE[advance]


def rail_ticket_fare(ride_fares: list[float], fare: RailFare) -> float:
    """Return euro cents of one passenger's ticket for all rides; with changes at 88 % of their sum."""
    return sum(ride_fares) * (_THROUGH_FARE if len(ride_fares) > 1 else 1.0) * _FARE[fare]


def _distance_fare(metres: int) -> float:
    kilometres, below, cents = metres / 1_000, 0, float(_TERMINAL)
    for upper, rate in _BANDS:
        cents += rate * max(0.0, min(kilometres, upper) - below)
        below = upper
    return cents
