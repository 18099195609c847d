"""The sandbox's rental companies, which are invented, and their cars: real ACRISS categories with a real model each.

An ACRISS code says category, type, gearbox with drive, and fuel with air conditioning, a letter each (acriss.org).
Which model stands for it where is Sojourn's own choice, and so is the list of countries where hardly anybody rents
one with a manual gearbox.
"""

from dataclasses import dataclass

from chalicelib.domain.trip_requests.trip_request import CarCategory


@dataclass(frozen=True, slots=True)
class RentalCompany:
    """A company with the level of its prices, in how many cities (of 1.0) it has a station in the centre, and when that
    is open: local times of working days and of Saturdays; on Sundays it is closed."""

    name: str
    price_level: float
    in_centres: float
    working_days: tuple[str, str]
    saturdays: tuple[str, str]
    has_saver_rate: bool


@dataclass(frozen=True, slots=True)
class CarModel:
    """A car that stands for its code."""

    acriss: str
    seats: int
    name: str

    @property
    def category(self) -> CarCategory:
        return _CATEGORIES[self.acriss[0]]

    @property
    def automatic(self) -> bool:
        return self.acriss[2] == "A"


COMPANIES = (
    RentalCompany("Kestrel Car Hire (sandbox)", 1.12, 0.8, ("07:30", "19:00"), ("08:00", "14:00"), has_saver_rate=True),
    RentalCompany("Milepost Rentals (sandbox)", 1.0, 0.6, ("08:00", "18:00"), ("09:00", "12:00"), has_saver_rate=False),
    RentalCompany("Tandem Drive (sandbox)", 0.9, 0.4, ("08:00", "18:30"), ("09:00", "13:00"), has_saver_rate=True),
)

_CATEGORIES = {
    "M": CarCategory.MINI,
    "E": CarCategory.ECONOMY,
    "C": CarCategory.COMPACT,
    "I": CarCategory.INTERMEDIATE,
    "S": CarCategory.STANDARD,
    "F": CarCategory.FULL_SIZE,
    "P": CarCategory.PREMIUM,
}
# code, seats, model
_WITH_MANUALS = """
MBMR 4 Fiat 500
MDAR 4 Toyota Aygo X
EDMR 5 Renault Clio
EDAH 5 Toyota Yaris Hybrid
CDMR 5 Volkswagen Golf
CDAR 5 Peugeot 308
IDMR 5 Škoda Octavia
IWAR 5 Škoda Octavia Combi
SWAR 5 Volkswagen Passat
SVMR 7 Ford Grand Tourneo Connect
FDAR 5 Škoda Superb
FVMR 9 Ford Tourneo Custom
PDAR 5 BMW 5 Series
PVAR 9 Volkswagen Caravelle
"""
_AUTOMATICS_ONLY = """
MDAR 4 Kia Picanto
EDAR 5 Toyota Yaris
CDAR 5 Toyota Corolla
CDAH 5 Toyota Corolla Hybrid
IDAR 5 Hyundai Elantra
IFAR 5 Toyota RAV4
SDAR 5 Volkswagen Jetta
SVAR 7 Kia Carnival
FDAR 5 Toyota Camry
FVAR 12 Toyota HiAce
PDAR 5 Genesis G80
PVAR 9 Hyundai Staria
"""
_AUTOMATIC_COUNTRIES = frozenset(
    "AE AU BH CA CN HK ID IL JO JP KR KW LB MO MX MY NZ OM PH PR QA SA SG TH TW US VN".split()  # noqa: SIM905
)


def has_manuals(country: str) -> bool:
    """Return whether cars with a manual gearbox are rented there."""
    return country not in _AUTOMATIC_COUNTRIES


def list_models(country: str) -> tuple[CarModel, ...]:
    """Return the cars that are rented in `country`, the lowest category first."""
    return _WITH if has_manuals(country) else _ONLY


def _read_models(table: str) -> tuple[CarModel, ...]:
    rows = (row.split(" ", 2) for row in table.strip().splitlines())
    return tuple(CarModel(acriss, int(seats), name) for acriss, seats, name in rows)


_WITH, _ONLY = _read_models(_WITH_MANUALS), _read_models(_AUTOMATICS_ONLY)
