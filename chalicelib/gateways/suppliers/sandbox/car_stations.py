"""Where the sandbox's rental companies have stations, when they are open, and where a car may be left.

Every company has a station at every airport, open day and night; in the centre of some cities another one, which is
closed in the evening and on Sundays. Cities whose airport lies behind a border that no rental car crosses have one in
the centre alone. Airports, borders and islands are facts; the stations are invented.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from math import cos, radians, sin

from chalicelib.domain.offers.cars import RentalStation
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import find_airport
from chalicelib.gateways.suppliers.sandbox.car_fleets import COMPANIES
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

_METRES_PER_DEGREE = 111_195
_NEAREST, _FARTHEST = 150, 1_500
_SATURDAY, _SUNDAY = 5, 6

# Countries with a border by land over which companies commonly let a car be left, each pair once; with the United
# States their territories, whose islands are kept apart below.
_NEIGHBOURS = """
AT CH CZ DE HU IT LI SI SK
BE DE FR LU NL
BG GR RO
CH DE FR IT LI
CZ DE PL SK
DE DK FR LU NL PL
DK SE
EE LV
ES AD FR PT
FI NO SE
FR AD IT LU MC
GB IE
HR HU SI
HU RO SI SK
IT SI
LT LV PL
MY SG TH
NO SE
PL SK
US CA GU PR VI
ZA BW LS NA SZ
"""
# Islands from which no car is driven to the rest of its country, by their airports.
ISLANDS = (
    "PMI", "IBZ", "MAH", "LPA", "TFN TFS", "ACE", "FUE", "SPC", "FNC", "PDL", "TER",
    "AJA BIA CLY FSC", "AHO CAG OLB", "CIY CTA PMO TPS", "CHQ HER JSH", "CFU", "EFL", "JMK", "JTR", "KGS", "MJT",
    "RHO", "SMI", "ZTH", "BHD BFS DUB KIR LDY NOC ORK SNN WAT", "KOI", "LSI", "SYY", "RNN", "VBY",
    "HNL", "OGG", "ITO KOA", "LIH", "BQN PSE SIG SJU", "STT", "STX", "GUM", "YYT", "YCD YYJ",
    "AKJ CTS HKD KUH MMB OBO", "ISG", "MMY", "OKA", "CJU", "BWT DPO HBA LST", "HAK SYX", "PQC", "USM", "LGK",
    "BKI BTU KCH MYY SBW", "CEB", "DVO", "ILO KLO MPH", "BDO CGK HLP JOG SOC SRG SUB YIA", "DPS", "LOP",
    "KNO PDG PKU PLM", "UPG", "BDJ BPN PNK",
)  # fmt: skip


class StationKind(StrEnum):
    """Which of a place's stations it is."""

    AIRPORT = "a"
    CENTRE = "c"


def list_stations(company: int, place: Place) -> tuple[StationKind, ...]:
    """Return which stations a company has in `place`: at its main airport, and, in a city, perhaps in the centre."""
    if not _may_cross(find_airport(place.airports[0]).country, place.country):
        return (StationKind.CENTRE,)
    in_centre = seeded_choice("car centre", company, place.name, place.country) < COMPANIES[company].in_centres
    return tuple(StationKind) if in_centre and not _is_airport(place) else (StationKind.AIRPORT,)


def is_open(company: int, kind: StationKind, day: date, time: str) -> bool:
    """Return whether a station is open at a local time of day, both ends included."""
    if kind is StationKind.AIRPORT:
        return True
    if day.weekday() == _SUNDAY:
        return False
    rented_by = COMPANIES[company]
    opens, closes = rented_by.saturdays if day.weekday() == _SATURDAY else rented_by.working_days
    return opens <= time <= closes


def may_be_left(pick_up: Place, drop_off: Place) -> bool:
    """Return whether a car from one place may be left in the other: in its country, or in a neighbouring one, as long
    as it gets there on its own wheels."""
    return _may_cross(pick_up.country, drop_off.country) and _island(pick_up) == _island(drop_off)


def rental_station(company: int, kind: StationKind, place: Place) -> RentalStation:
    """Return a station as it is offered. Raises NotFound for an airport that does not exist."""
    if kind is StationKind.CENTRE:
        latitude, longitude = _position(company, place)
        return RentalStation(
            name=f"{place.name} centre",
            city=place.name,
            country=place.country,
            latitude=latitude,
            longitude=longitude,
            timezone=place.timezone,
        )
    airport = find_airport(place.airports[0])
    return RentalStation(
        name=airport.name,
        city=(_is_airport(place) and airport.city) or place.name,
        country=airport.country,
        latitude=airport.latitude,
        longitude=airport.longitude,
        timezone=airport.timezone,
    )


def station_key(company: int, kind: StationKind, place: Place) -> str:
    """Return what tells a station from all others: a city's airport is the same as the airport alone."""
    where = place.airports[0] if kind is StationKind.AIRPORT else f"{place.name}, {place.country}"
    return f"{where} {company + 1}"


def _may_cross(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in _PAIRS


def _is_airport(place: Place) -> bool:
    return len(place.airports) == 1 and find_airport(place.airports[0]).name == place.name


def _position(company: int, place: Place) -> tuple[float, float]:
    """Return WGS 84 degrees: some streets from the middle of the city, on the plane that touches it."""
    bearing = radians(360 * seeded_choice("car bearing", company, place.name, place.country))
    degrees = seeded_int(_NEAREST, _FARTHEST, "car distance", company, place.name, place.country) / _METRES_PER_DEGREE
    latitude = max(-89.0, min(89.0, place.latitude + degrees * cos(bearing)))
    longitude = place.longitude + degrees * sin(bearing) / cos(radians(latitude))
    return round(latitude, 6), round((longitude + 180) % 360 - 180, 6)


def _island(place: Place) -> str | None:
    return next((codes for codes in ISLANDS if not set(codes.split()).isdisjoint(place.airports)), None)


def _read_pairs(table: str) -> Iterator[frozenset[str]]:
    for row in table.strip().splitlines():
        first, *others = row.split()
        yield from (frozenset((first, other)) for other in others)


_PAIRS = frozenset(_read_pairs(_NEIGHBOURS))
