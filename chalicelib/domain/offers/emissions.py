"""What a flight or a train ride does to the climate, by the factors that companies report with.

Flights: UK Government GHG Conversion Factors for Company Reporting 2025 (DESNZ/Defra), sheet "Business travel - air",
kg CO2e per passenger-kilometre with radiative forcing, to or from the UK; short-haul is up to 3,700 km. The published
factors contain the load, the space that each cabin takes and the 8 % by which flights exceed the great circle, so they
are multiplied by great-circle distance.

Trains: the same publication, sheet "Business travel - land", rail: 0.03546 kg CO2e per passenger-kilometre of "national
rail", which is Britain's, and 0.00446 of "international rail", which is Eurostar. They are multiplied by kilometres of
track, and stand for all countries: a ride within one counts as national rail, one over a border as international.
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
_NATIONAL_RAIL, _INTERNATIONAL_RAIL = 35_460, 4_460


def flight_co2_grams(distance_metres: int, cabin: Cabin, travellers: int) -> int:
    """Return grams of CO2 equivalent of one flight over `distance_metres` of the great circle, all travellers together.

    Short-haul has two published classes: premium economy counts as economy there, first as business.
    """
    factors = _SHORT_HAUL if distance_metres < LONG_HAUL_FROM else _LONG_HAUL
    return round(distance_metres * factors[cabin] * travellers / 1_000_000)


def rail_co2_grams(distance_metres: int, travellers: int, *, is_international: bool) -> int:
    """Return grams of CO2 equivalent of one train ride over `distance_metres` of track, all travellers together."""
    factor = _INTERNATIONAL_RAIL if is_international else _NATIONAL_RAIL
    return round(distance_metres * factor * travellers / 1_000_000)
