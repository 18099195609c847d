"""What a flight does to the climate, by the factors that companies report with.

Factors: UK Government GHG Conversion Factors for Company Reporting 2025 (DESNZ/Defra), sheet "Business travel - air",
kg CO2e per passenger-kilometre with radiative forcing, to or from the UK; short-haul is up to 3,700 km. The published
factors contain the load, the space that each cabin takes and the 8 % by which flights exceed the great circle, so they
are multiplied by great-circle distance.
"""

from chalicelib.domain.trip_requests.trip_request import Cabin

LONG_HAUL_FROM = 3_700_000

# Micrograms of CO2e per passenger and metre, which are grams per 1,000 kilometres.
_SHORT_HAUL = {
    Cabin.ECONOMY: 125_760,
    Cabin.PREMIUM_ECONOMY: 125_760,
    Cabin.BUSINESS: 188_630,
    Cabin.FIRST: 188_630,
}
_LONG_HAUL = {
    Cabin.ECONOMY: 117_040,
    Cabin.PREMIUM_ECONOMY: 187_260,
    Cabin.BUSINESS: 339_400,
    Cabin.FIRST: 468_140,
}


def flight_co2_grams(distance_metres: int, cabin: Cabin, travellers: int) -> int:
    """Return grams of CO2 equivalent of one flight over `distance_metres` of the great circle, all travellers together.

    Short-haul has two published classes: premium economy counts as economy there, first as business.
    """
    factors = _SHORT_HAUL if distance_metres < LONG_HAUL_FROM else _LONG_HAUL
    return round(distance_metres * factors[cabin] * travellers / 1_000_000)
