"""How dear a hotel room is where: levels of countries and of cities whose hotels differ much from their country's.

1.0 is a mid-priced European city. The levels are Sojourn's own round estimates, for the sandbox only.
"""

from chalicelib.domain.places.place import Place

_OTHERWISE = 0.75

_COUNTRIES = {
    1.45: "CH NO IS MC BM KY",
    1.25: "US DK SG IL GB IE AU",
    1.1: "SE FI NL LU HK AE QA BS",
    1.0: "DE FR AT BE IT JP CA NZ KW BH MT",
    0.9: "ES KR GR CY SA OM PT SI HR EE TW",
    0.7: "PL CZ HU SK LT LV RO BG CN BR CL MX ZA MA JO TR KE NG GH RW ET",
    0.55: "TH MY ID VN PH IN LK EG TN CO PE AR RS UA BA AL GE AM UZ KZ PK BD NP KH LA BO PY",
}
# By the city's main airports, so that a place named after its airport finds its city.
_CITIES = {
    1.75: "JFK EWR LGA",
    1.6: "LHR LGW LCY STN LTN SFO BOS ZRH GVA",
    1.4: "CDG ORY LAX IAD DCA BWI MIA SIN KEF",
    1.25: "AMS CPH OSL ARN DUB DXB HND NRT SYD TLV SEA HKG YVR YYZ MUC VCE MXP LIN",
    1.1: "FRA HAM FCO BCN MAD LIS VIE BRU HEL MEL AKL HNL PRG LUX DOH",
    1.0: "BER CGN DUS STR IST ATH EDI MAN PEK PVG SHA ICN BUD WAW LOS",
    0.8: "BKK GRU GIG MEX DEL BOM BLR CGK DPS JNB CPT NBO EZE AEP SCL BOG LIM",
}


def price_level(place: Place) -> float:
    """Return the level of hotel prices in `place`."""
    for level, airports in _CITIES.items():
        if not set(airports.split()).isdisjoint(place.airports):
            return level
    return next((level for level, codes in _COUNTRIES.items() if place.country in codes.split()), _OTHERWISE)
